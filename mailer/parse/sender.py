"""Reads the author of a mail, and says why it cannot carry authority where it is not perfectly plain (RELIABILITY M2)."""

import re
from collections.abc import Sequence
from email.errors import MessageError

from mailparser.utils import get_addresses

from mailer.model.message import Address
from mailer.parse.headers import addresses, as_bytes, decode_words_as_they_are, unfold

_PLAIN_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_WORDS = "[A-Za-z0-9]+"
_BARE = rf"{_WORDS}(?:[._+-]{_WORDS})*@{_WORDS}(?:[.-]{_WORDS})+"
_PLAIN = re.compile(rf"(?:{_WORDS} )+<{_BARE}>|{_BARE}")
"""Words of letters and an address of such: nothing in it has a meaning that readers could differ about."""
_BROKEN_NAME = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\ud800-\udfff]")


def read_sender(values: Sequence[str], other: Sequence[str] = ()) -> tuple[Address | None, tuple[str, ...]]:
    """Return the author and the defects of the From fields `values` (raw, folded).

    With no readable From the `other` fields (Sender, Return-Path …) give somebody to show, never authority.
    """
    if not values:
        return _first(other), ("no From field",)
    raw = values[0]
    found = addresses(unfold(raw))
    if not found:
        return _first([*values[1:], *other]), ("no readable address in From",)
    defects = [*_count_defects(values, found), *_form_defects(raw, found[0]), *_disagreement(raw, found[0])]
    return found[0], tuple(dict.fromkeys(defects))


def _first(values: Sequence[str]) -> Address | None:
    return next((one for value in values for one in addresses(unfold(value))), None)


def _count_defects(values: Sequence[str], found: Sequence[Address]) -> list[str]:
    defects = ["more than one From field"] if len(values) > 1 else []
    return [*defects, "more than one address in From"] if len(found) > 1 else defects


def _form_defects(raw: str, sender: Address) -> list[str]:
    """What RFC 5322 section 3.4 does not allow, or allows and nobody honest writes."""
    defects = []
    outside = _outside_quotes(unfold(raw))
    if "(" in outside or ")" in outside:
        defects.append("comment in From")
    if outside.count("<") > 1 or outside.count(">") > 1 or _text_after_angle(outside):
        defects.append("text around the address in From")
    if outside.count("@") != 1:
        defects.append("more than one @ outside quotes in From")
    if ":" in outside or ";" in outside:
        defects.append("group or route in From")
    if _BROKEN_NAME.search(decode_words_as_they_are(unfold(raw))) or not _decodes(raw):
        defects.append("controls or broken octets in From")
    if not _PLAIN_DOMAIN.fullmatch(sender.domain) or not sender.address.isascii():
        defects.append("address in From is not a plain mailbox")
    return defects


def _outside_quotes(value: str) -> str:
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', value)


def _text_after_angle(value: str) -> bool:
    _, closing, behind = value.partition(">")
    return bool(closing) and bool(behind.strip())


def _decodes(raw: str) -> bool:
    try:
        as_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _disagreement(raw: str, sender: Address) -> list[str]:
    """A second, independent reader must see the same single mailbox; where it is plain, every reader does."""
    if _PLAIN.fullmatch(unfold(raw)):
        return []
    problems: list[dict[str, object]] = []
    try:
        seen = get_addresses(unfold(raw), defects=problems, decode_names=True)
    except (MessageError, ValueError, IndexError, TypeError, AttributeError, LookupError, RecursionError):
        return ["From breaks a parser"]
    same = len(seen) == 1 and seen[0][1].rpartition("@")[0] == sender.address.rpartition("@")[0]
    same = same and seen[0][1].rpartition("@")[2].lower() == sender.domain
    return [] if same and not problems else ["parsers disagree on From"]
