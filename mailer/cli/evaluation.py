"""The commands that weigh requests against each other, and tell the public about them."""

from typing import Annotated, Any

import typer

from mailer.cli.program import number_of, opened, program, show_json, show_table
from mailer.decide import evaluation
from mailer.errors import Misused
from mailer.flows import queries
from mailer.flows.reports import REPORTS
from mailer.flows.updates import correct, set_credit
from mailer.model.evaluation import BY_PEOPLE, Criterion

Json = Annotated[bool, typer.Option("--json", help="One JSON value on stdout, nothing else there.")]
CRITERIA = ", ".join(one.value for one in BY_PEOPLE)


@program.command()
def score(
    ref: Annotated[str, typer.Argument(help="INT-42 or 42.")],
    criterion: Annotated[str, typer.Argument(help=f"One of {CRITERIA}; demand is computed from the votes.")],
    mark: Annotated[int, typer.Argument(help="1 to 5; 5 is always good for us.")],
    note: Annotated[str, typer.Option(help="Why; never leaves the team.")] = "",
    by: Annotated[str, typer.Option(help="Who gives it; each person's latest mark counts.")] = "team",
) -> None:
    """Score a request. Example: mailer score INT-42 feasibility 4 --note "a plain REST API" --by kim@example.org"""
    with opened() as app:
        number = number_of(ref, app.policy.prefix)
        decision = correct(
            app, number, lambda view: evaluation.score(view, criterion, mark, note=note, actor=by)
        )
    typer.echo(decision.because)


@program.command()
def rank(json: Json = False) -> None:
    """The open requests, the best score first. Example: mailer rank"""
    with opened() as app:
        found = queries.ranking(app)
    if json:
        show_json(found)
        return
    show_table(
        (
            "RANK",
            "REF",
            "TOTAL",
            *(one.value.upper() for one in Criterion),
            "VOTES",
            "ORGS",
            "STATUS",
            "NAME",
        ),
        [
            (
                str(r["rank"]),
                r["ref"],
                f"{r['score']['total']:.2f}",
                *(_mark(r["score"]["parts"][one.value]) for one in Criterion),
                str(r["votes"]),
                str(r["organisations"]),
                r["status"],
                r["name"] or "",
            )
            for r in found
        ],
    )


def _mark(part: dict[str, Any]) -> str:
    return "-" if part["value"] is None else f"{part['value']:.1f}"


@program.command()
def credit(
    address: Annotated[str, typer.Argument(help="Whose name.")],
    name: Annotated[
        str, typer.Argument(help="As they agreed to be shown; leave it out to show them no more.")
    ] = "",
) -> None:
    """Note under which name a person agreed to stand in public tables.

    Example: mailer credit bo@example.org "Bo Lind"
    """
    with opened() as app:
        set_credit(app, address, name)
    typer.echo(f"{address} is shown as {name}" if name else f"{address} is shown to nobody")


@program.command()
def report(
    which: Annotated[str, typer.Argument(help="frequently-requested, recently-added or funnel.")],
    form: Annotated[str, typer.Option("--format", help="md, html or json.")] = "md",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """The tables of the process document. Example: mailer report frequently-requested --format html"""
    if which not in REPORTS:
        raise Misused(f"{which!r} is no report; there are {', '.join(REPORTS)}")
    if form not in ("md", "html", "json"):
        raise Misused(f"{form!r} is no format; there are md, html, json")
    with opened() as app:
        table = REPORTS[which](app)
    typer.echo(table.written("json" if json else form))
