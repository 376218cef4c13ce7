"""Sentences that set the scene of a wish, and such as only look so: by how they begin and what they speak of.

`All our tickets live in Linear` says what for, and so does `Then my runs show up next to the lifts` behind a wish. `It would be
great if this came` asks and says no more, `Qdrant can use the GPU` tells of the product alone.
"""

import re

from mailer.extract.fields.managing import is_customer
from mailer.extract.fields.pieces import Piece
from mailer.extract.text.marked import Span
from mailer.model.request import Field

_ASKING = ("request", "desire", "order", "plead", "conditional", "connector", "serving", "thanks")
"""Cues of asking itself; what stands beside them says what for."""
_ASKS = ("request", "desire", "order", "plead")
_TELLS = ("use_case", "transfer", "itself")
"""Cues of what shall happen; beside the asking one of them is enough."""
_LITTLE = 1
"""Words with a meaning of their own that a sentence may have that only asks."""
_LITTLE_UNSPACED = 4
"""... characters."""


def is_bare(piece: Piece) -> bool:
    """`Could we get X as well?`, `it would be great if this were available`: a wish with hardly a word but the asking."""
    marked, span = piece.prose.marked, piece.span
    if not marked.has(span, *_ASKS) or marked.has(span, "purpose_clause") or piece.text.endswith((":", "：")):
        return False
    little = _LITTLE if marked.language not in _UNSPACED else _LITTLE_UNSPACED
    named = Span(piece.name_at, piece.name_at + len(piece.prose.named)) if piece.name_at >= 0 else Span(0, 0)
    asking = [Span(hit.start, hit.end) for hit in marked.within(span) if hit.tag in _ASKING]
    told = any(
        hit.tag in _TELLS and not any(one.start <= hit.start < one.end for one in asking)
        for hit in marked.within(span)
    )
    automated = [Span(*one.span()) for one in _AUTOMATED.finditer(marked.text, *span)]
    if automated and marked.content(span, [named, *asking, *automated]) <= little:
        return True
    return not told and marked.content(span, [named, *asking]) <= little


_AUTOMATED = re.compile(r"\b(?:d['’])?automat(?:e[ds]?|i[sz]\w+)\b|\bgeautomati\w+", re.IGNORECASE)
"""`Could this be automated?` says what is wished of whatever was told before it."""


_UNSPACED = ("zh", "ja", "ko")


def describes(piece: Piece) -> bool:
    """`Qdrant can be run on the GPU`: the product does something, and nobody wants, has or does anything."""
    marked, span = piece.prose.marked, piece.span
    begins = piece.name_at >= 0 and not marked.length(Span(span.start, piece.name_at))
    return begins and not marked.has(
        span, "doer", "wish", "desire", "request", "purpose_clause", "touched", "itself"
    )


def is_at_home(piece: Piece) -> bool:
    """`Our invoices go through Bexio`, `Linear is where we plan`: where what is theirs lives, the name behind it."""
    marked, span = piece.prose.marked, piece.span
    if piece.name_at < 0 or piece.field not in (None, Field.USE_CASE) or marked.has(span, "contribution"):
        return False
    text = marked.text
    own = _OWN.match(text, span.start, span.end)
    lives = own is not None and own.end() < piece.name_at
    return (lives and not marked.has(Span(span.start, piece.name_at), *_ASKS)) or bool(
        _WHERE_WE.search(text, piece.name_at, span.end)
    )


_OWN = re.compile(
    r"(?:(?:all|most|half|some|many|almost all|nearly all|\d+ ?%|alle|die meisten|tous|toutes|la plupart de|todos|todas|a maioria d|tutti|tutte|al) (?:of )?)?"
    r"(?:our|my|unsere?[nrms]?|meine?[nrms]?|nos|notre|mon|ma|mes|nuestr[oa]s?|mis?|noss[oa]s?|meus?|minhas?|i nostri|le nostre|il nostro|la nostra|onze|ons|mijn)\s",
    re.IGNORECASE,
)
_WHERE_WE = re.compile(r"\b(?:is|are) where (?:we|our|i|my)\b", re.IGNORECASE)


def follows(before: Piece, piece: Piece) -> bool:
    """`Then my runs show up next to the lifts`, right behind what asks: what would be the case then."""
    marked, span = piece.prose.marked, piece.span
    if before.prose is not piece.prose or piece.field not in (None, Field.USE_CASE):
        return False
    asked = marked.has(before.span, *_ASKS) or before.text.endswith("?")
    return (
        asked
        and _THEN.match(marked.text, *span) is not None
        and marked.length(span) >= _SHORTEST
        and not marked.has(span, "request", "question", "order", "plead")
        and marked.text[span.end - 1] not in "?？"
    )


_SHORTEST = 5
_THEN = re.compile(
    r"(?:and )?(?:then(?! again| (?:i|we) (?:will|would|am|are)\b)|this way|that way|dann(?! (?:noch|bin|sind)\b)|so(?= \w+(?:t|en|e) )|dan(?! nog\b)|zo(?= )|comme ça|ainsi|así|asi|assim|così)\s",
    re.IGNORECASE,
)


def shows(piece: Piece) -> bool:
    """`I enclose the page so that you can see it`: what is done for whoever reads the mail."""
    marked, span = piece.prose.marked, piece.span
    return marked.has(span, "purpose_clause") and _YOU_SEE.search(marked.text, *span) is not None


_YOU_SEE = re.compile(
    r"\bso (?:that )?you (?:can |could )?(?:see|look|check|have a look|get an idea)\b|\bpour que (?:vous|tu) (?:puissiez |puisses )?(?:voi?y?(?:iez|es|r)|regard\w+)\b"
    r"|\bdamit (?:sie|ihr|du) (?:\w+ ){0,2}(?:seht|sehen|siehst|sehen könn\w+)\b|\bpara que (?:l[oa]s? )?(?:veáis|vean|veas|vea)\b"
    r"|\bpara (?:vocês|você|que vocês|que você) (?:ver(?:em)?|vejam?)\b|\b(?:così|perché) (?:potete|possiate|puoi) vedere\b|\bzodat (?:jullie|u|je) \w*\s?(?:zien|kijken|ziet)\b",
    re.IGNORECASE,
)


def introduces(piece: Piece) -> bool:
    """`We have been a customer for three years`, `our booking tool is called Mirabo`: who writes, or what the thing is called,
    is not what for."""
    marked, span = piece.prose.marked, piece.span
    if piece.name_at < 0:
        return is_customer(marked, span)
    named = piece.name_at + len(piece.prose.named)
    return (
        marked.text[named : span.end].strip(" .!\"”“»’'") == ""
        and _CALLED.search(marked.text, span.start, piece.name_at) is not None
    )


_CALLED = re.compile(
    r"\b(?:is called|is named|goes by the name of|heißt|heisst|nennt sich|s['’]appelle|se llama|se chama|chama-se|si chiama|heet)\s$",
    re.IGNORECASE,
)
