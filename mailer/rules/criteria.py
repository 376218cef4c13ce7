"""The criteria that people score, in the words that people use for them, and a mark as it is written behind one."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from mailer.model.evaluation import Criterion

NAMES: Mapping[str, Criterion] = MappingProxyType(
    {
        "strategic alignment": Criterion.STRATEGIC,
        "strategic fit": Criterion.STRATEGIC,
        "strategic": Criterion.STRATEGIC,
        "strategy": Criterion.STRATEGIC,
        "alignment": Criterion.STRATEGIC,
        "technical feasibility": Criterion.FEASIBILITY,
        "feasibility": Criterion.FEASIBILITY,
        "business value": Criterion.VALUE,
        "value": Criterion.VALUE,
        "maintenance burden": Criterion.MAINTENANCE,
        "maintenance": Criterion.MAINTENANCE,
        "community demand": Criterion.DEMAND,
        "demand": Criterion.DEMAND,
    }
)
"""The longer name of two comes first."""
_KNOWN = "|".join(NAMES)
_MARK = r"(?: ?[:=] ?| is | at | )(?P<mark>\d{1,3})(?: ?/ ?5| (?:out )?of 5)?(?![\w%]|[.,]\d)"
_FIRST = re.compile(
    rf"(?P<criterion>{_KNOWN}|[^\W\d_]{{1,40}}){_MARK}[ :,.;–—-]*(?P<note>.*)", re.IGNORECASE | re.DOTALL
)
_EACH = re.compile(rf"(?:\A|(?<=[,;.&/+\n])|(?<=\band)) ?(?P<criterion>{_KNOWN}){_MARK}", re.IGNORECASE)
_BETWEEN = " \t\n,;&+/"
_BEGINS = re.compile(rf"(?:{_KNOWN})\b", re.IGNORECASE)


def criterion_of(words: str) -> Criterion | None:
    """The criterion that `words` name, demand included; None for anything else."""
    return NAMES.get(" ".join(words.casefold().split()))


def begins_with_criterion(text: str) -> bool:
    """Whether the first words of `text` name a criterion."""
    return bool(_BEGINS.match(text))


def mark_in(text: str) -> tuple[str, int, str] | None:
    """The criterion's words, the mark and what stands behind it, from `feasibility 4, plain REST`; None where there is no mark."""
    match = _FIRST.match(text.strip())
    return (match["criterion"], int(match["mark"]), match["note"].strip()) if match else None


def each_mark(text: str) -> tuple[str, ...]:
    """`feasibility 4 plain REST, value 3` apart: each mark of a known criterion with the words up to the next one."""
    starts = [match.start() for match in _EACH.finditer(text)]
    ends = [*starts[1:], len(text)]
    return tuple(
        text[start:end].strip(_BETWEEN).removesuffix(" and").rstrip(_BETWEEN)
        for start, end in zip(starts, ends[: len(starts)], strict=True)
    )
