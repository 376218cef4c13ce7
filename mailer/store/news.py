"""What happened to requests, looked at over all of them: for tables, digests and reminders."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from mailer.model.news import IMPORTED, Happening, Move, arrival_from_json
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

    def status_moves(self) -> dict[int, list[Move]]:
        """For each request the statuses it came to and when, oldest first; its opening is the first."""
        rows: dict[int, list[Any]] = {}
        wanted = (
            sa.select(event, request.c.status)
            .join_from(event, request)
            .where(event.c.what.in_(["opened", "status"]))
            .order_by(event.c.id)
        )
        for r in self._connection.execute(wanted):
            rows.setdefault(r.request_id, []).append(r)
        return {
            number: [_opening(first, later), *map(_move, later)] for number, (first, *later) in rows.items()
        }

    def requested_on(self) -> dict[int, date | None]:
        """The requests that were imported, and the day they were made where the import said it."""
        imported = sa.select(event).where(event.c.what == "opened", event.c.text == IMPORTED)
        return {
            r.request_id: arrival_from_json(r.new).requested if r.new else None
            for r in self._connection.execute(imported)
        }

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

    def unanswered(self, before: datetime) -> dict[int, dict[int, datetime]]:
        """Open requests with questions in the mail whose requester has said nothing since, and when they last did; those
        that one mail had asked for together, by the number of its first one."""
        opened = request.alias("opened")
        first = sa.select(sa.func.min(opened.c.id)).where(opened.c.inbox_id == request.c.inbox_id)
        said = (
            sa.select(
                request.c.id, first.scalar_subquery().label("first"), sa.func.max(thread.c.at).label("at")
            )
            .join_from(request, participant)
            .join(
                thread,
                sa.and_(thread.c.request_id == request.c.id, thread.c.person_id == participant.c.person_id),
            )
            .where(OPEN, request.c.rounds > 0, participant.c.part == Part.REQUESTER.value, thread.c.incoming)
            .group_by(request.c.id)
            .having(sa.func.max(thread.c.at) <= before)
        )
        found: dict[int, dict[int, datetime]] = {}
        for r in self._connection.execute(said.order_by(request.c.id)):
            found.setdefault(r.first or r.id, {})[r.id] = r.at
        return found

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


def _opening(row: Any, later: Sequence[Any]) -> Move:
    """A request begins as Submitted, an imported one as what it was by then."""
    if row.text != IMPORTED:
        return Move(status=Status.SUBMITTED, at=row.at, since=row.at)
    # what was imported before imports were noted has the status that it was moved from first
    noted = row.new or (later[0].old if later else {"status": row.status})
    arrival = arrival_from_json(noted)
    since = datetime.combine(arrival.since, time(), UTC) if arrival.since else None
    return Move(status=arrival.status, at=row.at, since=since)


def _move(row: Any) -> Move:
    return Move(status=Status(row.new["status"]), at=row.at, since=row.at)


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
