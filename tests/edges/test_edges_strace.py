"""What the kernel saw: the mails are on disk before the server is asked to change anything (RELIABILITY R-05, G16)."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from accounts import empty
from program import program
from servers import Dovecot

MAILS = int(os.environ.get("PROVE_STRACED", "30"))
"""`make prove` asks for the 200 of G16."""
FETCHED = re.compile(r'sendto\(.*"[^"]* UID FETCH [^"]*BODY\.PEEK\[\]')
CHANGED = re.compile(r'sendto\(.*"[^"]* UID (?:MOVE|COPY|STORE) ')
WRITTEN = re.compile(r"pwrite64\(\d+<[^>]*mailer\.db-wal>")
SYNCED = re.compile(r"f(?:data)?sync\(\d+<[^>]*mailer\.db-wal>\) = 0")


def test_the_commit_is_on_disk_before_the_mailbox_changes(
    tmp_path: Path, dovecot: Dovecot, need: Callable[[str], None]
) -> None:
    """R-05, G16: between the last byte written to the log and each MOVE stands a finished fdatasync of that log."""
    need("strace")
    empty(dovecot)
    for number in range(MAILS):
        dovecot.deliver(
            f"From: a{number}@y.test\r\nSubject: {number}\r\n\r\nPlease add Tableau.\r\n".encode(),
            sender="a@y.test",
        )
    trace = tmp_path / "trace"
    watch = [
        "strace",
        "-f",
        "-y",
        "-s",
        "200",
        "-e",
        "trace=pwrite64,fsync,fdatasync,sendto",
        "-o",
        str(trace),
    ]
    with program(tmp_path, dovecot, smtp=9) as made:
        poll = [sys.executable, "-m", "mailer", "--config", str(made.config), "poll", "--once"]
        # so that strace can read what is sent
        plain = {**os.environ, "MAILER_MAILBOX__TLS": "none", "MAILER_MAILBOX__ALLOW_PLAINTEXT": "true"}
        done = subprocess.run([*watch, *poll], env=plain, capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == f"{MAILS} new", done.stderr
    fetched = changed = 0
    on_disk = written = False
    for line in trace.read_text("utf-8", "replace").splitlines():
        if FETCHED.search(line):
            fetched, on_disk, written = fetched + 1, False, False
        elif WRITTEN.search(line):
            written, on_disk = True, False
        elif SYNCED.search(line):
            on_disk = True
        elif CHANGED.search(line):
            changed += 1
            assert written and on_disk, line
    assert fetched and changed
