"""What the subject names: the stretches between words that never belong to a name, weighed against each other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

from mailer.extract.names.aside import put_aside, set_aside
from mailer.extract.names.everyday import is_everyday, is_set_off
from mailer.extract.names.hosts import built_into, is_built_for
from mailer.extract.names.name import (
    CASUAL,
    LIST,
    VERSION,
    Name,
    asked_mentions,
    capitalised,
    cued,
    distinct,
    ideographic,
    is_own,
    leading_capitals,
    mentioned,
    spelled,
    stretches,
    trimmed,
)
from mailer.extract.text.figures import counts
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.noise import all_noise, is_generic
from mailer.extract.text.phrases import forms
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.rules.catalog import Catalog, Mention, Product


@dataclass(frozen=True, kw_only=True, slots=True)
class _Run:
    """A stretch of a subject between noise words and list marks: what may be a name."""

    span: Span
    text: str
    mentions: tuple[Mention, ...]
    product: Product | None
    """What the catalog knows the whole run as, where it is no mention in running text."""
    strength: int
    """3 a known name, 2 looks like a name, 1 might be one, 0 is none."""


def subject_names(subject: Marked, words: Words, catalog: Catalog) -> tuple[list[Name], list[Name]]:
    """The integrations that a plain subject names: those that are clear, and those that only might be names."""
    plain = subject.text
    found = [m for m in asked_mentions(plain, catalog, words) if not put_aside(subject, subject.whole, m)]
    mentions = [m for m in found if not set_aside(plain, Span(m.start, m.end))]
    if found and not mentions:
        return [], [mentioned(mention, plain, "subject", CASUAL) for mention in found[:1]]
    whole = [_with_mentions(span, mentions) for span in stretches(plain, words, subject.language)]
    spans = [span for span in map(partial(_without_kind, subject), whole) if span.end > span.start] or whole
    spans = [span for span in spans if mentions == found or not _only(span, found, mentions)]
    spans = [span for span in spans if not set_aside(plain, span)] or spans
    runs = [_run(subject, span, mentions, words, catalog) for span in spans]
    runs = [run for run in runs if run.strength and not _follows_aside(subject, run.span)]
    covered = {mention.start for run in runs for mention in run.mentions}
    runs = _without_hosts(plain, _without_roles(subject, runs), words)
    best = max((run.strength for run in runs), default=0)
    chosen = _with_neighbours(subject, [run for run in runs if run.strength == best], runs) if runs else []
    apart = [m for m in mentions if m.start not in covered and best < _KNOWN]
    apart = [m for m in apart if not (runs and is_generic(m.text, words, _THINGS))]
    left = [mentioned(m, plain, "subject", 0.9) for m in apart]
    names = distinct([*(name for run in chosen for name in _of_run(subject, run, words)), *left])
    specific = [name for name in names if name.product or not is_generic(name.text, words)] or names
    return (specific, []) if best >= _LOOKS or left else ([], specific)


_KNOWN, _LOOKS = 3, 2
"""Strengths of what looks like a name: the catalog has it, or it is written as one."""


def _only(span: Span, found: Sequence[Mention], mentions: Sequence[Mention]) -> bool:
    """Whether a stretch names nothing but what is set aside."""
    inside = [m for m in found if span.start <= m.start < span.end]
    return bool(inside) and not any(m in mentions for m in inside)


def _with_mentions(span: Span, mentions: Sequence[Mention]) -> Span:
    """The stretch with the whole of a known name that begins or ends in it: the first word of New Relic is no noise."""
    start = min((m.start for m in mentions if m.start < span.start < m.end), default=span.start)
    end = max((m.end for m in mentions if m.start < span.end < m.end), default=span.end)
    return Span(start, end)


def _without_kind(subject: Marked, span: Span) -> Span:
    """`Moolah Payment` before `Gateway`: a kind of thing that goes on behind the stretch is not of the name, and leaves none
    of `DNS` before `provider`."""
    for hit in subject.within(span):
        if hit.end > span.end and hit.tag.startswith("categories."):
            return Span(span.start, span.start + len(subject.text[span.start : hit.start].rstrip()))
    return span


def _of_run(subject: Marked, run: _Run, words: Words) -> Iterator[Name]:
    plain = subject.text
    if len(run.mentions) == 1:
        yield mentioned(_widened(run, run.mentions[0], words), plain, "subject", 0.95)
    elif run.mentions:
        yield from (mentioned(mention, plain, "subject", 0.95) for mention in run.mentions)
    elif run.product:
        text = spelled(run.text, run.product)
        yield Name(text=text, product=run.product, evidence=plain, where="subject", confidence=0.9)
    elif bare := leading_capitals(trimmed(run.text, words, subject.language)):
        sure = 0.8 if run.strength >= _LOOKS else 0.5
        yield Name(text=bare, product=None, evidence=plain, where="subject", confidence=sure)


def _run(subject: Marked, span: Span, mentions: Sequence[Mention], words: Words, catalog: Catalog) -> _Run:
    text = subject.text[span.start : span.end]
    inside = _specific([m for m in mentions if span.start <= m.start < span.end], words)
    if inside and _says_what(subject, span, inside[0], words):
        span = Span(span.start, inside[0].start - 1)
        text, inside = subject.text[span.start : span.end], ()
    product = None
    if inside:
        strength = 1 if all(is_generic(mention.text, words) for mention in inside) else _KNOWN
    elif (
        len(words_of(_MEASURE.sub("", text))) > (12 if ideographic(text) else 5)
        or is_own(text, words)
        or text.isdigit()
        or _is_place(subject, span)
        or (len(text) == 1 and ideographic(text))
    ):
        strength = 0
    elif is_generic(text, words, "authentication", "formats", "categories"):
        strength = 1
    else:
        strength = _looks(subject, span, text)
        ordinary = all(form in words.ordinary for form in forms(text)) or (
            is_everyday(text, subject.language, words) and not is_set_off(subject.text, span)
        )
        product = _found(text, ordinary, catalog) if strength else None
        strength = _KNOWN if product else min(strength, 1) if ordinary else strength
    return _Run(span=span, text=text, mentions=inside, product=product, strength=strength)


def _specific(inside: Sequence[Mention], words: Words) -> tuple[Mention, ...]:
    """`Shelly MQTT`: a thing, and not the way to talk to it."""
    things = tuple(m for m in inside if not is_generic(m.text, words, _THINGS))
    return things or tuple(inside)


def _says_what(subject: Marked, span: Span, mention: Mention, words: Words) -> bool:
    """Whether what is known in a stretch only says what the unknown name before it is: `Frobnix P30 Wallbox`."""
    ahead = subject.text[span.start : mention.start].rstrip()
    return capitalised(ahead) and mention.end >= span.end and is_generic(mention.text, words, _THINGS)


_THINGS = "categories.IoT"
"""What a device is, or how it is talked to."""


def _is_place(subject: Marked, span: Span) -> bool:
    """`Payment gateways for Indonesia`: where something is wanted, and not what."""
    return any(
        hit.tag == "place" and hit.end >= span.end for hit in subject.within(Span(span.start, span.start + 1))
    )


def _found(text: str, ordinary: bool, catalog: Catalog) -> Product | None:
    """The product of that name; an ordinary word is no mistyped one: `ingest` is not Inngest."""
    product = catalog.find(text)
    exact = product and any(forms(name) == forms(text) for name in product.names)
    return product if exact or not ordinary else None


_LATIN = re.compile(r"[A-Z][A-Za-z]{2}")
"""In a subject of another script, what is written in Latin letters is the name."""
_MEASURE = re.compile(r"\d[\d.,x×]* ?(?:[kMGT]?W(?:h|p)?|[kMGT]i?B|[mk]?[VA]|[kMG]?Hz|[cmk]?m|%)(?!\w)")
"""`11 kW DC Wallbox`: how much of something, which is no name."""
_OPENS = re.compile(r":\s+[a-z]")
"""`acme: let me choose …`: what a project calls its part that the rest is about."""


def _looks(subject: Marked, span: Span, text: str) -> int:
    """How much unknown words look like a name: capitals, a word such as `connector` beside them, or standing alone."""
    if _MEASURE.match(text) or counts(text, subject):
        return 1
    short = len(subject.text.split()) <= 3
    striking = any(letter.isupper() for letter in text[1:]) or any(
        letter in ".+0123456789" for letter in text
    )
    if striking or (capitalised(text) and (span.start > 0 or short)):
        return 1 if ideographic(text) and _LATIN.search(subject.text) else _LOOKS
    if span.start == 0 and _OPENS.match(subject.text, span.end):
        return _LOOKS
    if len(text.split()) <= 3 and cued(subject, span, titled=True):
        return _LOOKS
    return 1 if capitalised(text) or (short and len(text.split()) <= 2) else 0


_ROLE = re.compile(r"\b(?:as|als|comme|como|come)\s+(?:an?\s+|the\s+)?$", re.IGNORECASE)


def _without_roles(subject: Marked, runs: Sequence[_Run]) -> list[_Run]:
    """`Vault as Secrets Manager`: what follows `as` says what the thing named before it is to be."""
    named = [
        run for run in runs if run.strength == _KNOWN or not _ROLE.search(subject.text, 0, run.span.start)
    ]
    return named or list(runs)


def _without_hosts(plain: str, runs: Sequence[_Run], words: Words) -> list[_Run]:
    """`Trino Plugin for Grafana`: what the thing named first is built for is not asked for, nor is what stands behind it."""
    first = next((run.span.start for run in runs if run.strength >= _LOOKS), len(plain))
    runs = [run for run in runs if run.span.start <= first or not built_into(plain, run.span)]
    for one, other in combinations(runs, 2):
        name = Span(one.span.start, one.span.start + len(_SMALL_BEHIND.sub("", one.text)))
        sure = one.strength == _KNOWN or other.strength < _KNOWN or _BRANDED.search(one.text) is not None
        if _is_thing(plain, name, one, other, words) and is_built_for(plain, name, other.span, sure=sure):
            return [run for run in runs if run.span.start < other.span.start]
    return list(runs)


def _is_thing(plain: str, name: Span, one: _Run, other: _Run, words: Words) -> bool:
    """Whether the run before may be a product where the one behind is; no ordinary word is one, and no abbreviation that
    nobody knows."""
    text = plain[name.start : name.end]
    if one.strength == _KNOWN:
        return True
    ordinary = not (words.ordinary | words.empty).isdisjoint(forms(text))
    generic = other.strength == _KNOWN and (
        text.isupper() or is_generic(text, words, "authentication", "formats", "categories")
    )
    return capitalised(text) and not ordinary and not generic


_SMALL_BEHIND = re.compile(r"(?: [a-z-]+)+$")
"""`Zentro Lake query engine`: small words behind a name."""


def _follows_aside(subject: Marked, span: Span) -> bool:
    return any(
        hit.tag == "not_asked" and 0 <= span.start - hit.end <= 2
        for hit in subject.within(Span(0, span.start))
    )


def _with_neighbours(subject: Marked, chosen: Sequence[_Run], runs: Sequence[_Run]) -> list[_Run]:
    """The best run, one beside a word such as `connector` before others, and those that stand beside it in a list."""
    kept = [max(chosen, key=lambda run: (cued(subject, run.span, titled=True), _is_branded(subject, run)))]
    grown = True
    while grown:
        beside = [
            run
            for run in runs
            if run not in kept
            and (run.strength >= _LOOKS or capitalised(run.text))
            and any(_listed_beside(subject, run, one) for one in kept)
        ]
        kept += beside
        grown = bool(beside)
    return sorted(kept, key=lambda run: run.span.start)


def _is_branded(subject: Marked, run: _Run) -> bool:
    """Nobody knows it, and it is written as no ordinary word is: `MDBList` in `Scrobbling with MDBList`."""
    return (
        run.strength < _KNOWN
        and _BRANDED.search(run.text) is not None
        and subject.text[: run.span.start][-1:] not in ("(", "[")
    )


_BRANDED = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")


_MARKS = '"“”„«»‘’「」『』'


def _listed_beside(subject: Marked, one: _Run, other: _Run) -> bool:
    """Whether only a list's comma or `and` stands between two runs; `en` is an `and` in Dutch alone."""
    first, second = sorted((one.span, other.span), key=lambda span: span.start)
    between = subject.text[first.end : second.start].strip(_MARKS)
    if between.strip() == "a" and subject.language == "cs":
        return True
    if between.strip() == "en" and subject.language in ("es", "fr"):
        return False
    return LIST.fullmatch(between) is not None


def _widened(run: _Run, mention: Mention, words: Words) -> Mention:
    """`Salesforce Marketing Cloud` where the catalog knows only Salesforce: capitals behind it belong to the name."""
    behind = run.text[mention.end - run.span.start :]
    tail = "" if behind[:1] in ("", " ") or ideographic(behind[0]) else behind.split(" ", 1)[0]
    taken = [tail] if tail else []
    parts = behind[len(tail) :].split()
    for at, part in enumerate(parts[:_MORE]):
        if (
            ideographic(part)
            or not (capitalised(part) or (VERSION.match(part) and not _STARS.fullmatch(part)))
            or _explains(part, words)
            or is_generic(" ".join(parts[at : at + 2]), words, "authentication.")
            or all_noise(part, words)
        ):
            break
        taken.append(part)
    if not taken:
        return mention
    text = mention.text + tail + "".join(f" {part}" for part in taken[bool(tail) :])
    return replace(mention, end=mention.start + len(text), text=text)


_STARS = re.compile(r"\d[\d.]*k\+?")
"""How many: `21k stars`."""
_MORE = 3
"""Words by which a known name may be longer than the catalog has it."""


def _explains(part: str, words: Words) -> bool:
    """Terms that say what a product is, or what of it is meant: `Okta SSO`, `Ghost CMS`."""
    return part.isupper() and is_generic(part, words, "authentication", "formats", "categories")
