"""Which attached texts are the author's own words: filled forms, and what a mail has in the place of words of its own.

A contract, a log file or a leaflet has words such as `critical` and `SAML` too; they say nothing about the request.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mailer.extract.attached.reading import AttachmentReading
from mailer.extract.layout.labels import FIELDS
from mailer.extract.layout.sections import Section, read_sections
from mailer.extract.layout.values import is_none
from mailer.extract.text.marked import Marked
from mailer.extract.text.phrases import words as words_of
from mailer.extract.text.words import Words
from mailer.model.request import Field

LONGEST_TEXT = 25_000
"""Characters of a mail's own words, and of an attached text, that are read; a person who asks for an integration has
said it by then."""
COVERING = 40
"""Words that a covering letter has at most."""
_TELLING = frozenset({Field.INTEGRATION_NAME, Field.USE_CASE, Field.BUSINESS_IMPACT})
"""Labels that only a form about a request has; `Priority` and `Format` stand in any log, a bare `Name` in any list."""
_ASKING = ("order", "before", "desire")
_FEW, _MANY = 2, 4
"""Different labels that make a form: with a telling one among them, and without."""


def read_texts(
    readings: Sequence[AttachmentReading], own: str, language: str, words: Words
) -> Iterator[tuple[AttachmentReading, Sequence[Section]]]:
    """Every reading with the sections that it adds to the mail's `own` text; one that adds none says why."""
    for reading in readings:
        where = f"attachment:{reading.filename}"
        sections = read_sections(reading.text[:LONGEST_TEXT], words, where) if reading.text else ()
        if reading.kind == "sample":
            filled = is_form(sections, words)
            yield (_as_form(reading), sections) if filled else (reading, ())
        elif not sections or reading.covers or is_form(sections, words):
            yield reading, sections
        elif _asks(own, language, words):
            yield (
                replace(reading, kind="other", because="no form; the mail itself says what is asked for"),
                (),
            )
        else:
            yield reading, sections


def _as_form(sample: AttachmentReading) -> AttachmentReading:
    """A list whose rows are a form's: that it came as a list says nothing of the formats that are wanted."""
    return replace(sample, kind="form", data_formats=(), because="a text")


def is_form(sections: Sequence[Section], words: Words) -> bool:
    """Whether its labels are those of a request, filled in."""
    labelled = {
        Field(one.topic)
        for one in sections
        if one.topic in FIELDS and one.text.strip() and not is_none(one.text, words)
    }
    telling = {
        one.topic for one in sections if " " in one.label.strip() or one.topic != Field.INTEGRATION_NAME
    }
    return len(labelled) >= (_FEW if labelled & _TELLING & telling else _MANY)


def _asks(own: str, language: str, words: Words) -> bool:
    """Whether a mail asks by itself; one that only says what is attached does not."""
    if len(words_of(own)) > COVERING:
        return True
    marked = Marked(own, language, words)
    return marked.has(marked.whole, *_ASKING)
