"""Unknown names in a sentence that asks to connect something, wherever it names it: `we would like Frobnix to be connected`."""

import re
from collections.abc import Iterator

from mailer.extract.names.name import VERSION, is_own
from mailer.extract.text.figures import counts
from mailer.extract.text.german import is_german_noun
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words

_ASKS = ("request", "wish", "desire", "plead")
_CONNECTS = ("before", "verb", "after", "order", "connector")
_MOST = 12
"""Words of a sentence that are looked at."""
_QUOTES = '"“”„«»‘’「」『』《》'
_JOINED = re.compile(r"\s?(?:と|や|および|及び|ならびに|、|和|与|與|以及|及|와|과|랑|및|,)\s?")
_LATIN = re.compile(
    r"(?<![A-Za-z0-9@./:_-])(?P<name>(?:\d{1,3}[A-Z]|[A-Za-z])[A-Za-z0-9+]*(?:[.-][A-Za-z0-9]+)*(?: (?:[A-Z][A-Za-z0-9+.]*|\d{1,4}))*)(?![@/:_])"
)
"""What stands in Latin letters in a text of another script."""
_MAKER = re.compile(r"[」』”》]?(?:社の|的|의 ?|の)[「『“《]?(?=[A-Z0-9])")
_AUTHOR = re.compile(
    r"\s?(?:公司|株式会社|会社|社(?!の)|さん|様|氏|の[^\sA-Za-z]{1,6}です|团队|團隊|에서|입니다만|님|팀|라는 회사)"
)
"""What stands behind a company or a person."""
_CAPITAL = re.compile(
    r"(?<![\w@./:-])(?P<name>(?:\d{1,3})?[^\W\d_a-z][\w+]*(?:\.[a-z]{2,4}\b)?(?: (?:[A-Z][\w+]*(?:\.[a-z]{2,4}\b)?|\d{1,4}\b)){0,2})(?![@/:_])"
)
_BRANDED = re.compile(r"[a-z][A-Z]|[A-Za-z]\d|\d[A-Z]?[a-z]{2}|[A-Z]{3}|\.[a-z]{2,4}$")
"""Written as only names are."""
_PLACE = re.compile(
    r"(?:\b(?:at|from|by|in|near|bei|aus|im|chez|depuis|desde|na|no|nella|bij|uit|hos|på|från|fra|för|we|wir|nous|i|w|ve?|u|v|в|из|от|у|mr|ms|mrs|herr|frau|herrn|monsieur|madame|señora?|signora?|pan|pani|dear|liebe[rs]?"
    r"|(?:colleague|kolleg|coll[eèé]g|compañer|colega|collega|koleg|kollega|boss|chef|manager|friend|customer|kund|client|jefe|jefa|capo|szef|коллег|partner)\w{0,4})|[’'](?:deki|daki|teki|taki))\s$",
    re.IGNORECASE,
)
"""What leads to a place, a company or a person."""
_VENDOR = re.compile(
    r"[A-Z][\w.]*[\"'”»“]? (?:van|von|del?|d[aio]|of|by|od|firmy|od firmy|от|fra|från|af|av)\s$"
)
"""What leads from a product to who makes it."""
_WHEN = re.compile(
    r"(?:jan|feb|m[aä]r|apr|mai|may|jun|jul|aug|sep|o[ck]t|nov|de[cz]|mon|tues|wednes|thurs|fri|satur|sun|diens|mitt|donners|frei|sams|sonn|q[1-4]|easter|ostern|christmas|weihnacht)\w{0,8}$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th|\.)\s$")
_LONG = 3
"""Letters from which on a word is more than an abbreviation or a pronoun."""


def named_beside(marked: Marked, span: Span, words: Words) -> Iterator[str]:
    """What may be the name in a sentence, the likeliest first: nearest to the word that connects; none where it asks for
    nothing, or connects nothing. Several that Japanese, Chinese or Korean joins are given as one text."""
    if not (marked.has(span, *_ASKS) and marked.has(span, *_CONNECTS)) or marked.has(span, "errand"):
        return
    if marked.language in ("ja", "zh", "ko"):
        found = list(_of_another_script(marked, span, words))
    else:
        found = list(_capitals(marked, span, words))
    places = [(hit.start, hit.end) for hit in marked.within(span) if hit.tag in _CONNECTS]
    yield from (text for text, _ in sorted(found, key=lambda one: _distance(one[1], places)))


def _distance(place: Span, hits: list[tuple[int, int]]) -> int:
    return min(max(start - place.end, place.start - end, 0) for start, end in hits)


def _of_another_script(marked: Marked, span: Span, words: Words) -> Iterator[tuple[str, Span]]:
    """The words in Latin letters, those that are joined as one."""
    kept: list[Span] = []
    for found in list(_LATIN.finditer(marked.text, *span))[:_MOST]:
        text, end = found["name"], found.end("name")
        if _AUTHOR.match(marked.text, end) or _is_plain(text, marked, words):
            continue
        maker = _MAKER.match(marked.text, end)
        if maker and _LATIN.match(marked.text, maker.end()):
            continue
        kept.append(Span(found.start("name"), end))
    together: list[Span] = []
    for one in kept:
        gap = marked.text[together[-1].end : one.start].strip(_QUOTES) if together else ""
        if together and _JOINED.fullmatch(gap):
            together[-1] = Span(together[-1].start, one.end)
        else:
            together.append(one)
    yield from ((marked.text[one.start : one.end], one) for one in together)


def _capitals(marked: Marked, span: Span, words: Words) -> Iterator[tuple[str, Span]]:
    """What is written with a capital inside the sentence, or at its start where a word such as `integrated` follows."""
    said = marked.text[span.start : span.end]
    start = span.end - len(said.lstrip(_QUOTES + "¿¡ \t"))
    first: tuple[str, Span] | None = None
    found_one = False
    for found in list(_CAPITAL.finditer(marked.text, *span))[:_MOST]:
        text, place = found["name"], Span(found.start("name"), found.end("name"))
        bare = without_opening(text, marked, Span(start, span.end), words) or text
        if bare == text and place.start == start and not _BRANDED.search(text):
            first = (text, place)
            continue
        text, place = bare, Span(place.end - len(bare), place.end)
        if _greets(marked, place):
            continue
        if _is_name(text, place, marked, words):
            found_one = True
            yield text, place
    alone = first if not found_one else None
    if alone and _is_said_of(alone[1], marked, span) and _is_name(*alone, marked, words):
        yield from () if alone[0].endswith("s") else (alone,)


def _greets(marked: Marked, place: Span) -> bool:
    """`Guten Tag, wir …`: whether it is a word of a greeting."""
    near = marked.within(Span(max(0, place.start - _GREETING), place.end))
    return any(hit.tag == "greeting" and hit.start <= place.start < hit.end for hit in near)


_GREETING = 20
"""Characters before the last word of a greeting in which it begins."""


def without_opening(text: str, marked: Marked, span: Span, words: Words) -> str:
    """`text` without the ordinary words that have a capital only because a sentence begins with them (`Unfortunately
    Frobnix`), or because German writes what addresses somebody so (`Sie`), or says first what it is (`System Rosetta`)."""
    if marked.language == "de" and _ADDRESS.match(text):
        return ""
    head, _, rest = text.partition(" ")
    while rest and _opens(head, rest, marked, span, words):
        text = rest
        head, _, rest = text.partition(" ")
    alone = not rest and marked.text.startswith(text, span.start) and _is_ordinary(text, words)
    return "" if alone else text


def _opens(head: str, rest: str, marked: Marked, span: Span, words: Words) -> bool:
    if not (rest[0].isupper() or rest[0].isdigit()):
        return False
    first = marked.text.startswith(f"{head} {rest}", span.start)
    if (
        first
        and (rest[0].isupper() or _FIGURED.match(rest))
        and (_is_ordinary(head, words) or all_noise(head, words))
    ):
        return True
    return (head.islower() and not head[0].isdigit()) or (
        marked.language == "de" and _SAYS_WHAT.fullmatch(head) is not None
    )


_FIGURED = re.compile(r"\d{1,3}[A-Z]")
_ADDRESS = re.compile(r"(?:Ihr(?:e[rnms]?)?|Ihnen)\b|Sie\b(?! [A-Z])")
_SAYS_WHAT = re.compile(
    r"Sie|Ihr(?:e[rnms]?)?|Ihnen|Tool|App|[A-ZÄÖÜ]?[a-zäöüß]*(?:[Ss]ystem|[Ss]oftware|[Pp]rogramm|[Aa]nwendung|[Pp]lattform|[Pp]ortal|[Dd]atenbank|[Ll]ösung)"
)


def _is_ordinary(word: str, words: Words) -> bool:
    return any(form in words.ordinary or form in words.empty for form in forms(word))


def _is_said_of(first: Span, marked: Marked, span: Span) -> bool:
    """Whether `integrated` or the like stands a few words behind what begins a sentence."""
    return any(
        hit.tag == "after" and first.end < hit.start and marked.length(Span(first.end, hit.start)) <= _FAR
        for hit in marked.within(span)
    )


_FAR = 8


def _is_name(text: str, place: Span, marked: Marked, words: Words) -> bool:
    before = max(0, place.start - 20)
    led = any(one.search(marked.text, before, place.start) for one in (_ORDINAL, _PLACE, _VENDOR))
    if led or _WHEN.match(text) or _is_plain(text, marked, words):
        return False
    if marked.language != "de" or _BRANDED.search(text):
        return True
    return not is_german_noun(text) and not _DETERMINED.search(marked.text, before, place.start)


_DETERMINED = re.compile(
    r"\b(?:d(?:er|ie|as|en|em|es)|k?ein(?:e[rnms]?)?|ihre[rnms]?|eure[rnms]?|alle[rnms]?|diese[rnms]?|[a-zäöüß]{2,12}(?:ische|liche|elle|ige)[rnms]?|vo[mn]|zu[mr]?|im|am|viele|neue[nrs]?)\s$",
    re.IGNORECASE,
)
"""What leads to a noun, and to no name."""


def _is_plain(text: str, marked: Marked, words: Words) -> bool:
    """Whether it is words of ours, of the trade, or a figure."""
    said = text.split()
    return (
        len(text) < _LONG
        or all_noise(text, words)
        or is_own(text, words)
        or is_generic(text, words, "authentication", "formats", "categories")
        or counts(text, marked)
        or any(_is_ordinary(word, words) for word in said if not VERSION.match(word))
    )
