"""Reads the attachments that say something: descriptions of an interface, filled forms, samples.

Nothing is executed, fetched or unpacked without a bound, and no attachment can make it fail: what cannot be read says so.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from xml.etree.ElementTree import ParseError

from mailer.errors import Unreadable
from mailer.extract.attached.documents import docx_text, odt_text, pdf_text, xlsx_text
from mailer.extract.attached.kinds import told_by_bytes, told_by_text
from mailer.extract.attached.plain import csv_text, rtf_text
from mailer.extract.attached.reading import MOST_TEXT, AttachmentReading, TooMuch
from mailer.extract.attached.specs import read_graphql_spec, read_json_spec, read_xml_spec, read_yaml_spec
from mailer.model.message import Attachment
from mailer.parse.charsets import decode
from mailer.parse.clean import clean_filename, clean_text
from mailer.parse.html import html_to_text
from mailer.parse.message import MOST_ENCLOSED, parse

__all__ = ["AttachmentReading", "read_attachments"]

MOST_ATTACHMENTS = 30
"""Read of one mail; the rest is named and left."""
MOST_BYTES = 8_000_000
"""Of one attachment that is opened, where the configuration says nothing else."""
MOST_TNEF_OBJECTS = 2_000
_A_MAIL = "a mail"

_FROM_TYPE = {
    "application/json": ".json",
    "application/yaml": ".yaml",
    "application/x-yaml": ".yaml",
    "text/yaml": ".yaml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/wsdl+xml": ".wsdl",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/ms-tnef": ".tnef",
    "application/vnd.ms-tnef": ".tnef",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "text/directory": ".vcf",
    "application/pgp-signature": ".asc",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
}
"""What a part without a telling name is, by its type."""

_NOISE = {
    ".ics": "a calendar entry",
    ".vcf": "a visiting card",
    ".asc": "a signature",
    ".sig": "a signature",
    ".p7s": "a signature",
    ".p7m": "a signed or encrypted part",
    ".url": "a link file",
}

_SAMPLES = {
    ".parquet": "parquet",
    ".avro": "avro",
    ".avsc": "avro",
    ".orc": "orc",
    ".proto": "protobuf",
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
}
"""Files that show a format by their name alone."""


def read_attachments(
    attachments: Sequence[Attachment], most_bytes: int = MOST_BYTES
) -> tuple[AttachmentReading, ...]:
    """Read every attachment of at most `most_bytes`, in order; those inside a winmail.dat follow it (R-65).

    Never raises: an attachment that is broken, too big or hostile yields kind `unread` and the reason. The caller's child
    process bounds the time.
    """
    readings = [
        reading for number, part in enumerate(attachments) for reading in _readings(number, part, most_bytes)
    ]
    mails = [at for at, one in enumerate(readings) if one.because == _A_MAIL]
    for at in mails[1:]:
        readings[at] = replace(
            readings[at], kind="unread", because=f"only the first {MOST_ENCLOSED} mails inside are read"
        )
    return tuple(readings)


def _readings(number: int, part: Attachment, most_bytes: int) -> Iterator[AttachmentReading]:
    if number >= MOST_ATTACHMENTS:
        yield _unread(part, f"only the first {MOST_ATTACHMENTS} attachments are read")
        return
    inner: Sequence[Attachment] = ()
    suffix = _suffix(part)
    if suffix == ".tnef" and len(part.content) <= most_bytes:
        reading, inner = _tnef(part)
        yield reading
    else:
        yield _read(part, most_bytes)
    if suffix == ".eml" and len(part.content) <= most_bytes:
        inner = _enclosed(part)
    # one level only: what holds others again is named and left
    for one in inner[:MOST_ATTACHMENTS]:
        yield (
            _unread(one, f"{_HOLDERS[_suffix(one)]} inside another")
            if _suffix(one) in _HOLDERS
            else _read(one, most_bytes)
        )


_HOLDERS = {".tnef": "a winmail.dat", ".eml": "a mail"}
"""What has attachments of its own."""


def _enclosed(part: Attachment) -> Sequence[Attachment]:
    """The attachments of a mail that was passed on as an attachment."""
    try:
        return [one for one in parse(part.content).attachments if not one.inline]
    except Unreadable:
        return ()


def _read(part: Attachment, most_bytes: int) -> AttachmentReading:
    suffix = _suffix(part)
    if suffix in _NOISE:
        return _reading(part, "noise", _NOISE[suffix])
    if part.content_type.startswith("image/"):
        return _reading(part, "noise", "a picture")
    if suffix in _SAMPLES:
        return _sample(part, _SAMPLES[suffix])
    reader = _READERS.get(suffix)
    if not reader:
        return _reading(part, "other", f"nothing here reads {suffix or part.content_type}")
    if part.size > most_bytes or len(part.content) > most_bytes:
        return _unread(part, f"more than {most_bytes} bytes")
    try:
        return reader(part)
    except TooMuch as error:
        return _unread(part, str(error))
    except Exception as error:  # the readers of foreign formats raise whatever they like, RecursionError too
        return _unread(part, f"broken ({type(error).__name__})")


def _suffix(part: Attachment) -> str:
    """The ending that says what a part is: by its first bytes, else by its name, where that says nothing that is known by
    its type, and where neither does by how its text begins."""
    if shown := told_by_bytes(part.content):
        return shown
    suffix = PurePath(part.filename.lower()).suffix
    if part.filename.lower() == "winmail.dat":
        return ".tnef"
    known = suffix in _READERS or suffix in _NOISE or suffix in _SAMPLES
    named = suffix if known else _FROM_TYPE.get(part.content_type, suffix)
    if named in _READERS or named in _NOISE or named in _SAMPLES or part.content_type.startswith("image/"):
        return named
    return told_by_text(part.content) or named


def _json(part: Attachment) -> AttachmentReading:
    try:
        return read_json_spec(part.filename, _decoded(part)) or _sample(part, "json")
    except ValueError:
        return _unread(part, "not JSON")


def _yaml(part: Attachment) -> AttachmentReading:
    return read_yaml_spec(part.filename, _decoded(part)) or _reading(
        part, "other", "YAML that describes no interface"
    )


def _xml(part: Attachment) -> AttachmentReading:
    try:
        return read_xml_spec(part.filename, part.content) or _sample(part, "xml")
    except ParseError:
        return _unread(part, "not XML")


def _graphql(part: Attachment) -> AttachmentReading:
    return read_graphql_spec(part.filename, _decoded(part)) or _reading(part, "other", "no GraphQL schema")


def _text(part: Attachment) -> AttachmentReading:
    text = _decoded(part)
    spec = read_yaml_spec(part.filename, text) or read_graphql_spec(part.filename, text)
    return spec or _spec_of(told_by_text(part.content), part) or _form(part, text)


def _spec_of(suffix: str, part: Attachment) -> AttachmentReading | None:
    """What a text that begins like JSON or XML describes; None where it describes no interface."""
    try:
        if suffix == ".json":
            return read_json_spec(part.filename, _decoded(part))
        return read_xml_spec(part.filename, part.content) if suffix == ".xml" else None
    except (ValueError, ParseError):
        return None


def _rows(part: Attachment) -> AttachmentReading:
    """A list of records shows its format; a short one may be a form, which its labels tell."""
    return replace(_sample(part, "csv"), text=csv_text(_decoded(part)))


def _mail(part: Attachment) -> AttachmentReading:
    enclosed = part.content_type.startswith("message/")
    return _reading(part, "form", _A_MAIL) if enclosed else _reading(part, "other", "a file that is no mail")


def _html(part: Attachment) -> AttachmentReading:
    return _form(part, html_to_text(_decoded(part)[: MOST_TEXT * 10]))


def _document(read: Callable[[bytes], str]) -> Callable[[Attachment], AttachmentReading]:
    return lambda part: _form(part, read(part.content))


_READERS: Mapping[str, Callable[[Attachment], AttachmentReading]] = {
    ".json": _json,
    ".postman_collection": _json,
    ".yaml": _yaml,
    ".yml": _yaml,
    ".xml": _xml,
    ".wsdl": _xml,
    ".graphql": _graphql,
    ".graphqls": _graphql,
    ".gql": _graphql,
    ".txt": _text,
    ".text": _text,
    ".md": _text,
    ".markdown": _text,
    ".html": _html,
    ".htm": _html,
    ".csv": _rows,
    ".tsv": _rows,
    ".eml": _mail,
    ".docx": _document(docx_text),
    ".odt": _document(odt_text),
    ".rtf": _document(rtf_text),
    ".xlsx": _document(xlsx_text),
    ".pdf": _document(pdf_text),
    ".tnef": lambda part: _tnef(part)[0],
}


def _tnef(part: Attachment) -> tuple[AttachmentReading, tuple[Attachment, ...]]:
    """Open a winmail.dat (MS-OXTNEF): its own text, and the attachments in it."""
    try:
        _check_tnef(part.content)
        from tnefparse import TNEF  # type: ignore[import-untyped]

        opened = TNEF(part.content, do_checksum=False)
        inner = tuple(
            _inner(number, one.long_filename(), one.data) for number, one in enumerate(opened.attachments, 1)
        )
        body = opened.body or b""
        text = body if isinstance(body, str) else decode(body, "").text
    except TooMuch as error:
        return _unread(part, str(error)), ()
    except Exception as error:  # as in _read: the format is foreign and the library raises anything
        return _unread(part, f"broken ({type(error).__name__})"), ()
    opened_as = _reading(
        part, "form", f"a winmail.dat ({len(inner)} inside)", text=clean_text(text)[:MOST_TEXT]
    )
    return replace(opened_as, covers=True), inner


def _check_tnef(content: bytes) -> None:
    """Count the objects before the library copies the rest of the content for each (MS-OXTNEF section 2.1.3)."""
    at = 6
    for _ in range(MOST_TNEF_OBJECTS):
        if at + 12 >= len(content):
            return
        at += 11 + int.from_bytes(content[at + 5 : at + 9], "little")
    raise TooMuch(f"more than {MOST_TNEF_OBJECTS} objects")


def _inner(number: int, name: object, content: object) -> Attachment:
    raw = content if isinstance(content, bytes) else b""
    return Attachment(
        filename=clean_filename(str(name or ""), f"part-{number}"),
        content_type="application/octet-stream",
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        content=raw,
    )


def _decoded(part: Attachment) -> str:
    """Its text; editors that write UTF-16 or UTF-32 are told by the zero bytes of the first letters (RFC 4627 section 3)."""
    found = json.detect_encoding(part.content)
    if found.startswith(("utf-16", "utf-32")):
        return clean_text(part.content.decode(found, "replace"))
    return clean_text(decode(part.content, "").text)


def _form(part: Attachment, text: str) -> AttachmentReading:
    kept = clean_text(text)[:MOST_TEXT].strip()
    return (
        _reading(part, "form", "a text", text=kept)
        if kept
        else _reading(part, "other", "a document without text")
    )


def _sample(part: Attachment, format_: str) -> AttachmentReading:
    return AttachmentReading(
        filename=part.filename,
        kind="sample",
        data_formats=(format_,),
        because=f"a sample in {format_.upper()}",
    )


def _unread(part: Attachment, reason: str) -> AttachmentReading:
    return _reading(part, "unread", reason)


def _reading(part: Attachment, kind: str, because: str, text: str = "") -> AttachmentReading:
    return AttachmentReading(filename=part.filename, kind=kind, text=text, because=because)
