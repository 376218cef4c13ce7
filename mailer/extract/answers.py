"""A reply read against what was asked: which words answer which question, which put right what we wrote.

Knows the shapes of answering (between the questions, by number, one plain paragraph, the edited card, a correction) and
what is left when those are taken; it knows no stored request, so what is new is for others to judge.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mailer.extract.answered import beside, fits, is_said_of, value_of
from mailer.extract.corrected_lists import CORRECTED, listed
from mailer.extract.corrected_names import Naming, corrected_name
from mailer.extract.details import GUESS
from mailer.extract.in_passing import Asked, Reader, in_passing, plain, speaks
from mailer.extract.labels import FIELDS, find_label
from mailer.extract.language import recognise
from mailer.extract.marked import Marked, Span
from mailer.extract.numbered import in_order, numbered, without
from mailer.extract.put_right import statements
from mailer.extract.sections import Section, read_sections
from mailer.extract.sent import MOST_TEXT, below_questions, is_our_question, without_ours
from mailer.extract.sent_card import edited_values
from mailer.extract.talk import refuses, says_nothing, spoken
from mailer.extract.terms import said_priority
from mailer.extract.values import clean_value, is_none
from mailer.extract.words import Words
from mailer.model.message import Message
from mailer.model.request import Answers, Evidence, Field, Value
from mailer.model.snapshot import Sent
from mailer.rules.catalog import Catalog, Product

_QUESTION_NUMBER = re.compile(r"\s*(?:[qQ#]|[nN][or]\.? ?)?(\d{1,2})\s?[:.)]")
_TERSE = 4
"""Words of a line that says nothing but how urgent something is, or a way to sign in."""
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
    reader = Reader(
        asked=questions, language=recognise(message.new_text, words), words=words, catalog=catalog
    )
    said = _read(message, reader)
    fields, unread = _fields(said, reader)
    if not (fields or said.refuses or unread):
        return None
    return Answers(
        fields=fields, product=said.product.key if said.product else "", refuses=said.refuses, unread=unread
    )


def _read(message: Message, reader: Reader) -> _Said:
    """The shapes of answering one after the other, each on what those before it have left."""
    said = _Said(sections=list(_below(message, reader)))
    own = message.new_text[:MOST_TEXT]
    if reader.asked.kept:
        own = without_ours(own, reader.asked.kept)
    rest = _left(own, [one.text for one in said.sections])
    rest = _by_number(rest, reader, said)
    rest = _by_label(rest, reader, said)
    kept = _by_sentence(rest, reader, said)
    said.sections += _in_card(message, reader)
    if not said.sections:
        said.sections += plain(kept, reader)
    for name, value in in_passing(kept, reader).items():
        said.fields.setdefault(name, value)
    said.sections = [replace(one, text=clean_value(one.text, reader.words)) for one in said.sections]
    return said


# --- below the questions, in the card


def _below(message: Message, reader: Reader) -> Iterator[Section]:
    """Answers written into our mail below its questions, whether the whole of it is there or only a question's beginning."""
    sent = reader.asked.kept
    below = list(below_questions(message.text, sent)) if sent else []
    yield from below
    known = {one.topic for one in below}
    for answer in message.answers:
        topic = _field_of(answer.quoted, reader)
        own = _is_labelled(answer.text.strip().split("\n")[0], reader.words)
        if topic and topic not in known and answer.text.strip() and not own:
            yield Section(topic=topic, text=answer.text)


def _field_of(quoted: str, reader: Reader) -> Field | None:
    """Which field a quoted passage right above an answer is about: by its number, else by its label."""
    sent, asked = reader.asked.kept, reader.asked.fields
    ours = sent is None or is_our_question(quoted, sent)
    for line in reversed(quoted.splitlines()):
        label = find_label(line, reader.words, alone=False)
        if label and label.topic in FIELDS and (ours or not label.question):
            return Field(label.topic)
        number = _QUESTION_NUMBER.match(line)
        if number and ours and 1 <= int(number[1]) <= len(asked):
            return asked[int(number[1]) - 1]
    return None


def _left(text: str, taken: Iterable[str]) -> str:
    """`text` without the lines of answers that were read already; an arrow before the first may still stand there."""
    lines = text.split("\n")
    for answer in taken:
        wanted = [line.strip() for line in answer.split("\n") if line.strip()]
        for line in wanted:
            at = next((n for n, one in enumerate(lines) if one.strip().endswith(line)), None)
            if at is not None:
                lines[at] = ""
    return "\n".join(lines).strip()


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


# --- by number, by label


def _by_number(text: str, reader: Reader, said: _Said) -> str:
    """`2: OAuth2, 3: daily`, or a line for each question in order; returns the rest."""
    asked = reader.asked.fields
    answers = numbered(_without_intro(text, reader.words), len(asked), reader.fits)
    if answers:
        labelled = [one for one in answers if _is_labelled(one.text, reader.words)]
        said.sections += [
            Section(topic=asked[one.number - 1], text=one.text) for one in answers if one not in labelled
        ]
        return "\n\n".join(
            [without(_without_intro(text, reader.words), answers), *(one.text for one in labelled)]
        )
    lines = [line.strip() for line in text.split("\n") if line.strip() and not _is_courtesy(line, reader)]
    if not said.sections and in_order(lines, len(asked), reader.fits):
        said.sections += [Section(topic=topic, text=line) for topic, line in zip(asked, lines, strict=True)]
        return ""
    return text


def _without_intro(text: str, words: Words) -> str:
    """The text without a line that announces answers: what it opens counts nothing else."""
    marked = spoken(text, "", words)
    if not marked.has(marked.whole, "answers.intro"):
        return text
    lines = text.split("\n")
    at = 0
    for number, line in enumerate(lines):
        opens = line.rstrip().endswith((":", "：")) and marked.has(Span(at, at + len(line)), "answers.intro")
        lines[number] = " " * len(line) if opens else line
        at += len(line) + 1
    return "\n".join(lines)


def _is_labelled(text: str, words: Words) -> bool:
    """`1. Use case: …` says itself what it is about."""
    label = find_label(text, words, alone=False)
    return label is not None and label.topic in FIELDS and not label.question


def _is_courtesy(line: str, reader: Reader) -> bool:
    marked = Marked(line, reader.language, reader.words)
    return marked.length(marked.whole) <= _TERSE and marked.has(marked.whole, "greeting", "closing", "thanks")


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
    if sentence.length(sentence.whole) > _TERSE or says_nothing(sentence.text, reader.words):
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
