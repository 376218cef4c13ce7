"""Families of words, and of which of them a clause is made when it is made of nothing else.

A clause with one word that no family knows is made of none: what is not understood wholly is not understood as an order.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mailer.rules.names import without_accents

MOST_WORDS = 24
"""A longer clause is prose."""
LONGEST = 300
"""Characters likewise, so that the time to read one is bounded (RELIABILITY R-57)."""
SHORTEST_STEM = 4
"""Letters that a stem has at least."""
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(
    rf"(?P<ref>\b[A-Za-z][A-Za-z0-9]{{0,9}}-\d{{1,9}}\b)|(?P<plus>[+＋] ?[1１](?!\d)|👍[🏻-🏿]?)"
    rf"|(?P<minus>(?<!\w)[-−–－][1１](?!\d)|− 1(?!\d))|[{_CJK}]|[^\W_{_CJK}]+(?:['’][^\W_{_CJK}]+)*['’]?"
)
"""A word; in scripts without spaces a character. A reference and the two signs are words of their own kind."""
SIGNS = ("ref", "plus", "minus")
NAME = "name"
"""The family of words that no family knows, where they may be a name."""
MOST_NAME = 4
"""Words of such a name."""
_CLAUSES_REMEMBERED, _WORDS_REMEMBERED = 128, 1_024
"""Those that were looked at last: the rooms ask about each clause of a mail several times, and most words of a mail stand
in the one before."""
SHORTEST_BARE = 6
"""Letters of a phrase from which on it is known without its accents as well; `si` is not `sí`."""


class Word(NamedTuple):
    """One word of a clause, folded; `kind` is one of SIGNS, or empty."""

    form: str
    kind: str
    capital: bool


class Match(NamedTuple):
    """A family's phrase that stands in a clause, by the numbers of its words."""

    start: int
    end: int
    family: str


@lru_cache(_CLAUSES_REMEMBERED)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` in order; none of one that is too long to be a clause."""
    return () if len(text) > LONGEST else tuple(map(_word, _TOKEN.finditer(text)))


def is_phrase(text: str) -> bool:
    """Whether `text` has words and is short enough for a clause."""
    return len(text) <= LONGEST and _TOKEN.search(text) is not None


def _word(found: re.Match[str]) -> Word:
    kind = found.lastgroup or ""
    return Word(
        kind or found[0].replace("İ", "i").casefold().replace("’", "'").strip("'"),
        kind,
        found[0][0].isupper(),
    )


def _spellings(phrase: str) -> set[str]:
    """A phrase as it is written, and as people write it who have no accents on their keyboard."""
    if len(phrase) < SHORTEST_BARE:
        return {phrase}
    return {phrase, without_accents(phrase), without_accents(phrase.translate(_UMLAUTS))}


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Families:
    """Phrases by family, ready to be looked up in any clause."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        """`listed` has the phrases of each family; `stem*` stands for every word that begins so."""
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._forms: set[str] = set(SIGNS)
        self._begun = lru_cache(_WORDS_REMEMBERED)(self._begun_by)
        self._remembered = lru_cache(_CLAUSES_REMEMBERED)(self._matches)
        for family, phrases in listed.items():
            for phrase in phrases:
                self._add(phrase, family)

    def _add(self, phrase: str, family: str) -> None:
        if phrase.endswith("*"):
            for stem in _spellings(phrase[:-1]):
                self._stems[stem[:SHORTEST_STEM]].append((stem, family))
            return
        for spelling in _spellings(phrase):
            forms = tuple(word.form for word in words(spelling))
            self._phrases[forms[0]].append((forms, family))
            self._forms.update(forms)

    def know(self, said: Iterable[Word]) -> bool:
        """Whether each of the words stands in some phrase; of most prose one does not."""
        return all(map(self._knows, said))

    def unknown(self, said: Sequence[Word]) -> Match | None:
        """The words that stand in no phrase, where they stand together and are few enough for a name; else the numbers."""
        numbers = [at for at, word in enumerate(said) if word.form.isdecimal()]
        strange = [at for at, word in enumerate(said) if not self._knows(word)] or numbers
        if not 0 < len(strange) <= MOST_NAME or strange[-1] - strange[0] != len(strange) - 1:
            return None
        return Match(strange[0], strange[-1] + 1, NAME)

    def _knows(self, word: Word) -> bool:
        return word.form in self._forms or bool(self._begun(word.form))

    def matches(self, said: tuple[Word, ...]) -> tuple[Match, ...]:
        """Every phrase that stands in the words, whatever else stands there."""
        return self._remembered(said)

    def _matches(self, said: tuple[Word, ...]) -> tuple[Match, ...]:
        forms = tuple(word.form for word in said)
        found = [Match(at, at + 1, word.kind) for at, word in enumerate(said) if word.kind]
        for at, form in enumerate(forms):
            for phrase, family in self._phrases.get(form, ()):
                if forms[at : at + len(phrase)] == phrase:
                    found.append(Match(at, at + len(phrase), family))
            found += [Match(at, at + 1, family) for family in self._begun(form)]
        return tuple(found)

    def _begun_by(self, form: str) -> tuple[str, ...]:
        """The families of the stems that a word begins with."""
        return tuple(
            family
            for spelled in dict.fromkeys((form, without_accents(form)))
            for stem, family in self._stems.get(spelled[:SHORTEST_STEM], ())
            if spelled.startswith(stem)
        )


def made_of(matches: Sequence[Match], length: int, allowed: frozenset[str]) -> frozenset[str]:
    """The families of which a clause of `length` words is made, when phrases of the `allowed` ones are all of it;
    none where a word is left over."""
    steps = [match for match in matches if match.family in allowed]
    ahead, back = {0}, {length}
    for match in sorted(steps, key=lambda one: one.start):
        if match.start in ahead:
            ahead.add(match.end)
    for match in sorted(steps, key=lambda one: -one.end):
        if match.end in back:
            back.add(match.start)
    if length not in ahead or not length:
        return frozenset()
    return frozenset(match.family for match in steps if match.start in ahead and match.end in back)
