"""The commands about requests: list, show, change."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from mailer.cli.program import (
    address_of,
    number_of,
    opened,
    program,
    show_json,
    show_list,
    show_table,
    status_of,
)
from mailer.decide import corrections
from mailer.flows import queries
from mailer.flows.attachments import save_attachments
from mailer.flows.updates import add_note, assign, correct, update_status
from mailer.model.decision import Decision
from mailer.model.request import Field, Role
from mailer.model.snapshot import RequestView

Json = Annotated[bool, typer.Option("--json", help="One JSON value on stdout, nothing else there.")]
Ref = Annotated[str, typer.Argument(help="INT-42 or 42.")]


MOST_DOMAINS = 5
"""From which several people ask, in the text of `show`."""


@program.command()
def requests(
    status: Annotated[str | None, typer.Option(help="Only those with this status.")] = None,
    search: Annotated[str, typer.Option(help="Words in name, fields, people or reference.")] = "",
    json: Json = False,
) -> None:
    """The tracker. Example: mailer requests --status under_review --search snow"""
    with opened() as app:
        found = queries.requests(app, status=status_of(status) if status else None, search=search)
        if json:
            show_list(found)
            return
        show_table(
            ("REF", "STATUS", "VOTES", "NAME", "CATEGORY", "REQUESTER"),
            (
                (
                    r["ref"],
                    _state(r),
                    str(r["votes"]),
                    r["name"] or "",
                    r["category"] or "",
                    r["requester"] or "",
                )
                for r in found
            ),
        )


def _state(row: dict[str, Any]) -> str:
    shown = str(row["closed_by"] or row["status"])
    return shown if row["confirmed"] else f"{shown} (unconfirmed)"


@program.command()
def show(
    ref: Ref,
    save: Annotated[Path | None, typer.Option(help="Save its attachments into this folder.")] = None,
    json: Json = False,
) -> None:
    """One request with its fields, their sources, timeline, people and votes. Example: mailer show INT-42"""
    with opened() as app:
        number = number_of(ref, app.policy.prefix)
        page = queries.request(app, number)
        saved = save_attachments(app, number, save) if save else []
    if json:
        show_json({**page, **({"saved": [str(p) for p in saved]} if save else {})})
        return
    _show_request(page)
    for path in saved:
        typer.echo(f"saved {path}")


def _show_request(page: dict[str, Any]) -> None:
    release = f", {page['release']}" if page["release"] else ""
    typer.echo(
        f"{page['ref']}  {page['name'] or '(no name)'}  [{_state(page)}{release}]"
        f"  {page['votes']} asking, organisations: {page['organisations']}"
    )
    typer.echo("")
    for name in Field:
        if name.value in page["fields"]:
            _show_field(name, page["fields"][name.value])
    if page["missing"]:
        typer.echo("  not said: " + ", ".join(m.rpartition(".")[2] for m in page["missing"]))
    typer.echo("")
    if page["assigned_to"]:
        typer.echo(f"  in care of {page['assigned_to']}")
    if page["merged"]:
        typer.echo(f"  merged in  {', '.join(page['merged'])}")
    if page["imported"]:
        typer.echo(f"  imported   {page['imported']} who asked before")
    came = [str(mail["id"]) for mail in page["mails"] if mail["direction"] == "in"]
    if came:
        typer.echo(f"  mails      {', '.join(came)} (whole: mailer inbox show {came[0]} --raw)")
    several = [f"{domain} {votes}" for domain, votes in page["votes_by_domain"].items() if votes > 1]
    if several:
        typer.echo(f"  votes of   {', '.join(several[:MOST_DOMAINS])}")
    _show_people(page["people"])
    typer.echo("")
    for event in page["timeline"]:
        typer.echo(f"  {event['at'][:16]}  {event['what']:12} {event['actor']}  {_told(event)}".rstrip())


def _told(event: dict[str, Any]) -> str:
    """A line of the timeline in words: of a change of status where it led, then what was written."""
    moved = f"{event['old']['status']} -> {event['new']['status']}" if event["what"] == "status" else ""
    written = " ".join(str(event["text"] or "").split())[:100]
    return ": ".join(filter(None, (moved, written)))


def _show_field(name: Field, field: dict[str, Any]) -> None:
    value = field["value"]
    shown = ", ".join(value) if isinstance(value, list) else value
    typer.echo(f"  {name.value.rpartition('.')[2]:17} {' '.join(shown.split())}")
    sure = "sure" if field["confidence"] >= 0.8 else "guess"
    typer.echo(f"  {'':17} ({sure}, {field['where']})")


def _show_people(people: dict[str, Any]) -> None:
    if people["requester"]:
        typer.echo(f"  requester  {people['requester']['name']} <{people['requester']['address']}>")
    for part in ("voters", "champions", "watchers"):
        for person in people[part]:
            role = f" ({person['role']}, {person['state']})" if part == "champions" else ""
            typer.echo(f"  {part[:-1]:10} {person['name']} <{person['address']}>{role}")


@program.command()
def status(
    ref: Ref,
    to: Annotated[str, typer.Argument(help="The new status, such as accepted.")],
    note: Annotated[str, typer.Option(help="The explanation that people read.")] = "",
    release: Annotated[str, typer.Option(help="For scheduled, in_development and completed.")] = "",
) -> None:
    """Change a status and tell everybody it concerns.

    Example: mailer status INT-42 declined --note "The vendor has no public API yet."
    """
    with opened() as app:
        number = number_of(ref, app.policy.prefix)
        decision = update_status(app, number, status_of(to), note=note, release=release)
    mails = len(decision.tells)
    typer.echo(f"{decision.because}; {mails} {'mail' if mails == 1 else 'mails'} to send")


@program.command()
def note(ref: Ref, text: Annotated[str, typer.Argument(help="Never leaves the team.")]) -> None:
    """Write an internal note. Example: mailer note INT-42 "Waiting for the vendor's answer" """
    with opened() as app:
        add_note(app, number_of(ref, app.policy.prefix), text)
    typer.echo("noted")


@program.command()
def ask(
    ref: Ref, text: Annotated[str, typer.Argument(help="The question, as the requester reads it.")]
) -> None:
    """Ask the requester something. Example: mailer ask INT-42 "Which edition do you use?" """
    _correct(ref, lambda view: corrections.ask(view, text, actor="team"))


@program.command(name="assign")
def assign_command(ref: Ref, address: Annotated[str, typer.Argument(help="Who takes care of it.")]) -> None:
    """Say who takes care of a request. Example: mailer assign INT-42 kim@example.org"""
    with opened() as app:
        decision = assign(app, number_of(ref, app.policy.prefix), address_of(address))
    typer.echo(decision.because)


@program.command(name="field")
def field_command(
    ref: Ref,
    name: Annotated[str, typer.Argument(help="Such as priority or api_docs.")],
    value: Annotated[str, typer.Argument(help="Several values of a list with commas.")],
) -> None:
    """Set a field by hand; no mail overwrites it. Example: mailer field INT-42 category Database"""
    field = corrections.field_of(name)
    with opened() as app:
        known = app.catalog().find(value) if field is Field.INTEGRATION_NAME else None
        number = number_of(ref, app.policy.prefix)
        product = known.key if known else ""
        decision = correct(
            app, number, lambda view: corrections.set_field(view, field, value, product=product, actor="team")
        )
    typer.echo(decision.because)


@program.command()
def vote(
    ref: Ref,
    address: Annotated[str, typer.Argument(help="Whose vote.")],
    remove: Annotated[bool, typer.Option("--remove", help="Take it back.")] = False,
) -> None:
    """Count a vote by hand. Example: mailer vote INT-42 bo@example.org"""
    who = address_of(address)
    _correct(ref, lambda view: corrections.vote(view, who, remove=remove))


@program.command()
def champion(
    ref: Ref,
    address: Annotated[str, typer.Argument(help="Who helps.")],
    role: Annotated[Role, typer.Option(help="What they help with.")] = Role.TESTING,
    remove: Annotated[bool, typer.Option("--remove", help="Take the role back.")] = False,
    delivered: Annotated[bool, typer.Option("--delivered", help="They have done it: ask no more.")] = False,
) -> None:
    """Confirm a champion. Example: mailer champion INT-42 bo@example.org --role access"""
    who = address_of(address)
    _correct(ref, lambda view: corrections.champion(view, who, role, remove=remove, delivered=delivered))


def _correct(ref: str, decide: Callable[[RequestView], Decision]) -> None:
    with opened() as app:
        decision = correct(app, number_of(ref, app.policy.prefix), decide)
    typer.echo(decision.because)
