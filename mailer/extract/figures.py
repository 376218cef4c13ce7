"""Names that begin with a figure (`10Duke`, `99designs`), and what only counts or measures (`2 Systeme`, `4K`, `30min`)."""

import re

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


def counts(name: str, language: str) -> bool:
    """Whether a name that nobody knows only says how large, when or how many: `4K`, `1st January`, and `2 Systeme` where each noun
    has a capital."""
    whole = _SIZE.fullmatch(name) or _ORDINAL.match(name)
    return whole is not None or (language == "de" and _NUMBER.match(name) is not None)
