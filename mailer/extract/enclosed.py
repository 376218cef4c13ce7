"""Several mails passed on in one: each is read by itself, with what is attached to it, and asks in its own author's name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mailer.extract.layout.voices import PASSED_ON
from mailer.model.message import Address, Message
from mailer.model.request import Details, Field, Understanding, Value
from mailer.rules.names import key


def each_alone(message: Message) -> Iterator[Message]:
    """`message` with the first mail that it passes on, then each further one without a word beside it."""
    theirs = {mail.part for mail in message.enclosed}
    kept = [one for at, one in enumerate(message.attachments) if at not in theirs]
    yield replace(message, enclosed=(), attachments=tuple(kept))
    for mail in message.enclosed:
        yield replace(
            message,
            subject=mail.subject,
            text="",
            new_text="",
            quoted="",
            answers=(),
            in_reply_to=(),
            references=(),
            forwarded=mail,
            enclosed=(),
            attachments=message.attachments[mail.part : mail.part + 1] if mail.part is not None else (),
        )


def in_one(read: Sequence[Understanding], message: Message) -> Understanding:
    """What was read in each of the mails as one understanding. A request that the sender names as well stands once, with
    the words of the mail that asks for it and what the sender says of it."""
    first, *others = read
    asked = list(first.requests)
    for at, one in enumerate(others, 1):
        for details in one.requests:
            _add(asked, replace(details, mail=at, fields=_passed_on(details.fields)), message)
    spoken = next((one for one in read if one.requests), first)
    return replace(
        first,
        purpose=spoken.purpose,
        because=spoken.because,
        requests=tuple(asked),
        asking=tuple(sentence for one in read for sentence in one.asking),
        wishing=tuple(sentence for one in read for sentence in one.wishing),
        attached=tuple(attached for one in read for attached in one.attached),
    )


def _passed_on(fields: Mapping[Field, Value]) -> dict[Field, Value]:
    """The subject of such a mail is its author's too."""
    return {
        field: replace(value, evidence=replace(value.evidence, where=PASSED_ON))
        if value.evidence.where == "subject"
        else value
        for field, value in fields.items()
    }


def _add(asked: list[Details], details: Details, message: Message) -> None:
    """Add `details` to what is `asked`, unless the sender names it too, or its author asks for it in another mail."""
    for at, one in enumerate(asked):
        if not _same(one, details):
            continue
        if _where(one) != PASSED_ON:
            own = {field: value for field, value in one.fields.items() if value.evidence.where != PASSED_ON}
            asked[at] = replace(details, fields={**details.fields, **own})
            return
        if _author(message, one) == _author(message, details):
            return
    asked.append(details)


def _where(details: Details) -> str:
    """Where the name of what is asked for stands."""
    named = details.fields.get(Field.INTEGRATION_NAME)
    return named.evidence.where if named else PASSED_ON


def _author(message: Message, details: Details) -> Address | None:
    return next((mail.sender for mail in message.passed_on[details.mail : details.mail + 1]), None)


def _same(one: Details, other: Details) -> bool:
    if one.kind is not other.kind:
        return False
    if one.product or other.product:
        return one.product == other.product
    return key(one.text(Field.INTEGRATION_NAME)) == key(other.text(Field.INTEGRATION_NAME))
