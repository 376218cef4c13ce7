"""Several mails enclosed in one: each asks in its author's name."""

from email.message import EmailMessage

import pytest
from understanding import CATALOG, WORDS

from mailer.extract.understand import understand
from mailer.model.request import Field, Understanding
from mailer.parse.message import MOST_ENCLOSED, parse

OSKAR = ("Oskar <oskar@print.example>", "Zendesk connector", "Please add a connector for Zendesk.")
LENA = ("Lena <lena@vogt.example>", "Shopify", "We need an integration with Shopify. It uses OAuth2.")
PIET = ("Piet <piet@smit.example>", "QuickBooks", "Could you please support QuickBooks?")
THANKS = ("Lena <lena@vogt.example>", "Re: Zendesk", "Thanks, that sounds good!")
AWAY = ("Kim <kim@vogt.example>", "Out of office", "I am out of office until Monday.")


def mail(author: str, subject: str, text: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = author, subject
    made.set_content(text)
    return made


def read(note: str, *enclosed: tuple[str, str, str], subject: str = "For you", as_file: bool = False) -> tuple[list[str], Understanding]:  # fmt: skip
    """Whose request for what is read, and all that was understood."""
    outer = mail("Ann <ann@acme.example>", subject, note)
    for one in enclosed:
        inner = mail(*one)
        if as_file:
            outer.add_attachment(inner.as_bytes(), "application", "octet-stream", filename="mail.eml")
        else:
            outer.add_attachment(inner)
    return whose(outer.as_bytes())


def whose(raw: bytes) -> tuple[list[str], Understanding]:
    message = parse(raw)
    got = understand(message, WORDS, CATALOG)
    authors = [message.passed_on[one.mail].sender for one in got.requests]
    names = (author.address.partition("@")[0] if author else "" for author in authors)
    return [f"{who} {one.text(Field.INTEGRATION_NAME)}" for who, one in zip(names, got.requests, strict=True)], got  # fmt: skip


@pytest.mark.parametrize("as_file", [False, True])
@pytest.mark.parametrize(
    ("note", "enclosed", "asked"),
    [
        ("Two wishes, see attached.", [OSKAR, LENA], ["oskar Zendesk", "lena Shopify"]),
        ("FYI", [OSKAR, LENA, PIET], ["oskar Zendesk", "lena Shopify", "piet QuickBooks"]),
        ("see below", [THANKS, OSKAR], ["oskar Zendesk"]),
        ("see below", [AWAY, PIET], ["piet QuickBooks"]),
        ("see below", [OSKAR, THANKS], ["oskar Zendesk"]),
        ("They want Zendesk and Shopify.", [OSKAR, LENA], ["oskar Zendesk", "lena Shopify"]),
        ("twice, sorry", [OSKAR, OSKAR], ["oskar Zendesk"]),
        ("two of them", [OSKAR, (LENA[0], *OSKAR[1:])], ["oskar Zendesk", "lena Zendesk"]),
        ("just news", [THANKS, AWAY], []),
    ],
)
def test_each_enclosed_mail_asks_for_itself(note: str, enclosed: list[tuple[str, str, str]], asked: list[str], as_file: bool) -> None:  # fmt: skip
    """With its author; what asks for nothing is left, and the same mail twice is one."""
    assert read(note, *enclosed, as_file=as_file)[0] == asked


def test_each_keeps_its_own_words() -> None:
    """What Lena says of Shopify is said of nothing else, and all of it stands in the mails that are passed on."""
    _, got = read("Two wishes, see attached.", OSKAR, LENA)
    zendesk, shopify = got.requests
    assert shopify.text(Field.AUTHENTICATION) and not zendesk.text(Field.AUTHENTICATION)
    assert {value.evidence.where for one in got.requests for value in one.fields.values()} == {"quoted"}


def test_mails_beyond_the_bound_are_named() -> None:
    """Nobody is left to think that they were read."""
    wishes = [(f"p{n}@x.example", name, f"Please add a connector for {name}.") for n, name in enumerate(["Okta", "Jira", "Slack", "Box", "Notion", "Trello", "Asana"])]  # fmt: skip
    asked, got = read("all of them", *wishes)
    assert len(asked) == MOST_ENCLOSED
    left = [one for one in got.attached if one.kind == "unread"]
    assert len(left) == 2 and all(str(MOST_ENCLOSED) in one.because for one in left)


@pytest.mark.parametrize(
    ("subject", "note", "asked"),
    [("Fwd: Zendesk", "FYI", ["oskar Zendesk"]), ("Shopify", "Please add a connector for Shopify.", ["lena Shopify"])],
)  # fmt: skip
def test_a_mail_that_only_passes_another_one_on_is_that_one(
    subject: str, note: str, asked: list[str]
) -> None:
    """Passed on twice as a file; whose author asks for something of their own has written it."""
    between = mail("Lena <lena@vogt.example>", subject, note)
    between.add_attachment(mail(*OSKAR))
    outer = mail("Ann <ann@acme.example>", "For you", "see below")
    outer.add_attachment(between)
    assert whose(outer.as_bytes())[0] == asked
