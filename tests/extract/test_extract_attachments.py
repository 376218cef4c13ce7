"""Attachments: what descriptions, forms and samples say, and that none of them can do harm."""

import random
import struct
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from time import process_time
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from mailer.extract.attached.attachments import AttachmentReading, read_attachments
from mailer.model.message import Attachment

FILES = Path(__file__).parents[1] / "mail" / "attachments"


def attachment(filename: str, content: bytes, content_type: str = "application/octet-stream") -> Attachment:
    return Attachment(
        filename=filename,
        content_type=content_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
    )


def read(filename: str, content: bytes, content_type: str = "application/octet-stream") -> AttachmentReading:
    (reading,) = read_attachments([attachment(filename, content, content_type)])
    return reading


def read_file(name: str) -> AttachmentReading:
    return read(name, (FILES / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "kind", "title", "docs", "authentication", "formats"),
    [
        (
            "openapi-3-oauth2-and-key.json",
            "openapi",
            "Harbourlight Bookings",
            ("https://developer.harbourlight.example/docs", "https://developer.harbourlight.example/berths"),
            ("oauth2", "api_key", "token"),
            ("json", "csv"),
        ),
        (
            "openapi-3-bearer.yaml",
            "openapi",
            "Kettlewick Orders",
            ("https://docs.kettlewick.example/orders",),
            ("token", "certificate"),
            ("xml", "ndjson"),
        ),
        ("swagger-2-basic.yml", "openapi", "Old Mill Ledger", None, ("basic", "api_key"), ("json", "csv")),
        ("asyncapi-kafka.yaml", "asyncapi", "Tidewater Events", None, ("scram", "basic"), ("avro",)),
        (
            "postman-collection.json",
            "postman",
            "Brambletown Parcels",
            None,
            ("api_key", "token"),
            ("xml", "json"),
        ),
        ("soap-with-username-token.wsdl", "wsdl", "FerryTimes", None, ("basic",), ("xml",)),
        ("schema.graphql", "graphql", "", None, (), ("json",)),
        ("introspection.json", "graphql", "", None, (), ("json",)),
    ],
)
def test_a_description_tells_what_it_describes(
    name: str,
    kind: str,
    title: str,
    docs: tuple[str, ...] | None,
    authentication: tuple[str, ...],
    formats: tuple[str, ...],
) -> None:
    """Title, documentation (the file itself where it links none), authentication and formats come out of each kind."""
    reading = read_file(name)
    assert (reading.kind, reading.title, reading.text) == (kind, title, "")
    assert reading.api_docs == (docs or (name,))
    assert reading.authentication == authentication
    assert reading.data_formats == formats


def test_a_description_is_known_by_its_content() -> None:
    """A YAML description that somebody saved as a text file is still a description."""
    reading = read("api.txt", (FILES / "openapi-3-bearer.yaml").read_bytes())
    assert (reading.kind, reading.title) == ("openapi", "Kettlewick Orders")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_description_is_read_in_any_unicode(charset: str) -> None:
    """Editors write UTF-16, with a mark at its beginning or without."""
    text = (FILES / "openapi-3-oauth2-and-key.json").read_text()
    assert read("api.json", text.encode(charset)).title == "Harbourlight Bookings"


@pytest.mark.parametrize(
    "text",
    [
        "{openapi: 3.0.0, info: {title: Kestrel One}, components: {securitySchemes: {a: {type: oauth2}}}, paths: {}}",
        "{\n  openapi: '3.1.0',\n  info: {title: \"Kestrel One\"},\n  components: {securitySchemes: {a: {type: oauth2, flows: []}}}\n}",
        "openapi: 3.0.0\ninfo: {title: Kestrel One}\ncomponents:\n  securitySchemes: {a: {type: oauth2, x: [1, 2]}}\n",
        "openapi: 3.0.0\ninfo: {title: Kestrel One, contact: {url: https://kestrel.example}}\ncomponents: {securitySchemes: {a: {type: oauth2}}}",
    ],
)
def test_a_description_in_brackets_is_read(text: str) -> None:
    """YAML's flow style, as a whole or in one of the lines, says the same as its blocks."""
    reading = read("openapi.yaml", text.encode())
    assert (reading.kind, reading.title, reading.authentication) == ("openapi", "Kestrel One", ("oauth2",))


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("form-latin1.txt", ["Integration name: Larkspur Lab", "Priority: high"]),
        ("form.md", ["## Integration name", "Larkspur Lab"]),
        ("form.html", ["Integration name  Larkspur Lab"]),
        ("form.pdf", ["Integration name: Larkspur Lab", "Priority: high"]),
        ("form-choices.pdf", ["Integration name: Larkspur Lab", "Priority: High"]),
        ("form-fields.pdf", ["integration name: Larkspur Lab", "use Case: Move the results"]),
        (
            "form.xlsx",
            ["Integration request", "Integration name: Larkspur Lab", "Rows a day: 120000", "Alternatives:"],
        ),
        ("form.xlsx", ["Integration name: Hollowbrook", "Use case: Read meters", "Priority: high"]),
        (
            "form.docx",
            ["## Integration request", "Integration name: Larkspur Lab", "Priority: high", "Alternatives:"],
        ),
        ("form.docx", ["## What it must do", "- read results", "Authentication:\tAPI key", "Format: JSON"]),
    ],
)
def test_a_form_is_read_like_a_body(name: str, lines: Sequence[str]) -> None:
    """Text, Markdown, HTML, PDF (its fields too), Excel and Word give their labels and answers a line each."""
    reading = read_file(name)
    assert reading.kind == "form"
    assert set(lines) <= set(reading.text.splitlines())


def test_a_prompt_is_no_answer() -> None:
    """`Click or tap here` in a Word form that nobody has filled in is left out."""
    text = read_file("form.docx").text
    assert "Click or tap" not in text
    assert "Choose an item" not in text


def test_a_latin_text_keeps_its_letters() -> None:
    """A form without a declared charset is read in the charset it is written in."""
    assert "für Köln" in read_file("form-latin1.txt").text


@pytest.mark.parametrize(("name", "format_"), [("csv", "csv"), ("json", "json"), ("xml", "xml")])
def test_a_sample_shows_its_format_and_nothing_else(name: str, format_: str) -> None:
    """Records are no form: only their format is taken."""
    reading = read_file(f"sample-records.{name}")
    assert (reading.kind, reading.data_formats, reading.api_docs) == ("sample", (format_,), ())


@pytest.mark.parametrize(
    ("filename", "content_type"),
    [
        ("meeting.ics", "text/calendar"),
        ("invite", "text/calendar"),
        ("card.vcf", "text/vcard"),
        ("logo.png", "image/png"),
        ("drawing.svg", "image/svg+xml"),
        ("signature.asc", "application/pgp-signature"),
    ],
)
def test_noise_is_noise(filename: str, content_type: str) -> None:
    """Calendars, visiting cards, pictures and signatures say nothing about a request."""
    assert read(filename, b"BEGIN:VCALENDAR", content_type).kind == "noise"


@pytest.mark.parametrize(
    ("content_type", "file", "kind"),
    [
        ("application/json", "openapi-3-oauth2-and-key.json", "openapi"),
        ("application/pdf", "form.pdf", "form"),
        ("text/plain", "form-latin1.txt", "form"),
        ("application/ms-tnef", "winmail.dat", "form"),
    ],
)
def test_a_part_without_a_name_is_known_by_its_type(content_type: str, file: str, kind: str) -> None:
    """`part-2` with a declared type is read by that type."""
    readings = read_attachments([attachment("part-2", (FILES / file).read_bytes(), content_type)])
    assert readings[0].kind == kind


def packed(**entries: str) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


ODT = packed(
    mimetype="application/vnd.oasis.opendocument.text",
    **{
        "content.xml": '<d xmlns:o="urn:o" xmlns:t="urn:t"><o:body><o:text><t:p>Hello</t:p><t:table><t:table-row>'
        "<t:table-cell><t:p>Priority</t:p></t:table-cell><t:table-cell><t:p>high</t:p></t:table-cell></t:table-row>"
        "</t:table></o:text></o:body></d>"
    },
)
RTF = rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\*\generator x}Dringlichkeit\'3a h\u246\'f6her\par Priority: high}"


OLD_FORM = packed(
    **{
        "word/document.xml": '<w:d xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
        '<w:r><w:t>Priority:</w:t></w:r><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox>'
        "</w:ffData></w:fldChar></w:r><w:r><w:t>Low</w:t></w:r><w:r><w:fldChar><w:ffData><w:checkBox><w:checked/>"
        '</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:t>High</w:t></w:r><w:r><w:sym w:char="F0A8"/></w:r>'
        "</w:p></w:body></w:d>"
    }
)


@pytest.mark.parametrize(
    ("filename", "content", "kind", "said"),
    [
        ("form.doc", (FILES / "form.docx").read_bytes(), "form", "Priority: high"),
        ("form.docm", (FILES / "form.docx").read_bytes(), "form", "Priority: high"),
        ("old.docx", OLD_FORM, "form", "Priority: ☐ Low ☒ High☐"),
        ("scan", (FILES / "form.pdf").read_bytes(), "form", "Priority: high"),
        ("letter.bin", ODT, "form", "Priority: high"),
        ("letter.rtf", RTF, "form", "Dringlichkeit: höher\nPriority: high"),
        ("spec", (FILES / "openapi-3-bearer.yaml").read_bytes(), "openapi", ""),
        ("spec.txt", (FILES / "openapi-3-oauth2-and-key.json").read_bytes(), "openapi", ""),
        ("api.txt", (FILES / "soap-with-username-token.wsdl").read_bytes(), "wsdl", ""),
        ("ATT001.dat", (FILES / "winmail.dat").read_bytes(), "form", ""),
    ],
)
def test_a_wrong_name_hides_nothing(filename: str, content: bytes, kind: str, said: str) -> None:
    """What a file is its first bytes say; a name that is wrong, or says nothing, does not keep it closed."""
    reading = read_attachments([attachment(filename, content)])[0]
    assert reading.kind == kind
    assert said in reading.text


@pytest.mark.parametrize(
    "filename", ["setup.exe", "bundle.zip", "script.js", "letter.doc", "mail.eml", "noname", ".docx"]
)
def test_what_nobody_reads_is_left_closed(filename: str) -> None:
    """Programs, archives and unknown formats are named and not opened."""
    assert read(filename, b"MZ\x90\x00").kind in ("other", "unread")


def test_r65_winmail_dat_is_opened_one_level_deep() -> None:
    """R-65: a winmail.dat gives its own text and its attachments; another one inside stays closed."""
    content = (FILES / "winmail.dat").read_bytes()
    readings = read_attachments([attachment("winmail.dat", content)])
    assert [(one.filename, one.kind) for one in readings] == [
        ("winmail.dat", "form"),
        ("form.txt", "form"),
        ("meeting.ics", "noise"),
        ("winmail.dat", "unread"),
    ]
    assert readings[0].text == "The form is attached."
    assert "Integration name: Larkspur Lab" in readings[1].text


def test_readings_keep_the_order_of_the_mail() -> None:
    """Every attachment has its reading, also those after a broken one."""
    names = ["cut.docx", "form.md", "cut.pdf", "card.vcf"]
    parts = [attachment(name, (FILES / name).read_bytes()) for name in names]
    assert [(one.filename, one.kind) for one in read_attachments(parts)] == [
        ("cut.docx", "unread"),
        ("form.md", "form"),
        ("cut.pdf", "unread"),
        ("card.vcf", "noise"),
    ]


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("cut.docx", "broken (BadZipFile)"),
        ("encrypted.pdf", "an encrypted PDF"),
        ("billion-laughs.wsdl", "XML with a document type (definitions)"),
        ("external-entity.xml", "XML with a document type (x)"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, because: str) -> None:
    """A cut, encrypted or entity-laden file is unread, with a reason for a person."""
    reading = read_file(name)
    assert (reading.kind, reading.because, reading.text) == ("unread", because, "")


def drawing(lines: int) -> bytes:
    """A PDF of one page that draws so many lines above its text."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = DictionaryObject({NameObject(key): NameObject(f"/{value}") for key, value in FONT.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    drawn = StreamObject()
    drawn.set_data(b"0 0 m 9 9 l S\n" * lines + b"BT /F1 12 Tf 9 9 Td (Integration name: Larkspur) Tj ET")
    page[NameObject("/Contents")] = drawn.flate_encode()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


FONT = {"/Type": "Font", "/Subtype": "Type1", "/BaseFont": "Helvetica"}


def test_a_page_that_is_a_drawing_of_megabytes_is_not_searched_for_text() -> None:
    """Its instructions would be read one by one; a page with few of them is read."""
    assert "Larkspur" in read("plan.pdf", drawing(100)).text
    started = process_time()
    assert read("plan.pdf", drawing(200_000)).text == ""
    assert process_time() - started < 1


def archive(*parts: tuple[str, bytes], method: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as made:
        for name, content in parts:
            made.writestr(name, content)
    return out.getvalue()


def with_declared_size(bomb: bytes, size: int) -> bytes:
    """The archive of one entry whose headers claim that it unpacks to `size` bytes."""
    claim = struct.pack("<I", size)
    central = bomb.rindex(b"PK\x01\x02")
    return bomb[:22] + claim + bomb[26 : central + 24] + claim + bomb[central + 28 :]


def with_declared_entries(made: bytes, entries: int) -> bytes:
    at = made.rindex(b"PK\x05\x06")
    return made[: at + 8] + struct.pack("<HH", entries, entries) + made[at + 12 :]


DOCX_HEAD = b'<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>'
DOCX_TAIL = b"</w:t></w:r></w:p></w:body></w:document>"
ZEROS = bytes(60_000_000)

BOMBS: dict[str, Callable[[], bytes]] = {
    "one part of 60 MB": lambda: archive(("word/document.xml", ZEROS)),
    "one part of 60 MB that claims 99 bytes": lambda: with_declared_size(
        archive(("word/document.xml", ZEROS)), 99
    ),
    "many parts": lambda: archive(
        *((f"word/{at}.xml", b"") for at in range(5_000)), ("word/document.xml", b"")
    ),
    "many parts, one claimed": lambda: with_declared_entries(
        archive(*((f"word/{at}.xml", b"") for at in range(5_000)), ("word/document.xml", b"")), 1
    ),
    "a part that grows 1000 times": lambda: archive(
        ("word/document.xml", DOCX_HEAD + bytes(9_000_000) + DOCX_TAIL)
    ),
    "archives in archives": lambda: archive(("word/document.xml", archive(("word/document.xml", ZEROS)))),
    "entities": lambda: archive(
        ("word/document.xml", b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>')
    ),
    "entities in UTF-16": lambda: archive(
        (
            "word/document.xml",
            '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><w>&b;</w>'.encode("utf-16"),
        )
    ),
    "an empty archive": lambda: b"PK\x05\x06" + bytes(18),
    "no directory": lambda: archive(("word/document.xml", b"<w/>"), method=ZIP_STORED)[:-22],
}


@pytest.mark.parametrize("filename", ["bomb.docx", "bomb.xlsx"])
@pytest.mark.parametrize("bomb", BOMBS)
def test_r52_a_bomb_is_refused_before_it_unpacks(bomb: str, filename: str) -> None:
    """R-52: the archive's directory is judged first; no bomb costs a second or 30 MB."""
    content = BOMBS[bomb]()
    import openpyxl  # so that loading it is not counted

    assert openpyxl.__name__ in sys.modules
    began = process_time()
    tracemalloc.start()
    reading = read(filename, content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading.kind == "unread", reading
    assert peak < 30_000_000
    assert process_time() - began < 10


def test_r52_a_deep_document_is_read_or_refused() -> None:
    """100,000 nested elements neither crash nor hang the reader."""
    depth = 100_000
    deep = (
        b'<w:document xmlns:w="w"><w:body>' + b"<w:x>" * depth + b"</w:x>" * depth + b"</w:body></w:document>"
    )
    assert read("deep.docx", archive(("word/document.xml", deep))).kind in ("other", "unread")
    assert read("deep.json", b"[" * depth + b"]" * depth).kind == "unread"
    assert (
        read("deep.yaml", b"openapi: 3\n" + b"".join(b" " * at + b"a:\n" for at in range(2_000))).kind
        == "openapi"
    )


def test_r65_a_winmail_dat_of_many_objects_is_refused() -> None:
    """R-65: 100,000 empty objects, each of which would copy the rest, are counted first."""
    content = struct.pack("<IH", 0x223E9F78, 1) + (b"\x01" + bytes(10)) * 100_000
    began = process_time()
    assert read("winmail.dat", content).because == "more than 2000 objects"
    assert process_time() - began < 5


def test_big_and_many_attachments_are_named_and_left() -> None:
    """Beyond 8 MB, and after the thirtieth, an attachment is not opened."""
    assert read("big.txt", bytes(8_000_001)).because == "more than 8000000 bytes"
    readings = read_attachments([attachment(f"{at}.txt", b"Priority: high") for at in range(32)])
    assert [one.kind for one in readings] == ["form"] * 30 + ["unread"] * 2


LINEAR: dict[str, bytes] = {
    "a.yaml": b"openapi: 3.0.0\n" + b"a: {b: c, d: e}\n" * 60_000,
    "b.yaml": b"openapi: 3.0.0\n" + b"- " * 1_000_000,
    "c.yaml": b"openapi: 3.0.0\n" + b" " * 2_000_000 + b"x",
    "d.json": b'{"openapi": "3", "x": "' + b"application/" * 150_000 + b'"}',
    "e.graphql": b" " * 3_000_000,
    "f.txt": b"\n \n" * 700_000,
    "g.md": b"type " * 400_000,
    "h.yaml": b"{openapi: 3" + b"{[a: " * 400_000,
    "i.yaml": b"{openapi: 3, x: " + b":" * 1_000_000 + b"'" * 1_000_000,
}


@pytest.mark.parametrize("name", LINEAR)
def test_two_megabytes_of_anything_take_seconds_at_most(name: str) -> None:
    """No text of a few megabytes makes a reader slower than linear."""
    began = process_time()
    read(name, LINEAR[name])
    assert process_time() - began < 25


@settings(max_examples=150)
@given(
    name=st.sampled_from(sorted(path.name for path in FILES.iterdir())),
    seed=st.integers(0, 10**6),
    cut=st.floats(0, 1),
)
def test_no_damage_makes_it_raise(name: str, seed: int, cut: float) -> None:
    """Whatever bytes are flipped or cut off, every attachment gets a reading with a reason."""
    content = bytearray((FILES / name).read_bytes())
    chance = random.Random(seed)
    for _ in range(1 + seed % 20):
        content[chance.randrange(len(content))] = chance.randrange(256)
    readings = read_attachments([attachment(name, bytes(content[: int(len(content) * max(cut, 0.3))]))])
    assert readings and all(one.because for one in readings)


def test_what_is_larger_than_the_operator_allows_stays_closed() -> None:
    """`attachments.max_bytes` bounds what is opened, inside a winmail.dat too; 0 opens nothing."""
    small, large = attachment("small.txt", b"Priority: low"), attachment("large.txt", b"Priority: low" * 10)
    assert [one.kind for one in read_attachments([small, large], 20)] == ["form", "unread"]
    mail = attachment("winmail.dat", (FILES / "winmail.dat").read_bytes())
    assert [one.kind for one in read_attachments([small, mail], 0)] == ["unread", "unread"]
