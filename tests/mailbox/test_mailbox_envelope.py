"""The envelope as the delivering host noted it."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.mailbox.envelope import envelope_of

MAILS = Path(__file__).parent / "mails"

NOTED = {
    "delivered_by_postfix": (
        "ana@orchard.example",
        ("integrations+r7abc@tracker.test", "integrations@tracker.test"),
    ),
    "bounce_with_null_return_path": ("<>", ("integrations@tracker.test",)),
    "author_forges_delivered_to": ("", ()),
    "folded_trace": ("folded@orchard.example", ("integrations@tracker.test",)),
}


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", NOTED)
def test_only_the_trace_above_the_topmost_received_is_believed(name: str, ends: bytes) -> None:
    """Return-Path and Delivered-To count above our own host's Received header, and nowhere else."""
    raw = (MAILS / f"{name}.eml").read_bytes().replace(b"\n", ends)
    assert envelope_of(raw) == NOTED[name]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading_of_the_trace(junk: bytes) -> None:
    """Whatever lies on top of a mail, reading its trace returns printable text and never raises."""
    sender, recipients = envelope_of(b"Return-Path: <" + junk + b">\nReceived: x\n")
    assert all(text.isprintable() for text in (sender, *recipients))


@pytest.mark.parametrize(
    "hostile", [b"X:" + b" " * 500_000, b"a:\n" * 200_000, b"X" * 500_000, b"\n " * 300_000]
)
def test_a_hostile_head_costs_no_time(hostile: bytes) -> None:
    """Half a megabyte of blanks, colons or folds is judged in a blink."""
    start = time.perf_counter()
    assert envelope_of(hostile) == ("", ())
    assert time.perf_counter() - start < 0.2
