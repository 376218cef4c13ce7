"""A form filled in along its width: labels in one row, what is told below them in the next ones."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from mailer.extract.labels import FIELDS
from mailer.extract.phrases import forms
from mailer.extract.words import Words

_GAP = re.compile(r"[ \t]*\t[ \t]*| {2,}")
_WIDEST = 2_000
_FEWEST = 3
"""Columns of such a form: two may be anything."""
_KNOWN = 2
"""Of them, labels that are known."""
_MOST_ROWS = 20


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
