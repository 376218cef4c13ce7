"""What it brings or costs people, told by how a sentence is built: somebody loses, saves or waits, and how much or how many.

A list of whole sentences would reach those who happen to use them. Five shapes reach most: a loss or a cost beside an
amount (`burns two evenings`), working time that comes again (`an hour every night`), those who ask or wait (`nine of our
clients have asked`), how many people it reaches (`lots of schools work with it`), and what happens `without it`.
"""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.fields.leads_to import leads_to
from mailer.extract.fields.outcome import outcomes
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit

CLEAR = 2.5
"""What one such shape weighs: as much as the clearest words do."""
_TAGS = frozenset(
    {
        "loses",
        "costs",
        "spent",
        "touched",
        "awaits",
        "crowd",
        "reaches",
        "lacking",
        "numeral",
        "frequency",
        "request",
        "connector",
        "after",
        "lest",
    }
)
_COUNTED = 3
"""Words from a number to what it counts: `nine of our clients`."""
_NEAR = 8
"""Words between a loss and its amount."""
_WAITING = 6
"""… between people and what they wait for, between working time and how often it comes."""
_NUMBER = re.compile(
    r"\d+|\b(?:an?|one|eine?[nr]?|ganze[nr]?|halbe[nr]?|une?|una|un'|uma?|een|halve)(?=\s)", re.IGNORECASE
)
_MONEY = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:[$€£¥₹]|k\b)|\d\s?[万千]?[円元원]")
UNSPACED = ("zh", "ja", "ko")


def shapes(marked: Marked, span: Span) -> int:
    """How many of the shapes a clause or sentence has; effort that goes into asking or building is no cost of theirs."""
    hits = _hits(marked, span)
    effort = [] if _is_about_building(marked, span) else [_costs, _keeps_busy]
    told = sum(shape(marked, span, hits) for shape in (*effort, _awaited, _reaches, _without))
    return told + outcomes(marked, span) + leads_to(marked, span)


def _is_about_building(marked: Marked, span: Span) -> bool:
    """Whether a span is about documents, keys or what its author offers: `I spent two days reading your docs`; what `it
    would` give is neither."""
    return not marked.has(span, "effect") and any(
        hit.tag.startswith(_BUILDING) and not _SAVES.match(marked.text, hit.end)
        for hit in marked.within(span)
    )


_SAVES = re.compile(r"\s+(?:\w+ly )?(?:save|spare|gain|win)\b")
"""`I'd save an hour a day` is no offer of help."""


_BUILDING = ("documentation", "authentication.", "champion.", "contribution")


def is_effort(marked: Marked, span: Span) -> bool:
    """Whether the figures of a clause are what somebody loses, saves or works, and no load: `saves our lab five hours`."""
    hits = _hits(marked, span)
    return _costs(marked, span, hits) or _keeps_busy(marked, span, hits, timetable=True)


def is_counted(marked: Marked, span: Span, tag: str) -> bool:
    """Whether a span says how many of what carries `tag` there are: `three days`."""
    return any(_amounts(marked, span, _hits(marked, span), tag))


def is_numbered(marked: Marked, span: Span) -> bool:
    """Whether a number stands in a span, in figures or words."""
    return marked.has(span, "numeral") or bool(_FIGURE.search(marked.text, span.start, span.end))


def defines(marked: Marked, span: Span) -> bool:
    """`Exasol is an in-memory database`: what a product is says nothing of what it is wanted for, or costs them."""
    return any(
        hit.tag == "definition" and marked.length(Span(span.start, hit.start)) <= _SUBJECT
        for hit in marked.within(span)
    )


_SUBJECT = 3
"""Words that a name has at most where a sentence begins with it."""
_FIGURE = re.compile(r"\d")


def _hits(marked: Marked, span: Span) -> list[Hit]:
    return [hit for hit in marked.within(span) if hit.tag in _TAGS]


def _costs(marked: Marked, span: Span, hits: Sequence[Hit]) -> bool:
    """`Saves our lab five hours`, `lost two clients`."""
    verbs = [hit for hit in hits if hit.tag in ("loses", "costs")]
    if not verbs or defines(marked, span):
        return False
    spent = [*_amounts(marked, span, hits, "spent"), *_money(marked, span)]
    people = list(_amounts(marked, span, hits, "touched"))
    return any(
        _apart(marked, verb, amount) <= _NEAR
        for verb in verbs
        for amount in (spent + people if verb.tag == "loses" else spent)
    )


def _keeps_busy(marked: Marked, span: Span, hits: Sequence[Hit], *, timetable: bool = False) -> bool:
    """`Sits two afternoons a week over it`: time that comes again is somebody's work, unless it is data that is moved."""
    periods = [hit for hit in hits if hit.tag == "frequency"]
    return (
        bool(periods)
        and not marked.has(span, "transfer")
        and any(
            _apart(marked, period, amount) <= _WAITING
            and not period.start <= amount.start < period.end
            and (timetable or not _is_timetable(marked, span, amount, period))
            for amount in _amounts(marked, span, hits, "spent")
            if not SOLD.match(marked.text, amount.start)
            for period in periods
        )
    )


SOLD = re.compile(
    r"deal|contr|auftr|vertr|opdracht|ventas|vendas|商談|契約|取引|订单|合同|계약|거래", re.IGNORECASE
)
"""What may be lost or won, and is no working time: `40 contracts a day` are a load."""


def _is_timetable(marked: Marked, span: Span, amount: Span, period: Hit) -> bool:
    """`We are open seven days a week`: when somebody works, and nothing of what."""
    alone = marked.length(Span(period.end, span.end)) == 0
    return alone and _WORKS.search(marked.text, span.start, amount.start) is not None


_WORKS = re.compile(
    r"\b(?:open|works?|working|geöffnet|offen|arbeiten|arbeitet|werken|werkt|ouvert\w{0,2}|travaill\w{1,4}|abiert\w{1,2}|trabaj\w{1,5}|abert\w{1,2}|trabalh\w{1,5})"
    r"(?:\s\w{1,8}){0,2}\s$",
    re.IGNORECASE,
)


def _awaited(marked: Marked, span: Span, hits: Sequence[Hit]) -> bool:
    """`Nine of our clients have asked for it`: how many there are, and that they wait, ask or would use it."""
    waiting = [hit for hit in hits if hit.tag == "awaits"]
    return bool(waiting) and any(
        one.end <= hit.start
        and _apart(marked, hit, one) <= _WAITING
        and not _OTHERS.search(marked.text, one.end, hit.start)
        and not _is_asked_for(marked, one, hits)
        for one in _amounts(marked, span, hits, "touched")
        for hit in waiting
    )


_OTHERS = re.compile(r"[,;:.!?()\n、。，]|\b(?:which|dass|whether)\b", re.IGNORECASE)
"""Behind these somebody, or something, else waits."""


def _reaches(marked: Marked, span: Span, hits: Sequence[Hit]) -> bool:
    """`Lots of schools work with it`: a crowd, and that it uses or wants something."""
    return any(
        hit.tag in ("reaches", "awaits")
        and one.end <= hit.start
        and _apart(marked, hit, one) <= _WAITING
        and not _OTHERS.search(marked.text, one.end, hit.start)
        for one in _crowds(marked, hits)
        for hit in hits
    )


def _crowds(marked: Marked, hits: Sequence[Hit]) -> Iterator[Span]:
    """Where many people stand, unless they are part of what shall be built: `please let many users …`."""
    people = [hit for hit in hits if hit.tag == "touched"]
    for many in (Span(hit.start, hit.end) for hit in hits if hit.tag == "crowd"):
        if not _is_asked_for(marked, many, hits) and not _is_let(marked, many):
            yield from (Span(many.start, one.end) for one in people if _counts(marked, many, one))


def _is_let(marked: Marked, one: Span) -> bool:
    return bool(_LET.search(marked.text, marked.sentence_at(one.start).start, one.start))


_LET = re.compile(
    r"\b(?:please|let|lets|allow|allows|bitte|lass\w*|permet\w*|permit\w*|deixar|laat|so that|damit)\b",
    re.IGNORECASE,
)


def _is_asked_for(marked: Marked, one: Span, hits: Sequence[Hit]) -> bool:
    """Whether `please`, or another word of asking, leads to the people: they are part of what shall be built."""
    return any(
        hit.tag == "request" and hit.end <= one.start and not _STOP.search(marked.text, hit.end, one.start)
        for hit in hits
    )


_STOP = re.compile(r"[,;:.!?()\n、。，]")


def _without(marked: Marked, span: Span, hits: Sequence[Hit]) -> bool:
    """`Without it we will not renew`, `ohne die Anbindung können wir …`: what happens when it does not come."""
    if marked.length(span) <= _BARE or marked.text[span.end - 1 : span.end] in "?？":
        return False
    return any(hit.tag == "lacking" for hit in hits) or begins_with_lack(marked, span)


def begins_with_lack(marked: Marked, span: Span) -> bool:
    """`Without the integration every joiner waits two days`, `the lack of a Jira link leaves …`."""
    if _LACK.match(marked.text, *span):
        return True
    hits = marked.within(span) if marked.has(span, "lest") else []
    return any(_lacks_it(marked, span, hit, hits) for hit in hits)


_LACK = re.compile(
    r"(?:(?:the|due to the|because of the) )?(?:lack|absence) of\b|not having (?:it|this|that|an?|the)\b|leaving (?:it|this) out\b"
    r"|(?:das fehlen|la falta de|la ausencia de|l['’]absence de|le manque de|a falta d[eao]|a ausência d[eao]|la mancanza d|het ontbreken van|het gebrek aan)",
    re.IGNORECASE,
)
"""`The lack of a Jira link leaves our testers guessing`."""


_BARE = 3
"""Words of `not without it`, which tells nothing."""


def _lacks_it(marked: Marked, span: Span, hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a clause begins with `without the integration`, `without Okta support`."""
    if hit.tag != "lest" or marked.length(Span(span.start, hit.start)):
        return False
    return any(
        one.tag in ("connector", "after") and marked.length(Span(hit.end, one.start)) < _COUNTED
        for one in hits
    )


def _amounts(marked: Marked, span: Span, hits: Sequence[Hit], tag: str) -> Iterator[Span]:
    """Where a number of hours, contracts or people stands."""
    counted = [hit for hit in hits if hit.tag == tag]
    if counted:
        numbers = [Span(hit.start, hit.end) for hit in hits if hit.tag == "numeral"]
        numbers += [Span(*found.span()) for found in _NUMBER.finditer(marked.text, span.start, span.end)]
        yield from (
            Span(hit.start, hit.end) for hit in counted if any(_counts(marked, one, hit) for one in numbers)
        )


def _money(marked: Marked, span: Span) -> Iterator[Span]:
    return (Span(*found.span()) for found in _MONEY.finditer(marked.text, span.start, span.end))


def _counts(marked: Marked, number: Span, hit: Hit) -> bool:
    """Whether a number stands a few words before what it counts; `고객 50명` has it behind."""
    if number.end <= hit.start:
        return marked.length(Span(number.end, hit.start)) < _COUNTED
    return hit.tag == "touched" and marked.language in UNSPACED and number.start - hit.end in (0, 1)


def _apart(marked: Marked, one: Hit, other: Span) -> int:
    """Words between the two; where each character is one, half of them."""
    between = marked.length(Span(min(one.end, other.end), max(one.start, other.start)))
    return between // 2 if marked.language in UNSPACED else between
