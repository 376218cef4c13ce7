"""Finding many phrases in one pass: text to words, and a tree of phrases walked along them.

Hundreds of cues in a dozen languages are looked up in every mail. One regular expression per list would try each
alternative at each place; the tree looks at each word once, so the time grows with the text alone (RELIABILITY R-57).
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from mailer.extract.text.scripts import simplified

IDEOGRAPHS = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Scripts without spaces (and Hangul, whose particles cling to the word): each character is a word of its own."""
_WORD = re.compile(
    rf"[{IDEOGRAPHS}]|\d+(?:[.,]\d+)*|[^\W{IDEOGRAPHS}]+(?:['’][^\W{IDEOGRAPHS}]+)*|\+1|[%👍❤]"
)
_ASCII_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:'\w+)*|\+1|%", re.ASCII)
"""The same where no letter needs the long way: a third of the time."""
_NUMBER = "#"
_ANY = "_"
_MARKS = frozenset((_NUMBER, _ANY, "*"))
_REMEMBERED = 2_048
"""Different words whose place in a tree is kept; a mail's words are mostly those of the mail before."""


class Word(NamedTuple):
    """One word of a text: its folded form, and where it stands."""

    form: str
    start: int
    end: int


class Hit(NamedTuple):
    """A phrase found: what it stands for, and where."""

    tag: str
    start: int
    end: int


_NOWHERE: "dict[str, _Node]" = {}
"""Where most phrases go on from their last word; one for all of them, for there are a hundred thousand words."""


@dataclass(slots=True, eq=False)
class _Node:
    tags: tuple[str, ...] = ()
    follow: "dict[str, _Node]" = field(default_factory=lambda: _NOWHERE)
    stems: "dict[str, _Node]" = field(default_factory=lambda: _NOWHERE)

    def step(self, piece: str) -> "_Node":
        """Where `piece` leads from here, which is a place of its own from now on."""
        if piece.endswith("*"):
            self.stems = self.stems or {}
            return self.stems.setdefault(sys.intern(piece[:-1]), _Node())
        self.follow = self.follow or {}
        return self.follow.setdefault(sys.intern(piece), _Node())


def _shared(node: _Node, known: "dict[tuple[object, ...], _Node]") -> _Node:
    """The one node of all from which the phrases go on alike; two thirds of them are the last word of phrases of one tag."""
    for further in (node.follow, node.stems):
        for piece, after in further.items():
            further[piece] = _shared(after, known)
    ways = (*node.follow.items(), None, *node.stems.items()) if node.follow or node.stems else ()
    return known.setdefault((node.tags, *ways), node)


def fold(text: str) -> str:
    folded = text.replace("İ", "i").lower().replace("’", "'")  # lower() makes two letters of it
    return folded if folded.isascii() else simplified(folded)


def words(text: str) -> list[Word]:
    """The words of `text` in order, folded."""
    folded = fold(text)
    if len(folded) != len(text):
        return [Word(fold(found[0]), *found.span()) for found in _WORD.finditer(text)]
    word = _ASCII_WORD if folded.isascii() else _WORD
    made = tuple.__new__  # Word() is a function of Python's own, thousands of times a mail
    return [made(Word, (found[0], *found.span())) for found in word.finditer(folded)]


def forms(text: str) -> tuple[str, ...]:
    """The same without their places."""
    folded = fold(text)
    if folded.isascii():  # a tenth of a second when a hundred thousand listed words are read
        return (folded,) if folded.isalpha() else tuple(_ASCII_WORD.findall(folded))
    return tuple(word.form for word in words(text))


def _pieces(phrase: str) -> list[str]:
    """The words of a phrase as the lists write it: `#` any number, `_` any one word, `stem*` any word so beginning."""
    if not _MARKS.intersection(phrase):
        return list(forms(phrase))
    pieces: list[str] = []
    for part in phrase.split():
        if part in (_NUMBER, _ANY):
            pieces.append(part)
        elif part.endswith("*"):
            found = forms(part[:-1])
            pieces += [*found[:-1], found[-1] + "*"]
        else:
            pieces += forms(part)
    return pieces


class Phrases:
    """An immutable tree of phrases, each with a tag. `Phrases({"bug": ["does not work"]}).find(text)`."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        for tag, listed in phrases.items():
            for phrase in listed:
                self._add(phrase, tag)
        self._root = _shared(self._root, {})
        self._beginnings = lru_cache(_REMEMBERED)(self._begun_by)

    def _begun_by(self, form: str) -> "tuple[_Node, ...]":
        """Where the phrases go on that may begin with a word; empty for most words."""
        return tuple(_followers(self._root, form))

    def _add(self, phrase: str, tag: str) -> None:
        node = self._root
        for piece in _pieces(phrase):
            node = node.step(piece)
        if node is self._root or phrase.startswith(_ANY):
            raise ValueError(f"an empty or boundless phrase is listed under {tag}: {phrase!r}")
        if tag not in node.tags:
            node.tags = (*node.tags, tag)

    def find(self, listed: list[Word]) -> list[Hit]:
        """Every phrase that stands in the words, in order; of two with one tag and start the longer one."""
        hits: list[Hit] = []
        for at, (form, start, _) in enumerate(listed):
            begun = self._beginnings(form)
            if begun:
                hits += [Hit(tag, start, end) for tag, end in _longest(begun, listed, at).items()]
        return hits


def _longest(begun: "tuple[_Node, ...]", listed: list[Word], at: int) -> dict[str, int]:
    """Tag -> where its longest phrase ends, of the phrases that begin with word number `at`."""
    longest: dict[str, int] = {}
    nodes: Iterable[_Node] = begun
    while nodes:
        further = []
        for node in nodes:
            for tag in node.tags:
                longest[tag] = listed[at].end
            if node.follow or node.stems:
                further.append(node)
        at += 1
        if at == len(listed):
            break
        nodes = [after for node in further for after in _followers(node, listed[at].form)]
    return longest


def _followers(node: _Node, form: str) -> Iterator[_Node]:
    exact = node.follow.get(form)
    if exact:
        yield exact
    if _NUMBER in node.follow and form[0].isdigit():
        yield node.follow[_NUMBER]
    if _ANY in node.follow:
        yield node.follow[_ANY]
    if node.stems:
        for length in range(2, len(form) + 1):
            stem = node.stems.get(form[:length])
            if stem:
                yield stem


def outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that do not lie inside a longer one: `api token` says token once."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end or (hit.start, hit.end) == (kept[-1].start, kept[-1].end):
            kept.append(hit)
    return kept
