"""A mail that makes several points: each is a request with its own words, and one request with many features stays one."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Kind, Purpose

NEW, MORE = Kind.NEW_INTEGRATION, Kind.ENHANCEMENT


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        (
            "1) The HubSpot integration is great but it only syncs contacts. We need deals as well. 2) Separately, could you add Pipedrive? "
            "About a third of our clients are on it.",
            {"HubSpot": MORE, "Pipedrive": NEW},
        ),
        (
            "a) Could the Jira sync carry over sub-tasks too?\nb) Confluence would be great as well, our runbooks are there.",
            {"Jira": MORE, "Confluence": NEW},
        ),
        (
            "Please add Zoom, we teach online. On a different note, could you support Dropbox too? Our photos are kept there.",
            {"Zoom": NEW, "Dropbox": NEW},
        ),
        (
            "erstens: Die Jira-Anbindung überträgt leider keine Anhänge.\n\nzweitens: Könnten Sie auch Personio anbinden?",
            {"Jira": MORE, "Personio": NEW},
        ),
        (
            "Premièrement il nous faudrait Stripe pour encaisser. Deuxièmement, votre connecteur Slack ne poste que du texte, il devrait joindre le PDF.",
            {"Stripe": NEW, "Slack": MORE},
        ),
        (
            "Primero: la integración con Shopify está muy bien, pero no trae los descuentos. Segundo: nos gustaría que añadieran Glovo.",
            {"Shopify": MORE, "Glovo": NEW},
        ),
        (
            "Ten eerste: kunnen jullie Exact Online koppelen?\nTen tweede: de Shopify-koppeling neemt geen retouren mee, dat zou wel moeten.",
            {"Exact Online": NEW, "Shopify": MORE},
        ),
        (
            "1. Salesforce連携ですが、取引先しか同期されません。商談も同期できるようにしてください。\n2. 別件ですが、kintoneにも対応していただけないでしょうか。",
            {"Salesforce": MORE, "kintone": NEW},
        ),
        (
            "We would love a Notion connector so that tutors find the plans.\n\nWe would also love a Calendly connector so that parents book.",
            {"Notion": NEW, "Calendly": NEW},
        ),
        ("We need a Salesforce connector.\n1. It should read accounts\n2. Send documents to Dropbox\n3. Log in with Okta", {"Salesforce": NEW}),
        ("Please add a Jira integration. First, it should create issues. Second, it should close them.", {"Jira": NEW}),
        ("1. Please add Pipedrive, we moved from HubSpot.\n2. What does the enterprise plan cost?", {"Pipedrive": NEW}),
        ("Please connect Xero.\n\nWe looked at QuickBooks, it is not for us.", {"Xero": NEW}),
    ],
)  # fmt: skip
def test_each_point_is_a_request_of_its_own(body: str, asked: dict[str, Kind]) -> None:
    """Numbered, lettered, led by a word that turns away, or a paragraph each; features, questions and what was tried are none."""
    found = read_mail("Two things", body).requests
    assert {one.text(Field.INTEGRATION_NAME): one.kind for one in found} == asked


@pytest.mark.parametrize(
    ("body", "uses"),
    [
        (
            "En la clínica usamos tres cosas que no se hablan entre sí: Doctoralia para las citas, Holded para facturar y Mailchimp para los "
            "recordatorios. Nos vendría de perlas que conectaran las tres.",
            {"Doctoralia": "citas", "Holded": "facturar", "Mailchimp": "recordatorios"},
        ),
        (
            "Our school has Google Classroom for homework, ManageBac for grades and Veracross for attendance. It would be lovely if all "
            "three could be connected.",
            {"Google Classroom": "homework", "ManageBac": "grades", "Veracross": "attendance"},
        ),
        (
            "Im Büro haben wir Trello für die Aufgaben und Toggl für die Stunden. Könnt ihr beide anbinden?",
            {"Trello": "Aufgaben", "Toggl": "Stunden"},
        ),
        (
            "On utilise Notion pour les fiches et Airtable pour le stock. On aimerait relier les deux.",
            {"Notion": "fiches", "Airtable": "stock"},
        ),
        ("運用はSlack、営業はChatworkを使っています。両方に通知していただけると助かります。", {"Slack": "", "Chatwork": ""}),
        ("本社はfreee、工場はマネーフォワードを使っておりますので、両方に対応していただけますと助かります。", {"freee": "", "マネーフォワード": ""}),
        ("PCとスマホの両方でSlackの通知を受け取りたいです。", {"Slack": ""}),
        (
            "One team uses Jira, mine uses Linear. When both need to work on a ticket we'd like to see it in Jira.",
            {"Jira": ""},
        ),
        (
            "We use Slack for chat and Zoom for calls, both are great. Please add a HubSpot connector so that sales see the calls.",
            {"HubSpot": "sales"},
        ),
    ],
)  # fmt: skip
def test_what_is_counted_up_and_asked_for_together_is_each_asked_for(body: str, uses: dict[str, str]) -> None:
    """Each with what it is for; `both` that says something else asks for nothing."""
    found = {
        one.text(Field.INTEGRATION_NAME): one.text(Field.USE_CASE) for one in read_mail("", body).requests
    }
    assert found.keys() == uses.keys()
    assert all(said in found[name] for name, said in uses.items())


def test_what_is_said_of_one_point_by_its_place_is_not_told_of_the_other() -> None:
    """`No hurry with b, a is urgent`, below both."""
    body = "a) could the Jira sync carry sub-tasks too?\nb) Please add Confluence.\nNo hurry with b, a is urgent for us."
    found = {
        one.text(Field.INTEGRATION_NAME): one.text(Field.PRIORITY) for one in read_mail("", body).requests
    }
    assert found == {"Jira": "high", "Confluence": "low"}


@pytest.mark.parametrize(
    ("subject", "body", "purpose"),
    [
        ("question about Airtable", "Hi, do you already support Airtable? I couldn't find it in the docs. If yes, where is the button :)", Purpose.QUESTION),
        ("", "Hallo, habt ihr schon eine Anbindung an Trello? Falls ja, wo finde ich sie?", Purpose.QUESTION),
        ("", "Ciao, avete già un'integrazione con Slack? Non la trovo. Se esiste, dove si attiva?", Purpose.QUESTION),
        ("Shopify", "Is there a Shopify connector? If not, could you build one?", Purpose.REQUEST),
        ("Xero", "Do you already support Xero? Our accountant needs the invoices there every month.", Purpose.REQUEST),
        ("", "¿Ya tienen integración con Trello? La necesitamos para repartir las tareas del taller.", Purpose.REQUEST),
        ("new connectors", "is woo commerce on the list anywhere? we'd switch over from zapier tomorrow if it was", Purpose.REQUEST),
        ("", "Ist Shopware auf eurer Liste? Wir würden sofort umsteigen.", Purpose.REQUEST),
        ("", "We export metrics to Prometheus today, works fine. Now management wants everything in Datadog.", Purpose.REQUEST),
        ("", "Tickets laufen bei uns über Zendesk. Die neue Leitung will alles in Jira haben.", Purpose.REQUEST),
    ],
)  # fmt: skip
def test_a_question_for_what_is_there_is_told_from_a_wish(subject: str, body: str, purpose: Purpose) -> None:
    """Who only wants to know whether, and where, asks; who says what for, or asks for a plan, wants it."""
    assert read_mail(subject, body).purpose is purpose


def test_who_asks_whether_a_stop_is_planned_wants_no_integration() -> None:
    """What is planned is not the product that is named beside it."""
    assert read_mail("", "Is the Slack maintenance planned for tonight?").purpose is not Purpose.REQUEST
