"""What a clause says by the families of words that it is made of (config/verbs.toml has the families, in the languages that we
speak; `phrasing` says which of them make a verb)."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from types import MappingProxyType

from mailer.recognise.families import MOST_WORDS, Families, Match, Word, is_phrase, made_of, words
from mailer.recognise.phrasing import Rule
from mailer.recognise.verbs import Command, Verb

POLITE = frozenset({"greeting", "ending", "answer", "please", "whom"})
"""Families of a clause that says nothing."""
SOME_WORDS, SOME_CHARACTERS = 4, 10
"""From which on a clause tells something; the second where the script writes no spaces."""
MOST_NAMES = 4
"""Words behind a greeting that are taken for names."""
_REF = re.compile(r"\b[A-Za-z][A-Za-z0-9]{0,9}-\d{1,9}\b")
_NAME = r"[A-ZÀ-ÖØ-ÞĆČĐĞİŁŐŚŞŠŰŹŻŽΑ-ΩА-Я][\w.'’-]*"
_NAMES = re.compile(rf"{_NAME}(?: (?:van|von|de|da|di|del|der|den|le|la|{_NAME})){{0,3}}\Z")
_ANSWERS = frozenset({Verb.STATUS, Verb.HELP})
"""Verbs whose mail is what a question asks for; any other has to be asked for (`can you`, `is there`)."""
_MARKS = " \t,;:.!?-–—…。！？、，·~*_"


class Grammar:
    """The word families of all languages, and what clauses made of them say. Never changed."""

    def __init__(self, listed: Mapping[str, Mapping[str, Sequence[str]]] = MappingProxyType({})) -> None:
        """`listed` has the phrases of each family of each language (ISO 639-1)."""
        self._listed = listed

    # made when the first clause is read: most commands of the command line read none

    @cached_property
    def _families(self) -> Families:
        """Those of all languages together."""
        together: dict[str, list[str]] = defaultdict(list)
        for section in self._listed.values():
            for family, phrases in section.items():
                together[family] += phrases
        return Families(together)

    @cached_property
    def _languages(self) -> Families:
        """All phrases of each language as one family: a word is looked up once for all of them."""
        return Families({language: chain(*section.values()) for language, section in self._listed.items()})

    @classmethod
    def from_toml(cls, text: str) -> "Grammar":
        """The families of every language in `text`; ValueError where a section is none of lists."""
        languages = tomllib.loads(text)
        for language, section in languages.items():
            for family, phrases in section.items():
                if not isinstance(phrases, list) or not all(map(is_phrase, phrases)):
                    raise ValueError(f"[{language}] {family} must be a list of words")
        return cls(languages)

    def command(self, clause: str, rules: Sequence[Rule], *, asks: bool = False) -> Command | None:
        """The verb that all of `clause` says by one of `rules`; of a sentence that `asks`, only where it asks for it.

        Words that no family knows may be the name of a request, where a verb can have one behind it.
        """
        said = words(clause)
        if not 0 < len(said) <= MOST_WORDS:
            return None
        known, strange = self._families.know(said), self._families.unknown(said)
        if not known and strange is None:
            return None
        matches = self._families.matches(said)
        if known and (rule := _rule_of(matches, len(said), rules, asks=asks)):
            ref = _REF.search(clause) if "ref" in rule.needs | rule.also else None
            return Command(verb=rule.verb, argument=ref[0] if ref else "", implied=rule.implied)
        rule = _rule_of([*matches, strange], len(said), rules, asks=asks) if strange else None
        return _naming(rule, said, strange) if rule and strange else None

    def language(self, text: str, otherwise: str) -> str:
        """The language whose words a short text is made of, a third of it at least, of those that are no English ones too;
        `otherwise` where none is, or where that one has as many."""
        said = words(text)[:MOST_WORDS]
        told: dict[str, set[int]] = {language: set() for language in self._listed}
        for match in self._languages.matches(said):
            if not said[match.start].kind:
                told[match.family].update(range(match.start, match.end))
        english = told.get("en", set())
        counted = {language: len(places - english) for language, places in told.items()}
        best = max(counted, key=lambda one: (counted[one], one == otherwise), default=otherwise)
        return best if counted.get(best, 0) * 3 >= max(1, len(said)) else otherwise

    def is_polite(self, clause: str) -> bool:
        """Whether `clause` only greets, thanks, ends, or says yes or no to what was asked before it."""
        said = words(clause)
        if not 0 < len(said) <= MOST_WORDS:
            return not clause.strip(_MARKS)
        matches = self._families.matches(said)
        if made_of(matches, len(said), POLITE):
            return True
        greeted = max((one.end for one in matches if one.start == 0 and one.family == "greeting"), default=0)
        whom = {one.start for one in matches if one.family == "whom"}
        names = all(word.capital or at in whom for at, word in enumerate(said) if at >= greeted)
        return names and 0 < greeted >= len(said) - MOST_NAMES

    def ends(self, line: str) -> bool:
        """Whether `line` is the closing of a letter, below which it is signed."""
        said = words(line)
        if len(said) > MOST_WORDS or not self._families.know(said):
            return False
        return "ending" in made_of(self._families.matches(said), len(said), frozenset({"ending", "please"}))

    def tells(self, clause: str) -> bool:
        """Whether `clause` has some words to it, and neither thanks nor praises."""
        said = words(clause)
        script = all(len(word.form) == 1 for word in said)
        kind = {one.family for one in self._families.matches(said[:MOST_WORDS])}
        return len(said) >= (SOME_CHARACTERS if script else SOME_WORDS) and not kind & {"ending", "praise"}

    def conditions(self, clause: str) -> bool:
        """Whether `clause` says under which condition something else holds: at its beginning; in Japanese at its end."""
        said = words(clause)[:MOST_WORDS]
        matches = self._families.matches(said)
        longest = max((match.end for match in matches if match.start == 0), default=0)  # `once a week`
        return any(
            one.family == "condition"
            and (
                (one.start == 0 and one.end == longest) or (one.end == len(said) and len(said[-1].form) == 1)
            )
            for one in matches
        )


def _rule_of(matches: Sequence[Match], length: int, rules: Sequence[Rule], *, asks: bool) -> Rule | None:
    """The first of `rules` that a clause of `length` words keeps."""
    there = {match.family for match in matches}
    possible = (rule for rule in rules if rule.needs <= there)
    return next((rule for rule in possible if _holds(rule, matches, length, asks=asks)), None)


def _holds(rule: Rule, matches: Sequence[Match], length: int, *, asks: bool) -> bool:
    made = made_of(matches, length, rule.needs | rule.also)
    return rule.needs <= made and (not asks or rule.verb in _ANSWERS or bool(made & {"ask", "have"}))


def _naming(rule: Rule, said: Sequence[Word], strange: Match) -> Command | None:
    """A verb with a number or a name behind it; in Japanese and in a question for the status before it. Elsewhere none:
    `2: weekly` is an answer."""
    name = " ".join(word.form for word in said[strange.start : strange.end])
    before = rule.verb is Verb.STATUS or len(said[-1].form) == 1
    if strange.start == 0 and (name.isdecimal() or not before):
        return None
    return Command(verb=rule.verb, argument=name, named=not name.isdecimal(), implied=rule.implied)


def is_name(line: str) -> bool:
    """Whether a line looks like a person's name: one to four words with capitals."""
    return _NAMES.match(line.strip(_MARKS)) is not None
