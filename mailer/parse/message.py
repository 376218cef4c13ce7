"""From raw bytes to a Message: limits first, then structure by the standard library, then our own readers.

mail-parser is the second opinion on who the author is (`sender`); a whole second parse by it would cost 0.7 ms
a mail and merge enclosed mails into the body, so the structure comes from the standard library's compat32 tree.
"""

import codecs
import email
import email.policy
import re
from dataclasses import replace
from email.errors import MessageError
from email.message import Message as Part
from itertools import islice

from mailer.errors import Unreadable
from mailer.model.message import LOOP_FIELD, Address, Forwarded, Message
from mailer.parse.body import Body, Fragment, is_placeholder, may_be_placeholder, read_body
from mailer.parse.clean import clean_line
from mailer.parse.dsn import read_delivery
from mailer.parse.headers import (
    Fields,
    addresses,
    by_name,
    decode_words,
    message_ids,
    parse_date,
    unfold,
)
from mailer.parse.html_quotes import text_with_quotes
from mailer.parse.limits import Limits, check
from mailer.parse.reply import ReplyParts, is_cover_note, split_reply
from mailer.parse.reply_cues import REPLY_SUBJECT, is_forward, without_marks
from mailer.parse.sender import read_sender
from mailer.parse.unseen import has_struck

MOST_ENCLOSED = 5
"""Whole mails inside one that are read; who encloses more is told so."""

_ENVELOPE_LINE = re.compile(rb">?From (?![ \t]{0,20}:)")
_SPACED_NAME = re.compile(rb"(?m)^([!-9;-~]{1,76})[ \t]{1,20}:")
_HEADER_END = re.compile(rb"\n\r?\n|\r\n\r?\n")


def parse(raw: bytes, limits: Limits = Limits()) -> Message:  # noqa: B008 - frozen, so shared safely
    """Return the mail in `raw` as a Message.

    Raises Unreadable(reason) when it is beyond a limit or breaks every reader; nothing else comes out of it.
    """
    check(raw, limits)
    try:
        return _read(_without_envelope_line(raw), limits)
    except (
        MessageError,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        RecursionError,
        AssertionError,
    ) as trouble:
        # The standard library's reader raises all of these on broken mail (M4): the mail is at fault, not we.
        raise Unreadable("malformed", f"{type(trouble).__name__}: {trouble}"[:200]) from trouble


def _without_envelope_line(raw: bytes) -> bytes:
    """Drop an mbox `From ` line, empty lines and a byte order mark before the header, as programs leave them."""
    raw = raw.removeprefix(codecs.BOM_UTF8)
    start = raw.lstrip(b"\r\n") if raw[:1] in (b"\r", b"\n") else raw
    if _ENVELOPE_LINE.match(start):
        start = start.partition(b"\n")[2]
    return _without_spaced_names(start)


def _without_spaced_names(raw: bytes) -> bytes:
    """`Subject : x` is old but legal (RFC 5322 section 4.5); the standard library would end the header there."""
    end = _HEADER_END.search(raw)
    header = raw[: end.start()] if end else raw
    if b" :" not in header and b"\t:" not in header:
        return raw
    return _SPACED_NAME.sub(rb"\1:", header) + raw[len(header) :]


def _read(raw: bytes, limits: Limits) -> Message:
    root = email.message_from_bytes(raw, policy=email.policy.compat32)
    written = [(str(name), str(value)) for name, value in root.raw_items()]
    fields = by_name(written)
    body = read_body(root, limits)
    marked = _marked_text(body, limits, reply="in-reply-to" in fields)
    text = without_marks(marked)
    subject = decode_words(unfold(_first(fields, "subject")))
    delivery = read_delivery(root, fields, body, text, subject)
    first = not _answers_one(fields)
    sender, sender_defects = read_sender(fields.get("from", ()), fields.get("sender", ()))
    parts = (
        ReplyParts(new=text)
        if delivery
        else split_reply(
            marked,
            forward=is_forward(subject),
            first=first,
            titled=not REPLY_SUBJECT.match(subject),
            writer=sender,
        )
    )
    enclosed = [] if delivery else _enclosed_mails(body, limits)
    passed_on = parts.forwarded or next(iter(enclosed), None)
    return Message(
        message_id=next(iter(message_ids([unfold(_first(fields, "message-id"))])), ""),
        subject=subject,
        date=parse_date(unfold(_first(fields, "date"))),
        sender=sender,
        sender_defects=sender_defects,
        to=_people(fields, "to"),
        cc=_people(fields, "cc"),
        in_reply_to=message_ids(_unfolded(fields, "in-reply-to")),
        references=message_ids(_unfolded(fields, "references")),
        headers=tuple((clean_line(name), decode_words(unfold(value))) for name, value in written),
        text=text,
        new_text=parts.new,
        quoted=parts.quoted,
        answers=parts.answers,
        forwarded=passed_on or (_quoted_by_hand(parts, fields) if delivery is None else None),
        enclosed=tuple(one for one in enclosed if one is not passed_on),
        attachments=tuple(body.attachments),
        delivery=delivery,
        defects=tuple(dict.fromkeys([*body.defects, *(type(defect).__name__ for defect in root.defects)])),
    )


def _answers_one(fields: Fields) -> bool:
    """Does the mail answer another?"""
    return "in-reply-to" in fields or "references" in fields


def _first(fields: Fields, name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _unfolded(fields: Fields, name: str) -> list[str]:
    return [unfold(value) for value in fields.get(name, ())]


def _people(fields: Fields, name: str) -> tuple[Address, ...]:
    found = (one for value in _unfolded(fields, name) for one in addresses(value))
    return tuple({one.address: one for one in found}.values())


def _marked_text(body: Body, limits: Limits, *, reply: bool = False) -> str:
    """The whole body as text, its history marked where it was made of HTML."""
    texts = (_fragment_text(one, reply=reply).strip("\n") for one in body.fragments)
    text = "\n\n".join(one for one in texts if one.strip())
    if len(text) > limits.max_text:
        body.defects.append(f"text cut after {limits.max_text} characters")
    return text[: limits.max_text]


def _fragment_text(fragment: Fragment, *, reply: bool) -> str:
    """The plain form, unless it is empty, only says that one should read the other, or has lost what a reply strikes out."""
    if reply and has_struck(fragment.html):
        return text_with_quotes(fragment.html)
    if not may_be_placeholder(fragment):
        return fragment.plain
    shown = text_with_quotes(fragment.html)
    return shown if is_placeholder(fragment, shown) else fragment.plain


def _enclosed_mails(body: Body, limits: Limits) -> list[Forwarded]:
    """The mails that were enclosed whole, as far as they are read; one of ours is nobody's wish."""
    parts = [n for n, one in enumerate(body.attachments) if one.content_type.startswith("message/")]
    found = zip(body.enclosed, parts, strict=False) if len(parts) == len(body.enclosed) else ()
    mails = (_enclosed_mail(mail, part, limits) for mail, part in islice(found, MOST_ENCLOSED))
    return [mail for mail in mails if mail]


def _quoted_by_hand(parts: ReplyParts, fields: Fields) -> Forwarded | None:
    """Somebody's words between quote marks, in a mail that answers none: its author has put them there."""
    if not parts.by_hand or _answers_one(fields):
        return None
    return Forwarded(sender=None, subject="", date="", text=parts.by_hand)


def _enclosed_mail(inner: "Part[str, str]", part: int, limits: Limits, deepest: int = 3) -> Forwarded | None:
    """The mail at `part` of the attachments; where it does no more than pass another one on, that one."""
    fields = by_name((str(name), str(value)) for name, value in inner.raw_items())
    inside = read_body(inner, limits)
    text = _marked_text(inside, limits)
    if LOOP_FIELD.lower() in fields or not (fields or text.strip()):
        return None
    sender, _ = read_sender(fields.get("from", ()))
    subject = decode_words(unfold(_first(fields, "subject")))
    parts = split_reply(text, forward=is_forward(subject), writer=sender)
    if parts.forwarded and is_cover_note(parts.new):
        return replace(parts.forwarded, part=part)
    passes_on = deepest and is_cover_note(parts.new) and (is_forward(subject) or not parts.new)
    if (
        passes_on
        and inside.enclosed
        and (further := _enclosed_mail(inside.enclosed[0], part, limits, deepest - 1))
    ):
        return further
    return Forwarded(
        sender=sender,
        author=decode_words(unfold(_first(fields, "from"))),
        subject=subject,
        date=clean_line(unfold(_first(fields, "date"))),
        text=parts.new,
        part=part,
    )
