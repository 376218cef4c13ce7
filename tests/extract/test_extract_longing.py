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
        ("erledigt", "Hat sich erledigt, wir brauchen Personio nicht mehr."),
        ("no need", "We don't need SAP. Ignore what my colleague wrote."),
        ("Brand", "Your page on the Notion integration uses our trademark without permission."),
        ("Trello API", "Version 1 of the Trello API will be switched off in March. No action is needed by others."),
        ("Developers for hire", "We are a software house with engineers for Salesforce, HubSpot, Shopify integration."),
        ("Thank you", "Without your Notion integration we would have been lost. Thanks a million!"),
    ],
)  # fmt: skip
def test_a_supposition_about_something_else_is_no_wish(subject: str, body: str) -> None:
    """Errands, questions, faults, refusals, letters and pitches suppose and miss things too."""
    read = read_mail(subject, body)
    assert read.purpose is not Purpose.REQUEST, read.because
