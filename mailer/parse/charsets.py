"""Turns bytes into text: declared charset from an allow-list, then UTF-8, then by the alphabet, then a guess."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from mailer.parse.alphabets import latin_charset

_ALLOWED = frozenset(
    [
        "ascii",
        "utf-8",
        "utf-7",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "iso8859-1",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-9",
        "iso8859-10",
        "iso8859-11",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "cp437",
        "cp850",
        "cp852",
        "cp855",
        "cp857",
        "cp858",
        "cp862",
        "cp864",
        "cp866",
        "cp874",
        "cp932",
        "cp949",
        "cp950",
        "koi8-r",
        "koi8-u",
        "koi8-t",
        "kz1048",
        "mac-roman",
        "mac-cyrillic",
        "mac-greek",
        "mac-latin2",
        "mac-turkish",
        "shift_jis",
        "shift_jis_2004",
        "euc_jp",
        "euc_jis_2004",
        "iso2022_jp",
        "iso2022_jp_1",
        "iso2022_jp_2",
        "iso2022_jp_2004",
        "iso2022_jp_ext",
        "iso2022_kr",
        "euc_kr",
        "johab",
        "gb2312",
        "gbk",
        "gb18030",
        "hz",
        "big5",
        "big5hkscs",
        "tis-620",
    ]
)

_WIDER = {
    # What senders call X is nearly always X's larger successor (WHATWG Encoding, "names and labels").
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_ext",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "big5": "big5hkscs",
}

_ALIASES = {
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "ks_c_5601": "cp949",
    "x-euc-kr": "cp949",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-6-i": "iso8859-6",
    "windows-874": "cp874",
    "windows-31j": "cp932",
    "cp-850": "cp850",
    "utf8": "utf-8",
    "utf-8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "utf-8",
    "8bit": "utf-8",
}

_WESTERN = frozenset({"cp1252", "cp1250", "cp1254", "iso8859-2", "iso8859-15"})
_GUESSED_FROM = 40
"""A guess on fewer bytes is worse than cp1252 (measured: koi8-r of 20 bytes was taken for Japanese)."""
_GUESSED = [
    *("koi8_r", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp874"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
]
"""What people do write in; left to itself the library takes Russian for Japanese."""
_CALLED_ASCII = re.compile(r"[\s\"']{0,4}(?:us-)?ascii\b", re.IGNORECASE)
"""Letters beyond it show that nobody chose this name."""
_JAPANESE_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([JB])")


class Decoded(NamedTuple):
    """Text, and what had to be mended (empty where nothing)."""

    text: str
    defect: str


_TWICE = re.compile("[\xc3-\xf4][\x80-\xbf\u0152-\u2122]")
_FEWEST_TWICE = 6
"""Pairs of it in a text; fewer may be what somebody shows as a fault."""
_CP1252 = {
    ord(bytes([n]).decode("cp1252")): n for n in range(0x80, 0xA0) if n not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def once(text: str) -> str:
    """The text that was meant where UTF-8 was taken for cp1252 and written out again: every letter of it has to fit."""
    if len(_TWICE.findall(text[:20_000])) < _FEWEST_TWICE:
        return text
    try:
        return text.translate(_CP1252).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def codec_of(charset: str) -> str | None:
    """The codec for a declared charset, or None when it is unknown or not a charset for text (R-55)."""
    name = charset.strip(" \t'\"").lower()
    name = _ALIASES.get(name, name)
    if not name or len(name) > 40 or not name.isascii() or "\0" in name:
        return None
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return _WIDER.get(found, found) if found in _ALLOWED else None


def decode(content: bytes, declared: str) -> Decoded:
    """Return `content` as text. Never raises; what cannot be read becomes U+FFFD."""
    if content.isascii() and b"\x1b" not in content and not _is_shifted(declared):
        return Decoded(content.decode("ascii"), "")
    codec = codec_of(declared) if declared and not _CALLED_ASCII.match(declared) else None
    if codec in _WESTERN and (really := _as_utf8(content)):
        return Decoded(really, f"UTF-8 that was called {declared[:40]}")
    if codec:
        try:
            return Decoded(content.decode(codec), "")
        except (UnicodeError, ValueError):
            return _without_trust(content, codec, f"bytes that are not {declared[:40]}")
    return _without_trust(content, None, f"unknown charset {declared[:40]}" if declared else "no charset")


def _as_utf8(content: bytes) -> str:
    """Words in a Western charset are next to never valid UTF-8 by chance."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _is_shifted(declared: str) -> bool:
    """Charsets that write other letters with ASCII bytes."""
    return declared.lower().startswith(("utf-7", "unicode-1-1-utf-7", "hz", "utf-16", "iso-2022"))


def _without_trust(content: bytes, codec: str | None, defect: str) -> Decoded:
    if _JAPANESE_ESCAPE.search(content) and not codec:
        return Decoded(content.decode("iso2022_jp_ext", "replace"), defect)
    try:
        return Decoded(content.decode("utf-8"), defect)
    except UnicodeDecodeError:
        pass
    if codec and _mostly_readable(content, codec):
        return Decoded(content.decode(codec, "replace"), defect)
    return Decoded(_guess(content), defect)


def _mostly_readable(content: bytes, codec: str) -> bool:
    """A few broken bytes do not make the declaration wrong."""
    text = content[:4_000].decode(codec, "replace")
    return text.count("\ufffd") <= 1 + len(text) // 50


def _guess(content: bytes) -> str:
    try:
        western = content.decode(latin_charset(content))
        if len(content) < _GUESSED_FROM or _looks_western(western):
            return western
    except UnicodeDecodeError:
        western = ""
    best = from_bytes(content[:4_000], cp_isolation=_GUESSED).best()
    codec = codec_of(best.encoding) if best else None
    if codec:
        return content.decode(codec, "replace")
    return western or content.decode("cp1252", "replace")


def _looks_western(text: str) -> bool:
    """Words in Latin letters have single accented ones between plain ones, not runs of them."""
    high = sum(1 for char in text if char > "\x7f")
    return high * 4 < len(text)
