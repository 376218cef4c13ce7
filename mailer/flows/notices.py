"""What people are told becomes rows of the outbox: each notice with its thread, its tokens and its Message-ID."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from mailer.decide.updates import as_one
from mailer.model import contexts
from mailer.model.decision import UNFILED, Existing, New, Target, Tell, ref_of
from mailer.model.message import Address
from mailer.model.notice import (
    VOTABLE,
    WRITABLE,
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
from mailer.rules.token import ANYBODY, Use, make_token
from mailer.store.database import Tx

IN_MESSAGE_ID = frozenset({Use.REPLY, Use.FORM})
"""Uses whose token stands in the Message-ID too; what works once is in the address alone."""
MAX_REFERENCES = 20
MOST_DELAYS = 3
"""News wait for more news, but no longer than so many times their delay from the first of them on."""
ASKS_FOR = {
    NoticeKind.CONFIRM_SENDER: Use.CONFIRM,
    NoticeKind.CONFIRM_WISH: Use.CONFIRM,
    NoticeKind.WATCH_OFFER: Use.WATCH,
    NoticeKind.FORGET_ME: Use.ERASE,
    NoticeKind.FORM: Use.FORM,
}
"""What an answer to these kinds does beside speaking about a request."""
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


def hold_if_large(written: "Notices", because: str) -> None:
    """The brake (RELIABILITY R-95): news of one event for more people than allowed wait, and the team is told once."""
    if written.news <= written.stationery.brake:
        return
    written.tx.outbox.hold(written.event)
    told = contexts.team_brake(count=written.news, event=because, batch=written.event)
    tell_team(written.tx, NoticeKind.TEAM_BRAKE, told, written.now, written.stationery)


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
        Notices(tx, now, stationery).write([tell])


class Notices:
    """The notices of one decision; knows the numbers that new requests were given."""

    def __init__(self, tx: Tx, now: datetime, stationery: Stationery, inbox: int | None = None) -> None:
        self.event = secrets.token_hex(4)
        """What the news of this decision have in common, for the brake."""
        self.news = 0
        """How many of them were written."""
        self.tx = tx
        self.now = now
        self.stationery = stationery
        self.inbox = inbox
        self.numbers: dict[int, int] = {}
        """The number of each new request, by its slot."""

    def number(self, target: Target) -> int:
        """The request number behind `target`."""
        return self.numbers[target.slot] if isinstance(target, New) else target.number

    def named(self, value: Any) -> Any:
        """`value` (JSON) with the stand-ins of new requests replaced by their references."""
        return named(value, self.numbers, self.stationery.prefix)

    def write(self, tells: Sequence[Tell]) -> tuple[Tell, ...]:
        """Write the notices and return those that go; an untold one with the same once_key gives way, and what it would
        have said goes into the new one, if together they have anything to say."""
        return tuple(said for at, tell in enumerate(tells) if (said := self._say(tell, at)))

    def mend(self, news: Tell) -> None:
        """Bring what was not told under the key of `news` up to date; nothing is written where there is no such notice."""
        self._say(news, 0, alone=False)

    def _say(self, news: Tell, at: int, *, alone: bool = True) -> Tell | None:
        untold = self.tx.outbox.cancel_key(news.once_key) if news.once_key else None
        if untold is None:
            if alone:
                self._add(self._entry(news, at, since=self.now))
            return news
        self.tx.tracker.thread_forget(untold.message_id)
        together = as_one(notice_from_json(untold.notice).context, news)
        if together:
            self._add(self._entry(together, at, since=min(untold.created_at, self.now)))
        return together

    def _add(self, entry: OutboxEntry) -> None:
        added = self.tx.outbox.add(entry)
        self.news += bool(added and entry.batch)
        if added and entry.request_id is not None:
            self.tx.tracker.thread_add(
                entry.request_id, entry.message_id, entry.person_id, incoming=False, now=self.now
            )

    def _entry(self, tell: Tell, at: int, *, since: datetime) -> OutboxEntry:
        """Its row; `since` is when the first of what it tells happened."""
        person = self.tx.people.ensure(tell.to, tell.language, self.now)
        number = self.number(tell.target) if tell.target else None
        notice = self._notice(tell, person, number)
        delay = timedelta(seconds=tell.delay)
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
            not_before=min(self.now + delay, since + MOST_DELAYS * delay),
            created_at=since,
        )

    def _notice(self, tell: Tell, person: Person, number: int | None) -> Notice:
        use = ASKS_FOR.get(tell.kind, Use.REPLY)
        role = TOKEN_ROLE[tell.role]
        # to a mail about several requests the team answers with their numbers
        answerable = number is not None or use is not Use.REPLY or tell.role is Audience.TEAM
        reply = self._token(use, number or 0, role, tell.to.address) if answerable else ""
        subject, answered, references = self._thread(tell, person, number)
        about = ref_of(Existing(number=number), self.stationery.prefix) if number is not None else ""
        return Notice(
            kind=tell.kind,
            recipient=tell.to,
            role=tell.role,
            language=tell.language,
            context=self.named(tell.context),
            ref="" if tell.kind.is_content_free or tell.unnamed else about,
            thread_subject=subject,
            message_id=self._message_id(reply if use in IN_MESSAGE_ID else ""),
            in_reply_to=answered,
            references=references,
            reply_token=reply,
            vote_token=self._token(Use.VOTE, number, "voter", ANYBODY)
            if number is not None and self._is_votable(tell, number)
            else "",
            vote_tokens=self._vote_tokens(tell),
            write_token=self._token(Use.WRITE, number, role, tell.to.address)
            if number is not None and tell.kind in WRITABLE
            else "",
            stop_token=self._token(Use.STOP, number or 0, role, tell.to.address),
            bounce_token=self._token(Use.BOUNCE, person.id, role, tell.to.address),
            automatic=AutoSubmitted.REPLIED if tell.answer_to else AutoSubmitted.GENERATED,
            created_at=self.now,
        )

    def _vote_tokens(self, tell: Tell) -> dict[str, str]:
        """Of a mail about several requests: each one's that can be voted for, by its reference."""
        numbers = [self.number(one) for one in (tell.target, *tell.also) if one] if tell.also else []
        return {
            ref_of(Existing(number=number), self.stationery.prefix): self._token(
                Use.VOTE, number, "voter", ANYBODY
            )
            for number in numbers
            if self._is_votable(tell, number)
        }

    def _is_votable(self, tell: Tell, number: int) -> bool:
        """Whether it says how others vote: for what can be voted for, to whom may know of it and is none of the team."""
        says_so = tell.kind in VOTABLE and not tell.unnamed and tell.role is not Audience.TEAM
        return says_so and self.tx.tracker.is_votable(number)

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
        view = self.tx.tracker.views([number], person.id).get(number)
        return view.participant(person.id) if view else None


def named(value: Any, numbers: Mapping[int, int], prefix: str) -> Any:
    """`value` (JSON) with the stand-in of each new request replaced by the reference that its slot's number makes."""
    if isinstance(value, str):
        if not value.startswith(UNFILED):
            return value
        return ref_of(Existing(number=numbers[int(value.removeprefix(UNFILED))]), prefix)
    if isinstance(value, Mapping):
        return {key: named(inner, numbers, prefix) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [named(inner, numbers, prefix) for inner in value]
    return value


def _shortened(ids: Sequence[str]) -> list[str]:
    """The first id and the newest ones, so that References stays within its limit."""
    return list(ids) if len(ids) <= MAX_REFERENCES else [ids[0], *ids[1 - MAX_REFERENCES :]]
