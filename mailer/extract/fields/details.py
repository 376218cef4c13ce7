"""The fields of one integration, read from its sections: labelled values first, free text for what has no label."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailer.extract.attached.reading import AttachmentReading
from mailer.extract.fields import terms
from mailer.extract.fields.brings import brings, brings_as_well, brought
from mailer.extract.fields.managing import managed
from mailer.extract.fields.misplaced import Placed, placed
from mailer.extract.fields.pieces import Piece, Prose, strongest
from mailer.extract.fields.pieces import pieces as pieces_of
from mailer.extract.fields.terms import TERMS
from mailer.extract.fields.volume import performance
from mailer.extract.fields.what_for import narrowed, use_case
from mailer.extract.layout.labels import FREE, HEADING
from mailer.extract.layout.part import LABELLED, Fields, Part
from mailer.extract.layout.values import is_none, points_elsewhere
from mailer.extract.text.denial import BUT, only_lacks
from mailer.extract.text.links import bears_name, documentation
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.words import ALWAYS, Words
from mailer.model.request import Evidence, Field, Priority, Value
from mailer.rules.catalog import Product

SAID = 0.85
"""Confidence in a term or a link that free text names."""
LIKELY = 0.8
"""… in a sentence that speaks clearly for its field."""
GUESS = 0.6
_FREE_TOPICS = frozenset({FREE, HEADING, "problem", "why", "solution", "context", "kind", "technical"})
_TEXTS = (Field.USE_CASE, Field.BUSINESS_IMPACT, Field.PERFORMANCE, Field.ALTERNATIVES)
_LONGEST_TERM = 80
_SHORT_ANSWER = 2
"""Sentences."""
_LONGEST_NAME = 6
"""Words under a name's label that can still be a name."""


def read_fields(
    parts: Sequence[Part], words: Words, product: Product | None = None, named: Value | None = None
) -> Fields:
    """Every field but the name, which `product` and `named` tell. What is labelled as nothing (`N/A`) stays away."""
    parts = [part for part in parts if not points_elsewhere(part.section.text, words)]
    silent = {part.field for part in parts if part.field and _is_none(part, words)}
    given = [part for part in parts if part.field and not _is_none(part, words)]
    answers = [one for one in placed(given, words) if one.field not in silent]
    fields = _answered(answers, words)
    if Field.API_DOCS not in silent and (docs := _all_links(parts, answers, named)):
        fields[Field.API_DOCS] = docs
    said = list(_free(parts, words, named.text.lower() if named else ""))
    sure = [(field, value) for field, value in said if value.evidence.sure]
    for field, value in (*sure, *_reasons(parts), *said):
        if field not in silent:
            fields.setdefault(field, value)
    category = _category(parts, given, product, named, words)
    return fields | {Field.CATEGORY: category} if category else fields


def _is_none(part: Part, words: Words) -> bool:
    """Whether an answer says nothing; of alternatives also one that only says that what is asked for is not there."""
    return is_none(part.section.text, words) or (part.field is Field.ALTERNATIVES and only_lacks(part.marked))


# --- under a label


def _answered(answers: Sequence[Placed], words: Words) -> Fields:
    """What the answers say, the first of a field; terms that stand under another heading are added to it."""
    fields: Fields = {}
    given = {answer.field for answer in answers}
    for answer in answers:
        field = answer.field if Field.BUSINESS_IMPACT in given else _meant(answer)
        before = fields.get(field)
        if before and field is Field.USE_CASE and _GOES_ON.match(answer.part.section.label):
            fields[field] = replace(before, items=(f"{before.items[0]}\n{answer.part.section.text.strip()}",))
        if before and not (answer.moved and field in TERMS):
            continue
        value = _labelled(answer, field, words)
        if value and before:
            value = replace(before, items=tuple(dict.fromkeys((*before.items, *value.items))))
        if value:
            fields[field] = value
    return fields


_GOES_ON = re.compile(r"(?:so that|damit|afin (?:de|que))\W*$", re.IGNORECASE)
"""The last label of a user's story: `I want … So that …` is one use."""


def _labelled(answer: Placed, field: Field, words: Words) -> Value | None:
    value = _read(answer.part, field, words)
    if value is None or not answer.moved:
        return value
    confidence = SAID if field in TERMS or field is Field.PRIORITY else LIKELY
    return replace(value, evidence=replace(value.evidence, confidence=confidence))


def _read(part: Part, field: Field, words: Words) -> Value | None:
    if field in _TEXTS:
        return _text(part)
    if field in TERMS:
        return None if _is_not_known(part, TERMS[field], words) else _terms(part, TERMS[field], labelled=True)
    if field is Field.PRIORITY:
        return _priority(part, words)
    return None


def _is_not_known(part: Part, section: str, words: Words) -> bool:
    """`I don't know, ask them`: no term, whatever follows."""
    first, _, rest = part.section.text.strip().partition(",")
    return bool(rest) and is_none(first, words) and not terms.named(part.marked, section, labelled=True)[0]


def _meant(answer: Placed) -> Field:
    """The field that an answer is for: what speaks of gains alone is no alternative."""
    marked = answer.part.marked
    if answer.field is Field.ALTERNATIVES and marked.has(marked.whole, "impact"):
        weighed = marked.has(marked.whole, "current") or BUT.search(marked.text)
        return Field.ALTERNATIVES if weighed else Field.BUSINESS_IMPACT
    return answer.field


def _text(part: Part) -> Value:
    text = part.section.text.strip()
    text = text if "\n" in text else _EMPHASISED.sub(r"\2", text.lstrip("-•– "))
    return Value(items=(text,), evidence=_evidence(part, text, LABELLED))


_EMPHASISED = re.compile(r"^([*_]{1,2})(?=\S)(.+?)(?<=\S)\1$")
"""A value that is emphasised as a whole is the same without the marks."""


def _evidence(part: Part, text: str, confidence: float) -> Evidence:
    """The author's words in one piece: with their label where they begin right behind it."""
    section = part.section
    behind = section.inline and section.label and section.text.strip().startswith(text)
    said = f"{section.label}: {text}" if behind else text
    return Evidence(text=said, where=section.where, confidence=confidence)


def _links(part: Part, *, labelled: bool) -> Value | None:
    found = documentation(part.marked, labelled=labelled)
    if not found:
        return None
    first = found[0].span
    said = _line(part.marked, first) if labelled else _sentence(part.marked, first)
    urls = tuple(dict.fromkeys(link.url for link in found))
    return Value(items=urls, evidence=_evidence(part, said, LABELLED if labelled else SAID))


def _all_links(parts: Sequence[Part], answers: Sequence[Placed], named: Value | None) -> Value | None:
    """The documentation that any part links to, that of the `answers` first which are meant to tell it; of what else is linked
    the pages of the `named` product alone, if there are any."""
    meant = {id(answer.part) for answer in answers if answer.field is Field.API_DOCS}
    ordered = sorted(parts, key=lambda part: id(part) not in meant)
    values = [
        _links(part, labelled=id(part) in meant)
        for part in ordered
        if id(part) in meant or (part.field is not Field.ALTERNATIVES and part.section.topic != "ignore")
    ]
    found = [value for value in values if value]
    if not found:
        return None
    urls = tuple(dict.fromkeys(url for value in found for url in value.items))
    own = () if meant else tuple(url for url in urls if named and bears_name(url, named.text))
    kept = own or urls
    return Value(items=kept, evidence=next(value.evidence for value in found if kept[0] in value.items))


def _line(marked: Marked, span: Span) -> str:
    start = marked.text.rfind("\n", 0, span.start) + 1
    end = marked.text.find("\n", span.end)
    return marked.text[start : end if end >= 0 else len(marked.text)].strip()


def _terms(part: Part, section: str, *, labelled: bool) -> Value | None:
    """Known terms by their common name; a labelled value without one is kept as it was written."""
    found, denied = terms.named(part.marked, section, labelled=labelled)
    text = part.section.text.strip()
    if found:
        quote = text if labelled and len(text) <= 200 else _sentence(part.marked, next(iter(found.values())))
        evidence = _evidence(part, quote, LABELLED if labelled else SAID)
        return Value(items=tuple(found), evidence=evidence, without=denied)
    if labelled and not denied and len(text) <= _LONGEST_TERM and "\n" not in text and "://" not in text:
        return Value(items=(text,), evidence=_evidence(part, text, GUESS))
    return None


def _sentence(marked: Marked, span: Span) -> str:
    around = marked.sentence_at(span.start)
    return marked.slice(around if around.end > around.start else span)


def _priority(part: Part, words: Words) -> Value | None:
    stated = terms.stated_priority(part.section.text, words)
    if stated is None:
        return None
    text = part.section.text
    line = _line(part.marked, Span(at := text.index(stated.said), at + len(stated.said)))
    evidence = _evidence(part, line, LABELLED if stated.named else GUESS)
    return Value(items=(stated.priority.value,), evidence=evidence)


# --- in free text


def _free(parts: Sequence[Part], words: Words, named: str) -> Iterator[tuple[Field, Value]]:
    yield from _prose(parts, named)
    for field, section in TERMS.items():
        value = _said_terms(parts, section)
        if value:
            yield field, value
    for part in parts:
        said = terms.said_priority(part.marked) if part.section.topic in _FREE_TOPICS else None
        if said:
            quote = _sentence(part.marked, said[1])
            yield Field.PRIORITY, Value(items=(said[0].value,), evidence=_evidence(part, quote, SAID))
    for part in parts:
        by = terms.wished_by(part.marked) if part.section.topic in _FREE_TOPICS else None
        if by:
            evidence = _evidence(part, _sentence(part.marked, by), GUESS)
            yield Field.PRIORITY, Value(items=(Priority.HIGH.value,), evidence=evidence)


def _said_terms(parts: Sequence[Part], section: str) -> Value | None:
    """Terms that any free text names, those of all parts together."""
    values = [_terms(part, section, labelled=False) for part in parts if part.field is not Field.ALTERNATIVES]
    found = [value for value in values if value]
    if not found:
        return None
    items = tuple(dict.fromkeys(item for value in found for item in value.items))
    denied = tuple(dict.fromkeys(item for value in found for item in value.without if item not in items))
    return Value(items=items, evidence=found[0].evidence, without=denied)


def _prose(parts: Sequence[Part], named: str) -> Iterator[tuple[Field, Value]]:
    proses = [
        Prose(marked=part.marked, topic=part.section.topic, where=part.section.where, named=named)
        for part in parts
        if (part.section.topic in _FREE_TOPICS and part.field is None) or _wordy_name(part)
    ]
    found = pieces_of(proses)
    purposes = [_labelled_prose(part) for part in parts if part.field is Field.USE_CASE]
    use = use_case(found)
    if use:
        yield Field.USE_CASE, _joined(use, [narrowed(use[0]), *(piece.span for piece in use[1:])])
    if gains := brings(found, use) or brings_as_well(pieces_of(purposes)):
        yield Field.BUSINESS_IMPACT, _joined(gains, [brought(piece) for piece in gains])
    if instead := strongest(found, Field.ALTERNATIVES):
        yield Field.ALTERNATIVES, _joined([instead], [managed(instead.prose.marked, instead.span)])
    often = performance(found)
    if often:
        yield Field.PERFORMANCE, _joined([often[0]], [often[1]])


def _labelled_prose(part: Part) -> Prose:
    return Prose(marked=part.marked, topic=part.section.topic, where=part.section.where)


def _reasons(parts: Sequence[Part]) -> Iterator[tuple[Field, Value]]:
    """A short answer to `why` is the use case, when no sentence says it better."""
    for part in parts:
        if part.section.topic == "why" and len(part.marked.sentences) <= _SHORT_ANSWER:
            yield Field.USE_CASE, _text(part)


def _wordy_name(part: Part) -> bool:
    """Sentences under a name's label are free text."""
    return part.field is Field.INTEGRATION_NAME and part.marked.length(part.marked.whole) > _LONGEST_NAME


def _joined(pieces: Sequence[Piece], spans: Sequence[Span]) -> Value:
    text = " ".join(piece.prose.marked.slice(span) for piece, span in zip(pieces, spans, strict=True))
    sure = LIKELY if pieces[0].weight >= 2 else GUESS
    return Value(
        items=(text.rstrip(" ,;:"),),
        evidence=Evidence(text=text, where=pieces[0].prose.where, confidence=sure),
    )


def _category(
    parts: Sequence[Part], given: Sequence[Part], product: Product | None, named: Value | None, words: Words
) -> Value | None:
    """What the author says under the label, else our guess: the catalog's, else what the name ends with (`Zorblatt ERP`),
    else what the words of the mail point to."""
    for part in given:
        said = terms.category_of(part.marked, labelled=True) if part.field is Field.CATEGORY else None
        if said:
            return Value(items=(said[0],), evidence=_evidence(part, part.section.text.strip(), LABELLED))
    called = (product.category if product else "") or (named and _called(named.text, words))
    if called and named:
        return Value(items=(called,), evidence=replace(named.evidence, confidence=GUESS))
    for part in parts:
        pointed = terms.category_of(part.marked, labelled=False)
        if pointed:
            quote = part.marked.slice(pointed[1])
            return Value(items=(pointed[0],), evidence=_evidence(part, quote, GUESS))
    return None


def _called(name: str, words: Words) -> str:
    """The category that the last word of a name of several stands for; empty where it is none."""
    last = name.rpartition(" ")[2] if " " in name else ""
    found = terms.category_of(Marked(last, ALWAYS, words), labelled=True) if last else None
    return found[0] if found and found[1] == Span(0, len(last)) else ""


# --- attached descriptions


def with_descriptions(fields: Fields, readings: Sequence[AttachmentReading]) -> Fields:
    """The fields, and what attached interface descriptions add where the mail itself says nothing."""
    added: Fields = {}
    for reading in readings:
        # records that came along may be of anything
        sure = GUESS if reading.kind == "sample" else SAID
        evidence = Evidence(text=reading.because, where=f"attachment:{reading.filename}", confidence=sure)
        for field, items in (
            (Field.API_DOCS, reading.api_docs),
            (Field.AUTHENTICATION, reading.authentication),
            (Field.DATA_FORMATS, reading.data_formats),
        ):
            if items:
                added.setdefault(field, Value(items=items, evidence=evidence))
    return {**added, **fields}
