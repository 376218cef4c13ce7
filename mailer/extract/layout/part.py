"""A section with the cues of its text: what the readers of fields look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mailer.extract.layout.labels import FIELDS
from mailer.extract.layout.sections import Section
from mailer.extract.layout.values import is_none
from mailer.extract.text.marked import Marked, marked
from mailer.extract.text.words import Words
from mailer.model.request import Field, Value

Fields = dict[Field, Value]

LABELLED = 0.95
"""Confidence in what stands under its label."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A section with its text marked."""

    section: Section
    marked: Marked

    @property
    def field(self) -> Field | None:
        """The field that the section's label stands for."""
        topic = self.section.topic
        return Field(topic) if topic in FIELDS else None


def parts_of(sections: Iterable[Section], language: str, words: Words) -> list[Part]:
    """The sections that say anything, marked."""
    return [
        Part(section=one, marked=marked(one.text, language, words)) for one in sections if one.text.strip()
    ]


def filled(parts: Sequence[Part], words: Words) -> int:
    """How many different fields have a label with something under it."""
    return len({part.field for part in parts if part.field and not is_none(part.section.text, words)})
