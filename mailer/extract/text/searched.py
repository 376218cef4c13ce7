"""Where a pattern is found in a text. Each sentence is looked at as a whole, by its clauses and beside its neighbours: the text
is searched once for all of them."""

import re
from functools import lru_cache

from mailer.extract.text.marked import Span


def first_within(pattern: re.Pattern[str], text: str, span: Span) -> Span | None:
    """The first place that lies inside `span`."""
    places = _places(pattern, text)
    if not places:
        return None
    return next((one for one in places if span.start <= one.start and one.end <= span.end), None)


@lru_cache(maxsize=6)
def _places(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in pattern.finditer(text))


@lru_cache(maxsize=2)
def in_small_letters(text: str) -> str:
    """The text in small letters, each where it stood: a pattern without capitals finds its words there in half the time.

    As it is where that would make it longer (`İ` becomes two letters).
    """
    small = text.lower()
    return small if len(small) == len(text) else text
