"""Every mail that came in: its bytes, where it lay, and which one outcome it ended in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from mailer.errors import Refused, Transient
from mailer.model.inbox import InboxRow, InboxState, Outcome, Proof
from mailer.model.mail_source import RawMail
from mailer.model.people import canonical
from mailer.model.snapshot import Earlier
from mailer.store.engines import KEEP_BLOB, Upsert, alone
from mailer.store.schema import blob, event, inbox, request

IN_WORK = (InboxState.RECEIVED.value, InboxState.WORKING.value)
OPEN = (InboxState.HELD.value, InboxState.QUARANTINED.value)

_STATES = [c for c in inbox.c if c.name in InboxRow.__dataclass_fields__]
_ROW = sa.select(*_STATES)
_GET = _ROW.where(inbox.c.id == sa.bindparam("number"))
_RAW = (
    sa.select(blob.c.content, blob.c.size).join_from(inbox, blob).where(inbox.c.id == sa.bindparam("number"))
)
_STATE = sa.select(inbox.c.state).where(inbox.c.id == sa.bindparam("number")).with_for_update()
_RECEIVE = Upsert(inbox, inbox.c.id)
_ABANDONED = (
    sa.select(inbox.c.id)
    .where(inbox.c.state == InboxState.WORKING.value, inbox.c.lease_until < sa.bindparam("now"))
    .order_by(inbox.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_WAITING = (
    sa.select(inbox.c.id)
    .where(inbox.c.state == InboxState.RECEIVED.value)
    .order_by(inbox.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_FIRST = sa.func.min(inbox.c.id)
_FIRSTS = (
    sa.select(_FIRST)
    # SQLite takes the index of just these rows only when it is named, and for a literal value
    .with_hint(inbox, "INDEXED BY ix_inbox_waiting", "sqlite")
    .where(inbox.c.state == sa.literal_column(f"'{InboxState.RECEIVED.value}'"))
    .group_by(inbox.c.envelope_sender)
    .order_by(_FIRST)
    .limit(sa.bindparam("most"))
)
_STILL_WAITING = (
    sa.select(inbox.c.id)
    .where(
        inbox.c.id.in_(sa.bindparam("numbers", expanding=True)), inbox.c.state == InboxState.RECEIVED.value
    )
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    sa.update(inbox)
    .where(inbox.c.id.in_(sa.bindparam("numbers", expanding=True)))
    .values(state=InboxState.WORKING.value, lease_until=sa.bindparam("until"))
)
_CLAIMED = (
    sa.select(*_STATES, blob.c.content)
    .join_from(inbox, blob)
    .where(inbox.c.id.in_(sa.bindparam("numbers", expanding=True)))
    .order_by(inbox.c.id)
)
_CHANGE = sa.update(inbox).where(inbox.c.id == sa.bindparam("number"))
_UNDECIDED = _CHANGE.where(inbox.c.outcome.is_(None))
_FAILED = _UNDECIDED.values(
    state=InboxState.RECEIVED.value,
    attempts=inbox.c.attempts + 1,
    because=sa.bindparam("reason"),
    lease_until=None,
).returning(inbox.c.attempts)
_RELEASE = _CHANGE.where(inbox.c.state == InboxState.WORKING.value).values(
    state=InboxState.RECEIVED.value, lease_until=None
)
_ANEW = {
    "state": InboxState.RECEIVED.value,
    "outcome": None,
    "because": "",
    "attempts": 0,
    "lease_until": None,
}
_REOPEN = _CHANGE.where(inbox.c.state.in_(OPEN)).values(_ANEW)
_AWAITING = (
    sa.select(inbox.c.id)
    .where(inbox.c.sender_canonical == sa.bindparam("address"), inbox.c.proof == Proof.AWAITED.value)
    .where(inbox.c.state == InboxState.HELD.value)
    .order_by(inbox.c.id)
)
_PROVEN = _CHANGE.where(inbox.c.state == InboxState.HELD.value, inbox.c.proof == Proof.AWAITED.value).values(
    {**_ANEW, "proof": Proof.GIVEN.value}
)
_COPY = (
    sa.select(sa.func.min(inbox.c.id))
    .where(sa.or_(inbox.c.sha256 == sa.bindparam("digest"), inbox.c.fingerprint == sa.bindparam("mark")))
    # only a mail that did something makes another one its copy: what came through a list first was ignored, and the
    # same mail sent to us directly still counts
    .where(inbox.c.outcome.not_in([Outcome.QUARANTINED.value, Outcome.IGNORED.value]))
    # a later one counts where another worker was faster with it
    .where(inbox.c.id != sa.bindparam("number"))
)
_PENDING = (
    sa.select(inbox.c.id)
    .distinct()
    .join_from(inbox, event, event.c.inbox_id == inbox.c.id)
    .join(request, request.c.id == event.c.request_id)
    .where(inbox.c.sender_canonical == sa.bindparam("address"), inbox.c.state == InboxState.HELD.value)
    # what opened the request or added to it; a question about it still waits for a person
    .where(event.c.what.in_(["opened", "fields", "mail"]))
    .where(request.c.confirmed.is_(False), request.c.closed_by == "")
    .order_by(inbox.c.id)
)
MOST_EARLIER = 20
BEGINNING = 4_000
"""Bytes of a body by which two mails are compared."""
NO_MARK = "-"
"""Stands for the fingerprint of a mail that has none; no other mail has it."""


class Inbox:
    """The mails that came in."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def receive(self, mails: Sequence[RawMail]) -> list[int]:
        """Keep the mails; return the numbers of those that were not there yet."""
        if not mails:
            return []
        rows = [_received(mail) for mail in mails]
        contents = [
            {"sha256": row["sha256"], "content": mail.raw, "size": len(mail.raw)}
            for row, mail in zip(rows, mails, strict=True)
        ]
        # in one order everywhere, so that two processes never wait for each other crosswise
        contents.sort(key=lambda content: str(content["sha256"]))
        self._connection.execute(KEEP_BLOB.on(self._connection), contents)
        return sorted(self._connection.execute(_RECEIVE.on(self._connection), rows).scalars())

    def claim(self, limit: int, now: datetime, lease_seconds: float) -> list[tuple[InboxRow, bytes]]:
        """Take the oldest mails that nobody works on, with their bytes, until the lease runs out.

        Where more wait, half of them are the first ones of as many senders, so that nobody waits for all the mails of
        another (RELIABILITY R-94).

        On PostgreSQL rows that another process is claiming are passed over.
        """
        numbers = self._free(limit, now)
        if not numbers:
            return []
        until = now + timedelta(seconds=lease_seconds)
        self._connection.execute(_CLAIM, {"numbers": numbers, "until": until})
        rows = self._connection.execute(_CLAIMED, {"numbers": numbers})
        return [(_inbox_row(r), bytes(r.content)) for r in rows]

    def _free(self, limit: int, now: datetime) -> list[int]:
        """Few questions, each answered by an index of just the rows it is about."""
        abandoned = self._connection.execute(_ABANDONED, {"now": now, "most": limit}).scalars().all()
        left = limit - len(abandoned)
        waiting = self._connection.execute(_WAITING, {"most": left}).scalars().all() if left else []
        firsts = self._firsts(left // 2) if len(waiting) == left else []
        return [*abandoned, *list(dict.fromkeys([*firsts, *waiting]))[:left]]

    def _firsts(self, most: int) -> Sequence[int]:
        """The oldest mail of each sender who waits, up to `most` of them."""
        firsts = self._connection.execute(_FIRSTS, {"most": most}).scalars().all()
        if not firsts:
            return []
        return self._connection.execute(_STILL_WAITING, {"numbers": firsts}).scalars().all()

    def take_back(self) -> int:
        """Every claimed mail is free again; return how many."""
        claimed = sa.update(inbox).where(inbox.c.state == InboxState.WORKING.value)
        freed = claimed.values(state=InboxState.RECEIVED.value, lease_until=None)
        return int(self._connection.execute(freed).rowcount)

    def still_claimed(self, number: int) -> bool:
        """Whether the mail waits for its outcome: a claim that ran out may have been taken and settled by another."""
        return self._connection.execute(_STATE, {"number": number}).scalar() == InboxState.WORKING.value

    def hold(self, number: int) -> None:
        """Nobody else decides on this mail until the transaction ends."""
        self._connection.execute(sa.select(inbox.c.id).where(inbox.c.id == number).with_for_update())

    def settle(
        self,
        number: int,
        outcome: Outcome,
        because: str,
        effects: Sequence[Mapping[str, str | None]],
        *,
        message_id: str = "",
        sender: str = "",
        subject: str = "",
        fingerprint: str = "",
        now: datetime,
        by_hand: bool = False,
    ) -> None:
        """Give the mail its one outcome.

        Raises Transient when another worker did so meanwhile, so that this one's effects are undone with its
        transaction; `by_hand` is a person's decision on a mail that has an outcome already.
        """
        done = self._connection.execute(
            _CHANGE if by_hand else _UNDECIDED,
            {
                "number": number,
                "state": outcome.state.value,
                "outcome": outcome.value,
                "because": because,
                "effects": [dict(effect) for effect in effects],
                "message_id": message_id,
                "sender": sender,
                "sender_canonical": canonical(sender) if sender else "",
                "subject": subject,
                "fingerprint": fingerprint,
                "lease_until": None,
                "decided_at": now,
            },
        )
        if not done.rowcount:
            raise _settled_elsewhere(number)

    def revise(
        self,
        number: int,
        outcome: Outcome,
        because: str,
        effects: Sequence[Mapping[str, str | None]],
        now: datetime,
    ) -> None:
        """A later mail or a person gives the mail another outcome."""
        self._change(
            number,
            state=outcome.state.value,
            outcome=outcome.value,
            because=because,
            effects=[dict(effect) for effect in effects],
            decided_at=now,
        )

    def failed(self, number: int, reason: str, now: datetime) -> int:
        """Reading it failed once more; back in the line, and return how often that was. Raises as `settle`."""
        tries = self._connection.execute(_FAILED, {"number": number, "reason": reason}).scalar()
        if tries is None:
            raise _settled_elsewhere(number)
        return int(tries)

    def release(self, number: int) -> None:
        """Back in the line without counting."""
        self._connection.execute(_RELEASE, {"number": number})

    def reopen(self, number: int) -> bool:
        """Back in the line as if it had just come; False when the mail is neither held nor quarantined."""
        return bool(self._connection.execute(_REOPEN, {"number": number}).rowcount)

    def await_proof(self, number: int) -> None:
        """Held, it is taken in again once its sender has answered the confirmation mail."""
        self._change(number, proof=Proof.AWAITED.value)

    def awaiting_proof(self, address: str) -> tuple[int, ...]:
        """The held mails of the canonical address that wait for that."""
        return tuple(self._connection.execute(_AWAITING, {"address": address}).scalars())

    def proven(self, number: int) -> None:
        """Back in the line, its sender proven; a mail that a person has filed or set aside meanwhile stays as it is."""
        self._connection.execute(_PROVEN, {"number": number})

    def get(self, number: int) -> InboxRow:
        """The mail with that number; Refused when there is none."""
        row = self._connection.execute(_GET, {"number": number}).first()
        if row is None:
            raise Refused(f"there is no mail {number}; `mailer inbox` lists what there is")
        return _inbox_row(row)

    def raw(self, number: int) -> bytes:
        """The mail's bytes as they came; Refused when there is no such mail, or when retention removed them."""
        row = self._connection.execute(_RAW, {"number": number}).first()
        if row is None:
            raise Refused(f"there is no mail {number}; `mailer inbox` lists what there is")
        if row.size and not row.content:
            raise Refused(f"the bytes of mail {number} were removed by [retention]")
        return bytes(row.content)

    def listed(
        self, state: InboxState | None = None, *, below: int | None = None, limit: int = 1_000
    ) -> list[InboxRow]:
        """The newest mails first, from those with a number below `below`."""
        wanted = _ROW.order_by(inbox.c.id.desc()).limit(limit)
        if below is not None:
            wanted = wanted.where(inbox.c.id < below)
        if state:
            wanted = wanted.where(inbox.c.state == state.value)
        return [_inbox_row(r) for r in self._connection.execute(wanted)]

    def accounting(self) -> dict[str, int]:
        """`fetched`, `in_work`, and the count of each outcome (RELIABILITY G24), each counted on its own."""
        fetched = self._connection.execute(sa.select(sa.func.count()).select_from(inbox)).scalar_one()
        work = sa.select(sa.func.count()).where(inbox.c.state.in_(IN_WORK))
        outcomes = (
            sa.select(inbox.c.outcome, sa.func.count())
            .where(inbox.c.state.not_in(IN_WORK), inbox.c.outcome.is_not(None))
            .group_by(inbox.c.outcome)
        )
        counted = {str(name): int(count) for name, count in self._connection.execute(outcomes)}
        return {"fetched": fetched, "in_work": self._connection.execute(work).scalar_one(), **counted}

    def copy_of(self, number: int, digest: str, fingerprint: str) -> int | None:
        """Another delivery of the same mail (same bytes or fingerprint) that has an outcome, not quarantined."""
        mark = fingerprint or NO_MARK
        alone(self._connection, f"mail:{fingerprint or digest}")
        return self._connection.execute(_COPY, {"number": number, "digest": digest, "mark": mark}).scalar()

    def pending_for(self, address: str) -> tuple[int, ...]:
        """Mails of the canonical address that are held until it is confirmed."""
        return tuple(self._connection.execute(_PENDING, {"address": address}).scalars())

    def by_message_id(self, message_id: str) -> InboxRow | None:
        """The first mail with that Message-ID that has been taken in."""
        wanted = sa.select(inbox.c.id).where(inbox.c.message_id == message_id).order_by(inbox.c.id).limit(1)
        number = self._connection.execute(wanted).scalar()
        return None if number is None else self.get(number)

    def earlier_of(self, address: str, since: datetime) -> tuple[Earlier, ...]:
        """The latest mails of the canonical address, the newest first, each with the beginning of what it says."""
        wanted = (
            sa.select(inbox.c.received_at, blob.c.content)
            .join_from(inbox, blob, inbox.c.sha256 == blob.c.sha256)
            .where(inbox.c.sender_canonical == address, inbox.c.received_at >= since)
            .order_by(inbox.c.id.desc())
            .limit(MOST_EARLIER)
        )
        rows = self._connection.execute(wanted)
        return tuple(Earlier(received_at=r.received_at, words=_beginning(bytes(r.content))) for r in rows)

    def beginning(self, number: int) -> str:
        """The beginning of what one mail says, as `earlier_of` gives it."""
        return _beginning(self.raw(number))

    def oldest_in_work(self) -> datetime | None:
        """When the oldest mail came in that has no outcome yet."""
        wanted = sa.select(sa.func.min(inbox.c.id)).where(inbox.c.state.in_(IN_WORK)).scalar_subquery()
        return self._connection.execute(sa.select(inbox.c.received_at).where(inbox.c.id == wanted)).scalar()

    def _change(self, number: int, **values: Any) -> None:
        done = self._connection.execute(_CHANGE, {"number": number, **values})
        if not done.rowcount:
            raise Refused(f"there is no mail {number}; `mailer inbox` lists what there is")


def _settled_elsewhere(number: int) -> Transient:
    return Transient(f"mail {number} was settled by another worker")


def _beginning(raw: bytes) -> str:
    """The first two lines that the sender may have written: enough to tell whether a machine says the same again.

    What follows is mostly our own mail, quoted, which is the same each time for honest people too.
    """
    _, _, body = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw else b"\n\n")
    lines = (line.strip() for line in body[:BEGINNING].decode("latin-1").splitlines())
    said = [
        line for line in lines if line and not line.startswith((">", "--", "Content-", "This is a multi"))
    ]
    return "\n".join(said[:2])


def _received(mail: RawMail) -> dict[str, Any]:
    return {
        "source": mail.source,
        "account": mail.account,
        "uidvalidity": mail.uidvalidity,
        "uid": mail.uid,
        "sha256": sha256(mail.raw).hexdigest(),
        "size": len(mail.raw),
        "received_at": mail.received_at,
        "envelope_sender": mail.envelope_sender,
        "envelope_recipients": list(mail.envelope_recipients),
        "answer": mail.answer,
        "oversize": mail.oversize,
        "state": InboxState.RECEIVED.value,
        "effects": [],
    }


_PLAIN = tuple(
    name
    for name in InboxRow.__dataclass_fields__
    if name not in ("state", "outcome", "effects", "envelope_recipients", "proof")
)


def _inbox_row(row: Any) -> InboxRow:
    return InboxRow(
        **{name: getattr(row, name) for name in _PLAIN},
        state=InboxState(row.state),
        proof=Proof(row.proof),
        outcome=Outcome(row.outcome) if row.outcome else None,
        effects=tuple(row.effects),
        envelope_recipients=tuple(row.envelope_recipients),
    )
