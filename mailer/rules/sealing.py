"""Takes the secrets out of a mail before anything else looks at it; the raw mail keeps them, for the team alone.

Their kinds are noted on the message, so that its author can be told (RELIABILITY R-86).
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from mailer.model.message import Attachment, Forwarded, Message
from mailer.model.request import Details, Understanding, Value
from mailer.rules.secrets import find, given_away, masked

MOST_OF_AN_ATTACHMENT = 1_000_000
"""Bytes of a text attachment that are looked at; a larger one is not read for fields either."""


def sealed_message(message: Message) -> Message:
    """`message` without secrets in subject, text and text attachments, and with the kinds of those that were there.

    What one part gives away (`password:` above an answer) is taken out of all: each is a cutting of the same words.
    """
    attached = map(_text_of, message.attachments)
    enclosed = (mail.text for mail in message.passed_on if mail.text not in message.text)
    texts = [text for text in (message.subject, message.text, *enclosed, *attached) if text]
    kinds = [hit.kind for text in texts for hit in find(text)]
    if not kinds:
        return message
    known = {secret: kind for text in texts for secret, kind in given_away(text).items()}
    seal = partial(masked, known=known)
    return replace(
        message,
        subject=seal(message.subject),
        headers=tuple((name, seal(value)) for name, value in message.headers),
        text=seal(message.text),
        new_text=seal(message.new_text),
        quoted=seal(message.quoted),
        answers=tuple(replace(a, quoted=seal(a.quoted), text=seal(a.text)) for a in message.answers),
        forwarded=_sealed_mail(message.forwarded, seal) if message.forwarded else None,
        enclosed=tuple(_sealed_mail(one, seal) for one in message.enclosed),
        attachments=tuple(_sealed_attachment(one, seal) for one in message.attachments),
        secrets=tuple(dict.fromkeys(kinds)),
    )


def sealed_understanding(understanding: Understanding) -> Understanding:
    """The same for what was read out of documents, whose text no other look has seen."""
    if not understanding.requests:
        return understanding
    return replace(understanding, requests=tuple(map(_sealed_details, understanding.requests)))


def _sealed_details(details: Details) -> Details:
    return replace(details, fields={name: _sealed_value(value) for name, value in details.fields.items()})


def _sealed_value(value: Value) -> Value:
    evidence = replace(value.evidence, text=masked(value.evidence.text))
    return replace(value, items=tuple(map(masked, value.items)), evidence=evidence)


def _sealed_mail(mail: Forwarded, seal: Callable[[str], str]) -> Forwarded:
    return replace(mail, subject=seal(mail.subject), text=seal(mail.text))


def _sealed_attachment(attachment: Attachment, seal: Callable[[str], str]) -> Attachment:
    text = _text_of(attachment)
    without = seal(text)
    return attachment if without == text else replace(attachment, content=without.encode())


def _text_of(attachment: Attachment) -> str:
    """The text of an attachment that is text, else nothing."""
    if len(attachment.content) > MOST_OF_AN_ATTACHMENT or b"\0" in attachment.content[:4_000]:
        return ""
    try:
        return attachment.content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
