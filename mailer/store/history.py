"""What happened to a request: its timeline, the history of its fields, the mails about it. Lines are only ever added."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.model.request import Field
from mailer.store.schema import event, field, inbox, outbox, request

_INSERT_EVENT = sa.insert(event)


class History:
    """Reads what happened, and adds lines to the timeline."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def last_merged(self, into: int) -> int | None:
        """The request that was merged into another one last, of those that still are."""
        merged = sa.select(event.c.request_id).join_from(event, request)
        last = merged.where(event.c.what == "merged", request.c.merged_into == into).order_by(
            event.c.id.desc()
        )
        return self._connection.execute(last.limit(1)).scalar()

    def timeline(self, number: int) -> list[dict[str, Any]]:
        """All that happened to a request, oldest first."""
        wanted = sa.select(event).where(event.c.request_id == number).order_by(event.c.id)
        return [
            {
                "at": r.at.isoformat(),
                "actor": r.actor,
                "what": r.what,
                "text": r.text,
                "old": r.old,
                "new": r.new,
                "mail": r.inbox_id,
            }
            for r in self._connection.execute(wanted)
        ]

    def history(self, number: int, name: Field) -> list[dict[str, Any]]:
        """Every value that a field ever had, oldest first, with its words and who gave it."""
        wanted = sa.select(field).where(field.c.request_id == number, field.c.name == name.value)
        return [
            {
                "at": r.at.isoformat(),
                "actor": r.actor,
                "value": list(r._mapping["items"]),
                "text": r.evidence,
                "where": r.place,
                "confidence": r.confidence,
                "mail": r.inbox_id,
                "current": r.current,
            }
            for r in self._connection.execute(wanted.order_by(field.c.id))
        ]

    def mails(self, number: int) -> list[dict[str, Any]]:
        """The mails about a request, both ways, oldest first."""
        came = (
            sa.select(inbox.c.id, inbox.c.received_at, inbox.c.sender, inbox.c.subject, inbox.c.outcome)
            .where(inbox.c.id.in_(self.inbox_of(number)))
            .order_by(inbox.c.id)
        )
        went = sa.select(outbox).where(outbox.c.request_id == number).order_by(outbox.c.id)
        lines = [
            {"direction": "in", "id": r.id, "at": r.received_at.isoformat(), "address": r.sender,
             "subject": r.subject, "state": r.outcome}
            for r in self._connection.execute(came)
        ]  # fmt: skip
        lines += [
            {"direction": "out", "id": r.id, "at": (r.sent_at or r.created_at).isoformat(),
             "address": r.recipient, "subject": r.kind, "state": r.state}
            for r in self._connection.execute(went)
        ]  # fmt: skip
        return sorted(lines, key=lambda line: str(line["at"]))

    def inbox_of(self, number: int) -> list[int]:
        """Numbers of the mails that touched a request, oldest first."""
        wanted = (
            sa.select(event.c.inbox_id)
            .where(event.c.request_id == number, event.c.inbox_id.is_not(None))
            .distinct()
            .order_by(event.c.inbox_id)
        )
        return [int(n) for n in self._connection.execute(wanted).scalars() if n is not None]

    def touched_by(self, inbox_id: int) -> frozenset[int]:
        """The requests that a mail had a part in."""
        wanted = sa.select(event.c.request_id).where(event.c.inbox_id == inbox_id).distinct()
        return frozenset(self._connection.execute(wanted).scalars())

    def remarks_of(self, address: str, since: datetime) -> int:
        """How many mails of the address said something without changing a field."""
        wanted = sa.select(sa.func.count()).where(
            event.c.actor == address, event.c.what == "mail", event.c.at >= since
        )
        return int(self._connection.execute(wanted).scalar_one())

    def has_event(self, number: int, what: str, text: str, inbox_id: int | None) -> bool:
        """Whether the timeline has this line of that mail."""
        wanted = sa.select(event.c.id).where(
            event.c.request_id == number,
            event.c.what == what,
            event.c.text == text,
            event.c.inbox_id == inbox_id,
        )
        return self._connection.execute(wanted.limit(1)).first() is not None

    def event(
        self,
        number: int,
        what: str,
        text: str,
        *,
        actor: str,
        now: datetime,
        inbox_id: int | None,
        old: Any = None,
        new: Any = None,
    ) -> None:
        """A line in the timeline; lines are only ever added."""
        values = {
            "request_id": number,
            "at": now,
            "actor": actor,
            "what": what,
            "text": text,
            "old": old,
            "new": new,
            "inbox_id": inbox_id,
        }
        self._connection.execute(_INSERT_EVENT, values)
