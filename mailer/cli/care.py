"""The commands for the operator: templates, doctor, database."""

import webbrowser
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from mailer.cli.program import EXIT_FAILED, opened, program, settings, show_json
from mailer.config import ConfigError, Settings
from mailer.errors import Misused, Refused
from mailer.flows import doctor as doctor_flow
from mailer.flows import restore as restore_flow
from mailer.flows.round_trip import round_trip
from mailer.flows.upkeep import tidy
from mailer.model.notice import NoticeKind
from mailer.render.check import check
from mailer.render.previews import index, previews
from mailer.wiring import utc_now
from mailer.wiring.inspection import Inspection
from mailer.wiring.service import build_database
from mailer.wiring.writing import template_set

Json = Annotated[bool, typer.Option("--json", help="One JSON value on stdout, nothing else there.")]

templates_program = typer.Typer(
    no_args_is_help=True,
    help="Mail templates. Example: mailer templates preview acknowledgement --open",
    rich_markup_mode=None,
)
db_program = typer.Typer(
    no_args_is_help=True,
    help="The database. Example: mailer db backup /var/backups/mailer.db",
    rich_markup_mode=None,
)
program.add_typer(templates_program, name="templates")
program.add_typer(db_program, name="db")


@templates_program.command("list")
def templates_list(json: Json = False) -> None:
    """The kinds of mail. Example: mailer templates list"""
    if json:
        show_json([kind.value for kind in NoticeKind])
        return
    for kind in NoticeKind:
        typer.echo(kind.value)


@templates_program.command("check")
def templates_check(json: Json = False) -> None:
    """Render every kind with sample data; exit code 1 when one fails. Example: mailer templates check"""
    mistakes = check(template_set(settings(required=False)))
    if json:
        show_json({"kinds": len(NoticeKind), "mistakes": mistakes})
        if mistakes:
            raise typer.Exit(EXIT_FAILED)
        return
    if mistakes:
        raise Refused("; ".join(mistakes))
    typer.echo(f"{len(NoticeKind)} kinds render")


@templates_program.command("preview")
def templates_preview(
    kind: Annotated[
        NoticeKind | None,
        typer.Argument(help="A kind, as `mailer templates list` names it; without it every kind."),
    ] = None,
    language: Annotated[
        list[str] | None,
        typer.Option(help="A language, such as de; may be repeated. Without it every language."),
    ] = None,
    show: Annotated[bool, typer.Option("--open", help="Open them in a browser.")] = False,
    to: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("var/preview"),
) -> None:
    """Write text and HTML of every sample mail, and a page that leads to them. Example: mailer templates preview --open"""
    templates = template_set(settings(required=False))
    strange = sorted(set(language or ()) - set(templates.languages))
    if strange:
        raise Misused(
            f"there is no language {', '.join(strange)}; there are {', '.join(templates.languages)}"
        )
    pages = list(previews(templates, [kind] if kind else NoticeKind, language or templates.languages))
    to.mkdir(parents=True, exist_ok=True)
    for page in pages:
        (to / f"{page.stem}.txt").write_text(f"Subject: {page.subject}\n\n{page.text}", encoding="utf-8")
        (to / f"{page.stem}.html").write_text(page.html, encoding="utf-8")
    leads = to / "index.html"
    leads.write_text(index(pages), encoding="utf-8")
    typer.echo(f"{len(pages)} as text and HTML; {leads} leads to them")
    if show:
        webbrowser.open(leads.resolve().as_uri())


@program.command()
def doctor(
    send_test: Annotated[
        bool, typer.Option("--send-test", help="Send a mail to the service's own address and wait for it.")
    ] = False,
    json: Json = False,
) -> None:
    """Check everything: configuration, database, mailbox, SMTP, accounting. Example: mailer doctor"""
    try:
        chosen = settings()
    except ConfigError as error:
        findings = [doctor_flow.Finding(check="configuration", ok=False, says=line) for line in error.lines]
    else:
        findings = _examined(chosen, send_test=send_test)
    if json:
        show_json([{"check": f.check, "ok": f.ok, "says": f.says} for f in findings])
    else:
        for finding in findings:
            typer.echo(f"{'ok' if finding.ok else '!!'}  {finding.check:16} {finding.says}")
    if not all(f.ok for f in findings):
        raise typer.Exit(1)


def _examined(chosen: Settings, *, send_test: bool) -> list[doctor_flow.Finding]:
    parts = Inspection(chosen)
    fine = doctor_flow.Finding(check="configuration", ok=True, says="every key is known and fits the others")
    try:
        findings = [fine, *doctor_flow.examine(parts, parts.mailboxes())]
        return [*findings, round_trip(parts)] if send_test else findings
    finally:
        parts.close()


@program.command()
def upkeep(json: Json = False) -> None:
    """Remove content whose time is over ([retention]); the service does it by itself. Example: mailer upkeep"""
    with opened() as app:
        removed = tidy(app)
    if json:
        show_json(removed)
        return
    for name, count in removed.items():
        typer.echo(f"{name:12} {count}")


@db_program.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version's schema; `mailer run` does it at start. Example: mailer db upgrade"""
    build_database(settings()).close()
    typer.echo("the database is up to date")


@db_program.command("backup")
def db_backup(path: Annotated[Path, typer.Argument(help="File to write; must not exist.")]) -> None:
    """Write a consistent copy while the service runs. Example: mailer db backup /var/backups/mailer.db"""
    if path.exists():
        raise Refused(f"{path} exists; name a new file")
    database = build_database(settings())
    database.backup(path)
    database.close()
    typer.echo(f"{path} written")


@db_program.command("restore")
def db_restore(path: Annotated[Path, typer.Argument(help="A file that `mailer db backup` wrote.")]) -> None:
    """Put a backup in the place of the database; the service must be stopped. Example: mailer db restore FILE"""
    kept, answered_until = restore_flow.restore(settings(), path, utc_now())
    typer.echo(f"restored; the former database is kept as {kept}")
    _fence(answered_until)


@db_program.command("restored")
def db_restored() -> None:
    """After `pg_restore`: answer nothing twice that is read again; the service must be stopped. Example: mailer db restored"""
    _fence(utc_now())


def _fence(answered_until: datetime) -> None:
    with closing(build_database(settings())) as database:
        due = restore_flow.fence(database, answered_until)
    typer.echo(
        f"mail from before {answered_until:%Y-%m-%d %H:%M:%S} UTC that is read again is filed and not answered"
    )
    typer.echo(
        f"paused, with {due} mails due when the backup was made: look at `mailer outbox --state due`, then `mailer resume`"
    )
