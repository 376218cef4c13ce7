"""A text with every cue found in it: what the readers of single fields look at."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from mailer.extract.text.deadlines import begins_a_date
from mailer.extract.text.phrases import Hit, Phrases
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import ALWAYS, Words
from mailer.rules.secrets import MASK

_END = re.compile(r"[.!?…](?=[\s)\"'”’»]|$)|[。！？]|\n")
_NOT_SAID = re.compile(rf"(?:https?://|www\.)[^\s<>\"|\]}}]+|{MASK.pattern}", re.I)
"""Words inside a link say nothing about the text around it, and those that stand in a secret's place are ours."""
_CLOSING = ")\"'”’»"
_CLAUSE = re.compile(
    r"[,;:，；：、]\s|\s[-–—]\s|[，；、]|\s(?=(?:but|aber|mais|pero|mas|ma|maar|and would|which|since|because|weil|parce que|porque|perché|omdat|fordi|hvilket|eftersom|vilket|koska|çünkü|men|mutta|ale|но|ama|fakat)\s)"
)
_MY = re.compile(r"ma\s")
"""A `but` in Italian, and `my` in French."""
BULLET = re.compile(r"\s*(?:[-*•–·・●■+]|\d{1,2}[.)]|\[[ xX]\])\s")
_SHORTENED = re.compile(
    r"(?<!\w)(?:e\.g|i\.e|z\.\s?b|d\.h|u\.a|usw|p\.\s?ej|p\.\s?ex|bzw|ca|approx|vs|incl|nr|etc|mr|mrs|dr|inkl|evtl|bijv|o\.a|m\.b\.t|ad es)\.$",
    re.I,
)


_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
"""`bis zum 1. | Mai`"""
_LONGEST_MONTH = 16
"""Characters."""


class Span(NamedTuple):
    """A sentence or clause: a piece of a marked text."""

    start: int
    end: int


class Marked:
    """One text, its sentences, and the cues in it. Made once a mail, asked often.

    `cues` are looked for per language (those of `words` where none are given); with `further` what that finds is among
    the cues too.
    """

    def __init__(
        self,
        text: str,
        language: str,
        words: Words,
        *,
        cues: Mapping[str, Phrases] | None = None,
        further: Phrases | None = None,
    ) -> None:
        cues = words.cues if cues is None else cues
        self.text = text
        self.whole = Span(0, len(text))
        self.language = language
        self._empty = words.empty
        listed = words_of(text)
        self._words = [word.start for word in listed]
        trees = [cues[code] for code in dict.fromkeys((language, ALWAYS)) if code in cues]
        trees += [further] if further else []
        found = [hit for tree in trees for hit in tree.find(listed)]
        if further and (parted := _parted(text)) != text:
            apart = words_of(parted)
            found = list(dict.fromkeys([*found, *(hit for tree in trees for hit in tree.find(apart))]))
        found.sort(key=attrgetter("start"))
        linked = tuple(Span(*found.span()) for found in _NOT_SAID.finditer(text)) if found else ()
        self.hits = list(_outside(found, linked)) if linked else found
        self._starts = [hit.start for hit in self.hits]
        self._tags = {hit.tag for hit in self.hits}

    def without(self, spans: Sequence[Span]) -> "Marked":
        """The same text with blanks in the place of `spans`: what is left stands where it stood, with the cues it had."""
        rest = copy(self)
        rest.__dict__.pop("sentences", None)
        rest.__dict__.pop("_sentence_starts", None)
        for span in spans:
            rest.text = rest.text[: span.start] + " " * (span.end - span.start) + rest.text[span.end :]
        rest._words = [start for start in self._words if not rest.text[start].isspace()]
        rest.hits = [hit for hit in self.hits if not rest.text[hit.start].isspace()]
        rest._starts = [hit.start for hit in rest.hits]
        rest._tags = {hit.tag for hit in rest.hits}
        return rest

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """In order, none longer than `LONGEST_SENTENCE`."""
        return tuple(piece for span in sentences_of(self.text) for piece in _bounded(span))

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    def within(self, span: Span) -> list[Hit]:
        """The cues that begin inside `span`."""
        return self.hits[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def count(self, span: Span, *tags: str) -> int:
        """How many different places of `span` carry one of `tags`."""
        if self._tags.isdisjoint(tags):
            return 0
        return len({hit.start for hit in self.within(span) if hit.tag in tags})

    def has(self, span: Span, *tags: str) -> bool:
        """Whether any cue of `span` carries one of `tags`."""
        return not self._tags.isdisjoint(tags) and any(hit.tag in tags for hit in self.within(span))

    def length(self, span: Span) -> int:
        """Words in `span`."""
        return bisect_left(self._words, span.end) - bisect_left(self._words, span.start)

    def content(self, span: Span, apart: Sequence[Span]) -> int:
        """How many words of `span` mean something by themselves, those that begin in one of `apart` left out."""
        said = words_of(self.text[span.start : span.end])
        places = ((word.form, span.start + word.start) for word in said)
        return sum(
            (len(form) >= _MEANING or not form.isascii()) and form not in self._empty
            for form, place in places
            if not any(one.start <= place < one.end for one in apart)
        )

    def slice(self, span: Span) -> str:
        """The author's words, wrapped lines joined."""
        return " ".join(self.text[span.start : span.end].split())

    def clauses(self, span: Span) -> list[Span]:
        """`span` cut at commas and the like."""
        cuts = [
            found.end()
            for found in _CLAUSE.finditer(self.text, span.start, span.end)
            if self.language == "it" or not _MY.match(self.text, found.end())
        ]
        return [Span(a, b) for a, b in zip([span.start, *cuts], [*cuts, span.end], strict=True) if b > a]

    def sentence_at(self, place: int) -> Span:
        """The sentence around a place; an empty span where there is none."""
        at = bisect_right(self._sentence_starts, place) - 1
        found = self.sentences[at] if at >= 0 else Span(0, 0)
        return found if place < found.end else Span(place, place)


@lru_cache(maxsize=4)
def marked(text: str, language: str, words: Words) -> Marked:
    """`text` with its cues; one that stands in several places (a mail's body and its only section) is looked through once."""
    return Marked(text, language, words)


_MEANING = 2
"""Letters of the shortest word with a meaning of its own."""
LONGEST_SENTENCE = 800
"""Characters; what is longer without a stop is no sentence, and is read in pieces so that time stays bounded."""


_ELIDED = re.compile(r"\b([cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)


def _parted(text: str) -> str:
    """`l'authentification` as two words, each at its place."""
    return _ELIDED.sub(r"\1 ", text)


def _bounded(span: Span) -> Iterator[Span]:
    for start in range(span.start, span.end, LONGEST_SENTENCE):
        yield Span(start, min(span.end, start + LONGEST_SENTENCE))


def _outside(hits: list[Hit], linked: tuple[Span, ...]) -> Iterator[Hit]:
    """The hits that do not begin inside a link; both come in order."""
    at = 0
    for hit in hits:
        while at < len(linked) and linked[at].end <= hit.start:
            at += 1
        if at == len(linked) or hit.start < linked[at].start:
            yield hit


def sentences_of(text: str) -> Iterator[Span]:
    """The sentences of a text in order, without list marks and the space around them."""
    start = 0
    for found in _END.finditer(text):
        if found.start() >= start and _ends(text, start, found):
            yield from _trimmed(text, start, found.end())
            start = found.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a sentence ends at a stop or a line's end, rather than a shortened word or a wrapped line."""
    if found.group() == "\n":
        return _line_ends(text, start, found.start())
    if _SHORTENED.search(text, max(0, found.end() - 8), found.end()):
        return False
    if _ORDINAL.search(text, max(0, found.end() - 4), found.end()) and begins_a_date(
        text[found.end() + 1 : found.end() + _LONGEST_MONTH]
    ):
        return False
    following = text[found.end() : found.end() + 6].lstrip(_CLOSING).lstrip()
    hurried = text[max(start, found.start() - 3) : found.start()].isalpha()
    return (
        not following[:1].islower()
        or hurried
        or following.startswith("http")
        or found.group()[0] in "。！？!?"
    )


_WRAPPED = 50
"""A line at least this long that is followed by more text was wrapped by the mail program."""


def _line_ends(text: str, start: int, at: int) -> bool:
    """Whether a new sentence begins below: also a short line that leads to what follows it, `What we need:`."""
    following = text[at + 1 : at + 40]
    if not following.strip() or following[0] == "\n" or BULLET.match(following):
        return True
    below, ended, _ = following.partition("\n")
    if ended and below[0].isupper() and below.rstrip().endswith((":", "：")):
        return True
    line = at - text.rfind("\n", 0, at) - 1
    wrapped = line >= _WRAPPED or text[at - 1 : at] in _PARTICLES
    return not wrapped and not following.lstrip()[:1].islower()


_PARTICLES = frozenset("をにがでのはとへも、，")
"""With these no line of Japanese ends that is a sentence."""


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The piece without the space and the list marks around it; nothing where nothing is left."""
    bullet = BULLET.match(text, start, end)
    start = bullet.end() if bullet else start
    while start < end and (
        text[start].isspace() or text[start] in "*_>" or (text[start] == ")" and "(" not in text[start:end])
    ):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    if end > start:
        yield Span(start, end)
