"""Kills the running service again and again under load, lets it finish, and counts what was lost or doubled."""

import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from program import Program, program, wait_for
from servers import Dovecot
from sink import Sink

FINISH_SECONDS = 90.0
"""What the last start has for the mails that are left; more where more were given."""
SECONDS_A_MAIL = 0.1
LONGEST_LIFE = 1.0
"""Seconds from the start to the kill, at most."""


@dataclass(frozen=True, kw_only=True)
class Toll:
    """What was left after the last kill and a clean finish."""

    kills: int
    mails: int
    requests: int
    lost: int
    """Mails without an outcome or without a request."""
    doubled: int
    """Requests beyond one a mail."""
    answers: int
    """Acknowledgements at the sink, each Message-ID once."""
    repeated: int
    """Further copies of them."""
    altered: int
    """Message-IDs that came with different bytes."""
    integrity: str

    @property
    def clean(self) -> bool:
        return not (self.lost or self.doubled or self.altered) and self.integrity == "ok"


def mail(number: int, word: str) -> bytes:
    """A request for a product that only this mail asks for."""
    return (
        f"From: Person {number} <p{number}@kill.example>\r\nTo: integrations@y.test\r\n"
        f"Subject: Integration request: Zorbl{word}{number:05d}\r\nMessage-ID: <kill.{word}.{number}@kill.example>\r\n"
        "\r\n"
        f"Integration Name: Zorbl{word}{number:05d}\r\nUse Case: Read the numbers of list {number} at night.\r\n"
    ).encode()


def kill_again_and_again(folder: Path, dovecot: Dovecot, *, kills: int, mails: int, seed: int) -> Toll:
    """Deliver `mails` by LMTP while the service is killed `kills` times at random moments; then let it finish."""
    chance = random.Random(seed)
    word = f"k{seed}"
    sink = Sink()
    sink.start()
    try:
        with program(folder, dovecot, smtp=sink.port) as made:
            sender = threading.Thread(target=_deliver, args=(dovecot, mails, word, kills))
            sender.start()
            for _ in range(kills):
                made.start_quickly()
                if chance.random() < 0.8:
                    made.wait_until_started()
                time.sleep(chance.uniform(0.0, LONGEST_LIFE))
                made.kill()
            sender.join()
            made.start_quickly()
            made.wait_until_started()  # before that a SIGTERM ends it as it ends any program
            wait_for(
                lambda: _finished(folder, word, mails),
                "the service did not finish",
                FINISH_SECONDS + mails * SECONDS_A_MAIL,
            )
            made.stop()
            return _count(folder, sink, made, kills=kills, mails=mails, word=word)
    finally:
        sink.stop()


ROAD_POINTS = (
    "receive.before_commit",
    "receive.committed",
    "receive.settled",
    "intake.claimed",
    "intake.before_commit",
    "intake.committed",
    "deliver.before_commit",
    "deliver.rendered",
    "deliver.sent",
    "deliver.before_record",
    "deliver.recorded",
)
"""Every crash point on the road of one mail, in the order in which it meets them."""


def crash_at_every_point(folder: Path, dovecot: Dovecot, *, times: int) -> Toll:
    """Let the service die `times` times at each crash point of the road, with a new mail each time; then let it finish."""
    word = f"c{times}"
    sink = Sink()
    sink.start()
    number = 0
    try:
        with program(folder, dovecot, smtp=sink.port) as made:
            for point in ROAD_POINTS * times:
                dovecot.deliver(mail(number, word), sender=f"p{number}@kill.example")
                number += 1
                made.start_quickly(crash_at=point)
                assert made.wait_until_dead() == -signal.SIGKILL, f"it did not die at {point}"
            made.start_quickly()
            made.wait_until_started()
            wait_for(lambda: _finished(folder, word, number), "the service did not finish", FINISH_SECONDS)
            made.stop()
            return _count(folder, sink, made, kills=number, mails=number, word=word)
    finally:
        sink.stop()


def _deliver(dovecot: Dovecot, mails: int, word: str, kills: int) -> None:
    """Spread the mails over the time of the kills."""
    pause = kills * LONGEST_LIFE / mails
    for number in range(mails):
        dovecot.deliver(mail(number, word), sender=f"p{number}@kill.example")
        time.sleep(pause)


def _finished(folder: Path, word: str, mails: int) -> bool | None:
    with sqlite3.connect(folder / "mailer.db", timeout=30) as database:
        done = database.execute(
            "select count(*) from inbox where message_id like ? and state = 'done'", (f"<kill.{word}.%",)
        ).fetchone()[0]
        due = database.execute("select count(*) from outbox where state = 'due'").fetchone()[0]
    return True if done >= mails and not due else None


def _count(folder: Path, sink: Sink, made: Program, *, kills: int, mails: int, word: str) -> Toll:
    with sqlite3.connect(folder / "mailer.db") as database:
        outcomes = database.execute(
            "select message_id, outcome from inbox where message_id like ?", (f"<kill.{word}.%",)
        ).fetchall()
        names = database.execute(
            "select items from field where name = 'integration_name' and current"
        ).fetchall()
        integrity = database.execute("pragma integrity_check").fetchone()[0]
    requested = Counter(name for (name,) in names if f"Zorbl{word}" in name)
    filed = {message_id for message_id, outcome in outcomes if outcome == "request"}
    copies = Counter(sink.by_message_id().keys())
    checks = made.json("doctor")
    assert all(check["ok"] for check in checks), checks
    return Toll(
        kills=kills,
        mails=mails,
        requests=len(requested),
        lost=mails - len(filed) + mails - len(requested),
        doubled=sum(count - 1 for count in requested.values()),
        answers=len(copies),
        repeated=len(sink.mails) - len(copies),
        altered=sum(1 for contents in sink.by_message_id().values() if len(contents) > 1),
        integrity=integrity,
    )
