"""What would go to too many people waits for a person; what is too big for us is said to its author."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.flows import outward, queries
from mailer.flows.deliver import drain
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.flows.updates import update_status
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.mail_source import RawMail
from mailer.model.outbox import OutboxState
from mailer.model.status import Status
from mailer.sandbox import Sandbox

BRAKED = """
[team]
addresses = ["olga@service.example"]
notify = "olga@service.example"
"""
WISH = "Integration Name: {name}\nUse Case: Book every order at night.\n"
ADA = "Ada Byron <ada@northwind.example>"


@pytest.fixture
def braked(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A world that mails at most two people about one change without asking."""
    opened = open_world(tmp_path, sandbox, extra=BRAKED)
    opened.app = replace(opened.app, stationery=replace(opened.app.stationery, brake=2))
    yield opened
    opened.close()


def test_news_for_too_many_wait_for_consent(braked: World) -> None:
    """R-95: a change that would mail more people than the brake allows mails nobody but the team, once; `outbox` shows
    what waits, and `outbox approve BATCH` sends it."""
    for name in ("ada", "bo", "cy"):
        braked.receive(
            braked.write(f"{name}@northwind.example", "Integration request", WISH.format(name="Kafka"))
        )
    braked.answers()
    update_status(braked.app, 1, Status.UNDER_REVIEW)
    told = braked.answer()
    assert told["To"] == "olga@service.example"
    assert "3 mails wait for your consent" in str(told["Subject"])
    waiting = list(queries.outbox(braked.app, state=OutboxState.WAITING))
    batch = waiting[0]["batch"]
    assert {line["batch"] for line in waiting} == {batch} and len(waiting) == 3
    assert f"mailer outbox approve {batch}" in text_of(told)
    assert outward.approve(braked.app, batch) == 3
    assert {str(mail["To"]) for mail in braked.answers()} == {
        f"{n}@northwind.example" for n in ("ada", "bo", "cy")
    }


def test_news_for_few_go_at_once(braked: World) -> None:
    """The brake is for the many: two people hear of a change without anybody's consent."""
    for name in ("ada", "bo"):
        braked.receive(
            braked.write(f"{name}@northwind.example", "Integration request", WISH.format(name="Kafka"))
        )
    braked.answers()
    update_status(braked.app, 1, Status.UNDER_REVIEW)
    assert len(braked.answers()) == 2


def too_big(world: World, sender: str, **headers: str) -> InboxRow:
    """A mail of which the mailbox fetched only the head."""
    mail = world.write(sender, "Integration request: Kafka", "See the attachments.", **headers)
    arrived = RawMail(
        raw=mail.as_bytes(), source="listen", account="l", received_at=world.clock(), oversize=90_000_000
    )
    store_mails(world.app.database, [arrived])
    (row,) = take_all(world.app)
    drain(world.app)
    return row


def test_whose_mail_was_too_big_is_told_so_once_a_day(world: World) -> None:
    """R-30: quarantined with its size, its author told, and not a second time the same day."""
    row = too_big(world, ADA)
    assert row.outcome is Outcome.QUARANTINED
    assert row.because.startswith("too-big: 90000000 bytes")
    answer = world.answer()
    assert "up to 25 MB" in text_of(answer)
    assert answer["To"] == ADA
    too_big(world, ADA, X_Again="yes")
    assert world.answers() == []
    world.clock.pass_(days=1, hours=1)
    too_big(world, ADA, X_Again="tomorrow")
    assert len(world.answers()) == 1


def test_a_robot_is_not_told_that_its_mail_was_too_big(world: World) -> None:
    """R-88: an automatic mail is quarantined and not answered."""
    assert too_big(world, ADA, Auto_Submitted="auto-replied").outcome is Outcome.QUARANTINED
    assert world.answers() == []


def test_whom_nothing_proves_is_not_told_that_a_mail_was_too_big(doubting_world: World) -> None:
    """R-92: a forged sender gets no mail by this."""
    assert too_big(doubting_world, ADA).outcome is Outcome.QUARANTINED
    assert doubting_world.answers() == []
