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
from pathlib import Path
from typing import Any, TypeVar

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
    starts: int = 0
    """How many starts have been waited for."""

    def start(self, crash_at: str = "") -> None:
        """Start `mailer run` in the background; it dies at the crash point named, if one is."""
        environment = {**os.environ, "TEST_CRASH_AT": crash_at}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command("run"), stdout=log, stderr=log, start_new_session=True, env=environment
            )

    def wait_until_dead(self, seconds: float = 60.0) -> int:
        """The exit code, negative for a signal; children that were left behind die as well. Raises TimeoutExpired."""
        assert self.process, "it was started"
        code = self.process.wait(seconds)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        return code

    def wait_until_started(self) -> None:
        """Return once this start says that it works. Raises TimeoutError."""
        before = self.starts
        wait_for(lambda: True if self.started() > before else None, "the program did not start", 60.0)
        self.starts = self.started()

    def started(self) -> int:
        """How often it has started, as its log says."""
        return self.log.read_bytes().count(b'"event": "started"')

    def kill(self) -> None:
        """SIGKILL, children included: what a power button does to processes."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)

    def stop(self) -> float:
        """SIGTERM, and how many seconds it took; the process must end well."""
        began = time.monotonic()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            assert self.process.wait(20) == 0, self.log.read_text()[-3000:]
        return time.monotonic() - began

    def call(self, *words: str) -> str:
        """What a command prints; it must succeed."""
        done = subprocess.run(self._command(*words), capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

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
        if made.process and made.process.poll() is None:
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
