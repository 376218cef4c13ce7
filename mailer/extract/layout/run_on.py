"""Fields that do not stand on lines of their own: several on one line, a field said as a sentence, a JSON object."""

import json
import re
from collections.abc import Iterator
from typing import Any

from mailer.extract.layout.labels import FIELDS
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words
from mailer.model.request import Field

_JOIN = re.compile(
    r"(?<=[.!?;。])\s*(?:\d{1,2}[.)]\s*)?(?P<label>[^\W\d_][^\n:：.!?;,。]{1,40})[:：](?:\s|(?<=：))"
)
"""Ends a field's value on a line, where a label follows."""
_SAYS = re.compile(
    r"(?P<label>[^\W\d_][\w-]*(?: [\w-]+)?) (?:is|are|here|would be|ist|sind|est|sont|es|son|é|são)\b", re.I
)
_SAID = frozenset({Field.AUTHENTICATION, Field.DATA_FORMATS, Field.API_DOCS, Field.PRIORITY})
"""Fields that people say in a sentence right below another one's value."""
_OPENS = re.compile(r"^[ \t]{0,8}\{", re.MULTILINE)
_LARGEST = 20_000
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ASKED = 2
"""Known labels from which on an object is a filled form."""


def parted(line: str, words: Words) -> Iterator[str]:
    """The line cut before each known label that follows a stop: `We need Okta. Use case: sign-on. Priority: high`."""
    start = 0
    for found in _JOIN.finditer(line):
        if _field(found["label"], words) and any(map(str.isalpha, line[start : found.start()])):
            yield line[start : found.start()].rstrip(" ;,")
            start = found.start("label")
    yield line[start:]


def says_field(line: str, words: Words) -> bool:
    """Whether a line begins with a field and says what it is: `Auth is with an API key`, `Docs here: …`."""
    found = _SAYS.match(line)
    return found is not None and _field(found["label"], words) in _SAID


def _field(label: str, words: Words) -> str:
    topic = words.labels.get(forms(label.replace("_", " ")), "")
    return topic if topic in FIELDS else ""


def as_lines(text: str, words: Words) -> str:
    """`text` with a JSON object whose keys are labels written as lines with labels; any other one is a sample, as code
    is, and left out."""
    opens = _OPENS.search(text[:_LARGEST]) if "{" in text else None
    if not opens:
        return text
    end = text.rfind("}", opens.start(), _LARGEST) + 1
    filled = _read(text[opens.start() : end])
    if not filled:
        return text
    form = sum(bool(_field(key, words)) for key in filled) >= _ASKED
    rows = [f"{key}: {value}" for key, value in filled.items() if value and form]
    return "\n".join([text[: opens.start()], *rows, text[end:]])


def _read(written: str) -> dict[str, str]:
    """The object's texts by their keys, those of objects in it among them; nothing where it is no JSON."""
    try:
        read = json.loads(written)
    except (ValueError, RecursionError):
        return {}
    return dict(_rows(read)) if isinstance(read, dict) else {}


def _rows(read: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in read.items():
        name = _CAMEL.sub(" ", key).replace("_", " ")
        if isinstance(value, dict):
            yield from (
                (_CAMEL.sub(" ", inner).replace("_", " "), _text(one)) for inner, one in value.items()
            )
        else:
            yield name, _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return "" if value is None or isinstance(value, dict) else str(value)
