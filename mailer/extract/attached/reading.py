"""What reading one attachment yields, and the bounds that every reader keeps.

Values and checks only; which reader opens what stands in `attachments`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from xml.etree import ElementTree as ET

MOST_TEXT = 100_000
"""Characters kept of one attachment's text."""
MOST_ROWS, MOST_COLUMNS = 300, 30
"""Of one table."""
LONGEST_LABEL = 60
"""A longer first cell is a sentence, not a label."""


class TooMuch(ValueError):
    """An attachment is beyond a bound; the text names the bound."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachmentReading:
    """What one attachment says."""

    filename: str
    kind: str
    """`openapi`, `asyncapi`, `postman`, `wsdl`, `graphql`: an interface's description; `form`: a text to read like a body;
    `sample`: records in some format; `noise`: calendar, visiting card, picture, signature; `other`: not opened;
    `unread`: could not be."""
    text: str = ""
    """A form's text, one `Label: value` a line where it had a table or fields; empty for other kinds."""
    covers: bool = False
    """The text is the mail's own, in a wrapping of its client (winmail.dat)."""
    api_docs: tuple[str, ...] = ()
    """Links to documentation that a description gives, else the file's own name: it is the documentation."""
    authentication: tuple[str, ...] = ()
    data_formats: tuple[str, ...] = ()
    title: str = ""
    """The product's name as the description has it."""
    because: str
    """One sentence for a person: what was recognised, or why it was not read."""


class _WithoutDoctype(ET.TreeBuilder):
    """Refuses a document type, and with it every entity that could expand or fetch something."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise TooMuch(f"XML with a document type ({name[:20]})")


def read_xml(content: bytes | str) -> ET.Element:
    """Parse XML without document types. Raises TooMuch for one, ET.ParseError for what is not XML."""
    return ET.fromstring(content, parser=ET.XMLParser(target=_WithoutDoctype()))  # noqa: S314 entities are refused


def local_name(node: ET.Element) -> str:
    """The node's name without its namespace."""
    return node.tag.rpartition("}")[2]


def rows_to_text(rows: Iterable[Sequence[str]]) -> str:
    """Write a table as lines: `Label: value` for two columns, a block of such lines a record for a headed list.

    What is neither is written row by row with bars between the cells.
    """
    table = [_trimmed(row) for _, row in zip(range(MOST_ROWS), rows, strict=False)]
    table = [row for row in table if any(row)]
    if _is_headed_list(table):
        header, *records = table
        return "\n\n".join("\n".join(_pairs(header, record)) for record in records)
    if table and len(table[0]) == 2 and not table[0][1]:
        table[0].pop()  # a title above the table is no label
    return "\n".join(map(_row_to_line, table))


def _trimmed(row: Sequence[str]) -> list[str]:
    """The row's cells, cleaned of spaces, without the empty ones after the second."""
    cells = [cell.strip() for cell in row[:MOST_COLUMNS]]
    while len(cells) > 2 and not cells[-1]:
        cells.pop()
    return cells


def _is_headed_list(table: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns of the rows below (a form filled in along its width)."""
    if not 2 <= len(table) <= 21 or len(table[0]) < 3:
        return False
    return all(cell and len(cell) <= LONGEST_LABEL and not cell[0].isdigit() for cell in table[0])


def _pairs(header: Sequence[str], record: Sequence[str]) -> Iterable[str]:
    return (_labelled(label, cell) for label, cell in zip_longest(header, record, fillvalue="") if cell)


def _row_to_line(row: Sequence[str]) -> str:
    if len(row) == 2 and row[0] and len(row[0]) <= LONGEST_LABEL:
        return _labelled(row[0], row[1])
    return " | ".join(cell for cell in row if cell)


def _labelled(label: str, value: str) -> str:
    return f"{label.rstrip(' :：')}: {value}".rstrip()
