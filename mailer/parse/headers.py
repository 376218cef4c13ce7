"""Reads header fields: encoded words, parameters, mailboxes, message identifiers and dates.

Our own readers, since the standard library's structured headers raise and take seconds on hostile input (M4, M5).
"""

import base64
import binascii
import quopri
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_tz
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from mailer.model.message import Address
from mailer.parse.charsets import decode
from mailer.parse.clean import clean_line

_ENCODED_WORD = re.compile(
    r"=\?([A-Za-z0-9_.:'()*/+-]{1,60})\?(?:([bB])\?([^?\s]{0,8000})|([qQ])\?([^?\r\n]{0,8000}))\?="
)
_FOLD = re.compile(r"\n[ \t]?|\r\n[ \t]?")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;"]*))')
_CONTINUED = re.compile(r"^(.{1,70}?)\*(?:(\d{1,3})(\*)?)?$")
_MESSAGE_ID = re.compile(r"<([^<>\s\x00-\x1f\x7f]{1,900}@[^<>\s\x00-\x1f\x7f@]{1,255})>")
_ATOM = r"\s<>()\[\],;:\\\"@\x00-\x20\x7f"
_ADDR_SPEC = re.compile(rf"(?<![^{_ATOM}])[^{_ATOM}]{{1,320}}@[^{_ATOM}]{{1,255}}")
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f]){1,64}"@[^\s<>()\[\],;:\\"@]{1,255}')


Fields = Mapping[str, Sequence[str]]
"""The raw values of a header by the fields' names in lower case, the topmost first."""


def by_name(fields: Iterable[tuple[str, str]]) -> Fields:
    """The fields of a header, to be looked up time and again."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name.lower(), []).append(value)
    return found


def as_bytes(value: str) -> bytes:
    """The octets of a header value as the standard library hands it over (surrogate escapes)."""
    return value.encode("utf-8", "surrogateescape")


def unfold(value: str, charset: str = "") -> str:
    """Return a raw header value as one line of text; raw 8-bit octets are read like a body (RFC 6532)."""
    line = _FOLD.sub(_unfolded, value) if "\n" in value else value
    return line if line.isascii() else decode(as_bytes(line), charset).text


def _unfolded(fold: re.Match[str]) -> str:
    return " " if fold[0][-1] in " \t" else ""


def decode_words(value: str) -> str:
    """Return an unfolded value with its encoded words decoded (RFC 2047 section 6.2), cleaned for show."""
    return clean_line(decode_words_as_they_are(value))


def decode_words_as_they_are(value: str) -> str:
    """The same with controls and all, for whoever asks whether there were any."""
    if "=?" not in value:
        return value
    out: list[str] = []
    pending: tuple[str, bytes] = ("", b"")
    at = 0
    for word in _ENCODED_WORD.finditer(value):
        gap = value[at : word.start()]
        charset = word[1].partition("*")[0]
        content = _word_bytes(word)
        if pending[0] and not gap.strip() and pending[0].lower() == charset.lower():
            pending = (charset, pending[1] + content)
        else:
            out += [_word_text(*pending), gap if gap.strip() or not pending[0] else ""]
            pending = (charset, content)
        at = word.end()
    return "".join([*out, _word_text(*pending), value[at:]])


def _word_bytes(word: re.Match[str]) -> bytes:
    if word[2]:
        return from_base64(as_bytes(word[3]))
    return quopri.decodestring(as_bytes(word[5]), header=True)


def _word_text(charset: str, content: bytes) -> str:
    return decode(content, charset).text if charset else ""


def from_base64(content: bytes) -> bytes:
    """Decode base64 whatever its padding; characters outside the alphabet are skipped (RFC 2045 section 6.8)."""
    bare = re.sub(rb"[^A-Za-z0-9+/]", b"", content)
    bare = bare[: len(bare) - 1] if len(bare) % 4 == 1 else bare
    try:
        return base64.b64decode(bare + b"=" * (-len(bare) % 4))
    except binascii.Error:
        return b""


def parameters(value: str) -> dict[str, str]:
    """Return the parameters of a MIME header, names in lower case, RFC 2231 continuations joined and decoded."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for name, quoted, bare in _PARAMETER.findall(";" + value.partition(";")[2]):
        text = re.sub(r"\\(.)", r"\1", quoted) if quoted else bare.strip()
        continued = _CONTINUED.match(name.lower())
        if continued:
            coded = name.endswith("*")
            pieces.setdefault(continued[1], []).append((int(continued[2] or 0), coded, text))
        else:
            plain.setdefault(name.lower(), text)
    joined = {name: _join(sorted(some)) for name, some in pieces.items()}
    return {**{name: decode_words(text) for name, text in plain.items()}, **joined}


def _join(pieces: Iterable[tuple[int, bool, str]]) -> str:
    """Join RFC 2231 pieces; the charset stands in the first one (section 4.1)."""
    charset, content = "", b""
    for number, coded, text in pieces:
        if number == 0 and coded and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if coded else as_bytes(text)
    return clean_line(decode(content, charset or "utf-8").text)


def message_ids(values: Iterable[str], most: int = 50) -> tuple[str, ...]:
    """Return the message identifiers in header values, each once, the last `most` (RFC 5322 section 3.6.4)."""
    found = (f"<{one}>" for value in values for one in _MESSAGE_ID.findall(value))
    return tuple(dict.fromkeys(found))[-most:]


def parse_date(value: str) -> datetime | None:
    """Return a Date field in UTC, None where it is missing or impossible (R-56)."""
    try:
        parts = parsedate_tz(value[:200])
        if parts is None or not 1970 <= parts[0] <= 2200:
            return None
        offset = parts[9] or 0
        if abs(offset) > 86_400:
            return None
        seconds = datetime(*parts[:6], tzinfo=UTC).timestamp() - offset
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


@lru_cache(maxsize=8)
def addresses(value: str, most: int = 2_000) -> tuple[Address, ...]:
    """Return the mailboxes of an unfolded address header, what is no mailbox left out (RFC 5322 section 3.4).

    Groups give their members; comments, and display names that look like addresses, never become an address
    while there is an angle-addr. A mail's From is asked for by several readers, so the last values are remembered.
    """
    found = (_mailbox(piece) for piece in _split_list(value)[:most])
    return tuple(one for one in found if one)


def _split_list(value: str) -> list[str]:
    """Split at the commas, semicolons and group colons that stand outside quotes, comments and angle brackets."""
    pieces: list[str] = []
    quoted = False
    depth = angle = start = 0
    for token in re.finditer(r'\\.|["()<>,;:]', value):
        char = token[0]
        if char == '"' and not depth:
            quoted = not quoted
        elif quoted:
            continue
        elif char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif depth:
            continue
        elif char in "<>":
            angle = 1 if char == "<" else 0
        elif char in ",;:" and not angle:
            pieces += [] if char == ":" else [value[start : token.start()]]
            start = token.end()
    pieces.append(value[start:])
    return [piece.strip() for piece in pieces if piece.strip()]


def _mailbox(piece: str) -> Address | None:
    opening = piece.rfind("<")
    if opening >= 0:
        inside = piece[opening + 1 :].partition(">")[0].strip()
        name = piece[:opening]
        found = _addr_spec(inside.rpartition(":")[2])
        if found:
            return Address(name=_display_name(name), address=found)
    match = _QUOTED_LOCAL.search(piece) or _ADDR_SPEC.search(_without_comments(piece))
    if match is None:
        return None
    comment = re.search(r"\(([^()]{1,200})\)", piece)
    return Address(name=_display_name(comment[1]) if comment else "", address=_normal(match[0]))


def _addr_spec(text: str) -> str:
    """The addr-spec that `text` is, or the only one in it."""
    match = _QUOTED_LOCAL.fullmatch(text) or _ADDR_SPEC.search(_without_comments(text))
    return _normal(match[0]) if match else ""


def _without_comments(text: str) -> str:
    for _ in range(3):
        text, count = re.subn(r"\([^()]*\)", " ", text)
        if not count:
            break
    return text


def _display_name(text: str) -> str:
    bare = text.strip()
    if len(bare) >= 2 and bare[0] == bare[-1] == '"':
        bare = re.sub(r"\\(.)", r"\1", bare[1:-1])
    return decode_words(bare).strip(" '\"")[:200]


def _normal(address: str) -> str:
    """Domain in lower case as A-labels (RFC 5891); the local part stays as written."""
    local, _, domain = address.rpartition("@")
    domain = domain.rstrip(".>'").lower()
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except (UnicodeError, ValueError):
            domain = domain.encode("ascii", "ignore").decode("ascii") or "invalid"
    return f"{local.strip(chr(39))}@{domain}"
