"""Names that no list knows, where a sentence that asks points at one: `a connector for Frobnix`, `our in-house system 'Rosetta'`."""

import re
from collections.abc import Collection, Iterator, Sequence

from mailer.extract.names.beside_verbs import named_beside, without_opening
from mailer.extract.names.listed_names import beside
from mailer.extract.names.name import (
    CASUAL,
    LONGEST,
    QUOTES,
    VERSION,
    Name,
    capitalised,
    ideographic,
    name_of,
)
from mailer.extract.text.figures import counts, is_named
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.unspoken import FOLLOWS, LEADS
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog

_TRIES = 12
"""Places of a sentence where an unknown name is looked for."""
_PLAIN = 3
"""Words without a capital that may lead to a name."""


def unknown_names(
    marked: Marked,
    asking: Sequence[Span],
    where: str,
    words: Words,
    catalog: Catalog,
    aside: Collection[str] = (),
) -> list[Name]:
    """The first name that nobody knows where a sentence that asks points at one, with those beside it; none of the products
    whose keys are put `aside`."""
    spoken = marked.language in words.cues
    for span in asking if spoken else marked.sentences[:_TRIES]:
        found = _told(marked, span, words) if spoken else _abroad(marked, span, words)
        for text in () if _greets(marked, span) else found:
            if (together := _joined(text)) and all(catalog.find(one) or capitalised(one) for one in together):
                parts = (name_of(one, marked.slice(span), where, 0.7, words, catalog) for one in together)
                return [part for part in parts if part]
            name = name_of(text, marked.slice(span), where, 0.7, words, catalog, marked.language)
            if name and name.product and name.product.key in aside:
                continue
            if name and (rest := _behind_count(name, marked, span)):
                text = forward(marked.text, rest, span.end, words)
                name = name_of(text, marked.slice(span), where, 0.7, words, catalog, marked.language)
            if name and _is_written_so(name, marked) and not is_generic(name.text, words):
                return beside(marked, [name], words, catalog)
    return []


def _told(marked: Marked, span: Span, words: Words) -> Iterator[str]:
    """What a sentence points at, then what it names anywhere; in a script without capitals what stands in Latin letters is
    the surer one."""
    pointed, named = _patterned(marked, span, words), named_beside(marked, span, words)
    latin = marked.language in ("ja", "zh", "ko")
    said = (without_opening(text, marked, span, words) for text in pointed)
    if marked.language == "ko":
        said = (_of_letters(text) for text in said)
    if latin:
        said = (text for text in said if len(text.strip("。！？、，；：")) > 1)
    yield from named if latin else said
    yield from said if latin else named


def _of_letters(text: str) -> str:
    """`Frobnix` of `여러 고객이 Frobnix`."""
    parts = text.split()
    first = next((at for at, part in enumerate(parts) if part.isascii()), 0)
    return " ".join(parts[first:])


def _joined(text: str) -> list[str]:
    """The names that Japanese, Chinese or Korean joins without a space: `Foobarly和Blimpo`."""
    parts = _JOINS.split(text)
    return parts if len(parts) > 1 else []


_TOGETHER = re.compile(r"[A-Z][A-Za-z0-9.]*(?:(?:と|や|および|及び|ならびに|、)[A-Z][A-Za-z0-9.]*)+")
_JOINS = re.compile(
    r"(?<=[A-Za-z0-9])[」』”\"]?\s*(?:と|や|および|及び|ならびに|、|,|和|与|以及|及|와|과|랑|및)\s*[「『“\"]?(?=[A-Z0-9])"
)


def _behind_count(name: Name, marked: Marked, span: Span) -> int:
    """Where to read on behind `our 2 Boutiques` in `connect our 2 Boutiques to Frobnix`; 0 where nothing is counted."""
    at = marked.text.find(name.text, span.start, span.end)
    return at + len(name.text) if at >= 0 and name.product is None and counts(name.text, marked) else 0


def _is_written_so(name: Name, marked: Marked) -> bool:
    """Whether it is written as names are, and is more than how many of what."""
    latin = marked.language in ("ja", "zh", "ko") and name.text.isascii()
    written = capitalised(name.text) or is_named(name.text) or latin
    counted = name.product is None and counts(name.text, marked)
    return written and not counted and _KIND.search(name.text) is None


def _abroad(marked: Marked, span: Span, words: Words) -> Iterator[str]:
    """What stands beside the word for an integration in a language whose cues we do not have."""
    for led in LEADS.finditer(marked.text, *span):
        yield forward(marked.text, led.end(), span.end, words)
    yield from (one["name"] for one in FOLLOWS.finditer(marked.text, *span))


def _greets(marked: Marked, span: Span) -> bool:
    """`Dear Support,` asks for nothing."""
    begins = any(hit.tag == "greeting" and hit.start == span.start for hit in marked.within(span))
    return begins and marked.length(span) <= _GREETING


_GREETING = 4
"""Words of a line that only greets."""


def _patterned(marked: Marked, span: Span, words: Words) -> Iterator[str]:
    """What follows `connector for` or precedes `connector`."""
    for hit in [one for one in marked.within(span) if one.tag in ("before", "verb", "after")][:_TRIES]:
        if hit.tag in ("before", "verb") and not _YOU.match(marked.text, hit.end, span.end):
            if quoted := _QUOTED.match(marked.text, hit.end, span.end):
                yield quoted["name"]
            yield forward(marked.text, hit.end, span.end, words)
        elif hit.tag == "after":
            if foreign := _FOREIGN.search(marked.text, max(span.start, hit.start - _LONG), hit.start):
                yield foreign["name"]
            piece = _backward(marked.text, span.start, hit.start, words)
            together = _TOGETHER.search(piece)
            if together or marked.language != "ja":
                yield together.group() if together else piece
            else:
                yield _LED.split(piece)[-1]


_YOU = re.compile(
    r"\s(?:you|euch|Ihnen|vous|ustedes|usted|vosotros|você|vocês|voi|jullie|u|er|jer|dere|wami|vámi|вами)\b"
)
"""`Connect with you in Hamburg`."""
_LONG = 30
"""Characters of a name in Japanese."""
_KIND = re.compile(
    r"(?:システム|ツール|ソフト|アプリ|サービス|データベース|カレンダー|スマートフォン|スマホ|サイト|サーバー|フォーム|メール|チャット|ソフトウェア|パソコン|プリンター)$"
)
"""What a thing is, and not what it is called."""
_FOREIGN = re.compile(r"の(?P<name>[ァ-ヴー]{4,20})(?:との?|へ|に|を)?$")
"""`勤怠管理のタッチオンタイムと連携`: what Japanese writes as foreign words right before `connect`."""
_LED = re.compile(r"(?<=[^ぁ-ん])[ぁ-ん]{1,3}(?=[^ぁ-ん])")
"""`来期に向けて次`: an ending or a particle between two words of Japanese; what is a name stands behind the last."""
_QUOTED = re.compile(
    r"[^.,;:!?\n\"“„«‘‚]{1,60}(?:[\"“„«‘‚]|(?<=\s)')\s?(?P<name>\w[\w .-]{0,29}\w)\s?[\"”“»’']"
)
"""`our in-house system 'Rosetta'`: what is in quotes is the name of it."""


def uncapitalised(marked: Marked, asking: Sequence[Span], where: str, words: Words) -> Iterator[Name]:
    """`could you integrate with flurbo?` where its author writes no capitals at all: one word that nothing else explains. `do
    you integrate with banks` only asks whether."""
    if not marked.text.islower() or ideographic(marked.text):
        return
    for span in asking:
        pleas = [one.start for one in marked.within(span) if one.tag == "request"]
        led = [one for one in marked.within(span) if one.tag == "before" and pleas and pleas[0] < one.start]
        for hit in led[:_TRIES]:
            found = _LAST_WORD.match(marked.text, hit.end, span.end)
            if found and not all_noise(found[1], words) and not {found[1]} & (words.ordinary | words.empty):
                yield Name(
                    text=found[1], product=None, evidence=marked.slice(span), where=where, confidence=CASUAL
                )
                return


_LAST_WORD = re.compile(r"\s+([a-z][\w.-]{2,20}(?!s)\w)\s*(?:[?!.,;\n]|$)")


def forward(text: str, start: int, end: int, words: Words) -> str:
    """The words from `start` that can be a name: up to punctuation or the first small word after a capital; of `our booking
    tool Rosetta` what has the capital."""
    taken: list[str] = []
    plain: list[str] = []
    for word in re.split(r"\s+", text[start : min(end, start + 120)].strip()):
        bare = word.strip(QUOTES + ".,;:!?")
        named = capitalised(bare) or VERSION.match(bare) is not None
        if (
            not bare
            or (taken and word[0] in "([")
            or (not named and (taken or (plain and bare in words.empty)))
        ):
            break
        if named:
            taken.append(bare)
        elif not all_noise(bare, words):
            plain.append(bare)
        if word[-1] in ".,;:!?)" or len(taken) > LONGEST or len(plain) > _PLAIN:
            break
    return " ".join(taken or plain[:1])


def _backward(text: str, start: int, end: int, words: Words) -> str:
    taken: list[str] = []
    for word in reversed(re.split(r"\s+", text[max(start, end - 120) : end].strip())):
        bare = word.strip(QUOTES + ".,;:!?")
        if (
            not bare
            or word[-1] in ".,;:!?"
            or not (capitalised(bare) or VERSION.match(bare) or is_named(bare))
            or all_noise(bare, words)
        ):
            break
        taken.append(bare)
    return " ".join(reversed(taken[:LONGEST]))
