"""A wish that is told rather than asked for: what would be if a product were connected, and what does not go on without it."""

from collections.abc import Sequence

from mailer.extract.marked import Marked, Span

_MOVES = ("transfer", "before", "after", "itself", "by_hand", "impact")
"""Cues of a sentence that tells what goes from one program to another, or what that brings."""
_OTHERWISE = ("bug", "unneeded", "takes_back", "unwanted", "errand")
"""Cues of a sentence that wishes for nothing."""
_NOT_SUPPOSED = ("question", "question_word", "thanks", "champion.offer")
"""… that only supposes something else: how to do it, how grateful somebody would be."""


def longs_for(body: Marked, names: Sequence[str]) -> bool:
    """Whether a sentence that says one of `names` says what would be if it were there, that it is missing, that nothing goes
    on without it, or what its author wants to bring there."""
    return any(_longs(body, span, name) for span in body.sentences for name in names)


def _longs(body: Marked, span: Span, name: str) -> bool:
    found = body.text[span.start : span.end].casefold().find(name.casefold())
    if found < 0 or body.has(span, *_OTHERWISE):
        return False
    return body.has(span, "longing") or _supposes(body, span) or stuck_without(body, span, span.start + found)


def _supposes(body: Marked, span: Span) -> bool:
    wished = body.has(span, "conditional", "vote") or (
        body.has(span, "desire", "wish") and not _asked(body, span)
    )
    return wished and body.has(span, *_MOVES) and not body.has(span, *_NOT_SUPPOSED)


def _asked(body: Marked, span: Span) -> bool:
    """`Can we move the Jira call` asks for leave, `we want our orders in Jira` for Jira."""
    return body.text[span.end - 1] in "?？"


def stuck_without(marked: Marked, span: Span, at: int) -> bool:
    """Whether the author does not get on without what stands at `at`, or until it is there: `we're stuck without SAP`, not
    `without a password I can't open SAP`."""
    hits = marked.within(span)
    stuck = [hit.start for hit in hits if hit.tag == "stuck"]
    return any(
        hit.tag == "lest"
        and hit.end <= at
        and bool(stuck)
        and not any(hit.end <= place < at for place in stuck)
        for hit in hits
    )
