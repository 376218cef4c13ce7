"""The pure road raises nothing, whatever the bytes (RELIABILITY R-49 to R-58, figure G8); `bench/fuzz.py` goes on for hours."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pure_road import FIXTURES, PureRoad

from mailer.model.inbox import Outcome
from mailer.render.headers import ALLOWED

SEEDS = sorted(path for path in FIXTURES.rglob("*.eml"))[::7]
OUTCOMES = {one.value for one in Outcome}
PIECES = (
    b"\r\n", b"\n\n", b"\0", b"\xff\xfe", b"=?utf-8?q?=0D=0ABcc=3A_x=40y.example?=", b"{{7*7}}", b"<script>", b"=" * 40,
    b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", b"charset=zlib_codec", b"charset=utf-8\0", b"INT-1",
    b"From: x@y.example\r\n", b"Date: Thu, 99 Foo 99999 99:99:99 +9999\r\n", b"> " * 50, b"(" * 200, "é中🙂".encode(),
)  # fmt: skip


@pytest.fixture(scope="module")
def road() -> PureRoad:
    return PureRoad()


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A fixture with some of it cut out, doubled, or replaced by what breaks parsers."""
    raw = draw(st.sampled_from(SEEDS)).read_bytes()[:20_000]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        end = at + draw(st.integers(0, 80))
        raw = raw[:at] + draw(st.sampled_from([*PIECES, raw[at:end] * 2, b""])) + raw[end:]
    return raw


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(mutated(), st.binary(max_size=600)))
def test_every_mail_has_an_outcome_and_only_our_headers_leave(road: PureRoad, raw: bytes) -> None:
    """A mutated mail ends in one named outcome with its reason, and an answer to it has the headers we write, no other."""
    end = road.take(raw)
    assert end.outcome in OUTCOMES
    assert end.because
    for mail in end.mails:
        assert header_names(mail) <= ALLOWED


def header_names(mail: bytes) -> set[str]:
    head = mail.partition(b"\r\n\r\n")[0].decode("utf-8")  # an address may need SMTPUTF8 (RFC 6532)
    return {line.partition(":")[0] for line in head.split("\r\n") if line[:1] not in " \t"}


def test_there_are_seeds() -> None:
    """The fixtures are where the fuzzers look for them."""
    assert len(SEEDS) > 50 and all(isinstance(path, Path) for path in SEEDS)
