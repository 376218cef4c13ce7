"""The answers that a reply gives to the numbered questions of our mail: below them, by their numbers, in their order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mailer.extract.layout.labels import FIELDS, FREE, find_label
from mailer.extract.layout.sections import Section
from mailer.extract.replies.in_passing import Reader
from mailer.extract.replies.numbered import in_order, numbered, without
from mailer.extract.replies.sent import MOST_TEXT, below_questions, is_our_question, without_ours
from mailer.extract.replies.talk import spoken
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.words import Words
from mailer.model.message import Message
from mailer.model.request import Field

MOST_POINTING = 7
"""Words of an answer that only points to another one: `the same as for question 1`; in scripts without spaces, characters."""
SHORT = 4
"""Words of a line that is a greeting or a closing and no more."""
_QUESTION_NUMBER = re.compile(r"\s*(?:[qQ#]|[nN][or]\.? ?)?(\d{1,2})\s?[:.)]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What is said to one question."""

    number: int = 0
    """The question's; 0 where only the label of what is quoted above it says what it is about."""
    section: Section
    """For the field that the question asks for; free where the words carry a label of their own (`1. Use case: …`)."""


def answers_to(message: Message, reader: Reader) -> tuple[list[Answer], str]:
    """The answers, and what the mail newly says beside them."""
    given = list(_below(message, reader))
    own = message.new_text[:MOST_TEXT]
    if reader.asked.kept:
        own = without_ours(own, reader.asked.kept)
    rest = _left(own, [one.section.text for one in given])
    more, rest = _by_number(rest, reader)
    if not (given or more):
        more, rest = _in_order(rest, reader)
    return list(_spelt_out([*given, *more], reader)), rest


def _spelt_out(given: Sequence[Answer], reader: Reader) -> Iterator[Answer]:
    """The answers; one that only points to another one (`3: same as 1`, `ditto`) says the same where both are for the same
    field, and else nothing."""
    said = {answer.number: answer for answer in given if answer.number}
    for answer in given:
        meant = said.get(_pointed_to(answer, said, reader))
        if meant is None:
            yield answer
        elif meant.section.topic == answer.section.topic:
            yield replace(answer, section=replace(answer.section, text=meant.section.text))


def _pointed_to(answer: Answer, said: Iterable[int], reader: Reader) -> int:
    """The number of the answer that another one only points to: the one it names, else the last before it; 0 where it says
    something itself."""
    marked = spoken(answer.section.text, reader.language, reader.words)
    if marked.length(marked.whole) > MOST_POINTING or not marked.has(marked.whole, "answers.alike"):
        return 0
    named = re.search(r"\d+", marked.text)
    return int(named[0]) if named else max((number for number in said if number < answer.number), default=0)


def _below(message: Message, reader: Reader) -> Iterator[Answer]:
    """Answers written into our mail below its questions, whether the whole of it is there or only a question's beginning."""
    sent = reader.asked.kept
    below = list(below_questions(message.text, sent)) if sent else []
    for number, section in below:
        yield Answer(number=number, section=section)
    known, topics = {number for number, _ in below}, {section.topic for _, section in below}
    for answer in message.answers:
        number, topic = _question(answer.quoted, reader)
        own = _is_labelled(answer.text.strip().split("\n")[0], reader.words)
        again = number in known if number else topic in topics
        if topic and not again and answer.text.strip() and not own:
            yield Answer(number=number, section=Section(topic=topic, text=answer.text))


def _question(quoted: str, reader: Reader) -> tuple[int, Field | None]:
    """Which question a quoted passage right above an answer is, and its field: by its number, else by its label."""
    sent, asked = reader.asked.kept, reader.asked.fields
    ours = sent is None or is_our_question(quoted, sent)
    for line in reversed(quoted.splitlines()):
        label = find_label(line, reader.words, alone=False)
        if label and label.topic in FIELDS and (ours or not label.question):
            return 0, Field(label.topic)
        number = _QUESTION_NUMBER.match(line)
        if number and ours and 1 <= int(number[1]) <= len(asked):
            return int(number[1]), asked[int(number[1]) - 1]
    return 0, None


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


def _by_number(text: str, reader: Reader) -> tuple[list[Answer], str]:
    """`2: OAuth2, 3: daily`, and the rest."""
    asked = reader.asked.fields
    plain = _without_intro(text, reader.words)
    answers = numbered(plain, len(asked), reader.fits)
    if not answers:
        return [], text
    said = [
        Answer(
            number=one.number,
            section=Section(
                topic=FREE if _is_labelled(one.text, reader.words) else asked[one.number - 1], text=one.text
            ),
        )
        for one in answers
    ]
    return said, without(plain, answers)


def _in_order(text: str, reader: Reader) -> tuple[list[Answer], str]:
    """A line for each question, in order and without numbers; and the rest."""
    asked = reader.asked.fields
    lines = [line.strip() for line in text.split("\n") if line.strip() and not _is_courtesy(line, reader)]
    if not in_order(lines, len(asked), reader.fits):
        return [], text
    given = enumerate(zip(asked, lines, strict=True), 1)
    return [Answer(number=at, section=Section(topic=topic, text=line)) for at, (topic, line) in given], ""


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
    return marked.length(marked.whole) <= SHORT and marked.has(marked.whole, "greeting", "closing", "thanks")
