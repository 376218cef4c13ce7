"""Takes yEnc files out of a text body before its charset is judged: their octets are no letters (yEnc draft 1.3)."""

import re

_BEGIN = re.compile(rb"(?m)^=ybegin [^\r\n]{0,200}?\bname=([^\r\n]{1,200})\r?\n")
_PART = re.compile(rb"=ypart [^\r\n]{0,200}\r?\n")
_END = re.compile(rb"(?m)^=yend [^\r\n]{0,200}(?:\r?\n|\Z)")
_LINE_ENDS = re.compile(rb"[\r\n]+")
_SHIFTED = bytes((octet - 42) % 256 for octet in range(256))
_ESCAPED = bytes((octet - 64) % 256 for octet in range(256))


def take_yencoded(content: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Return the body without its yEnc files, and those as (name, content). What never ends is left as it is."""
    kept: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    at = 0
    while begin := _BEGIN.search(content, at):
        end = _END.search(content, begin.end())
        if not end:
            break
        part = _PART.match(content, begin.end())
        kept.append(content[at : begin.start()])
        files.append((begin[1].strip(), _decoded(content[(part or begin).end() : end.start()])))
        at = end.end()
    return b"".join([*kept, content[at:]]), files


def _decoded(lines: bytes) -> bytes:
    """Every octet is shifted by 42; after `=` one more is shifted by 64."""
    first, *escaped = _LINE_ENDS.sub(b"", lines).split(b"=")
    unescaped = (piece[:1].translate(_ESCAPED) + piece[1:] for piece in escaped)
    return b"".join([first, *unescaped]).translate(_SHIFTED)
