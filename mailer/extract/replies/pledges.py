"""What an author says of helping with an integration: which of the five roles they offer, which they give up, and
what they give of what a champion is asked for.

A sentence at a time; a question says nothing of it. When the words are not clear nothing is read out of them: a role
that is taken from somebody by mistake is worse than one that a person of the team takes back.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.model.request import Details, Pledge, Role

ALL = frozenset(Role)
MOST_TEXT = 20_000
"""Characters that are looked at: nobody promises anything further down."""
FEW_WORDS = 12
"""Up to so many a text is short."""
A_STATEMENT = 6
"""Words from which on a sentence with `must` says what is required."""
_THINGS = frozenset({Role.ACCESS, Role.REQUIREMENTS})
"""Roles named by things, which a sentence may speak of without refusing them: `I cannot log in to the test account`."""
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_JOINED = re.compile(
    r"(?:\band|\bund|\bet|\by|\be|\bed|\ben|\bog|\boch|\bja|\bi|\ba|\bи|\bve)\s+(?:\w+\s+)?\Z", re.IGNORECASE
)
"""Right before a refusal: what stands in front of it is not refused (`I can test it and cannot lend you …`)."""


class Helping:
    """A text's sentences as far as they speak of helping."""

    def __init__(self, text: str, language: str, words: Words) -> None:
        text = text[:MOST_TEXT]
        marked = Marked(text, _spoken(text, language, words), words, cues=words.helping)
        self._said = [_Sentence(marked, span) for span in marked.sentences]
        self._told = [one for one in self._said if not one.asks]

    def pledge(self, *, own: str = "", tells: bool = False) -> Pledge:
        """What the author says of helping.

        `own` is the author's address, which is nobody to ask; `tells` that fields were read out of the text.
        """
        told = self._told
        offers, declines = _all(one.offers() for one in told), _all(one.declines() for one in told)
        gives = _all(one.gives(own) for one in told) | self._agreed()
        return Pledge(
            offers=_in_order(offers - declines),
            instead=any(one.has("helping.instead") for one in told),
            declines=_in_order(declines - offers),
            gives=_in_order((gives | ({Role.REQUIREMENTS} if tells else set())) - declines),
            names=_in_order(_all(one.names() for one in self._said)),
            later=self._later,
        )

    def without_refusals(self, details: Details) -> Details:
        """`details` without the fields that were read from words which give up something: they say nothing of the wish."""
        refusals = {one.words for one in self._told if one.declines()}
        if not refusals:
            return details
        kept = {n: v for n, v in details.fields.items() if " ".join(v.evidence.text.split()) not in refusals}
        return replace(details, fields=kept)

    @property
    def _later(self) -> bool:
        return any(one.has("helping.later") for one in self._told)

    def _agreed(self) -> set[Role]:
        """The mail begins with a yes: that is what we ask a reader of the documentation for."""
        first = self._told[0] if self._told else None
        if first is None or not first.begins("helping.yes") or self._later:
            return set()
        others = _all(one.names() | one.gives("") for one in self._told) - {Role.DOCUMENTATION}
        return set() if others else {Role.DOCUMENTATION}


def _spoken(text: str, language: str, words: Words) -> str:
    """A few words are hardly told apart by what is common in a language: what they say of helping tells more."""
    listed = words_of(text)
    if not 0 < len(listed) <= FEW_WORDS:
        return language
    said = {code: sum(h.end - h.start for h in tree.find(listed)) for code, tree in words.helping.items()}
    best = max(said, key=lambda code: (said[code], code == language), default=language)
    return best if said.get(best, 0) > said.get(language, 0) else language


def _all(found: Iterable[set[Role]]) -> set[Role]:
    return set().union(*found)


def _in_order(roles: set[Role]) -> tuple[Role, ...]:
    return tuple(role for role in Role if role in roles)


class _Sentence:
    """One sentence with the cues of helping in it."""

    def __init__(self, marked: Marked, span: Span) -> None:
        self._marked, self._span = marked, span
        self._text = marked.text[span.start : span.end]
        self._hits = _without_others(marked.within(span))
        self.asks = self._text.endswith(("?", "？"))

    @property
    def words(self) -> str:
        return self._marked.slice(self._span)

    def has(self, *tags: str) -> bool:
        """Whether any cue carries one of `tags`."""
        return any(hit.tag in tags for hit in self._hits)

    def begins(self, tag: str) -> bool:
        """Whether its first word is such a cue."""
        return any(hit.tag == tag and hit.start == self._span.start for hit in self._hits)

    def names(self) -> set[Role]:
        """The roles that it speaks of, also in short words."""
        return _roles(self._hits, "champion", "roles", "tasks")

    def offers(self) -> set[Role]:
        """The roles that it offers, where it offers anything."""
        if self._retracts():
            return set()
        kept = [hit for hit in self._hits if not any(_inside(hit, clause) for clause in self._refusals)]
        if not any(hit.tag in ("champion.offer", "champion.champion") for hit in kept):
            return set()
        helps = any(hit.tag == "helping.help" for hit in kept)
        return _roles(kept, "champion", *(("roles",) if helps else ())) - self._swapped()

    def declines(self) -> set[Role]:
        """The roles that it gives up for good."""
        if self.has("helping.leaves"):
            return self.names() or set(ALL)
        if self._retracts():
            return _roles(self._hits, "champion")
        if self.has("helping.limits"):
            return set()
        refused = _all(self._refused(clause) for clause in self._refusals)
        return refused | (self._swapped() if self.offers() else set())

    def gives(self, own: str) -> set[Role]:
        """The roles for which it holds what we ask for."""
        if self.has("helping.later", "helping.leaves") or self._refusals:
            return set()
        named, found = self.names(), set()
        ready = Role.ACCESS in named and self.has("helping.ready")
        if ready or self.has("helping.contact") or self._address(own):
            found.add(Role.ACCESS)
        fits = self.has("helping.fits") or Role.TESTING in named
        if self.has("helping.tested") or (self.has("helping.when") and fits):
            found.add(Role.TESTING)
        if Role.DOCUMENTATION in named and self.has("helping.read"):
            found.add(Role.DOCUMENTATION)
        if self.has("helping.states") and self._marked.length(self._span) >= A_STATEMENT:
            found.add(Role.REQUIREMENTS)
        return found

    def _address(self, own: str) -> bool:
        return any(found.casefold() != own.casefold() for found in _ADDRESS.findall(self._text))

    def _retracts(self) -> bool:
        """It takes back at its end what it said: `… , but no.`"""
        end = self._span.start + len(self._text.rstrip(" .!…。！"))
        return any(hit.tag == "helping.retracts" and hit.end == end for hit in self._hits)

    @cached_property
    def _clauses(self) -> list[Span]:
        return self._marked.clauses(self._span)

    @cached_property
    def _refusals(self) -> list[Span]:
        """Its clauses in which the author refuses something, each from where it may begin to refuse."""
        mine = self.has("helping.self", "helping.regret")
        return [
            Span(self._from(clause, hit), self._clause_end(max(hit.end, clause.end)))
            for clause in self._clauses
            for hit in self._denials(clause)
            if mine or hit.start == clause.start
        ]

    def _denials(self, clause: Span) -> list[Hit]:
        """What refuses in a clause: a phrase, or a modal verb with its `not` somewhere behind it."""
        inside = [hit for hit in self._hits if _inside(hit, clause)]
        whole = [hit for hit in inside if hit.tag == "helping.declines"]
        modal = next((hit for hit in inside if hit.tag == "helping.modal"), None)
        split = modal and any(hit.tag == "helping.no" and hit.start > modal.start for hit in inside)
        return whole or ([modal] if modal and split else [])

    def _from(self, clause: Span, hit: Hit) -> int:
        joined = _JOINED.search(self._marked.text, clause.start, hit.start)
        return joined.start() if joined else clause.start

    def _clause_end(self, place: int) -> int:
        """Where the clause ends that `place` is in: `não posso mais testar` is no two, though `mais` begins one elsewhere."""
        return next((clause.end for clause in self._clauses if place <= clause.end), self._span.end)

    def _refused(self, clause: Span) -> set[Role]:
        inside = [hit for hit in self._hits if _inside(hit, clause)]
        doing = _roles(inside, "champion") - _THINGS
        if not self.has("helping.self"):  # nobody says that they refuse: a thing may have broken by itself
            return doing | _roles(inside, "tasks")
        if any(hit.tag in ("helping.final", "helping.acts") for hit in inside):
            return _roles(inside, "champion", "roles", "tasks")
        return doing | (_roles(inside, "tasks") if self.has("helping.regret") else set())

    def _swapped(self) -> set[Role]:
        """What it would rather not do: the first role behind each `instead of`, or in it."""
        places = [hit.start for hit in self._hits if hit.tag == "helping.instead_of"]
        behind = [[hit for hit in self._hits if hit.start >= place and _role(hit)] for place in places]
        return {role for hits in behind if hits and (role := _role(hits[0]))}


def _without_others(hits: Sequence[Hit]) -> list[Hit]:
    """The cues without those inside a phrase that means something else."""
    kept: list[Hit] = []
    around: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.tag != _NEITHER)):
        around = [outer for outer in around if outer.end >= hit.end]
        if not any(_covers(outer, hit) for outer in around):
            kept.append(hit)
        around.append(hit)
    return kept


_NEITHER = "helping.neither"


def _covers(outer: Hit, hit: Hit) -> bool:
    """What means neither covers everything; `test account` is no test, and `instead of` not yet `instead`."""
    if outer.tag == _NEITHER:
        return hit.tag not in (_NEITHER, "helping.self", "helping.regret")
    longer = outer.end - outer.start > hit.end - hit.start
    roles = _role(outer) is not None and _role(hit) is not None
    return longer and (roles or (outer.tag, hit.tag) == ("helping.instead_of", "helping.instead"))


def _inside(hit: Hit, span: Span) -> bool:
    return span.start <= hit.start < span.end


def _role(hit: Hit) -> Role | None:
    section, _, name = hit.tag.partition(".")
    return Role(name) if section in ("champion", "roles", "tasks") and name in ALL else None


def _roles(hits: Iterable[Hit], *sections: str) -> set[Role]:
    return {role for hit in hits if hit.tag.partition(".")[0] in sections and (role := _role(hit))}
