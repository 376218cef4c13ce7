"""Our own mail in the text that answers it, where no mark sets it apart."""

import pytest

from mailer.rules.own_words import without_words_of

SENT = (
    "INT-1 - New request: Snowflake\n\n  From: Ada Birk\n\nTechnical feasibility: 4\nWrite to the requester"
)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (f"reply: We do it.\n\n{SENT}", "reply: We do it."),
        ("accept\n> Technical feasibility: 4\n> Write to the requester\nmore", "accept"),
        ("You say Technical feasibility: 4\nand I agree.", "You say Technical feasibility: 4\nand I agree."),
        ("Technical feasibility: 4\nis too high.", "Technical feasibility: 4\nis too high."),
        ("accept", "accept"),
        (SENT, ""),
    ],
)
def test_what_we_sent_is_not_what_they_wrote(text: str, own: str) -> None:
    """From two lines of ours in a row on it is a quotation; one line may be taken up, or said by anybody."""
    assert without_words_of(SENT, text) == own
