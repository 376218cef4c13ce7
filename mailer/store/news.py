"""What happened to requests, looked at over all of them: for tables, digests and reminders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.model.news import Happening
from mailer.model.notice import NoticeKind
from mailer.model.people import OfferState, Pace, Part
from mailer.model.status import Status
from mailer.store.schema import event, outbox, participant, person, request, thread

MOVES = ("opened", "status", "reopened", "merged in", "split", "split off")
"""What its people are told of: afterwards nobody can say that nothing has happened."""
OPEN = sa.and_(
    request.c.confirmed,
    request.c.closed_by == "",
    request.c.status.not_in([Status.COMPLETED.value, Status.DECLINED.value]),
)


class News:
    """Reads the timelines."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def status_moves(self) -> dict[int, list[tuple[datetime, Status]]]:
        """For each request the statuses it came to and when, oldest first; its opening is the first."""
        found: dict[int, list[tuple[datetime, Status]]] = {}
        wanted = (
            sa.select(event.c.request_id, event.c.at, event.c.what, event.c.new)
            .where(event.c.what.in_(["opened", "status"]))
            .order_by(event.c.id)
        )
        for r in self._connection.execute(wanted):
            status = Status(r.new["status"]) if r.what == "status" else Status.SUBMITTED
            found.setdefault(r.request_id, []).append((r.at, status))
        return found

    def between(
        self, since: datetime, until: datetime, what: Sequence[str], numbers: Sequence[int] | None = None
    ) -> list[Happening]:
        """What happened after `since` and up to `until`, the newest first; to those requests, or to all."""
        wanted = sa.select(event).where(event.c.at > since, event.c.at <= until, event.c.what.in_(what))
        if numbers is not None:
            wanted = wanted.where(event.c.request_id.in_(numbers))
        return [_happening(r) for r in self._connection.execute(wanted.order_by(event.c.id.desc()))]

    def weekly_readers(self) -> list[int]:
        """The people who want to hear once a week, of all their requests or of some."""
        wanted = (
            sa.select(person.c.id)
            .join_from(person, participant)
            .where(participant.c.removed_at.is_(None), participant.c.muted.is_(False))
            .where(
                sa.or_(
                    participant.c.pace == Pace.WEEKLY.value,
                    sa.and_(participant.c.pace == "", person.c.pace == Pace.WEEKLY.value),
                )
            )
            .distinct()
            .order_by(person.c.id)
        )
        return list(self._connection.execute(wanted).scalars())

    def unanswered(self, before: datetime) -> dict[int, datetime]:
        """Open requests with questions in the mail whose requester has said nothing since, and when they last did."""
        said = (
            sa.select(request.c.id, sa.func.max(thread.c.at).label("at"))
            .join_from(request, participant)
            .join(
                thread,
                sa.and_(thread.c.request_id == request.c.id, thread.c.person_id == participant.c.person_id),
            )
            .where(OPEN, request.c.rounds > 0, participant.c.part == Part.REQUESTER.value, thread.c.incoming)
            .group_by(request.c.id)
            .having(sa.func.max(thread.c.at) <= before)
        )
        return {r.id: r.at for r in self._connection.execute(said)}

    def quiet(self, before: datetime) -> dict[int, datetime]:
        """Open requests that nothing moved since `before`, and when something last did."""
        moved = (
            sa.select(request.c.id, sa.func.max(event.c.at).label("at"))
            .join_from(request, event)
            .where(OPEN, event.c.what.in_(MOVES))
            .group_by(request.c.id)
            .having(sa.func.max(event.c.at) <= before)
        )
        return {r.id: r.at for r in self._connection.execute(moved)}

    def told_lately(self, kind: NoticeKind, since: datetime) -> dict[int, set[int]]:
        """Who was written such a notice after `since`, by the request that it is about."""
        wanted = sa.select(outbox.c.request_id, outbox.c.person_id).where(
            outbox.c.kind == kind.value, outbox.c.created_at > since
        )
        found: dict[int, set[int]] = {}
        for r in self._connection.execute(wanted):
            found.setdefault(r.request_id, set()).add(r.person_id)
        return found

    def silent_champions(self, before: datetime) -> list[int]:
        """Open requests with a champion who was asked before `before` and has not reacted."""
        wanted = (
            sa.select(request.c.id)
            .join_from(request, participant)
            .where(OPEN, participant.c.removed_at.is_(None), participant.c.asked_at <= before)
            .where(participant.c.state == OfferState.CONFIRMED.value)
            .distinct()
            .order_by(request.c.id)
        )
        return list(self._connection.execute(wanted).scalars())


def _happening(row: Any) -> Happening:
    return Happening(
        number=row.request_id,
        at=row.at,
        actor=row.actor,
        what=row.what,
        text=row.text,
        old=row.old,
        new=row.new,
    )
