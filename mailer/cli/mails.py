"""The commands about mails: what came in, what went out, and a person's decisions on both."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from mailer.cli.program import (
    EXIT_FAILED,
    number_of,
    opened,
    program,
    show_json,
    show_list,
    show_table,
    target_of,
)
from mailer.decide.by_hand import FiledAs
from mailer.errors import Refused
from mailer.flows import outward, queries, triage
from mailer.flows.intake import take_all
from mailer.model.inbox import InboxState
from mailer.model.outbox import OutboxState

Json = Annotated[bool, typer.Option("--json", help="One JSON value on stdout, nothing else there.")]
Numbers = Annotated[
    list[int], typer.Argument(help="Numbers as `mailer inbox` or `mailer outbox` shows them.")
]
Number = Annotated[int, typer.Argument(help="Number as `mailer inbox` shows it.")]

inbox_program = typer.Typer(
    invoke_without_command=True,
    help="What became of every mail. Example: mailer inbox --state held",
    rich_markup_mode=None,
)
outbox_program = typer.Typer(
    invoke_without_command=True,
    help="What was sent, to whom, with each attempt. Example: mailer outbox --state failed",
    rich_markup_mode=None,
)
suppressions_program = typer.Typer(
    invoke_without_command=True,
    help="Addresses and domains we do not write to, and why. Example: mailer suppressions --json",
    rich_markup_mode=None,
)
program.add_typer(inbox_program, name="inbox")
program.add_typer(outbox_program, name="outbox")
program.add_typer(suppressions_program, name="suppressions")


@inbox_program.callback()
def inbox(
    context: typer.Context,
    state: Annotated[InboxState | None, typer.Option(help="Only mails in this state.")] = None,
    json: Json = False,
) -> None:
    if context.invoked_subcommand:
        return
    with opened() as app:
        found = queries.inbox(app, state=state)
        if json:
            show_list(found)
            return
        show_table(
            ("ID", "STATE", "OUTCOME", "FROM", "SUBJECT", "BECAUSE"),
            (
                (
                    str(r["id"]),
                    r["state"],
                    r["outcome"] or "",
                    r["from"] or "",
                    r["subject"] or "",
                    r["because"],
                )
                for r in found
            ),
        )


@inbox_program.command("show")
def inbox_show(
    number: Number,
    raw: Annotated[bool, typer.Option("--raw", help="The mail's bytes as they came.")] = False,
    json: Json = False,
) -> None:
    """One mail and its fate. Example: mailer inbox show 12 --raw"""
    with opened() as app, app.database.reading() as tx:
        fate = queries.mail(tx.inbox.get(number))
        content = tx.inbox.raw(number) if raw else b""
    if raw:
        sys.stdout.buffer.write(content)
    elif json:
        show_json(fate)
    else:
        effects = ("\n" + " " * 13).join(map(_effect, fate["effects"]))
        for key, value in (fate | {"effects": effects}).items():
            typer.echo(f"{key:12} {'' if value is None else value}".rstrip())


def _effect(effect: dict[str, Any]) -> str:
    """What a mail did, to which request, and why."""
    ref = f" {effect['ref']}" if effect["ref"] else ""
    return f"{effect['effect']}{ref}: {effect['because']}"


@inbox_program.command("file")
def inbox_file(
    number: Number,
    kind: Annotated[
        FiledAs | None, typer.Option("--as", help="What it is; without it a request, or details with --into.")
    ] = None,
    into: Annotated[str | None, typer.Option(help="Add it to this request.")] = None,
) -> None:
    """File a held or quarantined mail by hand. Example: mailer inbox file 12 --as vote --into INT-7"""
    with opened() as app:
        target = number_of(into, app.policy.prefix) if into else None
        chosen = kind or (FiledAs.DETAILS if into else FiledAs.REQUEST)
        decision = triage.file(app, number, chosen, into=target)
    typer.echo(f"{decision.outcome.value}: {decision.because}")


@inbox_program.command("ignore")
def inbox_ignore(number: Number) -> None:
    """A held mail needs nothing. Example: mailer inbox ignore 12"""
    with opened() as app:
        triage.ignore(app, number)
    typer.echo("ignored")


@inbox_program.command("release")
def inbox_release(number: Number) -> None:
    """Let a held or quarantined mail run once more. Example: mailer inbox release 12"""
    replay([number])


@program.command()
def replay(numbers: Numbers) -> None:
    """Run mails again that are held or quarantined, after a fix. Example: mailer replay 12 13"""
    with opened() as app:
        done = _each(numbers, lambda number: triage.replay(app, number))
        fates = {row.id: row for row in take_all(app)}
        for number in numbers:
            row = fates.get(number)
            if row and row.outcome:
                typer.echo(f"{number}  {row.outcome.value}: {row.because}")
    if not done:
        raise typer.Exit(EXIT_FAILED)


def _each(numbers: list[int], act: Callable[[int], str]) -> bool:
    """Do it to each, and say what happened where `act` says something; False when one of them was refused."""
    done = True
    for number in numbers:
        try:
            said = act(number)
        except Refused as refusal:
            done = False
            typer.echo(f"mailer: {refusal}", err=True)
        else:
            if said:
                typer.echo(f"{number}  {said}")
    return done


@outbox_program.callback()
def outbox(
    context: typer.Context,
    state: Annotated[OutboxState | None, typer.Option(help="Only mails in this state.")] = None,
    json: Json = False,
) -> None:
    if context.invoked_subcommand:
        return
    with opened() as app:
        found = queries.outbox(app, state=state)
        if json:
            show_list(found)
            return
        show_table(
            ("ID", "STATE", "BATCH", "KIND", "TO", "TRIES", "LAST ERROR"),
            (
                (
                    str(r["id"]),
                    r["state"],
                    r["batch"] or "",
                    r["kind"],
                    r["to"],
                    str(len(r["attempts"])),
                    r["last_error"] or "",
                )
                for r in found
            ),
        )


@outbox_program.command("approve")
def outbox_approve(batch: Annotated[str, typer.Argument(help="The batch that waits.")]) -> None:
    """Consent to a large sending. Example: mailer outbox approve 3f2a"""
    with opened() as app:
        count = outward.approve(app, batch)
    typer.echo(f"{count} mails may go")


@program.command()
def retry(numbers: Numbers) -> None:
    """Send failed mails again. Example: mailer retry 31 32"""
    with opened() as app:
        done = _each(numbers, lambda number: outward.try_again(app, number))
    if not done:
        raise typer.Exit(EXIT_FAILED)


@program.command()
def pause() -> None:
    """Stop everything outward; mail still comes in. Example: mailer pause"""
    with opened() as app:
        outward.pause(app, paused=True)
    typer.echo("paused: nothing goes out until `mailer resume`")


@program.command()
def resume() -> None:
    """Let mail go out again. Example: mailer resume"""
    with opened() as app:
        outward.pause(app, paused=False)
    typer.echo("resumed")


@suppressions_program.callback()
def suppressions(context: typer.Context, json: Json = False) -> None:
    if context.invoked_subcommand:
        return
    with opened() as app, app.database.reading() as tx:
        found = tx.suppressions.listed()
    if json:
        show_json(found)
        return
    show_table(
        ("ADDRESS", "REASON", "SINCE", "UNTIL"),
        [(r["target"], r["reason"], r["since"], r["until"] or "always") for r in found],
    )


@suppressions_program.command("add")
def suppressions_add(target: Annotated[str, typer.Argument(help="An address, or @domain.")]) -> None:
    """Write no more to an address or a domain, and ignore its mail. Example: mailer suppressions add @robots.example"""
    with opened() as app:
        outward.suppress(app, target_of(target))
    typer.echo(f"nothing goes to {target} any more, and what comes from there is ignored")


@suppressions_program.command("remove")
def suppressions_remove(target: Annotated[str, typer.Argument(help="An address, or @domain.")]) -> None:
    """Write to it again. Example: mailer suppressions remove robot@example.org"""
    with opened() as app:
        outward.release(app, target_of(target))
    typer.echo(f"mail to {target} goes out again")
