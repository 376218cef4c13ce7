"""Which sentences set the scene of a wish, and which only look so."""

import pytest
from understanding import read_mail

from mailer.model.request import Field


def use(subject: str, body: str) -> str:
    return read_mail(subject, body).requests[0].text(Field.USE_CASE)


@pytest.mark.parametrize(
    ("subject", "body", "scene"),
    [
        ("Linear", "All our tickets live in Linear. Could you add it?", "All our tickets live in Linear."),
        ("Shopware", "My shop runs on Shopware. Any chance of support for it?", "My shop runs on Shopware."),
        (
            "Nextcloud",
            "Unsere Dokumente liegen alle in Nextcloud. Wäre toll, wenn ihr das unterstützt.",
            "Unsere Dokumente liegen alle in Nextcloud.",
        ),
        (
            "Brevo",
            "Tous nos contacts sont dans Brevo. Ce serait super de l'avoir.",
            "Tous nos contacts sont dans Brevo.",
        ),
        (
            "PrestaShop",
            "Nuestros pedidos entran por PrestaShop. ¿Podríais añadirlo?",
            "Nuestros pedidos entran por PrestaShop.",
        ),
        (
            "Qdrant",
            "Please add Qdrant. Qdrant is where we keep our vectors.",
            "Qdrant is where we keep our vectors.",
        ),
        (
            "Bexio",
            "Our company has 40 people. We need our bills to arrive in Bexio on their own.",
            "We need our bills to arrive in Bexio on their own.",
        ),
    ],
)
def test_where_what_is_theirs_lives_says_what_for(subject: str, body: str, scene: str) -> None:
    """Who has what in the product says what for, beside a wish that only asks; who they are does not."""
    assert use(subject, body) == scene


@pytest.mark.parametrize(
    ("subject", "body", "then"),
    [
        (
            "Garmin",
            "Please add Garmin. Then my runs show up next to the lifts.",
            "Then my runs show up next to the lifts.",
        ),
        (
            "Shelly",
            "Könnt ihr den Shelly Melder aufnehmen? Dann bekomme ich eine Nachricht, wenn ich im Garten bin.",
            "Dann bekomme ich eine Nachricht, wenn ich im Garten bin.",
        ),
        (
            "Garmin",
            "¿Podríais añadir Garmin? Así le enseño la gráfica al médico.",
            "Así le enseño la gráfica al médico.",
        ),
        (
            "Toggl",
            "We want to bill hours from Toggl. Then again, maybe you have other plans.",
            "We want to bill hours from Toggl.",
        ),
    ],
)
def test_what_would_be_the_case_then_says_what_for(subject: str, body: str, then: str) -> None:
    """`Then`, `this way` right behind what asks tells what shall come of it."""
    assert use(subject, body) == then


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Plaid", "Hi, could we get Plaid as well? Thanks!"),
        ("Pennylane", "Serait-il possible d'ajouter Pennylane ?"),
        ("Lexware", "Könnt ihr Lexware aufnehmen?"),
        (
            "Support Qdrant",
            "Please support Qdrant. Qdrant can be run on the GPU and scales to billions of vectors.",
        ),
        ("Matomo", "Merci d'ajouter Matomo. Matomo mesure l'audience sans cookies."),
        ("Xero", "It is unacceptable that our team gets no answer. Could you add a Xero connector?"),
        ("Sage", "C'est inadmissible, notre équipe attend une réponse. Pouvez-vous ajouter Sage ?"),
        ("Holded", "Es una vergüenza que nuestro equipo siga sin saber nada. ¿Pueden añadir Holded?"),
    ],
)
def test_what_only_asks_or_describes_says_no_use(subject: str, body: str) -> None:
    """A wish with hardly a word beside the asking, and what the product does by itself, say nothing of what for."""
    assert use(subject, body) == ""


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Toggl", "It would be great if closed deals landed in Toggl by themselves."),
        ("Plaid", "Could you sync our invoices to Plaid?"),
        ("Zendesk", "Zendesk should create a task for each ticket."),
        ("HubSpot", "HubSpot deals should appear in our planner."),
    ],
)
def test_a_wish_that_says_what_shall_happen_is_the_use(subject: str, body: str) -> None:
    """What shall go where, or be done, stays, also where the product does it."""
    assert use(subject, body) == body


@pytest.mark.parametrize(
    ("subject", "body", "scene"),
    [
        (
            "Bexio",
            "We use Bexio for all our bills, but there is no integration for it in your list.",
            "We use Bexio for all our bills",
        ),
        (
            "WebDAV",
            "I'd like my backups to be stored over WebDAV, which can't be done at present.",
            "I'd like my backups to be stored over WebDAV",
        ),
        (
            "Pennylane",
            "Nous aimerions envoyer les factures vers Pennylane, mais il n'existe pas de connecteur.",
            "Nous aimerions envoyer les factures vers Pennylane",
        ),
        (
            "Slack",
            "We want alerts in Slack, but only the critical ones should ring.",
            "We want alerts in Slack, but only the critical ones should ring.",
        ),
    ],
)
def test_a_use_ends_where_a_but_says_that_it_is_missing(subject: str, body: str, scene: str) -> None:
    """That it cannot be done yet is neither what for nor how they manage; a wish behind `but` is part of the use."""
    request = read_mail(f"{subject} integration", body).requests[0]
    assert request.text(Field.USE_CASE) == scene
    assert Field.ALTERNATIVES not in request.fields


@pytest.mark.parametrize(
    ("subject", "body", "told"),
    [
        (
            "Sellsy",
            "Pouvez-vous ajouter Sellsy ? Je vous mets la page pour que vous puissiez voir. Nos devis devraient arriver chez vous.",
            "Nos devis devraient arriver chez vous.",
        ),
        (
            "Toggl",
            "Could you add Toggl? I enclose a picture so that you can see it. Our hours should end up in it.",
            "Our hours should end up in it.",
        ),
        (
            "Toggl",
            "Could you add Toggl so that you and we see the same hours?",
            "so that you and we see the same hours?",
        ),
    ],
)
def test_what_is_shown_to_the_reader_is_no_use(subject: str, body: str, told: str) -> None:
    """`So that you can see it` says why something came along with the mail."""
    assert use(f"{subject} integration", body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Slackとの連携をお願いします。\n新しい注文が入ったときに、担当者のチャンネルへ\n自動で通知が届くようにしたいです。",
            "新しい注文が入ったときに、担当者のチャンネルへ 自動で通知が届くようにしたいです。",
        ),
        ("Slackと連携したいです\n通知を自動で送りたい\n毎日20件あります", "通知を自動で送りたい"),
    ],
)
def test_a_line_that_ends_with_a_particle_goes_on_below(body: str, told: str) -> None:
    """Mail programs wrap Japanese after fewer characters than letters fit on a line; no sentence ends with a particle."""
    assert use("Slack連携", body) == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "We have been a customer for three years. Please add a connector for Quillbase. Our buyers keep all contracts there.",
            "Our buyers keep all contracts there.",
        ),
        (
            "Nuestro programa de hotel se llama Mirabo. Necesitamos la integración para hacer el cierre nocturno.",
            "para hacer el cierre nocturno.",
        ),
        ("Ci servirebbe un collegamento a Lumera per controllare i consumi.", "per controllare i consumi."),
        (
            "Gostaríamos de uma ligação ao Lumera para controlar o consumo.",
            "para controlar o consumo.",
        ),
        ("We export the hours from Harvestly by hand every week. Could this be automated?", ""),
    ],
)
def test_who_writes_and_what_it_is_called_is_no_use(body: str, told: str) -> None:
    """An infinitive behind what is asked for says what for; since when somebody is a customer does not, nor `could this be automated`."""
    assert use("Question", body) == told
