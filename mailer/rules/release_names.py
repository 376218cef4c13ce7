"""What the name of a release looks like: a version, a quarter, a month; and one spelling for a release that has several."""

import re
from collections.abc import Iterable

from mailer.model.status import same_release

_WHEN = (
    "spring|summer|autumn|fall|winter|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
RELEASE = (
    r"(?:[vr]\.?\d{1,6}(?:\.(?:\d{1,6}|x))*(?:[-+]?[a-z]{1,9}(?:[.-]?\d{1,4})?)?"
    r"|\d{1,6}(?:\.(?:\d{1,6}|x))+(?:[-+]?[a-z]{1,9}(?:[.-]?\d{1,4})?)?"
    r"|(?:20\d\d[ /-]?)?[qh][1-4](?:[ /-]?(?:20)?\d\d)?|[1-4]q(?:20)?\d\d"
    r"|20\d\d(?:-\d\d){0,2}"
    rf"|(?:{_WHEN}),? 20\d\d"
    r"|(?:release|version) \d{1,6})(?![\w.-]*\w)"
)
"""A pattern without groups, for lower case or with IGNORECASE: `v0.5`, `0.5.1-rc1`, `2026.1`, `Q3 2027`, `March 2027`, `release 5`."""
_WHOLE = re.compile(rf"{RELEASE}\Z", re.IGNORECASE)


def looks_like_release(text: str) -> bool:
    """Whether `text` is written as releases are; a name such as `Falcon` can be one all the same."""
    return bool(_WHOLE.match(text))


def as_known(release: str, known: Iterable[str]) -> str:
    """The spelling of `release` among those `known`, whatever its case and leading `v`; empty where it is none of them."""
    return next((one for one in known if same_release(one, release)), "")
