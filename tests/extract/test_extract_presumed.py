"""Mails that never say that an integration is there, and take it for granted; and those that only sound so."""

import pytest
from understanding import read_mail

from mailer.model.request import Kind

THERE, NEW = Kind.ENHANCEMENT, Kind.NEW_INTEGRATION


def kinds(subject: str, body: str) -> set[Kind]:
    return {one.kind for one in read_mail(subject, body).requests}


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("Jira", "It would help a lot if the Jira sync carried the sprint over as well.", THERE),
        ("Slack", "Schön wäre, wenn die Slack-Anbindung auch in private Kanäle schreiben könnte.", THERE),
        ("Confluence", "Il serait utile que la synchro Confluence garde les pièces jointes.", THERE),
        ("Bling", "Seria ótimo se a integração do Bling atualizasse o estoque também.", THERE),
        ("Moneybird", "Het zou fijn zijn als de koppeling met Moneybird ook offertes meenam.", THERE),
        ("Outlook", "Nella sincronizzazione di Outlook vorremmo poter scegliere il calendario.", THERE),
        ("Odoo", "¿Podría la integración con Odoo crear también los contactos?", THERE),
        ("Asana", "It would be great if an Asana integration existed. Our tasks live there.", NEW),
        ("Jira", "It would help if the Jira integration that many ask for came this year.", NEW),
        ("monday.com", "Could the monday.com integration be added to your list? We plan there.", NEW),
        ("Holded", "Estamos interesados en la integración con Holded. ¿Está prevista?", NEW),
        (
            "Asana",
            "Please build a connector for Asana. It would be nice if the Asana sync took comments.",
            NEW,
        ),
    ],
)
def test_what_shall_do_more_is_there(subject: str, body: str, kind: Kind) -> None:
    """What its article calls known, and of which something is wished, is there, unless it was asked for or shall come."""
    assert kinds(subject, body) == {kind}


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        (
            "Bitbucket",
            "You only talk to bitbucket.org. We host it, please add a field for the address.",
            THERE,
        ),
        ("Stripe", "Ihr holt bisher nur die Stripe-Zahlungen. Die Erstattungen bräuchten wir auch.", THERE),
        ("Shopify", "Vous n'importez que les commandes Shopify. Pouvez-vous ajouter les retours ?", THERE),
        (
            "PagerDuty",
            "Under Settings > Integrations > PagerDuty I can enter one key. Please allow two.",
            THERE,
        ),
        (
            "Reviews",
            "Could the reviewers of our GitLab merge requests be shown too? We only see the author.",
            THERE,
        ),
        ("Xero", "Invoices from Xero come in fine. Credit notes never arrive, could you add them?", THERE),
        ("Outlook-Meldungen", "Könnten die Outlook-Meldungen den Ort enthalten?", THERE),
        ("Zendesk", "You already import Intercom chats. We are on Zendesk, please add it.", NEW),
        (
            "Lexware Office",
            "Ihr unterstützt schon DATEV, aber Lexware Office fehlt. Könnt ihr das ergänzen?",
            NEW,
        ),
        ("Pennylane", "Vous gérez déjà Sage, mais pas Pennylane. C'est prévu ?", NEW),
        ("HR sync: BambooHR", "The HR sync works well with Personio. Please add BambooHR as well.", NEW),
        ("Mollie", "Payments from Stripe come in fine. Could you connect Mollie as well?", NEW),
    ],
)
def test_what_we_do_today_is_there(subject: str, body: str, kind: Kind) -> None:
    """What we are said to do with a product, what our menus offer, and what is seen in part, is there; what we do with another
    product is not."""
    assert kinds(subject, body) == {kind}


@pytest.mark.parametrize(
    ("subject", "body", "wanted"),
    [
        ("Skip archived cards when importing from Trello", "We have 2,000 of them and all show up.", {THERE}),
        ("Stop posting test runs to Slack", "Each test run ends up in the channel.", {THERE}),
        ("Turn lineage off per source (Tableau)", "Ours comes from another pipeline.", {THERE}),
        ("Watcher: Allow setting the PagerDuty severity", "It is always the highest now.", {THERE}),
        ("Option for Discord alerts to not ping everyone", "It is noise for small teams.", {THERE}),
        ("Slack: make thread replies optional", "There is currently no way to opt out.", {THERE}),
        ("Option to send events to Confluent Cloud", "Our events should end up there.", {NEW}),
        ("Allow Mattermost for notifications", "They can go to Slack, but not to Mattermost.", {NEW}),
        ("Stop typing invoices: Xero", "We type 80 invoices a week into Xero. Please connect it.", {NEW}),
        ("Trello", "How do I skip archived cards when importing from Trello?", set()),
        ("Unsubscribe", "Please stop sending me the weekly mail about Slack. I want to opt out.", set()),
    ],
)
def test_a_subject_that_adjusts_is_about_what_is_there(subject: str, body: str, wanted: set[Kind]) -> None:
    """`Skip …`, `stop posting …`, `allow setting …`: only what is done can be done less, or otherwise; where something shall go is
    another matter."""
    assert kinds(subject, body) == wanted


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        (
            "Elasticsearch certificates",
            "At the moment the datasource only knows basic auth. A key, please.",
            THERE,
        ),
        (
            "Second calendar in Outlook",
            "Right now this plugin only writes into the first. Please add more.",
            THERE,
        ),
        ("Gitea", "I would like to use my own Gitea in the integration. It knows one address.", THERE),
        (
            "MongoDB",
            "You have it for MySQL, but the MongoDB driver offers passwords alone. Please add keys.",
            THERE,
        ),
        ("Looker tags", "When I run the Looker ingestion it writes tags. Please add a switch.", THERE),
        (
            "[Feature] Battery as a sensor",
            "Show that of the Tado valves. Big thanks for the integration!",
            THERE,
        ),
        ("Mixpanel exporter", "Please add one. This exporter only sends events to Mixpanel.", NEW),
        ("Zammad", "Could you build a Zammad integration? In the integration we'd see tickets.", NEW),
        ("Basecamp", "Thanks in advance for the integration with Basecamp! We need it.", NEW),
        ("Grist", "When I use the Airtable connector I can pick a view; please add the same for Grist.", NEW),
    ],
)
def test_what_is_called_by_its_kind_is_there(subject: str, body: str, kind: Kind) -> None:
    """`The datasource only knows …`, `thanks for the integration`: unless it was wished for first, or is another's."""
    assert kinds(subject, body) == {kind}


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("HubSpot", "Since we connected HubSpot, contacts come every night. Could it be every hour?", THERE),
        ("Slack", "We have Slack connected, but only one channel can be chosen. We'd need more.", THERE),
        ("HubSpot", "Wir haben HubSpot angebunden. Leider fehlen die Notizen, nehmt ihr die mit?", THERE),
        ("Brevo", "Brevo est déjà connecté chez nous. Il faudrait pouvoir choisir la liste.", THERE),
        ("Factorial", "Tenemos Factorial conectado. Nos gustaría ver también las vacaciones.", THERE),
        ("Moneybird", "Moneybird is al gekoppeld. Graag ook de projecten meenemen.", THERE),
        ("Asana", "Tasks are created in Asana without a due date. Please fill it in.", THERE),
        ("Trello", "Os cartões do Trello chegam sem etiquetas. Dá para trazer as etiquetas também?", THERE),
        (
            "QuickBooks",
            "Invoices pushed to QuickBooks never carry the class. Could you add a mapping?",
            THERE,
        ),
        ("SendGrid", "Mails go out through SendGrid already. Please let us set the reply address.", THERE),
        ("Pipedrive", "When a deal is won in Pipedrive you create an invoice. A contact too, please.", THERE),
        ("Zapier", "Your Zapier app has no trigger for a closed ticket. Can you add one?", THERE),
        ("Stripe", "Can the Stripe payouts page also show fees?", THERE),
        ("Salesforce", "We've connected our Salesforce to Slack. Now we want it connected to you.", NEW),
        ("Brevo", "Brevo est connecté à notre site. Pourriez-vous le connecter à votre outil ?", NEW),
        ("Lexware", "Lexware Office ist bei uns noch nicht angeschlossen. Könntet ihr das?", NEW),
        ("Linear", "Issues get created in Linear by hand, without labels. Could this go by itself?", NEW),
        ("Google login", "Signing in with Google works in all our other tools. Please add it.", NEW),
        ("Pipedrive", "When a deal is won in Pipedrive, somebody types it in here. Could you do it?", NEW),
        ("Miro", "A Miro widget would be nice, with a full-screen mode.", NEW),
    ],
)
def test_what_is_connected_in_plain_words_is_there(subject: str, body: str, kind: Kind) -> None:
    """`We have Slack connected`, `tasks are created in Asana without …`: to us and by itself, not to others or by hand."""
    assert kinds(subject, body) == {kind}


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("Todoist", "Tasks are synced, due dates aren't. Could you add these?", THERE),
        ("GitLab", "We see the issues but not their tags. Please show them.", THERE),
        ("Jira", "Vorgänge werden importiert, Anhänge nicht. Könnt ihr das ergänzen?", THERE),
        ("Holded", "Vemos las facturas pero no sus vencimientos. ¿Se puede añadir?", THERE),
        ("Support Jira labels", "We only get summary and state.", THERE),
        ("Labels in the Todoist sync", "Please bring them over.", THERE),
        ("Stripe", "PayPal payments are imported, Stripe payments aren't. Please connect Stripe.", NEW),
        ("Asana", "Trello cards are synced, others aren't. We work in Asana, could you add it?", NEW),
        ("Jira", "Please connect Jira. In our script issues are synced, labels aren't.", NEW),
        ("Toggl", "We get the hours as CSV but not the notes. Could you connect Toggl?", NEW),
        ("Save attachments to Dropbox", "They should land in Dropbox by themselves.", NEW),
        ("Export comments to Notion", "Our product team collects feedback there.", NEW),
    ],
)
def test_what_falls_short_is_there(subject: str, body: str, kind: Kind) -> None:
    """What comes in part, and a piece of a product that only matters where the rest is there; not what goes to it."""
    assert kinds(subject, body) == {kind}


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("Pipedrive", "Each deal you create in Pipedrive carries my name. Could it be the agent's?", THERE),
        ("Outlook", "When I link an Outlook account only one calendar is offered. Please offer all.", THERE),
        ("Tableau", "The Tableau workbook you provide lacks filters. Could you add some?", THERE),
        (
            "Intercom",
            "Chats from Intercom take twenty minutes to appear. A quicker way would be good.",
            THERE,
        ),
        ("Shopware", "Shopware-Bestellungen erscheinen immer erst am Tag darauf. Ginge das früher?", THERE),
        ("UPS", "We book UPS pickups right from your app. Could we also cancel them there?", THERE),
        ("Sage", "Wenn wir an Sage übergeben, bleibt das Feld Kostenträger leer. Bitte füllen.", THERE),
        ("Confluence", "Your Confluence macro is great! Please let it show the status too.", THERE),
        ("Telegram", "Los mensajes de Telegram no llevan enlace. ¿Podrían llevarlo?", THERE),
        ("Pipedrive", "Each deal we create in Pipedrive is typed in here again. Can you connect it?", NEW),
        ("Intercom", "Chats from Intercom take twenty minutes to copy over by hand. Please connect it.", NEW),
        ("UPS", "We book UPS pickups on their site. Could we do that right from your app?", NEW),
        ("Salesforce", "When a lead comes the field in Salesforce stays empty. Please connect it.", NEW),
        ("Trello", "Every card you create in Trello could show up here. Please integrate it.", NEW),
        ("Okta", "SSO is in place for Google. Please add Okta.", NEW),
    ],
)
def test_what_is_done_with_ours_is_there(subject: str, body: str, kind: Kind) -> None:
    """What we make in a product, when it comes from there, and what its users do with ours."""
    assert kinds(subject, body) == {kind}


def test_thanks_for_what_is_connected_ask_for_nothing() -> None:
    """What is there, and a thank-you, are no wish."""
    assert not kinds("Slack", "Wir haben Slack verbunden, danke für die Hilfe!")


def test_the_path_of_a_component_is_of_one_that_is_there() -> None:
    """A form's `Component(s)` that is answered as the code names it."""
    form = "### Component(s)\r\n\r\nexporter/kafka\r\n\r\n### Describe the solution\r\n\r\nA limit for batches, please."
    assert kinds("Batch size of the Kafka exporter", form) == {THERE}
    assert kinds("New component: Kafka exporter", form) == {NEW}
