"""Words with a fixed meaning: ways to authenticate, data formats, priorities and categories."""

from collections import Counter
from collections.abc import Sequence

from mailer.extract.marked import Marked, Span
from mailer.extract.phrases import Hit
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words
from mailer.model.request import Priority

_OTHER = "categories.Other"
"""A category for a label; in running text `other` says nothing."""


def named(marked: Marked, section: str, *, labelled: bool) -> dict[str, Span]:
    """The terms of `section` (`authentication`, `formats`) in a text, each with the first place that says it.

    Under a label of its own a loose word such as `token` counts too.
    """
    wanted = (section, f"{section}_labelled") if labelled else (section,)
    found: dict[str, Span] = {}
    for hit in outermost([hit for hit in marked.hits if hit.tag.partition(".")[0] in wanted]):
        if not labelled and marked.has(marked.sentence_at(hit.start), "current"):
            continue
        found.setdefault(hit.tag.partition(".")[2], Span(hit.start, hit.end))
    return _without_flows(found, marked)


def _without_flows(found: dict[str, Span], marked: Marked) -> dict[str, Span]:
    """OpenID Connect runs on OAuth's flows: beside it the name of a flow alone does not say OAuth."""
    flow = found.get("oauth2")
    if flow and "oidc" in found and "oauth" not in marked.text[flow.start : flow.end].lower():
        return {name: span for name, span in found.items() if name != "oauth2"}
    return found


def outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that do not lie inside a longer one: `api token` says token once."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end or (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
            kept.append(hit)
    return kept


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
    return Priority(best.tag[8:]), Span(best.start, best.end)


def category_of(marked: Marked, *, labelled: bool) -> tuple[str, Span] | None:
    """The category that a text points to: under its label the first named, in free text the one most pointed to."""
    hits = outermost([hit for hit in marked.hits if hit.tag.startswith("categories.")])
    hits = hits if labelled else [hit for hit in hits if hit.tag != _OTHER]
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
