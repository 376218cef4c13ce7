"""Names that begin with a figure (`10Duke`, `99designs`), and what only counts or measures (`2 Systeme`, `4K`, `30min`)."""

import re

from mailer.extract.text.marked import Marked, Span

_NAMED = re.compile(
    r"\d{1,4}(?!(?:st|nd|rd|th|er|ère|[eè]me|mins?|minutes?|hrs?|hours?|days?|weeks?|secs?|pcs|mm|cm|km|kb|mb|gb|tb|kbit|mbit|gbit|kwh?|mwh?|fps|rpm|px|hz|khz|mhz|ghz|pm"
    r"|am|uhr|std|tage?|stück|stk|eur|usd|euros?)(?:\W|$))[^\W\d_]{2,}",
    re.IGNORECASE,
)
_SIZE = re.compile(r"\d{1,2}[A-Z]")
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|ère|º|ª)\s")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?\s")


def is_named(word: str) -> bool:
    """Whether a word with a figure before its letters can be a name: `7shifts`, not `7th` or `30min`."""
    return _NAMED.match(word) is not None


def counts(name: str, text: Marked) -> bool:
    """Whether a name of `text` that nobody knows only says how large, when or how many: `4K`, `1st January`, `2 Boutiques`, and
    any `2 Systeme` where each noun has a capital."""
    number = _NUMBER.match(name)
    whole = _SIZE.fullmatch(name) or _ORDINAL.match(name)
    return whole is not None or (
        number is not None and (text.language == "de" or _is_of_people(name, number.end(), text))
    )


def _is_of_people(name: str, behind: int, text: Marked) -> bool:
    """Whether what stands behind the figure is a word for people or places that anybody has several of."""
    at = text.text.find(name)
    return at >= 0 and any(
        hit.tag == "touched" and hit.start == at + behind for hit in text.within(Span(at, at + len(name)))
    )
