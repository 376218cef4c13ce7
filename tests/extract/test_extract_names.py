"""Which of the names in a mail are asked for, and which only stand there."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Kind


def names_of(subject: str, body: str) -> list[str]:
    return [one.text(Field.INTEGRATION_NAME) for one in read_mail(subject, body).requests]


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        (
            "Tools",
            "We use Shopify, Gorgias and Sendcloud. It would be great if you connected to Klaviyo.",
            "Klaviyo",
        ),
        ("Tools", "Our stack: AWS, Kubernetes and Datadog. Could you add a connector for Fastly?", "Fastly"),
        ("Anfrage", "Wir nutzen Jira, Confluence und Slack. Bitte baut eine Anbindung an GitLab.", "GitLab"),
        (
            "Demande",
            "Nous utilisons HubSpot, Notion et Slack. Pourriez-vous ajouter une intégration Zendesk ?",
            "Zendesk",
        ),
        ("Pedido", "Usamos AWS, Docker e Jira. Gostaríamos de uma integração com o Grafana.", "Grafana"),
        ("Request", "We have Okta, Jamf and Intune. Please build an integration with Frobnix.", "Frobnix"),
        (
            "Next",
            "Your Slack integration works well. What we would love next is Microsoft Teams.",
            "Microsoft Teams",
        ),
        (
            "Data",
            "We have data in Snowflake, BigQuery and Redshift. Please add connectors.",
            "Snowflake, BigQuery, Redshift",
        ),
        (
            "Tools",
            "Our team lives in Jira, Slack and Notion, and we'd love connectors.",
            "Jira, Slack, Notion",
        ),
    ],
)
def test_what_is_used_is_not_asked_for(subject: str, body: str, names: str) -> None:
    """Several names that a sentence counts up before it wishes are what is there already, unless nothing else is asked for."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("HubSpot", "I don't want a HubSpot integration, I want a Pipedrive one.", "Pipedrive"),
        ("Zapier", "Wir wollen keine Zapier-Lösung. Bitte baut eine Anbindung an HubSpot.", "HubSpot"),
        ("Mailchimp", "Ya no usamos Mailchimp. Necesitamos una integración con Brevo.", "Brevo"),
        ("Trello", "Not Trello but ClickUp please: we'd like a ClickUp integration.", "ClickUp"),
        (
            "HubSpot",
            "We don't want a HubSpot integration that only syncs contacts: please add deals.",
            "HubSpot",
        ),
        ("Jira", "There is no Jira integration but we need one.", "Jira"),
        ("Zendesk", "Please add Zendesk. We don't need Zendesk Sell, just the tickets.", "Zendesk"),
        ("Slack", "I don't want to leave Slack every time: please add a Slack integration.", "Slack"),
    ],
)
def test_what_is_not_wanted_is_not_asked_for(subject: str, body: str, names: str) -> None:
    """A subject loses a name that the text does not want, where the text asks for another; else it keeps it."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("body", "wishes"),
    [
        (
            "1) Please add Notion.\n2) The existing Slack integration should support threads.",
            {"Notion": Kind.NEW_INTEGRATION, "Slack": Kind.ENHANCEMENT},
        ),
        (
            "- The existing Salesforce connector should sync custom objects.\n- Please add a connector for Pipedrive.",
            {"Salesforce": Kind.ENHANCEMENT, "Pipedrive": Kind.NEW_INTEGRATION},
        ),
        (
            "1. Bitte ergänzt eine Anbindung an Personio.\n2. Eure bestehende Slack-Integration sollte Threads können.",
            {"Personio": Kind.NEW_INTEGRATION, "Slack": Kind.ENHANCEMENT},
        ),
        (
            "1) Merci d'ajouter une intégration Pipedrive.\n2) L'intégration Slack existante devrait gérer les fils.",
            {"Pipedrive": Kind.NEW_INTEGRATION, "Slack": Kind.ENHANCEMENT},
        ),
        (
            "1. Backlogとの連携を追加してください。\n2. 既存のSlack連携でスレッドに対応してください。",
            {"Backlog": Kind.NEW_INTEGRATION, "Slack": Kind.ENHANCEMENT},
        ),
        ("Please add Zendesk. Tickets should end up in Salesforce.", {"Zendesk": Kind.NEW_INTEGRATION}),
        ("Please add Notion. It should support posting to Slack.", {"Notion": Kind.NEW_INTEGRATION}),
        (
            "We need a Klaviyo integration. Our existing Shopify integration should stay as it is.",
            {"Klaviyo": Kind.NEW_INTEGRATION},
        ),
        (
            "Wij gebruiken Slack en Trello. Kunnen jullie een koppeling met Mollie maken?",
            {"Mollie": Kind.NEW_INTEGRATION},
        ),
    ],
)
def test_each_wish_has_its_own_kind(body: str, wishes: dict[str, Kind]) -> None:
    """A new integration and more of an existing one in the same mail are two wishes, each with what its sentences say."""
    read = read_mail("Two things", body)
    assert {one.text(Field.INTEGRATION_NAME): one.kind for one in read.requests} == wishes


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        (
            "Request",
            "Please add an integration with our in-house system 'Rosetta' (REST, basic auth).",
            "Rosetta",
        ),
        ("Wunsch", "Bitte eine Anbindung an unser Kassensystem „Kassandro“ bauen.", "Kassandro"),
        ("Demande", "Pourriez-vous ajouter une intégration avec notre logiciel « Ambrosia » ?", "Ambrosia"),
        ("Request", "Please add an integration with our legacy billing system Frobtrack.", "Frobtrack"),
        ("request", "could you integrate with flurbo? our pharmacy uses it.", "flurbo"),
        ("Request", "Please add an integration with D3.js.", "D3.js"),
        (
            "Idea",
            "My vet practice runs on ezyVet. Appointments should land in your calendar without me typing them in.",
            "ezyVet",
        ),
        (
            "Access",
            "We keep our stock in Microsoft Access and would love to read it directly.",
            "Microsoft Access",
        ),
        (
            "ご相談",
            "弊社では顧客管理にkintoneを使っています。御社のサービスと連携できると助かります。",
            "kintone",
        ),
        ("위하고", "위하고와 연동해 주세요.", "위하고"),
        ("얼마에요 연동", "부탁드립니다.", "얼마에요"),
        (
            "接続",
            "弊社の在庫管理システム「倉庫番Pro」と御社のサービスをつなぎたいと考えています。",
            "倉庫番Pro",
        ),
        ("接口", "我们自研的仓库系统叫“仓小蜜”，想跟贵司打通，每晚把库存推过去。", "仓小蜜"),
        ("창고", '저희가 만든 창고 프로그램 "창고지기"와 연결하고 싶습니다.', "창고지기"),
        (
            "gestionale",
            "Abbiamo un gestionale che si chiama Danea Easyfatt. Ci servirebbe un connettore.",
            "Danea Easyfatt",
        ),
        ("Microsoft Office", "Could you support Word, Excel and PowerPoint files?", "Microsoft Office"),
        ("", "Wir hätten gern eine Anbindung an 1Tool.", "1Tool"),
        ("", "We would love a 50skills integration.", "50skills"),
        ("", "Precisamos de integração com o 3mundi.", "3mundi"),
        ("Integration request: 4me", "Our tickets are in 4me. We need them in your dashboard.", "4me"),
        ("", "Wir brauchen eine Anbindung für 2 Standorte.", ""),
        ("", "Please add support for 4K video and 3D models.", ""),
        ("", "Please add an integration before 1st January, we need it for our shop.", ""),
        ("2 Boutiques", "Serait-il possible d'avoir une connexion avec Hiboutik ?", "Hiboutik"),
        ("Demande", "Pouvez-vous relier nos 2 Boutiques à Hiboutik ?", "Hiboutik"),
        ("Aansluiting", "Kunnen jullie onze 3 Winkels koppelen?", ""),
        ("", "We would love a 3 Sisters integration.", "3 Sisters"),
        ("Licences", "We would like a connector for Tenduke.", "Tenduke"),
        ("Cave", "Bonjour, pourriez-vous ajouter un connecteur pour Vinolis ?", "Vinolis"),
        ("Frobnix", "We would love an integration for our Berlin team.", "Frobnix"),
        ("", "Could you connect Zendock please?", "Zendock"),
        ("", "¿Podrían conectar Zendock? Ahí planificamos los muelles.", "Zendock"),
        ("", "Can you connect me to Anna please?", ""),
        ("Integracja z Frobnix", "Prosimy o integrację.", "Frobnix"),
        ("Интеграция с Frobnix", "Просим добавить интеграцию.", "Frobnix"),
        ("Zamówienia", "Prosimy o integrację z Frobnix, aby zamówienia trafiały do systemu.", "Frobnix"),
        ("Siparişler", "Frobnix entegrasyonu istiyoruz, siparişleri elle giriyoruz.", "Frobnix"),
        ("Bokningar", "Hej! Vi saknar en koppling till Zendock i ert system.", "Zendock"),
        ("Frobnixa", "Czy moglibyście dodać połączenie z Frobnixą?", "Frobnixa"),
        ("Toive", "Tarvitsemme yhteyden Slackiin.", "Slack"),
        ("Integracja ze Slackiem", "Korzystamy z niej, ale wysyła tylko na jeden kanał.", "Slack"),
        ("Import", "We would love a Slackiem integration.", "Slackiem"),
        ("request", "can you integrate with more tools?", ""),
        ("hi", "do you integrate with banks?", ""),
        ("Request", "Please integrate with the systems of our partners in Berlin.", ""),
        ("Export", "Please add the word 'Draft' to the invoice page.", ""),
    ],
)
def test_a_name_that_nobody_knows_is_taken_as_written(subject: str, body: str, names: str) -> None:
    """In quotes, behind what it is, in lower case where all is: a name is found; ordinary words are none."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        (
            "Scheduling",
            "The clinic wrote its own application named Roomwise. Please add an integration.",
            "Roomwise",
        ),
        (
            "Home-grown",
            "We have an inventory system called Lagerix (PHP, MySQL). We'd like to feed stock to you.",
            "Lagerix",
        ),
        (
            "Integration with our own system",
            'Our own booking system "TeeTime Pro" should be connected so members see their times.',
            "TeeTime Pro",
        ),
        (
            "Anfrage",
            "Unsere Lagersoftware heißt Regalfuchs. Wir bräuchten dafür eine Anbindung.",
            "Regalfuchs",
        ),
        (
            "Connexion",
            "Notre outil appelé « Phileas » gère tout. Pourriez-vous développer un connecteur ?",
            "Phileas",
        ),
        ("連携", "弊社の受注管理システム「TSUBAME」と連携できるようにしてください。", "TSUBAME"),
        (
            "Tools",
            "We built a tool called Bolt. Please add a connector for Snowflake so that Bolt can go.",
            "Snowflake",
        ),
        ("Request", "Could you add Asana? Our team (Customer Success) plans everything there.", "Asana"),
        ("New one", "Could you add this? https://developer.monday.com/api-reference/", "monday.com"),
        ("Idée", "Pourriez-vous intégrer ceci : https://docs.trucmuche.fr/api ? Merci", "trucmuche"),
        ("", "Could you have a look at this? https://docs.google.com/document/d/abc", ""),
        ("相談", "サイボウズのkintoneと連携してほしいです。", "kintone"),
        ("要望", "社内のカレンダーと連携してほしいです。", ""),
    ],
)
def test_a_name_is_read_where_it_is_introduced(subject: str, body: str, names: str) -> None:
    """What a program is called behind saying that it is one, whose pages a link leads to, and the product behind its maker."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        (
            "Tools",
            "We have moved from HipChat to Twist. It would be great to get notifications there.",
            "Twist",
        ),
        (
            "Idee",
            "Wir sind von Pipedrive zu HubSpot gewechselt und hätten gerne dort den Abgleich.",
            "HubSpot",
        ),
        ("Switch from Monday", "We use Wrike rather than Monday. Can you add Wrike?", "Wrike"),
        ("Migrate from Trello", "Please let us import boards from Trello.", "Trello"),
        ("Odoo & WooCommerce", "WooCommerce is connected already; Odoo is what we miss.", "Odoo"),
        ("Idée", "Stripe est déjà intégré, il nous manque PayPal.", "PayPal"),
        ("Tools", "Salesforce is already in use here for sales. Please connect it.", "Salesforce"),
        ("Tools", "NocoDB is an open source alternative to Airtable. Please add it as a source.", "NocoDB"),
        ("Storage", "Please add MinIO or any other S3 compatible storage as a target.", "MinIO"),
        ("No Slack support", "You have no Slack support. Please add it.", "Slack"),
        ("Front desk", "We answer guests in HappyFox. Please integrate with HappyFox.", "HappyFox"),
        (
            "Kanzlei",
            "In unserer Kanzlei sind die Akten in RA-MICRO. Wir hätten gern die Fristen von dort.",
            "RA-MICRO",
        ),
        ("Escola", "A escola usa o Moodle. Gostaríamos que as turmas fossem criadas lá.", "Moodle"),
        (
            "Museum objects",
            "The objects of our museum are in Airtable. It would be great if loans showed up in your calendar.",
            "Airtable",
        ),
        (
            "Kurvenblick",
            "Wir hätten gern Kurvenblick angebunden. Slack ist uns nicht wichtig.",
            "Kurvenblick",
        ),
        ("Wunsch", "Bitte bindet Asana an, das wäre super, danke für die Jira-Anbindung", "Asana"),
        ("", "Thanks for the Slack connector! Please hook up Zendesk next.", "Zendesk"),
        ("", "Please add Garmin so that runs show up, like you do with Strava.", "Garmin"),
    ],
)
def test_what_only_stands_beside_is_not_asked_for(subject: str, body: str, names: str) -> None:
    """What is left behind, connected already or only compared with is not the wish, unless nothing else is named."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Erstens bräuchten wir eine Anbindung an Personio, zweitens wäre Slack schön.", "Personio, Slack"),
        ("Necesitamos un conector para Odoo y para Shopify.", "Odoo, Shopify"),
        (
            "The GitLab connector should import epics. The Jira connector should import them as well.",
            "GitLab, Jira",
        ),
        ("The Trello integration should archive cards when the Jira issue is closed.", "Trello"),
        (
            "1. Please add a Webflow integration.\n2. It should update the pages with data of Airtable.",
            "Webflow",
        ),
        (
            "次の連携をお願いします。\n・Chatwork(通知)\n・オカンクラウド(仕訳)\n・Box(契約書の保管)",
            "Chatwork, オカンクラウド, Box",
        ),
        ("We need Miro because we lose plans, and Jira to save the typing.", "Miro, Jira"),
        ("Please add Miro because Slack is too loud, and Jira for tickets is not needed.", "Miro"),
        ("Please add Miro for plans, Slack as it is does not fit.", "Miro"),
        ("We would like Miro. In the second half of the year Jira goes away.", "Miro"),
    ],
)
def test_what_is_counted_is_each_a_wish(body: str, names: str) -> None:
    """A clause that counts on, a preposition said again and a sentence that begins with its own connector ask for one more."""
    assert ", ".join(names_of("Wishes", body)) == names


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("Request", "Hi Metabase folks, any chance of Notion as a source?", "Notion"),
        ("Wunsch", "Liebes evcc-Team, bitte unterstützt Shelly als Zähler.", "Shelly"),
        ("Feature", "I would like Lightdash to support DataHub. Our lineage lives there.", "DataHub"),
        ("需求", "希望 Metabase 能对接飞书，方便推送报表。", "飞书"),
        ("Adapter", "Ich würde gerne meine Shelly in Home Assistant einbinden.", "Shelly"),
        ("Request", "Please integrate our alerts into Microsoft Teams.", "Microsoft Teams"),
        ("Request", "Jira should support two-way sync in your connector.", "Jira"),
        ("Alertzy for notifications", "Please support https://alertzy.app. It is like Pushover.", "Alertzy"),
        (
            "Request",
            "There is an integration with Crowdin already; could we have Tolgee as well?",
            "Tolgee",
        ),
        ("Request", "Our ERP (SAP Business One) has an API. Please connect Mailchimp.", "Mailchimp"),
        ("Request", "Our booking system (TeeTime) has an API. Please connect it.", "TeeTime"),
        ("Accounting", "Please add Xero, for QuickBooks to be switched off.", "Xero"),
        ("Buchhaltung", "Wir hätten gern Xero, sevDesk wird zum Jahresende gekündigt.", "Xero"),
        (
            "Cancel",
            "We want to cancel Stripe subscriptions from your app, please integrate Stripe.",
            "Stripe",
        ),
        ("Providers", "Next to AWS SES please offer:\n- Mandrill\n- ~SendGrid~ later", "Mandrill"),
        ("Feature", "It would be nice to have Brellum support inside Metabase.", "Brellum"),
        ("Feature", "Could you add a Brellum plugin to Grafana?", "Brellum"),
        ("Wunsch", "Es wäre toll, wenn man Brellum in ioBroker einbinden könnte.", "Brellum"),
        ("See our tickets inside Jira", "Please connect Jira.", "Jira"),
        ("Brellum integration in Grafana", "We would like to see our alarms.", "Brellum"),
        ("Intégration de Brellum dans Jeedom", "J'aimerais piloter mon chauffage.", "Brellum"),
        ("Add Brellum support to Superset", "Our warehouse is Brellum.", "Brellum"),
        ("Integration with Jira in the cloud", "Please connect Jira.", "Jira"),
        ("Export Leads to HubSpot", "Please connect HubSpot.", "HubSpot"),
        (
            "OIDC authentication",
            "Could you integrate an OIDC provider like Authentik, Authelia or Keycloak?",
            "OIDC",
        ),
        ("Login with Keycloak", "Please connect Keycloak, our OIDC provider.", "Keycloak"),
        ("Feature request - SSO", "It might be useful to support SSO for their Nextcloud.", "SSO"),
        ("Single sign-on", "Please connect Okta, so that our people can log in.", "Okta"),
        ("Wunsch", "Ähnlich wie bei Jira und GitHub wäre eine Anbindung an ClickUp schön.", "ClickUp"),
        ("Brellum連携", "SlackやTeamsと同様に、Brellumとも連携してほしいです。", "Brellum"),
        ("제안", "Slack 커넥터를 쓰는 방식과 비슷하게 LINE 서비스를 연동하는 커넥터를 제안합니다.", "LINE"),
        ("Idea", "Is it planned to support not only Jira? For example Linear.", "Linear"),
        ("Andere", "Ihr unterstützt bisher nur Jira. Bitte bindet auch Linear an.", "Linear"),
    ],
)  # fmt: skip
def test_who_is_asked_or_only_compared_is_no_integration(subject: str, body: str, names: str) -> None:
    """The program that a post addresses, that is to do the work, that another one is like or replaces, is not what is asked
    for; where nothing else is named, it is."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("Stores", "I want other stores, for instance Datadog, Prometheus or Frobmir.", "Datadog, Prometheus, Frobmir"),
        ("More connections (odbc, jdbc, frobc...)", "Three databases are few.", "ODBC, JDBC, frobc"),
        ("Request", "We need Stripe and Adyen, Finance wants both by June.", "Stripe, Adyen"),
        ("Wunsch", "Wir brauchen Slack, Microsoft Teams und Kalender in einem.", "Slack, Microsoft Teams"),
        ("Integrate Trakt/Frobkl", "What I play could be scrobbled to Trakt or to Frobkl.", "Trakt, Frobkl"),
        ("Support for Foo/Bar", "Please support it.", "Foo/Bar"),
        ("Form", "Name: John Carter\nCompany: Harbor Foods\nTool you want: Pipedrive\nUse case: deals", "Pipedrive"),
        ("Form", "Name: Frobnix Flow\nWebsite: https://frobnix.example\nUse case: sync contacts", "Frobnix Flow"),
    ],
)  # fmt: skip
def test_unknown_names_of_a_list_count_and_persons_do_not(subject: str, body: str, names: str) -> None:
    """What is counted up with known names is a name too, in either order of a slash; what a form's author is called is none."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("subject", "body", "names"),
    [
        ("Dark theme support", "Please support a dark theme.", ""),
        ("Push Contacts", "Push contacts would be great!", ""),
        ("Server groups", "It would be nice to have server groups.", ""),
        ("External Tables As Sources", "", ""),
        (
            "Browser notifications",
            "I would like to get browser notifications when a monitor is down.",
            "",
        ),
        (
            "Support for Awesome Support",
            "Our help desk runs on Awesome Support and we would love a connector.",
            "Awesome Support",
        ),
        ('Integration with "Time Sheet"', 'We use the program "Time Sheet" for our hours.', "Time Sheet"),
        ("Add Homepage Integration", "I would like to see it on my page.", "Homepage"),
        (
            "Add Open Web Calendar integration",
            "I use Open Web Calendar to publish events.",
            "Open Web Calendar",
        ),
    ],
)
def test_everyday_words_are_a_name_only_where_they_are_marked_as_one(
    subject: str, body: str, names: str
) -> None:
    """By quotes, by the capitals of a line that has no others, or by the word for an integration right beside them."""
    assert ", ".join(names_of(subject, body)) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "Wir steigen von Zendesk auf Freshdesk um. Mit Zendesk hat alles funktioniert, für Freshdesk finde ich keine Anbindung. "
            "Können Sie die bitte ergänzen?",
            "Freshdesk",
        ),
        ("Could you offer an interface to our ERP? It's called Vantor ERP, version 7.", "Vantor ERP"),
        ("Könnten Sie eine Schnittstelle zu unserem ERP anbieten? Es heißt Vantor ERP.", "Vantor ERP"),
    ],
)
def test_what_is_moved_to_and_what_it_is_called_is_asked_for(body: str, names: str) -> None:
    """What was left is not asked for anywhere in the mail; what a thing is called stands in the next sentence as well."""
    assert ", ".join(one.text(Field.INTEGRATION_NAME) for one in read_mail("Wish", body).requests) == names
