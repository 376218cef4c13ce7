"""What a mail is read from: its own words, in sections and with every cue marked, prepared once for all readers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailer.extract.attached.attachments import MOST_BYTES, read_attachments
from mailer.extract.attached.reading import AttachmentReading
from mailer.extract.attached.texts import LONGEST_TEXT, read_texts
from mailer.extract.layout.labels import HEADING
from mailer.extract.layout.lines import own_words
from mailer.extract.layout.part import Part, parts_of
from mailer.extract.layout.sections import Section, answered, read_sections
from mailer.extract.layout.subject import of_a_conversation, plain_subject
from mailer.extract.layout.voices import PASSED_ON, is_meant, is_news, is_quoted_form, quoted_by_hand
from mailer.extract.text.language import read_in, recognise
from mailer.extract.text.marked import Marked, marked
from mailer.extract.text.words import Words
from mailer.model.message import Message
from mailer.rules.catalog import Catalog


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What a mail is read from, prepared once."""

    message: Message
    words: Words
    catalog: Catalog
    language: str
    """Whose cues it is read with."""
    answered_in: str
    """The one that it is answered in, which is mostly the same."""
    title: str
    """The subject as its author wrote it; empty where it is the conversation's."""
    titled: Marked
    """The same with its cues, reply marks and tags and all."""
    subject: Marked
    """The words of the subject, whoever wrote it, without reply marks and tags."""
    body: Marked
    labels: Marked
    """The labels above the author's words, a line each; what a form asks is nobody's statement."""
    parts: Sequence[Part]
    readings: Sequence[AttachmentReading]
    tells_news: bool
    """What its sender passes on asks for nothing: a vendor's newsletter, say, which is nobody's wish and was left out."""

    @property
    def continues(self) -> bool:
        """Whether it goes on in a conversation of ours, below a subject that its author has not written."""
        return not self.title and bool(self.message.subject)


def prepare(message: Message, words: Words, catalog: Catalog, attachment_bytes: int = MOST_BYTES) -> Source:
    """The mail's own text in sections, its language, and the cues in it."""
    text = own_text(message)
    forwarded = message.forwarded.text[:LONGEST_TEXT] if message.forwarded else ""
    title = "" if message.in_reply_to and of_a_conversation(message.subject) else message.subject
    subject = plain_subject(message.subject, words, catalog)
    spoken_in = forwarded if not text or not quoted_by_hand(message) else ""
    spoken_text = f"{subject if title else ''}\n{text}\n{spoken_in}"
    answered_in = recognise(spoken_text, words)
    language = read_in(spoken_text, words, answered_in)
    theirs = parts_of(read_sections(forwarded, words, PASSED_ON), language, words)
    given = () if is_quoted_form(message, theirs, words) else answered(message.answers, words)
    own = [*given, *read_sections(_without(text, message) if given else text, words)]
    own_parts = parts_of(own, language, words)
    news = is_news(theirs, own_parts)
    passed_on = theirs if not news and is_meant(message, theirs, words, answers=bool(given)) else []
    opened = read_attachments([one for one in message.attachments if not one.inline], attachment_bytes)
    told = list(read_texts(opened, f"{subject if title else ''}\n{text}\n{forwarded}", language, words))
    attached = [section for _, added in told for section in added]
    sections = [*own, *(part.section for part in passed_on), *attached]
    stated = (section.label for section in sections if not section.question)
    return Source(
        message=message,
        words=words,
        catalog=catalog,
        language=language,
        answered_in=answered_in,
        title=title,
        titled=marked(title, language, words),
        subject=marked(subject, language, words),
        body=marked("\n\n".join(spoken(sections)), language, words),
        labels=marked("\n".join(stated), language, words),
        parts=[*own_parts, *passed_on, *parts_of(attached, language, words)],
        readings=tuple(reading for reading, _ in told),
        tells_news=news and not quoted_by_hand(message),
    )


def spoken(sections: Sequence[Section]) -> Iterator[str]:
    """The author's words without the labels above them: a form's questions are not theirs."""
    for section in sections:
        if section.topic not in ("ignore", "contact") and (section.text.strip() or section.topic == HEADING):
            heading = [section.label] if section.topic == HEADING else []
            yield own_words("\n".join([*heading, section.text.strip()]))


def own_text(message: Message) -> str:
    return message.new_text[:LONGEST_TEXT].strip()


def _without(text: str, message: Message) -> str:
    """The new text less the answers that were read under their questions."""
    for answer in message.answers:
        text = text.replace(answer.text.strip(), "\n", 1)
    return text
