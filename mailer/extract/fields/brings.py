"""Which free sentences say what it brings or costs (losses and gains: `impact`; how much and how often: `volume`)."""

import re
from collections.abc import Sequence

from mailer.extract.fields import impact
from mailer.extract.fields.consequence import tells
from mailer.extract.fields.pieces import WEAK, Piece, strongest, weigh
from mailer.extract.text.marked import Marked, Span
from mailer.model.request import Field


def brings(found: Sequence[Piece], used: Sequence[Piece]) -> list[Piece]:
    """What it brings or costs: the piece that says it best, and the next where that says it as clearly: `40 managers would
    use it. Without it we will not renew.` Where none says it, what comes of what is `used` or done today."""
    best = strongest(found, Field.BUSINESS_IMPACT)
    if best is None:
        return _consequence(found, used)
    at = found.index(best)
    return [best, *(piece for piece in found[at + 1 : at + 2] if _brings_as_well(best, piece))]


def brings_as_well(answered: Sequence[Piece]) -> list[Piece]:
    """What it brings, said beside what it is for where a form asks for the latter alone: a sentence of its own."""
    best = strongest([piece for piece in answered[1:] if _is_sentence(piece)], Field.BUSINESS_IMPACT)
    return [best] if best else []


def brought(piece: Piece) -> Span:
    """`Lots of people use it, so it would be good to have`: what it brings ends where what is concluded from it is wished; behind a
    `but` it begins where nothing before that tells any, and at `otherwise` behind what is asked for."""
    marked, span = piece.prose.marked, piece.span
    for clause in marked.clauses(span)[1:]:
        before = Span(span.start, clause.start)
        if _SO_WISHED.match(marked.text, clause.start, span.end) and _speaks(marked, before):
            return before
        if _OTHERWISE.match(marked.text, clause.start, span.end) and marked.has(before, *_ASKING):
            return Span(clause.start, span.end)
        but = _BUT.match(marked.text, clause.start - 2, span.end)
        if but and not impact.shapes(marked, before) and _speaks(marked, Span(but.end(), span.end)):
            return Span(but.end(), span.end)
    return span


def _speaks(marked: Marked, span: Span) -> bool:
    return weigh(marked, span)[0] is Field.BUSINESS_IMPACT


_ASKING = ("request", "desire", "wish", "plead", "order", "thanks")
_OTHERWISE = re.compile(
    r"(?:or else|otherwise|sonst|ansonsten|andernfalls|sinon|autrement|de lo contrario|si no|senão|caso contrário|altrimenti|anders)\s",
    re.IGNORECASE,
)
_BUT = re.compile(r"[,;]\s(?:but|aber|mais|pero|mas|ma|maar)\s", re.IGNORECASE)
_SO_WISHED = re.compile(
    r"(?:so|hence|therefore|deshalb|daher|also|donc|por eso|así que|por isso|então|quindi|dus)\s(?!that\b)[^.;!?]{0,160}?"
    r"\b(?:would|wäre|serait|sería|seria|sarebbe|zou)\b",
    re.IGNORECASE,
)


def _is_sentence(piece: Piece) -> bool:
    """Whether a piece is a sentence in running text, and no part of one, nor on the line of a list's item."""
    return piece.span in piece.prose.marked.sentences and not piece.is_item


def _brings_as_well(best: Piece, piece: Piece) -> bool:
    marked = piece.prose.marked
    return (
        piece.prose is best.prose
        and piece.field is Field.BUSINESS_IMPACT
        and impact.shapes(marked, piece.span) > 0 < impact.shapes(marked, best.span)
    )


def _consequence(found: Sequence[Piece], used: Sequence[Piece]) -> list[Piece]:
    """The first piece behind what is wished or done today that tells what comes of it; else one before it that tells of harm."""
    wished = next((at for at, piece in enumerate(found) if piece in used or _tells_what(piece)), len(found))
    behind = [piece for piece in found[wished + 1 :] if piece not in used and _may_follow(piece)]
    before = (piece for piece in found[:wished] if piece not in used and _may_lead(piece))
    return behind[:1] or list(before)[:1]


def _may_lead(piece: Piece) -> bool:
    """`Twice this year an order got lost. Could you connect X?`: harm that is told first, and not how the company lives."""
    marked = piece.prose.marked
    return (
        _may_follow(piece) and marked.has(piece.span, "harm", "lately") and not marked.has(piece.span, "uses")
    )


def _may_follow(piece: Piece) -> bool:
    loose = piece.field is None or (piece.field is Field.USE_CASE and piece.weight < WEAK)
    return loose and tells(piece.prose.marked, piece.span)


def _tells_what(piece: Piece) -> bool:
    """Whether a piece asks, or says how people manage: what stands behind it may say what that leads to."""
    return piece.field is Field.ALTERNATIVES or piece.prose.marked.has(
        piece.span, "request", "wish", "desire"
    )
