"""Which free sentences say what for: the use case, and where in a sentence it begins."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mailer.extract.fields import impact, scenes
from mailer.extract.fields.consequence import begins_with_effect, happened
from mailer.extract.fields.pieces import WEAK, Piece
from mailer.extract.fields.used_there import is_used_there
from mailer.extract.names.longing import asks_if_planned
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit
from mailer.model.request import Field

_PREFERRED = {"why": 1.5, "problem": 0.6, "solution": -0.4, "context": -0.6}
"""Where a use case is looked for first when a form has no label for it."""


def use_case(found: Sequence[Piece]) -> list[Piece]:
    """The sentences that say what for: the strongest one with the next that goes on; else the first that tells anything."""
    then = [piece for before, piece in pairwise(found) if scenes.follows(before, piece)]
    candidates = [piece for piece in found if (_may_tell(piece) and not _is_effect(piece)) or piece in then]
    if not candidates:
        return [piece for piece in found if _moves_something(piece)][:1]
    best = max(candidates, key=lambda piece: _use_weight(piece, piece in then) - _LATER * found.index(piece))
    return _listed(found, found.index(best)) or _with_context(found, found.index(best))


def _listed(found: Sequence[Piece], at: int) -> list[Piece]:
    """`What we need:` and a list: its items say what for, where one of them or what leads to them speaks for it most."""
    first = at if found[at].is_item else at + 1
    while first > 0 and found[first - 1].is_item and _adjoin(found[first - 1], found[first]):
        first -= 1
    items = list(found[first : first + 1])
    for before, piece in pairwise(found[first:]):
        if not (piece.is_item and _adjoin(before, piece)):
            break
        items.append(piece)
    return items if 1 < len(items) <= MOST_ITEMS and _is_led_to(items[0]) else []


MOST_ITEMS = 6
"""Items of a list that still is what somebody wants done; a longer one is a plan."""


def _is_led_to(item: Piece) -> bool:
    """Whether `the connector should be able to:`, `wir brauchen:` stands right above a list."""
    marked, start = item.prose.marked, item.span.start
    above = next((span for span in reversed(marked.sentences) if span.end <= start), None)
    if not above or not item.is_item or any(map(str.isalpha, marked.text[above.end : start])):
        return False
    return marked.text[above.end - 1] in ":：" and marked.has(above, "request", "wish", "desire", "use_case")


def _adjoin(before: Piece, piece: Piece) -> bool:
    """Whether nothing stands between two pieces but the marks of a list."""
    between = piece.prose.marked.text[before.span.end : piece.span.start]
    return before.prose is piece.prose and not any(map(str.isalpha, between))


def _is_effect(piece: Piece) -> bool:
    """`That would let my team …`, `last month two bills were wrong`: what the wish, or its absence, leads to, unless a clear
    word says what for."""
    marked = piece.prose.marked
    return piece.weight < WEAK and (begins_with_effect(marked, piece.span) or happened(marked, piece.span))


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
    if (
        _complains(piece)
        or _only_asks_when(piece)
        or scenes.is_bare(piece)
        or scenes.describes(piece)
        or scenes.shows(piece)
        or scenes.introduces(piece)
    ):
        return False
    return (
        (piece.field is Field.USE_CASE and not _only_asks(piece))
        or (piece.field is None and _speaks_of_themselves(piece) and _tells(piece))
        or _does_with_it(piece)
        or (piece.field is None and is_used_there(piece.prose.marked, piece.span))
        or scenes.is_at_home(piece)
        or _for_doing(piece) is not None
    )


def _for_doing(piece: Piece) -> int | None:
    """Where `para controlar el consumo` begins, behind the kind of thing that is asked for: what it is for, by an infinitive."""
    marked, span = piece.prose.marked, piece.span
    if piece.field not in (None, Field.USE_CASE) or not marked.has(span, "request", "wish", "desire"):
        return None
    asked = max((hit.end for hit in marked.within(span) if hit.tag in ("before", "connector")), default=None)
    found = _TO_DO.search(marked.text, asked, span.end) if asked is not None else None
    return found.start() if found else None


_TO_DO = re.compile(
    r"\b(?:para|pra) (?:poder )?[^\W\d_]+[aeiíoô]r(?:l[aeo]s?|-[oa]s?|se)?(?= \w+)|\bper [^\W\d_]+(?:[aei]re|[aei]r(?:l[aeio]|ci|vi))(?= \w+)"
    r"|\bpour [^\W\d_]+(?:er|ir|re)(?= \w+)",
    re.IGNORECASE,
)


def _complains(piece: Piece) -> bool:
    """`It is a disgrace that our team gets no reply`: how its author is treated, and nothing that should come by itself or that
    they want it for."""
    marked = piece.prose.marked
    return marked.has(piece.span, "complaint") and not marked.has(
        piece.span, "wish", "desire", "purpose_clause", "itself", "transfer"
    )


_WITH_IT = 1.4
"""What a sentence weighs at least that says what shall be done with what is asked for: less than a clear word does."""
_DONE_BEFORE = 3
"""Words before the name that say what shall be done."""


def _does_with_it(piece: Piece) -> bool:
    """`Link commits to Jira issues`, `we want a dataset in Power BI`: the name stands behind what shall be done, and no word
    there only asks for it, describes it, or tells how it is used today."""
    marked = piece.prose.marked
    if piece.field not in (None, Field.USE_CASE) or piece.name_at < 0 or marked.has(piece.span, *_NOT_DONE):
        return False
    done = _before_name(piece)
    asked = done.start > piece.span.start
    bare = marked.has(done if asked else piece.span, "before", "verb", "after")
    told = not asked and marked.has(piece.span, "wish", "use_case", "transfer", "itself")
    return "://" not in piece.text and (told or not bare) and marked.length(done) >= _DONE_BEFORE


def _before_name(piece: Piece) -> Span:
    """What stands before the name, behind the words that ask."""
    before = piece.prose.marked.within(Span(piece.span.start, piece.name_at))
    asked = max((hit.end for hit in before if hit.tag == "request"), default=piece.span.start)
    return Span(min(asked, piece.name_at), piece.name_at)


_NOT_DONE = (
    *("connector", "uses", "current", "now", "lack", "question", "thanks", "existing_work"),
    *("documentation", "contribution", "not_asked", "bug"),
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
        not marked.has(piece.span, "question", "thanks", "existing_work", "documentation")
        and not impact.defines(marked, piece.span)
        and not _LINK.search(text)
        and not _INTRODUCES.match(text)
    )


_LINK = re.compile(r"(?<!\]\()https?://")
"""A link that stands for itself; words that are linked say what they say."""
_INTRODUCES = re.compile(
    r"(?:we(?: are|['’]re)|i(?: am|['’]m)|wir sind|ich bin|nous sommes|je suis|somos|soy|sou|siamo|sono|wij? zijn|ik ben|vi är|vi er)"
    r" (?:an?|the|eine?|une?|uma?|una|een|ett?|ei|en)(?: [^\s,;:]+){1,7}$",
    re.IGNORECASE,
)
"""`We are an agency of twelve`: who they are is not what for."""


def _use_weight(piece: Piece, is_then: bool) -> float:
    weight = max(piece.weight, _WITH_IT) if _does_with_it(piece) else piece.weight
    if is_then or scenes.is_at_home(piece) or _for_doing(piece) is not None:
        weight = max(weight, _SCENE)
    if piece.prose.marked.has(piece.span, *_BESIDE) or impact.defines(piece.prose.marked, piece.span):
        weight -= _ASIDE
    happens = _TOLD if piece.prose.marked.has(piece.span, *_HAPPENS) else 0.0
    return min(weight, CAP) + happens + _PREFERRED.get(piece.prose.topic, 0.0)


_BESIDE = ("documentation", "closing")
_ASIDE = 1.0
"""What a sentence loses that tells what a product is, points to its pages, or takes leave."""
_SCENE = 2.0
"""What a sentence weighs at least that says where what is theirs lives, or what would be the case then."""
_HAPPENS = ("transfer", "itself")
"""What goes from one to the other, and what comes of its own accord."""
_TOLD = 0.5
"""What a sentence gains that tells what shall happen, and not only that something is wished for."""


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


def _goes_on(best: Piece, piece: Piece) -> bool:
    return (
        (piece.field is Field.USE_CASE or scenes.follows(best, piece))
        and piece.prose is best.prose
        and not (scenes.is_bare(piece) or scenes.shows(piece) or _only_asks(piece) or _is_effect(piece))
    )


def _only_asks_when(piece: Piece) -> bool:
    """`Is X on the list?` says nothing of what for, unless it says so itself."""
    marked = piece.prose.marked
    planned = piece.name_at >= 0 and asks_if_planned(marked, piece.span, piece.name_at)
    return planned and not marked.has(piece.span, "purpose_clause")


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
    """`I want a connector so that X`: what is asked for is the name, the use case begins at `so that`; unless what shall
    happen is told before it: `The orders should be in X so that …`."""
    marked = piece.prose.marked
    begins = {clause.start for clause in marked.clauses(piece.span)[1:]}
    for hit in marked.within(piece.span):
        purpose = hit.tag == "purpose_clause" or (hit.tag == "infinitive" and hit.start in begins)
        asked = Span(piece.span.start, hit.start)
        if purpose and _leads_to_purpose(marked, asked, hit):
            return (
                piece.span if _tells_what_happens(marked, asked) else Span(_begun(piece, hit), piece.span.end)
            )
    if (doing := _for_doing(piece)) is not None and not _tells_what_happens(
        marked, Span(piece.span.start, doing)
    ):
        return Span(doing, piece.span.end)
    return _without_lack(marked, piece.span)


def _without_lack(marked: Marked, span: Span) -> Span:
    """`We use Bexio for all our bills, but there is no integration`: the use ends where a `but` says that it is missing."""
    for but in _BUT.finditer(marked.text, *span):
        behind = Span(but.end(), span.end)
        if marked.has(behind, *_MISSING) and not marked.has(behind, "wish", "request", "doer"):
            return Span(span.start, but.start())
    return span


_BUT = re.compile(
    r"[,;]\s(?:but|yet|which|aber|was|mais|ce qui|pero|lo que|mas|o que|ma|maar|wat)\s", re.IGNORECASE
)
_MISSING = ("lack", "connector", "stuck", "fails", "now", "current")


def _leads_to_purpose(marked: Marked, asked: Span, purpose: Hit) -> bool:
    """Whether words that ask stand before a purpose: in `we would like to be able to` they are the asking itself, and `to the
    archive` is none."""
    if purpose.tag == "infinitive" and _TO_SOMETHING.match(marked.text, purpose.start):
        return False
    return any(
        hit.tag in ("request", "before", "verb", "after") and not _overlap(hit, purpose)
        for hit in marked.within(asked)
    )


_TO_SOMETHING = re.compile(r"to (?:an?|the|our|my|your|their|its|any|all|both|[A-Z])(?![a-z])|to [A-Z]")


def _begun(piece: Piece, purpose: Hit) -> int:
    """Where a purpose begins; what Japanese and Korean mark at its end, where its clause does."""
    marked = piece.prose.marked
    if marked.language not in _MARKED_AT_THE_END:
        return purpose.start
    return max(clause.start for clause in marked.clauses(piece.span) if clause.start <= purpose.start)


_MARKED_AT_THE_END = ("ja", "ko")


def _tells_what_happens(marked: Marked, asked: Span) -> bool:
    """Whether words that ask say what shall go where or be done, and not only that a connector is wished for."""
    if marked.has(asked, *_HAPPENS):
        return True
    asking = [hit for hit in marked.within(asked) if hit.tag == "request"]
    wishes = (hit for hit in marked.within(asked) if hit.tag == "wish")
    return any(not any(_overlap(hit, ask) for ask in asking) for hit in wishes)
