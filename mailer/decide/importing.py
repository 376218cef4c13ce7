"""Requests that exist already, read from the process document's table: which line opens one, which one adds a count.

Nobody is told: these people were counted before us, and nobody knows their addresses.
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mailer.model.decision import Effect, Existing, OpenImported, SetImported
from mailer.model.request import Details, Evidence, Field, Value
from mailer.model.snapshot import RequestView
from mailer.model.status import NEEDS_RELEASE, RELEASE_MOVES, Status
from mailer.rules.names import key as name_key

COLUMNS = {
    "integration": ("integration", "integration name", "name"),
    "category": ("category",),
    "count": ("request count", "requests", "count", "votes"),
    "status": ("status",),
    "release": ("release", "added in", "version"),
}
"""Each column with the heads it may have; `release` may be missing, and stand in the status."""
OPTIONAL = frozenset({"release"})
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
    status: Status
    release: str

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


def read_sheet(text: str, categories: Sequence[str], products: Mapping[str, str]) -> Sheet:
    """Read the table in `text` (CSV, RFC 4180, with commas, semicolons or tabs).

    `categories` are those that there are; `products` gives the catalog's identity of a name, where it has one.
    """
    rows = _rows(text)
    head = [" ".join(cell.split()).casefold() for cell in (rows[0][1] if rows else [])]
    places = {
        column: at for column, names in COLUMNS.items() for at, cell in enumerate(head) if cell in names
    }
    missing = [COLUMNS[column][0] for column in COLUMNS if column not in places and column not in OPTIONAL]
    if missing:
        return Sheet(lines=(), mistakes=(f"line 1: there is no column {', '.join(missing)}",))
    lines: list[Line] = []
    mistakes: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in rows[1:]:
        row = {column: cells[at].strip() if at < len(cells) else "" for column, at in places.items()}
        wrong = _mistakes(row, categories)
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
    return tuple({cell.strip() for _, cells in _rows(text) for cell in cells if cell.strip()})


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """The lines that are not empty, with their numbers."""
    first = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=separator)
    return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]


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
        status=status or Status.SUBMITTED,
        release=release if status in (*RELEASE_MOVES, Status.COMPLETED) else "",
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
        opened = OpenImported(
            details=line.details, count=line.count, status=line.status, release=line.release, actor=actor
        )
        return Import(says=f"{name}: new, {line.count} asking, {line.status.words}", effect=opened)
    if had == line.count:
        return Import(says=f"{name}: {known.ref} has it already")
    counted = SetImported(target=Existing(number=known.number), count=line.count, actor=actor)
    stays = "" if known.status is line.status else f"; it stays {known.status.words}"
    return Import(says=f"{name}: {known.ref}, imported {had} -> {line.count}{stays}", effect=counted)
