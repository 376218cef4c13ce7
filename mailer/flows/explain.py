"""Says what the service would do with a mail, and changes nothing: an empty tracker and a proven sender are assumed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from mailer.decide.case import Case
from mailer.decide.intake import decide
from mailer.decide.policy import Policy
from mailer.mailbox.batches import batches
from mailer.model.decision import Decision
from mailer.model.inbox import InboxRow, InboxState, Outcome
from mailer.model.mail_source import RawMail
from mailer.model.message import Address, Message
from mailer.model.reading import Failure, Reading
from mailer.model.request import Details, Field, Purpose
from mailer.model.snapshot import Author, Snapshot
from mailer.recognise.commands import orders_of
from mailer.recognise.mailboxes import author_passed_on
from mailer.recognise.recognition import Border, Sender, recognise
from mailer.recognise.threads import keys_of
from mailer.sandbox import Sandbox

SOURCE = "explain"
STDIN = "-"
LOOK_AHEAD = 64
LOOK_AHEAD_BYTES = 4 * 1024 * 1024
_LOCAL_PART = re.compile(r"\w[\w.+-]{0,63}", re.ASCII)

MOST_HEAD = 64 * 1024
"""Bytes of a mail that cannot be read in which its header fields are looked for."""
_BODY = re.compile(rb"\r?\n\r?\n")
ASSUMED = Sender(proven=True, because="explaining assumes a proven sender")

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """One mail and what would become of it."""

    file: str
    reading: Reading | None
    """None when it cannot be read."""
    head: Message | None = None
    """Of a mail that cannot be read what its header fields say."""
    decision: Decision
    automatic: str | None
    silence: str = ""
    """Why its author gets no answer; empty where they get one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Explainer:
    """What explaining needs: everything but a store."""

    sandbox: Sandbox
    border: Border
    policy: Policy
    now: datetime


def explain(mails: Iterable[RawMail], explainer: Explainer) -> Iterator[Explanation]:
    """Explain every mail, in the order given; many are read side by side in the sandbox. Raises for no mail."""
    for batch in batches(mails, mails_each=LOOK_AHEAD, bytes_each=LOOK_AHEAD_BYTES):
        waiting: list[tuple[RawMail, Reading | Failure]] = []
        for mail, answer in zip(batch, explainer.sandbox.read_all([one.raw for one in batch]), strict=True):
            if waiting or isinstance(answer, Failure):  # its head is read once the children are free
                waiting.append((mail, answer))
            else:
                yield _explain_one(mail, answer, None, explainer)
        heads = _heads([mail for mail, answer in waiting if isinstance(answer, Failure)], explainer)
        for mail, answer in waiting:
            head = next(heads) if isinstance(answer, Failure) else None
            yield _explain_one(mail, answer, head, explainer)


def _explain_one(
    mail: RawMail, answer: Reading | Failure, head: Message | None, explainer: Explainer
) -> Explanation:
    file = str(mail.key or STDIN)
    if isinstance(answer, Failure):
        return _quarantined(file, answer.of_a_mail(oversize=mail.oversize), head)
    try:
        case = _case(mail, answer, explainer)
        decision = decide(case)
    except Exception as error:  # as intake does: whatever the road raises is this mail's failure
        return _quarantined(file, Failure(reason="error", detail=repr(error), final=False), answer.message)
    kind = case.recognition.automatic
    return Explanation(
        file=file,
        reading=answer,
        decision=decision,
        automatic=kind.value if kind else None,
        silence=_silence(case, decision),
    )


def _heads(mails: Sequence[RawMail], explainer: Explainer) -> Iterator[Message | None]:
    """Of each mail the header fields alone, read in the sandbox like any mail; None where they are what cannot be read."""
    fields = [_BODY.split(mail.raw[:MOST_HEAD], maxsplit=1)[0] + b"\r\n\r\n" for mail in mails]
    for read in explainer.sandbox.read_all(fields):
        yield None if isinstance(read, Failure) else read.message


def _silence(case: Case, decision: Decision) -> str:
    if any(tell.to.address == case.sender.address for tell in decision.tells):
        return ""
    if case.recognition.automatic:
        return "what no person wrote is not answered"
    if not case.message.sender:
        return "it names nobody who could be answered"
    if case.wants_no_answer:
        return "its header asks for no automatic answer"
    held = "a person of the team reads it first"
    usual = held if decision.outcome is Outcome.HELD else "nothing in it calls for an answer"
    return _UNANSWERED.get(case.understanding.purpose, usual)


_UNANSWERED = {
    Purpose.PITCH: "a pitch is not answered",
    Purpose.SPAM: "spam is not answered",
    Purpose.THANKS: "thanks need no answer",
}


def _quarantined(file: str, failure: Failure, head: Message | None) -> Explanation:
    named = failure.detail.startswith(failure.reason)
    because = failure.detail if named else ": ".join(filter(None, (failure.reason, failure.detail)))
    line = {"effect": Outcome.QUARANTINED.value, "ref": None, "because": because}
    decision = Decision(outcome=Outcome.QUARANTINED, because=because, told=(line,))
    return Explanation(
        file=file,
        reading=None,
        head=head,
        decision=decision,
        automatic=None,
        silence="what cannot be read is not answered",
    )


def _case(mail: RawMail, reading: Reading, explainer: Explainer) -> Case:
    message, border = reading.message, explainer.border
    keys = keys_of(message, mail.envelope_recipients, border.signing_keys, border.prefix)
    understood = reading.understanding
    wrote = (author_passed_on(message, border.own, wanted.mail) for wanted in understood.requests)
    authors = {at: Author(address=author) for at, author in enumerate(wrote) if author}
    snapshot = Snapshot(now=explainer.now, authors=authors)
    recognition = recognise(
        message,
        SOURCE,
        keys,
        snapshot,
        border,
        asking=understood.asking,
        wishing=understood.wishing,
    )
    if message.sender:
        recognition = replace(recognition, sender=ASSUMED)
    return Case(
        row=_row(mail, explainer.now),
        message=message,
        understanding=reading.understanding,
        recognition=recognition,
        snapshot=snapshot,
        policy=explainer.policy,
        ordered=None if recognition.automatic else orders_of(message, explainer.policy.grammar),
    )


def _row(mail: RawMail, now: datetime) -> InboxRow:
    return InboxRow(
        id=0,
        source=SOURCE,
        account=mail.account,
        received_at=now,
        sha256="",
        size=len(mail.raw),
        envelope_sender=mail.envelope_sender,
        envelope_recipients=mail.envelope_recipients,
        answer=True,
        oversize=mail.oversize,
        state=InboxState.WORKING,
    )


def as_json(explanation: Explanation) -> Json:
    """The JSON object of the contract (`mailer explain --json`)."""
    decision = explanation.decision
    verdict: Json = {
        "automatic": explanation.automatic,
        "bounce": None,
        "outcome": decision.outcome.value,
        "because": decision.because,
        "effects": [{**line, "ref": None} for line in decision.told],
        "language": None,
        "requests": [],
    }
    if explanation.reading is None:
        return {"file": explanation.file, **_unread(explanation.head), **verdict}
    return {
        "file": explanation.file,
        **_message(explanation.reading.message),
        **verdict,
        **_understood(explanation),
    }


def _unread(head: Message | None) -> Json:
    nothing: Json = {"text": None, "new_text": None, "attachments": []}
    if head:
        return {**_message(head), **nothing}
    return {"message_id": None, "subject": None, "date": None, "from": None, "to": [], "cc": [], **nothing}


def _message(message: Message) -> Json:
    return {
        "message_id": message.message_id or None,
        "subject": message.subject,
        "date": message.date.isoformat() if message.date else None,
        "from": _address(message.sender) if message.sender else _local(message.header("From")),
        "to": [_address(a) for a in message.to],
        "cc": [_address(a) for a in message.cc],
        "text": message.text,
        "new_text": message.new_text,
        "attachments": [
            {"filename": a.filename, "content_type": a.content_type, "size": a.size}
            for a in message.attachments
        ],
    }


def _local(written: str) -> Json | None:
    """An author without a domain (`root`, `moderator`), as mail says that never left its machine; never written to."""
    name, _, inside = written.rpartition("<")
    bare = inside.strip(" >")
    return {"name": name.strip(' "'), "address": bare} if _LOCAL_PART.fullmatch(bare) else None


def _address(address: Address) -> Json:
    return {"name": address.name, "address": address.address}


def _understood(explanation: Explanation) -> Json:
    reading = explanation.reading
    if reading is None:
        return {}
    understanding = reading.understanding
    wanted = any(line["effect"] == Outcome.REQUEST.value for line in explanation.decision.told)
    return {
        "bounce": _bounce(reading.message, explanation.automatic),
        "language": understanding.language,
        "requests": [_request(d) for d in understanding.requests] if wanted else [],
    }


def _bounce(message: Message, automatic: str | None) -> Json | None:
    if message.delivery is None or automatic not in ("bounce", "delivery_notice"):
        return None
    return {
        "recipients": [
            {"address": r.address, "permanent": r.permanent, "status": r.status}
            for r in message.delivery.recipients
        ]
    }


def _request(details: Details) -> Json:
    out: Json = {"kind": details.kind.value, "technical": {}}
    for name in Field:
        section, _, key = name.value.rpartition(".")
        (out[section] if section else out)[key] = _value(details, name)
    out["missing"] = [name.value for name in details.missing]
    out["evidence"] = {
        name.value: {
            "text": value.evidence.text,
            "where": value.evidence.where,
            "confidence": round(value.evidence.confidence, 2),
        }
        for name, value in details.fields.items()
    }
    return out


def _value(details: Details, name: Field) -> str | list[str] | None:
    value = details.fields.get(name)
    if name.is_list:
        return list(value.items) if value else []
    return value.text if value else None
