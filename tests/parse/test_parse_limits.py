"""What is beyond a limit is refused by name, quickly; everything else comes out as a Message."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import READ, REFUSED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailer.errors import Unreadable
from mailer.model.message import Message
from mailer.parse.limits import Limits
from mailer.parse.message import parse
from mailer.parse.reply import split_reply


@pytest.mark.parametrize("name", REFUSED)
def test_beyond_a_limit_is_refused_by_name_at_once(name: str) -> None:
    """R-49 to R-51, R-53: the limit is judged on the raw bytes, before a parser could choke on them."""
    raw, reason = REFUSED[name]
    began = time.process_time()
    with pytest.raises(Unreadable) as refusal:
        parse(raw)
    assert refusal.value.reason == reason
    assert time.process_time() - began < 8


@pytest.mark.parametrize("name", READ)
def test_hostile_mail_within_the_limits_is_read_in_time(name: str) -> None:
    """M5, R-54 to R-58: it comes out as a Message without NUL, in less than two seconds."""
    began = time.process_time()
    message = parse(READ[name])
    assert time.process_time() - began < 8
    assert "\0" not in message.text + message.subject
    assert len(message.new_text) <= Limits().max_text + 1_000


SHAPES: dict[str, Callable[[int], str]] = {
    "words": lambda size: "some words in a line that goes on\n" * (size // 34),
    "one line": lambda size: "a" * size,
    "introductions": lambda size: "On Mon, 1 Jan 2020 at 10:00 A B\n" * (size // 32),
    "quotes": lambda size: "> x\nanswer\n" * (size // 11),
    "headers": lambda size: "From: a\nDate: b\n" * (size // 16),
    "cards": lambda size: "x\n\nRegards,\n+49 30 123456\na@b.example\n" * (size // 38),
    "drawn lines": lambda size: "_____\n" * (size // 6),
    "legal": lambda size: "confidential intended recipient\n\n" * (size // 33),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_length_and_no_faster(shape: str) -> None:
    """R-57: 100 kB take at most 110 times what 1 kB takes (100 times, and room for a busy machine)."""
    small, large = SHAPES[shape](1_000), SHAPES[shape](100_000)
    assert _best_time(large, 3) <= 400 * max(_best_time(small, 30), 0.000_1)


def _best_time(text: str, times: int) -> float:
    best = 9.0
    for _ in range(times):
        began = time.process_time()
        split_reply(text)
        best = min(best, time.process_time() - began)
    return best


FIXTURES = [
    path.read_bytes() for path in sorted((Path(__file__).parents[1] / "mail" / "reading").glob("*.eml"))
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A fixture with pieces cut, doubled, or overwritten."""
    raw = draw(st.sampled_from(FIXTURES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 60)))
        put = draw(
            st.one_of(
                st.binary(max_size=12),
                st.just(raw[start:end] * 2),
                st.sampled_from(FIXTURES).map(lambda other: other[:200]),
            )
        )
        raw = raw[:start] + put + raw[end:]
    return raw


def _read_or_refuse(raw: bytes) -> Message | None:
    try:
        return parse(raw)
    except Unreadable as refusal:
        assert refusal.reason
        return None


@settings(
    max_examples=300, deadline=2_000, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(mutated())
def test_mutated_mail_is_read_or_refused(raw: bytes) -> None:
    """Whatever happens to a mail on its way, reading it ends in a Message or a named refusal."""
    message = _read_or_refuse(raw)
    if message:
        shown = [
            message.subject,
            message.text,
            message.new_text,
            *(one.filename for one in message.attachments),
        ]
        assert not any(char in text for text in shown for char in "\0\u202e\ud800")
        assert "\n" not in message.subject


@settings(max_examples=200, deadline=2_000)
@given(st.binary(max_size=3_000))
def test_arbitrary_bytes_are_read_or_refused(raw: bytes) -> None:
    """No bytes at all bring anything else out of the reader."""
    message = _read_or_refuse(raw)
    assert message is None or message.text.isascii() or message.text


@settings(max_examples=200, deadline=2_000)
@given(st.text(alphabet=st.sampled_from("ab \n>:-_*@.<1\t"), max_size=400))
def test_new_text_invents_nothing(text: str) -> None:
    """Every line of the new text stands in the text."""
    lines = {line.strip() for line in text.split("\n")}
    new = split_reply(text).new
    assert all(line.strip() in lines for line in new.split("\n") if line.strip())
