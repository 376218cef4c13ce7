"""What stands in lists, stories and answers of trackers' forms: the use case, how people manage without it, and by when."""

import pytest
from understanding import read_mail

from mailer.model.request import Field


def told(body: str, field: Field) -> str:
    return read_mail("An integration", body).requests[0].text(field)


@pytest.mark.parametrize(
    ("body", "use"),
    [
        (
            "Please connect Toast.\n\nWhat we need:\n- menus come over every night\n- orders go to the kitchen",
            "menus come over every night orders go to the kitchen",
        ),
        (
            "Could you add Xero? It should:\n\n1. create a bill from each approved expense\n2. mark it as paid",
            "create a bill from each approved expense mark it as paid",
        ),
        (
            "Il nous faudrait un connecteur Sage. Nous aimerions :\n- envoyer les factures chaque soir\n- recevoir les paiements",
            "envoyer les factures chaque soir recevoir les paiements",
        ),
        (
            "### Integration\nHubSpot\n\n### I want to\nsee new sign-ups in HubSpot\n\n### So that\nsales can call them",
            "see new sign-ups in HubSpot\nsales can call them",
        ),
        (
            "Please add Mollie.\n\nOur shop needs it so that buyers pay by iDEAL: https://docs.mollie.com/",
            "Our shop needs it so that buyers pay by iDEAL",
        ),
        (
            "Please add Odoo. We want to send our orders there every night. Things to know:\n- it has a REST API\n- the key is free",
            "We want to send our orders there every night.",
        ),
        ("Merci d'ajouter un connecteur pour Odoo. Nous y faisons nos devis.", "Nous y faisons nos devis."),
        ("Necesitamos un conector para Odoo. Con él facturamos.", "Con él facturamos."),
        ("Vorremmo un connettore per Odoo. Ci facciamo le fatture.", "Ci facciamo le fatture."),
        ("Please add a connector for Odoo. That's where our quotes live.", "That's where our quotes live."),
        (
            "Bitte bindet Odoo an. Ziel ist, dass alle Kontakte an einem Ort sind.",
            "Ziel ist, dass alle Kontakte an einem Ort sind.",
        ),
        (
            "Necesitamos un conector para Odoo. La idea es tener todos los contactos en un solo lugar.",
            "La idea es tener todos los contactos en un solo lugar.",
        ),
        ("Merci d'ajouter un connecteur pour Odoo. Nous y pensons depuis longtemps.", ""),
        ("Bitte bindet Odoo an. Darüber haben wir schon gesprochen.", ""),
        (
            "We are a bakery. Please add Odoo: our orders should land there every night.",
            "Please add Odoo: our orders should land there every night.",
        ),
    ],
)
def test_what_a_list_or_a_story_says_is_the_use_case(body: str, use: str) -> None:
    """The items below `we need:` and not these words; a story's reason with its wish; a sentence without its link, and not
    who they are."""
    assert told(body, Field.USE_CASE) == use


@pytest.mark.parametrize(
    ("answer", "way"),
    [
        ("Not supported at present", ""),
        ("Odoo isn't supported currently.", ""),
        ("It has no connector yet", ""),
        ("There is no other way", "There is no other way"),
        ("JDBC, but that isn't supported either", "JDBC, but that isn't supported either"),
        ("CSV exports only", "CSV exports only"),
        ("Zapier, as there is no native connector", "Zapier, as there is no native connector"),
        ("There is no support, so our staff retypes it", "There is no support, so our staff retypes it"),
    ],
)
def test_what_only_says_that_it_is_not_there_is_no_alternative(answer: str, way: str) -> None:
    """An answer that only repeats the lack tells no way of managing; one that names a way, or that there is none, does."""
    assert (
        told(f"Integration: Odoo\nUse case: send orders\nWorkaround: {answer}\n", Field.ALTERNATIVES) == way
    )


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ("Bitte bindet Odoo an. Wir wollen die Daten ohne Umweg nach Odoo schreiben.", ""),
        ("Please add Odoo. Without it we export by hand.", "Without it we export by hand."),
        ("Please add Zulip. Slack isn't an option for us.", "Slack isn't an option for us."),
    ],
)
def test_what_is_spared_is_no_alternative(body: str, way: str) -> None:
    """`Without a detour` is what they wish for; `without it we …` is how they manage."""
    assert told(body, Field.ALTERNATIVES) == way


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ("Please add Odoo. At the moment tickets only arrive in the inbox.", ""),
        ("Please add Odoo. So far the calendar is not among the sources.", ""),
        ("Please add Odoo. Right now each event opens a new ticket.", ""),
        ("Bitte bindet Odoo an. Derzeit werden nur Google-Konten akzeptiert.", ""),
        ("Merci d'ajouter Odoo. Actuellement seuls les comptes Google sont acceptés.", ""),
        (
            "Please add Odoo. At the moment we export the list by hand.",
            "At the moment we export the list by hand.",
        ),
        ("Bitte bindet Odoo an. Derzeit tippt das eine Kollegin ab.", "Derzeit tippt das eine Kollegin ab."),
        (
            "Merci d'ajouter Odoo. Il faut aujourd'hui exporter la liste.",
            "Il faut aujourd'hui exporter la liste.",
        ),
        ("Agreguen Odoo, por favor. Hoy lo bajamos en Excel.", "Hoy lo bajamos en Excel."),
        (
            "Please add Odoo. Meanwhile Karin types the list by hand.",
            "Meanwhile Karin types the list by hand.",
        ),
        (
            "Please add Odoo. The list lives elsewhere, and each time we copy it by hand.",
            "and each time we copy it by hand.",
        ),
        ("Please add Odoo.\n\nWhat we do instead: a macro in Excel", "a macro in Excel"),
    ],
)
def test_how_things_stand_is_no_alternative_where_nobody_manages(body: str, way: str) -> None:
    """A word of the present tells how people manage only beside somebody, or something, that does it; what leads to it is
    left out."""
    assert told(body, Field.ALTERNATIVES) == way


@pytest.mark.parametrize(
    ("answer", "way"),
    [
        ("A short description of anything else that you thought of.", ""),
        ("Describe briefly what else you thought of.\nA Google sheet", "A Google sheet"),
    ],
)
def test_what_a_template_asks_is_no_alternative(answer: str, way: str) -> None:
    """A form's own sentence that was left in, also in words of its own."""
    assert told(f"Please add Odoo.\n\n**Alternatives**\n{answer}\n", Field.ALTERNATIVES) == way


@pytest.mark.parametrize(
    ("body", "priority"),
    [
        ("Please add Odoo. We need this before the audit on 1 March.", "high"),
        ("Please add Odoo. We'd need it before the trade fair.", "high"),
        ("Bitte bindet Odoo an. Das bräuchten wir vor der Messe am 3. Mai.", "high"),
        ("Merci d'ajouter Odoo. Il nous faudrait cela d'ici fin avril.", "high"),
        ("Please add Odoo. It's not the end of the world if it takes a year.", "low"),
        ("Please add Odoo. We are stuck until it exists.", "critical"),
        ("Please add Odoo.\n\n**Severity**\nBlocking", "critical"),
        ("Please add Odoo.\nNice to have or must have? Must have", "high"),
        ("Please add Odoo.\nUrgency: before the audit in May", "high"),
        ("Merci d'ajouter Odoo.\nUrgence : avant la clôture du 30 juin si possible", "high"),
        ("Please add Odoo.\nTimeline: Q3 2026", "high"),
        ("Please add Odoo.\nPriority: not before 2027", ""),
        ("Please add Odoo.\nUrgency: from May on we might look at it", ""),
        ("Please add Odoo.\nHow important is it to you? (low / medium / high / blocker): medium", "medium"),
        ("Please add Odoo.\nUrgency: whenever", "low"),
        ("Please add Odoo. This is a critical requirement for us.", "critical"),
        ("Please add Odoo. We may not go live without it.", "critical"),
        ("Please add Odoo. This is a priority for us.", "high"),
        ("Nous voudrions un connecteur PrestaShop. C'est prioritaire pour nous.", "high"),
        ("Wir bräuchten eine Anbindung an Odoo. Das hat bei uns Priorität.", "high"),
        ("Necesitamos un conector de Bsale. No hay apuro, cuando se pueda.", "low"),
        ("Please add Odoo. Customers who are blocked should not be sent over.", ""),
        ("Please add Odoo. Prioritised orders shall come first.", ""),
        ("Please add Odoo. The report lists what was sold before the trade fair.", ""),
        ("Please add Odoo. Some users say that this is a deal breaker.", ""),
        ("Please add Odoo. Blocking calls should be logged.", ""),
        ("Bitte bindet Odoo an. Vor der Messe gab es dazu einen Vortrag.", ""),
    ],
)
def test_by_when_it_is_wanted_and_what_hangs_on_it_is_its_priority(body: str, priority: str) -> None:
    """A day, or what is held on a day that everybody there knows, counts beside a wish, and under its label; of others' words
    and of things that are moved nothing does."""
    assert told(body, Field.PRIORITY) == priority


@pytest.mark.parametrize(
    ("link", "documented"),
    [
        ("https://documentation.bexio.example/", True),
        ("https://open.bexio.example/document/home", True),
        ("https://legacydocs.bexio.example/methods", True),
        ("https://bexio.docs.apiary.example/#introduction", True),
        ("https://bexio.example/restapi/v2", True),
        ("https://bexio.example/it/documentazione/", True),
        ("https://bexio.example/swagger-ui/index.html", True),
        ("https://www.bexio.example/", False),
        ("https://blog.bexio.example/news-of-the-day", False),
        ("https://open-shop.example/products", False),
        ("https://files.example/price-documents-2024.html", False),
        ("https://bexio.example/capital-rapid-therapist", False),
    ],
)
def test_an_address_says_itself_that_it_documents(link: str, documented: bool) -> None:
    """A host or a path called after documentation is one; an address that only has such letters in it is none."""
    assert (
        told(f"Please add a connector for Bexio. See {link} for more.", Field.API_DOCS) == link * documented
    )
