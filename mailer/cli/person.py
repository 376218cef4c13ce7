"""The commands about one person's data: everything we hold, and its end."""

from typing import Annotated

import typer

from mailer.cli.program import opened, program, show_json
from mailer.flows import privacy

Address = Annotated[str, typer.Argument(help="The person's address, in any form.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON value on stdout, nothing else there.")]

person_program = typer.Typer(
    no_args_is_help=True,
    help="One person's data: everything we hold, and its end. Example: mailer person export ada@example.org --json",
    rich_markup_mode=None,
)
program.add_typer(person_program, name="person")


@person_program.command("export")
def person_export(address: Address, json: Json = False) -> None:
    """Everything we hold of a person; --json has it whole. Example: mailer person export ada@example.org --json"""
    with opened() as app:
        kept = privacy.export(app, address)
    if json:
        show_json(kept)
        return
    for name, rows in kept.items():
        typer.echo(f"{name:18} {len(rows) if isinstance(rows, list) else rows}")


@person_program.command("erase")
def person_erase(
    address: Address,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Take a person out of everything, with a proof; votes stay without a name. Example: mailer person erase ada@example.org"""
    if not yes:
        typer.confirm("Erase everything that we hold of this person? It cannot be undone", abort=True)
    with opened() as app:
        proof = privacy.erase(app, address)
    if json:
        show_json(
            {
                "rows": proof.counts,
                "searched": proof.searched,
                "found": list(proof.found),
                "notes": list(proof.notes),
            }
        )
    else:
        _show(proof)
    if proof.found:
        raise typer.Exit(1)


def _show(proof: privacy.Proof) -> None:
    for name, count in proof.counts.items():
        typer.echo(f"{name:18} {count}")
    typer.echo(f"searched {proof.searched} files and every table for the address: {len(proof.found)} hits")
    for place in proof.found:
        typer.echo(f"  still in {place}")
    for note in proof.notes:
        typer.echo(note)
