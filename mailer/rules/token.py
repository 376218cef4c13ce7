"""Signed tokens that lead a reply home: made and read together.

A token proves that a mail of ours reached whoever shows it. It is bound to a purpose, a request, a role and an address
by HMAC-SHA256 cut to 130 bits, and written in lower-case base32 so that it survives the local part of an address
(RFC 5321 section 4.5.3.1.1 allows 64 octets, and some systems fold case).
"""

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from mailer.model.people import canonical

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
MAC_LETTERS = 26
"""26 letters of 5 bits: 130 bits."""
TAG_LETTERS = 8
VALID_DAYS = 14
"""How long a token that does something works (CONTRACT)."""


class Use(StrEnum):
    """What a token is good for; its first letter."""

    REPLY = "r"
    CONFIRM = "c"
    BOUNCE = "b"
    STOP = "s"
    TEAM = "t"
    VOTE = "v"
    ERASE = "e"
    WRITE = "p"
    """To the requester: what one of the team sends there is passed on in the name of the service."""
    WATCH = "w"
    """Follows a request, once its holder says so."""
    FORM = "f"
    """What comes there is our form, filled in; otherwise as good as REPLY."""


ONCE = frozenset({Use.CONFIRM, Use.TEAM, Use.ERASE})
"""Uses that work once, within VALID_DAYS; the others stay valid (CONTRACT)."""

ROLES = {"requester": "r", "voter": "v", "champion": "c", "watcher": "w", "team": "t"}

ANYBODY = ""
"""In place of an address: a token that is given to whoever it is passed on to."""

_TOKEN = re.compile(r"([rcbstvewpf])([a-z2-7]{7})([rvcwt])([a-z2-7]{4})([a-z2-7]{8})([a-z2-7]{26})\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class Claims:
    """What a valid token says."""

    use: Use
    number: int
    """Request number, or outbox number for BOUNCE."""
    role: str
    day: int
    """Days since 1970 on which it was made; 0 for tokens that never expire."""
    tag: str
    """Stands for the address it was made for."""
    token_id: str
    """What is remembered of a token that works once; not enough to forge or use it."""


def _letters(number: int, count: int) -> str:
    out = []
    for _ in range(count):
        number, digit = divmod(number, 32)
        out.append(ALPHABET[digit])
    return "".join(reversed(out))


def _number(letters: str) -> int:
    value = 0
    for letter in letters:
        value = value * 32 + ALPHABET.index(letter)
    return value


def _digest(key: bytes, text: str, letters: int) -> str:
    raw = hmac.digest(key, text.encode(), sha256)
    return _letters(int.from_bytes(raw, "big") >> (256 - 5 * letters), letters)


def make_token(key: bytes, *, use: Use, number: int, role: str, address: str, now: datetime) -> str:
    """Return the token of 47 letters for `address` (any form; its canonical form counts).

    Raises KeyError for a role that is not in ROLES and ValueError for a number beyond 35 bits.
    """
    if not 0 <= number < 32**7:
        raise ValueError(f"request number out of range: {number}")
    day = int(now.timestamp() // 86400) if use in ONCE else 0
    head = use.value + _letters(number, 7) + ROLES[role] + _letters(day, 4)
    tag = _digest(key, "address|" + canonical(address), TAG_LETTERS)
    return head + tag + _digest(key, "token|" + head + tag, MAC_LETTERS)


def read_token(keys: Sequence[bytes], text: str) -> Claims | None:
    """Return what the token `text` says when one of `keys` signed it, else None. Compares in constant time."""
    match = _TOKEN.match(text.strip().lower())
    if not match:
        return None
    use, number, role, day, tag, mac = match.groups()
    signed = "token|" + use + number + role + day + tag
    # every key is tried, so that the time tells nothing about which one matched
    valid = [hmac.compare_digest(_digest(key, signed, MAC_LETTERS), mac) for key in keys]
    if not any(valid):
        return None
    role_name = next(name for name, letter in ROLES.items() if letter == role)
    return Claims(
        use=Use(use), number=_number(number), role=role_name, day=_number(day), tag=tag, token_id=mac[:16]
    )


def belongs_to(claims: Claims, keys: Sequence[bytes], address: str) -> bool:
    """Tell whether the token was made for `address`."""
    text = "address|" + canonical(address)
    valid = [hmac.compare_digest(_digest(key, text, TAG_LETTERS), claims.tag) for key in keys]
    return any(valid)


def expired(claims: Claims, now: datetime) -> bool:
    """Tell whether a token that does something is older than VALID_DAYS; the others never are."""
    return claims.use in ONCE and int(now.timestamp() // 86400) - claims.day > VALID_DAYS


def is_shaped(text: str, use: Use) -> bool:
    """Tell whether `text` looks like a token for `use`; nobody needs to have signed it."""
    return text.startswith(use.value) and _TOKEN.match(text) is not None


def token_of_id(message_id: str) -> str:
    """What stands in the place of the reply token in a Message-ID: ours are `<token.serial@domain>`."""
    return message_id.strip("<>").partition("@")[0].partition(".")[0]


def tokens_in(addresses: Sequence[str]) -> tuple[str, ...]:
    """The plus-parts (RFC 5233) of `addresses` that look like tokens, each once, in order."""
    found: dict[str, None] = {}
    for address in addresses:
        local = address.strip().rpartition("@")[0].lower()
        plus = local.partition("+")[2]
        if _TOKEN.match(plus):
            found[plus] = None
    return tuple(found)
