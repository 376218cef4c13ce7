"""The commands that move mail: run, poll, intake, deliver, ingest, explain."""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from mailer.cli.demo import Demo
from mailer.cli.program import opened, program, set_up_logging, settings, show_line, show_table
from mailer.errors import Refused
from mailer.flows.app import App
from mailer.flows.deliver import drain
from mailer.flows.explain import Explanation, as_json, explain
from mailer.flows.intake import take_all
from mailer.flows.receive import poll as poll_mailbox
from mailer.flows.receive import store_mails
from mailer.mailbox.folder import read_path, read_stream
from mailer.model.inbox import InboxRow
from mailer.model.mail_source import RawMail
from mailer.service import DELIVER, INTAKE, POLL, Service
from mailer.wiring import build_doors, build_explainer

Json = Annotated[bool, typer.Option("--json", help="One JSON value a line on stdout, nothing else there.")]
Once = Annotated[bool, typer.Option("--once", help="All that waits now, then end; for cron.")]
Paths = Annotated[list[str], typer.Argument(help=".eml, mbox, Maildir or folders; - is standard input.")]

STORED_TOGETHER = 100
"""Mails that one transaction of `ingest` stores."""


@program.command()
def run(
    demo: Annotated[bool, typer.Option("--demo", help="Embedded defaults, everything under var/.")] = False,
) -> None:
    """The service: mailbox, intake, delivery, timers.

    Example: mailer run --config /etc/mailer/mailer.toml
    """
    chosen = settings(demo=demo)
    set_up_logging(as_json=chosen.logging.format == "json", level=chosen.logging.level)
    with opened(demo=demo) as app:
        service = Service(app, build_doors(chosen, app))
        if demo:
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
    """Send what is due in the outbox. Example: mailer deliver --once"""
    with opened() as app:
        if not once:
            Service(app, build_doors(app.settings, app), only=frozenset({DELIVER})).run()
            return
        typer.echo(f"{drain(app)} tried")


@program.command()
def ingest(paths: Paths, json: Json = False) -> None:
    """File mails for real, by the same road as the mailbox.

    Example: mailer ingest mails/ or, as a pipe of an MTA, mailer ingest -  (exit code 75: try again later)
    """
    with opened() as app:
        stored = [number for name in paths for number in _store(app, name)]
        taken = {row.id: row for row in take_all(app)}
        rows = [taken[number] for number in stored if number in taken]
    for row in rows if json else ():
        show_line(_fate(row))
    if not json:
        _show_fates(rows)


def _store(app: App, name: str) -> Iterator[int]:
    mails = iter(_mails(name))
    while batch := list(islice(mails, STORED_TOGETHER)):
        yield from store_mails(app.database, batch)


def _mails(name: str) -> Iterator[RawMail]:
    if name == "-":
        return iter([read_stream(sys.stdin.buffer)])
    path = Path(name)
    if not path.exists():
        raise Refused(f"{name}: there is no such file or folder")
    return read_path(path)


def _fate(row: InboxRow) -> dict[str, object]:
    return {
        "id": row.id,
        "subject": row.subject,
        "outcome": row.outcome.value if row.outcome else None,
        "because": row.because,
        "effects": list(row.effects),
    }


def _show_fates(rows: list[InboxRow]) -> None:
    if not rows:
        typer.echo("nothing new: these mails were filed before")
        return
    refs = [", ".join(str(e["ref"]) for e in row.effects if e["ref"]) for row in rows]
    show_table(
        ("ID", "OUTCOME", "REQUEST", "SUBJECT", "BECAUSE"),
        [
            (str(r.id), r.outcome.value if r.outcome else r.state.value, ref, r.subject, r.because)
            for r, ref in zip(rows, refs, strict=True)
        ],
    )


@program.command(name="explain")
def explain_command(paths: Paths, json: Json = False) -> None:
    """Say what would be done with each mail and why; changes nothing and needs no database.

    Example: mailer explain mail.eml, or mailer explain --json mails/*.eml
    """
    explainer = build_explainer(settings(required=False), many=len(paths) > 1)
    try:
        found = explain([_existing(p) for p in paths], explainer)
        for explanation in found:
            if json:
                show_line(as_json(explanation))
            else:
                _show_explanation(explanation)
    finally:
        explainer.sandbox.close()


def _existing(name: str) -> Path:
    path = Path("/dev/stdin" if name == "-" else name)
    if not path.exists():
        raise Refused(f"{name}: there is no such file or folder")
    return path


def _show_explanation(explanation: Explanation) -> None:
    page = as_json(explanation)
    typer.echo(f"{page['file']}")
    sender = page["from"]
    if sender:
        typer.echo(f"  from      {sender['name']} <{sender['address']}>".replace(" <", " <", 1))
        typer.echo(f"  subject   {page['subject']}")
    typer.echo(f"  outcome   {page['outcome']}: {page['because']}")
    if page["automatic"]:
        typer.echo(f"  automatic {page['automatic']}")
    if page["language"]:
        typer.echo(f"  language  {page['language']}")
    for number, request in enumerate(page["requests"], 1):
        _show_request(number, request)
    if page["new_text"] and not page["requests"]:
        typer.echo("  it says   " + " ".join(page["new_text"].split())[:300])
    typer.echo("")


def _show_request(number: int, request: dict[str, object]) -> None:
    typer.echo(f"  request {number}: {str(request['kind']).replace('_', ' ')}")
    evidence = request["evidence"]
    if isinstance(evidence, dict):
        for name, proof in evidence.items():
            value = _field(request, name)
            sure = "sure" if proof["confidence"] >= 0.8 else "guess"
            typer.echo(f"    {name.rpartition('.')[2]:17} {value}")
            typer.echo(
                f"    {'':17} {sure} ({proof['confidence']:.2f}), {proof['where']}: {_quote(proof['text'])}"
            )
    missing = request["missing"]
    if isinstance(missing, list) and missing:
        typer.echo("    it would ask for  " + ", ".join(m.rpartition(".")[2] for m in missing))


def _field(request: dict[str, object], name: str) -> str:
    section, _, key = name.rpartition(".")
    holder = request[section] if section else request
    value = holder[key] if isinstance(holder, dict) else ""
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return " ".join(text.split())


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= 160 else line[:159] + '…'}”"
