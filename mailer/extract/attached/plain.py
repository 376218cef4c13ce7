"""Attached texts in other writing than plain: lists with separators, and Rich Text."""

import csv
import re
from collections.abc import Iterator

from mailer.extract.attached.reading import MOST_COLUMNS, MOST_ROWS, MOST_TEXT, rows_to_text

_SEPARATORS = ";\t,"
_LONGEST_FORM = 60
"""Rows of a list that may be a form; a longer one holds records."""
_RTF = re.compile(
    r"\\(?:'([0-9a-f]{2})|u(-?\d{1,6}) ?(?:\\'[0-9a-f]{2}|\?)?|([a-z]{1,32})(-?\d{1,10})? ?|([^a-z]))|([{}])|([^\\{}]{1,10000})",
    re.IGNORECASE,
)
"""A byte, a letter by its number, a control word, a control symbol, a bracket, a text (RTF 1.9.1)."""
_BREAKS = {"par": "\n", "line": "\n", "row": "\n", "cell": "\t", "tab": "\t"}
_UNSAID = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "themedata",
        "datastore",
        "header",
        "footer",
    ]
)
"""Groups that hold no text of the document's body."""


def csv_text(text: str) -> str:
    """The rows of a short list as `Label: value` lines; empty for a long one."""
    lines = text[:MOST_TEXT].splitlines()
    if not lines or len(lines) > _LONGEST_FORM:
        return ""
    separator = max(_SEPARATORS, key=lines[0].count)
    rows = csv.reader(lines, delimiter=separator)
    return rows_to_text([cell.strip() for cell in row[:MOST_COLUMNS]] for row in list(rows)[:MOST_ROWS])


def rtf_text(content: bytes) -> str:
    """The text of a Rich Text document, table cells parted by tabs."""
    return "".join(_spoken(content.decode("cp1252", "replace")))


def _spoken(source: str) -> Iterator[str]:
    silent: list[bool] = []
    """For each open group whether it is left out."""
    for found in _RTF.finditer(source):
        byte, letter, word, _, symbol, bracket, text = found.groups()
        if bracket:
            if bracket == "{":
                silent.append(bool(silent and silent[-1]))
            elif silent:
                silent.pop()
        elif symbol == "*" or (word in _UNSAID):
            silent[-1:] = [True]
        elif not (silent and silent[-1]):
            yield _written(byte, letter, word, symbol, text)


def _written(
    byte: str | None, letter: str | None, word: str | None, symbol: str | None, text: str | None
) -> str:
    if byte:
        return bytes.fromhex(byte).decode("cp1252", "replace")
    if letter:
        return chr(int(letter) % 65_536)
    if word:
        return _BREAKS.get(word, "")
    if symbol:
        return {"~": " ", "_": "-"}.get(symbol, symbol if symbol in "\\{}" else "")
    return (text or "").replace("\r", "").replace("\n", "")
