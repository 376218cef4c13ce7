"""The names in a list that a sentence which asks leads into: `Could you add connectors for these:` and a line for each.

Whether anybody knows the names or not: the words above say what they are.
"""

import re
from collections.abc import Iterator, Sequence

from mailer.extract.names.aside import WISHING
from mailer.extract.names.listed_names import NAME
from mailer.extract.names.name import LIST, LONGEST, Name, asked_mentions, capitalised, name_of
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog

COUNTED = 0.8
"""Confidence in a name that a list counts up."""
_MARK = r"(?:(?:[-*•–·▪◦+]|\(?\d{1,2}[.)]|\(?[a-hA-H]\))[ \t]+|[・●■][ \t]*)(?=\S)"
_ITEM = re.compile(rf"[ \t]{{0,8}}{_MARK}")
_LED = re.compile(
    rf"(?<=\n)(?P<name>{NAME})"
    r"(?=[:：]| [-–—] | (?:for|to|für|zum|zur|pour|para|per|voor) )"
)
"""A name that opens a line about it: `Foobarly: …`, `Foobarly for the alerts`."""
_ROW = re.compile(
    rf"(?<=[.!?:] )(?P<name>{NAME})(?= (?:for|für|pour|para|per|voor) [^.!?\n]{{2,80}}(?:[.!?]|\n|$))"
)
"""A name that opens a sentence of its own on the same line: `Foobarly for the alerts.`"""
_LISTED = re.compile(
    rf"[:：][*_]{{0,2}}[ \t]*(?=\S|\n)|(?<=\S)[ \t]*(?=\n\s{{0,8}}{_MARK})|(?<=[.!?])(?=\s{{1,4}}{_LED.pattern}| {_ROW.pattern.replace('?P<name>', '?:')})"
)
"""Where a list may begin: behind a colon, above an item's mark, or before a name that opens what is said about it."""
_ABOUT = re.compile(r"\s*[:：(（,，、;；]|\s+[-–—]+\s|\s*–")
"""What parts the name of an item from what is said about it."""
_ENDS = " \t.!?。*_"
_VERB_LAST = ("ja", "zh", "ko", "tr")
"""Languages in which what is asked stands behind the word for it."""
_MOST = 12
"""Items of a list, and places where one may begin."""
_FEWEST = 2


def counted_up(marked: Marked, where: str, words: Words, catalog: Catalog) -> list[Name]:
    """The names of the first such list; empty where there is none, or an item of it is no name."""
    for _, begins in zip(range(_MOST), _LISTED.finditer(marked.text), strict=False):
        lead = Span(marked.sentence_at(begins.start() - 1).start, begins.start())
        if not marked.has(lead, *WISHING) or asked_mentions(marked.slice(lead), catalog, words):
            continue
        lists = [list(_items(marked, begins.end()))]
        if marked.has(lead, "several"):
            lists.append(list(_led(marked, begins.end())))
        for items in lists:
            if names := _names_of(marked, lead, items, where, words, catalog):
                return names
        if marked.has(lead, "several"):
            row = _names_of(marked, lead, list(_row(marked, begins.end())), where, words, catalog)
            if any(name.product for name in row):  # `Maria for the test. Jon for the sign-off.`
                return row
    return []


def _names_of(
    marked: Marked, lead: Span, items: Sequence[Span], where: str, words: Words, catalog: Catalog
) -> list[Name]:
    """The names of the items, if each of them is one, and the most of them are known or asked for as integrations."""
    called = [marked.slice(item) for item in items]
    evidence = marked.slice(lead)
    named = [name_of(one, f"{evidence} {one}", where, COUNTED, words, catalog) for one in called]
    names = [name for name in named if name and _can_be_meant(name, words)]
    if not _FEWEST <= len(items) == len(names):
        return []
    known = sum(name.product is not None for name in names)
    if known >= _FEWEST:
        return names
    asked = _of_integrations(marked, lead) or all(marked.has(item, "after") for item in items)
    bare = _BARE.search(marked.text, *lead) is not None and _alone(marked, items, catalog, words)
    polite = any(marked.has(item, "closing", "greeting", "thanks") for item in items)
    return names if (asked or bare) and not polite and all(map(_is_proper, names)) else []


_POINTING = (
    r"(?:\s+(?:us|with|for|to|these|those|this|the|following|ones?|both|two|three|four|few|tools?|systems?|services|products|apps|applications|programs|platforms"
    r"|we['’]d|we would|we|like|need|miss|want|please|für|an|mit|diese[rn]?|folgende[nrs]?|die|den|beiden?|zwei|drei|systeme[n]?|tools|programme[n]?|dienste[n]?|bitte"
    r"|pour|avec|à|ces|les|suivante?s|deux|trois|outils|services|para|con|est[ao]s|siguientes|dos|tres|herramientas|com|as|os|seguintes|dois|duas|três|per|quest[ie]"
    r"|seguenti|due|tre|voor|met|deze|de|volgende|twee|drie|systemen|anbinden|integrieren|ergänzen|hinzufügen|bauen|machen|anbieten|maken|bouwen))*[\s.?!。]*"
)
"""What may stand between the word for an integration and its list: nothing that says that the items are something else, as `for these
teams` does."""
_BARE = re.compile(
    r"\b(?:add|integrate|connect|support|build|offer|ergänz\w*|anbinden|integrier\w*|ajouter|intégrer|connecter|añadir|integrar|conectar|adicionar|aggiungere"
    rf"|integrare|collegare|toevoegen|koppelen){_POINTING}$",
    re.IGNORECASE,
)
"""`please add these`: nothing says what sort of thing, so it is what the address is for."""
_POINTS = re.compile(rf"{_POINTING}$", re.IGNORECASE)


def _alone(marked: Marked, items: Sequence[Span], catalog: Catalog, words: Words) -> bool:
    """Whether the mail names nothing else that the items could be details of."""
    known = asked_mentions(marked.text, catalog, words)
    return all(any(item.start <= one.start < item.end for item in items) for one in known)


def _items(marked: Marked, start: int) -> Iterator[Span]:
    """What each item is called: on the line of the colon, or below it, with a mark or in a few words."""
    text = marked.text
    if not text.startswith("\n", start):
        yield from _on_the_line(text, start, marked.sentence_at(start).end)
        return
    begins = start + len(text[start:]) - len(text[start:].lstrip())
    at = text.rfind("\n", 0, begins) + 1
    marks = _ITEM.match(text, at) is not None
    for line in text[at:].split("\n", _MOST)[:_MOST]:
        mark = _ITEM.match(line)
        if not line.strip() or (marks and mark is None):
            return
        name = at + (mark.end() if mark else 0)
        about = _ABOUT.search(text, name, at + len(line))
        yield _bare(text, name, about.start() if about else at + len(line))
        at += len(line) + 1


def _led(marked: Marked, start: int) -> Iterator[Span]:
    """The names that open what is said about each of several."""
    for _, found in zip(range(_MOST), _LED.finditer(marked.text, start), strict=False):
        yield Span(*found.span("name"))


def _row(marked: Marked, start: int) -> Iterator[Span]:
    """The names that open one sentence after the other, on one line."""
    text = marked.text
    at = start + len(text[start : start + 2]) - len(text[start : start + 2].lstrip(" "))
    for _ in range(_MOST):
        found = _ROW.match(text, at)
        if not found:
            return
        yield Span(*found.span("name"))
        at = marked.sentence_at(found.start()).end
        at += text[at : at + 1] == " "


def _on_the_line(text: str, start: int, end: int) -> Iterator[Span]:
    """`Zendesk, Foobarly and Blimpo` behind the colon."""
    stop = start + len(text[start:end].partition("\n")[0])
    at = start
    for joint in LIST.finditer(text, start, stop):
        yield _bare(text, at, joint.start())
        at = joint.end()
    yield _bare(text, at, stop)


def _bare(text: str, start: int, end: int) -> Span:
    said = text[start:end]
    start += len(said) - len(said.lstrip(_ENDS))
    return Span(start, start + len(said.strip(_ENDS)))


def _can_be_meant(name: Name, words: Words) -> bool:
    """Whether it is more than a way to sign in, a format, a label or a word of the trade."""
    plain = name.product is None and any(form in words.ordinary for form in forms(name.text))
    return not plain and not is_generic(name.text, words) and not all_noise(name.text, words)


def _is_proper(name: Name) -> bool:
    return name.product is not None or (capitalised(name.text) and len(name.text.split()) < LONGEST)


def _of_integrations(marked: Marked, lead: Span) -> bool:
    """`integrations with these:`, `we need two connectors:`, and neither `add these events to the connector:` nor
    `a connector for these teams:`."""
    hits = marked.within(lead)
    return any(
        hit.tag in ("before", "after", "several")
        and (marked.language in _VERB_LAST or _POINTS.fullmatch(marked.text, hit.end, lead.end) is not None)
        and not any(other.tag == "ours" and other.end + 1 == hit.start for other in hits)
        for hit in hits
    )
