"""A body cut into sections: which words stand under which label, in every shape in which people label.

Knows shapes (headings, bold words, lists, tables, `Label: value`, questions) and the label lists; it judges no value.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from mailer.extract.layout.choices import BOX, CHOSEN, set_off, to_do
from mailer.extract.layout.columns import PERSON, without_columns
from mailer.extract.layout.labels import (
    FIELDS,
    FREE,
    HEADING,
    ITEM,
    LONGEST_LABEL,
    Label,
    by_words,
    find_label,
    form_question,
    in_question,
    list_mark,
)
from mailer.extract.layout.lines import BREAK, lines_of
from mailer.extract.layout.run_on import as_lines, parted, says_field
from mailer.extract.layout.values import clean_value, is_explained, unexplained
from mailer.extract.text.phrases import forms
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.model.message import InlineAnswer
from mailer.model.request import Field

PROSE = frozenset({Field.USE_CASE, Field.BUSINESS_IMPACT, Field.ALTERNATIVES, Field.PERFORMANCE})
"""Fields whose value may run over several paragraphs."""
_WRITTEN = frozenset({FREE, HEADING, "problem", "why", "context"})
"""Topics under which people write sentences; a box to tick there is the form's (`[x] I have searched …`)."""


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
    apart: bool = False
    """It says another thing than the value above it, though its label is none that is known."""


@dataclass(slots=True)
class _Open:
    """The section that lines are being added to."""

    label: Label
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
            apart=self.label.apart,
        )


def read_sections(text: str, words: Words, where: str = "body") -> tuple[Section, ...]:
    """The sections of `text` in order; text under no label is a section with the topic FREE."""
    rows = without_columns(lines_of(as_lines(text, words), words), words)
    lines = [part for line in rows for part in parted(line, words)]
    sections: list[Section] = []
    opened = _Open(Label(FREE, "", ""))
    form = _is_form(lines, words)
    below = [*lines[1:], ""]
    labels = [
        find_label(line, words, alone=not following.strip())
        for line, following in zip(lines, below, strict=False)
    ]
    labelled = _is_labelled(labels, lines, words)
    for at, (line, following, label) in enumerate(zip(lines, below, labels, strict=False)):
        unknown = label is None or (label.item and label.topic == FREE)
        if form and unknown:
            label = form_question(line, words) or label
        if (labelled or form) and unknown and (label is None or label.topic not in FIELDS):
            opens = at == 0 or not lines[at - 1].strip()
            label = _among_labels(line, following, words, opens=opens) or label
        if (
            label
            and label.item
            and label.topic == FREE
            and not (_labelled(following, words) and not _lists(opened))
        ):
            label = None
        if label is None and (apart := _another(opened, line, words)):
            label = Label(FREE, "", line, apart=apart)
        elif line == BREAK or (label is None and _closes(opened, line, lines, at)):
            label = Label(FREE, "", line.replace(BREAK, ""))
        if label is None:
            opened.lines.append(line)
            continue
        sections.append(opened.closed(where))
        opened = _Open(label)
    sections.append(opened.closed(where))
    tidied = list(_tidied(_without_prompts(sections), words))
    return tuple(_regrouped(_rejoined(list(_of_persons(tidied)))))


def _is_form(lines: Sequence[str], words: Words) -> bool:
    """Whether several headings or questions of the text are labels: a template that somebody filled in."""
    asked = answered = known = 0
    for at, line in enumerate(lines):
        if line.lstrip().startswith(("#", "*", "-", "_")) or _asks(line):
            label = find_label(line, words)
            asked += label is not None and label.topic not in (FREE, HEADING) and not label.rest
        if _is_answered(line, lines[at + 1 : at + 4]) and (question := form_question(line, words)):
            asked += not _asks(line)
            answered += 1
            known += question.topic in FIELDS
        if asked >= _ASKED or (known >= _ASKED and answered > _ASKED):
            return True
    return False


def _is_labelled(labels: Sequence[Label | None], lines: Sequence[str], words: Words) -> bool:
    """Whether several lines are labels of fields: known ones, or more of them that their words tell."""
    known = [label.topic for label in labels if label and label.topic in FIELDS]
    if len(known) >= _ASKED:
        return True
    named = (_NAMED.match(line) for line in lines)
    told = (by_words(one["label"], words) for one in named if one and len(one["label"].split()) <= _LONGEST)
    return len({*known, *(one.topic for one in told if one and one.topic in FIELDS)}) > _ASKED


def _among_labels(line: str, following: str, words: Words, *, opens: bool) -> Label | None:
    """Among labels, what its words make one, though nobody has listed it whole: `Value for the firm: …`, `How often do you
    need it? Twice a day`; or, where it `opens` a paragraph, a few words above the answer."""
    asked = form_question(line, words)
    if asked and asked.topic in FIELDS and asked.rest:
        return asked
    named = _NAMED.match(line) or (_TITLE.fullmatch(line) if opens else None)
    told = by_words(named["label"], words) if named and len(named["label"].split()) <= _LONGEST else None
    if named is None or told is None or told.topic not in FIELDS:
        return None
    rest = line[named.end() :].strip()
    if (told.topic == Field.PRIORITY) != bool(words.priorities.find(words_of(rest or following))):
        return None  # `Impact on sales: urgent` says how urgent it is, whatever the label speaks of
    return replace(told, rest=rest, mark=list_mark(line)) if rest or following.strip() else None


_NAMED = re.compile(
    rf"(?:{ITEM.pattern})?[*_\[【<]*(?P<label>[^\W\d_][^:：=.!\[\]【】<>*]{{2,60}}?)(?:[\]】>]\s*[:：=]?|[*_]*\s*[:：=]+[*_]*(?!//)|\s+[-–—→>]+\s+)"
)
_TITLE = re.compile(rf"(?:{ITEM.pattern})?[*_]*(?P<label>[^\W\d_][^:：=.!?,;]{{2,40}}?)[*_]*\s*")
_LONGEST = 6
"""Words of a label that is told by its words."""


def _asks(line: str) -> bool:
    return line.rstrip(" *_").endswith(("?", "？"))


def _is_answered(line: str, following: Sequence[str]) -> bool:
    """Whether a line asks, and what stands behind it or right below it does not."""
    if _asks(line):
        below = next(filter(str.strip, following), "")
        return bool(below) and not _asks(below)
    return "?:" in line or "？：" in line or _ANSWERED_BESIDE.match(line) is not None


_ANSWERED_BESIDE = re.compile(rf"(?:{ITEM.pattern})?[^.!?:。！？：]{{3,100}}[?？]\s*[^\s*_?？]")
_ASKED = 2
"""Labels without a value beside them from which on a text is a form."""


def answered(answers: Iterable[InlineAnswer], words: Words) -> tuple[Section, ...]:
    """Answers written between quoted labels or questions, as sections; what answers no label is left out."""
    sections: list[Section] = []
    for answer in answers:
        label = _quoted_label(answer.quoted, words)
        if label and answer.text.strip():
            sections.append(Section(topic=label.topic, label=label.label, text=answer.text))
    return tuple(_tidied(sections, words))


def _quoted_label(quoted: str, words: Words) -> Label | None:
    """The label right above an answer: the last line of the quotation that is one."""
    for line in reversed(quoted.splitlines()):
        label = find_label(line, words, alone=False) or in_question(line, words)
        if label and label.topic in FIELDS:
            return label
    return None


def _labelled(line: str, words: Words) -> bool:
    """A short list item is a title only where labels follow it: `1) Slack`, `Use case: …`."""
    label = find_label(line, words)
    return label is not None and label.topic in FIELDS


def _lists(opened: _Open) -> bool:
    """Whether an item right below a label is its value: only names are titles of what follows."""
    topic = opened.label.topic
    return (
        topic in FIELDS
        and topic != Field.INTEGRATION_NAME
        and not opened.label.rest
        and all(map(ITEM.match, opened.lines))
    )


_UNKNOWN = re.compile(r"[^\W\d_][^:：.!?]{1,30}[:：]\s+\S")
_UNKNOWN_DASH = re.compile(r"[^\W\d_][^:：.!?,]{1,20}\s[-–—]\s+\S")


def _another(opened: _Open, line: str, words: Words) -> bool:
    """Below a value beside its label, a line with a label that nobody knows is not part of that value, nor is one that
    says it as a sentence: `Auth is with an API key`."""
    if _heads(opened.label.label, line):
        return True
    if not opened.label.rest or not (opened.label.topic in FIELDS or opened.label.apart):
        return False
    if opened.label.topic in FIELDS - PROSE and _STATEMENT.fullmatch(line):
        return True
    if opened.label.mark and list_mark(line) == opened.label.mark:
        line = line[len(opened.label.mark) :].lstrip(". ")
    dashed = opened.label.dashed and _UNKNOWN_DASH.match(line)
    return bool(_UNKNOWN.match(line) or dashed or says_field(line, words))


def _heads(above: str, line: str) -> bool:
    """Whether a line begins with the sign that marks the label above it: `■用途` below `■名称`."""
    begins = line[:1] in tuple("■□◆◇●○▼▽★☆◎【[<") and above[:1] == line[0] and not BOX.match(line)
    return begins and len(line) <= LONGEST_LABEL


_STATEMENT = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’]*(?: [^\s]+){2,}[.!]\s*")
"""A sentence on a line of its own, below a value that is a word or two."""


def _closes(opened: _Open, line: str, lines: Sequence[str], at: int) -> bool:
    """A blank line ends a value that began beside its label, unless it is a list that goes on."""
    if not opened.label.rest or line.strip() or opened.label.topic in (FREE, HEADING):
        return False
    following = lines[at + 1] if at + 1 < len(lines) else ""
    return not ITEM.match(following)


def _rejoined(sections: Sequence[Section]) -> Iterator[Section]:
    """A paragraph between two labels goes on with the value above it, where that is prose."""
    held: Section | None = None
    for at, section in enumerate(sections):
        goes_on = (
            held is not None
            and section.topic == FREE
            and not (section.item or section.apart)
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
        if asked and section.question and not section.level:
            section = replace(section, topic=asked.topic, label=asked.label)
        asked = None
        yield section


def _without_prompts(sections: Sequence[Section]) -> Iterator[Section]:
    """A form that explains several of its labels in brackets explains all that it has something in brackets for."""
    explained = [one.topic in FIELDS and is_explained(one.text) for one in sections]
    template = sum(explained) > _ASKED
    for section, begins in zip(sections, explained, strict=True):
        yield replace(section, text=unexplained(section.text)) if template and begins else section


def _of_persons(sections: Sequence[Section]) -> Iterator[Section]:
    """`Name: Leila Haddad`, `E-mail: …` is who writes, where another label says which integration."""
    named = [one.label for one in sections if one.topic == Field.INTEGRATION_NAME]
    for at, section in enumerate(sections):
        person = (
            section.topic == Field.INTEGRATION_NAME
            and len(named) > 1
            and " ".join(forms(section.label)) in PERSON
            and [one.topic for one in sections[at + 1 : at + 2]] == ["contact"]
        )
        yield replace(section, topic="contact") if person else section


def _tidied(sections: Iterable[Section], words: Words) -> Iterator[Section]:
    """The sections with their values cleaned; what is still to be done is nobody's prose, and yet says with which terms."""
    for section in sections:
        text = section.text
        if section.topic not in (FREE, HEADING):
            text = clean_value(set_off(text) if section.topic in CHOSEN else text, words)
        if section.topic in _WRITTEN:
            text = "\n".join(line for line in text.split("\n") if not BOX.match(line))
        yield replace(section, text=text)
        if section.topic not in FIELDS and (tasks := to_do(section.text)):
            yield Section(topic="ignore", text=tasks, where=section.where)
