"""Every mail that came in: its bytes, where it lay, and which one outcome it ended in."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from mailer.errors import Refused
from mailer.model.inbox import InboxRow, InboxState, Outcome
from mailer.model.mail_source import RawMail
from mailer.model.people import canonical
from mailer.store.schema import blob, inbox

IN_WORK = (InboxState.RECEIVED.value, InboxState.WORKING.value)

_ROW = sa.select(*(c for c in inbox.c))
_SETTLE = sa.update(inbox).where(inbox.c.id == sa.bindparam("number"))


def upsert(connection: sa.Connection, table: sa.Table) -> Any:
    """An INSERT of the engine's dialect that leaves what is already there alone."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def keep_blob(connection: sa.Connection, content: bytes) -> str:
    """Keep `content` under its hash, once, and return the hash."""
    digest = sha256(content).hexdigest()
    connection.execute(upsert(connection, blob), {"sha256": digest, "content": content, "size": len(content)})
    return digest


class Inbox:
    """The mails that came in."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def receive(self, mails: Sequence[RawMail]) -> list[int]:
        """Keep the mails; return the numbers of those that were not there yet."""
        if not mails:
            return []
        rows = [self._received(mail) for mail in mails]
        contents = [
            {"sha256": r["sha256"], "content": m.raw, "size": len(m.raw)}
            for r, m in zip(rows, mails, strict=True)
        ]
        self._connection.execute(upsert(self._connection, blob), contents)
        statement = upsert(self._connection, inbox).returning(inbox.c.id)
        return [n for row in rows for n in self._connection.execute(statement, row).scalars()]

    def _received(self, mail: RawMail) -> dict[str, Any]:
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

    def claim(self, limit: int, now: datetime, lease_seconds: float) -> list[tuple[InboxRow, bytes]]:
        """Take the oldest mails that nobody works on, with their bytes, until the lease runs out.

        On PostgreSQL rows that another process is claiming are passed over.
        """
        free = sa.or_(
            inbox.c.state == InboxState.RECEIVED.value,
            sa.and_(inbox.c.state == InboxState.WORKING.value, inbox.c.lease_until < now),
        )
        wanted = sa.select(inbox.c.id).where(free).order_by(inbox.c.id).limit(limit)
        numbers = list(self._connection.execute(wanted.with_for_update(skip_locked=True)).scalars())
        if not numbers:
            return []
        self._connection.execute(
            sa.update(inbox)
            .where(inbox.c.id.in_(numbers))
            .values(state=InboxState.WORKING.value, lease_until=now + timedelta(seconds=lease_seconds))
        )
        rows = self._connection.execute(
            _ROW.add_columns(blob.c.content)
            .join_from(inbox, blob)
            .where(inbox.c.id.in_(numbers))
            .order_by(inbox.c.id)
        )
        return [(_inbox_row(r), bytes(r.content)) for r in rows]

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
    ) -> None:
        """Give the mail its one outcome."""
        self._connection.execute(
            _SETTLE,
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

    def revise(self, number: int, outcome: Outcome, because: str, now: datetime) -> None:
        """A later mail or a person gives the mail another outcome."""
        self._change(
            number, state=outcome.state.value, outcome=outcome.value, because=because, decided_at=now
        )

    def failed(self, number: int, reason: str, now: datetime) -> int:
        """Reading it failed once more; back in the line, and return how often that was."""
        row = self.get(number)
        self._change(
            number,
            state=InboxState.RECEIVED.value,
            attempts=row.attempts + 1,
            because=reason,
            lease_until=None,
        )
        return row.attempts + 1

    def release(self, number: int) -> None:
        """Back in the line without counting."""
        self._connection.execute(
            sa.update(inbox)
            .where(inbox.c.id == number, inbox.c.state == InboxState.WORKING.value)
            .values(state=InboxState.RECEIVED.value, lease_until=None)
        )

    def reopen(self, number: int) -> None:
        """Back in the line as if it had just come, whatever became of it."""
        self._change(
            number, state=InboxState.RECEIVED.value, outcome=None, because="", attempts=0, lease_until=None
        )

    def get(self, number: int) -> InboxRow:
        """The mail with that number; Refused when there is none."""
        row = self._connection.execute(_ROW.where(inbox.c.id == number)).first()
        if row is None:
            raise Refused(f"there is no mail {number}; `mailer inbox` lists what there is")
        return _inbox_row(row)

    def raw(self, number: int) -> bytes:
        """The mail's bytes as they came; Refused when there is no such mail."""
        found = sa.select(blob.c.content).join_from(inbox, blob).where(inbox.c.id == number)
        content = self._connection.execute(found).scalar()
        if content is None:
            raise Refused(f"there is no mail {number}; `mailer inbox` lists what there is")
        return bytes(content)

    def listed(self, state: InboxState | None = None, limit: int = 1_000) -> list[InboxRow]:
        """The newest mails first."""
        wanted = _ROW.order_by(inbox.c.id.desc()).limit(limit)
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
        """An earlier mail with the same bytes or the same fingerprint that had an effect or none needed."""
        same = [inbox.c.sha256 == digest]
        if fingerprint:
            same.append(inbox.c.fingerprint == fingerprint)
        earlier = (
            sa.select(sa.func.min(inbox.c.id))
            .where(sa.or_(*same), inbox.c.id < number)
            .where(inbox.c.outcome.is_not(None), inbox.c.outcome != Outcome.QUARANTINED.value)
        )
        return self._connection.execute(earlier).scalar()

    def pending_for(self, address: str) -> tuple[int, ...]:
        """Mails of the canonical address that are held."""
        held = (
            sa.select(inbox.c.id)
            .where(inbox.c.sender_canonical == address, inbox.c.state == InboxState.HELD.value)
            .order_by(inbox.c.id)
        )
        return tuple(self._connection.execute(held).scalars())

    def has_message_id(self, message_id: str) -> bool:
        """Whether a mail with that Message-ID has been taken in."""
        found = sa.select(inbox.c.id).where(inbox.c.message_id == message_id).limit(1)
        return self._connection.execute(found).first() is not None

    def oldest_in_work(self) -> datetime | None:
        """When the oldest mail came in that has no outcome yet."""
        wanted = sa.select(sa.func.min(inbox.c.id)).where(inbox.c.state.in_(IN_WORK)).scalar_subquery()
        return self._connection.execute(sa.select(inbox.c.received_at).where(inbox.c.id == wanted)).scalar()

    def _change(self, number: int, **values: Any) -> None:
        done = self._connection.execute(sa.update(inbox).where(inbox.c.id == number).values(**values))
        if not done.rowcount:
            raise Refused(f"there is no mail {number}; `mailer inbox` lists what there is")


_PLAIN = tuple(
    name
    for name in InboxRow.__dataclass_fields__
    if name not in ("state", "outcome", "effects", "envelope_recipients")
)


def _inbox_row(row: Any) -> InboxRow:
    return InboxRow(
        **{name: getattr(row, name) for name in _PLAIN},
        state=InboxState(row.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        effects=tuple(row.effects),
        envelope_recipients=tuple(row.envelope_recipients),
    )
