"""Sentences that call a field by its name and say what it is: `please lower the priority to low`, `優先度は低です`.

The sentence is read by the classes of its words (`[called]` and `[corrections]` of the word lists), so one grammar does for
all languages: what may stand before the field's name, what behind it, the value, what may end the sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailer.extract.replies.talk import asks, is_talk, told
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit
from mailer.model.request import Field

TYPED = frozenset({Field.CATEGORY, Field.AUTHENTICATION, Field.DATA_FORMATS, Field.PRIORITY})
"""Fields of few words: a verb that changes needs no `to` before them."""
_BEFORE = frozenset({"corrections.lead", "corrections.change", "corrections.oops", "corrections.then"})
_BEHIND = ("wrong", "changed", "from", "to", "change", "is")
_AFTER = frozenset({"corrections.tail", "corrections.change"})
_COLON = re.compile(r"[\s\"'”»」)*_]{0,5}[:：]\s*(?=[^\s/])")
_GAP = re.compile(r"[^\w.;!?。]*")
_CLAUSE = re.compile(r"[,;:、，]\s*|\s[-–—]\s")
_AT_ONCE = re.compile(r",\s*(?=\w)")
"""`The priority is wrong, high please`: a value of few words stands right behind."""
_CUT = re.compile(r"[,;、，]|\s(?:and|und|et|y|e|en|og|och|ja|и|ve)\s")
_EDGES = " \t\n.,;:!\"'“”„«»*_。、，"
_TERSE = 6
"""Words of a sentence that says where a value is to go without a verb: `Priorität bitte auf niedrig`."""
LONGEST = 600
"""Characters of a value that a sentence gives."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """What a sentence says of a field that it calls by its name."""

    field: Field
    value: str
    label: str
    spans: tuple[Span, ...]
    """The sentences that say it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value begins, and in which sentences it is said."""

    start: int
    spans: tuple[Span, ...]


def statements(marked: Marked) -> Iterator[Statement]:
    """Every statement about a field in the sentences of a reply; `marked` as made by `spoken`."""
    for at, span in enumerate(marked.sentences):
        hits = told(marked, span, "called", "corrections")
        following = marked.sentences[at + 1] if at + 1 < len(marked.sentences) else None
        labels = [hit for hit in hits if hit.tag.startswith("called.") and _is_led(marked, span, hit, hits)]
        found = [
            (label, place) for label in labels if (place := _place(marked, span, label, hits, following))
        ]
        for number, (label, place) in enumerate(found):
            after = found[number + 1][0] if number + 1 < len(found) else None
            value = _value(marked, place, after)
            if value:
                yield Statement(
                    field=Field(label.tag.removeprefix("called.")),
                    value=value,
                    label=marked.text[label.start : label.end],
                    spans=place.spans,
                )


def _is_led(marked: Marked, span: Span, label: Hit, hits: Sequence[Hit]) -> bool:
    """Whether only such words stand before a field's name as lead to it, from the sentence's or its clause's beginning."""
    own = any(hit.tag == "corrections.own" and hit.end <= label.start for hit in hits)
    if own and label.tag == "called.integration_name":
        return False  # `my name is Anna`
    cuts = [cut.end() for cut in _CLAUSE.finditer(marked.text, span.start, label.start)]
    if _covered(marked, Span(span.start, label.start), hits):
        return True
    supposed = marked.has(Span(span.start, label.start), "corrections.unsure")
    return bool(cuts) and not supposed and _covered(marked, Span(cuts[-1], label.start), hits)


def _covered(marked: Marked, span: Span, hits: Sequence[Hit]) -> bool:
    """Whether every word of `span` belongs to a word or phrase that may lead to a field's name."""
    inside = {h.start: h for h in hits if span.start <= h.start and h.end <= span.end and h.tag in _BEFORE}
    return marked.length(span) == sum(marked.length(Span(h.start, h.end)) for h in inside.values())


def _place(
    marked: Marked, span: Span, label: Hit, hits: Sequence[Hit], following: Span | None
) -> _Place | None:
    """Where the value of a field begins, by what stands behind its name."""
    if colon := _COLON.match(marked.text, label.end, span.end):
        return _Place(colon.end(), (span,))
    behind = _links(marked, label.end, hits) or _links(marked, _past_adjective(marked, label, hits), hits)
    kind = next((kind for kind in _BEHIND if kind in behind), None)
    typed = Field(label.tag.removeprefix("called.")) in TYPED
    if kind == "wrong":
        at_once = _AT_ONCE.match(marked.text, behind[kind].end, span.end) if typed else None
        return _instead(marked, span, behind[kind], hits, following) or (
            _said(marked, span, at_once.end(), hits) if at_once else None
        )
    changes = any(hit.tag == "corrections.change" for hit in hits)
    if kind == "is" and not asks(marked, span):
        return _said(marked, span, behind[kind].end, hits)
    if kind == "changed":
        start = _behind(marked, behind[kind].end, hits)
        here = re.search(r"\w", marked.text[start : span.end])
        return _said(marked, span, start, hits) if here else _next(marked, span, following)
    if kind == "from" and changes:
        to = next((hit for hit in hits if hit.tag == "corrections.to" and hit.start > label.end), None)
        return _Place(to.end, (span,)) if to else None
    if kind == "change":
        return _Place(_behind(marked, behind[kind].end, hits), (span,))
    if kind == "to" and (changes or (typed and marked.length(span) <= _TERSE)):
        return _Place(behind[kind].end, (span,))
    return _Place(label.end, (span,)) if changes and typed and kind is None else None


def _links(marked: Marked, end: int, hits: Sequence[Hit]) -> dict[str, Hit]:
    """The words that may link a field's name, which ends at `end`, to its value, by what they do."""
    follows = (h for h in hits if h.start >= end and _GAP.fullmatch(marked.text, end, h.start))
    named = {hit.tag.removeprefix("corrections."): hit for hit in follows}
    return {kind: hit for kind, hit in named.items() if kind in _BEHIND}


def _past_adjective(marked: Marked, label: Hit, hits: Sequence[Hit]) -> int:
    """`el nombre correcto`: where what stands behind a field's name and belongs to it ends."""
    own = (h for h in hits if h.tag == "corrections.lead" and _GAP.fullmatch(marked.text, label.end, h.start))
    return next((hit.end for hit in own if hit.start >= label.end), label.end)


def _next(marked: Marked, span: Span, following: Span | None) -> _Place | None:
    """`Our use case has changed. We now archive invoices.`"""
    if following is None or is_talk(marked, following):
        return None
    return _Place(following.start, (span, following))


def _said(marked: Marked, span: Span, start: int, hits: Sequence[Hit]) -> _Place | None:
    """A value that is told, unless it only judges: `the use case is fine`."""
    judges = any(
        hit.tag in ("corrections.verdict", "corrections.denied", "corrections.unsure")
        and hit.start >= start
        and not re.search(r"\w", marked.text[start : hit.start])
        for hit in hits
    )
    return None if judges or start >= span.end else _Place(start, (span,))


def _behind(marked: Marked, end: int, hits: Sequence[Hit]) -> int:
    """Past a `to` or an `it is` that follows at once."""
    linking = ("corrections.to", "corrections.then", "corrections.is")
    follows = (
        h for h in hits if h.start >= end and h.tag in linking and _GAP.fullmatch(marked.text, end, h.start)
    )
    return max((hit.end for hit in follows), default=end)


def _instead(
    marked: Marked, span: Span, wrong: Hit, hits: Sequence[Hit], following: Span | None
) -> _Place | None:
    """What is right in place of what is wrong, in the same sentence or in the next one."""
    same = next((hit for hit in hits if hit.tag == "corrections.then" and hit.start >= wrong.end), None)
    if same:
        return _said(marked, span, same.end, hits)
    if following is None:
        return None
    more = told(marked, following, "corrections")
    then = next((hit for hit in more if hit.tag == "corrections.then"), None)
    if then is None or not _covered(marked, Span(following.start, then.start), more):
        return None
    place = _said(marked, following, then.end, more)
    return _Place(place.start, (span, following)) if place else None


def _value(marked: Marked, place: _Place, after: Hit | None) -> str:
    """The words of a value, without what ends the sentence and without the next field's."""
    end = place.spans[-1].end
    if after and place.start < after.start:
        cuts = [cut.start() for cut in _CUT.finditer(marked.text, place.start, after.start)]
        end = cuts[-1] if cuts else after.start
    ending = [hit for hit in told(marked, Span(place.start, end), "corrections") if hit.tag in _AFTER]
    for hit in reversed(ending):
        alone = not re.search(r"\w", marked.text[place.start : hit.start])
        if not alone and _GAP.fullmatch(marked.text[hit.end : end].strip(_EDGES + "?？")):
            end = hit.start
    return " ".join(marked.text[place.start : end].strip(_EDGES + "?？").split())[:LONGEST]
