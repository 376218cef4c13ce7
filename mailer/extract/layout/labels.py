"""Whether a line is a label, and of what: known word for word, inside a heading, or as a form's question.

Knows how people mark labels (headings, bold words, list items, `Label: value`, questions); what stands below is not its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mailer.extract.layout.choices import BOX, CHOSEN
from mailer.extract.text.phrases import forms, outermost
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.model.request import Field

FIELDS = frozenset(Field)
FREE = ""
HEADING = "heading"
"""Topic of a heading that nobody knows: what stands under it is read like free text."""
LONGEST_LABEL = 80
"""Characters; process documents and forms stay under it."""
_HEADING = re.compile(r"\s{0,3}(#{1,6}|={2,6}(?=[^=>]))\s*(\S.*)")
"""Of Markdown, and of a wiki: `== Label ==`."""
ITEM = re.compile(
    r"\s*(?:(?:[-*•–·+✔▪▸►‣●○◦┆]|\(?\d{1,2}[.):]|\(?[a-g][.)]|[qQ]\d{0,2}[.):])\s+|(?:[・･]|[\u2460-\u2473])\s*)"
)
_SEPARATOR = re.compile(r"\s*[:：=]\s*|\s+(?:[-–—=]+>?|[>»›→⇒➜]+)\s+|\t+| {2,}|\s?(?:\.{3,}|…+)\s*")
_FRAMED = re.compile(
    r"(?:\[([^\[\]]{2,80})\](?!\()|【([^【】]{2,80})】|[「『]([^「」『』]{2,80})[」』]|<([^<>/@]{2,80})>|[\"“„]([^\"“”„]{2,80})[\"“”])\s*[:：=]?\s*"
)
"""`[Label] value`, `【Label】value`, `"Label": "value"`."""
_ASIDE = re.compile(r"\s*[(（\[][^()（）\[\]]{0,200}[)）\]]")
MARKS = "*_`#>~ \t:：?？-–—=✔️⚠🏷🔖📑🎤✌👀📝🧩🚀"
_EMPHASIS = re.compile(r"\*\*|__|</?(?:b|strong|u|i|em|br|p|sub)/?>", re.I)


@dataclass(frozen=True, slots=True)
class Label:
    """A line that opens a section."""

    topic: str
    label: str
    rest: str
    level: int = 0
    item: bool = False
    question: bool = False
    dashed: bool = False
    """A dash parts it from its value."""
    mark: str = ""
    """The sign of the list that it is an item of, a number as `1`."""
    apart: bool = False
    """Nobody knows it, but what stands here is no part of the value above."""


_FOLDED = re.compile(r"[>|][+-]?")
"""YAML's mark that the value stands on the lines below."""


def find_label(line: str, words: Words, *, alone: bool = True) -> Label | None:
    """The label that `line` opens a section with, or None; `alone`: nothing follows that could be its value."""
    if not line.strip() or BOX.match(line):
        return None
    heading = _HEADING.match(line)
    if heading:
        return _of_heading(heading.group(2).rstrip("#= "), words, len(heading.group(1)))
    item = ITEM.match(line)
    body = line[item.end() :] if item else line.strip()
    found = (
        _bold(body, words)
        or _framed(body, words, alone=alone)
        or _separated(body, words)
        or _unseparated(body, words)
        or _whole_line(body, words, alone=alone and not item)
        or in_question(body, words)
        or (Label(FREE, body.strip(MARKS), body, item=True) if item and _short(body) else None)
    )
    return replace(found, mark=list_mark(line)) if found and item else found


def list_mark(line: str) -> str:
    """The sign of the list that a line is an item of, as far in as it stands; a number as `1`."""
    item = ITEM.match(line)
    return _NUMBERS.sub("1", item[0].rstrip()) if item else ""


_NUMBERS = re.compile(r"\d+|[\u2460-\u2473]")


def _of_heading(text: str, words: Words, level: int) -> Label:
    found = _separated(text, words) or _contained(text, words) or by_words(text, words)
    if found:
        return replace(found, level=level, item=False, question=_asks(text))
    return Label(HEADING, _EMPHASIS.sub("", text).strip(MARKS), "", level=level, item=True)


def _bold(body: str, words: Words) -> Label | None:
    """`**Label**: value`, `**Label:** value`, `*A question?* value`, or a bold line of its own."""
    marked = _MARKED_OUT.match(body)
    if marked is None:
        return None
    inner, rest = marked[2], body[marked.end() :].lstrip(" :：-–\\")
    found = _exact(inner, words) or (_contained(inner, words) if not rest or len(inner.split()) > 2 else None)
    if not found and _asks(inner):
        asked = in_question(inner, words)
        found = replace(asked, rest="") if asked else None
    if not found and (not rest.strip() or inner.rstrip().endswith(("?", "？", ":", "："))):
        found = by_words(inner, words)
    if found:
        return replace(found, rest=found.rest or rest)
    return None


_MARKED_OUT = re.compile(r"(\*\*|__|\*(?=[^*]{3,300}[?？]\*(?!\*)))(.*?)\1")


def _framed(body: str, words: Words, *, alone: bool) -> Label | None:
    """A known label in brackets or quotation marks, with its value behind it or below."""
    frame = _FRAMED.match(body)
    inner = next(filter(None, frame.groups())) if frame else ""
    found = _exact(inner, words) if frame and not inner.isspace() else None
    rest = body[frame.end() :].strip() if frame else ""
    if found is None or (alone and not rest):
        return None
    rest = rest.rstrip(",").strip('"“”') if body[0] in '"“„' else rest
    return replace(found, label=frame[0].strip() if frame else "", rest=rest, question=_asks(inner))


def _separated(body: str, words: Words) -> Label | None:
    """`Label: value` with any of the usual separators, the label known word for word."""
    plain = _EMPHASIS.sub("", body)
    for found in _SEPARATOR.finditer(plain[:LONGEST_LABEL]):
        label = _exact(plain[: found.start()], words)
        if label:
            sign = found[0].strip()
            kept = body.partition(sign)[2] if label.topic in CHOSEN and sign else plain[found.end() :]
            rest = "" if _FOLDED.fullmatch(kept.strip()) else kept.strip()
            rest = rest.lstrip(f"{body[0]} ") if body.startswith(("*", "_")) else rest
            return replace(label, rest=rest, dashed=sign in ("-", "–", "—"))
    return None


def _unseparated(body: str, words: Words) -> Label | None:
    """`format json`, `prio low`: a label and nothing but what answers it, with no sign between them."""
    name, _, rest = body.partition(" ")
    found = _exact(name, words) if 0 < rest.count(" ") + len(rest) <= _LONGEST_TERM else None
    if found is None or found.topic not in _ANSWERED_BY:
        return None
    hits = (words.priorities if found.topic == Field.PRIORITY else words.terms).find(words_of(rest))
    whole = any(
        hit.start == 0
        and hit.end == len(rest.rstrip())
        and (found.topic == Field.PRIORITY or hit.tag.startswith(_ANSWERED_BY[found.topic]))
        for hit in hits
    )
    return replace(found, rest=rest) if whole else None


_LONGEST_TERM = 30
_ANSWERED_BY: Mapping[str, str] = {
    Field.AUTHENTICATION: "authentication",
    Field.DATA_FORMATS: "formats",
    Field.PRIORITY: "",
}
"""Fields whose answers are words that are known, with the beginning of their tags."""


def _whole_line(body: str, words: Words, *, alone: bool) -> Label | None:
    """A line that is a label and nothing else, with its value below."""
    if alone or not body or len(body) > LONGEST_LABEL or body[-1] in ".!,;":
        return None
    found = _exact(body, words)
    return replace(found, question="?" in body) if found else None


def _exact(text: str, words: Words) -> Label | None:
    bare = _ASIDE.sub("", text).strip(MARKS)
    topic = _topic(bare, words) if bare and len(bare) <= LONGEST_LABEL else None
    return Label(topic, bare, "") if topic else None


def _topic(label: str, words: Words) -> str | None:
    """What a label stands for; `API / documentation` for what the halves do that are known."""
    topic = words.labels.get(forms(label.replace("_", " ")))
    if topic or not _TWO.fullmatch(label):
        return topic
    topics = {words.labels.get(forms(half)) for half in label.split("/")} - {None}
    return topics.pop() if len(topics) == 1 else None


_TWO = re.compile(r"[^\W\d_][\w ]{1,20}/ ?[^\W\d_][\w ]{1,20}")
"""Two words for one thing; what has a dot or a colon in it may be part of a link."""


def _contained(text: str, words: Words) -> Label | None:
    """A known label inside a longer heading: the longest one, of two alike the first."""
    exact = _exact(text, words)
    if exact:
        return exact
    listed = words_of(text)
    hits = [hit for hit in words.label_phrases.find(listed) if hit.end - hit.start > 3]
    if not hits or (len(listed) > 4 and max(hit.end - hit.start for hit in hits) * 4 < len(text)):
        return None
    best = max(hits, key=lambda hit: (hit.end - hit.start, -hit.start))
    return Label(best.tag, text.strip(MARKS), "")


def in_question(body: str, words: Words) -> Label | None:
    """A form's question, perhaps with its answer behind it: `How often …? - daily`; what is stated before it is no label: `At
    the moment we get mails. Can it be done?`"""
    marks = question_marks(body) if len(body) <= 600 else []
    if not marks:
        return None
    if whole := _exact(body[: min(marks)], words):
        return replace(whole, rest=_after_prompt(body[min(marks) + 1 :], words), question=True)
    stated = max((found.end() for found in _STATED.finditer(body, 0, max(marks))), default=0)
    hits = [
        hit
        for hit in words.label_phrases.find(words_of(body[: max(marks) + 1]))
        if hit.start >= stated
        and (
            (length := body.count(" ", hit.start, hit.end)) >= 3
            or (length == 2 and not body[: hit.start].strip(MARKS))
        )
    ]
    if not hits:
        return None
    first = min(hits, key=lambda hit: hit.start)
    end = max(marks) + 1
    return Label(first.tag, body[:end].strip(), _after_prompt(body[end:], words), question=True)


def question_marks(text: str) -> list[int]:
    """Where the question marks of a line stand; one inside a link asks nothing."""
    return [found.start() for found in _MARK.finditer(text) if found["mark"]] if _asks(text) else []


_MARK = re.compile(r"(?<!\S)\S*?://\S*|(?P<mark>[?？])")


def _after_prompt(rest: str, words: Words) -> str:
    prompts = words.prompts.find(words_of(rest))
    if prompts:
        rest = rest[max(hit.end for hit in prompts) :]
    options = _ASIDE.match(rest)
    if options and rest[options.end() :].strip():
        rest = rest[options.end() :]  # `(low / medium / high): medium`
    rest = _REQUIRED.sub("", rest, count=1).lstrip(" .:-–—\t]】")
    return "" if rest.strip() == "*" else rest


_REQUIRED = re.compile(r"^\s*\*(?=\s*[:：])")
"""The star of a field that has to be filled in."""


def form_question(line: str, words: Words) -> Label | None:
    """A line that asks, in a text that is a form: what a template asks in words that nobody has listed whole."""
    item = ITEM.match(line)
    body = line[item.end() :] if item else line.strip()
    marks = question_marks(body) if len(body) <= LONGEST_QUESTION else []
    if not marks or _STATED.search(body[: (mark := marks[0])]):
        return None
    found = by_words(body[: mark + 1], words) or Label("context", body[: mark + 1].strip(MARKS), "")
    return replace(found, rest=_after_prompt(body[mark + 1 :].lstrip("*_"), words), item=False, question=True)


LONGEST_QUESTION = 300
"""Characters of a line that a form may ask with; the answer may stand behind it."""
_STATED = re.compile(r"[.!。！]\s")
"""Ends a sentence: who states something before asking is no form."""


def by_words(text: str, words: Words) -> Label | None:
    """The topic that the words of a heading or question speak for most, in letters; None where none of them does.

    Word-for-word lists know the templates that somebody has seen; this reads those that nobody has. Words that stand in
    any heading (`describe`, `feature`) decide only where nothing else is said.
    """
    told: dict[str, int] = {}
    for hit in outermost(words.label_words.find(words_of(text))):
        told[hit.tag] = told.get(hit.tag, 0) + hit.end - hit.start
    clear = {topic: letters for topic, letters in told.items() if topic not in _LOOSE} or told
    if not clear or (sum(told.values()) * _SHARE < len(text) and not _asks(text)):
        return None
    return Label(max(clear, key=lambda topic: clear[topic]), text.strip(MARKS), "")


def _asks(text: str) -> bool:
    return "?" in text or "？" in text


_LOOSE = frozenset({"problem", "solution", "context"})
_SHARE = 5
"""A heading of which a smaller part than one in so many is such words is the author's own."""


def _short(body: str) -> bool:
    return (
        len(body) <= LONGEST_LABEL
        and len(body.split()) <= 5
        and not body.rstrip().endswith((".", "!", "?", ","))
    )
