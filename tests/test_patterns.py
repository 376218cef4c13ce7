"""No regular expression that the pure rooms apply to mail loses itself in a text (R-57).

Short texts are enough for what grows with a power of three or without bound; that time grows no faster than the text is
shown on whole mails (test_parse_limits, test_extract_limits, bench/linear.py).
"""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from inspect import signature
from types import ModuleType
from typing import Any

import pytest

import mailer

ROOMS = ("parse", "recognise", "extract", "rules", "decide")
PIECES = (
    "a", " ", "\n", "\t ", "-", "- ", "_", ">", "> ", "*", "#", "=", ".", "1", "1.", "5.1.", "55", "(", "((", ")", "[", "<", "<a ", '"', '\\"',
    ",", ", ", ";", ";a=", ": ", "a:", "a: b\n", "@", "a@", "a@b.", "a.b", "a-", "A ", "http://a", "www.", "=?", "=?a?q?", "\r\n", "\n\n ", " \n",
    "On ", "On Mon, ", "Am 1.1. ", "From: ", "could not be ", "user is ", "is not ", "please ", "sent from ", "begin 644 ", "the ", "|", "| a ",
    "**", "[ ] ", "é", "ß", "が", "不", "한", "\u3000", "\u200b", "'", "’s ", "/", "//", "+", "%", "&", "{", '{"',
)  # fmt: skip
"""Repeated until the text is as long as is wanted."""
LONG = 400
MOST = 0.5
"""Seconds of processor time; a pattern in order takes a thousandth of it."""


def modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        package = importlib.import_module(f"mailer.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def patterns(value: Any) -> Iterator[re.Pattern[Any]]:
    """The compiled patterns in a module's constant, however deep they lie in it, or that it makes when first asked."""
    if isinstance(value, re.Pattern):
        yield value
    elif hasattr(value, "cache_info") and not signature(value).parameters:
        yield from patterns(value())
    elif isinstance(value, dict):
        yield from patterns(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from patterns(one)


FOUND = {
    f"{module.__name__.removeprefix('mailer.')}.{name}-{number}": pattern
    for module in modules()
    for name, value in vars(module).items()
    for number, pattern in enumerate(patterns(value))
}


def test_they_are_found() -> None:
    """The walk sees the patterns of all rooms."""
    assert mailer
    assert len(FOUND) > 150


@pytest.mark.parametrize("name", FOUND)
def test_no_pattern_loses_itself(name: str) -> None:
    """R-57: no pattern needs more than a blink for a few lines of whatever is repeated."""
    pattern = FOUND[name]
    for piece in PIECES:
        text = (piece * LONG)[:LONG]
        subject: Any = text.encode("utf-8", "replace") if isinstance(pattern.pattern, bytes) else text
        began = time.process_time()
        sum(1 for _ in pattern.finditer(subject))
        took = time.process_time() - began
        assert took < MOST, f"{pattern.pattern[:80]!r} takes {took:.1f} s for {piece!r}"
