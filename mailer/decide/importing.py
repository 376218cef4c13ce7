"""Requests that exist already, read from the process document's table: which line opens one, which one adds a count.

Nobody is told: these people were counted before us, and nobody knows their addresses.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mailer.model.decision import Effect, Existing, OpenImported, SetImported
from mailer.model.news import Arrival
from mailer.model.request import Details, Evidence, Field, Value
from mailer.model.snapshot import RequestView
from mailer.model.status import NEEDS_RELEASE, RELEASE_MOVES, Status
from mailer.rules.names import key as name_key
from mailer.rules.tables import Rows, tables

COLUMNS = {
    "integration": ("integration", "integration name", "name"),
    "category": ("category",),
    "count": ("request count", "requests", "count", "votes"),
    "status": ("status",),
    "release": ("release", "added in", "version"),
    "requested": ("request date", "requested", "requested on"),
    "since": ("implementation date", "implemented", "implemented on"),
}
"""Each column with the heads it may have; a release may also stand in the status."""
OPTIONAL = frozenset({"release", "requested", "since"})
UNKNOWN = ("", "-", "unknown")
MOST = 1_000_000_000
WORDS = {"planned": Status.SCHEDULED, **{status.words.casefold(): status for status in Status}}
_STATUS = re.compile(r"(?P<words>.+?)(?:\s+(?:for|in)\s+(?P<release>\S+))?\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One request of the table."""

    number: int
    """Of the line in the file, the head being the first."""
    details: Details
    count: int
    arrival: Arrival

    @property
    def wish(self) -> str:
        """What two lines share that ask for the same."""
        return self.details.product or name_key(self.details.text(Field.INTEGRATION_NAME))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What a file says, and what is wrong with it."""

    lines: tuple[Line, ...]
    mistakes: tuple[str, ...]
    """Each with the number of its line; nothing is imported while there are any."""


def read_sheet(text: str, categories: Sequence[str], products: Mapping[str, str], today: date) -> Sheet:
    """Read the table in `text` (see `mailer.rules.tables`); of several the first that has the columns.

    `categories` are those that there are; `products` gives the catalog's identity of a name, where it has one.
    """
    rows = min(tables(text), key=lambda rows: len(_missing(rows)), default=[])
    if missing := _missing(rows):
        first = rows[0][0] if rows else 1
        return Sheet(lines=(), mistakes=(f"line {first}: there is no column {', '.join(missing)}",))
    places = _places(rows)
    lines: list[Line] = []
    mistakes: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in rows[1:]:
        row = {column: cells[at].strip() if at < len(cells) else "" for column, at in places.items()}
        wrong = [*_mistakes(row, categories), *_wrong_days(row, today)]
        if wrong:
            mistakes += [f"line {number}: {one}" for one in wrong]
            continue
        line = _line(number, row, categories, products)
        if line.wish in seen:
            mistakes.append(f"line {number}: the same as line {seen[line.wish]}")
        seen.setdefault(line.wish, number)
        lines.append(line)
    return Sheet(lines=tuple(lines), mistakes=tuple(mistakes))


def names_in(text: str) -> tuple[str, ...]:
    """Every cell that may be a name, for looking them up in the catalog."""
    cells = (cell.strip() for rows in tables(text) for _, cells in rows for cell in cells)
    return tuple({cell for cell in cells if cell})


def _places(rows: Rows) -> dict[str, int]:
    """Where each column stands, by the table's head."""
    head = [" ".join(cell.split()).casefold() for cell in (rows[0][1] if rows else [])]
    return {column: at for column, names in COLUMNS.items() for at, cell in enumerate(head) if cell in names}


def _missing(rows: Rows) -> list[str]:
    places = _places(rows)
    return [COLUMNS[column][0] for column in COLUMNS if column not in places and column not in OPTIONAL]


def _mistakes(row: Mapping[str, str], categories: Sequence[str]) -> list[str]:
    found = []
    if not name_key(row["integration"]):
        found.append("the integration has no name")
    if row["category"].casefold() not in {one.casefold() for one in categories}:
        found.append(f"{row['category']!r} is no category; there are {', '.join(categories)}")
    if not (row["count"].isascii() and row["count"].isdecimal() and int(row["count"][:12]) < MOST):
        found.append(f"{row['count']!r} is no request count")
    status, release = _status(row)
    if status is None:
        known = ", ".join(status.words for status in Status)
        found.append(f"{row['status']!r} is no status; there are {known}, and Planned for VERSION")
    elif status in NEEDS_RELEASE and not release:
        found.append(f"{status.words} needs a release, such as `{row['status']} for v0.5.0`")
    return found


def _wrong_days(row: Mapping[str, str], today: date) -> list[str]:
    found = []
    for column in ("requested", "since"):
        try:
            day = _day(row, column)
        except ValueError:
            found.append(f"{row[column]!r} is no date; write it as 2026-03-31")
        else:
            if day and day > today:
                found.append(f"{row[column]!r} has not come yet")
    if row.get("since", "") not in UNKNOWN and _status(row)[0] is not Status.COMPLETED:
        found.append("only what is Completed has an implementation date")
    return found


def _day(row: Mapping[str, str], column: str) -> date | None:
    """Raises ValueError for what is neither a date (ISO 8601) nor unknown."""
    text = row.get(column, "")
    return None if text.casefold() in UNKNOWN else date.fromisoformat(text)


def _status(row: Mapping[str, str]) -> tuple[Status | None, str]:
    """`Planned for v0.4.0` is scheduled, with its release."""
    match = _STATUS.match(" ".join(row["status"].split()).casefold().replace("_", " "))
    if match is None:
        return None, ""
    written = row["status"].split()[-1] if match["release"] else ""
    return WORDS.get(match["words"]), row.get("release") or written


def _line(
    number: int, row: Mapping[str, str], categories: Sequence[str], products: Mapping[str, str]
) -> Line:
    status, release = _status(row)
    category = next(one for one in categories if one.casefold() == row["category"].casefold())
    said = {Field.INTEGRATION_NAME: row["integration"], Field.CATEGORY: category}
    fields = {
        name: Value(items=(text,), evidence=Evidence(text=text, where="import", confidence=1.0))
        for name, text in said.items()
    }
    return Line(
        number=number,
        details=Details(fields=fields, product=products.get(row["integration"], "")),
        count=int(row["count"]),
        arrival=Arrival(
            status=status or Status.SUBMITTED,
            release=release if status in (*RELEASE_MOVES, Status.COMPLETED) else "",
            requested=_day(row, "requested"),
            since=_day(row, "since"),
        ),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """What one line does."""

    says: str
    effect: Effect | None = None


def import_line(line: Line, known: RequestView | None, had: int, *, actor: str) -> Import:
    """A line opens a request, or sets the count of the one that is `known` for the same, which `had` so many until now;
    that one's status stays as it is."""
    name = line.details.text(Field.INTEGRATION_NAME)
    if known is None:
        opened = OpenImported(details=line.details, count=line.count, arrival=line.arrival, actor=actor)
        return Import(says=f"{name}: new, {line.count} asking, {line.arrival.status.words}", effect=opened)
    if had == line.count:
        return Import(says=f"{name}: {known.ref} has it already")
    counted = SetImported(target=Existing(number=known.number), count=line.count, actor=actor)
    stays = "" if known.status is line.arrival.status else f"; it stays {known.status.words}"
    return Import(says=f"{name}: {known.ref}, imported {had} -> {line.count}{stays}", effect=counted)
