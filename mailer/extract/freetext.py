"""What free sentences say: what for, what it brings, what is done today (how much and how often: `volume`; losses and gains: `impact`).

Each sentence is weighed by its cues, cut where it says two things, and given to the field it speaks for most.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mailer.extract import impact
from mailer.extract.marked import Marked, Span
from mailer.extract.phrases import Hit
from mailer.model.request import Field
from mailer.rules.secrets import MASK

SHORTEST = 3
"""Words; a shorter sentence is a greeting or a name."""
_SKIP_WHOLE = ("greeting", "closing")
_WEIGHTS = {
    Field.USE_CASE: {"use_case": 1.0, "wish": 1.0, "purpose_clause": 3.0, "desire": 1.5, "itself": 1.5},
    Field.BUSINESS_IMPACT: {"impact": 2.0, "gain": 0.75},
    Field.ALTERNATIVES: {"current": 2.0, "now": 1.0, "by_hand": 1.0},
}
_WEIGHED = frozenset(tag for tags in _WEIGHTS.values() for tag in tags)
_ENOUGH = {Field.USE_CASE: 1.0, Field.BUSINESS_IMPACT: 2.0, Field.ALTERNATIVES: 2.0}
_PREFERRED = {"why": 1.5, "problem": 0.6, "solution": -0.4, "context": -0.6}
"""Where a use case is looked for first when a form has no label for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Prose:
    """A stretch of free text, and the topic of the label it stands under."""

    marked: Marked
    topic: str
    where: str


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


def pieces(proses: Iterable[Prose]) -> list[Piece]:
    """Every sentence that says something, cut where it speaks for two fields."""
    return [
        piece
        for prose in proses
        for span in _without_greeting(prose.marked)
        if _says_something(prose.marked, span)
        for piece in _cut(prose, span)
    ]


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
    labelled = [(clause, *_weighed(prose.marked, clause, span)) for clause in _clauses(prose.marked, span)]
    fields = {field for _, field, _ in labelled if field}
    if len(fields) < 2:
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


def _clauses(marked: Marked, span: Span) -> Iterator[Span]:
    """The clauses; one that tells first how people manage and then, behind an `and`, what it costs them, as two."""
    for clause in marked.clauses(span):
        cuts = _AND.finditer(marked.text, clause.start, clause.end) if _tells_both(marked, clause) else ()
        cut = next((one.end() for one in cuts if _parts_in_two(marked, clause, one.end())), clause.end)
        yield Span(clause.start, cut)
        if cut < clause.end:
            yield Span(cut, clause.end)


_AND = re.compile(
    r"\s(?=(?:and|und|et|y|e|ed|en)\s)|(?<=て)(?=[^いおく])|(?<=[며고])\s|(?<=んで)(?=\w)", re.IGNORECASE
)


def _tells_both(marked: Marked, clause: Span) -> bool:
    return marked.has(clause, "current", "by_hand") and impact.is_effort(marked, clause)


def _parts_in_two(marked: Marked, clause: Span, at: int) -> bool:
    first, second = weigh(marked, Span(clause.start, at))[0], weigh(marked, Span(at, clause.end))[0]
    return (first, second) == (Field.ALTERNATIVES, Field.BUSINESS_IMPACT)


def _weighed(marked: Marked, clause: Span, sentence: Span) -> tuple[Field | None, float]:
    """As `weigh`; a clause that hangs on the one before it (`so that sales see, which customers use it`) has no field of
    its own."""
    begins = clause.start > sentence.start and any(
        hit.tag == "relative" and marked.length(Span(clause.start, hit.start)) == 0
        for hit in marked.within(clause)
    )
    return (None, 0.0) if begins else weigh(marked, clause)


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
    scores[Field.ALTERNATIVES] = _managing(marked, span, scores[Field.ALTERNATIVES])
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


def _managing(marked: Marked, span: Span, weight: float) -> float:
    """`Right now there is no connector` says what is missing, and `without my typing it in` what is wished, not how anybody
    manages without it."""
    missing = marked.has(span, "lack") and not marked.has(span, "doer")
    wished = marked.has(span, "request", "desire") and marked.text[span.end - 1 : span.end] in "?？"
    return 0.0 if missing or wished or (weight and _is_wanted(marked, span)) else weight


def _is_wanted(marked: Marked, span: Span) -> bool:
    """`We want the results in a spreadsheet` begins with a wish, and nothing of it is told to be so, or to end."""
    hits = marked.within(span)
    begins = any(hit.tag == "desire" and marked.length(Span(span.start, hit.start)) == 0 for hit in hits)
    told = ("now", "negation", "lack", "frequency", "unneeded", "transfer", "by_itself", "not_asked")
    return begins and len(marked.clauses(span)) == 1 and not marked.has(span, *told)


def use_case(found: Sequence[Piece]) -> list[Piece]:
    """The sentences that say what for: the strongest one with the next that goes on; else the first that tells anything."""
    candidates = [piece for piece in found if _may_tell(piece)]
    if not candidates:
        return [piece for piece in found if _moves_something(piece)][:1]
    best = max(candidates, key=lambda piece: _use_weight(piece) - _LATER * found.index(piece))
    return _with_context(found, found.index(best))


def _moves_something(piece: Piece) -> bool:
    """`Could it send new colleagues over every night?`: what shall go from one to the other is what for, unless it is how
    people manage today, or nothing but the name goes with it."""
    marked = piece.prose.marked
    moved = [hit for hit in marked.within(piece.span) if hit.tag == "transfer"]
    asks = marked.has(piece.span, "request", "wish", "purpose_clause")
    return (
        bool(moved)
        and asks
        and piece.field in (None, Field.USE_CASE)
        and not marked.has(piece.span, "question")
    )


_DESCRIBED = ("problem", "why")
"""Where a statement without any cue still says what for: a form asked for nothing else there."""
CAP = 3.0
_LATER = 0.1
"""What a sentence loses against the one before it: people say first what they need."""


def _may_tell(piece: Piece) -> bool:
    return (piece.field is Field.USE_CASE and not _only_asks(piece)) or (
        piece.field is None and _speaks_of_themselves(piece) and _tells(piece)
    )


def _speaks_of_themselves(piece: Piece) -> bool:
    """`Our volunteers keep the plan there`: who tells of their own work says what for, also without a word for it."""
    return piece.prose.topic in _DESCRIBED or piece.prose.marked.has(piece.span, "doer")


def _tells(piece: Piece) -> bool:
    """A statement of some length that neither asks, nor points somewhere, nor counts among the context."""
    marked = piece.prose.marked
    text = marked.text[piece.span.start : piece.span.end]
    enough = 6 if marked.language not in ("zh", "ja", "ko") else 8
    if any(hit.tag.startswith("urgency.") for hit in marked.within(piece.span)):
        return False
    if piece.prose.topic == "context" or text.endswith(("?", "？")) or marked.length(piece.span) < enough:
        return False
    if marked.has(piece.span, "request") and marked.has(piece.span, "before", "verb", "after"):
        return False
    return (
        not marked.has(piece.span, "question", "thanks", "existing_work")
        and not _defines(piece)
        and "://" not in text
    )


def _defines(piece: Piece) -> bool:
    """`Exasol is an in-memory database`: what a product is says nothing of what it is wanted for."""
    marked = piece.prose.marked
    return any(
        hit.tag == "definition" and marked.length(Span(piece.span.start, hit.start)) <= _SUBJECT
        for hit in marked.within(piece.span)
    )


_SUBJECT = 3
"""Words that a name has at most where a sentence begins with it."""


def _use_weight(piece: Piece) -> float:
    return min(piece.weight, CAP) + _PREFERRED.get(piece.prose.topic, 0.0)


def _with_context(found: Sequence[Piece], at: int) -> list[Piece]:
    """The best sentence, the next where that goes on; of a described problem the sentences around it too."""
    best = found[at]
    if best.prose.topic not in _DESCRIBED:
        return [best, *(piece for piece in found[at + 1 : at + 2] if _goes_on(best, piece))]
    first, last = at, at
    while first > 0 and _belongs(found[first - 1], found[first : last + 1]):
        first -= 1
    while last + 1 < len(found) and _belongs(found[last + 1], found[first : last + 1]):
        last += 1
    return list(found[first : last + 1])


LONGEST_USE = 28
"""Words of a use case that is put together from sentences."""


def _belongs(piece: Piece, taken: Sequence[Piece]) -> bool:
    """Whether a neighbouring sentence of the same description says what for as well, and there is room for it."""
    if piece.prose is not taken[0].prose or piece.field not in (Field.USE_CASE, None) or _only_asks(piece):
        return False
    marked = piece.prose.marked
    length = sum(marked.length(one.span) for one in (piece, *taken))
    tells = piece.field is Field.USE_CASE or _tells(piece)
    return tells and length <= LONGEST_USE


_STRONG = 2


def _goes_on(best: Piece, piece: Piece) -> bool:
    return (
        piece.field is Field.USE_CASE
        and piece.prose is best.prose
        and (piece.weight >= _STRONG or piece.prose.marked.has(piece.span, "wish"))
        and not _only_asks(piece)
    )


def _only_asks(piece: Piece) -> bool:
    """`Please add X` asks, but does not say what for: no cue of use but what belongs to the asking itself."""
    marked = piece.prose.marked
    asking = [hit for hit in marked.within(piece.span) if hit.tag == "request"]
    if not asking or not marked.has(piece.span, "before", "verb", "after"):
        return False
    told = (hit for hit in marked.within(piece.span) if hit.tag in ("use_case", "wish", "purpose_clause"))
    return all(any(_overlap(hit, ask) for ask in asking) for hit in told)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def narrowed(piece: Piece) -> Span:
    """`I want a connector so that X`: what is asked for is the name, the use case begins at `so that`; unless what should come
    by itself is told before it."""
    marked = piece.prose.marked
    begins = {clause.start for clause in marked.clauses(piece.span)[1:]}
    for hit in marked.within(piece.span):
        purpose = hit.tag == "purpose_clause" or (hit.tag == "infinitive" and hit.start in begins)
        asked = Span(piece.span.start, hit.start)
        if purpose and marked.has(asked, "request", "before", "verb", "after"):
            return piece.span if marked.has(asked, "itself") else Span(hit.start, piece.span.end)
    return piece.span


def strongest(found: Sequence[Piece], field: Field) -> Piece | None:
    """The piece that speaks most for `field`, of two alike the first; None where none does."""
    return max(
        (piece for piece in found if piece.field is field), key=lambda piece: piece.weight, default=None
    )


def brings(found: Sequence[Piece]) -> list[Piece]:
    """What it brings or costs: the piece that says it best, and the next where that says it as clearly: `40 managers would
    use it. Without it we will not renew.`"""
    best = strongest(found, Field.BUSINESS_IMPACT)
    if best is None:
        return []
    at = found.index(best)
    return [best, *(piece for piece in found[at + 1 : at + 2] if _brings_as_well(best, piece))]


def _brings_as_well(best: Piece, piece: Piece) -> bool:
    marked = piece.prose.marked
    return (
        piece.prose is best.prose
        and piece.field is Field.BUSINESS_IMPACT
        and impact.shapes(marked, piece.span) > 0 < impact.shapes(marked, best.span)
    )
