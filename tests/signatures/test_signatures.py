"""Our own DKIM check against a real name server on loopback: what verifies, and everything that must not count."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dkim
import pytest
from nameserver import key, nameserver

from mailer.model.message import Message
from mailer.parse.message import parse
from mailer.recognise.authentication import authenticate
from mailer.signatures import Signatures

NOW = datetime.now(UTC)
MAIL = (
    b"From: Ada Birk <ada@northwind.example>\r\nTo: integrations@service.example\r\n"
    b"Subject: Integration request: Snowflake\r\nDate: Mon, 23 Nov 2026 10:00:00 +0000\r\n"
    b"Message-ID: <1@northwind.example>\r\n\r\nIntegration Name: Snowflake\r\nUse Case: Reports.\r\n"
)
SIGNED = [b"from", b"to", b"subject", b"date", b"message-id"]


def signed(
    raw: bytes = MAIL,
    *,
    domain: str = "northwind.example",
    selector: str = "s",
    bits: int = 2048,
    **options: object,
) -> bytes:
    """`raw` with a signature above it."""
    given = {"include_headers": SIGNED, **options}
    return bytes(dkim.sign(raw, selector.encode(), domain.encode(), key(bits)[0], **given)) + raw


RECORDS: dict[str, str] = {}
ASKED: list[str] = []


@pytest.fixture(scope="module")
def signatures() -> Iterator[Signatures]:
    RECORDS.update(
        {
            "s._domainkey.northwind.example": key(2048)[1],
            "s._domainkey.mail.northwind.example": key(2048)[1],
            "s._domainkey.elsewhere.example": key(2048)[1],
            "s._domainkey.example": key(2048)[1],
            "short._domainkey.northwind.example": key(1024)[1],
            "weak._domainkey.northwind.example": key(2048)[1].replace("p=", "p=AA"),
            "test._domainkey.northwind.example": key(2048)[1] + "; t=y",
            "gone._domainkey.northwind.example": "v=DKIM1; k=rsa; p=",
        }
    )
    with nameserver(RECORDS, ASKED) as address:
        yield Signatures(address)


def proves(signatures: Signatures, raw: bytes) -> tuple[bool, str]:
    """Whether the mail proves its author, on the whole road from bytes to verdict, and why."""
    message: Message = parse(raw)
    found = signatures.check(raw, message.sender, NOW) if message.sender else ()
    said = authenticate(message, frozenset(), found)
    return said.proven, said.because


@pytest.mark.parametrize(
    "raw",
    [
        signed(),
        signed(canonicalize=(b"simple", b"simple")),
        signed(include_headers=[*SIGNED, b"from"]),
        signed(selector="short", bits=1024),
        signed(MAIL.replace(b"@northwind.example>\r\nTo", b"@team.northwind.example>\r\nTo")),
        signed().replace(b"\r\n", b"\n"),
        b"DKIM-Signature: v=1; a=rsa-sha256; d=northwind.example; nonsense\r\n" + signed(),
        signed(signed(), domain="elsewhere.example"),
    ],
    ids=[
        "relaxed",
        "simple",
        "oversigned",
        "1024 bit",
        "subdomain of d=",
        "LF",
        "a broken one above",
        "two signers",
    ],
)
def test_a_signature_of_the_author_s_domain_proves_the_author(signatures: Signatures, raw: bytes) -> None:
    """RFC 6376, RFC 7489 section 3.1.1: it verifies, covers the From, and its domain is the From's or above it."""
    assert proves(signatures, raw)[0]


def _with_tag(raw: bytes, old: bytes, new: bytes) -> bytes:
    assert old in raw
    return raw.replace(old, new, 1)


def _parsed_apart() -> bytes:
    """Our reader ends the header at the bare CRs, DKIM's does not."""
    return b"X-A: b\rFrom: boss@northwind.example\r\rsend money\r\n" + signed()


PAST = int(time.time()) - 86_400
REFUSED = {
    "changed text": _with_tag(signed(), b"Reports", b"Ransoms"),
    "changed From": _with_tag(signed(), b"From: Ada Birk <ada@", b"From: Ada Birk <boss@"),
    "another domain's": signed(domain="elsewhere.example"),
    "a subdomain's of the From's": signed(domain="mail.northwind.example"),
    "a public suffix's": signed(domain="example"),
    "no key there": signed(selector="nowhere"),
    "a revoked key": signed(selector="gone"),
    "a broken key": signed(selector="weak"),
    "a key that only tests": signed(selector="test"),
    "l=": signed(length=True),
    "l= and more text": signed(length=True) + b"and this\r\n",
    "SHA-1": signed(signature_algorithm=b"rsa-sha1"),
    "two From fields": signed() .replace(b"\r\n\r\n", b"\r\nFrom: boss@northwind.example\r\n\r\n", 1),
    "a From above the signature": b"From: boss@northwind.example\r\n" + signed(),
    "two readers, two authors": _parsed_apart(),
    "bare CR": signed(MAIL.replace(b"Reports", b"Re\rports")),
    "no signature": MAIL,
    "signature in the text": MAIL + signed(),
    "From with a comment": signed(MAIL.replace(b"Ada Birk <ada@", b"(boss@northwind.example) <ada@")),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_nothing_else_proves_anybody(signatures: Signatures, name: str) -> None:
    """R-70 to R-73, M2: fails closed, and says why."""
    proven, because = proves(signatures, REFUSED[name])
    assert not proven
    assert because


def test_an_expired_signature_proves_nobody(signatures: Signatures) -> None:
    """RFC 6376 section 3.5, x=: judged by the service's clock."""
    raw = signed()
    stamped = _with_tag(raw, b"v=1;", b"v=1; x=%d;" % PAST)
    assert "expired" in proves(signatures, stamped)[1]
    sender = parse(raw).sender
    assert sender
    assert all(one.valid for one in signatures.check(raw, sender, NOW + timedelta(days=999)))


def test_a_signature_that_leaves_the_from_out_proves_nobody(signatures: Signatures) -> None:
    """RFC 6376 section 5.4: From must be signed."""
    raw = _with_tag(signed(), b"h=from : to", b"h=to")
    assert "does not sign the From" in proves(signatures, raw)[1]


def test_strangers_names_are_not_asked_for(signatures: Signatures) -> None:
    """Only keys that could prove the From are looked up: a mail cannot make us ask any name server it likes."""
    ASKED.clear()
    proves(signatures, signed(domain="elsewhere.example"))
    assert ASKED == []


def test_a_name_server_that_is_silent_costs_seconds_and_proves_nobody() -> None:
    """R-37: the mail goes on as an unproven one."""
    began = time.monotonic()
    assert not proves(Signatures("127.0.0.1:9"), signed())[0]
    assert time.monotonic() - began < 15


@pytest.mark.parametrize(
    "filling", [b" " * 1_000_000, b"\t " * 400_000, b"\r\n" * 200_000, b"a \r\n" * 100_000]
)
def test_no_text_makes_the_check_slow(signatures: Signatures, filling: bytes) -> None:
    """R-57: the library takes quadratic time over runs of spaces; such mail is not judged at all."""
    raw = signed() + filling + b"x"
    began = time.process_time()
    assert not proves(signatures, raw)[0]
    assert time.process_time() - began < 4
