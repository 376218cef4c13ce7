"""The points of a mail that makes several requests, each in words of its own: counted, lettered, or led by words that turn to
another matter (`Separately, …`), or a paragraph each."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mailer.extract.layout.part import Part
from mailer.extract.layout.sections import Section
from mailer.extract.names.aside import WISHING
from mailer.extract.names.name import TOLD, Name, asked_mentions
from mailer.extract.source import Source
from mailer.extract.text.marked import Marked, Span
from mailer.extract.wishes.apart import named_in, of_others
from mailer.extract.wishes.pointers import without_pointers


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """One request of several."""

    names: Sequence[Name]
    told: Marked
    """The words in which it is made."""
    parts: Sequence[Part]
    """Those, and what is said of all points."""


_COUNT = (
    r"(?:^|\n)[ \t]*(?:\(?\d{1,2}[.)]|\(?[a-hA-H]\)|[-*•–·])[ \t]+|(?<=[.!?:;…])[ \t]+\(?(?:\d|[a-h])\)[ \t]+"
)
_ORDINAL = (
    r"first(?:ly| of all| off)?|second(?:ly)?|third(?:ly)?|erstens|zweitens|drittens|zum einen|zum anderen|(?:tout )?d['’]abord|premièrement|deuxièmement"
    r"|ensuite|en premier lieu|en second lieu|primero|segundo|en (?:primer|segundo|tercer) lugar|por un lado|primeiro|em (?:primeiro|segundo) lugar"
    r"|in (?:primo|secondo) luogo|per prima cosa|ten (?:eerste|tweede|derde)|まず|次に|一つ目|二つ目|1点目|2点目"
)
_TURN = (
    r"(?:and |und |et |y |e |en )?(?:separately|one more thing|another (?:thing|request|wish|topic)|on (?:another|a different|a separate) (?:note|topic|matter)"
    r"|unrelated(?:ly)?|noch (?:etwas|was)|eine andere sache|(?:eine )?weitere bitte|unabhängig davon|davon unabhängig|par ailleurs|autre (?:chose|demande|sujet)"
    r"|dernière chose|otra (?:cosa|petición)|por otr[oa] (?:lado|parte)|aparte de eso|outra coisa|outro (?:pedido|assunto)|por outro lado|à parte disso"
    r"|un['’]altra (?:cosa|richiesta)|a parte|inoltre|los daarvan|nog iets|een andere vraag|別件ですが|別件で|もう一点|もう一つ)"
)
_LED = rf"(?:^|(?<=[.!?…。\n])\s*|(?<=[^\W\d_],)[ \t]+)(?:{_ORDINAL}|{_TURN})(?:[,:：、はに]|\s|$)"
_BEGINS = re.compile(rf"{_COUNT}|{_LED}", re.IGNORECASE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_TOGETHER = re.compile(
    r"(?:and |but )?(?:neither|both|all (?:three|four|of (?:them|these))|beide|keine?s? (?:davon|von beiden)|alle drei|les (?:deux|trois)|aucune? des deux"
    r"|amb[oa]s|ning[uú]n[oa]? de l|los (?:dos|tres)|las (?:dos|tres)|nenhum|os (?:dois|três)|as (?:duas|três)|entramb[ei]|nessun|allebei|geen van|両方|どちらも)",
    re.IGNORECASE,
)
"""What begins a sentence about all of them."""
_OF_IT = re.compile(
    r"\W*+(?:it|this|that|they|these|es|das|dies\w*|ça|cela|elle|eso|esto|isso|ela|ele|questo|dit|dat|het) ",
    re.IGNORECASE,
)
"""What begins a paragraph that goes on about the one before."""
_ASKS = (*WISHING, "enhancement", "lack", "by_hand", "itself", "plead", "verb", "change", "conditional")
_SHORT_OF = re.compile(
    r"\b(?:but|only|not|never|no|missing|lacks?|aber|nur|nicht|keine?n?|fehl\w+|mais|ne|que|manque\w*|pero|solo|sólo|falta\w*|mas|só|não|ma|non|maar"
    r"|alleen|niet|geen|mancano?)\b|n['’](?:t|a|e|i|o)|しか|だけ|ません|ない",
    re.IGNORECASE,
)
"""What is said of an integration that does less than its user would like."""
_MOST = 12
"""Points that are looked at."""


def points_of(source: Source, names_of: Callable[[Source], Sequence[Name]]) -> list[Point]:
    """The points that ask for different integrations, with the names that `names_of` reads out of each; empty where fewer
    than two do, or something stands under a label."""
    text = source.body.text
    plain = not any(part.field or part.section.where != "body" for part in source.parts)
    if not plain or source.message.in_reply_to:
        return []
    marks = [Span(*found.span()) for found in _BEGINS.finditer(text)][: _MOST + 1]
    breaks = [found.end() for found in _PARAGRAPH.finditer(text)][: _MOST + 1]
    asks = source.body.has(source.body.whole, *_ASKS)
    if not asks or not (marks or breaks) or len(marks) > _MOST or not _several(source):
        return []
    return _counted(source, marks, names_of) or _paragraphs(source, breaks, names_of)


def _several(source: Source) -> bool:
    known = asked_mentions(source.body.text, source.catalog, source.words)
    return len({one.product.key for one in known}) > 1


def _counted(
    source: Source, marks: Sequence[Span], names_of: Callable[[Source], Sequence[Name]]
) -> list[Point]:
    """The points behind the marks; what stands before the first is one itself where that mark turns away from it."""
    if not marks:
        return []
    body = source.body
    ends = [*(mark.start for mark in marks[1:]), len(body.text)]
    spans = [Span(mark.end, end) for mark, end in zip(marks, ends, strict=True)]
    spans[-1] = Span(spans[-1].start, _end_of_last(body, marks, spans))
    lead = Span(0, marks[0].start)
    opening = [lead] if _SECOND.match(body.text, marks[0].start) else []
    asked = [(span, _asked(source, span, names_of)) for span in [*opening, *spans]]
    if not opening and any(one.product for one in _asked(source, lead, names_of)):
        return []
    return _points(source, [(span, names) for span, names in asked if names], [*marks, *opening, *spans])


_SECOND = re.compile(
    rf"\s*(?!(?:first|erstens|zum einen|(?:tout )?d['’]abord|premi|en premi|primer|por un|primeir|em primeir|in primo|per prima|ten eerste|まず|一つ目|1点目))(?:{_ORDINAL}|{_TURN})",
    re.IGNORECASE,
)
"""A mark that turns away from what stands before it."""


def _end_of_last(body: Marked, marks: Sequence[Span], spans: Sequence[Span]) -> int:
    """Where the last point ends: with as many paragraphs as the longest before it, or where a sentence is about all."""
    last = spans[-1]
    most = max(
        (len(_PARAGRAPH.findall(body.text[one.start : one.end].rstrip())) for one in spans[:-1]), default=0
    )
    ends = [found.start() for found in _PARAGRAPH.finditer(body.text, last.start + 1, last.end)]
    end = ends[most] if len(ends) > most else last.end
    listed = body.text[marks[-1].start : last.start].startswith("\n")
    below = body.text.find("\n", last.start, end)
    single = listed and all("\n" not in body.text[one.start : one.end].rstrip() for one in spans[:-1])
    if single and below > 0 and len(spans) > 1 and body.text[below + 1 : below + 2].isupper():
        end = below
    together = (
        one.start
        for one in body.sentences
        if last.start < one.start < end and _TOGETHER.match(body.text, one.start)
    )
    return next(together, end)


def _paragraphs(
    source: Source, breaks: Sequence[int], names_of: Callable[[Source], Sequence[Name]]
) -> list[Point]:
    """Paragraphs in each of which a sentence wishes for a known integration, below a subject that names none."""
    if asked_mentions(source.subject.text, source.catalog, source.words):
        return []
    cuts = [0, *breaks, len(source.body.text)]
    spans = [Span(start, end) for start, end in pairwise(cuts)]
    asked = [
        (span, names)
        for span in spans
        if (names := _asked(source, span, names_of))
        and all(one.product and one.confidence > TOLD and _wished(source.body, span, one) for one in names)
    ]
    return _points(source, asked, [span for span, _ in asked])


def _wished(body: Marked, span: Span, name: Name) -> bool:
    return any(
        body.has(sentence, *WISHING) and named_in(body, sentence, [name])
        for sentence in body.sentences
        if span.start <= sentence.start < span.end
    )


def _asked(source: Source, span: Span, names_of: Callable[[Source], Sequence[Name]]) -> Sequence[Name]:
    """The names that a stretch asks for by itself."""
    told = _only(source.body, span)
    short = told.has(told.whole, "before", "after") and _SHORT_OF.search(told.text)
    if _OF_IT.match(told.text, span.start) or not (short or told.has(told.whole, *_ASKS)):
        return ()
    silent = Marked("", source.language, source.words)
    return names_of(replace(source, body=told, subject=silent, parts=[_part(told)]))


def _points(
    source: Source, asked: Sequence[tuple[Span, Sequence[Name]]], taken: Sequence[Span]
) -> list[Point]:
    """One point for each new name; a later stretch about the same goes on with it."""
    grouped: list[tuple[list[Name], list[Span]]] = []
    for span, names in asked:
        known = {_key(one) for one in names}
        same = next((one for one in grouped if known & {_key(name) for name in one[0]}), None)
        if same:
            same[1].append(span)
        else:
            grouped.append((list(names), [span]))
    if len(grouped) < _SEVERAL:
        return []
    every = [name for names, _ in grouped for name in names]
    shared = source.body.without(taken)
    return [
        Point(
            names=names,
            told=told,
            parts=[_part(told), *said_of_all(without_pointers(shared, at, len(grouped)), names, every)],
        )
        for at, (names, spans) in enumerate(grouped)
        if (told := source.body.without(_outside(source.body, spans)))
    ]


_SEVERAL = 2


def said_of_all(shared: Marked, names: Sequence[Name], every: Sequence[Name]) -> Iterator[Part]:
    """What is said beside the points, as far as it is not about others than `names`."""
    others = [set(of_others(shared, name, every)) for name in names]
    rest = shared.without(sorted(set.intersection(*others)))
    clauses = (clause for sentence in rest.sentences for clause in rest.clauses(sentence))
    theirs = [
        clause
        for clause in clauses
        if (named := named_in(rest, clause, every)) and not any(one in named for one in names)
    ]
    if (rest := rest.without(theirs)).text.strip():
        yield _part(rest)


def _key(name: Name) -> str:
    return name.product.key if name.product else name.text.casefold()


def _only(body: Marked, span: Span) -> Marked:
    return body.without(_outside(body, [span]))


def _outside(body: Marked, spans: Sequence[Span]) -> list[Span]:
    ends = [0, *(place for span in spans for place in span), len(body.text)]
    return [Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if end > start]


def _part(told: Marked) -> Part:
    return Part(section=Section(topic="", text=told.text), marked=told)
