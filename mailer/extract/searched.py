"""Where a pattern is found in a text. Each sentence is looked at as a whole, by its clauses and beside its neighbours: the text
is searched once for all of them."""

import re
from functools import lru_cache

from mailer.extract.marked import Span


def first_within(pattern: re.Pattern[str], text: str, span: Span) -> Span | None:
    """The first place that lies inside `span`."""
    return next(
        (one for one in _places(pattern, text) if span.start <= one.start and one.end <= span.end), None
    )


@lru_cache(maxsize=16)
def _places(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    return tuple(Span(*found.span()) for found in pattern.finditer(text))
