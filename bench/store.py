"""What the store costs a mail: receive, claim, settle with a new request, notice, bytes and attempt, durably.

    python bench/store.py [--mails 2000] [--url sqlite:///var/bench.db] [--profile]

Prints CPU and wall time a mail, and the statements a mail needs.
"""

import argparse
import cProfile
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from mailer.model.inbox import InboxRow, Outcome
from mailer.model.mail_source import RawMail
from mailer.model.message import Address
from mailer.model.outbox import OutboxEntry
from mailer.model.request import Details, Evidence, Field, Value
from mailer.store.database import Database, Tx

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
BODY = b"We would like to use it with the data that we have.\r\n" * 60
GROUP = 50


def mail(number: int) -> RawMail:
    """A mail of 3 KB like no other."""
    head = f"From: someone{number}@buyer.example\r\nSubject: wish {number}\r\n\r\n"
    return RawMail(
        raw=head.encode() + BODY, source="imap", account="imap://a@b/INBOX", uid=number, received_at=NOW
    )


def details(number: int) -> Details:
    """A request with six fields."""
    names = (Field.INTEGRATION_NAME, Field.CATEGORY, Field.USE_CASE, Field.BUSINESS_IMPACT, Field.PRIORITY)
    evidence = Evidence(text="as they wrote it", where="body", confidence=0.9)
    return Details(
        fields={name: Value(items=(f"{name.value} {number}",), evidence=evidence) for name in names}
    )


def entry(row: InboxRow, number: int, person: int) -> OutboxEntry:
    """The acknowledgement."""
    return OutboxEntry(
        key=f"{row.id}:acknowledgement:0",
        kind="acknowledgement",
        recipient=f"someone{row.id}@buyer.example",
        person_id=person,
        request_id=number,
        inbox_id=row.id,
        notice='{"kind":"acknowledgement","context":{"cards":[]}}',
        message_id=f"<n.{row.id}@service.example>",
        not_before=NOW,
        created_at=NOW,
    )


def file(tx: Tx, row: InboxRow) -> None:
    """What intake writes (and looks up) for a mail that opens a request."""
    address = f"someone{row.id}@buyer.example"
    tx.tracker.by_name(details(row.id).kind, f"name {row.id}")
    tx.inbox.copy_of(row.id, row.sha256, f"mark {row.id}")
    tx.people.find(address)
    tx.suppressions.blocks(address, NOW)
    person = tx.people.ensure(Address(name="Some One", address=address), "en", NOW)
    number = tx.tracker.open_request(
        details(row.id),
        person_id=person.id,
        language="en",
        confirmed=True,
        asked=(Field.API_DOCS,),
        now=NOW,
        inbox_id=row.id,
        because="asks for it",
        name_key=f"name {row.id}",
        subject="wish",
    )
    tx.tracker.thread_add(number, f"<in.{row.id}@buyer.example>", person.id, incoming=True, now=NOW)
    notice = entry(row, number, person.id)
    tx.outbox.add(notice)
    tx.tracker.thread_add(number, notice.message_id, person.id, incoming=False, now=NOW)
    tx.inbox.settle(
        row.id, Outcome.REQUEST, "asks for it", ({"effect": "request", "ref": "INT-1", "because": "x"},),
        message_id=f"<in.{row.id}@buyer.example>", sender=address, subject="wish",
        fingerprint=f"mark {row.id}", now=NOW,
    )  # fmt: skip


def run(database: Database, mails: int) -> None:
    """The road of `mails` mails, in groups as the flows do it; a transaction of its own for each mail's filing."""
    for start in range(0, mails, GROUP):
        with database.transaction() as tx:
            tx.inbox.receive([mail(start + n) for n in range(GROUP)])
        with database.transaction() as tx:
            claimed = tx.inbox.claim(GROUP, NOW, 60)
        for row, _ in claimed:
            with database.transaction() as tx:
                file(tx, row)
        deliver(database)


def deliver(database: Database) -> None:
    """Send what is due to nowhere."""
    later = NOW + timedelta(seconds=1)
    with database.transaction() as tx:
        entries = tx.outbox.claim(GROUP, later, 60)
        for e in entries:
            tx.suppressions.blocks(e.recipient, later)
            tx.outbox.content(e.id)
            tx.outbox.store_contents([(e.id, "bounce@service.example", b"content of %d" % e.id + BODY)])
    with database.transaction() as tx:
        for e in entries:
            tx.outbox.sent(e, "250 queued", later)


def yardstick(folder: Path) -> float:
    """CPU milliseconds of a bare transaction of six small inserts on this machine now: ratios carry over, figures do not."""
    engine = sa.create_engine(f"sqlite:///{folder / 'yardstick.db'}")
    table = sa.Table(
        "line", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text)
    )
    table.create(engine)
    statement = sa.insert(table)
    began = time.process_time()
    for _ in range(500):
        with engine.begin() as connection:
            for _ in range(6):
                connection.execute(statement, {"text": "a line of text"})
    engine.dispose()
    return (time.process_time() - began) / 500 * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--url", default="")
    parser.add_argument("--profile", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(f"yardstick: {yardstick(Path(folder)):.2f} ms CPU for six bare inserts in one transaction")
        measure(chosen.url or f"sqlite:///{Path(folder) / 'bench.db'}", chosen.mails, profile=chosen.profile)


def measure(url: str, mails: int, *, profile: bool) -> None:
    """Run once warm and once for the figures."""
    database = Database(url)
    database.upgrade()
    run(database, GROUP)
    statements = [0]
    sa.event.listen(
        sa.Engine, "before_cursor_execute", lambda *_: statements.__setitem__(0, statements[0] + 1)
    )
    with database.transaction() as tx:
        offset = tx.inbox.accounting()["fetched"]
    profiler = cProfile.Profile() if profile else None
    began, cpu = time.perf_counter(), time.process_time()
    if profiler:
        profiler.runcall(run, database, mails + offset)
        profiler.print_stats("tottime")
    else:
        run(database, mails + offset)
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{mails} mails: {cpu / mails * 1000:.2f} ms CPU and {wall / mails * 1000:.2f} ms wall a mail, "
          f"{statements[0] / mails:.1f} statements a mail")  # fmt: skip
    database.close()


if __name__ == "__main__":
    main()
