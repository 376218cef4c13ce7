"""The hostile set on the whole road: judged in time, inside the child's bounds, and the mail behind it is served (G9)."""

import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import READ, REFUSED
from world import World, open_world

from mailer.config import Settings
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.model.inbox import Outcome
from mailer.model.mail_source import RawMail
from mailer.sandbox import Sandbox
from mailer.wiring.reading import build_sandbox

HOSTILE = {name: (raw, "") for name, raw in READ.items()} | REFUSED
"""Name -> the mail, and the limit that it is beyond."""
MOST_MEMORY = 256 * 1024
"""kB of a reading child, at its worst."""
MOST_SECONDS = 2.0
"""Of the processor, for the hostile mail and the one behind it together; what the clock says is the business of whatever else runs on this machine."""


@pytest.fixture(scope="module")
def single() -> Iterator[Sandbox]:
    """One reading child, so that the mail behind has to wait for the hostile one."""
    pool = build_sandbox(Settings(), size=1)
    pool.warm()
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory, single: Sandbox) -> Iterator[World]:
    world = open_world(Path(tmp_path_factory.mktemp("hostile")), single)
    yield world
    world.close()


def test_the_set_is_large_enough() -> None:
    """G9 asks for sixty."""
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_it_costs_little_and_delays_nobody(trusting: World, single: Sandbox, name: str) -> None:
    """M5, R-49 to R-58: quarantined by the limit's name or taken in, and the next mail a request, within two seconds and 256 MB."""
    raw, limit = HOSTILE[name]
    serial = list(HOSTILE).index(name)
    normal = (
        f"From: p{serial}@calm.example\r\nTo: integrations@service.example\r\nSubject: Integration request\r\n"
        f"Message-ID: <{serial}@calm.example>\r\n\r\nIntegration Name: Zorbl{serial:05d}\r\n"
    ).encode()
    single.read(normal)  # the child is there, whatever the mail before did to it
    before = _seconds(single)
    store_mails(trusting.app.database, [_arrived(trusting, one) for one in (raw, normal)])
    hostile, behind = take_all(trusting.app)
    assert _seconds(single) - before < MOST_SECONDS
    assert max(map(_most_memory, single.pids)) < MOST_MEMORY
    assert behind.outcome is Outcome.REQUEST, behind.because
    assert (hostile.outcome is Outcome.QUARANTINED) == bool(limit), hostile.because
    assert limit in hostile.because


def _arrived(world: World, raw: bytes) -> RawMail:
    return RawMail(
        raw=raw,
        source="listen",
        account="listen",
        uidvalidity=0,
        uid=0,
        received_at=world.clock(),
        envelope_sender="",
        envelope_recipients=("integrations@service.example",),
    )


def _seconds(sandbox: Sandbox) -> float:
    """Of the processor, by this process and its children, the dead ones too."""
    ticks = 0
    for pid in sandbox.pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + ticks / 100


def _most_memory(pid: int) -> int:
    """kB that the process ever held."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:"))
