"""Requests as values: their fields, their people and the threads that lead to them, read in a few statements."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.model.people import ASKING, OfferState, Pace, Part, Participant, Person
from mailer.model.request import Evidence, Field, Kind, Role, Value
from mailer.model.snapshot import WITHDRAWN, RequestView
from mailer.model.status import Status
from mailer.rules.family import Member, together
from mailer.rules.names import SHORTEST_INSIDE
from mailer.store.engines import alone
from mailer.store.schema import event, field, participant, person, request, thread

_ESCAPE = "/"
_LIKE_SIGNS = re.compile("[%_/]")
"""What LIKE reads as something else."""
_NUMBERS: sa.BindParameter[int] = sa.bindparam("numbers", expanding=True)
_SHOWN = sa.and_(
    request.c.confirmed, request.c.closed_by != WITHDRAWN, request.c.kind == sa.bindparam("sought")
)
_NEWEST = (
    sa.select(request.c.id)
    .where(_SHOWN)
    .order_by(request.c.merged_into.is_not(None), request.c.id.desc())
    .limit(sa.bindparam("most"))
)
_BY_PRODUCT = _NEWEST.where(request.c.product == sa.bindparam("wish"))
_BY_NAME = _NEWEST.where(request.c.name_key == sa.bindparam("wish"))
_HEADS = (
    sa.select(request.c.id.label("head"), request.c.id.label("member"))
    .where(request.c.id.in_(_NUMBERS))
    .cte("family", recursive=True)
)
FAMILY = _HEADS.union_all(
    sa.select(_HEADS.c.head, request.c.id).join_from(
        _HEADS, request, request.c.merged_into == _HEADS.c.member
    )
)
"""Each request with all that were merged into it, and into those."""
_VIEWS = sa.select(FAMILY.c.head, request).join_from(FAMILY, request, request.c.id == FAMILY.c.member)
_FIELDS = sa.select(field).where(field.c.request_id.in_(_NUMBERS), field.c.current).order_by(field.c.id)
_PARTS = (
    sa.select(FAMILY.c.head, participant, *(c.label(f"whose_{c.name}") for c in person.c))
    .join_from(FAMILY, participant, participant.c.request_id == FAMILY.c.member)
    .join(person, person.c.id == participant.c.person_id)
    .order_by(participant.c.id)
)
_PEOPLE = _PARTS.where(participant.c.removed_at.is_(None))


def ended_when_closed(head: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """The parts that ended in the very act that closed the request `head` last: a withdrawal's."""
    closed = sa.select(sa.func.max(event.c.at)).where(event.c.request_id == head, event.c.what == "closed")
    return participant.c.removed_at == closed.scalar_subquery()


_WITHDREW = _PARTS.where(ended_when_closed(FAMILY.c.head))
NOBODY = 0
"""No person has this number."""
_ONE_PERSON: sa.BindParameter[int] = sa.bindparam("whose")
_NEAR = _PEOPLE.where(
    sa.or_(participant.c.part == Part.REQUESTER.value, participant.c.person_id == _ONE_PERSON)
)
_HOW_MANY = (
    sa.select(FAMILY.c.head, sa.func.count(participant.c.person_id.distinct()).label("asking"))
    .join_from(FAMILY, participant, participant.c.request_id == FAMILY.c.member)
    .join(request, request.c.id == FAMILY.c.member)
    .where(
        participant.c.removed_at.is_(None),
        participant.c.part.in_([part.value for part in ASKING]),
        sa.or_(request.c.confirmed, request.c.id == FAMILY.c.head),
    )
    .group_by(FAMILY.c.head)
)
_NEARBY = _HOW_MANY.join(person, person.c.id == participant.c.person_id).where(
    participant.c.since >= sa.bindparam("since"),
    person.c.canonical.like(sa.bindparam("theirs"), escape=_ESCAPE),
)
_OWN_THREADS = (
    sa.select(FAMILY.c.head, thread.c.person_id, thread.c.message_id)
    .join_from(FAMILY, thread, thread.c.request_id == FAMILY.c.member)
    .where(thread.c.person_id.is_not(None))
    .order_by(thread.c.id)
)
_THREADS_OF_ONE = _OWN_THREADS.where(thread.c.person_id == _ONE_PERSON)
_THREADS = (
    sa.select(thread.c.message_id, thread.c.request_id)
    .where(thread.c.message_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(thread.c.id)
)
_WRITTEN_TO = sa.select(thread.c.request_id).where(
    thread.c.request_id.in_(_NUMBERS),
    thread.c.person_id == sa.bindparam("whose"),
    thread.c.incoming.is_(False),
)
_MET = _WRITTEN_TO.union(
    sa.select(participant.c.request_id).where(
        participant.c.request_id.in_(_NUMBERS), participant.c.person_id == sa.bindparam("whose")
    )
)
_UNCONFIRMED = (
    sa.select(request.c.id)
    .join_from(request, participant)
    .where(participant.c.person_id == sa.bindparam("whose"), participant.c.part == Part.REQUESTER.value)
    .where(request.c.confirmed.is_(False), request.c.closed_by != WITHDRAWN)
    .order_by(request.c.id)
)


class Views:
    """Finds requests and reads them."""

    def __init__(self, connection: sa.Connection, prefix: str) -> None:
        self._connection = connection
        self._prefix = prefix

    def views(self, numbers: Iterable[int], whose: int | None = None) -> dict[int, RequestView]:
        """The requests with these numbers; those that do not exist are left out.

        With the number of a person in `whose` only they and the requester are among the participants, and only their
        own thread is read: of many voters the others are counted, not read.
        """
        wanted = list(dict.fromkeys(numbers))
        if not wanted:
            return {}
        families: dict[int, list[Any]] = {}
        for row in self._connection.execute(_VIEWS, {"numbers": wanted}):
            families.setdefault(row.head, []).append(row)
        everybody = {row.id for rows in families.values() for row in rows}
        fields = self._fields(sorted(everybody))
        threads = {} if whose == NOBODY else self._own_threads(wanted, whose)
        people = self._members(_PEOPLE if whose is None else _NEAR, wanted, families, fields, threads, whose)
        closed = [row.id for rows in families.values() for row in rows if row.closed_by == WITHDRAWN]
        left = self._members(_WITHDREW, closed, families, fields, threads) if closed else {}
        counted = {} if whose is None else self._counted(wanted)
        return {
            number: replace(
                self._view(number, families[number], fields.get(number, {}), people.get(number, ())),
                counted=counted.get(number),
                withdrew=together(number, left.get(number, ())),
            )
            for number in wanted
            if number in families
        }

    def led(self, numbers: Iterable[int], whose: int | None = None) -> dict[int, RequestView]:
        """The requests that these numbers lead to: themselves, or what they were merged into; `whose` as in `views`."""
        found = self.views(numbers, whose)
        while onward := {n: view.merged_into for n, view in found.items() if view.merged_into}:
            views = self.views(onward.values(), whose)
            found |= {n: views[into] for n, into in onward.items()}
        return found

    def by_product(self, kind: Kind, product: str) -> int | None:
        """The newest confirmed request for a product of the catalog, open or decided; one that was merged into another
        (see `led`) only where there is no other."""
        return next(iter(self._wishes(_BY_PRODUCT, kind, product, 1)), None)

    def by_name(self, kind: Kind, key: str) -> int | None:
        """The same for a name that no catalog knows, by its key."""
        return next(iter(self._wishes(_BY_NAME, kind, key, 1)), None)

    def improvements(self, product: str, key: str, most: int) -> list[int]:
        """The newest confirmed enhancements of a product, or of what has a name that no catalog knows."""
        if product:
            return self._wishes(_BY_PRODUCT, Kind.ENHANCEMENT, product, most)
        return self._wishes(_BY_NAME, Kind.ENHANCEMENT, key, most) if key else []

    def like(self, kind: Kind, key: str, limit: int = 20) -> list[int]:
        """Open confirmed requests whose name begins as `key` does, stands within it or holds it, the newest first."""
        named = request.c.name_key
        inside = sa.and_(sa.func.length(named) >= SHORTEST_INSIDE, sa.literal(key).contains(named))
        wanted = (
            sa.select(request.c.id)
            .where(request.c.confirmed, request.c.closed_by == "", request.c.kind == kind.value)
            .where(sa.or_(named.startswith(key[:3]), named.contains(key), inside))
            .order_by(request.c.id.desc())
            .limit(limit)
        )
        return list(self._connection.execute(wanted).scalars())

    def _wishes(self, statement: sa.Select[Any], kind: Kind, wish: str, most: int) -> list[int]:
        # two people may ask for the same at the same moment: the second one waits and then sees the first one's
        alone(self._connection, f"wish:{kind.value}:{wish}")
        sought = {"sought": kind.value, "wish": wish, "most": most}
        return list(self._connection.execute(statement, sought).scalars())

    def threads(self, message_ids: Sequence[str]) -> dict[str, int]:
        """Request number of each known Message-ID; the newest where it led to several."""
        if not message_ids:
            return {}
        rows = self._connection.execute(_THREADS, {"ids": list(message_ids)})
        return {row.message_id: row.request_id for row in rows}

    def unconfirmed_of(self, person_id: int) -> list[int]:
        """The person's own requests that wait for a confirmation."""
        return list(self._connection.execute(_UNCONFIRMED, {"whose": person_id}).scalars())

    def releases(self) -> frozenset[str]:
        """The releases that requests are, or were to be, done in."""
        named = sa.select(request.c.release).where(request.c.release != "").distinct()
        return frozenset(self._connection.execute(named).scalars())

    def met(self, person_id: int, numbers: Iterable[int]) -> frozenset[int]:
        """Those of the requests that the person ever had a part in or was written to about."""
        asked = {"numbers": list(numbers), "whose": person_id}
        return frozenset(self._connection.execute(_MET, asked).scalars())

    def votes_nearby(self, numbers: Iterable[int], domain: str, since: datetime) -> dict[int, int]:
        """How many people of the domain began to ask for each of the requests since then."""
        theirs = "%@" + _LIKE_SIGNS.sub(rf"{_ESCAPE}\g<0>", domain)
        sought = {"numbers": list(numbers), "theirs": theirs, "since": since}
        return {row.head: int(row.asking) for row in self._connection.execute(_NEARBY, sought)}

    def of_person(self, person_id: int, limit: int = 50) -> list[int]:
        """The confirmed requests that the person takes part in, the newest first."""
        wanted = (
            sa.select(request.c.id)
            .join_from(request, participant)
            .where(
                participant.c.person_id == person_id, participant.c.removed_at.is_(None), request.c.confirmed
            )
            .distinct()
            .order_by(request.c.id.desc())
            .limit(limit)
        )
        return list(self._connection.execute(wanted).scalars())

    def listed(
        self,
        *,
        status: Status | None = None,
        search: str | None = None,
        below: int | None = None,
        limit: int = 10_000,
    ) -> list[RequestView]:
        """The newest requests first, those with `status`, with `search` in reference, fields or people, and with a
        number below `below`."""
        wanted = sa.select(request.c.id).order_by(request.c.id.desc()).limit(limit)
        if below is not None:
            wanted = wanted.where(request.c.id < below)
        if status:
            wanted = wanted.where(request.c.status == status.value)
        if search:
            wanted = wanted.where(self._matches(search))
        numbers = list(self._connection.execute(wanted).scalars())
        views = self.views(numbers)
        return [views[n] for n in numbers]

    def _matches(self, search: str) -> sa.ColumnElement[bool]:
        """Bound and escaped, so that a search is text and never a pattern or SQL (R-68)."""
        # what JSON writes otherwise (quotes, backslashes) is sought as JSON writes it
        written = json.dumps(search, ensure_ascii=False)[1:-1]
        in_fields = sa.select(field.c.request_id).where(
            field.c.current,
            sa.type_coerce(field.c["items"], sa.Text).icontains(written, autoescape=True),
        )
        in_people = (
            sa.select(participant.c.request_id)
            .join_from(participant, person)
            .where(
                sa.or_(
                    person.c.name.icontains(search, autoescape=True),
                    person.c.address.icontains(search, autoescape=True),
                )
            )
        )
        number = search.upper().removeprefix(self._prefix + "-")
        clauses: list[sa.ColumnElement[bool]] = [request.c.id.in_(in_fields), request.c.id.in_(in_people)]
        if number.isdecimal() and len(number) < 10:
            clauses.append(request.c.id == int(number))
        return sa.or_(*clauses)

    # pieces

    def _view(
        self, number: int, family: Sequence[Any], fields: Mapping[Field, Value], people: Sequence[Member]
    ) -> RequestView:
        row = next(r for r in family if r.id == number)
        return RequestView(
            number=number,
            ref=f"{self._prefix}-{number}",
            kind=Kind(row.kind),
            status=Status(row.status),
            closed_by=row.closed_by,
            release=row.release,
            confirmed=row.confirmed,
            product=row.product,
            gist=frozenset(row.gist.split()),
            fields=fields,
            participants=together(number, people),
            created_at=row.created_at,
            merged_into=row.merged_into or 0,
            members=tuple(r.id for r in family if r.id != number),
            imported=sum(r.imported for r in family),
            assigned_to=row.assigned_to,
            explanation=row.explanation,
            asked=tuple(Field(name) for name in row.asked),
            rounds=row.rounds,
            opened_by=row.inbox_id,
        )

    def _fields(self, numbers: Sequence[int]) -> dict[int, dict[Field, Value]]:
        found: dict[int, dict[Field, Value]] = {}
        for r in self._connection.execute(_FIELDS, {"numbers": numbers}):
            evidence = Evidence(text=r.evidence, where=r.place, confidence=r.confidence)
            items = tuple(r._mapping["items"])
            found.setdefault(r.request_id, {})[Field(r.name)] = Value(items=items, evidence=evidence)
        return found

    def _members(
        self,
        statement: sa.Select[Any],
        numbers: Sequence[int],
        families: Mapping[int, Sequence[Any]],
        fields: Mapping[int, Mapping[Field, Value]],
        threads: Mapping[tuple[int, int], Sequence[str]],
        whose: int | None = None,
    ) -> dict[int, list[Member]]:
        """Whom the statement finds, by the head of the family; nobody of a merged request that is still unconfirmed."""
        counts = {
            (head, r.id) for head, rows in families.items() for r in rows if r.confirmed or r.id == head
        }
        found: dict[int, list[Member]] = {}
        for r in self._connection.execute(statement, {"numbers": numbers, "whose": whose}):
            if (r.head, r.request_id) in counts:
                own = tuple(threads.get((r.head, r.person_id), ()))
                wish = _wish_of(fields.get(r.request_id, {})) if r.request_id != r.head else ""
                member = Member(number=r.request_id, participant=_participant(r, own), wish=wish)
                found.setdefault(r.head, []).append(member)
        return found

    def _counted(self, numbers: Sequence[int]) -> dict[int, int]:
        rows = self._connection.execute(_HOW_MANY, {"numbers": numbers})
        return {row.head: row.asking for row in rows}

    def _own_threads(self, numbers: Sequence[int], whose: int | None) -> dict[tuple[int, int], list[str]]:
        found: dict[tuple[int, int], list[str]] = {}
        statement = _OWN_THREADS if whose is None else _THREADS_OF_ONE
        for r in self._connection.execute(statement, {"numbers": numbers, "whose": whose}):
            found.setdefault((r.head, r.person_id), []).append(r.message_id)
        return found


def _wish_of(fields: Mapping[Field, Value]) -> str:
    """What a request's author wants it for, in their own words."""
    return "\n".join(fields[name].text for name in (Field.USE_CASE, Field.BUSINESS_IMPACT) if name in fields)


def _participant(row: Any, own: tuple[str, ...]) -> Participant:
    who = Person(
        id=row.whose_id,
        name=row.whose_name,
        address=row.whose_address,
        language=row.whose_language or "en",
        pace=Pace(row.whose_pace),
        credit=row.whose_credit if row.whose_show_name else "",
    )
    return Participant(
        person=who,
        part=Part(row.part),
        role=Role(row.role) if row.role else None,
        state=OfferState(row.state) if row.state else None,
        reason=row.reason,
        since=row.since,
        subject=row.subject,
        thread=own,
        muted=row.muted,
        pace=Pace(row.pace) if row.pace else None,
        asks=row.asks,
        asked_at=row.asked_at,
    )
