"""What a subject says beside a name: its urgency, and a way to sign in or a format that the text below leaves unsaid."""

import re

from mailer.extract.fields import terms
from mailer.extract.fields.details import SAID
from mailer.extract.fields.terms import TERMS
from mailer.extract.text.deadlines import NEEDED
from mailer.extract.text.denial import is_denied
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.phrases import forms
from mailer.extract.text.words import Words
from mailer.model.request import Evidence, Field, Priority, Value


def titled_priority(subject: Marked, words: Words) -> Value | None:
    """The urgency that stands apart in a subject: `URGENT: Slack`, `Slack connector (high priority)`, `Slack – by Q3`; `urgent
    tickets` are what it is about."""
    if rated := _rated(subject.text, words):
        return _value(subject, rated.value)
    said = terms.said_priority(subject)
    if said is None:
        return None
    before, behind = subject.text[: said[1].start], subject.text[said[1].end :]
    first = not before.strip(" ([!") and behind.lstrip()[:1] in tuple(":!-–—,)]")
    last = not behind.strip(" )]!.") and before.rstrip()[-1:] in tuple("([,:-–—!")
    if not (first or last):
        return None
    return _value(subject, said[0].value)


def _rated(subject: str, words: Words) -> Priority | None:
    """The priority that is all of what stands apart at an end of the subject: `[high] Slack`, `Slack (low)`, `Slack – priority:
    high`. What is of middling urgency says so with a label: `Medium` is a product."""
    for found in filter(
        None, (*(one.match(subject) for one in _FIRST), *(one.search(subject) for one in _LAST))
    ):
        label, colon, said = found[1].replace("：", ":").rpartition(":")
        stated = terms.stated_priority(said, words)
        if stated is None or (colon and words.labels.get(forms(label)) != Field.PRIORITY):
            continue
        rest = said.replace(stated.said, "").strip(_MARKS)
        if (not rest or NEEDED.fullmatch(rest)) and (colon or stated.priority is not Priority.MEDIUM):
            return stated.priority
    return None


_FIRST = (
    re.compile(r"\s*[\[(【（]([^\[\](){}]{1,60})[\])】）]"),
    re.compile(r"([^:：–—|]{1,40}?)\s*[:：–—|]"),
)
_LAST = (
    re.compile(r"[\[(【（]([^\[\](){}]{1,60})[\])】）]\s*$"),
    re.compile(r"(?:[–—|]|\s-)\s([^–—|()]{1,60})$"),
    re.compile(r"[:：]([^:：–—|()]{1,40})$"),
)
_MARKS = " .!*"


def titled_terms(subject: Marked, field: Field, name: str) -> Value | None:
    """The ways to sign in, or the formats, of a subject that names the integration as well: `SharePoint: client certificate`.
    What it complains about (`tired of CSV`, `the JSON export fails`) is not asked for."""
    if name.casefold() not in subject.text.casefold() or subject.has(subject.whole, "bug", "fails"):
        return None
    found, _ = terms.named(subject, TERMS[field], labelled=False)
    kept = [term for term, place in found.items() if not is_denied(subject, place.start, _BETWEEN)]
    return _value(subject, *kept) if kept and not _names_it(subject, found, name) else None


_BETWEEN = 1
"""Words between a denial and what it denies: `no more CSV`."""


def _names_it(subject: Marked, found: dict[str, Span], name: str) -> bool:
    """`JSON Feed`: a term that is a part of a name."""
    at = subject.text.casefold().find(name.casefold())
    return any(
        at <= place.start < at + len(name) and place.end - place.start < len(name) for place in found.values()
    )


def _value(subject: Marked, *items: str) -> Value:
    return Value(items=items, evidence=Evidence(text=subject.text, where="subject", confidence=SAID))
