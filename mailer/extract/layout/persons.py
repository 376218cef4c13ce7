"""Forms that ask for a person's name: `Name: Jana Weber` above `Company: Weber GmbH` names no integration."""

import re
from collections.abc import Sequence

from mailer.extract.layout.part import Part
from mailer.rules.catalog import Catalog

_NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+){1,3}")
_AUTHOR = ("contact", "website")
"""Topics of a line about whoever writes: `Company` may be the site of the one that makes the product, too."""


def is_person(part: Part, parts: Sequence[Part], catalog: Catalog) -> bool:
    """Whether what stands under a bare `Name` is its author's: two words or more that nobody knows as a product, beside a
    line that says whom to contact."""
    text = part.section.text.strip()
    if " " in part.section.label.strip() or not _NAME.fullmatch(text) or catalog.find(text):
        return False
    at = parts.index(part)
    beside = [*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2]]
    return any(one.section.topic in _AUTHOR and "." not in one.section.text for one in beside)
