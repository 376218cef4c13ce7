"""A body cut into sections: which words stand under which label, in every shape in which people label.

Knows shapes (headings, bold words, lists, tables, `Label: value`, questions) and the label lists; it judges no value.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mailer.extract.phrases import forms
from mailer.extract.phrases import words as words_of
from mailer.extract.words import Words
from mailer.model.message import InlineAnswer
from mailer.model.request import Field

FIELDS = frozenset(Field)
PROSE = frozenset({Field.USE_CASE, Field.BUSINESS_IMPACT, Field.ALTERNATIVES, Field.PERFORMANCE})
"""Fields whose value may run over several paragraphs."""
FREE = ""
HEADING = "heading"
"""Topic of a heading that nobody knows: what stands under it is read like free text."""
_WRITTEN = frozenset({FREE, HEADING, "problem", "why", "context"})
"""Topics under which people write sentences; a box to tick there is the form's (`[x] I have searched …`)."""
LONGEST_LABEL = 80
"""Characters; process documents and forms stay under it."""
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s*(\S.*)")
_ITEM = re.compile(r"\s*(?:[-*•–·+✔▪●○◦]|\(?\d{1,2}[.):]|\(?[a-g][.)]|[qQ]\d{1,2}[.):])\s+")
_RULE = re.compile(r"\s*[-=_*+|: ]{3,}$")
_BREAK = "\x1d"
"""Stands for a line drawn across the text, which ends a section."""
_CHECKBOX = re.compile(r"\s*(?:[-*+]\s*)?(?:\[([ xX✓✔]?)\]|([☐☒☑]))\s*")
_SEPARATOR = re.compile(r"\s*[:：=]\s*|\s+[-–—]+>?\s+|\t+| {2,}")
_ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]]{0,200}[)）\]]")
_EXAMPLE = re.compile(
    r"[(（]\s*(?:e\.?\s?g|i\.?\s?e|z\.?\s?b|p\.?\s?ex|p\.?\s?ej|ex|bijv|例|예)[^()（）]{0,300}[)）]", re.I
)
_MARKS = "*_`#>~ \t:：?？-–—=✔️⚠🏷🔖📑🎤✌👀📝🧩🚀"
_EMPHASIS = re.compile(r"\*\*|__|</?(?:b|strong|u|i|em|br|p|sub)/?>", re.I)


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """Words under one label."""

    topic: str
    """A Field's value, what guides the reading (`problem`, `solution`, `context`), FREE or HEADING."""
    label: str = ""
    """As the author wrote it."""
    text: str = ""
    where: str = "body"
    level: int = 0
    """Depth of a Markdown heading, 0 for anything else."""
    inline: bool = False
    """The value began on the label's line."""
    item: bool = False
    """The label was a heading or an item of a list, as integrations are when a mail asks for several."""
    question: bool = False
    """The label was a form's question, with its answer on the same line or below."""


@dataclass(frozen=True, slots=True)
class _Label:
    topic: str
    label: str
    rest: str
    level: int = 0
    item: bool = False
    question: bool = False


@dataclass(slots=True)
class _Open:
    """The section that lines are being added to."""

    label: _Label
    lines: list[str] = field(default_factory=list)

    def closed(self, where: str) -> Section:
        text = "\n".join([self.label.rest, *self.lines]).strip("\n")
        return Section(
            topic=self.label.topic,
            label=self.label.label,
            text=text,
            where=where,
            level=self.label.level,
            inline=bool(self.label.rest),
            item=self.label.item,
            question=self.label.question,
        )


def read_sections(text: str, words: Words, where: str = "body") -> tuple[Section, ...]:
    """The sections of `text` in order; text under no label is a section with the topic FREE."""
    lines = _prepared(text)
    sections: list[Section] = []
    opened = _Open(_Label(FREE, "", ""))
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else ""
        label = find_label(line, words, alone=not following.strip())
        if label and label.item and label.topic == FREE and not _labelled(following, words):
            label = None
        if line == _BREAK or (label is None and (_closes(opened, line, lines, at) or _another(opened, line))):
            label = _Label(FREE, "", line.replace(_BREAK, ""))
        if label is None:
            opened.lines.append(line)
            continue
        sections.append(opened.closed(where))
        opened = _Open(label)
    sections.append(opened.closed(where))
    return tuple(_regrouped(_rejoined(list(_tidied(sections, words)))))


def answered(answers: Iterable[InlineAnswer], words: Words) -> tuple[Section, ...]:
    """Answers written between quoted labels or questions, as sections; what answers no label is left out."""
    sections: list[Section] = []
    for answer in answers:
        label = _quoted_label(answer.quoted, words)
        if label and answer.text.strip():
            sections.append(Section(topic=label.topic, label=label.label, text=answer.text))
    return tuple(_tidied(sections, words))


def _quoted_label(quoted: str, words: Words) -> _Label | None:
    """The label right above an answer: the last line of the quotation that is one."""
    for line in reversed(quoted.splitlines()):
        label = find_label(line, words, alone=False) or _in_question(line, words)
        if label and label.topic in FIELDS:
            return label
    return None


def _labelled(line: str, words: Words) -> bool:
    """A short list item is a title only where labels follow it: `1) Slack`, `Use case: …`."""
    label = find_label(line, words)
    return label is not None and label.topic in FIELDS


_UNKNOWN = re.compile(r"[^\W\d_][^:：.!?]{1,30}[:：]\s+\S")


def _another(opened: _Open, line: str) -> bool:
    """Below a value beside its label, a line with a label that nobody knows is not part of that value."""
    return bool(opened.label.rest) and opened.label.topic in FIELDS and _UNKNOWN.match(line) is not None


def _closes(opened: _Open, line: str, lines: Sequence[str], at: int) -> bool:
    """A blank line ends a value that began beside its label, unless it is a list that goes on."""
    if not opened.label.rest or line.strip() or opened.label.topic in (FREE, HEADING):
        return False
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return not _ITEM.match(following)


# --- lines


def _prepared(text: str) -> list[str]:
    """Lines without HTML comments; code blocks stay as they are, since they hold no labels."""
    text = _without_comments(text.replace("\r\n", "\n"))
    lines: list[str] = []
    header: list[str] = []
    for line in _without_code(text):
        if _RULE.match(line):
            lines.append(_BREAK if lines and not lines[-1].strip() else "")
            continue
        cells = _cells(line)
        if len(cells) > 2 and header and len(cells) == len(header):
            lines += [f"{name}: {cell}" for name, cell in zip(header, cells, strict=True) if cell]
        elif cells:
            header = cells
            lines.append(_row(cells))
        else:
            header = []
            lines.append(line)
    return lines


def own_words(text: str) -> str:
    """The text without what a form brought along: comments, code, boxes that nobody ticked."""
    return "\n".join(line for line in _prepared(text) if not _unticked(line)).replace(_BREAK, "")


def _unticked(line: str) -> bool:
    box = _CHECKBOX.match(line)
    return box is not None and (box.group(1) or box.group(2) or "").strip() in ("", "☐")


def _without_comments(text: str) -> str:
    """Forms hide their instructions in HTML comments; an unfinished one is text."""
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        pieces.append(text[at:start])
        at = end + 3
    return "".join([*pieces, text[at:]])


def _without_code(text: str) -> Iterator[str]:
    """The lines outside fenced code: a sample configuration is not prose."""
    fenced = False
    for line in text.split("\n"):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield line


def _cells(line: str) -> list[str]:
    if "|" not in line or len(line) > 2000:
        return []
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _row(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell]
    return f"{filled[0].rstrip(':')}: {' | '.join(filled[1:])}" if len(filled) > 1 else " ".join(filled)


# --- labels


def find_label(line: str, words: Words, *, alone: bool = True) -> _Label | None:
    """The label that `line` opens a section with, or None; `alone`: nothing follows that could be its value."""
    if not line.strip() or _CHECKBOX.match(line):
        return None
    heading = _HEADING.match(line)
    if heading:
        return _of_heading(heading.group(2).rstrip("# "), words, len(heading.group(1)))
    item = _ITEM.match(line)
    body = line[item.end() :] if item else line.strip()
    return (
        _bold(body, words)
        or _separated(body, words)
        or _whole_line(body, words, alone=alone and not item)
        or _in_question(body, words)
        or (_Label(FREE, body.strip(_MARKS), body, item=True) if item and _short(body) else None)
    )


def _of_heading(text: str, words: Words, level: int) -> _Label:
    found = _separated(text, words) or _contained(text, words)
    if found:
        return replace(found, level=level, item=False)
    return _Label(HEADING, _EMPHASIS.sub("", text).strip(_MARKS), "", level=level, item=True)


def _bold(body: str, words: Words) -> _Label | None:
    """`**Label**: value`, `**Label:** value`, or a bold line of its own."""
    if not body.startswith(("**", "__")):
        return None
    end = body.find(body[:2], 2)
    if end < 0:
        return None
    inner, rest = body[2:end], body[end + 2 :].lstrip(" :：-–\\")
    found = _exact(inner, words) or (_contained(inner, words) if not rest or len(inner.split()) > 2 else None)
    if not found and "?" in inner:
        asked = _in_question(inner, words)
        found = replace(asked, rest="") if asked else None
    if found:
        return replace(found, rest=found.rest or rest)
    return None


def _separated(body: str, words: Words) -> _Label | None:
    """`Label: value` with any of the usual separators, the label known word for word."""
    plain = _EMPHASIS.sub("", body)
    for found in _SEPARATOR.finditer(plain[:LONGEST_LABEL]):
        label = _exact(plain[: found.start()], words)
        if label:
            return replace(label, rest=plain[found.end() :].strip())
    return None


def _whole_line(body: str, words: Words, *, alone: bool) -> _Label | None:
    """A line that is a label and nothing else, with its value below."""
    if alone or not body or len(body) > LONGEST_LABEL or body[-1] in ".!,;":
        return None
    found = _exact(body, words)
    return replace(found, question="?" in body) if found else None


def _exact(text: str, words: Words) -> _Label | None:
    bare = _ASIDE.sub("", text).strip(_MARKS)
    topic = words.labels.get(forms(bare.replace("_", " "))) if bare and len(bare) <= LONGEST_LABEL else None
    if topic is None:
        return None
    return _Label(topic, bare, "")


def _contained(text: str, words: Words) -> _Label | None:
    """A known label inside a longer heading: the longest one, of two alike the first."""
    exact = _exact(text, words)
    if exact:
        return exact
    listed = words_of(text)
    hits = [hit for hit in words.label_phrases.find(listed) if hit.end - hit.start > 3]
    if not hits or (len(listed) > 4 and max(hit.end - hit.start for hit in hits) * 4 < len(text)):
        return None
    best = max(hits, key=lambda hit: (hit.end - hit.start, -hit.start))
    return _Label(best.tag, text.strip(_MARKS), "")


def _in_question(body: str, words: Words) -> _Label | None:
    """A form's question, perhaps with its answer behind it: `How often …? - daily`."""
    marks = [place for mark in "?？" if (place := body.find(mark)) >= 0]
    if not marks or len(body) > 600:
        return None
    if whole := _exact(body[: min(marks)], words):
        return replace(whole, rest=_after_prompt(body[min(marks) + 1 :], words), question=True)
    hits = [
        hit
        for hit in words.label_phrases.find(words_of(body[: max(marks) + 1]))
        if (length := body.count(" ", hit.start, hit.end)) >= 3
        or (length == 2 and not body[: hit.start].strip(_MARKS))
    ]
    if not hits:
        return None
    first = min(hits, key=lambda hit: hit.start)
    last = max(body.rfind("?"), body.rfind("？"))
    return _Label(first.tag, body[: last + 1].strip(), _after_prompt(body[last + 1 :], words), question=True)


def _after_prompt(rest: str, words: Words) -> str:
    prompts = words.prompts.find(words_of(rest))
    if prompts:
        rest = rest[max(hit.end for hit in prompts) :]
    return rest.lstrip(" .:-–—\t")


def _short(body: str) -> bool:
    return (
        len(body) <= LONGEST_LABEL
        and len(body.split()) <= 5
        and not body.rstrip().endswith((".", "!", "?", ","))
    )


# --- values


def _rejoined(sections: Sequence[Section]) -> Iterator[Section]:
    """A paragraph between two labels goes on with the value above it, where that is prose."""
    held: Section | None = None
    for at, section in enumerate(sections):
        goes_on = (
            held is not None
            and section.topic == FREE
            and not section.item
            and "\n\n" not in section.text.strip()
            and held.topic in PROSE
            and at + 1 < len(sections)
            and sections[at + 1].topic in FIELDS
        )
        if held is not None and goes_on:
            held = replace(held, text="\n".join(filter(None, [held.text, section.text.strip()])))
            continue
        if held is not None:
            yield held
        held = section
    if held is not None:
        yield held


def _regrouped(sections: Iterable[Section]) -> Iterator[Section]:
    """One answer below several questions answers the first of them: it is what the form asks for."""
    asked: Section | None = None
    for section in sections:
        if section.question and not section.text.strip():
            asked = asked or section
            continue
        if asked and section.question:
            section = replace(section, topic=asked.topic, label=asked.label)
        asked = None
        yield section


def _tidied(sections: Iterable[Section], words: Words) -> Iterator[Section]:
    for section in sections:
        text = section.text
        if section.topic not in (FREE, HEADING):
            text = clean_value(text, words)
        if section.topic in _WRITTEN:
            text = "\n".join(line for line in text.split("\n") if not _CHECKBOX.match(line))
        yield replace(section, text=text)


def clean_value(text: str, words: Words) -> str:
    """A value without the form's own explanation, unticked boxes and answer marks."""
    lines = [_clean_line(line, words) for line in _EXAMPLE.sub("", text).split("\n")]
    return "\n".join(line for line in lines if line.strip()).strip()


def _clean_line(line: str, words: Words) -> str:
    box = _CHECKBOX.match(line)
    if box:
        return "" if _unticked(line) else line[box.end() :]
    if _only_questions(line):
        return ""
    mark, _, rest = line.partition(":")
    if len(mark) < 12 and forms(mark) in words.answer_marks:
        return rest.strip()
    prompts = words.prompts.find(words_of(line))
    if prompts and not line[: prompts[0].start].strip(_MARKS + "("):
        rest = line[max(hit.end for hit in prompts) :]
        told = any(hit.tag == "sentence" for hit in prompts)
        return (_after_sentence(rest) if told else rest).strip(_MARKS + ".)")
    return line


def _after_sentence(text: str) -> str:
    """What follows the sentence that `text` is the rest of: a template's own ends with it."""
    stop = re.search(r"[.!?]+(?:\s|$)|\[?\.\.\.\]?", text)
    return text[stop.end() :] if stop else ""


def _only_questions(line: str) -> bool:
    """A line of nothing but questions under a label is the form asking, not the author answering."""
    bare = line.strip().rstrip("*_ ")
    return bare.endswith(("?", "？")) and not any(stop in bare for stop in (". ", "! ", ": "))


def is_none(text: str, words: Words) -> bool:
    """Whether a value says that there is nothing to say."""
    bare = text.strip().strip(".!-–— *_()[]")
    return len(bare) < 40 and (
        not bare or forms(bare) in words.none or text.strip().casefold() in ("-", "?", "...")
    )


def points_elsewhere(text: str, words: Words) -> bool:
    """Whether a value only says where to look, such as `see above`."""
    return len(text) < 40 and forms(text) in words.elsewhere
