"""Wishes that are told instead of asked for, and sentences of the same build that wish for nothing."""

import pytest
from understanding import read_mail

from mailer.model.request import Field, Purpose


@pytest.mark.parametrize(
    ("subject", "body", "name"),
    [
        ("tickets", "It would save us hours if tickets showed up in Linear by themselves.", "Linear"),
        ("stuck", "We're stuck without SAP: our purchase orders live there.", "SAP"),
        ("Sign-on", "Security won't approve the rollout until users can log in through Okta.", "Okta"),
        ("QuickBooks", "The one thing missing for us is QuickBooks. Everything else is perfect.", "QuickBooks"),
        ("streaming", "Batch exports don't cut it any more. We need events on Kafka as they happen.", "Kafka"),
        ("User story", "As an admin\nI want to fetch credentials from Bitwarden", "Bitwarden"),
        ("Bigger picture", "As long as there is nothing for Workday, your tool is useless to us.", "Workday"),
        ("suggestion", "Publish release notes to Confluence. We paste them every sprint.", "Confluence"),
        ("", "Elasticsearch support?", "Elasticsearch"),
        ("", "Nur kurz:\nBitte Snowflake anbinden", "Snowflake"),
        ("on-call", "At the moment we get alerts by mail. PagerDuty would pull in all of them. Can it be done?", "PagerDuty"),
        ("Einführung", "Solange es nichts für Personio gibt, können wir das nicht einführen.", "Personio"),
        ("SAP", "Ohne SAP kommen wir nicht weiter. Wann kommt das?", "SAP"),
        ("besoin", "On est bloqués sans Salesforce, nos commerciaux y tiennent.", "Salesforce"),
        ("Idea", "Sería estupendo que los pedidos de WooCommerce entraran solos.", "WooCommerce"),
        ("Bloqueio", "Sem o SAP não conseguimos avançar com o projeto.", "SAP"),
        ("Shopify", "¿Para cuándo Shopify? Lo estamos esperando.", "Shopify"),
        ("[Bug] Cannot select Bitbucket", "I wanted to connect our code, but Bitbucket is not in the list.", "Bitbucket"),
        ("Asana", "Asanaがないと業務が回らないので困ります。", "Asana"),
        ("Survey answers", "Copy survey answers to Snowflake, please.\n\nThank you for your time!", "Snowflake"),
        ("Two things", "we would need Cal.com hooked up.\n\nThank you for your time!", "Cal.com"),
        ("Time entries", "Dear Support,\nWe bill from Clio. We would like our time entries to land there automatically.", "Clio"),
        ("Tickets", "We moved to ServiceNow. Incidents must arrive there, otherwise we may not use it.", "ServiceNow"),
        ("Zahlen", "Bitte die Zahlen jeden Abend nach Snowflake kopieren.", "Snowflake"),
        ("", "La direction veut les chiffres dans Power BI.", "Power BI"),
        ("", "A diretoria quer os números no Power BI.", "Power BI"),
        ("串接需求", "想請問能否串接 Notion？", "Notion"),
        ("通知", "注文の通知をSlackで受け取りたいです。", "Slack"),
        ("Slack通知", "我们想在 Slack 频道里收到故障告警，这样值班的人能马上看到。", "Slack"),
        ("通知", "障害発生時の通知をSlackで受け取りたいです。", "Slack"),
        ("Teams", "Vorremmo ricevere in Microsoft Teams gli avvisi di errore.", "Microsoft Teams"),
        ("BigQuery connections", "Is there a plan for using BigQuery in the way it uses Redshift now?", "BigQuery"),
        ("NetSuite", "I was wondering if you are planning to support NetSuite.", "NetSuite"),
        ("lexoffice", "Guten Tag, wann kommt eigentlich lexoffice, ist das geplant?", "lexoffice"),
        ("Sellsy", "Bonjour, je voulais savoir si vous prévoyez de vous connecter à Sellsy.", "Sellsy"),
        ("Odoo", "Quería saber si tenéis previsto conectar con Odoo.", "Odoo"),
        ("Bling", "Queria saber se vocês pretendem integrar com o Bling.", "Bling"),
        ("弥生会計", "弥生会計との連携予定はありますか？", "弥生会計"),
        ("question", "We book through Calendly. I do not see Calendly among the integrations on the settings page.", "Calendly"),
        ("", "There is nothing for Zoho in your app directory. If that stays so we will cancel.", "Zoho"),
        ("Frage", "Wir wechseln zu Pipedrive. In der Liste der Integrationen finde ich Pipedrive nicht.", "Pipedrive"),
        ("question", "Nous passons à Brevo en mars. Brevo n’apparaît pas dans la liste des connecteurs.", "Brevo"),
        ("consulta", "Facturamos con Holded y no encuentro Holded en el catálogo de integraciones.", "Holded"),
    ],
)  # fmt: skip
def test_what_would_be_or_does_not_go_on_without_it_is_a_wish(subject: str, body: str, name: str) -> None:
    """A sentence supposes the product there, misses it, or does not get on without it: nobody need ask in so many words."""
    read = read_mail(subject, body)
    assert read.purpose is Purpose.REQUEST, read.because
    assert [one.text(Field.INTEGRATION_NAME) for one in read.requests] == [name]


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("meeting", "Can we move the Salesforce integration call to Thursday?"),
        ("Termin", "Könnten wir den Termin zur SAP-Anbindung auf Freitag verschieben?"),
        ("HubSpot", "Would you know who at HubSpot takes care of partner questions?"),
        ("Zendesk", "I would like to know how the Zendesk integration treats deleted tickets."),
        ("Google Drive", "I keep getting logged out of Google Drive. Tried it again, same thing."),
        ("Slack", "Since this morning the Slack integration posts every message twice."),
        ("Google Calendar", "Desde ayer no me aparecen las citas de Google Calendar, ¿qué pasa?"),
        ("HelloAsso", "Depuis lundi les adhésions HelloAsso arrivent en double."),
        ("Telegram", "Со вчерашнего дня не работает интеграция с Telegram."),
        ("Trello", "Trello entegrasyonu dünden beri çalışmıyor."),
        ("Fortnox", "Kopplingen till Fortnox fungerar inte sedan i går."),
        ("Tack", "Tack för hjälpen med Slack, nu fungerar det!"),
        ("Fråga om Slack", "Har ni stöd för Slack?"),
        ("Jira", "Kiitos, Jira-integraatio toimii hienosti."),
        ("Jira", "Как настроить интеграцию с Jira?"),
        ("Toplantı", "Gelecek hafta toplantı yapabilir miyiz? Toplantı bir saat sürer."),
        ("Slack", "障害通知がSlackに届きません。直してほしいです。"),
        ("Slack", "昨天開始 Slack 連不上，一直顯示錯誤"),
        ("Tak for HubSpot", "Tak for integrationen med HubSpot, vi ønsker jer en god jul!"),
        ("荷物", "荷物を木曜日に受け取りたいです。"),
        ("factuur", "Wij hebben de factuur dubbel betaald. Kunt u het bedrag terugstorten?"),
        ("fattura", "Vorrei ricevere la fattura di ottobre, non mi è ancora arrivata. Potete rimandarla?"),
        ("退款", "我们重复付款了两次，希望能退回多付的金额。"),
        ("見学", "工場の見学を希望します。10名でお願いできますか。"),
        ("미팅", "다음 주에 미팅을 하고 싶습니다. 시간 괜찮으신가요?"),
        ("erledigt", "Hat sich erledigt, wir brauchen Personio nicht mehr."),
        ("no need", "We don't need SAP. Ignore what my colleague wrote."),
        ("Brand", "Your page on the Notion integration uses our trademark without permission."),
        ("Trello API", "Version 1 of the Trello API will be switched off in March. No action is needed by others."),
        ("Developers for hire", "We are a software house with engineers for Salesforce, HubSpot, Shopify integration."),
        ("", "We need to talk in Teams tomorrow. Thanks!"),
        ("", "Please copy Anna on the Zoom invitation."),
        ("Photos", "I have put the pictures in Dropbox, you should find all of them there."),
        ("Zoom tomorrow", "Hi Ann, can we move the Zoom call to 3 pm?"),
        ("our GitHub", "We moved our repository to GitHub, please update your bookmarks."),
        ("", "Quiero los enlaces de la reunión de Zoom, por favor."),
        ("BigQuery connector", "Is there a plan for fixing the BigQuery connector? It crashes every night."),
        ("Jira", "Is there any news on the plans for the Jira integration?"),
        ("login", "I do not see the Slack message in the list since yesterday, please check."),
        ("Frage", "Ich finde die Slack-Einstellungen nicht auf der Seite. Wo sind sie?"),
        ("question", "Je ne trouve pas le bouton Zapier dans le menu. Où est-il ?"),
        ("ayuda", "No encuentro el pedido de Shopify en la lista desde ayer, antes sí salía."),
        ("Odoo", "Quería saber cuánto cuesta el conector de Odoo."),
        ("Slack outage", "When will Slack messages work again? Nothing has come through since this morning."),
        ("Thank you", "Without your Notion integration we would have been lost. Thanks a million!"),
    ],
)  # fmt: skip
def test_a_supposition_about_something_else_is_no_wish(subject: str, body: str) -> None:
    """Errands, questions, faults, refusals, letters and pitches suppose and miss things too."""
    read = read_mail(subject, body)
    assert read.purpose is not Purpose.REQUEST, read.because
