"""What comes of it, told behind the wish: `Last week a disk filled up, and I found out three days later.`

Who says why they ask tells what they want and how they manage, and then what that leads to. In that place a weak sign is
enough: time or money, a share of the people, nobody and never, what happened lately, `that would …`. Elsewhere, and where
they tell what the author did or how the integration must be, the same words tell of the company, its size and its plans.
"""

import re
from collections.abc import Iterator

from mailer.extract.fields import impact
from mailer.extract.text.marked import Marked, Span

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
    return happened(marked, span) or (not _is_of_the_mail(marked, span) and any(_signs(marked, span)))


def begins_with_effect(marked: Marked, span: Span) -> bool:
    """`That would …`, `damit könnten wir …`: what the wish leads to."""
    return marked.has(span, "effect") and any(
        hit.tag == "effect" and marked.length(Span(span.start, hit.start)) <= 1 for hit in marked.within(span)
    )


def _is_of_the_mail(marked: Marked, span: Span) -> bool:
    """How urgent it is, and what the author offers, have fields of their own."""
    return any(hit.tag.startswith(("urgency.", "champion.")) for hit in marked.within(span))


def _signs(marked: Marked, span: Span) -> Iterator[bool]:
    uses = marked.has(span, "uses")
    yield marked.has(span, "harm") and not uses and not _RULES.search(marked.text, span.start, span.end)
    yield begins_with_effect(marked, span) and not _merely_is(marked, span)
    moves = marked.has(span, "transfer", "measure")
    told = not moves and _NO_COST.search(marked.text, span.start, span.end) is None
    yield told and impact.is_counted(marked, span, "spent")
    yield told and not uses and not marked.has(span, "numeral") and _comes_again(marked, span)


def _comes_again(marked: Marked, span: Span) -> bool:
    """`Every Friday somebody …`; a word alone (`the monthly totals`) may say what kind of thing it is."""
    often = [hit for hit in marked.within(span) if hit.tag == "frequency"]
    return any(" " in marked.text[hit.start : hit.end] or marked.language in _UNSPACED for hit in often)


_UNSPACED = ("zh", "ja", "ko")


_NO_COST = re.compile(
    r"\b(?:ago|geleden|enough|sufficient|fine|plenty|voldoende|genoeg|reich(?:t|en)|genüg\w+|suffi\w+|basta\w*|suficiente|chega)\b"
    r"|\b(?:il y a|hace|há|vor (?:\w+ )?\w+ (?:tage|woche|monate|jahre)n?)\b|\bfor (?:\w+ ){1,3}(?:months|years|weeks)\b",
    re.IGNORECASE,
)
"""`Some months ago it came out`, `once every five minutes is enough`: a time that costs nobody anything."""
_RULES = re.compile(
    r"\b(?:must|may|should|shall|ought|nobody (?:else|but)|no one (?:else|but)|nothing (?:else|but)|darf|dürfen|soll\w*|niemand (?:sonst|außer)"
    r"|doi(?:t|vent)|devrai(?:t|ent)|personne d['’]autre|deb(?:e|en|ería|erían)|nadie más|dev(?:e|em|eria|eriam)|ninguém mais)\b",
    re.IGNORECASE,
)
"""`Nobody may see them`, `it must never …` ask for something, `nobody else …` compares."""


def _merely_is(marked: Marked, span: Span) -> bool:
    """`That would be all from us`: what something would be, with no gain in it."""
    return _IS.search(marked.text, span.start, span.end) is not None and not marked.has(
        span, "impact", "gain", "spent"
    )


_IS = re.compile(
    r"\b(?:that|this|it) would (?:\w+ )?be\b(?! \w+ed\b)|\b(?:wäre|serait|ser[ií]a)\b", re.IGNORECASE
)


def happened(marked: Marked, span: Span) -> bool:
    """`Last quarter 41 pallets went to the wrong address`: when it was, and how many or what did not; what the author did then
    (`last month we opened two shops`) is no mishap, unless it tells both."""
    early = any(
        hit.tag == "lately" and marked.length(Span(span.start, hit.start)) <= _LATELY_AT
        for hit in marked.within(span)
    )
    told = impact.is_numbered(marked, span) + marked.has(span, "negation")
    return early and told > bool(_DID.search(marked.text, span.start, span.end))


_DID = re.compile(
    r"\b(?:we|i|you|your|wir|ich|ihr|euer|eure\w?|nous|je|vous|votre|vuestr[oa]s?|wij|ik|jullie|noi|nós|\w{2,}[aeio]mos)\b|\bj['’]|\bon (?:a|est)\b|入社|採用",
    re.IGNORECASE,
)
"""Who writes, or whom they write to, does it."""
