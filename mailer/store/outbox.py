"""Every notice that goes out: its bytes once they are made, and each attempt."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailer.errors import Refused
from mailer.model.outbox import OutboxEntry, OutboxState
from mailer.model.people import canonical
from mailer.store.engines import Upsert, alone, keep_blobs
from mailer.store.schema import Utc, attempt, blob, outbox

MOST_OF_A_REPLY = 1_000
LONGEST_SETTLING = timedelta(hours=12)
"""Nothing is put off for so long; a time beyond it was written under a clock that has been set back since (R-15)."""
AHEAD = timedelta(hours=1)
"""Clocks of several machines differ by less."""
UNSENT = (OutboxState.DUE.value, OutboxState.WAITING.value)
_STORED = tuple(name for name in OutboxEntry.__dataclass_fields__ if name != "id")

_ENTRY = sa.select(*(outbox.c[name] for name in OutboxEntry.__dataclass_fields__))
_BY_MESSAGE_ID = _ENTRY.where(outbox.c.message_id == sa.bindparam("sought"))
_ADD = Upsert(outbox, outbox.c.id)
_CHANGE = sa.update(outbox).where(outbox.c.id == sa.bindparam("number"))
_EARLIER = outbox.alias("earlier")
# one after the other in each conversation: what was tried and comes again later is not overtaken by newer news
_OVERTAKES = sa.exists().where(
    _EARLIER.c.request_id == outbox.c.request_id,
    _EARLIER.c.person_id == outbox.c.person_id,
    _EARLIER.c.id < outbox.c.id,
    _EARLIER.c.state == OutboxState.DUE.value,
    sa.or_(_EARLIER.c.attempts > 0, _EARLIER.c.not_before <= sa.bindparam("now")),
)
_DUE = (
    sa.select(outbox.c.id)
    .where(outbox.c.state == OutboxState.DUE.value)
    .where(sa.or_(outbox.c.not_before <= sa.bindparam("now"), outbox.c.not_before > sa.bindparam("furthest")))
    .where(sa.or_(outbox.c.lease_until.is_(None), outbox.c.lease_until < sa.bindparam("now")))
    .where(sa.not_(_OVERTAKES))
    .order_by(outbox.c.not_before, outbox.c.id)
    .limit(sa.bindparam("most"))
    .with_for_update(skip_locked=True)
)
_THESE = outbox.c.id.in_(sa.bindparam("numbers", expanding=True))
_CLAIM = sa.update(outbox).where(_THESE).values(lease_until=sa.bindparam("until"))
_FREE = sa.update(outbox).where(_THESE).values(lease_until=None)
_CLAIMED = _ENTRY.add_columns(outbox.c.content_sha).where(_THESE).order_by(outbox.c.not_before, outbox.c.id)
# what was tried, or is on its way this very moment, may have arrived
_UNTOLD = sa.and_(outbox.c.state.in_(UNSENT), outbox.c.attempts == 0, outbox.c.lease_until.is_(None))
_UNTOLD_OF = _ENTRY.where(outbox.c.key == sa.bindparam("taken"), _UNTOLD).with_for_update()
_GIVE_WAY = (
    sa.update(outbox)
    .where(outbox.c.key == sa.bindparam("taken"))
    # what was told keeps its fate but gives the key free for the next news
    .values(key=None, state=sa.case((_UNTOLD, OutboxState.CANCELLED.value), else_=outbox.c.state))
)
_CONTENT = (
    sa.select(outbox.c.envelope_sender, blob.c.content)
    .join_from(outbox, blob, outbox.c.content_sha == blob.c.sha256)
    .where(outbox.c.id == sa.bindparam("number"))
)
_KEEP_CONTENT = _CHANGE.where(outbox.c.content_sha.is_(None))
_TRIED = _CHANGE.values(
    attempts=outbox.c.attempts + 1,
    first_try=sa.func.coalesce(outbox.c.first_try, sa.bindparam("now", type_=Utc)),
)
_AGAIN = _CHANGE.where(outbox.c.state == OutboxState.FAILED.value).values(
    state=OutboxState.DUE.value,
    not_before=sa.bindparam("now", type_=Utc),
    first_try=None,
    attempts=0,
    lease_until=None,
)
_ATTEMPT = sa.insert(attempt)
_COUNTS = (
    sa.select(outbox.c.kind, sa.func.count())
    .where(outbox.c.canonical == sa.bindparam("address"))
    # what was written earlier and waited counts when it goes, and as long as it is still to go
    .where(
        sa.or_(
            outbox.c.created_at.between(sa.bindparam("since"), sa.bindparam("until")),
            outbox.c.sent_at.between(sa.bindparam("since"), sa.bindparam("until")),
            outbox.c.state == OutboxState.DUE.value,
        )
    )
    .where(outbox.c.state != OutboxState.CANCELLED.value)
    .group_by(outbox.c.kind)
)
_SPENT = sa.select(sa.func.count()).where(
    outbox.c.kind.in_(sa.bindparam("sought", expanding=True)),
    sa.or_(
        outbox.c.sent_at.between(sa.bindparam("since"), sa.bindparam("until")),
        sa.and_(
            outbox.c.state == OutboxState.DUE.value,
            outbox.c.lease_until > sa.bindparam("now"),
            outbox.c.id.not_in(sa.bindparam("besides", expanding=True)),
        ),
    ),
)


class Outbox:
    """The notices that go out."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._bare: set[int] = set()
        """What this transaction claimed and knows to have no bytes yet."""

    def add(self, entry: OutboxEntry) -> int | None:
        """Keep a new notice and return its number; None when one with its key is there already."""
        values = {name: getattr(entry, name) for name in _STORED}
        values |= {"state": entry.state.value, "canonical": canonical(entry.recipient)}
        return self._connection.execute(_ADD.on(self._connection), values).scalar()

    def claim(
        self, limit: int, now: datetime, lease_seconds: float, longest_wait: timedelta = LONGEST_SETTLING
    ) -> list[OutboxEntry]:
        """Take the notices whose time has come, the longest due first, until the lease runs out."""
        due = self._connection.execute(_DUE, {"now": now, "furthest": now + longest_wait, "most": limit})
        numbers = list(due.scalars())
        if not numbers:
            return []
        until = now + timedelta(seconds=lease_seconds)
        self._connection.execute(_CLAIM, {"numbers": numbers, "until": until})
        rows = self._connection.execute(_CLAIMED, {"numbers": numbers}).all()
        self._bare.update(r.id for r in rows if r.content_sha is None)
        return [_entry(r) for r in rows]

    def give_back(self, numbers: Sequence[int]) -> None:
        """Claimed, and not begun: free again at once."""
        self._connection.execute(_FREE, {"numbers": list(numbers)})

    def take_back(self) -> int:
        """Every claimed notice is free again; return how many."""
        claimed = sa.update(outbox).where(outbox.c.lease_until.is_not(None))
        return int(self._connection.execute(claimed.values(lease_until=None)).rowcount)

    def cancel_key(self, key: str) -> OutboxEntry | None:
        """What has this key and was not told gives way to a newer notice; return it."""
        untold = self._connection.execute(_UNTOLD_OF, {"taken": key}).first()
        self._connection.execute(_GIVE_WAY, {"taken": key})
        return _entry(untold) if untold else None

    def store_contents(self, rendered: Sequence[tuple[int, str, bytes]]) -> None:
        """Keep number, envelope sender and rendered bytes of each; once kept they are never replaced."""
        if not rendered:
            return
        self._bare.difference_update(number for number, _, _ in rendered)
        digests = keep_blobs(self._connection, [content for _, _, content in rendered])
        kept = [
            {"number": number, "content_sha": digest, "envelope_sender": sender}
            for (number, sender, _), digest in zip(rendered, digests, strict=True)
        ]
        self._connection.execute(_KEEP_CONTENT, kept)

    def content(self, number: int) -> tuple[str, bytes] | None:
        """Envelope sender and bytes, once rendered."""
        if number in self._bare:
            return None
        row = self._connection.execute(_CONTENT, {"number": number}).first()
        return (row.envelope_sender, bytes(row.content)) if row else None

    def sent(self, entry: OutboxEntry, reply: str, now: datetime) -> None:
        """The server took it."""
        self._tried(entry, "sent", reply, now, state=OutboxState.SENT.value, sent_at=now, last_error="")

    def retry(self, entry: OutboxEntry, when: datetime, error: str, now: datetime) -> None:
        """It goes again at `when`."""
        self._tried(entry, "deferred", error, now, not_before=when, last_error=error)

    def failed(self, entry: OutboxEntry, error: str, now: datetime) -> None:
        """It goes no more."""
        self._tried(entry, "failed", error, now, state=OutboxState.FAILED.value, last_error=error)

    def suppressed(self, number: int, why: str) -> None:
        """Its recipient gets no mail."""
        self._change(number, state=OutboxState.SUPPRESSED.value, last_error=why, lease_until=None)

    def postpone(self, number: int, when: datetime, why: str) -> None:
        """Not tried; later."""
        self._change(number, not_before=when, last_error=why, lease_until=None)

    def again(self, number: int, now: datetime) -> None:
        """What failed is due again by a person's wish. Refused for a mail in any other state, and when there is none."""
        if self._connection.execute(_AGAIN, {"number": number, "now": now}).rowcount:
            return
        row = self._connection.execute(_ENTRY.where(outbox.c.id == number)).first()
        if row is None:
            raise Refused(f"there is no mail {number}; `mailer outbox` lists what there is")
        raise Refused(f"{number}  is {row.state}; only what failed is sent again")

    def hold(self, batch: str) -> None:
        """Every due notice of the batch waits for a person's consent."""
        due = sa.update(outbox).where(outbox.c.batch == batch, outbox.c.state == OutboxState.DUE.value)
        self._connection.execute(due.values(state=OutboxState.WAITING.value))

    def batches(self) -> dict[str, int]:
        """The batches that wait for consent, with how many notices each has."""
        waiting = (
            sa.select(outbox.c.batch, sa.func.count())
            .where(outbox.c.state == OutboxState.WAITING.value)
            .group_by(outbox.c.batch)
        )
        return {str(batch): int(count) for batch, count in self._connection.execute(waiting)}

    def put_off(self, why: str) -> int:
        """How many due notices were put off for this reason."""
        wanted = sa.select(sa.func.count()).where(
            outbox.c.state == OutboxState.DUE.value, outbox.c.last_error == why
        )
        return int(self._connection.execute(wanted).scalar_one())

    def approve(self, batch: str) -> int:
        """A person consents to a batch; return how many notices that frees."""
        done = self._connection.execute(
            sa.update(outbox)
            .where(outbox.c.batch == batch, outbox.c.state == OutboxState.WAITING.value)
            .values(state=OutboxState.DUE.value)
        )
        return int(done.rowcount)

    def by_message_id(self, message_id: str) -> OutboxEntry | None:
        """The notice with that Message-ID."""
        row = self._connection.execute(_BY_MESSAGE_ID, {"sought": message_id}).first()
        return _entry(row) if row else None

    def listed(
        self, state: OutboxState | None = None, *, below: int | None = None, limit: int = 1_000
    ) -> list[OutboxEntry]:
        """The newest notices first, from those with a number below `below`."""
        wanted = _ENTRY.order_by(outbox.c.id.desc()).limit(limit)
        if below is not None:
            wanted = wanted.where(outbox.c.id < below)
        if state:
            wanted = wanted.where(outbox.c.state == state.value)
        return [_entry(r) for r in self._connection.execute(wanted)]

    def attempts_of(self, numbers: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
        """Every attempt of these notices, oldest first."""
        found: dict[int, list[dict[str, Any]]] = {}
        wanted = sa.select(attempt).where(attempt.c.outbox_id.in_(numbers)).order_by(attempt.c.id)
        for r in self._connection.execute(wanted):
            line = {"at": r.at.isoformat(), "result": r.result, "reply": r.reply}
            found.setdefault(r.outbox_id, []).append(line)
        return found

    def counts_by_kind(self, address: str, since: datetime, now: datetime) -> dict[str, int]:
        """How many notices of each kind were written for the canonical address or sent to it, or wait to be; neither
        cancelled ones nor those of a clock that has been set back since count."""
        asked = {"address": address, "since": since, "until": now + AHEAD}
        counts = self._connection.execute(_COUNTS, asked)
        return {str(kind): int(count) for kind, count in counts}

    def spent(self, kinds: Iterable[str], since: datetime, now: datetime, besides: Sequence[int]) -> int:
        """How many notices of these kinds went out to anybody, or are on their way in other hands than ours (`besides`).

        Whoever asks is alone with the answer until the transaction ends.
        """
        alone(self._connection, "cap")
        asked = {
            "sought": [str(kind) for kind in kinds],
            "since": since,
            "until": now + AHEAD,
            "now": now,
            "besides": list(besides),
        }
        return int(self._connection.execute(_SPENT, asked).scalar_one())

    def sent_to(self, address: str, since: datetime) -> tuple[datetime, ...]:
        """When mails went to the canonical address, the newest first."""
        wanted = sa.select(outbox.c.sent_at).where(outbox.c.canonical == address, outbox.c.sent_at >= since)
        return tuple(self._connection.execute(wanted.order_by(outbox.c.sent_at.desc()).limit(50)).scalars())

    def oldest_due(self, now: datetime) -> datetime | None:
        """Since when the longest waiting notice is due."""
        wanted = sa.select(sa.func.min(outbox.c.not_before)).where(
            outbox.c.state == OutboxState.DUE.value, outbox.c.not_before <= now
        )
        return self._connection.execute(wanted).scalar()

    def _tried(self, entry: OutboxEntry, result: str, reply: str, now: datetime, **values: Any) -> None:
        line = {"outbox_id": entry.id, "at": now, "result": result, "reply": reply[:MOST_OF_A_REPLY]}
        self._connection.execute(_ATTEMPT, line)
        self._connection.execute(_TRIED, {"number": entry.id, "now": now, "lease_until": None, **values})

    def _change(self, number: int, **values: Any) -> None:
        self._connection.execute(_CHANGE, {"number": number, **values})


def _entry(row: Any) -> OutboxEntry:
    values = {name: getattr(row, name) for name in OutboxEntry.__dataclass_fields__}
    return OutboxEntry(**{**values, "state": OutboxState(row.state)})
