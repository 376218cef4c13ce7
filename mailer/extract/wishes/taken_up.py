"""Integrations that one sentence counts up, each with what it is for, and a later one asks for together: `Doctoralia for the
visits, Holded for the bills … could you connect both?`"""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.layout.part import Part
from mailer.extract.layout.sections import Section
from mailer.extract.names.aside import WISHING, left_behind, put_aside, there_already
from mailer.extract.names.name import TOLD, Name, asked_mentions, mentioned, name_of
from mailer.extract.source import Source
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.wishes.apart import about
from mailer.extract.wishes.points import Point, said_of_all
from mailer.model.request import Field
from mailer.rules.catalog import Mention

_ALL = re.compile(
    r"\b(?:all (?:three|four|five|of them|of these)|both(?: of (?:them|these|those))?(?=\s(?:please|be|can|could|would|were|to|with|in|into|up|together|as|too|at|connected|integrated)\b|\s?[.,;:?!)]|\s?$)|the (?:two|three|four) of them|the pair"
    r"|alle (?:drei|vier|fünf|zusammen)|beide[sn]?|die (?:zwei|drei|vier)|(?:tou(?:te)?s )?les (?:deux|trois|quatre)|tou(?:te)?s deux"
    r"|l[ao]s (?:dos|tres|cuatro)|amb[oa]s|todas ellas|todos ellos|(?:tod[oa]s )?[oa]s (?:dois|duas|três|quatro)|entramb[ei]|tutt[ei] e (?:due|tre|quattro)|[il]e? due"
    r"|allebei|alle(?:bei| twee| drie| vier))\b|両方|両者|どちらとも|[二三3２３2]つとも|すべてと|둘 다|세 가지 모두|两个都|三个都",
    re.IGNORECASE,
)
_ASKS = (*WISHING, "conditional", "longing", "plead", "verb")
_LISTED = re.compile(
    r"(?:[,;:]\s|\s(?:and|und|et|y|e|en|ed)\s|\s(?:use|with|mit|avec|con|com|in|met|nutzen|benutzen|verwenden|utilisons|usamos|utilizamos|usiamo|gebruiken|have|haben|avons|tenemos|temos|abbiamo)\s)"
    r"(?:(?:in|with|mit|avec|con|com|met|on|auf|the|la|el|le|il|o|a|de|den|das)\s)?"
    r"(?P<name>[A-Z][\w.&+-]*(?:\s[A-Z][\w.&+-]*){0,2})(?=\s(?:for|für|zum|zur|pour|para|per|voor)\s)"
)
_REASON = re.compile(
    r"\s+(?:for|to|für|zum|zur|um|pour|para|per|voor|om|as|als|come|como|comme)\s[^,;.!?\n]*", re.IGNORECASE
)
_JOINS = re.compile(
    r"[\s,;]*(?:\s(?:and|und|et|y|e|en|ed))?(?:\s(?:in|with|mit|avec|con|com|met|on|auf|the|la|el|le|il|o|a|de|den|das))*\s*$",
    re.IGNORECASE,
)
"""What leads to the next name of a list."""
_BACK = 3
"""Sentences before the one that asks, in which they may be counted up; Japanese and Korean do so in the same one as well."""
_LOOKS = 4
"""Sentences that ask for them all, before which they are looked for."""
_SEVERAL = 2


def taken_up(source: Source) -> list[Point]:
    """A point for each integration that is asked for so; empty where none is."""
    body = source.body
    if any(part.field or part.section.where != "body" for part in source.parts) or not _ALL.search(body.text):
        return []
    sentences = body.sentences
    asking = [at for at, one in enumerate(sentences) if _asks_for_all(body, one)][:_LOOKS]
    known = asked_mentions(body.text, source.catalog, source.words) if asking else []
    for at in asking:
        for told in reversed(sentences[max(0, at - _BACK) : at + (body.language in _VERB_LAST)]):
            names = _counted_up(source, told, known)
            if len(names) >= _SEVERAL and _tells_of_use(body, told, names):
                return _points(source, told, names)
    return []


def _asks_for_all(body: Marked, span: Span) -> bool:
    """Whether a sentence begins with them all, or wishes before it says so: `when both need to work on a ticket, we would
    like …` speaks of others."""
    together = _ALL.search(body.text, span.start, span.end)
    if together is None:
        return False
    cues = [hit.start for hit in body.within(span) if hit.tag in _ASKS]
    late = body.language in _VERB_LAST or together.start() <= span.start + _LEAD
    return bool(cues) and (late or cues[0] < together.start())


_VERB_LAST = ("ja", "ko")
_LEAD = 4
"""Characters before them where a sentence begins with them: `And both …`."""


def _tells_of_use(body: Marked, told: Span, names: Sequence[Name]) -> bool:
    """Whether a sentence tells what they are for, or that they are used; Japanese and Korean say so before and behind them."""
    uses = body.language in _VERB_LAST or body.has(told, "uses")
    return uses or any(True for _ in _uses(body, told, names))


def _counted_up(source: Source, told: Span, mentions: Sequence[Mention]) -> list[Name]:
    """The names of a sentence in order, those that nobody knows beside what they are for too."""
    body, words, catalog = source.body, source.words, source.catalog
    known = {
        one.start: mentioned(one, body.slice(told), "body", _SURE)
        for one in mentions
        if told.start <= one.start < told.end and not _aside(source, told, one)
    }
    for found in _LISTED.finditer(body.text, told.start, told.end) if known else ():
        text = found["name"]
        ordinary = any(form in words.ordinary or form in words.empty for form in forms(text))
        if ordinary or all_noise(text, words) or _covered(found.start("name"), known):
            continue
        if name := name_of(text, body.slice(told), "body", TOLD, words, catalog):
            known[found.start("name")] = name
    return list({name.text: name for _, name in sorted(known.items())}.values())


_SURE = 0.85


def _covered(place: int, known: dict[int, Name]) -> bool:
    return any(start <= place < start + len(name.text) for start, name in known.items())


def _aside(source: Source, told: Span, one: Mention) -> bool:
    body, place = source.body, Span(one.start, one.end)
    return (
        is_generic(one.text, source.words)
        or left_behind(body.text, place)
        or there_already(body.text, place)
        or put_aside(body, told, one)
    )


def _points(source: Source, told: Span, names: Sequence[Name]) -> list[Point]:
    uses = dict(_uses(source.body, told, names))
    shared = source.body.without([told] if uses else [])
    return [
        Point(
            names=[name],
            told=about(name, names, source.body),
            parts=[*_use(uses.get(name.text, ""), source), *said_of_all(shared, [name], names)],
        )
        for name in names
    ]


def _uses(body: Marked, told: Span, names: Sequence[Name]) -> Iterator[tuple[str, str]]:
    """What the sentence says that each is for: behind its name, or in its own clause before it."""
    at, places = told.start, []
    for name in names:
        at = body.text.find(name.text, at)
        places.append((name, at))
        at += len(name.text)
    ends = [*(place for _, place in places[1:]), told.end]
    for (name, start), end in zip(places, ends, strict=True):
        reason = _REASON.match(body.text, start + len(name.text), end)
        if reason:
            stretch = _JOINS.sub("", body.text[start : reason.end()])
            yield name.text, " ".join(stretch.split())


def _use(said: str, source: Source) -> Iterator[Part]:
    if said:
        yield Part(
            section=Section(topic=Field.USE_CASE.value, text=said),
            marked=Marked(said, source.language, source.words),
        )
