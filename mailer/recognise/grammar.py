"""By which families of words a clause says a verb (config/verbs.toml has the families, in the languages that we speak).

Three ways: as a word that stands alone at the top; as a sentence that orders it; by what somebody says of theirs.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mailer.recognise.families import MOST_WORDS, Families, Match, made_of, words
from mailer.recognise.verbs import Command, Verb

POLITE = frozenset({"greeting", "ending", "answer", "please", "whom"})
"""Families of a clause that says nothing."""
FRAME = frozenset({"please", "wish", "ask", "own", "it", "mine", "request", "matter"})
"""What may stand around the words of an order in a sentence."""
SOME_WORDS, SOME_CHARACTERS = 4, 10
"""From which on a clause tells something; the second where the script writes no spaces."""
MOST_NAMES = 4
"""Words behind a greeting that are taken for names."""
_REF = re.compile(r"\b[A-Za-z][A-Za-z0-9]{0,9}-\d{1,9}\b")
_NAME = r"[A-ZÀ-ÖØ-ÞĆČĐĞİŁŐŚŞŠŰŹŻŽΑ-ΩА-Я][\w.'’-]*"
_NAMES = re.compile(rf"{_NAME}(?: (?:van|von|de|da|di|del|der|den|le|la|{_NAME})){{0,3}}\Z")
_MARKS = " \t,;:.!?-–—…。！？、，·~*_"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say a verb: a clause with all of `needs`, and nothing but those and `also`."""

    verb: Verb
    needs: frozenset[str]
    also: frozenset[str]
    implied: bool = False


def _rules(verb: Verb, *needs: str, also: Iterable[str], implied: bool = False) -> tuple[Rule, ...]:
    """A rule for each of `needs`, whose families are written with a space between."""
    return tuple(Rule(verb, frozenset(each.split()), frozenset(also), implied) for each in needs)


_ALONE = frozenset({"please"})
_SENT = frozenset({"please", "ask", "send", "own", "it"})
_ABOUT = frozenset({"please", "ask", "wish", "own", "it", "mine", "request", "ref", "too"})

WORDS: tuple[Rule, ...] = (
    *_rules(Verb.STATUS, "status", also=_SENT | {"request", "ref"}),
    *_rules(Verb.HELP, "help", also=_ALONE),
    *_rules(Verb.FORM, "form", also=_SENT | {"wish"}),
    *_rules(Verb.PREVIEW, "preview", also=_ALONE),
    *_rules(Verb.UNVOTE, "unvote", "minus", also=_ALONE | {"own", "it", "ref"}),
    *_rules(Verb.VOTE, "plus", also=_ALONE | {"own", "it", "ref", "too"}),
    *_rules(Verb.VOTE, "vote", "me_too", also=_ALONE),
    *_rules(Verb.VOTE, "vote ref", also=_ABOUT | {"count"}),
    *_rules(Verb.WATCH, "watch", also=_ABOUT),
    *_rules(Verb.MUTE, "mute", also=_ABOUT - {"ref"}),
    *_rules(Verb.EVERYTHING, "everything", also=_ALONE),
    *_rules(Verb.WEEKLY, "weekly", also=_ALONE),
    *_rules(Verb.DECISIONS, "decisions", also=_ALONE),
    *_rules(Verb.STOP, "stop", also=_ALONE | {"it", "mine", "mails"}),
    *_rules(Verb.STOP, "stop receive", "mails not any_more", "mails no_more", "receive not any_more",
            also=_ALONE | {"it", "mails", "receive"}),
    *_rules(Verb.STOP, *(f"mails {much} {want}" for much in ("not any_more", "no_longer", "no_more")
                         for want in ("wish", "need")), also=_ALONE | {"own", "it", "ask", "receive"}),
    *_rules(Verb.SEPARATE, "apart", also=_ALONE | {"it"}),
    *_rules(Verb.WITHDRAW, "withdraw", also=_ALONE),
    *_rules(Verb.FORGET, "forget", also=_ALONE | {"wish", "own", "ask"}),
    *_rules(Verb.ERASE, "erase", also=_ALONE),
)  # fmt: skip
"""A word at the top of a mail, in a polite frame."""

SENTENCES: tuple[Rule, ...] = (
    *_rules(Verb.UNVOTE, "my_vote undo", also=FRAME | {"count", "ref", "vote"}),
    *_rules(Verb.WITHDRAW, "undo my_request", "withdraw wish", "withdraw please", "withdraw ask", also=FRAME),
)
"""Sentences that order it, in a short mail wherever."""

_KEEPING = (
    *(f"apart {one}" for one in ("keep", "mine", "own", "please", "wish", "ask", "request")),
    "anew keep",
    "not merge",
)
IMPLIED: tuple[Rule, ...] = (
    *_rules(Verb.UNVOTE, "vote undo", "vote no_longer", "vote not any_more", also=FRAME, implied=True),
    *_rules(Verb.UNVOTE, "need no_longer", "need not any_more", "needless", also=FRAME, implied=True),
    *_rules(Verb.VOTE, "vote own", "plus", also=FRAME | {"count", "too"}, implied=True),
    *_rules(Verb.VOTE, "need too", "support", "me_too", also=FRAME | {"too"}, implied=True),
    *_rules(Verb.SEPARATE, *_KEEPING, also=FRAME | {"keep", "pieces"}, implied=True),
    *_rules(Verb.SEPARATE, "mine different", also=FRAME, implied=True),
)
"""What somebody says of theirs."""

AGAINST: tuple[Rule, ...] = _rules(Verb.UNVOTE, "vote not", "need not", "support not", also=FRAME | {"too"})
"""Sentences that want it not, of whoever never wanted it either."""


class Grammar:
    """The word families of all languages, and what clauses made of them say. Never changed."""

    def __init__(self, families: Mapping[str, Iterable[str]] | None = None) -> None:
        self._families = Families(families or {})

    @classmethod
    def from_toml(cls, text: str) -> "Grammar":
        """The families of every language in `text` together; ValueError where a section is none of lists."""
        together: dict[str, list[str]] = defaultdict(list)
        for language, section in tomllib.loads(text).items():
            for family, phrases in section.items():
                if not isinstance(phrases, list) or not all(words(phrase) for phrase in phrases):
                    raise ValueError(f"[{language}] {family} must be a list of words")
                together[family] += phrases
        return cls(together)

    def command(self, clause: str, rules: Sequence[Rule], *, asks: bool = False) -> Command | None:
        """The verb that all of `clause` says by one of `rules`; of a sentence that `asks`, only where it asks for it."""
        said = words(clause)
        if not 0 < len(said) <= MOST_WORDS or not self._families.know(said):
            return None
        matches = self._families.matches(said)
        there = {match.family for match in matches}
        possible = (rule for rule in rules if rule.needs <= there)
        rule = next((rule for rule in possible if _holds(rule, matches, len(said), asks=asks)), None)
        if rule is None:
            return None
        ref = _REF.search(clause) if "ref" in rule.needs | rule.also else None
        return Command(verb=rule.verb, argument=ref[0] if ref else "", implied=rule.implied)

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
        return any(
            one.family == "condition"
            and (one.start == 0 or (one.end == len(said) and len(said[-1].form) == 1))
            for one in self._families.matches(said)
        )


def _holds(rule: Rule, matches: Sequence[Match], length: int, *, asks: bool) -> bool:
    made = made_of(matches, length, rule.needs | rule.also)
    return rule.needs <= made and (not asks or "ask" in made or rule.verb is Verb.STATUS)


def is_name(line: str) -> bool:
    """Whether a line looks like a person's name: one to four words with capitals."""
    return _NAMES.match(line.strip(_MARKS)) is not None
