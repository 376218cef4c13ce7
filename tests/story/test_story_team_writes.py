"""The address at which the team writes to a request's requester: their words go on as an answer of the service."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, html_of, open_world, text_of

from mailer.model.inbox import InboxRow, Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
KIM = "Kim Sato <kim@service.example>"
LEA = "Lea Brandt <lea@service.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
TEAM = """
[team]
addresses = ["kim@service.example", "lea@service.example"]
notify = "product-team@service.example"
"""
LETTER = """Hello Ada,

we look at it in May.

Is that soon enough?

Best regards
Kim Sato
Product Manager | Service Inc.
T +49 30 1234567 | kim@service.example

-----Original Message-----
From: Circle Integrations <integrations@service.example>
Sent: Monday
To: product-team@service.example
Subject: [INT-1] Snowflake

Technical feasibility: not scored yet
"""


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """Ada asked for Snowflake."""
    world = open_world(tmp_path, sandbox, extra=TEAM)
    text = "Integration Name: Snowflake\nUse Case: Reports.\n"
    world.receive(world.write(ADA, "Integration request: Snowflake", text))
    yield world
    world.close()


def the_address(world: World) -> tuple[str, list[EmailMessage]]:
    """As it stands in the mail about the new request, in its text and behind its button."""
    mails = world.answers()
    (told,) = [m for m in mails if "product-team@" in str(m["To"])]
    (address,) = re.findall(r"integrations\+p[a-z2-7]{46}@service\.example", text_of(told))
    assert f'href="mailto:{address}?subject=' in html_of(told)
    return address, mails


def write(
    world: World, who: str, address: str, text: str, subject: str = "Re: [INT-1] Snowflake"
) -> InboxRow:
    mail = world.write(who, subject, text)
    mail.replace_header("To", address)
    return world.receive(mail, to=address)


@pytest.mark.parametrize("who", [KIM, LEA])
def test_a_letter_of_the_team_reaches_the_requester_as_ours(desk: World, who: str) -> None:
    """Ada reads it in her own conversation, from the service; nothing of who wrote it or of the team's mail is in it."""
    address, mails = the_address(desk)
    hers = next(m for m in mails if "ada@" in str(m["To"]))
    assert (
        write(desk, who, address, LETTER.replace("Kim Sato", who.partition(" <")[0])).outcome
        is Outcome.COMMAND
    )
    mails = desk.answers()
    (letter,) = [m for m in mails if "ada@" in str(m["To"])]
    assert "> Hello Ada,\r\n>\r\n> we look at it in May.\r\n>\r\n> Is that soon enough?" in text_of(letter)
    assert hers["Message-ID"] in str(letter["References"])
    for trace in (
        "Kim",
        "Lea",
        "Sato",
        "Brandt",
        "1234567",
        "Manager",
        "feasibility",
        "product-team",
        "kim@",
        "lea@",
    ):
        assert trace not in letter.as_string() + html_of(letter)
    (transcript,) = [m for m in mails if "service.example" in str(m["To"])]
    assert "Passed on to Ada Birk <ada@northwind.example>: “Hello Ada," in " ".join(
        text_of(transcript).split()
    )
    assert (
        desk.send_reply(ADA, letter, "May is fine, we have a test system ready by then.").outcome
        is Outcome.DETAILS
    )
    assert any("May is fine" in text_of(m) for m in desk.answers() if "product-team@" in str(m["To"]))


def test_a_note_in_the_letter_stays(desk: World) -> None:
    """R-87: what is called a note is one, also there."""
    address, _ = the_address(desk)
    write(desk, KIM, address, "Hello Ada,\nwe do it.\n\nnote: they overpay ZZTOP")
    mails = desk.answers()
    assert ["ZZTOP" in text_of(m) for m in mails if "ada@" in str(m["To"])] == [False]
    assert [e["text"] for e in desk.request(1)["timeline"] if e["what"] == "note"] == ["they overpay ZZTOP"]


@pytest.mark.parametrize("words", ["accept", "Decline: too niche.", "Review: we look at it.\nBye"])
def test_nothing_is_decided_there(desk: World, words: str) -> None:
    """Is it a letter or an order? Neither is done; the writer hears how to go on, and the answer to that decides."""
    address, _ = the_address(desk)
    assert write(desk, KIM, address, words).outcome is Outcome.HELD
    told = desk.answer()
    assert "kim@" in str(told["To"]) and desk.request(1)["status"] == "submitted"
    assert desk.send_reply(KIM, told, words).outcome is Outcome.COMMAND
    assert desk.request(1)["status"] != "submitted"


def test_the_requester_s_mail_there_is_a_reply_like_any_other(desk: World) -> None:
    """It came to Ada in copy; her words are hers, and go to the team."""
    address, _ = the_address(desk)
    assert write(desk, ADA, address, "Priority: high", subject="our plan").outcome is Outcome.DETAILS
    assert desk.request(1)["fields"]["priority"]["value"] == "high"


@pytest.mark.parametrize("words", ["Do tell.", "reply: hello", "accept"])
def test_a_stranger_s_mail_there_reaches_nobody(desk: World, words: str) -> None:
    """R-76: the address alone is no right; Eve learns nothing of the request."""
    address, _ = the_address(desk)
    assert write(desk, EVE, address, words, subject="hi").outcome is Outcome.HELD
    mails = desk.answers()
    assert not [m for m in mails if "ada@" in str(m["To"])]
    assert all("Snowflake" not in text_of(m) and "INT-1" not in text_of(m) for m in mails)


def test_who_forges_a_member_is_not_passed_on(tmp_path: Path, sandbox: Sandbox) -> None:
    """R-70: nothing proves that Kim wrote it; Ada reads nothing."""
    ours = "mx.service.example"
    world = open_world(tmp_path, sandbox, f'trusted_authserv_ids = ["{ours}"]', TEAM)
    text = "Integration Name: Snowflake\nUse Case: Reports.\n"
    passes = f"{ours}; dmarc=pass header.from=northwind.example"
    world.receive(world.write(ADA, "Integration request: Snowflake", text, Authentication_Results=passes))
    address, _ = the_address(world)
    assert write(world, KIM, address, "Please pay me.").outcome is Outcome.HELD
    assert not [m for m in world.answers() if "ada@" in str(m["To"])]
    world.close()
