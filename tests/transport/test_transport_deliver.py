"""A batch of the outbox against an SMTP server in trouble."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from servers import free_port
from smtp_peer import CLOSING, HARD, SOFT, STALL, Peer, smtp_peer

from mailer.config import load
from mailer.errors import RelayTrouble
from mailer.flows import queries
from mailer.flows.app import App
from mailer.flows.deliver import deliver
from mailer.model.message import Address
from mailer.model.notice import Notice, NoticeKind, notice_to_json
from mailer.model.outbox import OutboxEntry
from mailer.service import DELIVER, Service
from mailer.wiring.service import build
from mailer.wiring.ways import Doors

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BATCH, MAILS = 5, 8


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def service(folder: Path, peer: Peer, clock: Clock, **smtp: str) -> App:
    """The service with `MAILS` mails due."""
    environ = {
        "MAILER_DATABASE__URL": f"sqlite:///{folder}/mailer.db",
        "MAILER_SERVICE__SIGNING_KEYS": f"{folder}/signing.key",
        "MAILER_SERVICE__ADDRESS": "integrations@relay.example",
        "MAILER_SMTP__HOST": "127.0.0.1",
        "MAILER_SMTP__TLS": "none",
        "MAILER_SMTP__PORT": str(peer.port),
        "MAILER_SMTP__TIMEOUT": "0.5",
        **{f"MAILER_SMTP__{key}": value for key, value in smtp.items()},
    }
    app = build(load(None, environ), clock=clock)
    with app.database.transaction() as tx:
        for number in range(MAILS):
            tx.outbox.add(due(number))
    return app


def due(number: int) -> OutboxEntry:
    address = f"person{number}@orchard.example"
    message_id = f"<{number}@integrations.relay.example>"
    notice = Notice(
        kind=NoticeKind.HELP, recipient=Address(address=address), message_id=message_id, created_at=NOW
    )
    return OutboxEntry(
        kind=notice.kind.value,
        recipient=address,
        notice=notice_to_json(notice),
        message_id=message_id,
        not_before=NOW,
        created_at=NOW,
    )


@pytest.fixture
def peer() -> Iterator[Peer]:
    with smtp_peer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, peer: Peer, clock: Clock) -> Iterator[App]:
    made = service(tmp_path, peer, clock)
    yield made
    made.close()


def states(app: App) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in queries.outbox(app):
        name = f"{line['state']}{' tried' if line['attempts'] else ''}"
        found[name] = found.get(name, 0) + 1
    return found


@pytest.mark.parametrize(
    ("stage", "fault"),
    [("CONNECT", STALL), ("CONNECT", HARD), ("EHLO", HARD), ("EHLO", CLOSING), ("RCPT", STALL)],
)
def test_a_relay_in_trouble_costs_one_mail_one_attempt(app: App, peer: Peer, stage: str, fault: str) -> None:
    """R-35, R-37: after the first silence or refusal the batch ends; the others are untouched and nobody's mail is ended."""
    peer.faults = {stage: fault}
    with pytest.raises(RelayTrouble):
        deliver(app, limit=BATCH)
    assert states(app) == {"due tried": 1, "due": MAILS - 1}
    peer.faults = {}
    assert deliver(app, limit=BATCH) == BATCH
    assert deliver(app, limit=BATCH) == MAILS - BATCH - 1, "the rest was given back, not kept until its lease"


def test_a_relay_that_comes_back_gets_everything_within_two_steps(app: App, peer: Peer, clock: Clock) -> None:
    """G17: what was tried meanwhile goes within two steps of its back-off, all else at once."""
    peer.faults = {"CONNECT": HARD}
    for _ in range(3):
        with pytest.raises(RelayTrouble):
            deliver(app, limit=BATCH)
    peer.faults = {}
    while deliver(app, limit=BATCH):
        pass
    assert states(app) == {"sent tried": MAILS - 3, "due tried": 3}
    clock.now += timedelta(seconds=2 * 300 * 1.25)
    assert deliver(app, limit=BATCH) == 3
    assert states(app) == {"sent tried": MAILS}


def test_what_waited_goes_out_evenly(tmp_path: Path, peer: Peer, clock: Clock) -> None:
    """R-40: after an outage the queue drains no faster than `smtp.mails_a_minute`, nothing is lost, and a stop does not wait
    for the next one's turn."""
    paced = service(tmp_path, peer, clock, MAILS_A_MINUTE=str(60 * 10))
    began = time.monotonic()
    while deliver(paced):
        pass
    assert time.monotonic() - began >= (MAILS - 1) / 10
    assert states(paced) == {"sent tried": MAILS}
    paced.close()
    slow = service(tmp_path / "slow", peer, clock, MAILS_A_MINUTE="1")
    threading.Timer(0.5, slow.transport.hang_up).start()
    began = time.monotonic()
    assert deliver(slow, limit=2) == 2
    assert time.monotonic() - began < 5
    slow.close()


def test_a_relay_that_stays_away_ends_a_mail_after_five_days(app: App, peer: Peer, clock: Clock) -> None:
    """R-34, G17: tried for five days, then `failed`, for everybody to see; an outage ends nothing earlier."""
    with app.database.transaction() as tx:
        for entry in tx.outbox.listed()[1:]:
            tx.outbox.suppressed(entry.id, "not in this test")
    peer.faults = {"CONNECT": HARD}
    while states(app).get("due") or states(app).get("due tried"):
        clock.now += timedelta(hours=6)
        with pytest.raises(RelayTrouble):
            deliver(app, limit=BATCH)
    (line,) = [line for line in queries.outbox(app) if line["attempts"]]
    assert line["state"] == "failed"
    assert "not delivered within 5 days" in line["last_error"]
    assert clock.now - NOW > timedelta(days=4, hours=12)


def test_a_mail_that_is_refused_for_now_stops_no_other(app: App, peer: Peer) -> None:
    """R-34: 4xx about one recipient is about this recipient."""
    peer.faults, peer.spent = {"RCPT": SOFT}, 1
    assert deliver(app, limit=BATCH) == BATCH
    assert states(app) == {"sent tried": BATCH - 1, "due tried": 1, "due": MAILS - BATCH}


@pytest.mark.parametrize("fault", [SOFT, HARD])
def test_each_recipient_has_a_mail_of_their_own(app: App, peer: Peer, fault: str) -> None:
    """R-38: one recipient a message, so that a server that refuses one of them refuses nothing to the others, and no mail is
    half sent."""
    peer.faults, peer.spent = {"RCPT": fault}, 1
    while deliver(app):
        pass
    for number, command in enumerate(peer.commands):
        if command.startswith("RCPT"):
            assert peer.commands[number - 1].startswith("MAIL")
    asked = [command for command in peer.commands if command.startswith("RCPT")]
    assert len(asked) == len(set(asked)) == MAILS
    assert len(peer.mails) == MAILS - 1
    assert states(app) == {"sent tried": MAILS - 1, ("due tried" if fault == SOFT else "failed tried"): 1}


def test_a_batch_ends_between_two_mails_when_it_should(app: App) -> None:
    """R-06: a stop waits for the mail in hand, not for the rest of its batch; those are free at once."""
    answers = iter([True, True, False])
    assert deliver(app, limit=BATCH, go_on=lambda: next(answers)) == 2
    assert states(app) == {"sent tried": 2, "due": MAILS - 2}
    assert deliver(app, limit=BATCH) == BATCH


def test_a_stop_does_not_wait_for_a_silent_server(app: App, peer: Peer, tmp_path: Path) -> None:
    """R-06: SIGTERM's work is done in ten seconds though the SMTP server says nothing for minutes."""
    peer.faults = {"DATA": STALL}
    patient = service(tmp_path, peer, Clock(), TIMEOUT="120")
    running = Service(
        patient, Doors(mailboxes=[], poll_seconds=60, longest_wait=60), only=frozenset({DELIVER})
    )
    running.start()
    while "DATA" not in peer.commands:
        time.sleep(0.05)
    began = datetime.now(UTC)
    running.stop()
    assert datetime.now(UTC) - began < timedelta(seconds=8)


def test_nobody_there_is_the_relays_trouble(tmp_path: Path, peer: Peer, clock: Clock) -> None:
    """A closed port stops the batch like a silent one."""
    lonely = service(tmp_path, peer, clock, PORT=str(free_port()))
    with pytest.raises(RelayTrouble):
        deliver(lonely)
    assert states(lonely) == {"due tried": 1, "due": MAILS - 1}
    lonely.close()
