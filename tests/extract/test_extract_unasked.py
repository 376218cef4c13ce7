"""Mails that name an integration and ask for none: thanks, errands, work that is done; and those that look alike and do ask."""

import pytest
from understanding import read_mail

from mailer.model.request import Purpose

GLAD = [
    ("Great job with the Azure AD plugin", "Just want to say great work. We use it and it works smoothly."),
    ("Box", "Thank you, the Box integration works great!"),
    ("Stripe connector: big thanks", "Thank you so much for the Stripe connector. It does everything we hoped for."),
    ("Asana", "Wow! Asana tasks show up instantly. You made my day."),
    ("Shopify-Anbindung", "Hallo, die Shopify-Anbindung funktioniert super, danke dafür!"),
    ("Connecteur Sage", "Bonjour, le connecteur Sage fonctionne à merveille, merci beaucoup !"),
    ("Integración con Odoo", "Muchas gracias por la integración con Odoo, funciona de maravilla."),
    ("Integração Bling", "Parabéns pela integração com o Bling! Está funcionando perfeitamente, obrigado."),
    ("HubSpot integration", "Just a quick note to thank you for the HubSpot integration. We had been hoping for it since last spring, so that leads no longer get lost.\n\nPlease tell the developers."),
    ("Personio", "Ich wollte mich nur kurz für die Personio-Anbindung bedanken. Ich muss nichts mehr abtippen."),
    ("RD Station", "Escrevo apenas para agradecer pelo conector da RD Station. Os contatos vêm toda noite, sem que eu precise exportar nada."),
    ("Fatture in Cloud", "Volevo solo ringraziarvi per l'integrazione con Fatture in Cloud. La aspettavamo da tempo."),
    ("freee連携", "freee連携のお礼を申し上げたくメールしました。昨年お願いしていた機能で、手入力がなくなりました。"),
]  # fmt: skip
ERRANDS = [
    ("2024-118", "Das Zendesk-Paket wurde uns im Mai doppelt berechnet. Könnten Sie uns eine korrigierte Rechnung schicken?"),
    ("2024-118", "L'option Odoo nous a été facturée deux fois en mai. Pourriez-vous nous envoyer une facture corrigée ?"),
    ("2024-118", "Vi debiterades två gånger för HubSpot-tillägget i maj. Kan ni skicka en rättad faktura?"),
    ("2024-118", "Mayıs ayında Odoo ek paketi için bizden iki kez ücret alındı. Düzeltilmiş faturayı gönderebilir misiniz?"),
    ("Breve sondaggio", "Vorremmo sapere come usate HubSpot. Dedicate due minuti al nostro sondaggio: https://survey.example/a1"),
    ("Korte enquête", "We willen graag weten hoe u Odoo gebruikt. Neem twee minuten voor onze enquête: https://survey.example/a1"),
    ("HubSpot, Tue 10:00", "You are invited to the HubSpot review on Tuesday. Please let me know whether you can attend."),
    ("Password", "I have forgotten my password and can no longer reach the Zendesk settings. Could you reset it?"),
    ("Zugang", "Bitte legt für unsere Kollegin einen Zugang an und gebt ihr Rechte auf den Mailchimp-Konnektor."),
    ("Baja", "Por favor, denme de baja de su lista de correo. No quiero recibir más correos sobre Odoo."),
    ("Slack add-on", "I would like a refund for the Slack add-on, we never used it."),
    ("Licence key", "We need a new licence key for the Jira plugin, the old one has expired."),
    ("Zapier", "Please cancel my subscription to the Zapier integration at the end of the month."),
    ("Salesforce integration demo", "Would you have 30 minutes to show us the Salesforce integration?"),
    ("Trial of the NetSuite connector", "Can you extend our trial of the NetSuite connector by two weeks?"),
    ("Training", "We would like to book a training on the Power BI connector."),
    ("Devis connecteur Salesforce", "Pourriez-vous m’envoyer un devis pour le connecteur Salesforce ?"),
    ("Factura", "¿Podrían enviarme la factura del conector de Shopify de marzo?"),
    (
        "Shopify connector",
        "I bought the Shopify connector by mistake. Please send me a refund of the two monthly fees.",
    ),
    ("Rückerstattung DATEV-Modul", "Ich bitte um Rückerstattung der beiden Monatsgebühren."),
    ("Remboursement connecteur Sage", "Je demande le remboursement des deux mensualités."),
    ("Rimborso connettore Shopify", "Chiedo il rimborso delle due quote addebitate."),
    ("Reembolso", "Gostaria de pedir o reembolso do módulo do Mercado Pago."),
]  # fmt: skip
DONE = [
    ("Jira integration", "The Jira integration was presented to the board today."),
    ("Airtable", "Never mind, found it in the settings. Sorry for the noise."),
    ("Docs for the Intercom integration", "Write them.\n\nThanks for sending a feature request!"),
    ("feat: add Linear integration", "## Summary\nThis PR adds the Linear integration.\n\n## Test plan\n- [x] unit tests"),
    ("Support for Discord", "Adds a Discord notifier.\n\nCloses #214"),
    ("New: Teams integration", "The Teams integration is now available to all plans. Find it under Settings."),
    ("Integration mit Personio ist da", "Ab sofort gibt es die Integration mit Personio."),
    ("Add Shopify integration tests", "The coverage of the client is at 40 %. Let us get it to 80."),
]  # fmt: skip
WISHES = [
    ("Typeform", "We would like an integration with Typeform so that the answers to our survey show up in our dashboard."),
    ("Typeform", "Wir wünschen uns eine Anbindung an Typeform, damit die Antworten aus unserer Umfrage im Dashboard erscheinen."),
    ("Lexware", "Bitte bindet Lexware an. Wenn wir eine Gutschrift ausstellen, soll sie dort ohne Abtippen verbucht werden."),
    ("Okta", "Könntet ihr Okta anbinden? Wenn dort ein Konto für neue Kollegen angelegt wird, sollen sie auch hier Zugang bekommen."),
    ("Harvest-Anbindung", "Wir sind eine Agentur und nutzen Harvest für alle Kunden. Könntet ihr eine Anbindung einbauen? Die Stunden sollen in unseren Projekten landen."),
    ("Slack alerts broken, and Odoo", "The Slack connector has been failing since Monday, I opened a ticket for that. Besides, we would like you to add an integration with Odoo so that our orders arrive on their own."),
    ("Slack kaputt, und HubSpot", "Der Slack-Konnektor streikt seit Montag. Außerdem wünschen wir uns eine Anbindung an HubSpot, damit unsere Aufträge von selbst ankommen."),
    (
        "HubSpot",
        "Just wanted to say thank you for the HubSpot integration. Could you add Pipedrive too? Our other office uses it.",
    ),
    (
        "Holded",
        "Solo quería agradeceros el trabajo. ¿Podríais integrar Holded? Copiamos las facturas a mano.",
    ),
    (
        "Mercado Pago",
        "Solicitamos uma integração com o Mercado Pago para que o reembolso das mensalidades seja automático.",
    ),
    ("Shopify", "Solicito una integración con Shopify: el reembolso de los pedidos lo hacemos a mano."),
    (
        "an idea",
        "Our guests are in Mews. My sister is on Cloudbeds, so never mind that one. What I keep wishing for is that a booking in Mews turns up as a job.",
    ),
    (
        "InPost",
        "Korzystamy z integracji z InPost i ogólnie działa. Prosimy o rozszerzenie integracji o zwroty.",
    ),
    ("Question", "My question is whether you could add a Snowflake connector. We load everything by hand."),
    (
        "Connecteur Odoo",
        "Une question : serait-il possible de créer un connecteur Odoo ? Nous recopions tout à la main.",
    ),
    ("[FEATURE] Notificar pelo Telegram no WHMCS", "Fazer com que o módulo consiga enviar pelo Telegram."),
    (
        "More streams for the Outreach source",
        "What is wrong with the four that exist? Tasks and users are missing.",
    ),
    ("Salesforce connector", "The Salesforce connector is the most important one for our customers."),
    ("Shopify integration", "We are waiting for the Shopify integration!"),
    ("Frage zu Lexoffice", "Könnt ihr Lexoffice anbinden? Wir tippen jede Rechnung ab."),
    ("Notion?", "Is there any way you could support Notion? Our whole wiki is there."),
    ("Xero", "Your QuickBooks sync works great. We would love the same for Xero."),
    ("Odoo", "Gracias por el trabajo que hacéis. Nos encantaría tener una integración con Odoo."),
    ("Bling", "Parabéns pelo sistema! Falta só a integração com o Bling."),
    (
        "Trello connector",
        "The Asana connector works perfectly, thank you! Now we need one for Trello, please.",
    ),
    ("Stripe", "Please add an integration with Stripe so that refunds are booked by themselves."),
    ("QuickBooks", "We would like our invoices to go to QuickBooks automatically."),
    ("Keygen", "Please integrate Keygen, we issue licence keys with it."),
    ("Calendly", "We book demos through Calendly. A Calendly integration would save us a lot of typing."),
    ("Pennylane", "Serait-il possible de connecter Pennylane ? Nos factures y sont."),
    ("[Feature] Discord", "Support Discord, please.\n\n### Are you willing to submit a PR?\n- [ ] Yes"),
    ("Snowflake connector", "Databricks released a new API. A Snowflake connector would be great too."),
    ("Slack integration", "We use Slack for everything."),
    ("Shopware-Plugin", "Wir brauchen das für drei Kunden."),
    ("Telegram?", "Not everybody has Slack. Telegram has a free bot API."),
    ("Airtable source", "Has anybody thought of an Airtable source? We keep the stock list there."),
    ("Matrix notifications", "Would Matrix be an option next to Slack? Our whole organisation is there."),
    ("Integrate Klaviyo", "Could you foresee Klaviyo in the forms?"),
    (
        "Keycloak for login",
        "### Version\n4.2\n\n### Description\nI only find preset logins. How about adding Keycloak?\n\n### How to reproduce\n-",
    ),
    (
        "Add a Pipedrive source",
        "**Describe the bug**\nNo bug: please add a Pipedrive source.\n\n**To Reproduce**\nn/a",
    ),
    (
        "Integration Mattermost",
        "Recevoir les alertes dans Mattermost. Samedi le site est resté muet quatre heures.",
    ),
]  # fmt: skip
TAKEN_BACK = [
    ("Jira", "We wanted to ask for Jira, but we no longer need it. Please forget it."),
    ("Salesforce", "Management decided against Salesforce, so no connector is needed any more."),
    (
        "Pipedrive",
        "Wir hatten über die Pipedrive-Anbindung nachgedacht, brauchen sie aber nicht mehr.",
    ),
    ("Trello", "Nous voulions le connecteur Trello, mais finalement nous n'en avons plus besoin."),
    ("Jira", "Íbamos a pedir la integración con Jira, pero ya no la necesitamos."),
    ("Slack", "Avevamo pensato a un connettore per Slack, ma non ci serve più."),
    ("Slack連携", "Slack連携をお願いするつもりでしたが、不要になりました。"),
    ("Mailchimp", "Scrap the Mailchimp idea, please."),
    ("Google Sheets", "Hi, you can forget about the Google Sheets request. We found another way."),
    ("Shopify", "Let's shelve the Shopify suggestion for now."),
    ("Mailchimp", "Die Mailchimp-Idee könnt ihr streichen, danke."),
    ("Mailchimp", "Oubliez ma demande pour Mailchimp s'il vous plaît."),
    ("Mailchimp", "Olviden la idea de Mailchimp, por favor."),
    ("Mailchimp", "Laat het Mailchimp-idee maar zitten."),
]
KEPT_UP = [
    ("Jira", "Please add Jira, so that we no longer need it twice in our spreadsheets."),
    ("Jira", "We no longer need Trello, please connect Jira instead."),
    ("Xero", "With a Xero connector we would no longer need the CSV. Please add it."),
    ("Jira", "Bitte bindet Jira an, dann brauchen wir die Tabelle nicht mehr."),
    ("Notion", "Gostaríamos da integração com o Notion; assim já não precisamos copiar tudo."),
    ("Slack", "Don't drop the Slack idea, please add the connector."),
    ("Slack", "Please scrap the old CSV idea and add Slack instead."),
    ("Asana", "We always forget the ideas from our meetings. Could you connect Asana?"),
    ("Miro", "Could you add Miro? I'd like to drop an idea on the board from your app."),
    ("Jira", "Wir vergessen jede Idee wieder. Bitte bindet Jira an, damit sie Aufgaben werden."),
]
QUESTIONS = [
    ("Slack", "Is there already an integration for Slack? Where do I find it?"),
    (
        "How to configure?",
        "Thanks for the Slack plugin. It shows up in the list. How do I set it up so that it connects with my workspace?",
    ),
    (
        "Pinecone metadata filtering",
        "How can I use Pinecone metadata filtering? I see a filter parameter in the docs, but how do I use it?",
    ),
    (
        "Slack settings",
        "Is there any documentation explaining how we can set up Slack? Where should we put the token?",
    ),
    (
        "What replaces the provider for Opsgenie?",
        "We currently use Opsgenie. What should we replace this provider with so we can keep a setup in Jira?",
    ),
    (
        "Połączenie API",
        "Przy realizacji zamówień używamy Baselinker. Proszę o informację, w jaki sposób mogę dokonać integracji przez API?",
    ),
    ("如何使用飞书连接器", "请问飞书连接器怎么配置？文档里没有看懂，不知道如何使用。"),
    ("MariaDB", "Is MariaDB covered by the MySQL driver? The page lists MySQL 8 only."),
    ("Jenkins plugin of yours", "Does this run together with the Jenkins plugin from the marketplace?"),
    (
        "Is ClickHouse really supported?",
        "The readme lists ClickHouse. The dialog does not, nor does the manual.",
    ),
    (
        "Sync times Salesforce",
        "I was told that data reaches Salesforce every ten minutes. Can you confirm which interval is set?",
    ),
    ("s3 output plugin ?", "does fluent-bit have that ?"),
    ("Teams integration", "What does the Teams integration cost?"),
    ("HubSpot connector", "Welche Felder überträgt der HubSpot-Connector?"),
    ("Duda sobre la integración con Shopify", "¿Dónde veo los pedidos que llegan de Shopify?"),
    ("Question sur le connecteur Stripe", "Le connecteur Stripe est-il compris dans la formule de base ?"),
]
FAULTS = [
    (
        "Pipedrive sync: deals missing",
        "**Describe the bug**\n1. Contacts arrive\n2. Deals are only caught now and then\n\n**Expected behavior**\nDeals arrive.",
    ),
    (
        "Stripe to Snowflake sync gives errors",
        "- Source Connector: Stripe 0.1\n- Severity: high\n\n## What happens now\nValues are lost.\n\n## How to reproduce\nStart a sync.",
    ),
    ("Slack integration", "Since yesterday no message arrives in our channel."),
    ("Shopware-Plugin", "Nach dem Update kommen keine Bestellungen mehr an."),
    ("Connecteur Prestashop", "Depuis hier soir, plus aucune commande ne remonte."),
]


@pytest.mark.parametrize(("subject", "body"), GLAD)
def test_who_is_glad_of_what_is_there_asks_for_nothing(subject: str, body: str) -> None:
    """Thanks and praise name an integration that works; nothing is filed."""
    assert read_mail(subject, body).purpose is Purpose.THANKS


@pytest.mark.parametrize(("subject", "body"), [*ERRANDS, *DONE])
def test_errands_and_what_is_done_ask_for_no_integration(subject: str, body: str) -> None:
    """A quote, a refund, a key or a demo is of an integration, and none is wished for; nor where one was built or tested."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.OTHER, read.because


@pytest.mark.parametrize(("subject", "body"), FAULTS)
def test_a_fault_below_a_mere_name_is_a_fault(subject: str, body: str) -> None:
    """A subject that only names an integration asks for none where the text, or a bug report, tells what fails."""
    assert read_mail(subject, body).purpose is Purpose.BUG_REPORT


@pytest.mark.parametrize(("subject", "body"), QUESTIONS)
def test_who_asks_how_something_is_asks_for_nothing_new(subject: str, body: str) -> None:
    """A subject that only names an integration asks for none where the text asks how, where or what it is."""
    assert read_mail(subject, body).purpose is Purpose.QUESTION


@pytest.mark.parametrize(("subject", "body"), TAKEN_BACK)
def test_a_wish_that_is_told_as_given_up_is_none(subject: str, body: str) -> None:
    """What a clause refuses, one before it in the sentence only wished for."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.OTHER, read.because


@pytest.mark.parametrize(("subject", "body"), [*WISHES, *KEPT_UP])
def test_what_looks_like_thanks_or_an_errand_and_wishes_is_a_request(subject: str, body: str) -> None:
    """Praise beside a wish, invoices that shall be moved, and a reason below a name are requests."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST, read.because


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("Desarrolladores", "Somos una agencia con 40 ingenieros certificados en Odoo. Podemos desarrollar cualquier conector desde 35 euros la hora. ¿Tendrían 15 minutos esta semana para una llamada?"),
        ("HubSpot-kehittäjiä", "Olemme toimisto, jolla on 40 sertifioitua HubSpot-kehittäjää. Rakennamme teille minkä tahansa integraation alkaen 35 euroa tunnilta."),
        ("Zertifizierte Odoo-Entwickler", "Wir sind eine Agentur mit 40 zertifizierten Odoo-Entwicklern. Wir bauen für Sie jeden Konnektor ab 35 Euro pro Stunde. Haben Sie 15 Minuten für ein Gespräch?"),
    ],
)  # fmt: skip
def test_who_offers_to_build_is_a_pitch(subject: str, body: str) -> None:
    """An agency names what its people know, and wants no integration; one that uses the product does (`WISHES`)."""
    assert read_mail(subject, body).purpose is Purpose.PITCH


@pytest.mark.parametrize(
    ("subject", "body", "purpose"),
    [
        ("The /integrations page is out of date", "We should update the list on it, taking the data from Slack.", Purpose.OTHER),
        ("List of datasources", "I would like the Jira documentation to include an accurate list of datasources.", Purpose.OTHER),
        ("Our documentation", "Our documentation in Confluence is always out of date here. Could you add Confluence?", Purpose.REQUEST),
        ("ReadMe integration", "Please add ReadMe, where our documentation lives, so that pages are up to date.", Purpose.REQUEST),
        ("Sync documentation to GitBook", "It would be great to sync the documentation page to GitBook.", Purpose.REQUEST),
    ],
)  # fmt: skip
def test_a_page_to_be_put_right_is_no_integration(subject: str, body: str, purpose: Purpose) -> None:
    """A product that holds documentation may be asked for; documentation that should say something else is no product."""
    assert read_mail(subject, body).purpose is purpose
