"""Columns: a form filled in along its width, labels in one row and what is told below them in the next ones; or a table
that tells of something else, whose heads are no labels."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from mailer.extract.layout.labels import FIELDS
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words

_GAP = re.compile(r"[ \t]*\t[ \t]*| {2,}")
_WIDEST = 2_000
_FEWEST = 3
"""Columns of such a form: two may be anything."""
_KNOWN = 2
"""Of them, labels that are known."""
_MOST_ROWS = 20
_DRAWN = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
PERSON = ("name", "nombre", "nom", "nome", "naam", "名前", "姓名", "이름")
"""Labels that may be of an integration or of a person."""


def without_columns(lines: Sequence[str], words: Words) -> Iterator[str]:
    """The lines, each row below a row of labels as `Label: value` lines with an empty line behind it."""
    rest = iter(lines)
    for line in rest:
        labels = _header(line, words)
        if not labels:
            yield line
            continue
        for row in islice(rest, _MOST_ROWS):
            cells = _below(row, line, len(labels))
            if not cells:
                yield row
                break
            yield from (f"{label}: {cell}" for label, cell in zip(labels, cells, strict=True) if cell)
            yield ""


def told_in_rows(lines: Iterable[str], words: Words) -> Iterator[str]:
    """The lines, the rows of a table about something else (`Integration | Status | Owner`, `Name  Role  Team`) as plain text."""
    width, head = 0, ""
    for line in lines:
        cells = _cells(line)
        if len(cells) >= _FEWEST and _tells_otherwise(cells, words):
            width, head = len(cells), line
        elif width and _DRAWN.fullmatch(line):
            continue
        elif width:
            cells = cells if len(cells) == width else _below(line, head, width)
            width = width if cells else 0
        yield ", ".join(filter(None, cells)) if width else line


_MENU = re.compile(r"[\[(][^\[\]()]{0,200}[\])]")
"""`[low|medium|high]`: bars between options part no cells."""


def between_bars(line: str) -> list[str]:
    """The cells of a row such as `| Slack | done |`; none where no bar stands in it."""
    if "|" not in line or len(line) > _WIDEST or "|" not in _MENU.sub("", line):
        return []
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _cells(line: str) -> Sequence[str]:
    if not 0 < len(line) <= _WIDEST:
        return ()
    if "|" in line:
        return between_bars(line)
    return _GAP.split(line.strip()) if "\t" in line or "  " in line.strip() else ()


def _tells_otherwise(cells: Sequence[str], words: Words) -> bool:
    """Whether a row of heads says how things stand (`Status`), or who people are (`Name`, `Role`), and has no more than one
    label of ours."""
    labels = [forms(cell) for cell in cells]
    topics = [words.labels.get(label, "") for label in labels]
    ours = [label for label, topic in zip(labels, topics, strict=True) if topic in FIELDS]
    if len(ours) >= _KNOWN:
        return False
    return "ignore" in topics or ("contact" in topics and all(" ".join(one) in PERSON for one in ours))


def _header(line: str, words: Words) -> Sequence[str]:
    if not 0 < len(line) <= _WIDEST or not ("\t" in line or "  " in line):
        return ()
    cells = _GAP.split(line.strip())
    known = sum(words.labels.get(forms(cell), "") in FIELDS for cell in cells)
    return cells if len(cells) >= _FEWEST and known >= max(_KNOWN, len(cells) / 2) else ()


def _below(row: str, header: str, count: int) -> Sequence[str]:
    """The row's cells; where some are empty, by the places at which the labels begin. Nothing where it is no row."""
    if "\t" in header:
        cells = [cell.strip() for cell in row.split("\t")]
        return [*cells, *[""] * (count - len(cells))] if 1 < len(cells) <= count else ()
    cells = _GAP.split(row.strip())
    if len(cells) == count or len(cells) > count or not row.strip():
        return cells if len(cells) == count else ()
    starts = [0, *(gap.end() for gap in _GAP.finditer(header) if gap.start())]
    if any(row[at - 1 : at].strip() for at in starts[1:]):
        return ()
    ends = [*starts[1:], len(row)]
    return [row[start:end].strip() for start, end in zip(starts, ends, strict=True)]
