"""Numbers in a subject: ours, and those that somebody else counts their own requests by."""

import pytest

from mailer.parse.message import parse
from mailer.recognise.threads import keys_of


@pytest.mark.parametrize(
    ("subject", "numbers"),
    [
        ("Re: [INT-7] Notion", (7,)),
        ("vote INT-12", (12,)),
        ("[INT-005] Avisos en Slack", ()),
        ("INT-2024-017: Mailchimp", ()),
        ("Notion", ()),
    ],
)
def test_only_a_number_as_we_write_it_names_a_request(subject: str, numbers: tuple[int, ...]) -> None:
    """Ours have no zeros before them and nothing more behind: any other is no sign of a conversation with us."""
    mail = parse(f"From: ada@example.org\nSubject: {subject}\n\nPlease add it.\n".encode())
    assert keys_of(mail, (), (), "INT").subject_numbers == numbers
