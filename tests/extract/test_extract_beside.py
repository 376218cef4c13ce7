"""What a mail asks or reports beside the request in it."""

import pytest
from understanding import read_mail

WISH = "We would like a Notion integration for our wiki. "


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        (WISH + "What does the enterprise plan cost?", "What does the enterprise plan cost?"),
        (WISH + "Does your SSO work on the free plan too?", "Does your SSO work on the free plan too?"),
        (
            WISH + "Also the GitHub integration is broken since the update.",
            "Also the GitHub integration is broken since the update.",
        ),
        (
            "Integration name: Notion\nPriority: low\n\nBy the way, can your Slack integration post into private channels?",
            "By the way, can your Slack integration post into private channels?",
        ),
        (
            "Bitte baut eine Anbindung an Notion. Wie lange werden Protokolle bei euch aufbewahrt?",
            "Wie lange werden Protokolle bei euch aufbewahrt?",
        ),
        (
            "Notionとの連携を追加してください。請求書はどこで確認できますか？",
            "請求書はどこで確認できますか？",
        ),
        (WISH + "Is that possible?", ""),
        (WISH + "What do you think?", ""),
        ("Do you support Notion? If not, please add it, we retype everything.", ""),
        ("Our nightly script keeps failing, that is why we need a Notion connector.", ""),
        ("Please add Notion. Our current Zapier integration throws errors every week, so we type.", ""),
        ("Integration name: Notion\nUse case: Why do we need it? Because pages get lost\nPriority: low", ""),
    ],
)
def test_what_is_beside_a_request(text: str, beside: str) -> None:
    """A question about something else and a fault of ours are; the wish in other words and its reasons are not."""
    assert " ".join(read_mail("Integration wish", text).beside) == beside
