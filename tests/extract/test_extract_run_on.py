"""Fields that do not stand on lines of their own."""

import pytest
from understanding import WORDS

from mailer.extract.layout.sections import read_sections


def told(text: str) -> dict[str, str]:
    """Topic -> text of the labelled sections."""
    return {one.topic: " ".join(one.text.split()) for one in read_sections(text, WORDS) if one.topic}


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "We need Okta. Use case: single sign-on. Priority: high",
            {"use_case": "single sign-on.", "priority": "high"},
        ),
        (
            "連携先：Asana。用途：メールから作る。優先度：高",
            {"integration_name": "Asana。", "use_case": "メールから作る。", "priority": "高"},
        ),
        ("Impact: we lose an hour.\nAuth is with an API key.", {"business_impact": "we lose an hour."}),
        (
            "Product - Okta\nWhat for - sign-on\nWho asks - sales\nUrgency - high",
            {"integration_name": "Okta", "use_case": "sign-on", "priority": "high"},
        ),
        (
            '{\n "integrationName": "Asana",\n "technical": {"authentication": ["oauth2", "saml"]}, "use_case": "tasks"\n}',
            {"integration_name": "Asana", "technical.authentication": "oauth2, saml", "use_case": "tasks"},
        ),
        (
            "integration_name: Asana\ndata_formats:\n  - json\n  - csv\nuse_case: >\n  make tasks\n  from mails",
            {"integration_name": "Asana", "technical.data_formats": "- json - csv", "use_case": "make tasks from mails"},
        ),
        ("It returns\n{\n \"id\": 5,\n \"name\": \"x\"\n}\nfor each task.", {}),
        (
            "Integration name  Priority  Use case\nAsana                       tasks from mails",
            {"integration_name": "Asana", "use_case": "tasks from mails"},
        ),
        (
            "Integration name\tPriority\tWhatever\nAsana\thigh\tno",
            {"integration_name": "Asana", "priority": "high"},
        ),
        ("4. Business impact: big", {"business_impact": "big"}),
        (
            "Use case: sync tasks - and notes - both ways\nwith our CRM",
            {"use_case": "sync tasks - and notes - both ways with our CRM"},
        ),
        ("Business impact: 5 hours, value: high", {"business_impact": "5 hours, value: high"}),
    ],
)  # fmt: skip
def test_fields_that_run_on_come_apart(text: str, fields: dict[str, str]) -> None:
    """A known label behind a stop, a field said as a sentence, dashes, JSON and YAML part fields; prose and samples do not."""
    assert told(text) == fields
