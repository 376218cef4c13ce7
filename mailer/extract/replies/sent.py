"""Our own mail inside a reply: its questions are found again, and what else stands below them is the reader's.

Works on what the mail said, so it does not matter how a client quotes, wraps, colours or numbers, nor at which level of
the quotation the reader writes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mailer.extract.layout.sections import Section
from mailer.extract.replies.numbered import numbers_in
from mailer.extract.text.phrases import IDEOGRAPHS
from mailer.model.request import Field
from mailer.model.snapshot import Sent

MOST_TEXT = 60_000
"""Characters of a reply in which our mail is looked for."""
_QUESTION = re.compile(
    r"^(\d{1,2})\. ([^?？]{1,300}[?？](?:\s+¿[^?]{1,150}\?|[^\n?？]{1,100}[?？])?)(.*(?:\n[ \t]+\S.*)*)", re.M
)
"""A numbered question, or two in one, and, indented below it, its example."""
_WORD = re.compile(rf"[{IDEOGRAPHS}]|[^\W_{IDEOGRAPHS}]+")
_BETWEEN = r"[\W_]{1,40}"
_WITHIN = r"[\W_]{0,40}"
"""Between two words that were written together, or two ideographs."""
_NEXT_NUMBER = re.compile(r"[\s>|*]*(?:\b\d{1,2}[.):])?[\s>|*¿]*$")
_OPENING = re.compile(r"[\s|*]*(?:[-=]{1,3}>|[»→➜]|\[[^\W\d_]{1,12}\]|[^\W\d_]{1,10}:(?=\s))?\s*")
"""What people put before an answer: an arrow, or their initials."""
DECORATION = re.compile(r"<[^<>\n]{1,300}>|\[(?:cid|image|img|bild)\b[^\]\n]{0,80}\]", re.I)
"""What clients write into a quotation by themselves."""
_LONG = 4
"""Words from which on a text of ours inside an answer cannot be chance."""
_TELLING = 8
"""Words of a paragraph of ours by which it is found again."""
_FEWEST = 3
MOST_PARAGRAPHS = 20


@dataclass(frozen=True, slots=True)
class _Asked:
    number: int
    field: Field
    question: re.Pattern[str]
    example: re.Pattern[str] | None
    hint: str


@dataclass(frozen=True, slots=True)
class _Below:
    """What stands between a question and what follows it in our mail."""

    text: str
    bounded: bool
    """Our mail goes on behind it; else it is the text's end."""
    marked: bool
    """The question carries a quote mark."""
    hint: str
    """The words of its example where that is not there whole: what stands there may be the beginning of it."""


def below_questions(text: str, sent: Sent) -> Iterator[tuple[int, Section]]:
    """What stands in `text` right after each question of our mail: its number, and one section."""
    text = text[:MOST_TEXT]
    ours = folded(sent.text)
    questions = list(_questions(sent))
    places = dict(_places(text, questions))
    if not any(places.values()):
        return
    starts = (match.start() for found in places.values() for match in found)
    ends = sorted([*starts, *_headings(text, sent), *_closing(text, sent)])
    for asked in questions:
        match = _meant(text, places[asked.number])
        if match is None:
            continue
        end = next((at for at in ends if at >= match.end()), len(text))
        answer = _answer(_between(text, match, end, asked), asked)
        known = folded(answer) in ours and len(answer.split()) >= _LONG
        if any(map(str.isalnum, answer)) and not known:
            yield asked.number, Section(topic=asked.field, text=answer)


def without_ours(text: str, sent: Sent) -> str:
    """`text` without the lines that our mail has too: a quotation that its client has not marked is nobody's word."""
    ours = folded(sent.text)
    lines = text.split("\n")
    own = (line for line in lines if len(_WORD.findall(line)) < _LONG or folded(line) not in ours)
    return "\n".join(own)


def is_our_question(quoted: str, sent: Sent) -> bool:
    """Whether a quoted passage ends with a question of ours, or its beginning, or its example."""
    said = _WORD.findall(quoted.rpartition("\n\n")[2].casefold())
    asked = (_WORD.findall(match[0].casefold()) for match in _QUESTION.finditer(sent.text))
    return len(said) >= _FEWEST and any(_holds(question, said) for question in asked)


def _holds(question: Sequence[str], said: Sequence[str]) -> bool:
    """Whether `said` is a stretch of the question, its number left out or not."""
    length = len(said)
    return any(list(question[at : at + length]) == list(said) for at in range(len(question) - length + 1))


def _places(text: str, questions: Sequence[_Asked]) -> Iterator[tuple[int, list[re.Match[str]]]]:
    """Number of each question -> where it stands. A mail about several requests asks the same of each: there the number
    before a question tells which it is, else their order."""
    alike: dict[str, list[int]] = {}
    for asked in questions:
        alike.setdefault(asked.question.pattern, []).append(asked.number)
    for asked in questions:
        places, numbers = list(asked.question.finditer(text)), alike[asked.question.pattern]
        if len(numbers) > 1:
            at = numbers.index(asked.number)
            told = {place: _number_before(text, place) for place in places}
            own = [place for place, number in told.items() if number == asked.number]
            places = own or [place for place, number in told.items() if not number][at : at + 1]
        yield asked.number, places


def _number_before(text: str, place: re.Match[str]) -> int:
    found = _OWN_NUMBER.search(text, max(0, place.start() - _NEAR), place.start())
    return int(found[1]) if found else 0


_NEAR = 12
_OWN_NUMBER = re.compile(r"(\d{1,2})[.):]?[\s>|*¿]*$")


def _meant(text: str, places: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """Of the places of a question a copy that the reader made comes before the one in the quotation."""
    copied = (match for match in places if not is_marked_at(text, match.start()))
    return next(copied, places[0] if places else None)


def _questions(sent: Sent) -> Iterator[_Asked]:
    for match in _QUESTION.finditer(sent.text):
        number = int(match[1])
        question = pattern(match[2])
        if question and 1 <= number <= len(sent.asked):
            yield _Asked(number, sent.asked[number - 1], question, pattern(match[3]), folded(match[3]))


def _headings(text: str, sent: Sent) -> Iterator[int]:
    """Where the lines stand that say which request the questions below them are about: `INT-7 Tableau`."""
    lines = {line for line in sent.text.splitlines() if line.split(" ")[0] in sent.shown}
    for heading in filter(None, map(pattern, lines)):
        yield from (match.start() for match in heading.finditer(text))


def _closing(text: str, sent: Sent) -> Iterator[int]:
    """Where the paragraphs stand with which our mail goes on behind its last question."""
    last = max((match.end() for match in _QUESTION.finditer(sent.text)), default=0)
    for place in landmarks(sent.text[last:]):
        if found := place.search(text):
            yield found.start()


def landmarks(ours: str, fewest: int = _FEWEST) -> Iterator[re.Pattern[str]]:
    """The beginnings of our paragraphs of at least so many words, by which they are found again."""
    for paragraph in ours.split("\n\n"):
        listed = list(_WORD.finditer(paragraph))[: _TELLING * 2]
        enough = _TELLING * 2 if listed and _is_ideograph(listed[-1][0]) else _TELLING
        if len(listed) >= fewest:
            found = pattern(paragraph[: listed[:enough][-1].end()])
            if found:
                yield found


def pattern(text: str) -> re.Pattern[str] | None:
    """`text` however it is wrapped, marked and punctuated."""
    listed = list(_WORD.finditer(text))
    if not listed:
        return None
    pieces = [re.escape(listed[0][0])]
    for before, word in pairwise(listed):
        together = before.end() == word.start() or (_is_ideograph(before[0]) and _is_ideograph(word[0]))
        pieces += [_WITHIN if together else _BETWEEN, re.escape(word[0])]
    last = text[listed[-1].end() :].strip()[:1]
    return re.compile("".join(pieces) + (rf"[ ]?{re.escape(last)}?" if last else ""), re.IGNORECASE)


def _is_ideograph(word: str) -> bool:
    return len(word) == 1 and ord(word) > _LETTERS


_LETTERS = 0x2FFF
"""Scripts with spaces between their words lie below."""


def _between(text: str, match: re.Match[str], end: int, asked: _Asked) -> _Below:
    """What stands behind a question, up to `end`, without its example and the next question's number."""
    segment = text[match.end() : end]
    whole = asked.example.search(segment) if asked.example else None
    if whole:
        segment = f"{segment[: whole.start()]} {segment[whole.end() :]}"
    if end < len(text):
        segment = _NEXT_NUMBER.sub("", segment)
    return _Below(
        text=DECORATION.sub("", segment),
        bounded=end < len(text),
        marked=is_marked_at(text, match.start()),
        hint="" if whole else asked.hint,
    )


def _answer(below: _Below, asked: _Asked) -> str:
    """The reader's words after a question: on its line, else unmarked below it, else at the quotation's own level."""
    first, *lines = below.text.split("\n")
    same_line = _without_opening(first)
    if any(map(str.isalnum, same_line)):
        said = "\n".join([same_line, *_run(lines, marked=below.marked, paragraphs=1)]).strip()
        return "" if _is_cut(said, below) and len(said.split()) >= _LONG else said
    if below.marked:
        own = [line for line in lines if not is_marked(line)]
        if any(map(str.isalnum, "".join(own))):
            return _own(own, below, asked)
    return _at_its_level(lines, below)


def _own(lines: Sequence[str], below: _Below, asked: _Asked) -> str:
    """Unmarked words below a marked question; numbered ones below the whole quotation answer by their numbers."""
    start = next(at for at, line in enumerate(lines) if line.strip())
    said = "\n".join(_run(lines[start:], marked=False, paragraphs=MOST_PARAGRAPHS if below.bounded else 1))
    others = set(numbers_in(said)) - {asked.number}
    return "" if others and not below.bounded else _without_opening(said)


def _at_its_level(lines: Sequence[str], below: _Below) -> str:
    """Words that carry the same mark as the question, or none in a copy without marks; what ends the text may be our
    mail, cut."""
    start = next((at for at, line in enumerate(lines) if line.strip(" >|*\t")), len(lines))
    alike = all(is_marked(line) == below.marked for line in lines[start:] if line.strip())
    paragraphs = MOST_PARAGRAPHS if below.bounded and alike else 1
    said = _without_opening("\n".join(_run(lines[start:], marked=below.marked, paragraphs=paragraphs)))
    return "" if _is_cut(said, below) or (below.marked and "\n" in said and not below.bounded) else said


def _is_cut(said: str, below: _Below) -> bool:
    """Whether what ends the text may be the beginning of the question's example."""
    return not below.bounded and below.hint.startswith(folded(said))


def _without_opening(said: str) -> str:
    return _OPENING.sub("", said, count=1).strip()


def _run(lines: Sequence[str], *, marked: bool, paragraphs: int) -> Iterator[str]:
    """The lines up to the first that is marked otherwise, or until so many paragraphs have ended."""
    for line in lines:
        words = line.strip(" >|*\t") if marked else line.strip()
        if words and is_marked(line) != marked:
            return
        paragraphs -= not words
        if not paragraphs:
            return
        yield words


def is_marked(line: str) -> bool:
    """Whether a line carries a quote mark."""
    return line.lstrip().startswith(">")


def is_marked_at(text: str, at: int) -> bool:
    """Whether the line around a place carries a quote mark before it."""
    return is_marked(text[text.rfind("\n", 0, at) + 1 : at])


def folded(text: str) -> str:
    """The words of a text alone, to compare texts that were wrapped and marked."""
    return " ".join(_WORD.findall(text.casefold()))
