"""Runs the whole service for a long time under steady load and watches its memory and its open files.

LMTP in, an SMTP sink out. The figures of a first stretch are compared with those of the last one; growth of 5 % of the
tree's memory, one more open file, or a mail without its answer fails.

Usage: python bench/soak.py [--minutes 60] [--mails 20000]
"""

import argparse
import smtplib
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).parent.parent / "tests"),
    str(Path(__file__).parent.parent / "tests" / "edges"),
]

from program import Program, wait_for  # noqa: E402
from servers import free_port  # noqa: E402
from sink import Sink  # noqa: E402

CONFIGURATION = """
[service]
address = "integrations@y.test"
signing_keys = "{folder}/signing.key"
[database]
url = "sqlite:///{folder}/mailer.db"
[mailbox]
kind = "listen"
[listen]
smtp_port = {smtp_in}
lmtp_port = {lmtp}
mails_per_minute = 0
[smtp]
host = "127.0.0.1"
port = {smtp}
tls = "none"
[authentication]
trust = ["listen"]
votes_a_domain = 0
[notifications]
settle = 0
[logging]
format = "json"
"""
SAMPLES = 40


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--mails", type=int, default=20_000)
    args = parser.parse_args()
    sink, lmtp = Sink(), free_port()
    sink.start()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = folder / "mailer.toml"
        config.write_text(CONFIGURATION.format(folder=folder, lmtp=lmtp, smtp_in=free_port(), smtp=sink.port))
        config.chmod(0o600)
        made = Program(config=config, log=folder / "mailer.log")
        made.start()
        made.wait_until_started()
        assert made.process
        samples = list(_load(lmtp, made.process.pid, sink, args.mails, args.minutes * 60))
        wait_for(lambda: True if len(sink.mails) >= args.mails else None, "answers are missing", 600)
        made.stop()
        with sqlite3.connect(folder / "mailer.db") as database:
            outcomes = dict(
                database.execute("select outcome, count(*) from inbox group by outcome").fetchall()
            )
    sink.stop()
    # what is learnt and cached in the first stretch is no leak
    early, late = samples[SAMPLES // 4 : SAMPLES // 2], samples[-SAMPLES // 4 :]
    memory = [statistics.median(one[0] for one in part) for part in (early, late)]
    files = [statistics.median(one[1] for one in part) for part in (early, late)]
    growth = memory[1] / memory[0] - 1
    print(f"{args.mails} mails in {args.minutes:g} minutes; outcomes {outcomes}; answers {len(sink.mails)}")
    print(
        f"memory (PSS) {memory[0] / 1024:.1f} -> {memory[1] / 1024:.1f} MB = {growth:+.1%}; open files {files[0]:g} -> {files[1]:g}"
    )
    sys.exit(growth >= 0.05 or files[1] > files[0] or len(sink.mails) < args.mails)


def _load(port: int, pid: int, sink: Sink, mails: int, seconds: float) -> Iterator[tuple[float, int]]:
    """Send at a steady pace, and sample the tree's memory (kB) and open files at equal distances."""
    began = time.monotonic()
    with smtplib.LMTP("127.0.0.1", port) as client:
        for number in range(mails):
            client.sendmail(f"p{number}@soak.example", ["integrations@y.test"], _mail(number))
            pause = began + seconds * (number + 1) / mails - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            if (number + 1) % (mails // SAMPLES) == 0:
                yield _memory(pid), _files(pid)


def _mail(number: int) -> bytes:
    kinds = (
        f"Integration Name: Zorbl{number:06d}\r\nUse Case: Read the numbers of list {number} at night.\r\n",
        f"Hello,\r\n\r\nplease add an integration with Zorbl{number:06d}, we want to copy its orders every night.\r\n",
        "We would love a Snowflake integration for our weekly reports. Today we export CSV by hand.\r\n",
    )
    return (
        f"From: Person {number} <p{number}@soak.example>\r\nTo: integrations@y.test\r\n"
        f"Subject: Integration request\r\nMessage-ID: <soak.{number}@soak.example>\r\n\r\n{kinds[number % 3]}"
    ).encode()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(
            FileNotFoundError
        ):  # a thread that ended meanwhile; the pool starts and ends them as it likes
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))


def _memory(pid: int) -> float:
    rollups = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in _tree(pid))
    return sum(
        float(line.split()[1]) for text in rollups for line in text.splitlines() if line.startswith("Pss:")
    )


def _files(pid: int) -> int:
    return sum(len(list(Path(f"/proc/{one}/fd").iterdir())) for one in _tree(pid))


if __name__ == "__main__":
    main()
