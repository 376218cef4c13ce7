"""The command that says what would be done with a mail; it imports neither the service nor its database."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from mailer.cli.files import Paths, end, mails_of, say_empty
from mailer.cli.program import program, settings, show_line
from mailer.config import Settings
from mailer.errors import Transient
from mailer.flows.explain import Explanation, as_json, explain
from mailer.wiring.explaining import build_explainer

Json = Annotated[bool, typer.Option("--json", help="One JSON value a line on stdout, nothing else there.")]


@program.command(name="explain")
def explain_command(paths: Paths, json: Json = False) -> None:
    """Say what would be done with each mail and why; changes nothing and needs no database.

    Example: mailer explain mail.eml, or mailer explain --json mails/*.eml
    """
    chosen = settings(required=False)
    unread: list[Transient] = []
    explainer = build_explainer(chosen, many=len(paths) > 1 or not Path(paths[0]).is_file())
    explainer.sandbox.warm()
    show = _show_json if json else _show_pages(chosen, explainer.now)
    try:
        mails = mails_of(paths, chosen.limits.max_bytes, unread, say_empty)
        for explanation in explain(mails, explainer):
            show(explanation)
    finally:
        explainer.sandbox.close()
    end(unread)


def _show_json(explanation: Explanation) -> None:
    show_line(as_json(explanation))


def _show_pages(chosen: Settings, now: datetime) -> Callable[[Explanation], None]:
    from mailer.cli.explained import page  # programs that read the JSON need neither this nor a template
    from mailer.wiring.writing import build_desk

    desk = build_desk(chosen)

    def show(explanation: Explanation) -> None:
        for line in page(explanation, list(desk.foresee(explanation.decision, now))):
            typer.echo(line)

    return show
