"""Names that nobody knows in a list with known ones: `Datadog, Prometheus or Mimir`, `(jdbc, odbc, adbc...)`, `Trakt/SIMKL`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailer.extract.names.name import Name, capitalised
from mailer.extract.text.german import is_german_noun
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog, Product

LISTED = 0.7
"""Confidence in a name that only the list speaks for."""
_PARENS = re.compile(r"[(（]([^()（）\n]{5,200})[)）]")
_PARTS = re.compile(r"[,;、，/]|\s(?:and|or|und|oder|et|ou|y|o|e)\s")
_OPENS = re.compile(
    r"\s*(?:e\.g\.|i\.e\.|for example|for instance|such as|like|z\. ?B\.|wie|etwa|p\. ?ex\.|par exemple|comme|p\. ?ej\.|por ejemplo|por exemplo|como|ex\.?:?|例えば|比如|如)[,:]?\s*",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"(?:\.{2,}|…|\b(?:etc|usw|and so on|and more|u\.a|ecc)\b\.?|など|等)$", re.IGNORECASE)
_LONGEST = 3
"""Words of a name in a list."""
_LATIN = r"A-Za-z0-9_À-ɏ"
"""The letters of a name; in Japanese and Chinese others stand right beside them."""
_WORD = rf"(?:\d{{1,3}}[A-Z][{_LATIN}]{{0,20}}|[A-Z][{_LATIN}.+-]{{0,29}}[{_LATIN}])"
NAME = rf"{_WORD}(?: {_WORD}){{0,2}}"
"""Up to three words that are written as names are."""
_JOINS = r"(?:\s?\([^()\n]{1,120}\))?(?: ?[\"”»“」』’])?(?:\s?[,、，]\s?(?:(?:and|or|und|oder|et|ou|y|o|e|i|en|og|och|ja|a|и|ve)\s)?|\s(?:and|or|und|oder|et|ou|y|o|e|i|en|og|och|ja|a|и|ve|oraz|sowie|samt)\s|\s?(?:と|や|および|及び|ならびに|和|与|與|以及|及|와|과|랑|및)\s?(?=[\"„«“「『‘A-Z0-9]|$)|\s?(?:,\s)?(?:als auch|als ook|sowie auch|as well as|que|hem de|bensom|samt|että)\s)(?:[\"„«“「『‘] ?)?"
_BESIDE = re.compile(
    rf"{_JOINS}(?P<name>{NAME})"
    r"(?= ?[\"”»“」』’]?(?:\s?[,.;:!?、，(（)。]|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\s[\uac00-\ud7af]|\s(?:and|or|und|oder|et|ou|y|o|e|i|en|etc|as well|too|to|into|for|in|on|at|with|für|mit|bei|pour|avec|sur|por|para|con|com|per|voor|met|przy|do|för|til|med|pro|для|со|с|в|på|please|bitte|are|be|soient|sont|estén|están|sejam|siano|kopplade|koblet|bliver)\b|\s?$|\n))"
)
_BESIDE_SEVERAL = re.compile(rf"{_JOINS}(?P<name>{NAME})(?![{_LATIN}])")
_AMID = re.compile(rf"{_JOINS}(?P<name>{NAME}){_JOINS}")
_AHEAD = re.compile(rf"(?<![{_LATIN}])(?:{NAME}{_JOINS}){{1,4}}$")
"""What a sentence counts up before its last name."""
_BRANDED = re.compile(r"\w[A-Z\d]")
_VERB_LAST = ("de", "nl", "tr", "ja", "ko", "zh")
"""Languages in which what is asked may follow the last name: `graag Foobarly en Blimpo koppelen`."""


def with_listed(marked: Marked, listed: Sequence[Name], words: Words, catalog: Catalog) -> list[Name]:
    """`listed`, and what is counted up with them: the rest of their brackets, or what follows the last in a sentence."""
    if sum(one.product is not None for one in listed) < _KNOWN:
        return _of_a_kind(marked.text, listed, words, catalog) or beside(marked, listed, words, catalog)
    places = [found for one in listed if (found := _place(one, marked.text))]
    if len(places) < _KNOWN:
        return list(listed)
    if inside := _bracketed(marked.text, listed, words, catalog):
        return inside
    last = max(places, key=lambda found: found.end())
    return [*_with_amid(marked, listed, places, words), *_behind(marked, last, listed[-1], words)]


def _with_amid(
    marked: Marked, listed: Sequence[Name], places: Sequence[re.Match[str]], words: Words
) -> Iterator[Name]:
    """The known names, and those that stand between two of them in the list: `Zendesk, Foobarly and Notion`."""
    if len(places) < len(listed):
        yield from listed
        return
    for at, name in enumerate(listed):
        yield name
        following = places[at + 1] if at + 1 < len(places) else None
        gap = (
            following
            and places[at].end() < following.start()
            and _AMID.fullmatch(marked.text, places[at].end(), following.start())
        )
        if gap and _is_name(gap["name"], marked.language, words):
            yield replace(name, text=gap["name"], product=None, confidence=LISTED)


_KNOWN = 2
"""So many known names make a list of which the rest are names too."""


def beside(marked: Marked, listed: Sequence[Name], words: Words, catalog: Catalog) -> list[Name]:
    """`listed`, and behind its one name what a sentence that asks counts up with it: `connectors for Foobarly and Blimpo`."""
    place = _place(listed[0], marked.text) if len(listed) == 1 else None
    if place is None or marked.text[: place.start()].endswith(("(", "（")):
        return list(listed)
    if not marked.has(marked.sentence_at(place.start()), "request", "wish", "desire"):
        return list(listed)
    before = Span(max(0, place.start() - _LEAD), place.start())
    several = any(hit.tag == "several" for hit in marked.within(before))
    ahead = _ahead(marked, place, listed[0], words)
    behind = _behind(marked, place, listed[0], words, several=several)
    return [replace(one, product=one.product or catalog.find(one.text)) for one in (*ahead, *listed, *behind)]


_LEAD = 30
"""Characters before the first name of a list in which what is several stands: `integrations with our`."""


def _place(name: Name, text: str) -> re.Match[str] | None:
    edge = r"[A-Za-z0-9_À-ɏ]" if name.text.isascii() else r"\w"
    return re.search(rf"(?<!{edge}){re.escape(name.text)}(?!{edge})", text, re.IGNORECASE)


def _of_a_kind(text: str, listed: Sequence[Name], words: Words, catalog: Catalog) -> list[Name]:
    """`accounting software (e.g. Siigo, Alegra)`: where examples are given, one known name speaks for the others."""
    if len(listed) != 1 or not listed[0].product:
        return []
    found = next((one for one in _PARENS.finditer(text) if listed[0].text in one[1]), None)
    if not found or not (_OPENS.match(found[1]) or _CLOSES.search(found[1].rstrip())):
        return []
    parts = _parts(found[1])
    plain = all(
        len(part.split()) <= _LONGEST and _is_name(part, "", words) and part[0].isupper() for part in parts
    )
    return [_member(part, catalog.find(part), listed) for part in parts] if len(parts) > 1 and plain else []


def _parts(inside: str) -> list[str]:
    inside = _CLOSES.sub("", _OPENS.sub("", inside, count=1).rstrip())
    return [part.strip(" \"'`*") for part in _PARTS.split(inside) if part.strip(" \"'`*")]


def _member(part: str, product: Product | None, listed: Sequence[Name]) -> Name:
    if product:
        return replace(listed[0], text=_spelled(part, product, listed), product=product)
    return replace(listed[0], text=part, product=None, confidence=LISTED)


def _bracketed(text: str, listed: Sequence[Name], words: Words, catalog: Catalog) -> list[Name]:
    """All that brackets count up, where the most of it is known: (jdbc, odbc, oledb, adbc...)."""
    for found in _PARENS.finditer(text):
        parts = _parts(found[1])
        known = [catalog.find(part) for part in parts]
        names = {one.product.key for one in listed if one.product}
        if (
            len(parts) > _KNOWN
            and sum(one is not None for one in known) * 2 > len(parts)
            and names <= {one.key for one in known if one}
            and not any(len(part.split()) > _LONGEST or all_noise(part, words) for part in parts)
        ):
            return [_member(part, product, listed) for part, product in zip(parts, known, strict=True)]
    return []


def _spelled(part: str, product: Product, listed: Sequence[Name]) -> str:
    return next((one.text for one in listed if one.product is product), part)


def _behind(
    marked: Marked, last: re.Match[str], alike: Name, words: Words, *, several: bool = False
) -> Iterator[Name]:
    """What stands behind the `last` known name in the same list, as sure of its place as `alike`; `several`: the words before
    it say that there is more than one, so that what is written as names are is one."""
    end, stop = last.end(), marked.sentence_at(last.start()).end or len(marked.text)
    pattern = _BESIDE_SEVERAL if several or marked.language in _VERB_LAST else _BESIDE
    while found := pattern.match(marked.text, end, stop):
        text = found["name"]
        if not _is_name(text, "" if several else marked.language, words):
            return
        yield replace(alike, text=text, product=None, confidence=LISTED)
        end = found.end()


def _ahead(marked: Marked, last: re.Match[str], alike: Name, words: Words) -> Iterator[Name]:
    """What the sentence counts up right before the name that ends its list."""
    start = max(marked.sentence_at(last.start()).start, last.start() - _FAR)
    if found := _AHEAD.search(marked.text, start, last.start()):
        texts = [_unopened(part, words) for part in re.split(_JOINS, found.group()) if part]
        if all(_is_name(text, marked.language, words) for text in texts):
            yield from (replace(alike, text=text, product=None, confidence=LISTED) for text in texts)


def _unopened(text: str, words: Words) -> str:
    """`Frobnix` of `Please Frobnix`: what begins the sentence has a capital too."""
    head, _, rest = text.partition(" ")
    opens = head.casefold() in words.ordinary or head.casefold() in words.empty or all_noise(head, words)
    return rest if rest and opens else text


_FAR = 120


def _is_name(text: str, language: str, words: Words) -> bool:
    ordinary = any(form in words.ordinary or form in words.empty for form in forms(text))
    telling = language != "de" or _BRANDED.search(text) or not is_german_noun(text)
    return bool(telling) and not ordinary and not all_noise(text, words) and not is_generic(text, words)


def parted(names: Sequence[Name], body: str, words: Words, catalog: Catalog) -> list[Name]:
    """`Trakt/SIMKL` as the two names that it is, where the body names each of them for itself, or each is a way to sign in."""
    return [one for name in names for one in _halves(name, body, words, catalog)]


def _halves(name: Name, body: str, words: Words, catalog: Catalog) -> list[Name]:
    halves = [half.strip() for half in name.text.split("/")]
    if (
        len(halves) == 1
        or catalog.find(" ".join(halves))
        or (name.product and name.product is catalog.find(halves[0]) is catalog.find(halves[-1]))
        or not all(len(half) > _SHORT and capitalised(half) for half in halves)
        or not (
            all(map(catalog.find, halves))
            or all(_alone(half, body) or is_generic(half, words) for half in halves)
        )
    ):
        return [name]
    return [replace(name, text=half, product=catalog.find(half)) for half in halves]


_SHORT = 2
"""Letters of an abbreviation's half, such as `CI/CD`."""


def _alone(half: str, body: str) -> bool:
    return re.search(rf"(?<![\w/]){re.escape(half)}(?![\w/])", body, re.IGNORECASE) is not None
