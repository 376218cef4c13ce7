"""SHELL: checks a mail's DKIM signatures (RFC 6376) where no border host of ours did; asks a name server for the keys.

It says what verifies and does not judge whom that proves; without `authentication.dkim = "dns"` nothing here runs.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

import dkim
import dns.exception
import dns.resolver

from mailer.model.message import Address
from mailer.model.signature import Signature

LEAST_KEY_BITS = 1_024
"""RFC 8301 section 3.2."""
MOST_SIGNATURES = 5
"""How many aligned signatures of one mail are looked at."""
SECONDS = 3.0
"""For one question to the name server."""
PATIENCE = 6.0
"""For all questions about one mail: a slow name server of a stranger's holds nobody up for longer."""
ALGORITHMS = frozenset({b"rsa-sha256", b"ed25519-sha256"})
"""RFC 8301 section 3.1: no SHA-1."""
LONGEST_RUN = 500
"""Spaces in a row; the library's canonicalisation takes quadratic time over them."""
NOTHING = (dns.exception.DNSException, OSError)

_silent = logging.getLogger("mailer.dkim")
_silent.addHandler(logging.NullHandler())
_silent.propagate = False


class Signatures:
    """Asks one resolver: the system's, or the one at `resolver` (`ADDRESS` or `ADDRESS:PORT`)."""

    def __init__(self, resolver: str = "") -> None:
        self._resolver = dns.resolver.Resolver(configure=not resolver)
        if resolver:
            host, colon, port = resolver.rpartition(":")
            self._resolver.nameservers = [host if colon else resolver]
            self._resolver.port = int(port) if colon else 53
        self._resolver.lifetime = SECONDS

    def check(self, raw: bytes, sender: Address, now: datetime) -> tuple[Signature, ...]:
        """The signatures of `raw` that could speak for `sender`, each checked; never raises for what the mail contains."""
        trouble = _ambiguous(raw, sender)
        if trouble:
            return (Signature(domain=sender.domain, valid=False, because=trouble),)
        return tuple(
            Signature(domain=domain, valid=not why, because=why or "it verifies")
            for domain, why in self._checked(raw, sender.domain, now)
        )

    def _checked(self, raw: bytes, domain: str, now: datetime) -> Iterator[tuple[str, str]]:
        """The domain of each signature, and why it does not count; empty when it does."""
        ends = time.monotonic() + PATIENCE
        for at, signer, tags in _aligned(raw, domain):
            yield signer, _unfit(tags, now) or self._fails(raw, at, ends)

    def _fails(self, raw: bytes, at: int, ends: float) -> str:
        """Why the signature number `at` does not verify; empty when it does."""
        if time.monotonic() > ends:
            return "its name servers answer too slowly"
        checker = dkim.DKIM(raw, logger=_silent, minkey=LEAST_KEY_BITS)
        try:
            fine = checker.verify(at, dnsfunc=self._text)
        except Exception as error:  # the library raises whatever a hostile key or header leads it to
            return f"it cannot be checked ({type(error).__name__})"
        return "" if fine else "it does not verify"

    def _text(self, name: bytes | str, timeout: float = SECONDS) -> bytes | None:
        """The key record at `name`; None where there is none, it only tests (`t=y`, section 3.6.1), or nobody answers."""
        asked = name.decode("ascii", "replace") if isinstance(name, bytes) else name
        with suppress(*NOTHING):
            records = [b"".join(record.strings) for record in self._resolver.resolve(asked, "TXT")]
            # section 3.6.2.2: several records at one name are undefined, and nobody honest has them
            return records[0] if len(records) == 1 and not _only_testing(records[0]) else None
        return None


def _only_testing(record: bytes) -> bool:
    tags = dict(part.strip().partition(b"=")[::2] for part in record.split(b";"))
    return b"y" in [flag.strip() for flag in tags.get(b"t", b"").split(b":")]


def _ambiguous(raw: bytes, sender: Address) -> str:
    """Why two readers might see another author or another text in these bytes (RELIABILITY M2); empty when plain."""
    if b"\r" in raw.replace(b"\r\n", b""):
        return "it has bare carriage returns"
    if b" " * LONGEST_RUN in raw.replace(b"\t", b" "):
        return "it has endless runs of spaces"
    authors = [value for name, value in _fields(raw) if name.strip().lower() == b"from"]
    if len(authors) != 1 or sender.address.lower().encode() not in authors[0].lower():
        return "two readers see another author"
    return ""


def _fields(raw: bytes) -> list[tuple[bytes, bytes]]:
    try:
        fields, _ = dkim.rfc822_parse(raw)
    except (dkim.MessageFormatError, ValueError, IndexError):
        return []
    return [(name, value) for name, value in fields]


def _aligned(raw: bytes, domain: str) -> Iterator[tuple[int, str, dict[bytes, bytes]]]:
    """Number, domain and tags of the signatures whose domain is the author's or above it; the others prove nothing."""
    values = [value for name, value in _fields(raw) if name.strip().lower() == b"dkim-signature"]
    left = MOST_SIGNATURES
    for at, value in enumerate(values):
        try:
            tags = dkim.parse_tag_value(value)
        except (dkim.util.InvalidTagValueList, ValueError):
            continue
        signer = tags.get(b"d", b"").decode("ascii", "replace").lower()
        if signer and f".{domain}".endswith(f".{signer}") and left:
            left -= 1
            yield at, signer, tags


def _unfit(tags: dict[bytes, bytes], now: datetime) -> str:
    """Why a signature does not count whatever its key says; empty when it may."""
    signed = [name.strip().lower() for name in tags.get(b"h", b"").split(b":")]
    if b"from" not in signed:
        return "it does not sign the From"
    if b"l" in tags:
        return "it signs a part of the text only (l=)"
    if tags.get(b"a", b"") not in ALGORITHMS:
        return "its algorithm is no longer safe"
    if b"x" in tags and not (tags[b"x"].isdigit() and int(tags[b"x"][:12]) > now.timestamp()):
        return "it has expired"
    return ""
