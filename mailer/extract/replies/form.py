"""A form of ours that comes back: whoever quoted it and however, what is filled in becomes the author's own new words.

That a mail answers a form its token tells, which only who got the form can have: a form that somebody else filled in and
that stands in a quotation is nobody's wish here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mailer.extract.layout.labels import FIELDS, Label, find_label
from mailer.extract.layout.subject import is_reply
from mailer.extract.replies.sent import MOST_TEXT, folded, is_marked
from mailer.extract.text.marked import Marked
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words
from mailer.model.message import Message
from mailer.model.request import Field
from mailer.rules.token import Use, is_shaped, token_of_id, tokens_in

_MARKS = " \t\xa0>＞|"
_EMPHASIS = "*_"
_END = re.compile(r"\*\s?\*\s?\*|--")
"""What stands below the last row of our form, or below the text of a mail."""
_ARROW = re.compile(r"(?:[-=]{1,3}>|[»→➜])\s*")
_PARAGRAPH = re.compile(r"\n\s*\n")
_COURTESY = 6
"""Words of a closing and a name."""


@dataclass(kw_only=True, slots=True)
class _Row:
    """A label of the form, and what stands behind and below it."""

    topic: str
    label: str
    own: bool
    """It stands in what the author newly wrote, not in the mail that they answer."""
    marked: bool
    lines: list[str] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    """The same lines, and the label's, as they stand in the mail."""
    bounded: bool = False
    """Another label follows, or the end of the form."""

    def holds(self, line: str, own: frozenset[str]) -> bool:
        """Whether a line can belong to its value: unmarked words below a marked label are the author's alone."""
        if self.own:
            return not is_marked(line) and line.strip() in own
        return not self.marked or is_marked(line) or line.strip() in own

    @property
    def text(self) -> str:
        """The value; what is open below takes its first paragraph."""
        text = "\n".join(self.lines).strip()
        return _ARROW.sub("", text if self.bounded else _PARAGRAPH.split(text)[0], count=1).strip()


def answers_a_form(message: Message) -> bool:
    """Whether the mail goes to the address of a form of ours, or answers its Message-ID."""
    recipients = tokens_in([one.address for one in (*message.to, *message.cc)])
    tokens = (*recipients, *map(token_of_id, message.in_reply_to))
    return any(is_shaped(token, Use.FORM) for token in tokens)


def as_new(message: Message) -> Message:
    """An answer to a form as what it is by its sense: a new mail, below a subject that its author has not written."""
    if not answers_a_form(message):
        return message
    subject = "" if is_reply(message.subject) else message.subject
    return replace(message, in_reply_to=(), subject=subject)


def with_filled_form(message: Message, words: Words) -> Message:
    """`message` with the rows that its author filled in as its new text, below what they wrote beside the form; the same
    where it answers no form. Nothing of the form is left among what it quotes."""
    if not answers_a_form(message):
        return message
    rows = list(_rows(message, words))
    if not rows:
        return message
    filled = ("\n".join(map(_written, one)) for one in _forms(rows, words))
    new_text = "\n\n".join(filter(None, [_beside(message, rows, words), *filled])).rstrip()
    return replace(message, new_text=new_text, quoted="", answers=(), forwarded=None)


def _rows(message: Message, words: Words) -> Iterator[_Row]:
    """Every row of every copy of the form, in the order of the mail."""
    own = frozenset(line.strip() for line in message.new_text.split("\n"))
    ours = _our_addresses(message)
    opened: _Row | None = None
    for line in message.text[:MOST_TEXT].split("\n"):
        bare = line.strip(_MARKS)
        label = _label(bare, words)
        ends = label is not None or _is_end(bare, ours)
        if opened and (ends or (bare and not opened.holds(line, own))):
            opened.bounded = ends
            yield opened
            opened = None
        if label:
            opened = _opened(label, line, own)
        elif opened:
            opened.lines.append(bare)
            opened.raw.append(line)
    if opened:
        yield opened


def _is_end(bare: str, ours: Sequence[str]) -> bool:
    """Whether the form ends here; who has deleted its end may have left what our mail says below it."""
    return _END.fullmatch(bare) is not None or any(address in bare.lower() for address in ours)


def _our_addresses(message: Message) -> Sequence[str]:
    """The addresses that it was sent to, without their tokens: where one of them stands, our mail says why it came."""
    parts = (one.address.lower().rpartition("@") for one in message.to)
    return [f"{local.partition('+')[0]}@{domain}" for local, _, domain in parts if "+" in local]


def _label(bare: str, words: Words) -> Label | None:
    """The field's label that a line begins with, with the sign between it and its value."""
    found = find_label(bare.lstrip(_EMPHASIS), words, alone=False)
    if found is None or found.topic not in FIELDS or found.item or found.level or found.question:
        return None
    return found if found.rest or bare.rstrip(_EMPHASIS).endswith((":", "：")) else None


def _opened(label: Label, line: str, own: frozenset[str]) -> _Row:
    marked = is_marked(line)
    return _Row(
        topic=label.topic,
        label=label.label,
        own=not marked and line.strip() in own,
        marked=marked,
        lines=[label.rest.lstrip(_EMPHASIS + " ").rstrip(_EMPHASIS)],
        raw=[line],
    )


def _forms(rows: Sequence[_Row], words: Words) -> Iterator[Sequence[_Row]]:
    """The filled rows of each integration: a copy that names none, or the same once more, adds to the first."""
    found: dict[str, dict[str, _Row]] = {}
    for copy in _copies(row for row in rows if _value(row, words)):
        name = copy.get(Field.INTEGRATION_NAME)
        key = folded(name.text) if name else ""
        first = next(iter(found), key)
        known = found.setdefault(key or first, {})
        for topic, row in copy.items():
            known.setdefault(topic, row)
    yield from (tuple(one.values()) for one in found.values())


def _copies(rows: Iterator[_Row]) -> Iterator[dict[str, _Row]]:
    """The rows up to the next name."""
    copy: dict[str, _Row] = {}
    for row in rows:
        if row.topic == Field.INTEGRATION_NAME and row.topic in copy:
            yield copy
            copy = {}
        copy.setdefault(row.topic, row)
    yield copy


def _value(row: _Row, words: Words) -> str:
    """What is filled in; below the last label of a cut form a closing may stand instead."""
    text = row.text
    if row.bounded or row.lines[0].strip():
        return text
    marked = Marked(text, "", words)
    courtesy = marked.has(marked.whole, "greeting", "closing", "thanks")
    return "" if courtesy and marked.length(marked.whole) <= _COURTESY else text


def _written(row: _Row) -> str:
    """A row as in a form that was filled in by hand; an empty line parts a list from the next label."""
    return f"{row.label}:\n{row.text}\n" if "\n" in row.text else f"{row.label}: {row.text}"


def _beside(message: Message, rows: Sequence[_Row], words: Words) -> str:
    """What the author newly wrote beside the rows, without what our mail says above and below them."""
    taken = {line.strip() for row in rows for line in (row.raw if row.text else row.raw[:1])} - {""}
    lines = message.new_text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip() in taken), 0)
    title = next((at for at in range(first) if words.labels.get(forms(lines[at])) == "ignore"), first)
    end = next((at for at, line in enumerate(lines) if _END.fullmatch(line.strip())), len(lines))
    below = lines[end:] if title == first else _PARAGRAPH.split("\n".join(lines[end + 1 :]).strip())[1:]
    kept = (line for line in (*lines[:title], *lines[first:end], *below) if line.strip() not in taken)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
