"""Sentences that give the integration another name: `no, it is Power BI, not Tableau`, `sorry, I meant Power BI`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailer.extract.names.name import LONGEST, QUOTES, VERSION, asked_mentions, capitalised, spelled
from mailer.extract.replies.corrected_lists import ARTICLE, TOUCHING
from mailer.extract.replies.talk import told
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import is_generic
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog, Product

_NAME_ENDS = re.compile(
    r"[,;.!?()\n。、，！？]|\s[-–—]\s|\s(?:not|instead|rather|nicht|statt|pas|au lieu|no|en lugar|não|em vez|non|invece|niet|ikke|inte|eikä|zamiast|nie|místo|вместо|değil)\s",
    re.I,
)
_CLAUSE_ENDS = re.compile(
    r"[\s\"'”»*]*(?:$|[^\w\s]|[\u3000-\uffff]|(?:but|and|sondern|mais|sino|mas|ma|maar|men|utan|vaan|mutta|ale|lecz|nýbrž|а|но|ama|demek|olacaktı)\b)",
    re.I,
)
_STOP = re.compile(r"[,;.、。]")
_DENIAL_REACH = 3
"""Words between a denial and the name that it denies: `not an integration with Tableau`."""
_SHORT = 8
"""Words of a sentence that does nothing but say a name."""
_EXCLAMATION = 4
"""Words of a sentence that only says that something is wrong: `Sorry, wrong name.`"""
_AROUND = frozenset(
    f"corrections.{kind}"
    for kind in ("lead", "oops", "then", "tail", "meant", "named", "mistaken", "wanted", "renamed")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """The name that is meant."""

    text: str
    product: Product | None
    spans: tuple[Span, ...]
    """The sentences that say so."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Named:
    """A place of a sentence that names a product, or what the request is called until now."""

    text: str
    product: Product | None
    span: Span

    def meant(self, *spans: Span) -> Corrected:
        return Corrected(text=self.text, product=self.product, spans=spans)


@dataclass(frozen=True, kw_only=True, slots=True)
class Naming:
    """What a correction of the name is read with."""

    marked: Marked
    """The reply, as made by `spoken`."""
    current: str
    """What the request is called until now; empty where nobody knows."""
    words: Words
    catalog: Catalog


def corrected_name(naming: Naming) -> Corrected | None:
    """The name that some sentence of the reply puts in the place of the current one; None where none does."""
    before = Span(0, 0)
    for span, following in pairwise([*naming.marked.sentences, Span(0, 0)]):
        found = None
        if not naming.marked.has(span, "corrections.using", "corrections.unsure"):
            named = list(_named(naming, span))
            denied = _denied(naming, span, named)
            found = (
                _in_place_of(naming, span, following, named, denied)
                if denied
                else _pointed_at(naming, span, before, named)
            )
        if found and not (naming.current and naming.catalog.same(found.text, naming.current)):
            return found
        before = span
    return None


def _named(naming: Naming, span: Span) -> Iterator[_Named]:
    said = naming.marked.text[span.start : span.end]
    mentions = asked_mentions(said, naming.catalog, naming.words)
    for one in mentions:
        if not is_generic(one.text, naming.words):
            place = Span(span.start + one.start, span.start + one.end)
            yield _Named(text=_spelled(one.text, one.product), product=one.product, span=place)
    at = said.casefold().find(naming.current.casefold()) if naming.current else -1
    if at >= 0 and not any(one.start <= at < one.end for one in mentions):
        place = Span(span.start + at, span.start + at + len(naming.current))
        yield _Named(text=naming.current, product=None, span=place)


def _spelled(text: str, product: Product) -> str:
    """The author's spelling; of a name in small letters the one that the catalog lists."""
    known = (product.name, *product.aliases)
    listed = (one for one in known if "".join(one.casefold().split()) == "".join(text.casefold().split()))
    return next(listed, text) if text.islower() else spelled(text, product)


# --- one name denied, another one meant


def _denied(naming: Naming, span: Span, named: Sequence[_Named]) -> list[_Named]:
    """Those that are denied; a denial reaches no further than the first name behind it."""
    ends = [span.start, *(one.span.end for one in named)]
    return [one for at, one in enumerate(named) if _is_denied(naming, Span(ends[at], span.end), one)]


def _is_denied(naming: Naming, span: Span, one: _Named) -> bool:
    """Whether `not` or `instead of` stands before a name, or a denial right behind it."""
    marked = naming.marked
    hits = told(marked, span, "corrections")
    exclaimed = {hit.start for hit in hits if hit.tag == "corrections.oops"}
    for hit in hits:
        if hit.tag == "corrections.denied" and hit.end <= one.span.start:
            between = marked.text[hit.end : one.span.start]
            reach = 0 if hit.start in exclaimed else _DENIAL_REACH
            near = marked.length(Span(hit.end, one.span.start)) <= reach and not _STOP.search(between)
            if (near or ARTICLE.fullmatch(between)) and _ends_its_clause(naming, span, one):
                return True
        behind = hit.tag == "corrections.denied_after" and hit.start >= one.span.end
        if behind and TOUCHING.fullmatch(marked.text, one.span.end, hit.start):
            return True
    return False


def _ends_its_clause(naming: Naming, span: Span, one: _Named) -> bool:
    """`not Tableau`, but not `no Tableau users`: nothing that the name belongs to stands behind it."""
    text = naming.marked.text
    if _CLAUSE_ENDS.match(text, one.span.end, span.end) or one.span.end >= span.end:
        return True
    return any(
        hit.start >= one.span.end and TOUCHING.fullmatch(text, one.span.end, hit.start)
        for hit in told(naming.marked, span, "corrections")
    )


def _in_place_of(
    naming: Naming, span: Span, following: Span, named: Sequence[_Named], denied: Sequence[_Named]
) -> Corrected | None:
    """What is named in place of what is denied: in the same sentence, or alone in the next one."""
    if naming.current and not any(naming.catalog.same(one.text, naming.current) for one in denied):
        return None
    meant = [one for one in named if one not in denied]
    if meant:
        fits = len(meant) == 1 and _ends_its_clause(naming, span, meant[0])
        return meant[0].meant(span) if fits else None
    if unknown := _unknown_behind(naming, span):
        return unknown
    alone = [one for one in _named(naming, following) if one.product]
    if len(alone) == 1 and _is_short(naming.marked, following) and not _denied(naming, following, alone):
        return alone[0].meant(span, following)
    return None


# --- a name pointed at


def _pointed_at(naming: Naming, span: Span, before: Span, named: Sequence[_Named]) -> Corrected | None:
    """The name behind `I meant`, `it is called`; behind `it is`, or alone, only where something is being put right."""
    marked = naming.marked
    known = [one for one in named if one.product and _ends_its_clause(naming, span, one)]
    if len(known) == 1 and _is_short(marked, span):
        if _is_beside(marked, span, known[0], "corrections.meant"):
            return known[0].meant(span)
        if _puts_right(marked, span, before) and _nothing_beside(marked, span, known[0].span):
            return known[0].meant(span)
        clause = _clause_of(marked, span, known[0].span)
        mistaken = marked.has(before, "corrections.mistaken") or marked.has(span, "corrections.mistaken")
        if mistaken and _nothing_beside(marked, clause, known[0].span):
            return known[0].meant(span)
    unknown = _unknown_behind(naming, span, "named")
    return unknown if unknown and _nothing_beside(marked, span, _place_of(marked, span, unknown)) else None


def _puts_right(marked: Marked, span: Span, before: Span) -> bool:
    """Whether a sentence, or a short one before it, says that something is put right."""
    exclaimed = marked.has(before, "corrections.oops") and marked.length(before) <= _EXCLAMATION
    return exclaimed or marked.has(span, "corrections.oops", "corrections.named", "corrections.renamed")


def _clause_of(marked: Marked, span: Span, name: Span) -> Span:
    return next(one for one in marked.clauses(span) if one.start <= name.start < one.end)


def _is_beside(marked: Marked, span: Span, one: _Named, tag: str) -> bool:
    """Whether a cue stands right before a name, or (in Japanese) right behind it."""
    return any(
        (hit.end <= one.span.start and ARTICLE.fullmatch(marked.text, hit.end, one.span.start))
        or (hit.start >= one.span.end and TOUCHING.fullmatch(marked.text, one.span.end, hit.start))
        for hit in told(marked, span, "corrections")
        if hit.tag == tag
    )


def _nothing_beside(marked: Marked, span: Span, name: Span) -> bool:
    """Whether a sentence holds nothing but a name and words that lead to a correction."""
    around = {hit.start: hit for hit in told(marked, span, "corrections") if hit.tag in _AROUND}
    lengths = (
        marked.length(Span(hit.start, hit.end))
        for hit in around.values()
        if hit.end <= name.start or hit.start >= name.end
    )
    return marked.length(span) - marked.length(name) <= sum(lengths)


def _unknown_behind(naming: Naming, span: Span, *cues: str) -> Corrected | None:
    """A name that nobody need know, written like one, behind `it is called` and the like."""
    marked = naming.marked
    for hit in told(marked, span, "corrections"):
        if hit.tag.removeprefix("corrections.") in (cues or ("named", "then", "meant")):
            text = _capitals(marked, hit.end, span.end)
            if text:
                product = naming.catalog.find(text)
                return Corrected(text=spelled(text, product), product=product, spans=(span,))
    return None


def _capitals(marked: Marked, start: int, end: int) -> str:
    """A few words, each with a capital letter, up to where a name ends."""
    stop = _NAME_ENDS.search(marked.text, start, end)
    text = marked.text[start : stop.start() if stop else end].strip(" \t\n" + QUOTES)
    written = all(capitalised(part) or VERSION.match(part) for part in text.split())
    return text if written and 0 < len(text.split()) <= LONGEST else ""


def _place_of(marked: Marked, span: Span, name: Corrected) -> Span:
    at = marked.text.find(name.text, span.start, span.end)
    return Span(at, at + len(name.text)) if at >= 0 else Span(span.start, span.start)


def _is_short(marked: Marked, span: Span) -> bool:
    ideographs = any(ord(letter) > 0x2FFF for letter in marked.text[span.start : span.end])
    return marked.length(span) <= _SHORT * (3 if ideographs else 1)
