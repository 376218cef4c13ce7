"""A Decision becomes rows: effects in the tracker, notices in the outbox, in the caller's transaction."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import singledispatchmethod
from typing import Any

from mailer.decide.updates import as_one
from mailer.model import contexts
from mailer.model.decision import (
    Ask,
    Assign,
    BurnToken,
    ChangeStatus,
    Close,
    Confirm,
    Credit,
    Decision,
    Effect,
    Existing,
    Join,
    Leave,
    Merge,
    New,
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
    TakeBack,
    Target,
    Tell,
    Unmerge,
    ref_of,
)
from mailer.model.inbox import InboxRow
from mailer.model.message import Address, Attachment, Message
from mailer.model.notice import (
    Audience,
    AutoSubmitted,
    Context,
    Notice,
    NoticeKind,
    notice_from_json,
    notice_to_json,
)
from mailer.model.outbox import OutboxEntry
from mailer.model.people import Participant, Person
from mailer.model.request import Field
from mailer.rules.names import key as name_key
from mailer.rules.token import Use, make_token
from mailer.store.database import Tx

MAX_REFERENCES = 20
TOKEN_ROLE = {
    Audience.REQUESTER: "requester",
    Audience.VOTER: "voter",
    Audience.CHAMPION: "champion",
    Audience.WATCHER: "watcher",
    Audience.TEAM: "team",
    Audience.STRANGER: "requester",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Stationery:
    """What every notice carries, from the configuration."""

    prefix: str
    message_domain: str
    signing_key: bytes = field(repr=False)
    team: Address | None = None
    """Who hears of what needs somebody of the team; None for nobody."""
    team_language: str = "en"
    brake: int = 200
    """One event may mail so many people about news; more wait for consent."""


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
    tx: Tx, decision: Decision, now: datetime, stationery: Stationery, source: Source | None = None
) -> Decision:
    """Write what `decision` wants into `tx` and return it with real references in place of the stand-ins."""
    recorder = Recorder(tx, now, stationery, source)
    for effect in decision.effects:
        recorder.apply(effect)
    recorder.file_source()
    recorder.notify(decision.tells)
    hold_if_large(tx, recorder.event, decision.because, now, stationery)
    lines = tuple({k: recorder.named(v) for k, v in line.items()} for line in decision.told)
    return Decision(
        outcome=decision.outcome,
        because=decision.because,
        effects=decision.effects,
        tells=decision.tells,
        told=lines,
    )


def hold_if_large(tx: Tx, event: str, because: str, now: datetime, stationery: Stationery) -> None:
    """The brake (RELIABILITY R-95): news of one event for more people than allowed wait, and the team is told once."""
    count = tx.outbox.size_of(event)
    if count <= stationery.brake:
        return
    tx.outbox.hold(event)
    told = contexts.team_brake(count=count, event=because, batch=event)
    tell_team(tx, NoticeKind.TEAM_BRAKE, told, now, stationery)


def tell_team(tx: Tx, kind: NoticeKind, context: Context, now: datetime, stationery: Stationery) -> None:
    """One mail to the team's address, where there is one."""
    if stationery.team:
        tell = Tell(
            kind=kind,
            to=stationery.team,
            context=context,
            language=stationery.team_language,
            role=Audience.TEAM,
        )
        Recorder(tx, now, stationery, None).notify([tell])


class Recorder:
    """One decision being written; knows the numbers that new requests were given."""

    def __init__(self, tx: Tx, now: datetime, stationery: Stationery, source: Source | None) -> None:
        self.event = secrets.token_hex(4)
        """What the news of this decision have in common, for the brake."""
        self.tx = tx
        self.now = now
        self.stationery = stationery
        self.source = source
        self.inbox = source.inbox if source else None
        self.numbers: dict[int, int] = {}
        self.touched: dict[int, None] = {}
        self.known = tx.tracker.touched_by(source.inbox) if source and source.again else frozenset[int]()
        """The requests that this very mail touched when it ran before."""

    def number(self, target: Target) -> int:
        """The request number behind `target`."""
        return self.numbers[target.slot] if isinstance(target, New) else target.number

    def named(self, value: Any) -> Any:
        """`value` (JSON) with the stand-ins of new requests replaced by their references."""
        if isinstance(value, str):
            return self._real_ref(value) if value.startswith("\0new:") else value
        if isinstance(value, Mapping):
            return {key: self.named(inner) for key, inner in value.items()}
        if isinstance(value, Sequence):
            return [self.named(inner) for inner in value]
        return value

    def _real_ref(self, stand_in: str) -> str:
        number = self.numbers[int(stand_in.removeprefix("\0new:"))]
        return ref_of(Existing(number=number), self.stationery.prefix)

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
        self.numbers[effect.slot] = number
        self.touched[number] = None

    @apply.register
    def _(self, effect: OpenImported) -> None:
        key = name_key(effect.details.text(Field.INTEGRATION_NAME))
        number = self.tx.tracker.open_imported(
            effect.details, effect.status, effect.release, name_key=key, actor=effect.actor, now=self.now
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
        self.tx.inbox.revise(effect.inbox, effect.outcome, effect.because, self.named(effect.told), self.now)

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
            now=self.now,
            inbox_id=self.inbox,
            because=effect.because,
        )

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
        person = self.tx.people.find(effect.address)
        if person and effect.target:
            self.tx.tracker.set_pace(self._touch(effect.target), person.id, effect.pace)
        elif person:
            self.tx.people.set_pace(person.id, effect.pace)

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
        number = self.number(target)
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

    def notify(self, tells: Sequence[Tell]) -> None:
        """Write the notices; an untold one with the same once_key gives way, and what it would have said goes into
        the new one."""
        for at, news in enumerate(tells):
            untold = self.tx.outbox.cancel_key(news.once_key) if news.once_key else None
            tell = as_one(notice_from_json(untold).context, news) if untold else news
            if tell is None:
                continue
            entry = self._entry(tell, at)
            added = self.tx.outbox.add(entry)
            if added and entry.request_id is not None:
                self.tx.tracker.thread_add(
                    entry.request_id, entry.message_id, entry.person_id, incoming=False, now=self.now
                )

    def _entry(self, tell: Tell, at: int) -> OutboxEntry:
        person = self.tx.people.ensure(tell.to, tell.language, self.now)
        number = self.number(tell.target) if tell.target else None
        notice = self._notice(tell, person, number)
        return OutboxEntry(
            key=tell.once_key
            or tell.period_key
            or (f"{self.inbox}:{tell.kind.value}:{at}" if self.inbox else None),
            kind=tell.kind.value,
            recipient=tell.to.address,
            person_id=person.id,
            request_id=number,
            inbox_id=self.inbox,
            notice=notice_to_json(notice),
            message_id=notice.message_id,
            batch=self.event if tell.kind.is_notification else "",
            not_before=self.now + timedelta(seconds=tell.delay),
            created_at=self.now,
        )

    def _notice(self, tell: Tell, person: Person, number: int | None) -> Notice:
        use = Use.CONFIRM if tell.kind is NoticeKind.CONFIRM_SENDER else Use.REPLY
        role = TOKEN_ROLE[tell.role]
        reply = self._token(use, number or 0, role, tell.to.address) if number is not None else ""
        subject, answered, references = self._thread(tell, person, number)
        about = ref_of(Existing(number=number), self.stationery.prefix) if number is not None else ""
        return Notice(
            kind=tell.kind,
            recipient=tell.to,
            role=tell.role,
            language=tell.language,
            context=self.named(tell.context),
            ref="" if tell.kind.is_content_free else about,
            thread_subject=subject,
            message_id=self._message_id(reply if use is Use.REPLY else ""),
            in_reply_to=answered,
            references=references,
            reply_token=reply,
            stop_token=self._token(Use.STOP, number or 0, role, tell.to.address),
            bounce_token=self._token(Use.BOUNCE, person.id, role, tell.to.address),
            automatic=AutoSubmitted.REPLIED if tell.answer_to else AutoSubmitted.GENERATED,
            created_at=self.now,
        )

    def _token(self, use: Use, number: int, role: str, address: str) -> str:
        key = self.stationery.signing_key
        return make_token(key, use=use, number=number, role=role, address=address, now=self.now)

    def _message_id(self, token: str) -> str:
        """Unique and on our own domain (RFC 5322 section 3.6.4); begins with the reply token, for clients that
        answer to From but keep References."""
        return f"<{token or 'n'}.{secrets.token_hex(6)}@{self.stationery.message_domain}>"

    def _thread(self, tell: Tell, person: Person, number: int | None) -> tuple[str, str, tuple[str, ...]]:
        """Subject, In-Reply-To and References of the recipient's own conversation."""
        if tell.answer_to:
            origin = tell.answer_to
            ids = [*origin.references, origin.message_id] if origin.message_id else [*origin.references]
            return origin.subject, origin.message_id, tuple(_shortened(ids))
        own = self._participant(person, number)
        if own is None or not own.thread:
            return "", "", ()
        return own.subject, own.thread[-1], tuple(_shortened(own.thread))

    def _participant(self, person: Person, number: int | None) -> Participant | None:
        if number is None:
            return None
        view = self.tx.tracker.views([number]).get(number)
        return view.participant(person.id) if view else None


def _shortened(ids: Sequence[str]) -> list[str]:
    """The first id and the newest ones, so that References stays within its limit."""
    return list(ids) if len(ids) <= MAX_REFERENCES else [ids[0], *ids[1 - MAX_REFERENCES :]]
