"""The tables of the process document, made from the tracker."""

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from statistics import median, quantiles

from mailer.flows.app import App
from mailer.model.news import Move
from mailer.model.people import PUBLIC_ANONYMOUS
from mailer.model.request import Field, Kind
from mailer.model.snapshot import RequestView
from mailer.model.status import FORWARD, Status

SHOWN = 20
_WITH_RELEASE = {
    Status.SCHEDULED: "Planned for",
    Status.IN_DEVELOPMENT: "In Development for",
    Status.COMPLETED: "Completed in",
}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>|#@!~])")
_LIVE = re.compile(r"^(?=[=+\-@\t])|(?<=[@#])(?=\w)|(?<=://)|(?<=\bwww\.)", re.IGNORECASE)
"""Where a spreadsheet would begin a formula, and a tracker a mention, a cross link or a link of its own."""
_STILL = "\u2060"
"""A word joiner: nobody sees it, and what stands beside it is only text."""

Cell = str | int | float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A head and rows; whatever stands in a cell is text in every format (RELIABILITY R-64)."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    unknown: str = ""
    """What stands in a cell of which nobody knows what belongs there."""

    def written(self, form: str) -> str:
        """The table as `md`, `html` or `json`; only `json` has the cells as they are."""
        if form == "json":
            keys = [name.lower().replace(" ", "_") for name in self.head]
            return json.dumps(
                [dict(zip(keys, row, strict=True)) for row in self.rows], ensure_ascii=False, indent=2
            )
        rows = [tuple(self.unknown if cell is None else _text(cell) for cell in row) for row in self.rows]
        return _html(self.head, rows) if form == "html" else _markdown(self.head, rows)


def _text(cell: str | float) -> str:
    """One line that nothing reads as more than text."""
    return _LIVE.sub(_STILL, " ".join(cell.split())) if isinstance(cell, str) else str(cell)


def _markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    safe = [[_MARKDOWN.sub(r"\\\1", cell) for cell in row] for row in rows]
    lines = [head, ["---" for _ in head], *(safe or [_none(head, "*None yet*")])]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _html(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    def row(tag: str, cells: Sequence[str]) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"

    body = "\n".join(row("td", cells) for cells in rows or (_none(head, "None yet"),))
    return f"<table>\n<thead>{row('th', head)}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _none(head: Sequence[str], words: str) -> list[str]:
    return [words, *("" for _ in head[1:])]


def frequently_requested(app: App) -> Table:
    """Reviewed requests that are not closed, by how many people ask; what is not reviewed is not public (R-79)."""
    views = [v for v in _public(app) if v.status is not Status.SUBMITTED]
    views.sort(key=lambda v: (-v.votes, v.number))
    rows = tuple((_name(v), v.details.text(Field.CATEGORY), v.votes, _status(v)) for v in views[:SHOWN])
    return Table(head=("Integration", "Category", "Request Count", "Status"), rows=rows)


def recently_added(app: App) -> Table:
    """Completed requests, the newest first, with the five columns of the process document."""
    with app.database.reading() as tx:
        requested, moves = tx.news.requested_on(), tx.news.status_moves()
    views = [v for v in _public(app) if v.status is Status.COMPLETED]
    done = {v.number: moves[v.number][-1].since for v in views}
    views.sort(key=lambda v: done[v.number] or _LONG_AGO, reverse=True)
    rows = tuple(
        (
            _name(v),
            _requested_by(v),
            v.release,
            _day(requested.get(v.number, v.created_at.date())),
            _day(done[v.number]),
        )
        for v in views[:SHOWN]
    )
    head = ("Integration", "Requested By", "Added In", "Request Date", "Implementation Date")
    return Table(head=head, rows=rows, unknown="unknown")


def _day(when: date | None) -> str | None:
    return f"{when:%Y-%m-%d}" if when else None


def _public(app: App) -> list[RequestView]:
    with app.database.reading() as tx:
        return [v for v in tx.tracker.listed() if v.confirmed and v.name and not v.closed_by]


def _name(view: RequestView) -> str:
    return f"{view.name} (improvement)" if view.kind is Kind.ENHANCEMENT else view.name


def _requested_by(view: RequestView) -> str:
    return (view.requester.credit if view.requester else "") or PUBLIC_ANONYMOUS


def _status(view: RequestView) -> str:
    """With its release, in the words of the process document."""
    said = _WITH_RELEASE.get(view.status, "") if view.release else ""
    return f"{said} {view.release}" if said else view.status.words


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stay:
    """How long a request was in a status, and where it went from there; both open while it is still in it, and the first
    where nobody knows when it came."""

    number: int
    status: Status
    days: float | None = None
    to: Status | None = None


def funnel(app: App) -> Table:
    """For each status: the requests in it, those that ever were, how many went on, and how long they stayed.

    A stay is measured once it has ended, and when its beginning is known. Merged and unconfirmed requests are left out;
    a withdrawn one was there.
    """
    with app.database.reading() as tx:
        views = [v for v in tx.tracker.listed() if v.confirmed and not v.closed_by.startswith("merged:")]
        moves = tx.news.status_moves()
    stays = [stay for view in views for stay in _stays(view.number, moves[view.number])]
    now = [view.status for view in views if not view.closed_by]
    rows = tuple(_funnel_row(status, [s for s in stays if s.status is status], now) for status in Status)
    head = ("Status", "Now", "Ever", "Went On", "Declined", "Median Days", "P90 Days")
    return Table(head=head, rows=rows)


def _stays(number: int, moves: Sequence[Move]) -> list[_Stay]:
    ended = [
        _Stay(number=number, status=move.status, days=_days(move, left), to=left.status)
        for move, left in pairwise(moves)
    ]
    return [*ended, _Stay(number=number, status=moves[-1].status)]


def _days(move: Move, left: Move) -> float | None:
    return (left.at - move.since).total_seconds() / 86_400 if move.since else None


def _funnel_row(status: Status, stays: Sequence[_Stay], now: Sequence[Status]) -> tuple[Cell, ...]:
    later = FORWARD[FORWARD.index(status) + 1 :] if status in FORWARD else ()
    ever = {stay.number for stay in stays}
    on = {stay.number for stay in stays if stay.to in later}
    declined = {stay.number for stay in stays if stay.to is Status.DECLINED}
    days = sorted(stay.days for stay in stays if stay.days is not None)
    middle = round(median(days), 1) if days else None
    return (status.words, now.count(status), len(ever), len(on), len(declined), middle, _p90(days))


def _p90(days: Sequence[float]) -> float | None:
    """Nine in ten stays were not longer."""
    if len(days) < 2:
        return round(days[0], 1) if days else None
    return round(quantiles(days, n=10, method="inclusive")[-1], 1)


REPORTS = {
    "frequently-requested": frequently_requested,
    "recently-added": recently_added,
    "funnel": funnel,
}
