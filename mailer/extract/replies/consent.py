"""Whether an answer to a mail of ours that asks `was it you?` says yes, says no, or wants to be left alone.

People write a few words in any language, so the lists of all languages are looked up at once; a negation only turns the
words of its own language round, since `no` is a preposition in Portuguese.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import Hit, Word, outermost
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import ALWAYS, Words
from mailer.model.consent import Consent

LONGEST = 4_000
"""Characters that are read; a yes or a no stands at the beginning."""
LONG = 4
"""Words from which on a sentence that stands in our mail too is no chance."""
CUT = re.compile(
    r"[,;:，；：、–—]\s*|\s-\s|\s(?=(?:but|aber|mais|pero|mas|maar|men|mutta|ale|но|ama)\s)", re.IGNORECASE
)
"""Where a clause ends inside a sentence."""
ASKING = ("?", "？", "か")
"""How a question ends; a Japanese one needs no mark."""
CLOSING = "!.…。！\"'”’») "
ANSWERS = frozenset({"yes", "yes_alone", "no", "no_alone", "stop_alone"})
POLITE = "polite"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Clause:
    """A piece of a sentence between two commas, with what the lists know in it."""

    hits: tuple[Hit, ...]
    opening: tuple[Hit, ...]
    """What it begins with, politeness left out."""
    bare: bool
    """It says what the lists know and nothing else."""
    courteous: bool
    """It holds nothing but politeness."""
    first: bool
    """Its sentence begins with it."""
    asks: bool
    """A question ends with it."""
    in_question: bool
    """It stands in a sentence that ends as a question."""

    def languages(self, *names: str) -> set[str]:
        """The languages in which it has a phrase of one of those lists."""
        return {code for listed, code in map(_parted, self.hits) if listed in names}

    def unturned(self, name: str) -> bool:
        """Whether it has a phrase of that list, and no negation of the same language that turns it round."""
        found = self.languages(name)
        return bool(found) and not found & self.languages("negation")

    def says(self, word: str) -> bool:
        """Whether it says `yes` or `no`: begins its sentence so, or says nothing else."""
        begins = {_parted(hit)[0] for hit in self.opening}
        return (word in begins and self.first) or (bool(begins & {word, f"{word}_alone"}) and self.bare)


def read_consent(text: str, language: str, words: Words, sent: str = "") -> Consent:
    """What `text`, the new text of an answer in `language`, says to our question, which the mail `sent` put.

    Sentences of our own mail, where its quotation was not recognised as one, say nothing.
    """
    if not text.strip():
        return Consent.SILENT
    clauses = tuple(_clauses(text[:LONGEST], words, " ".join(sent.split())))
    stops, denies = any(map(_stops, clauses)), any(map(_denies, clauses))
    # who thanks and says no, says no; and in a Danish text `tak` is thanks
    agrees = any(
        _agrees(one)
        for one in clauses
        if not (one.courteous and (stops or denies or language in one.languages(POLITE)))
    )
    puzzled = any("strange" in map(_name, clause.hits) for clause in clauses)
    if agrees:
        return Consent.UNSURE if stops or denies or puzzled else Consent.YES
    if stops:
        return Consent.STOP
    if denies:
        return Consent.NO
    asks = any(clause.asks for clause in clauses)
    known = language if language in words.cues else ""
    return Consent.UNSURE if puzzled or asks or _negates(clauses, known) else Consent.UNSAID


def _stops(clause: _Clause) -> bool:
    return bool(clause.languages("stop")) or (clause.bare and _opens(clause, "stop_alone"))


def _denies(clause: _Clause) -> bool:
    """A question denies nothing: `Wasn't that me?`"""
    if clause.asks:
        return False
    turned = clause.languages("author", "claim") & clause.languages("negation", "no")
    told = clause.languages("deny", "drop") or clause.unturned("foul")
    return bool(turned or told) or clause.says("no")


def _agrees(clause: _Clause) -> bool:
    if clause.in_question or _stops(clause) or _denies(clause):
        return False
    return clause.says("yes") or clause.unturned("claim")


def _negates(clauses: tuple[_Clause, ...], language: str) -> bool:
    """Whether anything is denied: in the `language` of the text, or in any where we do not know it."""
    found = {code for clause in clauses for code in clause.languages("negation", "no_alone")}
    return language in found if language else bool(found)


def _opens(clause: _Clause, name: str) -> bool:
    return name in map(_name, clause.opening)


def _parted(hit: Hit) -> tuple[str, str]:
    """The list and the language of a phrase found."""
    name, _, code = hit.tag.partition(".")
    return name, code


def _name(hit: Hit) -> str:
    return _parted(hit)[0]


# --- cutting the text


def _clauses(text: str, words: Words, ours: str) -> Iterator[_Clause]:
    marked = Marked(text, ALWAYS, words)
    listed = words_of(text)
    hits = outermost(words.consent.find(listed))
    for sentence in marked.sentences:
        if marked.length(sentence) >= LONG and marked.slice(sentence) in ours:
            continue
        spans = _cut(text, sentence)
        first = True
        for span in spans:
            clause = _clause(
                [word for word in listed if span.start <= word.start < span.end],
                tuple(hit for hit in hits if span.start <= hit.start < span.end),
                first=first,
                in_question=_is_question(text, sentence),
                last=span is spans[-1],
            )
            first = first and not clause.opening and len(clause.hits) > 0
            yield clause


def _cut(text: str, sentence: Span) -> list[Span]:
    cuts = [found.end() for found in CUT.finditer(text, sentence.start, sentence.end)]
    starts, ends = [sentence.start, *cuts], [*cuts, sentence.end]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _clause(
    listed: list[Word], hits: tuple[Hit, ...], *, first: bool, in_question: bool, last: bool
) -> _Clause:
    opening = _opening(listed, hits)
    return _Clause(
        hits=hits,
        opening=opening,
        bare=all(_is_in(word, hits, {*ANSWERS, POLITE}) for word in listed),
        courteous=all(_is_in(word, hits, {POLITE}) for word in listed),
        first=first,
        asks=in_question and last,
        in_question=in_question,
    )


def _opening(listed: list[Word], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The phrases at the first word that is not politeness; where that is all there is, what answers as well: `tak` is a yes
    in Polish, and thanks in Danish."""
    rest = [word for word in listed if not _is_in(word, hits, {POLITE})]
    if not rest:
        return tuple(hit for hit in hits if _name(hit) in ANSWERS)
    return tuple(hit for hit in hits if hit.start == rest[0].start)


def _is_in(word: Word, hits: tuple[Hit, ...], names: Set[str]) -> bool:
    """Whether a word belongs to a phrase of one of those lists."""
    return any(hit.start <= word.start < hit.end and _name(hit) in names for hit in hits)


def _is_question(text: str, sentence: Span) -> bool:
    said = text[sentence.start : sentence.end].rstrip(CLOSING)
    return said.endswith(ASKING)
