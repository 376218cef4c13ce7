"""Sentences that say what a list holds now: `SAML instead of OAuth`, `they have dropped JSON`, `CSV too`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailer.extract.fields import terms
from mailer.extract.fields.terms import TERMS
from mailer.extract.replies.talk import told
from mailer.extract.text.denial import OR
from mailer.extract.text.links import links
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit, outermost
from mailer.model.request import Evidence, Field, Value

CORRECTED = 0.9
"""Confidence in `it is X, not Y`."""
ARTICLE = re.compile(
    r"[\s\"'“„«*(]*(?:(?:the|an?|any|der|die|das|den|dem|les?|la|l['’]|d['’]|el|los|las|os?|as?|um|una?|il|lo|een|het|de|en|ett?|eine[nmrs]?)\s*)?"
    r"[\"'“„«*]*",
    re.I,
)
"""What may stand between a word and the name that it is about."""
TOUCHING = re.compile(r"[\s\"'”»)*]*")


@dataclass(frozen=True, slots=True)
class _Item:
    """One way to sign in, format or link that a sentence names."""

    text: str
    span: Span
    denied: str
    """`denied`, `dropped`, or empty for one that is meant."""


def listed(marked: Marked, span: Span) -> Iterator[tuple[Field, Value]]:
    """What a sentence says of the fields that are lists: what there is now, what is gone, what comes to it.

    What it names in passing is marked so: it is for a field of which nothing was said yet.
    """
    for field, section in TERMS.items():
        hits = [hit for hit in marked.within(span) if hit.tag.partition(".")[0] == section]
        named = [hit for hit in outermost(hits) if not terms.is_remainder(marked, hit)]
        places = [(hit.tag.partition(".")[2], Span(hit.start, hit.end)) for hit in named]
        yield from _weighed(marked, span, field, places)
    said = marked.text[span.start : span.end]
    found = [(one.url, Span(span.start + one.span.start, span.start + one.span.end)) for one in links(said)]
    if len(found) > 1:
        yield from _weighed(marked, span, Field.API_DOCS, found)


def _weighed(
    marked: Marked, span: Span, field: Field, places: Sequence[tuple[str, Span]]
) -> Iterator[tuple[Field, Value]]:
    items = list(_items(marked, span, places))
    if not items or marked.has(span, "corrections.unsure"):
        return
    meant = tuple(dict.fromkeys(item.text for item in items if not item.denied))
    gone = tuple(dict.fromkeys(item.text for item in items if item.denied and item.text not in meant))
    evidence = Evidence(text=marked.slice(span), where="body", confidence=CORRECTED)
    if gone and (meant or any(item.denied == "dropped" for item in items)):
        yield field, Value(items=meant, without=gone, evidence=evidence)
    elif meant and field is not Field.API_DOCS:
        alone = any(_is_only(marked, span, item.span) for item in items)
        more = marked.has(span, "corrections.also")
        if not marked.has(span, "current", "corrections.using"):
            whole, aside = alone and not more, not (alone or more)
            yield field, Value(items=meant, evidence=evidence, whole=whole, aside=aside)


def denied_terms(marked: Marked, field: Field) -> frozenset[str]:
    """The terms that the words of an answer deny: `CSV instead of JSON`."""
    section = TERMS[field]
    hits = outermost(
        [hit for hit in marked.hits if hit.tag.partition(".")[0] in (section, f"{section}_labelled")]
    )
    places = [(hit.tag.partition(".")[2], Span(hit.start, hit.end)) for hit in hits]
    return frozenset(item.text for item in _items(marked, marked.whole, places) if item.denied)


def _items(marked: Marked, span: Span, places: Sequence[tuple[str, Span]]) -> Iterator[_Item]:
    hits = told(marked, span, "corrections")
    last: _Item | None = None
    for text, place in places:
        denied = _denied(marked, hits, place)
        if not denied and last and last.denied and OR.fullmatch(marked.text, last.span.end, place.start):
            denied = last.denied
        last = _Item(text, place, denied)
        yield last


def _denied(marked: Marked, hits: Sequence[Hit], place: Span) -> str:
    """How the words right before or behind a term deny it; empty where they do not."""
    for hit in hits:
        kind, _, behind = hit.tag.removeprefix("corrections.").partition("_")
        if kind not in ("denied", "dropped"):
            continue
        before = (
            not behind and hit.end <= place.start and ARTICLE.fullmatch(marked.text, hit.end, place.start)
        )
        after = behind and hit.start >= place.end and TOUCHING.fullmatch(marked.text, place.end, hit.start)
        if before or after:
            return kind
    return ""


def _is_only(marked: Marked, span: Span, place: Span) -> bool:
    """Whether `only` stands beside a term, with at most a word between."""
    hits = [hit for hit in told(marked, span, "corrections") if hit.tag == "corrections.only"]
    return any(
        (hit.end <= place.start and marked.length(Span(hit.end, place.start)) <= 1)
        or (hit.start >= place.end and marked.length(Span(place.end, hit.start)) <= 1)
        for hit in hits
    )
