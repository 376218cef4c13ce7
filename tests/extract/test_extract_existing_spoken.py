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
        ("Slack", "Teams works well but half of us are on Slack. Please add it.", Kind.NEW_INTEGRATION),
        ("Libhoney", "We propose it. The Libhoney connector takes traces and logs.", Kind.NEW_INTEGRATION),
    ],
)
def test_what_is_changed_or_at_work_is_there(subject: str, body: str, kind: Kind) -> None:
    """`Extend the X integration` and `the X integration polls; could it …` speak of one that is there, `an X integration`
    of one that is wished."""
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
