"""The card of our own mail inside a reply: which of its lines the reader has rewritten, and which they have added."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from mailer.extract.layout.labels import FIELDS, find_label
from mailer.extract.layout.sections import Section
from mailer.extract.replies.sent import DECORATION, MOST_TEXT, folded, is_marked, landmarks, pattern
from mailer.extract.text.links import links
from mailer.extract.text.words import Words
from mailer.model.notice import LEFT_OUT
from mailer.model.request import Field
from mailer.model.snapshot import Sent

_ROW = re.compile(
    r"^  (?P<label>[^\s(:：][^:：\n]{0,60}?)[ \xa0]?(?:: |：)(?P<value>\S.*(?:\n    (?!\().*)*)(?P<aside>(?:\n    \S.*)*)",
    re.M,
)
"""`  Use case: …` (`Priorité : …`, `優先度：…`) with its wrapped lines, and below it in brackets where it comes from."""
_MARKS = " \t\xa0>|*_"
_OPENING = " \t(（[「『«“‘„"
"""What the next paragraph of ours may begin with."""
_LINK = re.compile(r"\S*://\S*")
_DAMAGED = re.compile(r"\ufffd|\w\?\w")
"""What a client makes of letters that its charset does not have; no one rewrites a value so."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of our card."""

    topic: str
    """The field's, empty for a line that is about none."""
    label: str
    value: str
    aside: re.Pattern[str] | None


@dataclass(slots=True)
class _Written:
    """A line of the quoted card as it stands in the reply."""

    row: _Row | None
    """Ours that it was; None for a new one."""
    topic: str
    label: str
    lines: list[str] = field(default_factory=list)
    marked: bool = False


def edited_values(text: str, sent: Sent, words: Words) -> Iterator[Section]:
    """The values in the quoted card of our mail that are no longer what it said, and those that were added to it."""
    rows = _rows(sent, words)
    seen: set[str] = set()
    for one in _written(_region(text[:MOST_TEXT], sent), rows, words):
        value = _value(one)
        if one.topic not in FIELDS or one.topic in seen or not value:
            continue
        seen.add(one.topic)
        if LEFT_OUT in value:  # what our card shows only the beginning of
            continue
        if one.row is None or _is_other(one.topic, value, one.row.value):
            yield Section(topic=one.topic, text=value, label=one.label, where="body", inline=True)


def card_of(ref: str, sent: Sent) -> Sent:
    """Of a mail with the cards of several requests as much as its reader saw of the one with this reference: from the line
    above its card to the line above the next one."""
    lines = sent.text.splitlines()
    above = {one: _first(lines, f"{one} ") for one in sent.shown}
    start = above[ref]
    end = min((at for at in above.values() if at > start), default=len(lines))
    return replace(sent, text="\n".join(lines[start : end + 1]))


def _first(lines: Sequence[str], beginning: str) -> int:
    """Where the first line stands that begins so, such as `INT-7 Tableau`; behind all lines where there is none."""
    return next((at for at, line in enumerate(lines) if line.startswith(beginning)), len(lines))


def _rows(sent: Sent, words: Words) -> Mapping[str, _Row]:
    """The lines of our card by their labels."""
    rows: dict[str, _Row] = {}
    for match in _ROW.finditer(sent.text):
        label = find_label(f"{match['label']}: {match['value']}", words, alone=False)
        topic = label.topic if label and label.topic in FIELDS else ""
        value = " ".join(match["value"].split())
        rows.setdefault(match["label"], _Row(topic, match["label"], value, _aside(match["aside"])))
    return rows


def _aside(text: str) -> re.Pattern[str] | None:
    """What stands below a value in brackets, brackets and quotes included."""
    said = pattern(text)
    return re.compile(rf"[\s(（]*{said.pattern}[^\w\n]{{0,8}}", re.IGNORECASE) if said else None


def _region(text: str, sent: Sent) -> str:
    """The part of a reply in which our card stands: from the paragraph above it to the one below it; else nothing."""
    card = [match.span() for match in _ROW.finditer(sent.text)]
    if not card:
        return ""
    above = [found.end() for mark in _headings(sent.text[: card[0][0]]) if (found := mark.search(text))]
    start = above[-1] if above else len(text)
    below = (
        found.start() for mark in _headings(sent.text[card[-1][1] :]) if (found := mark.search(text, start))
    )
    return text[start : next(below, start)]


def _headings(ours: str) -> Iterator[re.Pattern[str]]:
    """Our paragraphs around the card; a heading has two words."""
    return landmarks(ours, fewest=2)


def _written(region: str, rows: Mapping[str, _Row], words: Words) -> Iterator[_Written]:
    """The lines of a quoted card: each begins with a label of ours, or with one that the reader wrote."""
    opened: _Written | None = None
    for line in region.split("\n"):
        begun = _begun(line, rows, words)
        if begun:
            if opened:
                yield opened
            opened = begun
        elif opened and (is_marked(line) == opened.marked or not line.strip()):
            opened.lines.append(_bare(line))
    if opened:
        yield opened


def _begun(line: str, rows: Mapping[str, _Row], words: Words) -> _Written | None:
    """The line of the card that begins here; a label alone may have its value below, as in a table of one column."""
    bare = _bare(line)
    for row in rows.values():
        rest = _behind(bare, row.label)
        if rest is not None:
            return _Written(row, row.topic, row.label, [rest], is_marked(line))
    found = find_label(bare, words, alone=False) if _NEW.match(bare) else None
    if found and found.topic in FIELDS and found.topic not in {row.topic for row in rows.values()}:
        return _Written(None, found.topic, found.label, [found.rest], is_marked(line))
    return None


_NEW = re.compile(r"[^:：\n]{1,60}(?:[:：]|\s{2,})")


def _behind(bare: str, label: str) -> str | None:
    """What stands behind a label that begins the line; None where it does not."""
    if not bare.casefold().startswith(label.casefold()):
        return None
    rest = bare[len(label) :].lstrip("*_")
    if rest and not re.match(r"\s*[:：]|\s{2,}|\t", rest):
        return None
    return _bare(rest.lstrip(_MARKS + ":："))


def _bare(line: str) -> str:
    """A line without quote marks, and without the emphasis and the cell's edge behind it."""
    return line.lstrip(_MARKS).rstrip(" \t\xa0|*_")


def _value(one: _Written) -> str:
    """The value as it stands there now, without where it came from; empty where nothing can be told."""
    text = "\n".join(one.lines)
    if one.row and one.row.aside:
        text = one.row.aside.sub(" ", text, count=1)
    paragraphs = [part for part in text.split("\n\n") if part.strip(_MARKS + "()（）\n")]
    value = _bare(" ".join(" ".join(paragraphs).split())).rstrip(_OPENING)
    return "" if _DAMAGED.search(_LINK.sub("", value)) else value


def _is_other(topic: str, value: str, ours: str) -> bool:
    """Whether a value is no longer the one of our card; one whose links a client wrote once more, or into its own, is."""
    if topic == Field.API_DOCS and "://" in value:
        old = {link.url.rstrip("/") for link in links(ours)}
        new = {link.url.rstrip("/") for link in links(unquote(value))}
        kept = (
            link in old or any(known in link and not link.startswith(known) for known in old) for link in new
        )
        return not all(kept)
    return folded(DECORATION.sub(" ", value)) != folded(DECORATION.sub(" ", ours))
