"""Tables in a text, as CSV (RFC 4180) or as Markdown has them: rows of cells with the numbers of their lines."""

import csv
import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import TypeAlias

Rows: TypeAlias = "list[tuple[int, list[str]]]"
"""The rows of one table, its head first, none of them empty."""

_RULE = re.compile(r"\s*+\|?(?:\s*+:?-++:?\s*+\|)+(?:\s*+:?-++:?\s*+)?\Z")
"""The line of hyphens that stands below the head of a table in Markdown."""
_BAR = re.compile(r"(?<!\\)\|")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKED = re.compile(r"(\*\*|__|\*|_|~~|`)(.+)\1\Z")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_UNSEEN = re.compile("[\u200b\u2060\ufeff]")


def tables(text: str) -> list[Rows]:
    """The tables in `text`: all that a Markdown file has, or the one that a file with commas, semicolons or tabs is."""
    text = text.lstrip("\ufeff")
    lines = text.splitlines()
    heads = [at - 1 for at, line in enumerate(lines) if at and "|" in lines[at - 1] and _RULE.match(line)]
    if heads:
        return [_markdown(lines, head) for head in heads]
    return [rows] if (rows := list(_csv(lines))) else []


def _csv(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    separator = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.reader(lines, delimiter=separator)
    return ((reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells))


def _markdown(lines: Sequence[str], head: int) -> Rows:
    """The table whose head is the line `head`; it ends with the first line that has no bar, and a row such as
    `| *None yet* | | |` is none."""
    rows = [(head + 1, _cells(lines[head]))]
    for number, line in enumerate(lines[head + 2 :], start=head + 3):
        if "|" not in line:
            break
        rows.append((number, _cells(line)))
    return [(number, cells) for number, cells in rows if any(cells[1:])]


def _cells(line: str) -> list[str]:
    return [_shown(cell) for cell in _BAR.split(line.strip().removeprefix("|").removesuffix("|"))]


def _shown(cell: str) -> str:
    """A cell as a reader of the page sees it: links by their words, no marks, nothing escaped."""
    text = _LINK.sub(r"\1", _UNSEEN.sub("", cell)).strip()
    while marked := _MARKED.match(text):
        text = marked[2].strip()
    return unescape(_ESCAPED.sub(r"\1", text))
