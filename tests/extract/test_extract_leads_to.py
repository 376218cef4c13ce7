"""What the wish would lead to, and what its absence leads to, is told by a few verbs, in any of the ten languages."""

import pytest
from understanding import read_mail

from mailer.model.request import Field

LEADS_TO = [
    ("Authentik", "Please add Authentik.", "Makes access from outside more secure."),
    ("Milvus", "Please add Milvus.", "All this may make our searches quicker than they are now."),
    ("Adyen", "Could you add Adyen?", "PayPal works here, but has high fees."),
    ("Adyen", "Bitte Adyen anbinden.", "PayPal geht zwar, ist uns aber zu teuer."),
    ("Mollie", "Merci d'ajouter Mollie.", "Stripe fonctionne mais les frais sont trop élevés."),
    (
        "Rippling",
        "Could you connect Rippling? New hires should appear in the planner.",
        "It would spare our office manager a lot of typing.",
    ),
    ("Klaviyo", "Please add Klaviyo, we keep our lists there.", "This slows the whole campaign team down."),
    (
        "Zoho Books",
        "We would like a Zoho Books connector for the invoices.",
        "Checking every amount twice takes ages.",
    ),
    (
        "Okta",
        "Please support Okta for logging in.",
        "That is the reason why we still cannot move the second office over.",
    ),
    (
        "Toggl",
        "Could you pull hours from Toggl?",
        "At present we read them out to each other, which causes mistakes in the bills.",
    ),
    (
        "Airtable",
        "Please add Airtable as a source.",
        "A native connector would make the monthly report far less painful.",
    ),
    (
        "Zendesk",
        "Zendesk integration please, to open tickets.",
        "The lack of it keeps our support people from answering within the day.",
    ),
    (
        "Magento",
        "We need Magento orders in your warehouse view.",
        "Not having it could lead to oversold stock in the holidays.",
    ),
    (
        "Lexware",
        "Bitte bindet Lexware an, damit die Rechnungen ankommen.",
        "Das würde unserer Buchhaltung die Monatsabschlüsse sehr erleichtern.",
    ),
    (
        "Personio",
        "Könnt ihr Personio anbinden? Urlaube sollen im Plan stehen.",
        "Das Abgleichen kostet jede Woche viel Zeit.",
    ),
    (
        "Cegid",
        "Bonjour, pourriez-vous ajouter Cegid pour y envoyer les ventes ?",
        "Cela nous éviterait bien des erreurs de saisie.",
    ),
    (
        "Holded",
        "¿Podéis integrar Holded para las facturas?",
        "Hoy se copian a mano, lo que provoca errores en cada cierre.",
    ),
    (
        "Omie",
        "Vocês poderiam integrar o Omie? As notas devem ir para lá.",
        "Isso facilitaria muito o trabalho do financeiro.",
    ),
    (
        "Exact Online",
        "Graag een koppeling met Exact Online voor de facturen.",
        "Het overtypen kost ons elke maand veel tijd.",
    ),
    (
        "Fatture in Cloud",
        "Potete collegare Fatture in Cloud per le fatture?",
        "Eviterebbe molti errori a fine mese.",
    ),
    ("Garoon", "Garoonと予定を連携してほしいです。", "今は両方に入力するので手間がかかっています。"),
    ("Gusto", "Please add Gusto for payroll.", "People simply forget to fill in the second system."),
    (
        "Stripe",
        "We need Stripe for the deposits.",
        "Our accountant charges us extra for re-keying everything.",
    ),
    ("Miro", "Please connect Miro to the board view.", "My users keep bugging me about it."),
    (
        "Wix",
        "Could you import orders from Wix?",
        "The manual route does not scale beyond a few dozen customers.",
    ),
    ("Sage", "Please add Sage for the bookings.", "I'd save at least an hour a day."),
    ("Zoom", "Zoom links in the calendar, please.", "It opens the door to the whole public sector."),
]
LACKS = [
    ("Okta", "Please support Okta.", "Without Okta support, every joiner waits two days for an account."),
    ("Xero", "Please add Xero.", "Without a Xero connector the books are closed a week late."),
    (
        "Slack",
        "We'd like Slack alerts.",
        "Not having this means that the night shift learns of a fault in the morning.",
    ),
    (
        "Jira",
        "Please connect Jira.",
        "The lack of a Jira link leaves our testers guessing which build is which.",
    ),
    ("SAP", "Bitte SAP anbinden.", "Ohne SAP-Unterstützung bleibt das Werkzeug bei uns in der Schublade."),
    (
        "Odoo",
        "Bonjour, merci d'ajouter Odoo.",
        "Sans connecteur Odoo, chaque commande arrive avec un jour de retard.",
    ),
    (
        "Alegra",
        "Por favor integren Alegra.",
        "Sin la integración, las ventas del fin de semana no aparecen hasta el martes.",
    ),
    ("Bling", "Por favor integrem o Bling.", "Sem suporte ao Bling, o estoque fica errado todo sábado."),
]
LEADS_TO_NOTHING = [
    ("Xero", "Please add Xero.", "We want to post the fees from Stripe there."),
    ("Shopify", "Please add Shopify.", "The prices there should be updated every night."),
    ("Okta", "Please add Okta for our staff.", "The largest group is called staff."),
    (
        "Rippling",
        "Please add Rippling so that new hires appear in the planner.",
        "Their API could help you with the webhook part.",
    ),
    ("Klaviyo", "Please add Klaviyo for our lists.", "Thanks for taking the time to read this."),
    (
        "Zoho Books",
        "We would like a Zoho Books connector for the invoices.",
        "It should take some time to build, I guess.",
    ),
    ("Okta", "Please support Okta for logging in.", "The reason I ask is that I saw it in your forum."),
    ("Toggl", "Could you pull hours from Toggl?", "Would it reduce the load if we test it?"),
    (
        "Airtable",
        "Please add Airtable as a source.",
        "I could help with testing and make sure that it works.",
    ),
    (
        "Zendesk",
        "Zendesk integration please, to open tickets.",
        "Make sure the token is kept out of the logs.",
    ),
    (
        "Magento",
        "We need Magento orders in your warehouse view.",
        "Rate limits keep you from polling more than once a minute.",
    ),
    (
        "Lexware",
        "Bitte bindet Lexware an, damit die Rechnungen ankommen.",
        "Ihre API-Dokumentation führt zu allen Beispielen.",
    ),
    (
        "Personio",
        "Könnt ihr Personio anbinden? Urlaube sollen im Plan stehen.",
        "Ich könnte den Zugang bis Freitag vorbereiten.",
    ),
    (
        "Cegid",
        "Bonjour, pourriez-vous ajouter Cegid pour y envoyer les ventes ?",
        "Je vous laisse le temps de regarder.",
    ),
    ("Holded", "¿Podéis integrar Holded para las facturas?", "Su API lleva años en producción."),
    (
        "Omie",
        "Vocês poderiam integrar o Omie? As notas devem ir para lá.",
        "Posso ajudar com os testes se quiserem.",
    ),
    ("Exact Online", "Graag een koppeling met Exact Online voor de facturen.", "Neem gerust de tijd."),
    ("Okta", "Please support Okta.", "It also works without Okta support enabled."),
    ("Xero", "Please add Xero.", "We can test it without a Xero licence."),
    ("Slack", "We'd like Slack alerts, without having to write code.", "The channel is called ops."),
    (
        "Jira",
        "Please connect Jira. I noticed the lack of Jira support in your list.",
        "Version 9 is what we run.",
    ),
    ("SAP", "Bitte SAP anbinden, auch ohne Cloud-Konto.", "Wir nutzen Version 7."),
    (
        "Odoo",
        "Bonjour, merci d'ajouter Odoo, avec ou sans connecteur payant.",
        "Nous utilisons la version 16.",
    ),
    ("Alegra", "Por favor integren Alegra, con o sin la app móvil.", "Usamos la versión web."),
    ("Bling", "Por favor integrem o Bling.", "Sem pressa, obrigado."),
    ("Gusto", "Please add Gusto for payroll.", "I forgot to mention that we use version 3."),
    ("Jira", "Please add Jira.", "No connector for it is in your list."),
]


def said(subject: str, body: str, field: Field) -> str:
    return read_mail(f"{subject} integration", body).requests[0].text(field)


@pytest.mark.parametrize(("subject", "wish", "effect"), LEADS_TO)
def test_what_it_would_bring_or_costs_them_now_is_impact(subject: str, wish: str, effect: str) -> None:
    """What would become easier, what slows them down, takes time or keeps them from something is business impact."""
    impact = said(subject, f"{wish} {effect}", Field.BUSINESS_IMPACT)
    assert impact and impact in effect


@pytest.mark.parametrize(("subject", "wish", "lack"), LACKS)
def test_what_the_lack_of_it_leads_to_is_impact(subject: str, wish: str, lack: str) -> None:
    """A sentence that begins with what is missing tells what happens without it, as a whole."""
    assert said(subject, f"{wish} {lack}", Field.BUSINESS_IMPACT) == lack


@pytest.mark.parametrize(("subject", "wish", "remark"), LEADS_TO_NOTHING)
def test_the_same_words_about_the_mail_or_the_program_are_no_impact(
    subject: str, wish: str, remark: str
) -> None:
    """Courtesies, offers, questions, what the program can do and what is not needed bring and cost nothing."""
    assert said(subject, f"{wish} {remark}", Field.BUSINESS_IMPACT) == ""


@pytest.mark.parametrize(
    ("body", "impact"),
    [
        (
            "I'd really like to work with Gitea, but the one reason that we still cannot move over is the missing connector.",
            "the one reason that we still cannot move over is the missing connector.",
        ),
        (
            "Please add Gitea. Every typo costs us two hours, but we live with it.",
            "Every typo costs us two hours",
        ),
        (
            "Could you add Gitea before May, or else our auditors will stop the project.",
            "or else our auditors will stop the project.",
        ),
        (
            "Bitte Gitea anbinden, sonst müssen wir im Herbst kündigen.",
            "sonst müssen wir im Herbst kündigen.",
        ),
    ],
)
def test_impact_begins_behind_a_but_or_at_otherwise(body: str, impact: str) -> None:
    """A wish or praise before `but` or `otherwise` is no part of what the lack costs."""
    assert said("Gitea", body, Field.BUSINESS_IMPACT) == impact


@pytest.mark.parametrize(
    ("body", "use"),
    [
        (
            "We'd like to be able to open tickets in Zammad from an alert.",
            "We'd like to be able to open tickets in Zammad from an alert.",
        ),
        (
            "I would like to send alerts from Icinga, to a small group of people.",
            "I would like to send alerts from Icinga, to a small group of people.",
        ),
        (
            "We want an Odoo connector, to see all the open orders on one page.",
            "to see all the open orders on one page.",
        ),
        ("Please add a Zoho connector so that our leads show up here.", "so that our leads show up here."),
    ],
)
def test_a_use_begins_at_its_purpose_and_not_inside_the_asking(body: str, use: str) -> None:
    """`To be able to` behind `we'd like` belongs to the wish, and `to the group` says where, not what for."""
    assert said("New", body, Field.USE_CASE) == use
