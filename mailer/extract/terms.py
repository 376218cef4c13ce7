"""Words with a fixed meaning: ways to authenticate, data formats, priorities and categories."""

import re
from collections import Counter

from mailer.extract.marked import Marked, Span
from mailer.extract.phrases import Hit, outermost
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words
from mailer.model.request import Priority

_OTHER = "categories.Other"
"""A category for a label; in running text `other` says nothing."""


def named(marked: Marked, section: str, *, labelled: bool) -> tuple[dict[str, Span], tuple[str, ...]]:
    """The terms of `section` (`authentication`, `formats`) in a text, each with the first place that says it, and those
    that it denies.

    Under a label of its own a loose word such as `token` counts too.
    """
    wanted = (section, f"{section}_labelled") if labelled else (section,)
    found: dict[str, Span] = {}
    denied: dict[str, None] = {}
    for hit in outermost([hit for hit in marked.hits if hit.tag.partition(".")[0] in wanted]):
        if not labelled and marked.has(marked.sentence_at(hit.start), "current"):
            continue
        if is_remainder(marked, hit):
            continue
        name = hit.tag.partition(".")[2]
        if is_denied(marked, hit.start, _BEFORE_A_TERM):
            denied[name] = None
        else:
            found.setdefault(name, Span(hit.start, hit.end))
    return _without_flows(found, marked), tuple(name for name in denied if name not in found)


def is_remainder(marked: Marked, hit: Hit) -> bool:
    """`I cannot say anything about the rest` names no interface."""
    around = marked.within(Span(max(0, hit.start - _ARTICLE), hit.end))
    return any(one.tag == "remainder" and one.start <= hit.start < one.end for one in around)


_ARTICLE = 5
"""Characters of an article and the space behind it."""
_BEFORE_A_TERM = 0
"""Words that may stand between a denial and a term: `no OAuth`, but not `no trouble with OAuth`."""
_BEFORE_URGENCY = 2
"""… and a word of urgency: `not quite so urgent`."""
_NEAR = 40
"""Characters before a word in which its denial is looked for."""


def is_denied(marked: Marked, place: int, most: int) -> bool:
    """Whether a word such as `no` or `not` stands before `place`, with at most `most` words and no stop in between."""
    near = marked.within(Span(max(0, place - _NEAR), place))
    return any(
        hit.tag == "negation"
        and hit.end <= place
        and marked.length(Span(hit.end, place)) <= most
        and not _STOP.search(marked.text, hit.end, place)
        for hit in near
    )


_STOP = re.compile(r"[,;:.!?()\n、。，]")


def _without_flows(found: dict[str, Span], marked: Marked) -> dict[str, Span]:
    """OpenID Connect runs on OAuth's flows: beside it the name of a flow alone does not say OAuth."""
    flow = found.get("oauth2")
    if flow and "oidc" in found and "oauth" not in marked.text[flow.start : flow.end].lower():
        return {name: span for name, span in found.items() if name != "oauth2"}
    return found


def stated_priority(value: str, words: Words) -> tuple[Priority, str] | None:
    """The priority that a labelled value states, with its words: of several the first, `not urgent` before `urgent`."""
    hits = outermost(words.priorities.find(words_of(value)))
    return (Priority(hits[0].tag), value[hits[0].start : hits[0].end]) if hits else None


def said_priority(marked: Marked) -> tuple[Priority, Span] | None:
    """The urgency that a text says in passing; of several the strongest word counts, unless one takes it back."""
    hits = outermost([hit for hit in marked.hits if hit.tag.startswith("urgency.")])
    if not hits:
        return None
    order = list(Priority)
    best = max(hits, key=lambda hit: (order.index(Priority(hit.tag[8:])), -hit.start))
    said = Priority(best.tag[8:])
    calm = next((hit for hit in hits if hit.tag == "urgency.low"), None)
    if (
        said is Priority.HIGH
        and calm
        and marked.sentence_at(calm.start) == marked.sentence_at(best.start)
        and calm.start < best.start
    ):
        return Priority.LOW, Span(calm.start, calm.end)  # no rush, but before the year ends
    if is_denied(marked, best.start, _BEFORE_URGENCY):
        return (Priority.LOW, Span(best.start, best.end)) if said is Priority.HIGH else None
    return said, Span(best.start, best.end)


def category_of(marked: Marked, *, labelled: bool) -> tuple[str, Span] | None:
    """The category that a text points to: under its label the first named, in free text the one most pointed to."""
    hits = outermost([hit for hit in marked.hits if hit.tag.startswith("categories.")])
    if not labelled:
        hits = [hit for hit in hits if hit.tag != _OTHER and not _is_technical(marked, hit)]
    if not hits:
        return None
    if labelled:
        first = hits[0]
    else:
        counted = Counter(hit.tag for hit in hits)
        most = max(
            counted, key=lambda tag: (counted[tag], -next(hit.start for hit in hits if hit.tag == tag))
        )
        first = next(hit for hit in hits if hit.tag == most)
    return first.tag.partition(".")[2], Span(first.start, first.end)


def _is_technical(marked: Marked, hit: Hit) -> bool:
    """How one signs in (`client certificates`), or half of a joined word (`WS-Security`), says nothing of a product."""
    if marked.text[hit.start - 1 : hit.start] in ("-", "/") and marked.text[: hit.start - 1][-1:].isalnum():
        return True
    around = marked.within(Span(max(0, hit.start - _NEAR), hit.end))
    return any(one.tag.startswith("authentication.") and one.start <= hit.start < one.end for one in around)
