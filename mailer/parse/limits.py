"""Judges the raw bytes before any parser runs: every library reads mail worse than linearly somewhere."""

import re
from dataclasses import dataclass

from mailer.errors import Unreadable


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much of everything one mail may have. The defaults are Postfix's where it has one."""

    max_bytes: int = 15_000_000
    """Reading takes about ten times as much memory."""
    max_lines: int = 500_000
    """The standard library's reader keeps each line as an object of its own."""
    max_header_bytes: int = 100_000
    """Of one header block, the mail's own or a part's."""
    max_header_lines: int = 2_000
    max_parts: int = 1_000
    max_depth: int = 100
    """Deeper multiparts and nested messages are refused."""
    read_depth: int = 20
    """Parts below this depth are listed as attachments and not read."""
    max_addresses: int = 2_000
    max_parameters: int = 400
    """Semicolons in one header field."""
    max_encoded_words: int = 1_000
    """In one header block."""
    max_reported: int = 2_000
    """Recipients in a delivery report."""
    max_nested_lines: int = 8_000_000
    """Lines times depth: what the standard library's reader has to compare."""
    max_text: int = 120_000
    """Characters of text that are kept; the rest stays in the raw mail."""
    max_html: int = 400_000
    """Characters of HTML that are read."""


# each pattern that looks through a whole mail begins with a letter of its own: `re` looks at no other place then
_BLANK = re.compile(rb"\n\r?\n|\r\n\r?\n|\r\r")
_FIELD_START = re.compile(rb"\r?\n(?![ \t])")
_ADDRESS_FIELD = re.compile(rb"(?i)(?:to|cc|from|bcc|reply-to|sender):")
_MARK = re.compile(
    rb"(?i)\n(?:(?P<delimiter>--[^\r\n]{1,300})|content-type[ \t]*:[ \t]*(?:(?P<multipart>multipart)|(?P<message>message))/)"
)
_REPORTED = re.compile(rb"(?i)\nfinal-recipient[ \t]*:")
_BOUNDARY = re.compile(rb"(?i)boundary[ \t]*=[ \t]*(?:\"([^\"\r\n]{1,300})\"|([^\s\";]{1,300}))")


def check(raw: bytes, limits: Limits) -> None:
    """Raise Unreadable when `raw` is beyond a limit (RELIABILITY R-49 to R-51, R-53)."""
    if len(raw) > limits.max_bytes:
        raise Unreadable("too-big", f"{len(raw)} bytes, {limits.max_bytes} are read")
    lines = raw.count(b"\n") + raw.count(b"\r") - raw.count(b"\r\n")
    if lines > limits.max_lines:
        raise Unreadable("too-many-lines", f"more than {limits.max_lines}")
    _check_block(raw, 0, limits)
    if b"elivery-status" in raw and len(_REPORTED.findall(raw)) > limits.max_reported:
        raise Unreadable("too-many-recipients", f"reports on more than {limits.max_reported}")
    depth = _check_structure(raw, limits)
    if lines * depth > limits.max_nested_lines:
        raise Unreadable("too-deep", f"{depth} levels over {len(raw)} bytes")


def _check_block(raw: bytes, start: int, limits: Limits) -> None:
    """Judge the header block that begins at `start`."""
    window = raw[start : start + limits.max_header_bytes + 2]
    end = _BLANK.search(window)
    block = window[: end.start()] if end else window
    if len(block) > limits.max_header_bytes and (start == 0 or b":" in block[:200]):
        raise Unreadable("header-too-big", f"more than {limits.max_header_bytes} bytes")
    if start == 0 or end:
        _check_fields(block, limits)


def _check_fields(block: bytes, limits: Limits) -> None:
    if block.count(b"\n") > limits.max_header_lines:
        raise Unreadable("too-many-header-lines", f"more than {limits.max_header_lines}")
    if block.count(b"=?") > 2 * limits.max_encoded_words:
        raise Unreadable("too-many-encoded-words", f"more than {limits.max_encoded_words}")
    if block.count(b";") > limits.max_parameters:
        fields = _FIELD_START.split(block)
        if max(field.count(b";") for field in fields) > limits.max_parameters:
            raise Unreadable("too-many-parameters", f"more than {limits.max_parameters}")
    if block.count(b"@") > limits.max_addresses:
        fields = [field for field in _FIELD_START.split(block) if _ADDRESS_FIELD.match(field)]
        if sum(field.count(b"@") for field in fields) > limits.max_addresses:
            raise Unreadable("too-many-addresses", f"more than {limits.max_addresses}")


def _check_structure(raw: bytes, limits: Limits) -> int:
    """Walk the lines that look like MIME structure and return the greatest depth."""
    open_levels: list[bytes] = []
    position: dict[bytes, int] = {}
    parts = deepest = 0
    raw = b"\n" + raw
    for mark in _MARK.finditer(raw):
        if mark["delimiter"]:
            level = _level_of(mark["delimiter"], position)
            if level is None:
                continue
            _close(open_levels, position, level + 1)
            parts += 1
            _check_block(raw, mark.end(), limits)
        else:
            boundary = _boundary_after(raw, mark.end()) if mark["multipart"] else b""
            if mark["multipart"] and not boundary:
                continue
            position.setdefault(boundary, len(open_levels))
            open_levels.append(boundary)
            deepest = max(deepest, len(open_levels))
        if parts > limits.max_parts:
            raise Unreadable("too-many-parts", f"more than {limits.max_parts}")
        if len(open_levels) > limits.max_depth:
            raise Unreadable("too-deep", f"more than {limits.max_depth} levels")
    return deepest


def _level_of(delimiter: bytes, position: dict[bytes, int]) -> int | None:
    text = delimiter[2:].rstrip()
    found = position.get(text)
    return position.get(text.removesuffix(b"--")) if found is None else found


def _close(open_levels: list[bytes], position: dict[bytes, int], keep: int) -> None:
    for boundary in open_levels[keep:]:
        if position.get(boundary, -1) >= keep:
            del position[boundary]
    del open_levels[keep:]


def _boundary_after(raw: bytes, start: int) -> bytes:
    """The boundary parameter of the Content-Type field that goes on at `start`."""
    window = raw[start : start + 2_000]
    end = _FIELD_START.search(window)
    found = _BOUNDARY.search(window, 0, end.start() if end else len(window))
    return (found[1] or found[2]).rstrip() if found else b""
