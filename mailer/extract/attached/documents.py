"""Attached documents as text: Word, OpenDocument, Excel, PDF. Forms come out as `Label: value` lines.

The heavy libraries are loaded when such a part is there. An archive's own directory is judged before anything in it is
unpacked (R-52, R-65): a bomb is refused, never opened.
"""

import re
import struct
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile, ZipInfo

from mailer.extract.attached.reading import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_TEXT,
    TooMuch,
    local_name,
    read_xml,
    rows_to_text,
)

MOST_ENTRIES = 1_000
MOST_UNPACKED = 30_000_000
"""Bytes that all entries of an archive may have together."""
MOST_PART = 10_000_000
"""Bytes of the one part that is parsed whole."""
MOST_RATIO = 200
"""Times that an archive may grow; small ones may grow by any factor."""
SMALL = 2_000_000
MOST_PAGES = 30
MOST_DRAWN = 2_000_000
"""Bytes of one page's drawing instructions."""
MOST_SHEETS = 8
MOST_NODES = 200_000

if TYPE_CHECKING:
    from pypdf import PageObject

_END_OF_DIRECTORY = b"PK\x05\x06"
_HEADING = re.compile(r"(?i)(heading|title|berschrift|titre|titulo|título|titolo|kop)\s?\d?\Z")


def open_archive(content: bytes) -> ZipFile:
    """Open a zip archive whose directory is within every bound; nothing is unpacked.

    Raises TooMuch for a bomb and BadZipFile for what is no archive (APPNOTE.TXT 4.3.16 and 4.4.24).
    """
    at = content.rfind(_END_OF_DIRECTORY, max(0, len(content) - 66_000))
    if at < 0 or len(content) < at + 22:
        raise BadZipFile("no archive directory")
    entries, directory_bytes = struct.unpack_from("<HI", content, at + 10)
    # the count may lie, but the directory's size is what is read
    if entries > MOST_ENTRIES or directory_bytes > MOST_ENTRIES * 300:
        raise TooMuch(f"an archive of more than {MOST_ENTRIES} entries")
    archive = ZipFile(BytesIO(content))
    unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED:
        raise TooMuch(f"an archive that unpacks to {unpacked} bytes")
    if unpacked > SMALL and unpacked > MOST_RATIO * len(content):
        raise TooMuch(f"an archive that grows {unpacked // len(content)} times")
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise TooMuch("an encrypted archive")
    return archive


def docx_text(content: bytes) -> str:
    """The text of a Word document (ECMA-376 part 1, section 17): paragraphs, lists and tables, without headers.

    A content control that still shows its prompt is empty.
    """
    with open_archive(content) as archive:
        body = read_xml(_part(archive, "word/document.xml")).find("./{*}body")
    if body is None:
        return ""
    return "\n".join(_lines(body, _word_block))


def odt_text(content: bytes) -> str:
    """The text of an OpenDocument text (OpenDocument 1.3 part 3): paragraphs and tables."""
    with open_archive(content) as archive:
        body = read_xml(_part(archive, "content.xml")).find("./{*}body/{*}text")
    return "" if body is None else "\n".join(_lines(body, _open_block))


def xlsx_text(content: bytes) -> str:
    """The text of the first sheets of an Excel workbook (ECMA-376 part 1, section 18), computed values only."""
    with open_archive(content) as archive:
        for entry in archive.infolist():
            _check_part(archive, entry)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # it warns of every extension that it leaves out
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        tables = [rows_to_text(_cells(rows)) for rows in _sheets(book.worksheets)]
        book.close()
    return "\n\n".join(filter(None, tables))


def pdf_text(content: bytes) -> str:
    """The text of a PDF's first pages, and its filled form fields as `Label: value` lines before it.

    Raises TooMuch for an encrypted one and for what only calls itself a PDF: looking for its end byte by byte, as the
    library does, costs a tenth of a second (ISO 32000-1 section 7.5.5 wants the mark in the last kilobyte).
    """
    if b"%PDF-" not in content[:1024] or b"%%EOF" not in content[-2048:]:
        raise TooMuch("no whole PDF")
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise TooMuch("an encrypted PDF")
    filled = _together(_filled(reader.get_fields() or {}))
    if len(filled) >= _A_FORM:
        return rows_to_text(filled)
    first = (reader.pages[number] for number in range(min(len(reader.pages), MOST_PAGES)))
    pages = _pages(page.extract_text() for page in first if _is_readable(page))
    return "\n\n".join(filter(None, (rows_to_text(filled), *pages)))


_A_FORM = 2
"""Fields filled in from which on the page around them is only what the form asks, every option of a choice included."""
_NO_NAME = re.compile(
    r"(?i)(?:[^a-z]*|(?:text|field|undefined|check ?box|combo ?box|list ?box|group)[^a-z]*)\Z"
)
_TICKED = re.compile(r"(?i)(?:yes|on|ja|oui|s[ií]|sim|x|true|\d*)\Z")
_BUTTON, _PUSHED = "/Btn", 1 << 16


def _together(filled: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The boxes that are ticked in a group as one answer."""
    said: dict[str, list[str]] = {}
    for label, value in filled:
        said.setdefault(label, []).append(value)
    return [(label, ", ".join(values)) for label, values in said.items()]


def _filled(fields: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What was entered, chosen and ticked (ISO 32000-1 section 12.7): a choice by its value, a box of a group by its name."""
    for name, field in fields.items():
        value = field.get("/V")
        said = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        kind = field.get("/FT", "")
        if kind == "/Sig" or not said.strip() or (kind == _BUTTON and said == "/Off"):
            continue
        label = _label(name)
        if _NO_NAME.match(label):
            label = str(field.get("/TU") or label)
        chosen = said.removeprefix("/") if kind == _BUTTON else said
        group, _, box = name.rpartition(".")
        if kind == _BUTTON and _TICKED.match(chosen):
            label, chosen = _label(group) or "[x]", _label(box)
        yield " ".join(label.split()), chosen


def _pages(pages: Iterable[str]) -> Iterator[str]:
    """The pages' texts until there is enough."""
    size = 0
    for text in pages:
        yield text
        size += len(text)
        if size > MOST_TEXT:
            return


def _is_readable(page: "PageObject") -> bool:
    """Tell whether the page draws little enough to be searched for text; a drawing of megabytes holds none."""
    drawn = page.get_contents()
    return drawn is not None and len(drawn.get_data()) <= MOST_DRAWN


def _label(field: str) -> str:
    """A form field's name as a label: `use_case` and `UseCase` are `use case`."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|[_.]+", " ", field)
    return " ".join(words.split())


def _part(archive: ZipFile, name: str) -> bytes:
    """One part, which cannot be longer than the directory says: `ZipFile` cuts it there and finds the checksum wrong."""
    entry = archive.getinfo(name)
    _check_part(archive, entry)
    return archive.read(entry)


def _check_part(archive: ZipFile, entry: ZipInfo) -> None:
    """Refuse a part that is too big to be parsed whole, or that declares entities."""
    if not entry.filename.endswith((".xml", ".rels")):
        return
    if entry.file_size > MOST_PART:
        raise TooMuch(f"a part of {entry.file_size} bytes")
    with archive.open(entry) as part:
        head = part.read(2_000).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise TooMuch("XML with a document type")


def _sheets(sheets: Sequence[object]) -> Iterator[Iterable[Sequence[object]]]:
    for sheet in sheets[:MOST_SHEETS]:
        rows = getattr(sheet, "iter_rows", None)  # a chart sheet has no rows
        if rows:
            yield rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)


def _cells(rows: Iterable[Sequence[object]]) -> Iterator[list[str]]:
    for row in rows:
        yield ["" if value is None else str(value)[:MOST_TEXT] for value in row]


def _lines(body: ET.Element, block: Callable[[ET.Element], str | Iterable[ET.Element]]) -> Iterator[str]:
    """A document's blocks in order, each as the lines that `block` makes of it, or as those of what it says is inside."""
    waiting = list(reversed(body))
    for _ in range(MOST_NODES):
        if not waiting:
            return
        said = block(waiting.pop())
        if isinstance(said, str):
            yield said
        else:
            waiting.extend(reversed(list(said)))


def _word_block(node: ET.Element) -> str | Iterable[ET.Element]:
    """A paragraph or table of a Word document; a table around others only places them on the page."""
    name = local_name(node)
    if name == "p":
        return _paragraph(node)
    if name == "tbl" and node.find(".//{*}tc//{*}tbl") is not None:
        return [part for cell in node.iterfind("./{*}tr/{*}tc") for part in cell]
    if name == "tbl":
        return rows_to_text([_cell(cell) for cell in _row(row)] for row in node.iterfind("./{*}tr"))
    return () if _is_prompt(node) else node


def _paragraph(node: ET.Element) -> str:
    text = _runs(node)
    style = node.find("./{*}pPr/{*}pStyle")
    if style is not None and _HEADING.search(next(iter(style.attrib.values()), "")) and text:
        return f"\n## {text}"
    return f"- {text}" if node.find("./{*}pPr/{*}numPr") is not None and text else text


def _open_block(node: ET.Element) -> str | Iterable[ET.Element]:
    """A paragraph, heading or table of an OpenDocument text."""
    name = local_name(node)
    if name in ("p", "h"):
        return ("\n## " if name == "h" else "") + _said(node)
    if name == "table":
        return rows_to_text(
            ["\n".join(map(_said, cell.iterfind(".//{*}p"))) for cell in row.iterfind("./{*}table-cell")]
            for row in node.iterfind(".//{*}table-row")
        )
    return node


def _said(node: ET.Element) -> str:
    return " ".join("".join(node.itertext()).split())


def _row(node: ET.Element) -> Iterator[ET.Element]:
    """The row's own cells, bare or within a content control."""
    for child in node:
        yield from [child] if local_name(child) == "tc" else child.iterfind("./{*}sdtContent/{*}tc")


def _cell(node: ET.Element) -> str:
    return "\n".join(filter(None, map(_runs, node.iterfind(".//{*}p"))))


_RUN_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def _runs(node: ET.Element) -> str:
    """The text of a paragraph, without prompts that nobody has replaced."""
    prompts = [control for control in node.iterfind(".//{*}sdt") if _is_prompt(control)]
    hidden = {id(part) for control in prompts for part in control.iter()}
    shown = (part for part in node.iter() if id(part) not in hidden)
    return "".join(map(_said_by, shown)).strip()


def _said_by(part: ET.Element) -> str:
    """What one element of a paragraph shows: a text, a gap, a box with its tick, the entry chosen from an old form's list."""
    name = local_name(part)
    if name == "t":
        return part.text or ""
    if name == "checkBox" and part.tag.startswith(_WORD):
        return f" {_TICKED_BOX if _is_on(part) else _EMPTY_BOX} "
    if name == "sym":
        return _SYMBOLS.get(next((v for k, v in part.attrib.items() if k.endswith("}char")), "").upper(), "")
    if name == "ddList":
        chosen = int(next(iter(getattr(part.find("./{*}result"), "attrib", {}).values()), "0") or 0)
        entries = part.findall("./{*}listEntry")
        return next(iter(entries[chosen].attrib.values()), "") if 0 < chosen < len(entries) else ""
    return _RUN_TEXT.get(name, "")


def _is_on(box: ET.Element) -> bool:
    """Whether a box of an old form is ticked: by whoever filled it in, else as its author left it."""
    mark = box.find("./{*}checked")
    mark = box.find("./{*}default") if mark is None else mark
    return mark is not None and next(iter(mark.attrib.values()), "1") not in ("0", "false")


_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TICKED_BOX, _EMPTY_BOX = "☒", "☐"
_SYMBOLS = {
    **dict.fromkeys(("F0FE", "F0FD", "F078", "F052", "F054"), _TICKED_BOX),
    **dict.fromkeys(("F0A8", "F06F", "F0A3"), _EMPTY_BOX),
}
"""Letters of Wingdings fonts that forms have for boxes."""


def _is_prompt(node: ET.Element) -> bool:
    return local_name(node) == "sdt" and node.find("./{*}sdtPr/{*}showingPlcHdr") is not None
