"""R-15: the clock of a running service is set by ten years, forward and back."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from accounts import eventually
from servers import free_port, server

from mailer.config import load
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.model.inbox import Outcome
from mailer.model.mail_source import RawMail
from mailer.wiring.service import build

CONFIGURATION = """
[service]
signing_keys = "{folder}/signing.key"
[database]
url = "sqlite:///{folder}/mailer.db"
[mailbox]
kind = "folder"
path = "{folder}/in"
[smtp]
kind = "folder"
folder = "{folder}/outbox"
"""
YEARS = 10 * 365 * 86_400


def test_every_timer_has_its_turn_at_once_after_the_clock_was_set(
    tmp_path: Path, need: Callable[[str], None]
) -> None:
    """R-15: after a jump of ten years either way the watchdog hears of the service within moments: missed turns are neither
    waited for nor counted one by one. Of a jump forward the operator is told, and what cannot be taken back waits: no mail
    loses its bytes to a clock that may be wrong."""
    need("faketime")
    config, shift = tmp_path / "mailer.toml", tmp_path / "shift"
    config.write_text(CONFIGURATION.format(folder=tmp_path))
    config.chmod(0o600)
    (tmp_path / "in").mkdir()
    shift.write_text("+0")
    app = build(load(config, {}))
    robot = mail_of_a_robot(app.clock())
    store_mails(app.database, [robot])
    (row,) = take_all(app)
    assert row.outcome is Outcome.AUTO_REPLY
    said, listen = tmp_path / "log", f"127.0.0.1:{free_port()}"
    environment = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "MAILER_METRICS__LISTEN": listen}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as watchdog, said.open("wb") as log:
        watchdog.bind(str(tmp_path / "notify"))
        watchdog.settimeout(60.0)
        running = subprocess.Popen(
            [sys.executable, "-m", "mailer", "--config", str(config), "run"],
            env={**os.environ, **libfaketime(shift), **environment},
            stdout=log,
            stderr=log,
        )
        try:
            assert watchdog.recv(100) == b"READY=1"
            for jumps, seconds in enumerate((YEARS, 0), start=1):
                forget_beats(watchdog)
                began = time.monotonic()
                shift.write_text(f"+{seconds}")
                assert watchdog.recv(100) == b"WATCHDOG=1"
                assert time.monotonic() - began < 8
                assert eventually(partial(was_seen, said, jumps), 8)
                if seconds:
                    assert "clock" in troubles(listen)
            running.terminate()
            assert running.wait(20) == 0
        finally:
            running.kill()
            running.wait()
    assert was_seen(said, 2)
    with app.database.reading() as tx:
        assert tx.inbox.raw(row.id) == robot.raw
    app.close()


def forget_beats(watchdog: socket.socket) -> None:
    """Leave out what the service said before the clock is set."""
    watchdog.setblocking(False)
    with suppress(BlockingIOError):
        while True:
            watchdog.recv(100)
    watchdog.settimeout(60.0)


def was_seen(said: Path, jumps: int) -> bool:
    """Whether the service has told of so many jumps."""
    return said.read_text().count("clock_was_set") == jumps


def mail_of_a_robot(now: datetime) -> RawMail:
    """One whose content `[retention]` keeps for thirty days."""
    raw = b"From: Anna <anna@shop.example>\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n"
    return RawMail(raw=raw, source="folder", account="in", uidvalidity=0, uid=0, received_at=now)


def troubles(listen: str) -> dict[str, str]:
    """What the page of health says is wrong; it answers 503 then."""
    with pytest.raises(HTTPError) as answer:
        urlopen(f"http://{listen}/health", timeout=20)
    with answer.value as page:
        found: dict[str, str] = json.load(page)["troubles"]
    return found


def libfaketime(shift: Path) -> dict[str, str]:
    """The environment in which the wall clock is ahead by what the file says; the clock that only counts is left alone."""
    program = server("faketime").path
    assert program
    shown = subprocess.run([program, "-f", "+0", "env"], capture_output=True, text=True, check=True)
    (preload,) = [line for line in shown.stdout.splitlines() if line.startswith("LD_PRELOAD=")]
    return {
        "LD_PRELOAD": preload.partition("=")[2].replace("libfaketime.so", "libfaketimeMT.so"),
        "FAKETIME_TIMESTAMP_FILE": str(shift),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
