"""Families of words, and of which of them a clause is made when it is made of nothing else.

A clause with one word that no family knows is made of none: what is not understood wholly is not understood as an order.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

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


def words(text: str) -> list[Word]:
    """The words of `text` in order; none of one that is too long to be a clause."""
    return [] if len(text) > LONGEST else [_word(found) for found in _TOKEN.finditer(text)]


def _word(found: re.Match[str]) -> Word:
    kind = found.lastgroup or ""
    return Word(kind or found[0].casefold().replace("’", "'").strip("'"), kind, found[0][0].isupper())


class Families:
    """Phrases by family, ready to be looked up in any clause."""

    def __init__(self, listed: Mapping[str, Iterable[str]]) -> None:
        """`listed` has the phrases of each family; `stem*` stands for every word that begins so."""
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._forms: set[str] = set(SIGNS)
        for family, phrases in listed.items():
            for phrase in phrases:
                self._add(phrase, family)

    def _add(self, phrase: str, family: str) -> None:
        if phrase.endswith("*"):
            self._stems[phrase[:SHORTEST_STEM]].append((phrase[:-1], family))
            return
        forms = tuple(word.form for word in words(phrase))
        self._phrases[forms[0]].append((forms, family))
        self._forms.update(forms)

    def know(self, said: Iterable[Word]) -> bool:
        """Whether each of the words stands in some phrase; of most prose one does not."""
        return all(word.form in self._forms or next(self._begun(word.form), None) for word in said)

    def matches(self, said: Sequence[Word]) -> list[Match]:
        """Every phrase that stands in the words, whatever else stands there."""
        forms = tuple(word.form for word in said)
        found = [Match(at, at + 1, word.kind) for at, word in enumerate(said) if word.kind]
        for at, form in enumerate(forms):
            for phrase, family in self._phrases.get(form, ()):
                if forms[at : at + len(phrase)] == phrase:
                    found.append(Match(at, at + len(phrase), family))
            found += [Match(at, at + 1, family) for family in self._begun(form)]
        return found

    def _begun(self, form: str) -> Iterator[str]:
        """The families of the stems that a word begins with."""
        stems = self._stems.get(form[:SHORTEST_STEM], ())
        return (family for stem, family in stems if form.startswith(stem))


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
