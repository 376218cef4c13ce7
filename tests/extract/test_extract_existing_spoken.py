"""Sentences that tell an improvement from a new integration, urgency in a subject, and where documentation is not."""

import pytest
from understanding import read_mail

from mailer.model.request import Details, Field, Kind

JAMF = "Hi, please add Jamf so our laptops show up.\r\n\r\n"


def read(subject: str, body: str) -> Details:
    return read_mail(subject, body).requests[0]


@pytest.mark.parametrize(
    ("subject", "body", "kind"),
    [
        ("GitHub", "The GitHub integration polls every hour; could it use webhooks?", Kind.ENHANCEMENT),
        ("Google Sheets", "Please extend the Google Sheets integration: append mode.", Kind.ENHANCEMENT),
        ("Jira", "Bitte erweitert die Jira-Anbindung um eigene Felder.", Kind.ENHANCEMENT),
        ("Shopify", "Por favor mejoren la integración de Shopify con variantes.", Kind.ENHANCEMENT),
        (
            "Improve our life: Notion",
            "A Notion integration would improve our daily work a lot. We'd extend our docs with your numbers.",
            Kind.NEW_INTEGRATION,
        ),
        ("Notion", "Please add a Notion integration, it would improve our work.", Kind.NEW_INTEGRATION),
        ("InfluxDB 3", "InfluxDB 2 works today. Please support InfluxDB 3.", Kind.ENHANCEMENT),
        ("PostgreSQL 17", "Please add PostgreSQL 17 as a source.", Kind.NEW_INTEGRATION),
        ("GitLab: support self-managed instances", "Only gitlab.com works.", Kind.ENHANCEMENT),
        ("Shopify", "The connector skips variants. Could you add them?", Kind.ENHANCEMENT),
        ("DATEV", "Die Schnittstelle überträgt die Kostenstelle nicht. Bitte ergänzen.", Kind.ENHANCEMENT),
        ("Sage", "Le connecteur n'envoie pas les avoirs. Pouvez-vous les ajouter ?", Kind.ENHANCEMENT),
        ("WooCommerce", "La integración no trae los cancelados. ¿Podrían incluirlos?", Kind.ENHANCEMENT),
        ("Mews", "The integration we need reads bookings from Mews.", Kind.NEW_INTEGRATION),
        ("Shopify", "A connector would help. The connector reads orders for us.", Kind.NEW_INTEGRATION),
        ("Braze", "The basic connector gets built, then identities. We need Braze.", Kind.NEW_INTEGRATION),
        (
            "HubSpot both ways",
            "Contacts go to HubSpot but changes there never come back. Two-way please.",
            Kind.ENHANCEMENT,
        ),
        (
            "Stripe: refunds",
            "Payments arrive from Stripe, refunds don't. Could you add them?",
            Kind.ENHANCEMENT,
        ),
        (
            "Lexware",
            "Rechnungen landen in Lexware, Gutschriften nicht. Könnt ihr das ergänzen?",
            Kind.ENHANCEMENT,
        ),
        (
            "HubSpot",
            "Our leads are in HubSpot, but you don't connect to it. Please add it.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Shopify",
            "Orders come from Shopify, but we don't see them here. A connector, please?",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Zendesk",
            "Tickets arrive in Zendesk but not in your inbox. Please connect Zendesk.",
            Kind.NEW_INTEGRATION,
        ),
        ("Slack", "Please add Slack so that our notifications go to a channel.", Kind.NEW_INTEGRATION),
        (
            "Salesforce custom objects",
            "We'd like a Salesforce connector that reads custom objects.",
            Kind.NEW_INTEGRATION,
        ),
        ("Slack", "Teams works well but half of us are on Slack. Please add it.", Kind.NEW_INTEGRATION),
        ("Libhoney", "We propose it. The Libhoney connector takes traces and logs.", Kind.NEW_INTEGRATION),
        (
            "Pipedrive",
            "The Pipedrive source loads deals. Activities stay behind. Can you fetch those?",
            Kind.ENHANCEMENT,
        ),
        (
            "Vertica",
            "The Vertica source brings our warehouse to you. Could you build it?",
            Kind.NEW_INTEGRATION,
        ),
        (
            "New component: Solace receiver",
            "The Solace receiver reads messages. Please add it.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Snyk parser",
            "You lack a parser for Snyk. The Snyk parser should map severity to ours.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Support multiple Shopify stores",
            "There is no Shopify connector. Please add one that takes several stores.",
            Kind.NEW_INTEGRATION,
        ),
        ("Second Xero account", "Please let us add both.", Kind.ENHANCEMENT),
        ("Shopware", "Der Shopware-Connector überspringt Varianten. Könnt ihr das ändern?", Kind.ENHANCEMENT),
        (
            "Pennylane",
            "Le module Pennylane importe les factures. Pourriez-vous ajouter les avoirs ?",
            Kind.ENHANCEMENT,
        ),
        (
            "Sellsy",
            "Le connecteur Pipedrive existe déjà, nous le quittons. Merci d'ajouter Sellsy.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Omie",
            "O módulo Omie baixa os clientes uma vez por dia. Precisamos de hora em hora.",
            Kind.ENHANCEMENT,
        ),
        (
            "Kintone",
            "Kintoneコネクタで、サブテーブルの項目も読み込めるようにしてください。",
            Kind.ENHANCEMENT,
        ),
        (
            "LINE WORKS",
            "Slack連携は便利です。LINE WORKSにも対応していただけないでしょうか。",
            Kind.NEW_INTEGRATION,
        ),
        ("More triggers for Airtable", "We need updated record and deleted record.", Kind.ENHANCEMENT),
        ("More connectors for HR: Personio", "Please add Personio.", Kind.NEW_INTEGRATION),
        (
            "Bitbucket Data Center",
            "Bitbucket Cloud is supported already. We'd need Data Center.",
            Kind.ENHANCEMENT,
        ),
        ("Rocket.Chat", "Please add Rocket.Chat. Alerts should be posted there.", Kind.NEW_INTEGRATION),
        (
            "Odoo",
            "Le connecteur Odoo synchronise la nuit. Toutes les heures nous aiderait.",
            Kind.ENHANCEMENT,
        ),
        ("Labels", "Please add a field for labels to the Jira action.", Kind.ENHANCEMENT),
        (
            "Extend the exporter to support VictoriaMetrics",
            "Please extend the metrics exporter with VictoriaMetrics.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Local models",
            "The OpenAI node is nice but nothing may leave our network. Could we get Ollama?",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Jira Cloud: two-way sync please",
            "The Jira integration only pushes our tickets to Jira. Comments made there never come back.",
            Kind.ENHANCEMENT,
        ),
        ("Jira Cloud please", "We only push our tickets by hand to Jira.", Kind.NEW_INTEGRATION),
        (
            "Jira tickets",
            "The Jira bot opens one ticket per alert. Could it add a comment to the open one instead?",
            Kind.ENHANCEMENT,
        ),
        (
            "GitLab",
            "We tried to set up the GitLab integration, but it wants a gitlab.com address. Please let us enter our own.",
            Kind.ENHANCEMENT,
        ),
        (
            "Looker numbers",
            "The Looker import works fine since the last release. We miss the filters though, could you add them?",
            Kind.ENHANCEMENT,
        ),
        (
            "bexio",
            "Die Rechnungen kommen in bexio an, aber leider ohne Skonto. Bitte ergänzen.",
            Kind.ENHANCEMENT,
        ),
        (
            "Zoho",
            "Los clientes llegan a Zoho cada noche, pero sin el teléfono. Por favor añadidlo.",
            Kind.ENHANCEMENT,
        ),
        (
            "Shopify",
            "La sincronizzazione con Shopify funziona bene. Ci servirebbe però anche il peso dei prodotti.",
            Kind.ENHANCEMENT,
        ),
        (
            "GitLab",
            "We tried to use GitLab with your tool, but only GitHub is offered. Please add it.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "bexio",
            "Die Rechnungen kommen per Mail an, aber leider ohne bexio. Bitte bindet bexio an.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Slack bot",
            "We would like a Slack bot that posts every deploy. Please add one.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Notion",
            "Notion works great, we all love it. Please add a Notion integration.",
            Kind.NEW_INTEGRATION,
        ),
        (
            "Verbesserung - Anbindung an Personio",
            "Bitte bindet Personio an, wir tippen alle Urlaube ab.",
            Kind.NEW_INTEGRATION,
        ),
        ("Amélioration : Brevo", "Ce serait super d’avoir Brevo dans cette appli.", Kind.NEW_INTEGRATION),
        (
            "Slack",
            "Please take this as an extension of the Slack integration: buttons instead of a link.",
            Kind.ENHANCEMENT,
        ),
        (
            "AW: Jira",
            "Bitte als Verbesserung der Jira-Anbindung aufnehmen: Kommentare sollen mitkommen.",
            Kind.ENHANCEMENT,
        ),
        (
            "Odoo",
            "Je propose une amélioration du connecteur Odoo : les avoirs devraient passer aussi.",
            Kind.ENHANCEMENT,
        ),
        ("Jira", "Zur Verbesserung der Abläufe hätten wir gern eine Jira-Anbindung.", Kind.NEW_INTEGRATION),
        ("user impersonation for BigQuery", "There is support for service accounts today.", Kind.ENHANCEMENT),
    ],
)
def test_what_is_changed_or_at_work_is_there(subject: str, body: str, kind: Kind) -> None:
    """`Extend the X integration`, `the X integration polls. Could it …`, `a second X account` speak of one that is there;
    `an X integration`, `no X connector`, and what is said of another's, of one that is wished."""
    assert read(subject, body).kind is kind


@pytest.mark.parametrize(
    ("subject", "body", "priority"),
    [
        ("Please add a connector for monday.com (high priority)", "", "high"),
        ("URGENT: Slack integration", "Please add Slack.", "high"),
        ("Brex", "Brex integration needed yesterday!!", "high"),
        ("Brex", "Brex integration. P1 for us.", "high"),
        ("Urgent tickets from Zendesk", "Please add a Zendesk connector.", None),
    ],
)
def test_urgency_is_read_where_it_stands_apart(subject: str, body: str, priority: str | None) -> None:
    """A subject's urgency counts where it stands apart from what the mail is about."""
    fields = read(subject, body).fields
    assert (fields[Field.PRIORITY].text if Field.PRIORITY in fields else None) == priority


@pytest.mark.parametrize(
    ("body", "docs"),
    [
        ("Toggl Track integration please, see developers.track.toggl.com/docs for the API.", True),
        (f"{JAMF}Tom Smith\r\nAcme Ltd\r\nTel +44 20 1234567\r\nhttps://acme.example/api", False),
        (f"{JAMF}API: https://developer.jamf.com/docs", True),
    ],
)
def test_documentation_is_no_link_of_a_signature(body: str, docs: bool) -> None:
    """A link without `https://` to a developers' host is documentation; one below a telephone number is not."""
    assert (Field.API_DOCS in read("Integration", body).fields) is docs
