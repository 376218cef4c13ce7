"""The real program as a process of its own, against real servers."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, TypeVar

from nursery import ask, bear
from servers import Dovecot

T = TypeVar("T")

CONFIGURATION = """
[service]
address = "integrations@y.test"
name = "Circle Integrations"
signing_keys = "{folder}/signing.key"

[database]
url = "{database}"

[mailbox]
kind = "imap"
host = "localhost"
port = {imap}
tls = "starttls"
ca_file = "{cert}"
username = "integrations"
password = "secret"
poll = 5
first_start = "all"

[smtp]
kind = "smtp"
host = "{smtp_host}"
port = {smtp}
tls = "{smtp_tls}"
{smtp_ca}
timeout = 10

[authentication]
trust = ["imap"]

[notifications]
settle = 0
answers_a_day = 1000

[logging]
format = "json"
"""


@dataclass(kw_only=True)
class Program:
    """`mailer` with one configuration."""

    config: Path
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    child: ForkServerProcess | None = None
    """The process when it was started `quickly`."""
    _said: int = 0
    """How long the log was when it was started last."""

    def start(self) -> None:
        """Start `mailer run` in the background, as a shell does."""
        self._said = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command("run"), stdout=log, stderr=log, start_new_session=True
            )

    def start_quickly(self, crash_at: str = "") -> None:
        """The same without the seconds of imports; it dies at the crash point named, if one is."""
        self.log.touch()
        self._said = self.log.stat().st_size
        self.child = bear(["--config", str(self.config), "run"], self.log, {"TEST_CRASH_AT": crash_at})

    def wait_until_dead(self, seconds: float = 60.0) -> int | None:
        """The exit code of what was started quickly, negative for a signal; None when it lives on. Its children die as well."""
        assert self.child, "it was started quickly"
        self.child.join(seconds)
        self._kill_group(self.child.pid)
        return self.child.exitcode

    def wait_until_started(self) -> None:
        """Return once this start says that it works. Raises TimeoutError."""

        def look() -> bool | None:
            with self.log.open("rb") as log:
                log.seek(self._said)
                return True if b'"event": "started"' in log.read() else None

        wait_for(look, "the program did not start", 60.0)

    def kill(self) -> None:
        """SIGKILL, children included: what a power button does to processes."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
        if self.child:
            self._kill_group(self.child.pid)
            self.child.kill()
            self.child.join(10)

    @staticmethod
    def _kill_group(pid: int | None) -> None:
        with suppress(ProcessLookupError):  # it may not have made its group yet
            if pid:
                os.killpg(pid, signal.SIGKILL)

    def stop(self) -> float:
        """SIGTERM, and how many seconds it took; the process must end well."""
        began = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(20) == 0, self.log.read_text()[-3000:]
        if self.child and self.child.is_alive():
            self.child.terminate()
            self.child.join(20)
            assert self.child.exitcode == 0, self.log.read_text()[-3000:]
        return time.monotonic() - began

    def call(self, *words: str) -> str:
        """What a command prints; it must succeed."""
        done = ask(self.config.parent, ["--config", str(self.config), *words], b"", {}, patience=60)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def json(self, *words: str) -> Any:
        """What a command prints with --json."""
        return json.loads(self.call(*words, "--json"))

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "mailer", "--config", str(self.config), *words]


@contextmanager
def program(
    folder: Path, dovecot: Dovecot, *, smtp: int, smtp_cert: Path | None = None, database: str = ""
) -> Iterator[Program]:
    """The program, not started yet, reading from `dovecot` and sending to the SMTP server on port `smtp`."""
    config = folder / "mailer.toml"
    config.write_text(
        CONFIGURATION.format(
            folder=folder,
            database=database or f"sqlite:///{folder}/mailer.db",
            imap=dovecot.imap_port,
            cert=dovecot.cert,
            smtp=smtp,
            smtp_host="localhost" if smtp_cert else "127.0.0.1",
            smtp_tls="starttls" if smtp_cert else "none",
            smtp_ca=f'ca_file = "{smtp_cert}"' if smtp_cert else "",
        )
    )
    config.chmod(0o600)
    made = Program(config=config, log=folder / "mailer.log")
    try:
        yield made
    finally:
        if (made.process and made.process.poll() is None) or (made.child and made.child.is_alive()):
            made.kill()


def wait_for(look: Callable[[], T | None], what: str, seconds: float = 20.0) -> T:
    """The first answer of `look` that is not None. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = look()
        if found is not None:
            return found
        time.sleep(0.05)
    raise TimeoutError(what)
