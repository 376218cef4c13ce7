"""A process that is killed at any moment (SIGKILL): what it said was kept is kept, and nothing is half there (R-01)."""

import random
import subprocess
import sys
import time
from pathlib import Path

from mailer.store.database import Database

KILLS = 6

WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from making import NOW, entry, mail, opened, settle, wish
from mailer.store.database import Database

database = Database(sys.argv[1])
with database.reading() as tx:
    uid = tx.inbox.accounting()["fetched"]
print("ready", flush=True)
while True:
    uid += 1
    with database.transaction() as tx:
        (number,) = tx.inbox.receive([mail(uid, b"mail %d" % uid)])
    print("received", number, flush=True)
    with database.transaction() as tx:
        request = opened(tx, wish(f"wish {uid}"), inbox_id=number)
        tx.outbox.add(entry(number, key=f"{number}:ack", request_id=request, inbox_id=number))
        settle(tx, number)
    print("settled", number, flush=True)
"""


def test_what_was_said_to_be_kept_is_kept_and_nothing_is_half_there(tmp_path: Path) -> None:
    """After each kill: every mail acknowledged is there, and a request, a notice and an outcome come together or not at all."""
    url = f"sqlite:///{tmp_path / 'mailer.db'}"
    database = Database(url)
    database.upgrade()
    said: set[tuple[str, int]] = set()
    for _ in range(KILLS):
        said |= _said_until_killed(url)
        with database.reading() as tx:
            rows = {row.id: row for row in tx.inbox.listed(limit=100_000)}
            views = tx.tracker.listed(limit=100_000)
            notices = tx.outbox.listed(limit=100_000)
        settled = {number for number, row in rows.items() if row.outcome}
        assert {number for what, number in said if what == "received"} <= rows.keys()
        assert {number for what, number in said if what == "settled"} <= settled
        assert len(views) == len(notices) == len(settled)
        assert {notice.inbox_id for notice in notices} == settled
    assert len(said) > KILLS, "the writer got to work"
    assert database.check() == []
    database.close()


def _said_until_killed(url: str) -> set[tuple[str, int]]:
    command = [sys.executable, "-c", WRITER, url, str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        time.sleep(random.uniform(0.05, 0.4))
        writer.kill()
        lines = [
            line.split() for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")
        ]
    return {(what, int(number)) for what, number in lines}
