"""Where in its mail a value comes from: the whole sentence around the words that told it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mailer.extract.text.marked import Span, sentences_of
from mailer.model.message import Message
from mailer.model.request import Value

LONGEST = 400
"""Letters of a sentence that are shown; of a longer one those around the words that told."""
_BESIDE = 120
_BROKEN = r"[\s>*_]+"
"""What a client may put between two words: a line's end, quote marks, emphasis."""
_LONGEST_LOOKED_FOR = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A sentence of the mail."""

    parts: tuple[str, str, str]
    """What stands before the words that told, these, and what stands behind them."""
    is_all: bool
    """It says nothing beside the value."""


def quote(value: Value, message: Message) -> Quoted:
    """The sentence that `value` was read from; its evidence alone where the mail's text does not have it."""
    evidence = " ".join(value.evidence.text.split())
    for text in _texts(value.evidence.where, message):
        found = _pattern(evidence).search(text)
        if found:
            told = _told(text, Span(*found.span()), value)
            return _quoted(text, _around(text, told, Span(*found.span())), told, value)
    if value.evidence.where == "subject":
        evidence = message.subject
    whole = Span(0, len(evidence))
    return _quoted(evidence, whole, _told(evidence, whole, value), value)


def _texts(where: str, message: Message) -> Iterator[str]:
    """The texts that a place stands for, the likeliest first."""
    if where == "subject":
        yield message.subject
    elif where == "quoted":
        yield from (mail.text for mail in message.passed_on)
        yield from (mail.subject for mail in message.passed_on)
    if where in ("body", "quoted"):
        yield message.new_text
        yield message.text


def _pattern(words: str, flags: int = 0) -> re.Pattern[str]:
    """`words` as whole words, however their lines were broken."""
    parts = map(re.escape, words[:_LONGEST_LOOKED_FOR].split(" "))
    return re.compile(r"(?<![A-Za-z0-9])" + _BROKEN.join(parts), flags)


def _around(text: str, told: Span, found: Span) -> Span:
    """From the beginning of the sentence in which `told` begins to the end of the one in which it ends; no further than the
    evidence `found` where that is whole lines, such as a label with its value."""
    touched = [one for one in sentences_of(text) if one.start < told.end and one.end > told.start]
    start, end = (touched[0].start, touched[-1].end) if touched else told
    lines = not text[: found.start].rpartition("\n")[2].strip(" \t>*-") and text[found.end :][:1] in (
        "",
        "\n",
    )
    if lines:
        start, end = max(start, found.start), min(end, found.end)
    return Span(min(start, told.start), max(end, told.end))


def _told(text: str, found: Span, value: Value) -> Span:
    """The words to point at: the value itself where its evidence has it, else all of the evidence."""
    words = _pattern(" ".join(value.items[0].split()), re.IGNORECASE)
    said = words.search(text, found.start, found.end)
    return Span(*said.span()) if said else found


def _quoted(text: str, around: Span, told: Span, value: Value) -> Quoted:
    before, words, after = (
        text[around.start : told.start],
        text[told.start : told.end],
        text[told.end : around.end],
    )
    is_all = not any(letter.isalnum() for letter in before + after) and _flat(words) == _flat(value.text)
    if around.end - around.start > LONGEST:
        before = "… " + before[-_BESIDE:].partition(" ")[2] if len(before) > _BESIDE else before
        after = after[:_BESIDE].rpartition(" ")[0] + " …" if len(after) > _BESIDE else after
        words = words if len(words) <= LONGEST else f"{words[:LONGEST].rpartition(' ')[0]} …"
    return Quoted(parts=(before, words, after), is_all=is_all)


def _flat(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
