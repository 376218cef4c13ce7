"""One line of a team member's mail: the order that it gives, or none.

Forgiving in wording, strict in shape: a verb stands alone on its line, with what belongs to it (a release, a person, a
reference), or with a colon and words behind it. A sentence that begins with the same word is no order.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from mailer.model.request import Field, Priority, Role
from mailer.recognise.verbs import Command, Verb
from mailer.rules.criteria import begins_with_criterion, each_mark, mark_in
from mailer.rules.release_names import RELEASE


class Goes(Enum):
    """How far the words go on that belong to an order."""

    NOWHERE = auto()
    TO_THE_PARAGRAPH = auto()
    ON = auto()
    """To the next order."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Order(Command):
    """A verb of the team: `argument` is the reason, text, person, reference, mark or value behind it."""

    about: str = ""
    """The reference of the request that it names, in capitals; empty for the conversation's own."""
    release: str = ""
    field: Field | None = None
    """For `priority: high` and its like."""
    line: str = ""
    """The line as it was written, for who has to judge whether it is an order at all."""
    sure: bool = True
    """False where a sentence could go on so that began on the line above: `note their licence`."""
    goes: Goes = Goes.NOWHERE


REF = r"[A-Z][A-Z0-9]{0,9}-\d{1,9}"
_REFS = rf"(?P<about>{REF}(?:(?:,| and|, and| &| \+) {REF}){{0,20}})"
_COLON = r"[*_\"'”’)]{0,3} ?[:：][*_]{0,3} ?"
_END = r"(?:,? (?:please|pls|thanks|thank you|thx))?[ .!。！*_\"'”’)]{0,6}\Z"
_IT = r"(?: (?:it|this|this one|(?:this|the) request))?"
_OPENING = re.compile(r"(?:[*_\"'“„(\[•·–—-]{1,4} ?|\d{1,2}[.)] ){0,2}(?:please,? |pls )?", re.IGNORECASE)
_PLEASE_NOTE = re.compile(r"\bplease,? note\b", re.IGNORECASE)
"""What a letter says to its reader."""
_REF_FIRST = re.compile(rf"{_REFS}[\])]?(?: ?[:：]| ?,| [-–—])? (?P<rest>\S.*)\Z", re.IGNORECASE)
_REF_SECOND = re.compile(rf"(?P<verb>[a-z]{{3,10}}) {_REFS}(?P<rest>.*)\Z", re.IGNORECASE)
_REF_ALONE = re.compile(rf"(?P<about>{REF}){_END}", re.IGNORECASE)

_RELEASE = (
    r"(?: ?[:,])?(?: (?:for|to|in|into|with|at|as|on)){0,2}(?: the)?(?: (?:release|version)(?! \d{1,6}(?![\w.]*\w)))?"
    rf" \(?(?P<release>{RELEASE}|(?P<name>[\w.+/-]{{1,40}}(?: [\w.+/-]{{1,40}}){{0,2}}))"
)
_CONDITION = re.compile(
    r"(?:only|if|unless|but|when|once|after|before|until|as soon|as long|provided|maybe|perhaps|not|never|or|no way|no chance"
    r"|no,)(?!\w)",
    re.IGNORECASE,
)
"""What begins so behind a decision takes it back, or says when it would hold."""
_SUBJECT = re.compile(
    r"(?:i|that|this|which|who|what)\b|.*, (?:is|was|are|would|seems|can|could)\b", re.IGNORECASE
)
"""`decline, I would say, is …`: a sentence about the word."""


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_REVIEW = _line(rf"(?:(?:back to |under |in )?review(?:ing)?){_IT}(?:{_COLON}(?P<text>.*)|{_END})")
_ACCEPT = _line(rf"accept(?:ed|s|ing)?{_IT}(?:{_COLON}(?P<text>.*)|{_END})")
_DECLINE = _line(
    rf"declin(?:e|ed|es|ing){_IT}(?:{_END}|{_COLON}(?P<text>.*)|(?:[,;]| [-–—]{{1,2}}) (?P<because>[^?]{{3,200}}))\Z"
)
_SCHEDULE = _line(
    rf"schedul(?:e|ed|es|ing){_IT}(?:{_RELEASE})?(?:{_END}|(?:{_COLON}| [-–—]{{1,2}} )(?P<text>.*)\Z)"
)
_COMPLETE = _line(
    rf"complet(?:e|ed|es){_IT}(?:{_RELEASE})?(?:{_END}|(?:{_COLON}| [-–—]{{1,2}} )(?P<text>.*)\Z)"
)
_START = _line(
    rf"(?:start(?:ed|ing)?(?: (?:development|work|building|implementation))?|in development){_IT}"
    rf"(?:{_RELEASE})?(?:{_END}|(?:{_COLON}| [-–—]{{1,2}} )(?P<text>.*)\Z)"
)
_NOTE = _line(
    rf"(?:(?:(?:internal|private|team) )?notes?(?: (?:to|for) [\w ]{{1,30}})?|internal(?:ly)?|(?:for the )?team only|for the team)"
    rf"(?:{_COLON}| [-–—]{{1,2}} )(?P<text>.*)|notes?{_END}|note (?!(?:that|how|also)\b)(?P<loose>\w.*)"
)
_REPLY = _line(rf"reply{_COLON}(?P<text>.*)")
_ASK = _line(
    rf"ask(?: (?:her|him|them|the requester))?(?:{_COLON}(?P<text>.*)"
    r"|,? (?P<question>(?:which|what|who|when|where|why|how|do|does|did|is|are|can|could|would|will|have|has)\b.*"
    r"\b(?:you|your|yours)\b.*\?)[ *_\"'”’)]{0,3}\Z)"
)
_ASSIGN = _line(
    rf"assign(?:ed)?{_IT}(?: ?:)?(?: to)?(?: ?:)?(?: (?:me|myself|(?P<who>[^\s@<>,]{{1,40}}(?: [^\s@<>,]{{1,40}})?|[^@<>]{{0,60}}<?(?:mailto:)?[^\s@<>]{{1,64}}@[^\s@<>]{{1,100}}?>?)))?{_END}"
)
_MERGE = _line(
    rf"merg(?:e|ed){_IT}(?: ?:)?(?: (?:into|to|with|in))?(?: request)? (?P<ref>{REF}|#?\d{{1,9}}){_END}"
)
FEW_WORDS = 3
"""`decline: really?` is no reason."""
ONE_AND_MARK = 2
"""Words of `beauty 3`."""
_SCORE = _line(r"scor(?:e|es|ed)(?: ?[:：] ?| )(?P<text>.*)|(?P<bare>scor(?:e|es)) ?[:：]?\Z")
_WHOSE_OFFERS = rf"(?P<whom>(?:(?: ?[,:]| and)? (?:[^\s@]{{1,64}}@[^\s@,]{{1,100}}|{'|'.join(Role)}|champions?|offers?|the|for|as|of|from|by|all))*)"
_OFFERS = (
    (Verb.CONFIRM, _line(rf"confirm(?:ed|s)?{_WHOSE_OFFERS}{_END}")),
    (Verb.DELIVERED, _line(rf"delivered{_WHOSE_OFFERS}{_END}")),
)
_NAMES: Sequence[tuple[Field, str]] = (
    (Field.INTEGRATION_NAME, "integration[ _]?name|name of the integration"),
    (Field.CATEGORY, "category"),
    (Field.USE_CASE, "use[ _]cases?"),
    (Field.BUSINESS_IMPACT, "business[ _]impact"),
    (Field.API_DOCS, "api[ _]?docs?|api[ _]documentation"),
    (Field.AUTHENTICATION, "authentication"),
    (Field.DATA_FORMATS, "data[ _]formats?"),
    (Field.PERFORMANCE, "performance"),
    (Field.PRIORITY, "priority"),
    (Field.ALTERNATIVES, "alternatives?"),
)
_PROSE = frozenset({Field.USE_CASE, Field.BUSINESS_IMPACT, Field.PERFORMANCE, Field.ALTERNATIVES})
_FIELDS = tuple(
    (
        name,
        _line(
            rf"(?:(?:{words}){_COLON}|(?:{words}) ?= ?|(?:set|change) (?:the )?(?:{words})(?: ?[:=]| to| as) )(?P<value>\S.*)"
        ),
    )
    for name, words in _NAMES
)
_PRIORITY = _line(
    rf"(?:set |change )?(?:the )?priority(?: ?[:=]| to| is)? (?P<value>{'|'.join(Priority)}){_END}"
)
_NO_VALUE = re.compile(r"[\W_]*\Z|.*[?？]\Z")
"""`Authentication: …` asks for a value and gives none."""


def refers(line: str) -> str:
    """The reference that is all there is on the line: the orders below it are about that request."""
    match = _REF_ALONE.match(_plain(line))
    return match["about"].upper() if match else ""


def orders_in(line: str, *, fields: bool) -> tuple[Order, ...]:
    """The orders that the line gives: one, or one for each request that it names or mark that it gives. `priority: high` is
    one where `fields` says so, or where it names its request."""
    about, plain = _without_references(_plain(line))
    order = _order(plain, fields=fields or bool(about))
    if order is None or (order.verb is Verb.NOTE and _PLEASE_NOTE.search(line)):
        return ()
    if not order.sure and line.lstrip()[:1].isdigit():  # a step in somebody's list
        return ()
    written = replace(order, line=line.strip())
    marks = each_mark(order.argument) if order.verb is Verb.SCORE else ()
    each = tuple(replace(written, argument=mark) for mark in marks) or (written,)
    return tuple(replace(one, about=ref) for ref in about or ("",) for one in each)


def is_priority(line: str) -> bool:
    """Whether the line gives one of the priorities there are."""
    return bool(_PRIORITY.match(_without_references(_plain(line))[1]))


def marks_in(line: str) -> tuple[Order, ...]:
    """The marks that a line gives which stands below `score`: `feasibility 4, value 3`."""
    written = Order(verb=Verb.SCORE, line=line.strip(), goes=Goes.TO_THE_PARAGRAPH)
    return tuple(replace(written, argument=mark) for mark in each_mark(_plain(line)))


def _plain(line: str) -> str:
    """Without what decorates its beginning, and on single spaces."""
    collapsed = " ".join(line.split())
    return collapsed[_OPENING.match(collapsed).end() :]  # type: ignore[union-attr]  # it matches the empty text too


def _without_references(plain: str) -> tuple[tuple[str, ...], str]:
    """The references before or right behind the verb, and the line without them; `merge INT-1` is no such line."""
    first = _REF_FIRST.match(plain)
    if first:
        return _references(first), _plain(first["rest"])
    second = _REF_SECOND.match(plain)
    if second and not (
        second["verb"].lower() in ("merge", "merged") and not re.search(r"\d", second["rest"])
    ):
        return _references(second), second["verb"] + second["rest"]
    return (), plain


def _references(match: re.Match[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.upper() for one in re.findall(REF, match["about"], re.IGNORECASE)))


def _order(plain: str, *, fields: bool) -> Order | None:
    for read in _READERS:
        order = read(plain)
        if order:
            return order
    return _field(plain) if fields else None


def _decision(verb: Verb, pattern: re.Pattern[str]) -> Callable[[str], Order | None]:
    """A status verb; what takes the decision back in the same breath makes it no decision."""

    def read(plain: str) -> Order | None:
        match = pattern.match(plain)
        if match is None:
            return None
        groups = match.groupdict()
        text = groups.get("text")
        if text and _takes_back(text, reason=verb in (Verb.DECLINE, Verb.REVIEW)):
            return None
        because = groups.get("because")
        if because and (_CONDITION.match(because) or _SUBJECT.match(because)):
            return None
        goes = Goes.ON if text is not None else Goes.TO_THE_PARAGRAPH if because else Goes.NOWHERE
        return Order(
            verb=verb,
            argument=text or because or "",
            release=(groups.get("release") or "").rstrip("."),
            goes=goes,
        )

    return read


def _takes_back(text: str, *, reason: bool) -> bool:
    """Whether the words behind a decision say that it is none yet; a `reason` may well ask, or name a condition."""
    asks = text.endswith(("?", "？"))
    if reason:
        return asks and len(text.split()) <= FEW_WORDS
    return asks or bool(_CONDITION.match(text))


def _text(verb: Verb, pattern: re.Pattern[str]) -> Callable[[str], Order | None]:
    """A verb whose words go on until the next order."""

    def read(plain: str) -> Order | None:
        match = pattern.match(plain)
        if match is None:
            return None
        found = {name: text for name, text in match.groupdict().items() if text}
        text = next(iter(found.values()), "")
        return Order(verb=verb, argument=text, goes=Goes.ON, sure="loose" not in found)

    return read


def _person(plain: str) -> Order | None:
    match = _ASSIGN.match(plain)
    return Order(verb=Verb.ASSIGN, argument=match["who"] or "") if match else None


def _merge(plain: str) -> Order | None:
    match = _MERGE.match(plain)
    return Order(verb=Verb.MERGE, argument=match["ref"].upper().lstrip("#")) if match else None


def _offers(plain: str) -> Order | None:
    for verb, pattern in _OFFERS:
        match = pattern.match(plain)
        if match:
            return Order(verb=verb, argument=match["whom"].strip(" ,:"))
    return None


def _score(plain: str) -> Order | None:
    match = _SCORE.match(plain)
    if match is None:
        return None
    text = match["text"] or ""
    if text and not _may_be_mark(text):
        return None
    return Order(verb=Verb.SCORE, argument=text, goes=Goes.TO_THE_PARAGRAPH)


def _may_be_mark(text: str) -> bool:
    """A criterion there is, with or without its mark; or any one word with a mark and no more, to be told what there is."""
    words = text.split()
    return begins_with_criterion(text) or (
        len(words) <= ONE_AND_MARK and bool(mark_in(text) or words[-1].isdecimal())
    )


def _field(plain: str) -> Order | None:
    priority = _PRIORITY.match(plain)
    if priority:
        return Order(verb=Verb.SET, argument=priority["value"].lower(), field=Field.PRIORITY)
    for name, pattern in _FIELDS:
        match = pattern.match(plain)
        if match and not _NO_VALUE.match(match["value"]):
            goes = Goes.TO_THE_PARAGRAPH if name in _PROSE else Goes.NOWHERE
            return Order(verb=Verb.SET, argument=match["value"], field=name, goes=goes)
    return None


_READERS: Sequence[Callable[[str], Order | None]] = (
    _decision(Verb.REVIEW, _REVIEW),
    _decision(Verb.ACCEPT, _ACCEPT),
    _decision(Verb.DECLINE, _DECLINE),
    _decision(Verb.SCHEDULE, _SCHEDULE),
    _decision(Verb.START, _START),
    _decision(Verb.COMPLETE, _COMPLETE),
    _text(Verb.NOTE, _NOTE),
    _text(Verb.REPLY, _REPLY),
    _text(Verb.ASK, _ASK),
    _person,
    _merge,
    _offers,
    _score,
)
