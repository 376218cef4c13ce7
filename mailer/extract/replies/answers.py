"""A reply read against what was asked: which words answer which question, which put right what we wrote.

Knows the shapes of answering (between the questions, by number, one plain paragraph, the edited card, a correction) and
what is left when those are taken; it knows no stored request, so what is new is for others to judge.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mailer.extract.fields.details import GUESS
from mailer.extract.fields.terms import said_priority
from mailer.extract.layout.labels import FIELDS, FREE
from mailer.extract.layout.sections import Section, read_sections
from mailer.extract.layout.values import clean_value, is_none
from mailer.extract.replies.answered import beside, fits, is_said_of, value_of
from mailer.extract.replies.corrected_lists import CORRECTED, listed
from mailer.extract.replies.corrected_names import Naming, corrected_name
from mailer.extract.replies.in_passing import Asked, Reader, in_passing, plain, speaks
from mailer.extract.replies.put_right import statements
from mailer.extract.replies.sent_card import card_of, edited_values
from mailer.extract.replies.talk import refuses, says_nothing, spoken
from mailer.extract.replies.to_questions import SHORT, Answer, answers_to
from mailer.extract.text.language import recognise
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.words import Words
from mailer.model.message import Message
from mailer.model.request import Answers, Evidence, Field, Value
from mailer.model.snapshot import Sent
from mailer.rules.catalog import Catalog, Product

_REMARK = 10
"""Words up to which a sentence about urgency is about nothing else."""


@dataclass(kw_only=True, slots=True)
class _Said:
    """What is found in a reply, and the words that are left."""

    sections: list[Section] = field(default_factory=list)
    """Answers and corrections, each to a field that it is known for."""
    fields: dict[Field, Value] = field(default_factory=dict)
    """What sentences say of fields by themselves."""
    product: Product | None = None
    refuses: bool = False


_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Apart:
    """A reply to a mail that shows several requests."""

    answers: Mapping[int, Answers]
    """Number of a request -> what is said to the questions about it, and in its card."""
    words: Mapping[int, Sequence[str]]
    """Number of a request -> the same as it was written, with the number or the label before it (`3: …`)."""
    rest: str
    """What the mail newly says beside that."""
    of_all: str
    """What of it is said of each of the requests: `both are urgent`."""


def read_answers(
    message: Message,
    asked: Sequence[Field],
    words: Words,
    catalog: Catalog,
    sent: Sent | None = None,
    name: str = "",
) -> Answers | None:
    """What a reply says to the numbered questions `asked` (number 1 first), and what it corrects; None where nothing.

    `sent` is our mail that it answers: its questions outrank `asked`, and where its text is still kept, its words are told
    from the reader's. `name` is what the request is called until now. A field answered with nothing (`N/A`) is not in the
    result.
    """
    questions = Asked(fields=sent.asked if sent and sent.asked else asked, sent=sent, name=name)
    reader = _reader(message, questions, words, catalog)
    said = _read(message, reader)
    answers = _answers(said, reader)
    return answers if answers.fields or answers.refuses or answers.unread else None


def read_apart(message: Message, sent: Sent, words: Words, catalog: Catalog) -> Apart:
    """Of a reply to `sent`, which shows several requests: what is said to the numbered questions about each of them, and
    rewritten in its card."""
    reader = _reader(message, Asked(fields=sent.asked, sent=sent, name=""), words, catalog)
    given, rest = answers_to(message, reader)
    told: dict[int, list[str]] = {}
    said: dict[int, _Said] = {}
    for one in given:
        if not one.number:
            rest = f"{rest}\n\n{one.section.text}".strip()
            continue
        about = sent.about[one.number - 1]
        told.setdefault(about, []).append(f"{one.number}: {_PARAGRAPHS.sub(chr(10), one.section.text)}")
        _take(one, reader, said.setdefault(about, _Said()))
    for about, section in _in_cards(message, sent, words):
        told.setdefault(about, []).append(f"{section.label}: {section.text}")
        said.setdefault(about, _Said()).sections.append(section)
    return Apart(
        answers={number: _answers(one, reader) for number, one in said.items()},
        words=told,
        rest=rest,
        of_all=_of_all(rest, reader),
    )


def _of_all(text: str, reader: Reader) -> str:
    """The sentences about each of several requests, but for those that take them back: an order is for a person."""
    marked = spoken(text, reader.language, reader.words)
    shared = [span for span in marked.sentences if marked.has(span, "talk.of_all")]
    return _joined(marked, [span for span in shared if not marked.has(span, "unneeded")])


def _reader(message: Message, asked: Asked, words: Words, catalog: Catalog) -> Reader:
    return Reader(asked=asked, language=recognise(message.new_text, words), words=words, catalog=catalog)


def _answers(said: _Said, reader: Reader) -> Answers:
    said.sections = [replace(one, text=clean_value(one.text, reader.words)) for one in said.sections]
    fields, unread = _fields(said, reader)
    product = said.product.key if said.product else ""
    return Answers(fields=fields, product=product, refuses=said.refuses, unread=unread)


def _take(answer: Answer, reader: Reader, said: _Said) -> None:
    """Add an answer to what is said; one with a label of its own says itself what it is about."""
    if answer.section.topic == FREE:
        _by_label(answer.section.text, reader, said)
    else:
        said.sections.append(answer.section)


def _read(message: Message, reader: Reader) -> _Said:
    """The shapes of answering one after the other, each on what those before it have left."""
    given, rest = answers_to(message, reader)
    labelled = [one.section.text for one in given if one.section.topic == FREE]
    said = _Said(sections=[one.section for one in given if one.section.topic != FREE])
    rest = _by_label("\n\n".join([rest, *labelled]), reader, said)
    kept = _by_sentence(rest, reader, said)
    said.sections += _in_card(message, reader)
    if not said.sections:
        said.sections += plain(kept, reader)
    for name, value in in_passing(kept, reader).items():
        said.fields.setdefault(name, value)
    return said


# --- in the card


def _in_cards(message: Message, sent: Sent, words: Words) -> Iterator[tuple[int, Section]]:
    """What was rewritten in the quoted card of each request that our mail shows, and the request's number."""
    for ref, number in sent.shown.items():
        for section in edited_values(message.text, card_of(ref, sent), words):
            yield number, section


def _in_card(message: Message, reader: Reader) -> Iterator[Section]:
    """What was rewritten in the quoted card; where our text is not kept, what was added for a field that was asked for."""
    sent = reader.asked.kept
    edited = list(edited_values(message.text, sent, reader.words)) if sent else []
    yield from edited
    known = {one.topic for one in edited}
    for section in read_sections(message.quoted, reader.words, "quoted"):
        asked = section.topic in reader.asked.fields and section.topic not in known
        if asked and section.inline and not section.question and not is_none(section.text, reader.words):
            yield section


# --- by label


def _by_label(text: str, reader: Reader, said: _Said) -> str:
    """`Priority: low` on a line of its own; returns the free text. What asks is no label where our mail is known."""
    free: list[str] = []
    for section in read_sections(text, reader.words):
        if section.topic in FIELDS and not (section.question and reader.asked.kept):
            said.sections.append(section)
        elif section.topic not in ("ignore", "contact"):
            asking = section.label if section.question else ""
            free += [part for part in (asking, section.text.strip()) if part]
    return "\n\n".join(free)


# --- by sentence


def _by_sentence(text: str, reader: Reader, said: _Said) -> str:
    """Corrections and refusals; returns the sentences that speak of neither, nor of the conversation itself."""
    marked = spoken(text, reader.language, reader.words)
    said.refuses = refuses(marked)
    taken = _stated(marked, reader, said) | _named(marked, reader, said)
    left = [span for span in marked.sentences if span not in taken and speaks(marked, span, reader)]
    return _joined(marked, [span for span in left if not _changed(marked, span, reader, said)])


def _joined(marked: Marked, spans: Sequence[Span]) -> str:
    """The sentences again as one text, its paragraphs apart."""
    text, end = "", 0
    for span in spans:
        apart = "\n\n" if "\n\n" in marked.text[end : span.start] else "\n"
        text += (apart if text else "") + marked.slice(span)
        end = span.end
    return text


def _stated(marked: Marked, reader: Reader, said: _Said) -> set[Span]:
    taken: set[Span] = set()
    for one in statements(marked):
        if is_said_of(one.field, one.value, reader.words, reader.catalog):
            said.sections.append(Section(topic=one.field, text=one.value, label=one.label))
            taken |= {*one.spans}
    return taken


def _named(marked: Marked, reader: Reader, said: _Said) -> set[Span]:
    naming = Naming(marked=marked, current=reader.asked.name, words=reader.words, catalog=reader.catalog)
    found = corrected_name(naming)
    if found is None:
        return set()
    words = " ".join(marked.slice(span) for span in found.spans)
    said.fields[Field.INTEGRATION_NAME] = _value(found.text, words)
    said.product = found.product
    return {*found.spans}


def _changed(marked: Marked, span: Span, reader: Reader, said: _Said) -> bool:
    """Whether a sentence does nothing but say what a list holds now, or how urgent it is."""
    lists = dict(listed(marked, span))
    for name, value in lists.items():
        known = said.fields.get(name)
        if known is None or known.aside:
            said.fields[name] = value
        elif not known.items:  # what is gone was said before what there is now
            said.fields[name] = replace(value, without=(*known.without, *value.without), aside=False)
        elif not value.aside and not value.whole:
            said.fields[name] = _both(known, value)
    if any(not value.aside for value in lists.values()):
        return True
    sentence = Marked(marked.slice(span), reader.language, reader.words)
    urgency = said_priority(sentence) if _is_new(marked, span) else None
    if urgency:
        said.fields[Field.PRIORITY] = _value(urgency[0].value, sentence.text)
        return True
    return _terse(sentence, reader, said)


def _both(known: Value, more: Value) -> Value:
    """Two sentences about one list: `XML instead of JSON. We also need CSV.` What one of them denies the other does not bring back."""
    kept = [item for item in known.items if item not in more.without]
    words = f"{known.evidence.text} {more.evidence.text}"
    return replace(
        known,
        items=tuple(dict.fromkeys((*kept, *(item for item in more.items if item not in known.without)))),
        without=tuple(dict.fromkeys((*known.without, *more.without))),
        evidence=replace(known.evidence, text=words),
    )


def _is_new(marked: Marked, span: Span) -> bool:
    """Whether a short sentence says that something has changed or is to change: `it is no longer urgent`."""
    ideographs = any(ord(letter) > 0x2FFF for letter in marked.text[span.start : span.end])
    ordered = marked.has(span, "corrections.change") and marked.has(span, "called.priority")
    told = ordered or marked.has(span, "corrections.now")
    short = marked.length(span) <= _REMARK * (2 if ideographs else 1)
    return short and told and not marked.has(span, "corrections.unsure")


def _terse(sentence: Marked, reader: Reader, said: _Said) -> bool:
    """`High`, on a line of its own: it can answer one question only."""
    if sentence.length(sentence.whole) > SHORT or says_nothing(sentence.text, reader.words):
        return False
    open_ones = [name for name in reader.asked.fields if name in (Field.PRIORITY, Field.AUTHENTICATION)]
    found = [name for name in open_ones if fits(name, sentence.text, reader.words, reader.catalog)]
    if len(found) == 1:
        said.sections.append(Section(topic=found[0], text=sentence.text))
    return len(found) == 1


def _value(text: str, words: str) -> Value:
    return Value(items=(text,), evidence=Evidence(text=words, where="body", confidence=CORRECTED))


# --- all together


def _fields(said: _Said, reader: Reader) -> tuple[Mapping[Field, Value], bool]:
    """Each field's value: an answer before a correction, those before what is said in passing; and whether an answer could
    not be read."""
    answered: dict[Field, Value] = {}
    passing: dict[Field, Value] = {}
    unread = False
    for section in said.sections:
        value = value_of(section, reader.language, reader.words, reader.catalog)
        if value:
            answered.setdefault(Field(section.topic), value)
        elif not says_nothing(section.text, reader.words):
            unread = True
        passing |= beside(section, reader.language, reader.words)
    told = {section.topic for section in said.sections}
    free = {name: value for name, value in said.fields.items() if name not in told}
    fields = {**passing, **free, **answered}
    name = fields.get(Field.INTEGRATION_NAME)
    if name and said.product is None:
        said.product = reader.catalog.find(name.text)
    if name and said.product and said.product.category and Field.CATEGORY not in fields:
        category = Evidence(text=name.evidence.text, where=name.evidence.where, confidence=GUESS)
        fields[Field.CATEGORY] = Value(items=(said.product.category,), evidence=category)
    return fields, unread
