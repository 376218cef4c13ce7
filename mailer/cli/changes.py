"""The commands that bring requests together and apart."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mailer.cli.program import number_of, opened, program
from mailer.cli.tracker import Ref
from mailer.errors import Misused, Refused
from mailer.flows import release as releases
from mailer.flows import triage
from mailer.flows.importing import import_sheet
from mailer.flows.updates import merge_requests, split_request
from mailer.model.decision import Decision


@program.command()
def merge(ref: Ref, into: Annotated[str, typer.Argument(help="The request that goes on.")]) -> None:
    """Join two requests that ask for the same; `mailer split` undoes it. Example: mailer merge INT-42 INT-7"""
    with opened() as app:
        prefix = app.policy.prefix
        decision = merge_requests(app, number_of(ref, prefix), number_of(into, prefix))
    say(decision)


@program.command()
def split(
    ref: Ref,
    request: Annotated[
        int | None, typer.Option(min=1, help="Take this request of a mail (1 is its first) out of REF.")
    ] = None,
    mail: Annotated[int | None, typer.Option(help="Which mail, as `mailer inbox` numbers it.")] = None,
) -> None:
    """Undo a merge: that of REF, or the last one into it. Example: mailer split INT-42

    With --request: what was wrongly joined to REF becomes a request of its own. Example: mailer split INT-42 --request 1
    """
    if mail is not None and request is None:
        raise Misused("--mail goes with --request N")
    with opened() as app:
        number = number_of(ref, app.policy.prefix)
        if request is None:
            say(split_request(app, number))
        else:
            decision = triage.take_out(app, number, request, mail=mail)
            typer.echo(f"{decision.because}: it is {decision.told[0]['ref']}")


@program.command()
def release(
    version: Annotated[str, typer.Argument(help="The release that is out, such as v0.5.")],
    complete: Annotated[bool, typer.Option("--complete", help="Complete what is planned for it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="The consent, for scripts.")] = False,
) -> None:
    """Complete everything scheduled for or in development for a release: one preview, one consent.

    Example: mailer release v0.5 --complete
    """
    if not complete:
        raise Misused(f"say what is to be done: mailer release {version} --complete")
    with opened() as app:
        steps = releases.preview(app, version)
        mails = sum(len(step.decision.tells) for step in steps)
        for step in steps:
            typer.echo(f"{step.request.name}: {step.decision.because}; {_mails(len(step.decision.tells))}")
        if not yes and not sys.stdin.isatty():
            raise Misused("nothing is changed: without a terminal the consent is --yes")
        if not yes and not typer.confirm(f"Complete {len(steps)} and send {_mails(mails)}?"):
            raise Refused("nothing is changed")
        releases.complete(app, version, steps)
    typer.echo(f"{len(steps)} completed; {_mails(mails)} to send")


@program.command("import")
def import_command(
    file: Annotated[
        Path, typer.Argument(help="CSV or Markdown: Integration, Category, Request Count, Status.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Requests that exist already, with their counts, without mails; twice the same file changes nothing.

    Example: mailer import requests.csv --dry-run
    """
    with opened() as app:
        done = import_sheet(app, _text_of(file), dry_run=dry_run)
    for one in done:
        typer.echo(one.says)
    changes = sum(1 for one in done if one.effect)
    typer.echo(f"{len(done)} read, {changes} {'to change' if dry_run else 'changed'}")


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise Misused(f"there is no file {file}") from None
    except UnicodeDecodeError:
        raise Refused(f"{file} is not text in UTF-8") from None


def say(decision: Decision) -> None:
    """What was done, and how many mails it causes."""
    typer.echo(f"{decision.because}; {_mails(len(decision.tells))} to send")


def _mails(count: int) -> str:
    return "1 mail" if count == 1 else f"{count} mails"
