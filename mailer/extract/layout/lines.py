"""The lines of a body as they are read for labels: without comments and code, a table's row as `name: cell`."""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.layout.choices import is_unticked
from mailer.extract.layout.columns import between_bars, told_in_rows
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words

_RULE = re.compile(r"\s*[-=_*+|: ]{3,}$")
_ROBOT = re.compile(r"\s*(?:┆|<sub>.*</sub>\s*$)")
"""Lines that a tracker's robot puts below a text: `┆Issue is synchronized with …`."""
BREAK = "\x1d"
"""Stands for a line drawn across the text, which ends a section."""


def lines_of(text: str, words: Words | None = None) -> list[str]:
    """Lines without HTML comments and code; where `words` tell the heads of a table that says how things stand, its rows are
    sentences."""
    text = _without_comments(text.replace("\r\n", "\n"))
    lines: list[str] = []
    header: list[str] = []
    told = _without_code(text)
    for line in told_in_rows(told, words) if words else told:
        if _ROBOT.match(line):
            continue
        if _RULE.match(line) and _underlines(lines, words):
            continue
        if _RULE.match(line):
            lines.append(BREAK if lines and not lines[-1].strip() else "")
            continue
        cells = between_bars(line)
        if len(cells) > 2 and header and len(cells) == len(header):
            if _row(header) in lines[-2:]:
                del lines[-1 if lines[-1] == _row(header) else -2 :]  # each row says it again
            lines += [f"{name}: {cell}" for name, cell in zip(header, cells, strict=True) if cell]
        elif cells:
            header = cells
            lines.append(_row(cells))
        else:
            header = []
            lines.append(line)
    return lines


def _underlines(lines: Sequence[str], words: Words | None) -> bool:
    """Whether a line drawn right below the last of `lines` only underlines it: a label, with its value further down."""
    return words is not None and bool(lines) and forms(lines[-1]) in words.labels


def own_words(text: str) -> str:
    """The text without what a form brought along: comments, code, boxes that nobody ticked."""
    return "\n".join(line for line in lines_of(text) if not is_unticked(line)).replace(BREAK, "")


def _without_comments(text: str) -> str:
    """Forms hide their instructions in HTML comments; an unfinished one is text."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    return "".join([*pieces, text[at:]])


_FENCES = ("```", "`\\`\\`")
"""As written, and as some editors escape it."""


def _without_code(text: str) -> Iterator[str]:
    """The lines outside fenced code: a sample configuration is not prose."""
    fenced = False
    for line in text.split("\n"):
        if line.lstrip(" \t\\").startswith(_FENCES):
            fenced = not fenced
        elif not fenced:
            yield line


def _row(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    return f"{filled[0].rstrip(':')}: {' | '.join(filled[1:])}" if len(filled) > 1 else " ".join(filled)
