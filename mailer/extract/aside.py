"""Names that a text mentions without asking for them: what is there already, what is not wanted, what is only compared."""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.longing import missed
from mailer.extract.marked import Marked, Span
from mailer.rules.catalog import Mention

WISHING = ("request", "wish", "desire")
"""Cues of a sentence that wishes for something."""


def put_aside(marked: Marked, span: Span, mention: Mention) -> bool:
    """Whether a name is mentioned as something else: `instead of Zapier`, `same as Segment`; `stuck without SAP` means it."""
    return not missed(marked, span, mention.start) and any(
        hit.tag == "not_asked"
        and hit.end <= mention.start
        and not re.search(r"[,;.]", marked.text[hit.end : mention.start])
        for hit in marked.within(span)
    )


def refused(marked: Marked, place: Span) -> bool:
    """Whether the words before a name say that it is not wanted (`I don't want a HubSpot integration`), or those around it
    that another is (`not HubSpot but Pipedrive`)."""
    sentence = marked.sentence_at(place.start)
    before = marked.within(Span(sentence.start, place.start))
    unwanted = any(
        hit.tag == "unwanted"
        and marked.length(Span(hit.end, place.start)) <= _UNWANTED
        and not re.search(r"[,;:.]", marked.text[hit.end : place.start])
        for hit in before
    )
    return unwanted or (
        _NOT.search(marked.text, max(sentence.start, place.start - _NEAR), place.start) is not None
        and _BUT.match(marked.text, place.end, sentence.end) is not None
    )


_UNWANTED = 3
"""Words between `don't want a` and the name."""
_NEAR = 20
"""Characters in which `not for` stands before a name."""
_NOT = re.compile(
    r"\b(?:not|nicht|keine?n?|pas|não|non|niet)\s+(?:(?:for|für|pour|para|per|voor)\s+)?$", re.IGNORECASE
)
_BUT = re.compile(
    r"[\w\s-]{0,20},?\s(?:(?i:sondern|sino)\s|(?i:but|mais|mas|ma|maar)\s(?:[^\W\d_]{1,5}\s){0,2}[A-Z]\w)"
)


def in_use(marked: Marked, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """`We use Shopify for the shop, Stripe for payments`: the several names that a sentence counts up before it wishes for
    something."""
    telling = [hit for hit in marked.hits if hit.tag == "uses" and hit.end - hit.start >= _WORD]
    for used in telling[:_LOOKS]:
        sentence = marked.sentence_at(used.start)
        rest = Span(used.end, sentence.end)
        wish = next((hit.start for hit in marked.within(rest) if hit.tag in WISHING), sentence.end)
        counted = [m for m in mentions if used.end <= m.start < wish and not _in_wish(marked, sentence, m)]
        if len(counted) > 1:
            yield from counted


def _in_wish(marked: Marked, sentence: Span, mention: Mention) -> bool:
    """Whether the clause around a name wishes: `we use Jira, Slack would be nice`."""
    return any(
        clause.start <= mention.start < clause.end and marked.has(clause, *WISHING)
        for clause in marked.clauses(sentence)
    )


_WORD = 5
"""Letters of `we use`; shorter ones, such as `via`, say nothing of a whole list."""
_LOOKS = 12
"""Places of a mail where such a count is looked for."""
