"""What comes of it, told behind the wish: `Last week a disk filled up, and I found out three days later.`

Who says why they ask tells what they want and how they manage, and then what that leads to. In that place a weak sign is
enough: time or money, a share of the people, nobody and never, what happened lately, `that would …`. Elsewhere the same
words tell of the company, its size and its plans.
"""

from collections.abc import Iterator

from mailer.extract import impact
from mailer.extract.marked import Marked, Span

_ELSEWHERE = (
    *("request", "wish", "desire", "purpose_clause", "question", "thanks", "greeting", "closing"),
    *("contribution", "documentation", "existing_work"),
)
"""What asks, offers or points somewhere is no consequence."""
_SHORTEST = 6
_LATELY_AT = 6
"""Words before `last week`, where a sentence tells what happened then."""


def tells(marked: Marked, span: Span) -> bool:
    """Whether a statement has a sign of harm or gain: of time, money, a share, an absence, a mishap, or an effect."""
    text = marked.text[span.start : span.end]
    if text.endswith(("?", "？")) or "://" in text or marked.length(span) < _SHORTEST:
        return False
    if marked.has(span, *_ELSEWHERE) or impact.defines(marked, span):
        return False
    return not _is_of_the_mail(marked, span) and any(_signs(marked, span))


def begins_with_effect(marked: Marked, span: Span) -> bool:
    """`That would …`, `damit könnten wir …`: what the wish leads to."""
    return marked.has(span, "effect") and any(
        hit.tag == "effect" and marked.length(Span(span.start, hit.start)) <= 1 for hit in marked.within(span)
    )


def _is_of_the_mail(marked: Marked, span: Span) -> bool:
    """How urgent it is, and what the author offers, have fields of their own."""
    return any(hit.tag.startswith(("urgency.", "champion.")) for hit in marked.within(span))


def _signs(marked: Marked, span: Span) -> Iterator[bool]:
    yield marked.has(span, "harm")
    yield begins_with_effect(marked, span)
    yield _lately(marked, span)
    moves = marked.has(span, "transfer", "measure")
    yield not moves and impact.is_counted(marked, span, "spent")
    yield not moves and marked.has(span, "frequency") and not marked.has(span, "uses", "numeral")


def _lately(marked: Marked, span: Span) -> bool:
    """`Last quarter 41 pallets went to the wrong address`: when it was, and how many or what did not."""
    early = any(
        hit.tag == "lately" and marked.length(Span(span.start, hit.start)) <= _LATELY_AT
        for hit in marked.within(span)
    )
    return early and (impact.is_numbered(marked, span) or marked.has(span, "negation"))
