"""Takes the secrets out of a mail before anything else looks at it; the raw mail keeps them, for the team alone.

Their kinds are noted on the message, so that its author can be told (RELIABILITY R-86).
"""

from dataclasses import replace

from mailer.model.message import Attachment, Message
from mailer.model.request import Details, Understanding, Value
from mailer.rules.secrets import find, masked

MOST_OF_AN_ATTACHMENT = 1_000_000
"""Bytes of a text attachment that are looked at; a larger one is not read for fields either."""


def sealed_message(message: Message) -> Message:
    """`message` without secrets in subject, text and text attachments, and with the kinds of those that were there."""
    attachments = tuple(map(_sealed_attachment, message.attachments))
    texts = [message.subject, message.text, message.forwarded.text if message.forwarded else ""]
    changed = [a for a, b in zip(message.attachments, attachments, strict=True) if a is not b]
    kinds = [hit.kind for text in [*texts, *map(_text_of, changed)] for hit in find(text)]
    if not kinds:
        return message
    forwarded = message.forwarded
    return replace(
        message,
        subject=masked(message.subject),
        headers=tuple((name, masked(value)) for name, value in message.headers),
        text=masked(message.text),
        new_text=masked(message.new_text),
        quoted=masked(message.quoted),
        answers=tuple(replace(a, quoted=masked(a.quoted), text=masked(a.text)) for a in message.answers),
        forwarded=replace(forwarded, subject=masked(forwarded.subject), text=masked(forwarded.text))
        if forwarded
        else None,
        attachments=attachments,
        secrets=tuple(dict.fromkeys(kinds)),
    )


def sealed_understanding(understanding: Understanding) -> Understanding:
    """The same for what was read out of documents, whose text no other look has seen."""
    return replace(understanding, requests=tuple(map(_sealed_details, understanding.requests)))


def _sealed_details(details: Details) -> Details:
    return replace(details, fields={name: _sealed_value(value) for name, value in details.fields.items()})


def _sealed_value(value: Value) -> Value:
    evidence = replace(value.evidence, text=masked(value.evidence.text))
    return replace(value, items=tuple(map(masked, value.items)), evidence=evidence)


def _sealed_attachment(attachment: Attachment) -> Attachment:
    text = _text_of(attachment)
    without = masked(text)
    return attachment if without == text else replace(attachment, content=without.encode())


def _text_of(attachment: Attachment) -> str:
    """The text of an attachment that is text, else nothing."""
    if len(attachment.content) > MOST_OF_AN_ATTACHMENT or b"\0" in attachment.content[:4_000]:
        return ""
    try:
        return attachment.content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
