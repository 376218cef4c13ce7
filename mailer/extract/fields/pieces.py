"""Free text in pieces: each sentence is weighed by its cues, cut where it says two things, and given to the field it speaks for
most. Which pieces are taken: `what_for` and `brings`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from mailer.extract.fields import impact, managing
from mailer.extract.fields.consequence import begins_with_effect, tells
from mailer.extract.fields.leads_to import leads_to
from mailer.extract.fields.outcome import spans_clauses
from mailer.extract.text.marked import BULLET, Marked, Span
from mailer.model.request import Field
from mailer.rules.secrets import MASK

SHORTEST = 3
"""Words; a shorter sentence is a greeting or a name."""
WEAK = 2
"""What a sentence weighs that has a word of use in passing: `HR answers the same forty questions again and again`."""
_SKIP_WHOLE = ("greeting", "closing")
_WEIGHTS = {
    Field.USE_CASE: {"use_case": 1.0, "wish": 1.0, "purpose_clause": 3.0, "desire": 1.5, "itself": 1.5},
    Field.BUSINESS_IMPACT: {"impact": 2.0, "gain": 0.75},
    Field.ALTERNATIVES: managing.TELLING,
}
_WEIGHED = frozenset(tag for tags in _WEIGHTS.values() for tag in tags)
_ENOUGH = {Field.USE_CASE: 1.0, Field.BUSINESS_IMPACT: 2.0, Field.ALTERNATIVES: 2.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """A stretch of free text, the topic of the label it stands under, and the name that is asked for, in small letters."""

    marked: Marked
    topic: str
    where: str
    named: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A sentence or a part of one, with how strongly it speaks for each field."""

    prose: Prose
    span: Span
    field: Field | None
    weight: float

    @property
    def text(self) -> str:
        return self.prose.marked.slice(self.span)

    @property
    def name_at(self) -> int:
        """Where it names what is asked for; -1 where it does not."""
        named = self.prose.named
        found = self.prose.marked.text[self.span.start : self.span.end].lower().find(named) if named else -1
        return self.span.start + found if found >= 0 else -1

    @property
    def is_item(self) -> bool:
        """Whether it stands on the line of a list's item."""
        text = self.prose.marked.text
        return BULLET.match(text, text.rfind("\n", 0, self.span.start) + 1) is not None


def strongest(found: Sequence[Piece], field: Field) -> Piece | None:
    """The piece that speaks most for `field`, of two alike the first; None where none does."""
    return max(
        (piece for piece in found if piece.field is field), key=lambda piece: piece.weight, default=None
    )


def pieces(proses: Iterable[Prose]) -> list[Piece]:
    """Every sentence that says something, cut where it speaks for two fields."""
    return [
        piece
        for prose in proses
        for span in map(partial(_without_link, prose.marked), _without_greeting(prose.marked))
        if _says_something(prose.marked, span)
        for piece in _cut(prose, span)
    ]


def _without_link(marked: Marked, span: Span) -> Span:
    """`… our lists: https://…`, or the link on a line of its own below: the sentence ends before it."""
    text = marked.text[span.start : span.end]
    behind = _LINK_BEHIND.search(text) if text.find("://") > 0 else None
    return Span(span.start, span.start + behind.start()) if behind else span


_LINK_BEHIND = re.compile(r"(?:(?<=[:：])[ \t]*|\s*\n\s*)<?https?://[^\s]+\s*$")
_GREETING = 4
"""Words of a greeting before a comma."""


def _without_greeting(marked: Marked) -> Iterator[Span]:
    """The sentences; one that begins `Hello team, we use …` begins behind that."""
    for span in marked.sentences:
        clauses = marked.clauses(span) if marked.has(span, "greeting") else [span]
        greets = (
            len(clauses) > 1 and marked.length(clauses[0]) <= _GREETING and marked.has(clauses[0], "greeting")
        )
        yield Span(clauses[1].start, span.end) if greets else span


def _says_something(marked: Marked, span: Span) -> bool:
    text = marked.text[span.start : span.end]
    length = marked.length(span)
    if text.lstrip("#*_ ").startswith(("http://", "https://", "<http", "```")):
        return False
    courtesy = any(hit.tag in _SKIP_WHOLE and hit.start - span.start < 3 for hit in marked.within(span))
    if courtesy and length <= 8 and not marked.has(span, "request", "use_case", "current", "impact"):
        return False
    if marked.has(span, "footer") or _urges(marked, span) or _is_technical(marked, span):
        return False
    if MASK.search(text) and not marked.has(span, "wish", "desire", "purpose_clause", "current", "impact"):
        return False
    if marked.has(span, "contribution") and not marked.has(span, "purpose_clause"):
        return False
    enough = SHORTEST if marked.language not in ("zh", "ja", "ko") else 6
    return length >= enough


_REMARK = 7
"""Words up to which a sentence about urgency says nothing else; twice as many where it begins with that."""
_TECHNICAL = ("documentation", "formats.", "authentication.")
"""What has fields of its own, found wherever it stands."""


def _is_technical(marked: Marked, span: Span) -> bool:
    """`It has a REST API, login is OAuth`: two such terms, and nobody who does anything."""
    terms = {hit.start for hit in marked.within(span) if hit.tag.startswith(_TECHNICAL)}
    return len(terms) >= len(_TECHNICAL) - 1 and not marked.has(
        span, "doer", "transfer", "wish", "purpose_clause", "current", "impact"
    )


def _urges(marked: Marked, span: Span) -> bool:
    urgent = [hit.start for hit in marked.within(span) if hit.tag.startswith("urgency.")]
    if not urgent or marked.has(span, "current", "impact", "purpose_clause"):
        return False
    length, first = marked.length(span), marked.length(Span(span.start, urgent[0])) == 0
    return length <= (2 * _REMARK if first else _REMARK)


def _cut(prose: Prose, span: Span) -> Iterator[Piece]:
    """The sentence as pieces, each of one field; clauses without a cue stay with the one before them."""
    labelled = _labelled(prose.marked, span)
    fields = {field for _, field, _ in labelled if field}
    if len(labelled) == 1:
        [(_, field, weight)] = labelled
        yield Piece(prose=prose, span=span, field=field, weight=weight)
        return
    if len(fields) < 2 or _is_one_effect(prose.marked, span):
        field, weight = weigh(prose.marked, span)
        yield Piece(prose=prose, span=span, field=field, weight=weight)
        return
    start, current, total = span.start, next(field for _, field, _ in labelled if field), 0.0
    for clause, field, weight in labelled:
        if field and field is not current:
            if clause.start > start:
                yield _trimmed(prose, Span(start, clause.start), current, total)
            start, current, total = clause.start, field, 0.0
        total += weight
    yield _trimmed(prose, Span(start, span.end), current, total)


def _is_one_effect(marked: Marked, span: Span) -> bool:
    """Whether a sentence tells one effect over several clauses, whatever else they speak of."""
    return (
        begins_with_effect(marked, span)
        or impact.begins_with_lack(marked, span)
        or spans_clauses(marked, span)
    )


_Weighed = tuple[Span, Field | None, float]


def _labelled(marked: Marked, span: Span) -> list[_Weighed]:
    """The clauses of a sentence, each with its field; what is told behind a wish or a workaround may be what that costs."""
    labelled: list[_Weighed] = []
    before: Field | None = None
    for clause in _clauses(marked, span):
        field, weight = _weighed(marked, clause, span)
        if field is None and before in (Field.USE_CASE, Field.ALTERNATIVES) and tells(marked, clause):
            field, weight = Field.BUSINESS_IMPACT, _BY_PLACE
        labelled.append((clause, field, weight))
        before = field or before
    return labelled


_BY_PLACE = 1.5
"""What a clause weighs that tells a cost only by where it stands."""


def _clauses(marked: Marked, span: Span) -> Iterator[Span]:
    """The clauses; one that tells first how people manage and then, behind an `and`, what it costs them, as two."""
    for clause in marked.clauses(span):
        cuts = _AND.finditer(marked.text, clause.start, clause.end) if _manages(marked, clause) else ()
        cut = next((one.end() for one in cuts if _parts_in_two(marked, clause, one.end())), clause.end)
        yield Span(clause.start, cut)
        if cut < clause.end:
            yield Span(cut, clause.end)


_AND = re.compile(
    r"\s(?=(?:and|und|et|y|e|ed|en|og|och|ja|oraz|и|ve)\s)|(?<=て)(?=[^いおく])|(?<=[며고])\s|(?<=んで)(?=\w)",
    re.IGNORECASE,
)


def _manages(marked: Marked, clause: Span) -> bool:
    return marked.has(clause, "current", "by_hand", "now")


def _parts_in_two(marked: Marked, clause: Span, at: int) -> bool:
    first, second = Span(clause.start, at), Span(at, clause.end)
    if weigh(marked, first)[0] is not Field.ALTERNATIVES:
        return False
    return weigh(marked, second)[0] is Field.BUSINESS_IMPACT or tells(marked, second)


def _weighed(marked: Marked, clause: Span, sentence: Span) -> tuple[Field | None, float]:
    """As `weigh`; a clause that hangs on the one before it (`so that sales see, which customers use it`) has no field of
    its own, unless it tells what that leads to (`lo que provoca errores`)."""
    begins = clause.start > sentence.start and any(
        hit.tag == "relative" and marked.length(Span(clause.start, hit.start)) == 0
        for hit in marked.within(clause)
    )
    return (None, 0.0) if begins and not leads_to(marked, clause) else weigh(marked, clause)


def _trimmed(prose: Prose, span: Span, field: Field | None, weight: float) -> Piece:
    text = prose.marked.text[span.start : span.end].rstrip(" ,;:-–—，、；：\n")
    return Piece(prose=prose, span=Span(span.start, span.start + len(text)), field=field, weight=weight)


def weigh(marked: Marked, span: Span) -> tuple[Field | None, float]:
    """The field that a span speaks for most, and how strongly; None where no cue says anything."""
    places = {
        (hit.tag, hit.start)
        for hit in marked.within(span)
        if hit.tag in _WEIGHED
        and not (hit.tag == "impact" and _FOR_YOU.search(marked.text, hit.start, hit.end + _AN_ADDRESS))
    }
    counted = Counter(tag for tag, _ in places)
    scores = {
        field: sum(weight * min(3, counted[tag]) for tag, weight in tags.items())
        for field, tags in _WEIGHTS.items()
    }
    scores[Field.BUSINESS_IMPACT] += impact.CLEAR * impact.shapes(marked, span)
    if scores[Field.BUSINESS_IMPACT] and begins_with_effect(marked, span):
        scores[Field.BUSINESS_IMPACT] += impact.CLEAR
    if marked.text[span.end - 1 : span.end] in "?？":
        scores[Field.BUSINESS_IMPACT] = 0.0
    scores[Field.ALTERNATIVES] = managing.weight(marked, span, scores[Field.ALTERNATIVES])
    strong = [field for field in scores if scores[field] >= _ENOUGH[field]]
    if not strong:
        return None, 0.0
    best = max(strong, key=lambda field: scores[field] + (0.5 if field is not Field.USE_CASE else 0))
    return best, scores[best]


_FOR_YOU = re.compile(
    r"\s(?:for you|für (?:euch|sie)|pour vous|para (?:ustedes|vosotros|usted|vocês?)|per voi|voor jullie)\b",
    re.IGNORECASE,
)
"""`Whichever is easier for you` is no gain of theirs."""
_AN_ADDRESS = 16
"""Characters of the longest of them."""
