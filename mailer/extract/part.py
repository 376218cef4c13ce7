"""A section with the cues of its text: what the readers of fields look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailer.extract.labels import FIELDS
from mailer.extract.marked import Marked, marked
from mailer.extract.sections import Section
from mailer.extract.words import Words
from mailer.model.request import Field


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
