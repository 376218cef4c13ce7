"""Takes uuencoded files out of a text body, as old clients put them there."""

import binascii
import re

_BEGIN = re.compile(r"begin(?:-base64)? [0-7]{3,4} (\S[^\n]{0,200})")


def take_uuencoded(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return the text without its uuencoded files, and those as (name, content). One pass."""
    kept: list[str] = []
    files: list[tuple[str, bytes]] = []
    inside: list[str] = []
    name = ""
    for line in text.split("\n"):
        if not name:
            begin = _BEGIN.fullmatch(line.rstrip())
            name = begin[1] if begin else ""
            inside = []
            if not begin:
                kept.append(line)
        elif line.strip() == "end":
            files.append((name, _decoded(inside)))
            name = ""
        else:
            inside.append(line)
    if name and inside:
        # Cut off before its end: a file when its lines say so, else somebody just wrote "begin 644 …".
        content = _decoded(inside)
        if content:
            files.append((name, content))
        else:
            kept += inside
    return "\n".join(kept), files


def _decoded(lines: list[str]) -> bytes:
    return b"".join(_decoded_line(line.rstrip("\r")) for line in lines)


def _decoded_line(line: str) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except (binascii.Error, ValueError):
        return _short_line(line)


def _short_line(line: str) -> bytes:
    """Some encoders pad wrongly: only as many characters count as the length octet says."""
    length = ((ord(line[0]) - 32) & 63) * 4 // 3 + 2 if line else 0
    try:
        return binascii.a2b_uu(line[:length])
    except (binascii.Error, ValueError):
        return b""
