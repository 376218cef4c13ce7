"""Subjects as people write them: what is asked for, read from the subject and a line or none."""

import pytest
from understanding import CATALOG, WORDS, read_mail

from mailer.extract.understand import understand
from mailer.model.request import Field, Kind, Purpose
from mailer.parse.message import parse


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("New Source: New Relic", "* Source New Relic: https://docs.newrelic.example/api", "New Relic"),
        ("New Relic", "We need it to see our traces.", "New Relic"),
        ("Add Sentry integration for error tracking", "", "Sentry"),
        (
            "Feature idea",
            "Could your product talk to Contentful? Our editors copy texts by hand.",
            "Contentful",
        ),
        ("Cloudflare R2 as object storage", "", "Cloudflare R2"),
        ("QNAP NAS backup target", "", "QNAP"),
        ("feat(destinations): ActiveCampaign", "Allow sending contacts to our lists.", "ActiveCampaign"),
        ("[connector-request] Klaviyo", "We want to pull campaign metrics.", "Klaviyo"),
        ("Sink for Elasticsearch / OpenSearch", "", "Elasticsearch|OpenSearch"),
        ("Add Coupa and Pardot connector support", "", "Coupa|Pardot"),
        ("Add Todoist, TickTick and Things", "", "Todoist|TickTick|Things"),
        ("Bring your own LLM: Mistral", "", "Mistral"),
        ("connector", "please build a connector for Toggl Track. regards", "Toggl Track"),
        (
            "Integration request",
            "we would love to have a connection to Harvest, the time tracking tool",
            "Harvest",
        ),
        ("use Minio instead of S3", "our data must stay on premise so we run minio", "MinIO"),
        ("[FR] Integrate Notification Providers", "Best would be Apprise", "Apprise"),
        ("Is there a way to connect to Exact Online?", "We re-type all invoices.", "Exact Online"),
        ("Anbindung an Shopware 6", "", "Shopware 6"),
        ("Connecteur pour Sellsy", "Nous utilisons Sellsy pour la facturation.", "Sellsy"),
        ("freeeとの連携をお願いします", "会計はfreeeを使っています。", "freee"),
        ("希望支持飞书", "我们公司用飞书办公。", "飞书"),
        ("Snowflake destination: support key pair auth", "Password login will be blocked soon.", "Snowflake"),
        ("SSO with Entra ID", "", "Entra ID"),
        ("Let me log in with Okta", "", "Okta"),
        ("Pulsar source", "apache pulsar please", "Apache Pulsar"),
        (
            "Ofício nº 112/2025 – Integração com o SEI",
            "Solicita-se a integração com o SEI – Sistema Eletrônico de Informações.",
            "SEI",
        ),
        ("Ticket 22 - connector for the Brellum", "Please build it, we type everything twice.", "Brellum"),
        (
            "Parquet for the object stores",
            "Both the Amazon S3 and the Azure Blob Storage connector write CSV. Please let them write Parquet too.",
            "Amazon S3|Azure Blob Storage",
        ),
        ("AW: Jira-Tickets", "Bitte erweitert die Jira-Anbindung: Kommentare sollen mitkommen.", "Jira"),
        ("Zendesk-Anfragen", "Könntet ihr Zendesk anbinden? Anfragen tippen wir ab.", "Zendesk"),
        ("Posting with PostNitro", "Could you add PostNitro? PostNitro has an API.", "PostNitro"),
        ("Zapier and MakeFlow", "Please add Zapier and MakeFlow, we use both.", "Zapier|MakeFlow"),
        ("OData connector", "Please add a connector for it. SAP has taken it up as well.", "OData"),
        (
            "B2 backups",
            "I'd like Backblaze B2 next to S3 and GCS in the list of targets. All our other backups are there.",
            "Backblaze B2",
        ),
        ("Brellum export", "We would like a Brellum export next to the one for Xero.", "Brellum"),
        (
            "Accounting",
            "Please connect our accounting software (Xero, Zorble, etc.) for us.",
            "Xero|Zorble",
        ),
        ("Our wiki", "Please connect our wiki software (Confluence, Berlin) for us.", "Confluence"),
        (
            "Discord bot",
            "A bot that posts new releases would be great. At present a volunteer does it.",
            "Discord",
        ),
        (
            "Shopify → Xero",
            "Orders should become sales invoices. A2X does it but costs 60 € a month.",
            "Shopify|Xero",
        ),
        ("Allow Postmark for transactional mail", "SMTP is blocked on our host.", "Postmark"),
        (
            "New source: Gong.io",
            "* Which source and which destination? Gong to Snowflake\n* Which frequency? daily",
            "Gong",
        ),
        ("Zabbix", "+1 for Zabbix. Nobody looks at a second dashboard.", "Zabbix"),
        (
            "Integrate Sentry for error tracking",
            "We want to see the exceptions of the agents there.",
            "Sentry",
        ),
        (
            "Allow sending alerts to Microsoft Teams",
            "The old connectors are being retired.",
            "Microsoft Teams",
        ),
        ("Brellum extension", "Is an extension for Brellum planned?", "Brellum"),
        ("Click-up importer", "It would help to have one, just like the Jira importer.", "ClickUp"),
        ("Wtyczka Brellum", "Prosimy o wtyczkę do Brellum.", "Brellum"),
        ("Добавьте поддержку Brellum", "", "Brellum"),
        ("Add opt-in Brellum tracing", "Please support Brellum.", "Brellum"),
        ("Support for Wake-on-LAN", "It would be great to start machines with it.", "Wake-on-LAN"),
        ("Codex / Cursor support", "", "Codex|Cursor"),
        ("Winget or scoop support", "", "winget|scoop"),
        ("Tidal", "Please add Tidal or Qobuz as a source.", "Tidal|Qobuz"),
        ("Jira", "Please sync issues between Jira and Slack, we use Slack for chat.", "Jira"),
        ("请求支持阿里云OSS或腾讯云COS", "", "阿里云OSS|腾讯云COS"),
        ("SAML/OIDC login", "Please add it.", "SAML|OIDC"),
        ("Add support for [Brellum](https://github.com/brellum/brellum)", "", "Brellum"),
        ("Add Brellum 2S Wallbox | 2x22 kW", "Please add support for it.", "Brellum 2S"),
        ("Shelly MQTT integration", "It would be great to have our plugs.", "Shelly"),
        ("MQTT support", "Please support MQTT.", "MQTT"),
        (
            "[Feature]: Brellum as a source",
            "### Feature detail\n\nIt would be great to connect Brellum.\n\n### Platform\n\nServer",
            "Brellum",
        ),
        ("New connector", "### Platform\n\nShopify\n\n### Request\n\nPlease add it", "Shopify"),
    ],
)
def test_a_subject_names_what_is_asked_for(subject: str, body: str, names: str) -> None:
    """A request, and of just these integrations: no word of the subject's own is taken for a name."""
    read = read_mail(subject, body or subject)
    assert read.purpose is Purpose.REQUEST, read.because
    found = [one.fields[Field.INTEGRATION_NAME].text for one in read.requests]
    assert "|".join(found).casefold() == names.casefold()


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Slack integration error", "Since the update the Slack integration fails with an error."),
        ("Error when syncing Snowflake", "We get an error 500 when syncing."),
        ("Cannot log in with Google since Friday", "After choosing my account I get a white page."),
    ],
)
def test_what_fails_is_no_wish(subject: str, body: str) -> None:
    """A known product in the subject does not turn a report of a fault into a request."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.BUG_REPORT


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Extend Jira action with components field", "When an issue is created the component is empty."),
        ("Option to use an existing Pulsar subscription", "The source creates a new one at each start."),
        ("PagerDuty severity mapping", "All alerts arrive as critical."),
        (
            "Add `deleted_at` to Intercom conversations stream",
            "We need it to remove rows from our warehouse.",
        ),
        ("Snowflake: use key pair authentication", "Passwords are going away for service users."),
        ("Update Shopify API version to 2025-07", "2024-07 will be removed in July."),
        ("Make the Prometheus exporter expose queue length", "We autoscale on it."),
        ("Support SSO group mapping with Okta", "We would like groups to be mapped to roles."),
    ],
)
def test_a_subject_that_changes_what_is_there_asks_for_an_enhancement(subject: str, body: str) -> None:
    """A verb for changing, or a piece of the integration right behind its name, says that the integration exists."""
    read = read_mail(subject, body)
    assert [one.kind for one in read.requests] == [Kind.ENHANCEMENT], read.because


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        (
            "Can we have a Notion connector?",
            "Our wiki is in Notion and the bot does not find anything there.",
        ),
        ("Add Polars backend", "Polars would be a drop-in improvement for most steps."),
        ("Make it possible to log to Grafana Loki", "All our logs are there."),
    ],
)
def test_a_wish_for_something_new_is_no_enhancement(subject: str, body: str) -> None:
    """What else is there, and an improvement that somebody hopes for, do not say that the integration exists."""
    read = read_mail(subject, body)
    assert [one.kind for one in read.requests] == [Kind.NEW_INTEGRATION], read.because


def test_an_alternative_with_its_drawback_stays_one() -> None:
    """Under its heading `X, but it is too expensive` is an alternative, and `one day a month` no lack of hurry."""
    text = "**Problem**\nIt costs us one day a month.\n\n**Describe alternatives you've considered**\nSaltEdge, but it is too expensive.\n"
    read = understand(
        parse(f"From: a@b.example\r\nSubject: GoCardless bank sync\r\n\r\n{text}".encode()), WORDS, CATALOG
    )
    fields = read.requests[0].fields
    assert fields[Field.ALTERNATIVES].text == "SaltEdge, but it is too expensive."
    assert Field.PRIORITY not in fields


def test_a_list_of_wishes_tells_of_each_its_own() -> None:
    """Three products in one mail, each with its words: three requests, and what is urgent for one is not for another."""
    body = "Hi, we would like:\n\n1. Tableau - we look at dashboards each morning\n2. Jira - create tickets from alerts, ASAP\n3. Slack: tell the team"
    requests = read_mail("Wishes", body).requests
    told = {one.text(Field.INTEGRATION_NAME): one.text(Field.USE_CASE) for one in requests}
    assert told == {
        "Tableau": "we look at dashboards each morning",
        "Jira": "create tickets from alerts, ASAP",
        "Slack": "tell the team",
    }
    assert [one.text(Field.PRIORITY) for one in requests] == ["", "high", ""]


@pytest.mark.parametrize(
    ("body", "priorities"),
    [
        (
            "Please connect Tableau and Jira. Jira is urgent, Tableau can wait.",
            {"Tableau": "low", "Jira": "high"},
        ),
        ("Please connect Tableau and Jira. Jira is urgent.", {"Tableau": "", "Jira": "high"}),
        (
            "Could you add Tableau, Jira and Slack? All of it is urgent.",
            dict.fromkeys(("Tableau", "Jira", "Slack"), "high"),
        ),
    ],
)
def test_a_clause_about_one_of_several_wishes_is_about_that_one(
    body: str, priorities: dict[str, str]
) -> None:
    """An urgency that names one of the products is that product's; one that names none, or all, is everybody's."""
    read = read_mail("Wishes", body)
    assert {one.text(Field.INTEGRATION_NAME): one.text(Field.PRIORITY) for one in read.requests} == priorities


@pytest.mark.parametrize(
    "words",
    [
        "Please connect Snowflake.",
        "I vote for Snowflake!",
        "My vote goes to Snowflake.",
        "Can we connect Snowflake?",
        "Je vote pour Snowflake.",
    ],
)
def test_few_words_that_name_something_known_ask_for_it(words: str) -> None:
    """The shortest wishes that people write are wishes."""
    read = read_mail("Hello", words)
    assert [one.product for one in read.requests] == ["snowflake"], read.because


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("Wishes", "Please add Tableau. We would also like Jira.", ["Tableau", "Jira"]),
        ("Tableau", "Dashboards, please. It would also be nice to have Rippling.", ["Tableau", "Rippling"]),
        (
            "Salesforce",
            "Please connect Salesforce. It should also support Slack notifications.",
            ["Salesforce"],
        ),
        ("Salesforce", "We need Salesforce, like the HubSpot one that you have.", ["Salesforce"]),
    ],
)
def test_one_thing_more_is_a_wish_of_its_own(subject: str, body: str, names: list[str]) -> None:
    """A later sentence that asks for another product too adds it; more of the same product does not."""
    assert [one.text(Field.INTEGRATION_NAME) for one in read_mail(subject, body).requests] == names


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Feature", "The GitLab integration only opens issues on gitlab.com; we need to set the base URL."),
        (
            "Google Sheets",
            "Could the Google Sheets export append rows instead of overwriting the whole sheet?",
        ),
        (
            "Slack",
            "At the moment Slack messages go to one channel only. Let us choose the channel per project.",
        ),
        ("Stripe", "We already use the Stripe integration. Please also import refunds."),
        ("Faster sync", "Please make the Notion sync faster."),
        ("Jira", "Jira-integrationen borde även synka kommentarer."),
    ],
)
def test_what_is_asked_of_a_thing_that_is_there_is_an_enhancement(subject: str, body: str) -> None:
    """The sentence about the integration says that it exists, whatever the subject is."""
    assert [one.kind for one in read_mail(subject, body).requests] == [Kind.ENHANCEMENT]


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("Support for provider: Gandelo", "gandelo is among the top DNS providers.", "Gandelo"),
        ("Support for provider: Com Tel", "Please consider support for Com Tel DNS.", "Com Tel"),
        ("Integração Com Slack", "Gostaríamos de uma integração com o Slack para os avisos.", "Slack"),
        ("Zonely DNS Provider", "Please add it.", "Zonely"),
        ("Add DNS provider: NetPeak", "It has an API.", "NetPeak"),
        ("Trak.fm sync", "I enjoyed how CouchPlayer did that.", "Trak.fm"),
        ("Trino plugin for Grafana", "A Grafana + Trino plugin is needed.", "Trino"),
        ("Add Quibbler data engine to Superset supported database", "We want to chart it.", "Quibbler"),
        ("Redis backend support to Session Service", "It would be better to store them in Redis.", "Redis"),
        ("Agregar soporte FacturaPro para WooCommerce", "Nos gustaría facturar.", "FacturaPro"),
        ("Backup plugin for WordPress", "Please connect WordPress, we need backups.", "WordPress"),
        ("SSH tunnel support for MySQL", "Please add tunnels to the MySQL connector.", "MySQL"),
        ("Iceberg support for Snowflake destination", "Please.", "Snowflake"),
        ("OpenTelemetry exporter for Datadog", "Please add an exporter for Datadog.", "Datadog"),
    ],
)
def test_a_title_tells_the_product_from_what_it_is_and_what_it_is_built_for(
    subject: str, body: str, names: str
) -> None:
    """The kind of thing beside a name, and the program that shall get it, are not asked for."""
    assert "|".join(_names(subject, body)) == names


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        (
            "Tidal integration",
            "Have you looked into Tidal or Qobuz integration? Many of us would love it.",
            "Tidal|Qobuz",
        ),
        ("Connecteur Sage", "Merci d'ajouter un connecteur pour Sage et Pennylane.", "Sage|Pennylane"),
        ("Jira integration", "Please integrate with Jira. We use Slack and Notion too.", "Jira"),
        ("QuickBooks integration", "We move invoices between QuickBooks and Stripe.", "QuickBooks"),
        ("HubSpot Deals", "We'd love to see deals of HubSpot here; please connect HubSpot.", "HubSpot"),
        ("Jira Service Management", "Please connect Jira Service Management.", "Jira Service Management"),
        ("Snowflake Key-Pair Authentication", "Please add it.", "Snowflake"),
        ("Generic SAML Support", "We have very solid support for SAML as well as CAS.", "SAML"),
    ],
)
def test_a_body_adds_to_its_title_what_is_asked_in_the_same_breath(
    subject: str, body: str, names: str
) -> None:
    """Names of one list with the title's; nothing that is only in use, and no feature."""
    assert "|".join(_names(subject, body)) == names


def _names(subject: str, body: str) -> list[str]:
    return [one.fields[Field.INTEGRATION_NAME].text for one in read_mail(subject, body).requests]


@pytest.mark.parametrize(
    ("subject", "body", "name"),
    [
        (
            "Zendesk sync broken, and Okta",
            "The Zendesk connector has been failing since Friday, we opened a ticket. Besides, please add an integration with Okta.",
            "Okta",
        ),
        (
            "Zendesk sync broken, and Fentoria",
            "The Zendesk connector has been failing since Friday. Besides, we would like an integration with Fentoria.",
            "Fentoria",
        ),
        (
            "Zendesk kaputt, und noch etwas",
            "Die Zendesk-Anbindung ist seit Freitag defekt. Außerdem wünschen wir uns eine Anbindung an Fentoria.",
            "Fentoria",
        ),
        (
            "Zendesk en panne",
            "Le connecteur Zendesk est en panne depuis vendredi. Par ailleurs, nous aimerions une intégration avec Okta.",
            "Okta",
        ),
        (
            "Thanks, and one more thing",
            "Thanks for the Zendesk connector. We would now like one for Okta too.",
            "Okta",
        ),
        ("Thanks", "Thanks for the Zendesk connector. We would like one for Okta.", "Okta"),
        ("Danke!", "Vielen Dank für die Zendesk-Anbindung. Wir hätten gern auch eine für Okta.", "Okta"),
        ("Danke", "Danke für den Zendesk-Konnektor. Wir möchten auch einen für Okta.", "Okta"),
        ("Merci", "Merci pour le connecteur Zendesk. Nous en voudrions un pour Okta.", "Okta"),
        ("Grazie", "Grazie per il connettore Zendesk. Ce ne serve uno per Okta.", "Okta"),
        ("Gracias", "Gracias por el conector de Zendesk. Necesitamos uno para Okta.", "Okta"),
        ("Obrigado", "Obrigado pelo conector do Zendesk. Precisamos de um para o Okta.", "Okta"),
        ("Bedankt", "Bedankt voor de Zendesk-koppeling. We hebben er ook een nodig voor Okta.", "Okta"),
        ("お礼", "Zendeskのコネクタをありがとうございます。Okta用もお願いします。", "Okta"),
    ],
)
def test_what_fails_or_is_thanked_for_is_not_asked_for(subject: str, body: str, name: str) -> None:
    """Below such a subject the sentence that asks names the integration."""
    assert [one.text(Field.INTEGRATION_NAME) for one in read_mail(subject, body).requests] == [name]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Thanks", "Thanks for the Okta connector. We would like to say how great it is."),
        ("Thanks!", "Thanks for the Okta connector, we could not live without one."),
        ("Thanks", "Thanks for the Okta connector. We already have one for Zendesk."),
        ("Danke", "Danke für die Okta-Anbindung, wir haben lange auf eine gewartet."),
        ("Merci", "Merci pour le connecteur Okta, il nous en fallait un."),
        ("Bedankt", "Bedankt voor de Okta-koppeling, we hadden er een nodig."),
    ],
)
def test_thanks_for_what_was_wished_once_wish_for_nothing(subject: str, body: str) -> None:
    """`We needed one` is over."""
    assert read_mail(subject, body).purpose is not Purpose.REQUEST


@pytest.mark.parametrize(
    ("subject", "body", "name"),
    [
        ("Sorry", "Sorry for being late with this, I was ill. Please add an integration with Okta.", "Okta"),
        ("Sorry", "Sorry for being late with this. We would like a connector for Frobnix.", "Frobnix"),
        ("FYI", "We have moved to another office. Could you connect Okta?", "Okta"),
        ("Desks", "Desks are all set up now, thanks. We would like a connector for Okta.", "Okta"),
        ("Désolée", "Désolée pour le retard. Nous aimerions un connecteur pour Okta.", "Okta"),
        ("Perdón", "Perdón por la tardanza. Nos gustaría un conector para Okta.", "Okta"),
        ("Beschwerde", "Der Support war langsam. Wir hätten gern einen Konnektor für Okta.", "Okta"),
        ("Frobnix", "Frobnix is where our contracts live. Please add an integration.", "Frobnix"),
        ("KVDS", "We use KVDS next to Okta. Please connect it.", "KVDS"),
    ],
)
def test_a_word_above_a_plain_wish_is_no_name(subject: str, body: str, name: str) -> None:
    """What the body only tells of, or courtesy; a name that the body goes on to ask for stays one."""
    assert [one.text(Field.INTEGRATION_NAME) for one in read_mail(subject, body).requests] == [name]
