"""A Decision becomes rows: effects in the tracker, notices in the outbox, in the caller's transaction."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import singledispatchmethod

from mailer.flows.notices import Notices, Stationery, hold_if_large
from mailer.model.decision import (
    AddReason,
    Ask,
    Assign,
    AwaitProof,
    BurnToken,
    ChangeStatus,
    Close,
    Confirm,
    Credit,
    Decision,
    Effect,
    Forget,
    Join,
    Leave,
    Mend,
    Merge,
    Offer,
    OpenImported,
    OpenRequest,
    Remark,
    Score,
    SetFields,
    SetImported,
    SetPace,
    SettleInbox,
    Suppress,
    TakeAgain,
    TakeBack,
    Target,
    Unmerge,
)
from mailer.model.inbox import InboxRow
from mailer.model.message import Address, Attachment, Message
from mailer.model.request import Field
from mailer.rules.names import key as name_key
from mailer.store.database import Tx


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The mail that a decision is about."""

    inbox: int
    message_id: str
    sender: Address | None
    attachments: tuple[Attachment, ...] = ()
    again: bool = False
    """It was decided once before: held, and now it runs again or a person files it."""


def source_of(row: InboxRow, message: Message) -> Source:
    """The mail in `row` as the source of what is recorded."""
    return Source(
        inbox=row.id,
        message_id=message.message_id,
        sender=message.sender,
        attachments=message.attachments,
        again=row.decided_at is not None,
    )


def record(
    tx: Tx,
    decision: Decision,
    now: datetime,
    stationery: Stationery,
    source: Source | None = None,
    *,
    consented: bool = False,
) -> Decision:
    """Write what `decision` wants into `tx` and return it as it was carried out: with real references in place of the
    stand-ins, and the mails that go.

    `consented` when a person saw how many mails it sends and said yes: then the brake is not asked.
    """
    recorder = Recorder(tx, now, stationery, source)
    for effect in decision.effects:
        recorder.apply(effect)
    recorder.file_source()
    said = recorder.notices.write(decision.tells)
    if not consented:
        hold_if_large(recorder.notices, decision.because)
    lines = tuple({k: recorder.notices.named(v) for k, v in line.items()} for line in decision.told)
    return Decision(
        outcome=decision.outcome,
        because=decision.because,
        effects=decision.effects,
        tells=said,
        told=lines,
    )


class Recorder:
    """One decision being written."""

    def __init__(self, tx: Tx, now: datetime, stationery: Stationery, source: Source | None) -> None:
        self.tx = tx
        self.now = now
        self.source = source
        self.inbox = source.inbox if source else None
        self.notices = Notices(tx, now, stationery, self.inbox)
        self.touched: dict[int, None] = {}
        self.known = tx.tracker.touched_by(source.inbox) if source and source.again else frozenset[int]()
        """The requests that this very mail touched when it ran before."""

    @singledispatchmethod
    def apply(self, effect: Effect) -> None:
        """Write one effect."""
        raise TypeError(f"no way to record {type(effect).__name__}")

    @apply.register
    def _(self, effect: OpenRequest) -> None:
        person = self.tx.people.ensure(effect.requester, effect.language, self.now)
        number = self.tx.tracker.open_request(
            replace(effect.details, product="") if effect.apart else effect.details,
            person_id=person.id,
            language=effect.language,
            confirmed=effect.confirmed,
            asked=effect.asked,
            now=self.now,
            inbox_id=self.inbox,
            because=effect.because,
            name_key="" if effect.apart else name_key(effect.details.text(Field.INTEGRATION_NAME)),
            subject=effect.subject,
        )
        self.notices.numbers[effect.slot] = number
        self.touched[number] = None

    @apply.register
    def _(self, effect: OpenImported) -> None:
        key = name_key(effect.details.text(Field.INTEGRATION_NAME))
        number = self.tx.tracker.open_imported(
            effect.details, effect.arrival, name_key=key, actor=effect.actor, now=self.now
        )
        self.tx.tracker.set_imported(number, effect.count, actor=effect.actor, now=self.now)

    @apply.register
    def _(self, effect: SetImported) -> None:
        self.tx.tracker.set_imported(effect.target.number, effect.count, actor=effect.actor, now=self.now)

    @apply.register
    def _(self, effect: SetFields) -> None:
        number = self._touch(effect.target)
        name = effect.values.get(Field.INTEGRATION_NAME)
        if name:
            self.tx.tracker.identify(number, effect.product, name_key(name.text))
        self.tx.tracker.set_fields(
            number,
            effect.values,
            actor=effect.actor,
            inbox_id=self.inbox,
            now=self.now,
            because=effect.because,
        )

    @apply.register
    def _(self, effect: TakeBack) -> None:
        self.tx.tracker.take_back(
            self._touch(effect.target),
            effect.inbox,
            actor=effect.actor,
            now=self.now,
            because=effect.because,
        )

    @apply.register
    def _(self, effect: Ask) -> None:
        self.tx.tracker.ask(self._touch(effect.target), effect.fields)

    @apply.register
    def _(self, effect: Confirm) -> None:
        self.tx.tracker.confirm(
            self._touch(effect.target), now=self.now, inbox_id=self.inbox, because=effect.because
        )

    @apply.register
    def _(self, effect: SettleInbox) -> None:
        self.tx.inbox.revise(
            effect.inbox, effect.outcome, effect.because, self.notices.named(effect.told), self.now
        )

    @apply.register
    def _(self, effect: AwaitProof) -> None:
        self.tx.inbox.await_proof(effect.inbox)

    @apply.register
    def _(self, effect: TakeAgain) -> None:
        self.tx.inbox.proven(effect.inbox)

    @apply.register
    def _(self, effect: ChangeStatus) -> None:
        self.tx.tracker.change_status(
            self._touch(effect.target),
            effect.to,
            release=effect.release,
            note=effect.note,
            actor=effect.actor,
            now=self.now,
            inbox_id=self.inbox,
        )

    @apply.register
    def _(self, effect: Mend) -> None:
        self.notices.mend(effect.tell)

    @apply.register
    def _(self, effect: Close) -> None:
        self.tx.tracker.close(
            self._touch(effect.target),
            effect.closed_by,
            actor=effect.actor,
            now=self.now,
            inbox_id=self.inbox,
        )

    @apply.register
    def _(self, effect: Merge) -> None:
        self.tx.tracker.merge(
            self._touch(effect.target),
            effect.into.number,
            actor=effect.actor,
            now=self.now,
            inbox_id=self.inbox,
        )

    @apply.register
    def _(self, effect: Unmerge) -> None:
        self.tx.tracker.unmerge(
            self._touch(effect.target), actor=effect.actor, now=self.now, inbox_id=self.inbox
        )

    @apply.register
    def _(self, effect: Join) -> None:
        person = self.tx.people.ensure(effect.address, effect.language, self.now)
        self.tx.tracker.join(
            self._touch(effect.target),
            person.id,
            effect.part,
            role=effect.role,
            state=effect.state,
            reason=effect.reason,
            subject=effect.subject,
            actor=person.address,
            now=self.now,
            inbox_id=self.inbox,
            because=effect.because,
        )

    @apply.register
    def _(self, effect: AddReason) -> None:
        person = self.tx.people.find(effect.address)
        if person:
            self.tx.tracker.add_reason(self._touch(effect.target), person.id, effect.reason)

    @apply.register
    def _(self, effect: Leave) -> None:
        person = self.tx.people.find(effect.address)
        if person:
            self.tx.tracker.leave(
                self._touch(effect.target),
                person.id,
                effect.part,
                role=effect.role,
                now=self.now,
                inbox_id=self.inbox,
                because=effect.because,
            )

    @apply.register
    def _(self, effect: SetPace) -> None:
        person = self.tx.people.ensure(Address(address=effect.address), effect.language, self.now)
        if effect.target:
            self.tx.tracker.set_pace(self._touch(effect.target), person.id, effect.pace)
        else:
            self.tx.people.set_pace(person.id, effect.pace)

    @apply.register
    def _(self, effect: Forget) -> None:
        person = self.tx.people.find(effect.address)
        if person:
            self.tx.people.forget_soon(person.id, self.now)

    @apply.register
    def _(self, effect: Offer) -> None:
        person = self.tx.people.find(effect.address)
        if person:
            self.tx.tracker.move_offer(
                self._touch(effect.target),
                person.id,
                effect.roles,
                effect.state,
                asks=effect.asks,
                reacted=effect.reacted,
                now=self.now,
                inbox_id=self.inbox,
            )

    @apply.register
    def _(self, effect: Credit) -> None:
        person = self.tx.people.find(effect.address)
        if person:
            self.tx.people.set_credit(person.id, effect.name)

    @apply.register
    def _(self, effect: Score) -> None:
        number = self._touch(effect.target)
        self.tx.scores.add(
            number, effect.criterion, effect.mark, note=effect.note, actor=effect.actor, now=self.now
        )
        said = f"{effect.criterion.value} {effect.mark}" + (f": {effect.note}" if effect.note else "")
        self.tx.tracker.event(number, "score", said, actor=effect.actor, now=self.now, inbox_id=self.inbox)

    @apply.register
    def _(self, effect: Assign) -> None:
        number = self._touch(effect.target)
        self.tx.tracker.assign(number, effect.address, actor=effect.actor, now=self.now, inbox_id=self.inbox)

    @apply.register
    def _(self, effect: Remark) -> None:
        number = self._touch(effect.target)
        if number in self.known and self.tx.tracker.has_event(number, effect.what, effect.text, self.inbox):
            return
        self.tx.tracker.event(
            number,
            effect.what,
            effect.text,
            actor=effect.actor,
            now=self.now,
            inbox_id=self.inbox,
        )

    @apply.register
    def _(self, effect: Suppress) -> None:
        expires = self.now + timedelta(days=effect.days) if effect.days else None
        self.tx.suppressions.add(effect.address, effect.reason, effect.score, self.now, expires)

    @apply.register
    def _(self, effect: BurnToken) -> None:
        self.tx.tokens.burn(effect.token_id, self.now)

    def _touch(self, target: Target) -> int:
        number = self.notices.number(target)
        self.touched[number] = None
        return number

    def file_source(self) -> None:
        """Tie the mail and its attachments to the requests it touched."""
        if self.source is None or self.inbox is None:
            return
        for number in self.touched:
            if number in self.known:
                continue
            if self.source.message_id:
                person = self.tx.people.find(self.source.sender.address) if self.source.sender else None
                self.tx.tracker.thread_add(
                    number, self.source.message_id, person.id if person else None, incoming=True, now=self.now
                )
            if self.source.attachments:
                self.tx.tracker.attach(number, self.inbox, self.source.attachments)
