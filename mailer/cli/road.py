"""The commands that move mail: run, poll, intake, deliver, ingest."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Annotated

import typer

from mailer.cli.demo import Demo
from mailer.cli.files import STDIN, Paths, end, mails_of
from mailer.cli.logs import set_up_logging
from mailer.cli.program import (
    is_demo,
    opened,
    program,
    settings,
    show_line,
    show_table,
)
from mailer.errors import Transient
from mailer.flows.app import App
from mailer.flows.deliver import drain
from mailer.flows.digests import tend
from mailer.flows.intake import fate_of, take_all
from mailer.flows.receive import poll as poll_mailbox
from mailer.flows.receive import store_mails
from mailer.mailbox.batches import batches
from mailer.model.inbox import InboxRow, InboxState
from mailer.model.mail_source import RawMail
from mailer.service import DELIVER, INTAKE, POLL, Service
from mailer.wiring.ways import build_doors

Json = Annotated[bool, typer.Option("--json", help="One JSON value a line on stdout, nothing else there.")]
Once = Annotated[bool, typer.Option("--once", help="All that waits now, then end; for cron.")]

STORED_TOGETHER, STORED_BYTES = 100, 16 * 1024 * 1024
"""How much one transaction of `ingest` stores."""
PATIENCE_SECONDS = 10.0
"""How long `ingest` waits for the outcome of a mail that the running service took first."""


@program.command()
def run() -> None:
    """The service: mailbox, intake, delivery, timers.

    Example: mailer run --config /etc/mailer/mailer.toml, or mailer run --demo (embedded defaults, everything under var/)
    """
    chosen = settings()
    set_up_logging(as_json=chosen.logging.format == "json", level=chosen.logging.level)
    with opened() as app:
        service = Service(app, build_doors(chosen, app))
        if is_demo():
            Demo(app, service, chosen).run()
        else:
            service.run()


@program.command()
def poll(once: Once = False) -> None:
    """Fetch the mailbox into the inbox. Example: mailer poll --once"""
    with opened() as app:
        doors = build_doors(app.settings, app)
        if not once:
            Service(app, doors, only=frozenset({POLL})).run()
            return
        new = sum(poll_mailbox(app.database, mailbox) for mailbox in doors.mailboxes)
        doors.close()
    typer.echo(f"{new} new")


@program.command()
def intake(once: Once = False) -> None:
    """Give every mail in the inbox its outcome. Example: mailer intake --once"""
    with opened() as app:
        if not once:
            Service(app, build_doors(app.settings, app), only=frozenset({INTAKE})).run()
            return
        typer.echo(f"{sum(1 for _ in take_all(app))} taken in")


@program.command()
def deliver(once: Once = False) -> None:
    """Send what is due in the outbox, digests and reminders included. Example: mailer deliver --once"""
    with opened() as app:
        if not once:
            Service(app, build_doors(app.settings, app), only=frozenset({DELIVER})).run()
            return
        tend(app)
        typer.echo(f"{drain(app)} tried")


@program.command()
def ingest(paths: Paths, json: Json = False) -> None:
    """File mails for real, by the same road as the mailbox.

    Example: mailer ingest mails/ or, as a pipe of an MTA, mailer ingest -  (whatever goes wrong then, but for a wrong
    command line, ends with exit code 75: the MTA keeps the mail and tries again)
    """
    unread: list[Transient] = []
    with _kept_by_the_mta() if STDIN in paths else nullcontext(), opened() as app:
        mails = mails_of(paths, app.settings.limits.max_bytes, unread)
        stored, known = _store(app, mails)
        for _ in take_all(app):
            pass
        fates = (fate_of(app, number, PATIENCE_SECONDS) for number in stored)
        if json:
            for row in fates:
                show_line(_fate(row))
        else:
            _show_fates(list(fates), known)
        sys.stdout.flush()
    end(unread)


@contextmanager
def _kept_by_the_mta() -> Iterator[None]:
    """Whatever goes wrong here is our own trouble: the MTA must neither bounce the mail nor believe that we have it."""
    try:
        yield
    except Exception as error:
        raise Transient(str(error) or repr(error)) from error


def _store(app: App, mails: Iterator[RawMail]) -> tuple[list[int], int]:
    """The numbers of the new mails, and how many were there before."""
    stored: list[int] = []
    known = 0
    for batch in batches(mails, mails_each=STORED_TOGETHER, bytes_each=STORED_BYTES):
        new = store_mails(app.database, batch)
        stored += new
        known += len(batch) - len(new)
    return stored, known


def _fate(row: InboxRow) -> dict[str, object]:
    return {
        "id": row.id,
        "subject": row.subject,
        "state": row.state.value,
        "outcome": row.outcome.value if row.outcome else None,
        "because": _because(row),
        "effects": list(row.effects),
    }


def _because(row: InboxRow) -> str:
    if row.state is InboxState.WORKING:
        return f"taken by the running service, which is not done with it; see mailer inbox show {row.id}"
    return row.because


def _show_fates(rows: list[InboxRow], known: int) -> None:
    if known:
        typer.echo(f"{known} {'mail was' if known == 1 else 'mails were'} filed before")
    if not rows:
        return
    refs = [", ".join(str(e["ref"]) for e in row.effects if e["ref"]) for row in rows]
    show_table(
        ("ID", "OUTCOME", "REQUEST", "SUBJECT", "BECAUSE"),
        [
            (str(r.id), r.outcome.value if r.outcome else r.state.value, ref, r.subject, _because(r))
            for r, ref in zip(rows, refs, strict=True)
        ],
    )
