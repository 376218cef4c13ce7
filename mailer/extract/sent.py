"""Our own mail inside a reply: its questions and its card are found again, and what else stands there is the reader's.

Works on what the mail said, so it does not matter how a client quotes, wraps, colours or numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailer.extract.labels import FIELDS
from mailer.extract.sections import Section, clean_value, read_sections
from mailer.extract.words import Words
from mailer.model.notice import LEFT_OUT
from mailer.model.request import Field
from mailer.model.snapshot import Sent

MOST_TEXT = 60_000
"""Characters of a reply in which our mail is looked for."""
_QUESTION = re.compile(r"^(\d{1,2})\. ([^?？]{1,300}[?？])(.*(?:\n[ \t]+\S.*)*)", re.M)
"""A numbered question and, indented below it, its example."""
_BETWEEN = r"[\s>|*]+"
_NEXT_NUMBER = re.compile(r"[\s>|*]*(?:\b\d{1,2}[.):])?[\s>|*]*$")
_OPENING = re.compile(r"[\s|*]*(?:[-=]{1,3}>|[»→➜]|\[[^\W\d_]{1,12}\]|[^\W\d_]{1,10}:(?=\s))?\s*")
"""What people put before an answer: an arrow, or their initials."""
_LONG = 4
"""Words from which on a text of ours inside an answer cannot be chance."""


@dataclass(frozen=True, slots=True)
class _Asked:
    field: Field
    question: re.Pattern[str]
    example: re.Pattern[str] | None


def below_questions(text: str, sent: Sent, words: Words) -> Iterator[Section]:
    """What stands in `text` right after each question of our mail, as one section a question."""
    text = text[:MOST_TEXT]
    found = sorted(_found(text, sent), key=lambda one: one[0].start())
    ends = [*(match.start() for match, _ in found[1:]), len(text)]
    ours = _folded(sent.text)
    for (match, asked), end in zip(found, ends, strict=False):
        segment = text[match.end() : end]
        if asked.example:
            segment = asked.example.sub(" ", segment, count=1)
        if end < len(text):
            segment = _NEXT_NUMBER.sub("", segment)
        answer = _answer(segment, marked=_is_marked(text, match.start()), last=end == len(text))
        if answer and not (_folded(answer) in ours and len(answer.split()) >= _LONG):
            yield Section(topic=asked.field, text=clean_value(answer, words))


def _found(text: str, sent: Sent) -> Iterator[tuple[re.Match[str], _Asked]]:
    """Where each question stands: a copy that the reader made comes before the one in the quotation."""
    for asked in _questions(sent):
        places = list(asked.question.finditer(text))
        copied = (match for match in places if not _is_marked(text, match.start()))
        if match := next(copied, places[0] if places else None):
            yield match, asked


def edited_values(quoted: str, sent: Sent, words: Words) -> Iterator[Section]:
    """The values in the quoted card of our mail that are no longer what it said."""
    ours = _folded(sent.text)
    seen: set[str] = set()
    for section in read_sections(quoted[:MOST_TEXT], words, "quoted"):
        if section.topic not in FIELDS or section.topic in seen or not section.inline:
            continue
        seen.add(section.topic)
        if _folded(f"{section.label}:") not in ours:
            continue
        lines = section.text.split("\n\n")[0].split("\n")
        kept = [line for line in lines if _folded(line) and not _is_ours(line, ours)]
        value = " ".join(" ".join(line.split()) for line in kept)
        if value and LEFT_OUT not in value and _folded(value) not in ours:
            yield Section(topic=section.topic, text=value, label=section.label, where="body", inline=True)


def _questions(sent: Sent) -> Iterator[_Asked]:
    for match in _QUESTION.finditer(sent.text):
        number = int(match[1])
        if 1 <= number <= len(sent.asked):
            example = _pattern(match[3])
            question = _pattern(match[2])
            if question:
                yield _Asked(sent.asked[number - 1], question, example)


def _pattern(text: str) -> re.Pattern[str] | None:
    """`text` however it is wrapped and marked."""
    parts = text.split()
    return re.compile(_BETWEEN.join(map(re.escape, parts))) if parts else None


def _answer(segment: str, *, marked: bool, last: bool) -> str:
    """The reader's words after a question: on its line, else the unmarked lines below it."""
    first, *below = segment.split("\n")
    same_line = _OPENING.sub("", first, count=1).strip()
    if any(map(str.isalnum, same_line)):
        return "\n".join([same_line, *_run(below, marked=marked, paragraphs=1)]).strip()
    start = next((n for n, line in enumerate(below) if line.strip(" >|*\t")), len(below))
    if marked and start < len(below) and below[start].lstrip().startswith(">"):
        return ""  # more of our own mail comes next
    said = _run(below[start:], marked=False, paragraphs=1 if last or not marked else 20)
    return _OPENING.sub("", "\n".join(said), count=1).strip()


def _run(lines: list[str], *, marked: bool, paragraphs: int) -> Iterator[str]:
    """The lines up to the first that is marked otherwise, or until so many paragraphs have ended."""
    for line in lines:
        is_marked = line.lstrip().startswith(">")
        words = line.strip(" >|*\t") if marked else line.strip()
        if words and is_marked != marked:
            return
        paragraphs -= not words
        if not paragraphs:
            return
        yield words


def _is_marked(text: str, at: int) -> bool:
    return text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith(">")


def _is_ours(line: str, ours: str) -> bool:
    """A line of our mail as it was: the author's words that the card quotes in brackets, or its neighbour."""
    folded = _folded(line)
    return folded.startswith("(") and folded in ours


def _folded(text: str) -> str:
    return " ".join(text.replace(">", " ").split()).casefold()
