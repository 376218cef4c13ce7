"""The commands that bring requests together and apart."""

from typing import Annotated

import typer

from mailer.cli.program import number_of, opened, program
from mailer.cli.tracker import Ref
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
def split(ref: Ref) -> None:
    """Undo a merge: that of REF, or the last one into it. Example: mailer split INT-42"""
    with opened() as app:
        decision = split_request(app, number_of(ref, app.policy.prefix))
    say(decision)


def say(decision: Decision) -> None:
    """What was done, and how many mails it causes."""
    mails = len(decision.tells)
    typer.echo(f"{decision.because}; {mails} {'mail' if mails == 1 else 'mails'} to send")
