"""The public tables of the process document, made from the tracker."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailer.flows.app import App
from mailer.model.people import PUBLIC_ANONYMOUS
from mailer.model.request import Field
from mailer.model.snapshot import RequestView
from mailer.model.status import Status

SHOWN = 20
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#@!~])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A head and rows of plain text; whatever stands in a cell is text in every format (RELIABILITY R-64)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def written(self, form: str) -> str:
        """The table as `md`, `html` or `json`."""
        if form == "json":
            keys = [name.lower().replace(" ", "_") for name in self.head]
            return json.dumps(
                [dict(zip(keys, row, strict=True)) for row in self.rows], ensure_ascii=False, indent=2
            )
        return _html(self) if form == "html" else _markdown(self)


def _markdown(table: Table) -> str:
    rows = [tuple(_MARKDOWN.sub(r"\\\1", " ".join(cell.split())) for cell in row) for row in table.rows]
    lines = [table.head, tuple("---" for _ in table.head), *(rows or [_none(table, "*None yet*")])]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _html(table: Table) -> str:
    def row(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "\n".join(row("td", cells) for cells in table.rows or (_none(table, "None yet"),))
    return f"<table>\n<thead>{row('th', table.head)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _none(table: Table, words: str) -> tuple[str, ...]:
    return (words, *("" for _ in table.head[1:]))


def frequently_requested(app: App) -> Table:
    """Reviewed requests that are not closed, by how many people ask; what is not reviewed is not public (R-79)."""
    views = [v for v in _public(app) if not v.closed_by and v.status is not Status.SUBMITTED]
    views.sort(key=lambda v: (-v.votes, v.number))
    rows = tuple((v.name, v.details.text(Field.CATEGORY), str(v.votes), _status(v)) for v in views[:SHOWN])
    return Table(head=("Integration", "Category", "Request Count", "Status"), rows=rows)


def recently_added(app: App) -> Table:
    """Completed requests, the newest first, with the five columns of the process document."""
    with app.database.reading() as tx:
        done = {
            v.number: tx.tracker.status_since(v.number) for v in tx.tracker.listed(status=Status.COMPLETED)
        }
    views = sorted((v for v in _public(app) if v.number in done), key=lambda v: done[v.number], reverse=True)
    rows = tuple(
        (
            v.name,
            PUBLIC_ANONYMOUS,
            v.release,
            v.created_at.date().isoformat(),
            done[v.number].date().isoformat(),
        )
        for v in views[:SHOWN]
    )
    head = ("Integration", "Requested By", "Added In", "Request Date", "Implementation Date")
    return Table(head=head, rows=rows)


def _public(app: App) -> list[RequestView]:
    with app.database.reading() as tx:
        return [v for v in tx.tracker.listed() if v.confirmed and v.name]


def _status(view: RequestView) -> str:
    words = view.status.words
    if not view.release or view.status not in (Status.SCHEDULED, Status.IN_DEVELOPMENT, Status.COMPLETED):
        return words
    return f"Planned for {view.release}" if view.status is Status.SCHEDULED else f"{words} for {view.release}"
