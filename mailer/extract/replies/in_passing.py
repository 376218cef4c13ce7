"""What is left of a reply when answers and corrections are taken: a plain paragraph, and what its sentences say in passing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mailer.extract.fields.details import read_fields
from mailer.extract.fields.pieces import Prose, pieces, weigh
from mailer.extract.layout.labels import FREE
from mailer.extract.layout.part import parts_of
from mailer.extract.layout.sections import PROSE, Section
from mailer.extract.replies.answered import fits
from mailer.extract.replies.talk import is_talk, only_wishes
from mailer.extract.text.marked import Marked, Span
from mailer.extract.text.words import Words
from mailer.model.request import Field, Value
from mailer.model.snapshot import Sent
from mailer.rules.catalog import Catalog

_PLAIN = 3
"""Weight of a sentence that says more than one thing about how it is done today."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What a reply answers."""

    fields: Sequence[Field]
    """Our questions, number 1 first."""
    sent: Sent | None
    """Our mail, where it is known; without a text where that is no longer kept."""
    name: str
    """What the request is called until now."""

    @property
    def kept(self) -> Sent | None:
        """Our mail where its text is still there to be told from the reader's."""
        return self.sent if self.sent and self.sent.text else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """What a reply is read with."""

    asked: Asked
    language: str
    words: Words
    catalog: Catalog

    def fits(self, number: int, text: str) -> bool | None:
        """Whether `text` can answer the question with this number; None where any words can."""
        return fits(self.asked.fields[number - 1], text, self.words, self.catalog)


def speaks(marked: Marked, span: Span, reader: Reader) -> bool:
    """Whether a sentence may tell a field: it is no talk; and where it only wishes, or only hints at what is done today, that
    was asked."""
    if is_talk(marked, span):
        return False
    told, weight = weigh(marked, span)
    hints = weight < _PLAIN if told is Field.ALTERNATIVES else only_wishes(marked, span)
    return told not in (Field.ALTERNATIVES, Field.USE_CASE) or not hints or told in reader.asked.fields


def plain(text: str, reader: Reader) -> Iterator[Section]:
    """One question was asked and one paragraph came back: that is its answer."""
    asked = reader.asked.fields
    if len(asked) != 1 or not text or reader.fits(1, text) is False:
        return
    marked = Marked(text, reader.language, reader.words)
    said = pieces([Prose(marked=marked, topic=FREE, where="body")])
    if said:
        yield Section(topic=asked[0], text=text[said[0].span.start : said[-1].span.end])
    elif marked.length(marked.whole) and not marked.has(
        marked.whole, "thanks", "closing", "question", "inverted"
    ):
        yield Section(topic=asked[0], text=text)


def in_passing(text: str, reader: Reader) -> Mapping[Field, Value]:
    """What free sentences say clearly: it is for fields of which nothing is known yet."""
    section = Section(topic=FREE, text=text)
    read = read_fields(parts_of([section], reader.language, reader.words), reader.words)
    clear = {
        name: value for name, value in read.items() if value.evidence.sure and name is not Field.CATEGORY
    }
    prose = [value.text for name, value in clear.items() if name in PROSE - {Field.PERFORMANCE}]
    often = clear.get(Field.PERFORMANCE)
    if often and any(often.text in said for said in prose):
        del clear[Field.PERFORMANCE]  # `two days a month` that are saved are no volume
    return {name: replace(value, aside=True) for name, value in clear.items()}
