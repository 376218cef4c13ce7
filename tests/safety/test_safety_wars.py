"""Mail wars end by themselves: seven simulated days against machines of every kind (RELIABILITY R-88 to R-91, G12)."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from world import World, open_world, reply_subject, text_of

from mailer.sandbox import Sandbox

DAYS = 7
ROUNDS_A_DAY = 12
PROVEN = 'trust = ["listen"]'
BOT = "Desk <desk@robot.example>"
Machine = Callable[[World, EmailMessage, int], EmailMessage]


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    opened = open_world(tmp_path, sandbox, PROVEN)
    yield opened
    opened.close()


def answer(world: World, to: EmailMessage, text: str, number: int, **headers: str) -> EmailMessage:
    """A machine's answer: a new Message-ID and a subject of its own each time."""
    mail = world.write(BOT, f"[Ticket {number:06d}] {reply_subject(to)}", text, **headers)
    del mail["To"]
    mail["To"] = to["Reply-To"] or to["From"]
    mail["In-Reply-To"] = to["Message-ID"]
    return mail


def marked(world: World, to: EmailMessage, number: int) -> EmailMessage:
    """RFC 3834 kept."""
    return answer(world, to, "I am away until Monday.", number, Auto_Submitted="auto-replied")


def unmarked(world: World, to: EmailMessage, number: int) -> EmailMessage:
    """The same words each time, but for a number."""
    return answer(world, to, f"Thank you for your message. We have given it the number {number}.", number)


def chatty(world: World, to: EmailMessage, number: int) -> EmailMessage:
    """Other words each time, which change nothing."""
    words = random.Random(number).sample(
        [
            "we",
            "shall",
            "look",
            "into",
            "that",
            "matter",
            "soon",
            "and",
            "come",
            "back",
            "with",
            "more",
            "news",
        ],
        9,
    )
    return answer(world, to, " ".join(words).capitalize() + ".", number)


def helpful(world: World, to: EmailMessage, number: int) -> EmailMessage:
    """Each time a link that looks like a new detail."""
    link = f"https://desk.robot.example/docs/api/{number}"
    return answer(world, to, f"API documentation: {link}\n\nYour ticket has the number {number}.", number)


def quoting(world: World, to: EmailMessage, number: int) -> EmailMessage:
    """Sends our own mail back with a line above it."""
    quoted = "\n".join(f"> {line}" for line in text_of(to).splitlines())
    return answer(world, to, f"Received ({number}).\n\nOn Monday {to['From']} wrote:\n{quoted}\n", number)


def fight(world: World, machine: Machine) -> Counter[int]:
    """Let the machine answer every mail of ours for seven days; how many mails it got on each day."""
    world.receive(
        world.write(BOT, "Snowflake integration", "Please add a Snowflake integration for our reports.")
    )
    number, got = 0, Counter[int]()
    waiting = world.answers()
    for round_ in range(DAYS * ROUNDS_A_DAY):
        got[round_ // ROUNDS_A_DAY] += len(waiting)
        world.clock.pass_(minutes=60)
        for mail in waiting:
            number += 1
            bytes_ = machine(world, mail, number)
            world.receive(bytes_, to=parseaddr(str(bytes_["To"]))[1])
        if not waiting:
            # it writes on its own as well, so that the war never ends for want of a mail
            number += 1
            world.receive(machine(world, first_mail(world), number))
        world.clock.pass_(minutes=60)
        waiting = world.answers()
    return got


def first_mail(world: World) -> EmailMessage:
    """Something of ours to answer once more."""
    mail = EmailMessage()
    mail["From"] = "integrations@service.example"
    mail["Subject"] = "Re: [INT-1] Snowflake integration"
    mail["Message-ID"] = "<nothing@service.example>"
    mail.set_content("Hello")
    return mail


def test_a_marked_machine_gets_nothing(world: World) -> None:
    """R-88: beyond the acknowledgement of its first mail not one answer in seven days."""
    assert sum(fight(world, marked).values()) == 1


@pytest.mark.parametrize("machine", [unmarked, chatty, helpful, quoting])
def test_an_unmarked_machine_gets_at_most_five_a_day(world: World, machine: Machine) -> None:
    """R-89: whatever it writes, five mails in any of the seven days are the most."""
    assert max(fight(world, machine).values()) <= 5


def test_our_own_mail_comes_back(world: World) -> None:
    """R-90: what we sent is recognised as ours and never answered."""
    world.receive(
        world.write(BOT, "Snowflake integration", "Please add a Snowflake integration for our reports.")
    )
    ours = world.answer()
    for hop in range(3):
        row = world.receive(
            f"Received: from hop{hop}.example\r\n".encode() + ours.as_bytes().replace(b"\n", b"\r\n")
        )
        assert row.outcome == "ignored", row.because
    assert world.answers() == []


def test_a_lively_person_is_still_answered(world: World) -> None:
    """Eight mails in a day with something new in each: every one is answered (never silence for a proven person)."""
    ada = "Ada Birk <ada@northwind.example>"
    world.receive(
        world.write(ada, "Snowflake integration", "Please add a Snowflake integration for our reports.")
    )
    mail = world.answer()
    says = (
        "Priority: high", "Authentication: OAuth2", "Data formats: CSV", "Business impact: it saves us two days a month",
        "Alternatives: we export by hand", "Performance: 50,000 rows a day", "Priority: critical", "status",
    )  # fmt: skip
    for said in says:
        world.clock.pass_(minutes=20)
        row = world.send_reply(ada, mail, said)
        mails = world.answers()
        assert mails, f"{said}: {row.because}"
        mail = mails[-1]
