"""The requests: their fields with history, their people, their timeline and the threads that lead to them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.model.message import Attachment
from mailer.model.people import OfferState, Pace, Part, Participant, Person
from mailer.model.request import Details, Evidence, Field, Kind, Role, Value
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.store.engines import alone
from mailer.store.schema import attachment, event, field, inbox, outbox, participant, person, request, thread

_NUMBER: sa.BindParameter[int] = sa.bindparam("number")
_NUMBERS: sa.BindParameter[int] = sa.bindparam("numbers", expanding=True)
_INSERT_REQUEST = sa.insert(request)
_INSERT_FIELD = sa.insert(field)
_INSERT_PARTICIPANT = sa.insert(participant)
_INSERT_EVENT = sa.insert(event)
_INSERT_THREAD = sa.insert(thread)
_INSERT_ATTACHMENT = sa.insert(attachment)
_CHANGE = sa.update(request).where(request.c.id == _NUMBER)
_ASK = _CHANGE.values(rounds=request.c.rounds + 1)
_SHOWN = sa.and_(request.c.confirmed, request.c.closed_by == "", request.c.kind == sa.bindparam("sought"))
_BY_PRODUCT = sa.select(sa.func.max(request.c.id)).where(request.c.product == sa.bindparam("wish"), _SHOWN)
_BY_NAME = sa.select(sa.func.max(request.c.id)).where(request.c.name_key == sa.bindparam("wish"), _SHOWN)
_VIEWS = sa.select(request).where(request.c.id.in_(_NUMBERS))
_FIELDS = sa.select(field).where(field.c.request_id.in_(_NUMBERS), field.c.current).order_by(field.c.id)
_PEOPLE = (
    sa.select(participant, *(c.label(f"whose_{c.name}") for c in person.c))
    .join_from(participant, person)
    .where(participant.c.request_id.in_(_NUMBERS), participant.c.removed_at.is_(None))
    .order_by(participant.c.id)
)
_OWN_THREADS = (
    sa.select(thread.c.request_id, thread.c.person_id, thread.c.message_id)
    .where(thread.c.request_id.in_(_NUMBERS), thread.c.person_id.is_not(None))
    .order_by(thread.c.id)
)
_THREADS = (
    sa.select(thread.c.message_id, thread.c.request_id)
    .where(thread.c.message_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(thread.c.id)
)
_UNCONFIRMED = (
    sa.select(request.c.id)
    .join_from(request, participant)
    .where(participant.c.person_id == sa.bindparam("whose"), participant.c.part == Part.REQUESTER.value)
    .where(request.c.confirmed.is_(False), request.c.closed_by == "")
    .order_by(request.c.id)
)
_OUTDATE = (
    sa.update(field)
    .where(field.c.request_id == _NUMBER, field.c.current)
    .where(field.c.name.in_(sa.bindparam("names", expanding=True)))
    .values(current=False)
)
_SAME_PART = sa.and_(
    participant.c.request_id == _NUMBER,
    participant.c.person_id == sa.bindparam("whose"),
    participant.c.part == sa.bindparam("sought_part"),
    participant.c.role == sa.bindparam("sought_role"),
    participant.c.removed_at.is_(None),
)
_HAS_PART = sa.select(participant.c.id).where(_SAME_PART)
_CHANGE_PART = sa.update(participant).where(_SAME_PART)
_ADDRESS = sa.select(person.c.address).where(person.c.id == sa.bindparam("whose"))


class Tracker:
    """The requests and everything that hangs on them."""

    def __init__(self, connection: sa.Connection, prefix: str) -> None:
        self._connection = connection
        self._prefix = prefix

    # reading

    def views(self, numbers: Iterable[int]) -> dict[int, RequestView]:
        """The requests with these numbers; those that do not exist are left out."""
        wanted = list(dict.fromkeys(numbers))
        if not wanted:
            return {}
        rows = self._connection.execute(_VIEWS, {"numbers": wanted}).all()
        fields, people = self._fields(wanted), self._participants(wanted)
        found = {r.id: self._view(r, fields.get(r.id, {}), people.get(r.id, ())) for r in rows}
        return {number: found[number] for number in wanted if number in found}

    def by_product(self, kind: Kind, product: str) -> int | None:
        """The newest confirmed request for a product of the catalog, open or decided."""
        return self._wish(_BY_PRODUCT, kind, product)

    def by_name(self, kind: Kind, key: str) -> int | None:
        """The same for a name that no catalog knows, by its key."""
        return self._wish(_BY_NAME, kind, key)

    def _wish(self, statement: sa.Select[Any], kind: Kind, wish: str) -> int | None:
        # two people may ask for the same at the same moment: the second one waits and then sees the first one's
        alone(self._connection, f"wish:{kind.value}:{wish}")
        return self._connection.execute(statement, {"sought": kind.value, "wish": wish}).scalar()

    def threads(self, message_ids: Sequence[str]) -> dict[str, int]:
        """Request number of each known Message-ID; the newest where it led to several."""
        if not message_ids:
            return {}
        rows = self._connection.execute(_THREADS, {"ids": list(message_ids)})
        return {row.message_id: row.request_id for row in rows}

    def unconfirmed_of(self, person_id: int) -> list[int]:
        """The person's own requests that wait for a confirmation."""
        return list(self._connection.execute(_UNCONFIRMED, {"whose": person_id}).scalars())

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
        self, *, status: Status | None = None, search: str | None = None, limit: int = 10_000
    ) -> list[RequestView]:
        """The newest requests first, those with `status` and with `search` in reference, fields or people."""
        wanted = sa.select(request.c.id).order_by(request.c.id.desc()).limit(limit)
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

    def status_since(self, number: int) -> datetime:
        """When the request came to the status it has: its last change, else its opening."""
        last = sa.select(sa.func.max(event.c.id)).where(
            event.c.request_id == number, event.c.what.in_(["status", "opened"])
        )
        found = sa.select(event.c.at).where(event.c.id == last.scalar_subquery())
        since: datetime = self._connection.execute(found).scalar_one()
        return since

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

    def has_event(self, number: int, what: str, text: str, inbox_id: int | None) -> bool:
        """Whether the timeline has this line of that mail."""
        wanted = sa.select(event.c.id).where(
            event.c.request_id == number,
            event.c.what == what,
            event.c.text == text,
            event.c.inbox_id == inbox_id,
        )
        return self._connection.execute(wanted.limit(1)).first() is not None

    # writing

    def open_request(
        self,
        details: Details,
        *,
        person_id: int,
        language: str,
        confirmed: bool,
        asked: Sequence[Field],
        now: datetime,
        inbox_id: int | None,
        because: str,
        name_key: str,
        subject: str,
    ) -> int:
        """File a new request and return its number."""
        values = {
            "kind": details.kind.value,
            "status": Status.SUBMITTED.value,
            "confirmed": confirmed,
            "product": details.product,
            "name_key": name_key,
            "language": language,
            "asked": [name.value for name in asked],
            "rounds": 1 if asked else 0,
            "inbox_id": inbox_id,
            "created_at": now,
            "updated_at": now,
        }
        key = self._connection.execute(_INSERT_REQUEST, values).inserted_primary_key
        number = int(key[0]) if key else 0
        self._insert_fields(number, details.fields, "requester", inbox_id, now)
        self._insert_participant(
            number, person_id, Part.REQUESTER, now, subject=subject, role="", state="", reason=""
        )
        self.event(number, "opened", because, actor="requester", now=now, inbox_id=inbox_id)
        return number

    def set_fields(
        self,
        number: int,
        values: Mapping[Field, Value],
        *,
        actor: str,
        inbox_id: int | None,
        now: datetime,
        because: str,
    ) -> None:
        """Give fields new values; the old ones stay in the history, and the timeline says old and new."""
        old = self._fields([number]).get(number, {})
        self._connection.execute(_OUTDATE, {"number": number, "names": [name.value for name in values]})
        self._insert_fields(number, values, actor, inbox_id, now)
        before = {name.value: list(old[name].items) for name in values if name in old}
        after = {name.value: list(value.items) for name, value in values.items()}
        self.event(number, "fields", because, actor=actor, now=now, inbox_id=inbox_id, old=before, new=after)
        self._touch(number, now)

    def identify(self, number: int, product: str, name_key: str) -> None:
        """The request is for another integration than was thought."""
        self._change(number, product=product, name_key=name_key)

    def ask(self, number: int, fields: Sequence[Field]) -> None:
        """One more round of questions."""
        self._connection.execute(_ASK, {"number": number, "asked": [name.value for name in fields]})

    def confirm(self, number: int, *, now: datetime, because: str) -> None:
        """Its requester's address is proven."""
        self._change(number, confirmed=True, updated_at=now)
        self.event(number, "confirmed", because, actor="requester", now=now, inbox_id=None)

    def change_status(
        self, number: int, to: Status, *, release: str, note: str, actor: str, now: datetime
    ) -> None:
        """Move the request; the timeline keeps from where, why and by whom."""
        before = self._connection.execute(
            sa.select(request.c.status, request.c.release).where(request.c.id == number)
        ).one()
        kept = release or before.release
        self._change(number, status=to.value, release=kept, explanation=note, updated_at=now)
        old = {"status": before.status, "release": before.release}
        new = {"status": to.value, "release": kept}
        self.event(number, "status", note, actor=actor, now=now, inbox_id=None, old=old, new=new)

    def close(self, number: int, closed_by: str, *, actor: str, now: datetime) -> None:
        """Close it beside its status, or open it again with an empty `closed_by`."""
        self._change(number, closed_by=closed_by, updated_at=now)
        self.event(
            number, "closed" if closed_by else "reopened", closed_by, actor=actor, now=now, inbox_id=None
        )

    def join(
        self,
        number: int,
        person_id: int,
        part: Part,
        *,
        role: Role | None,
        state: OfferState | None,
        reason: str,
        subject: str,
        now: datetime,
        inbox_id: int | None,
        because: str,
    ) -> None:
        """A person takes part; the same part twice only renews its reason and state."""
        same = _sought(number, person_id, part, role)
        renewed = {"reason": reason} if reason else {}
        renewed |= {"state": state.value} if state else {}
        known = self._connection.execute(_HAS_PART, same).first()
        if known and renewed:
            self._connection.execute(_CHANGE_PART, {**same, **renewed})
        elif not known:
            self._insert_participant(
                number,
                person_id,
                part,
                now,
                subject=subject,
                role=role.value if role else "",
                state=state.value if state else "",
                reason=reason,
            )
        self.event(number, part.value, because, actor=self._address(person_id), now=now, inbox_id=inbox_id)
        self._touch(number, now)

    def leave(
        self, number: int, person_id: int, part: Part, *, role: Role | None, now: datetime, because: str
    ) -> None:
        """A part ends; the timeline keeps that it was. Nothing happens where there was none."""
        same = _sought(number, person_id, part, role)
        if not self._connection.execute(_CHANGE_PART, {**same, "removed_at": now}).rowcount:
            return
        what = f"{part.value} left"
        self.event(number, what, because, actor=self._address(person_id), now=now, inbox_id=None)

    def assign(self, number: int, address: str, *, actor: str, now: datetime) -> None:
        """Who of the team takes care of it."""
        self._change(number, assigned_to=address, updated_at=now)
        self.event(number, "assigned", address, actor=actor, now=now, inbox_id=None)

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

    def thread_add(
        self, number: int, message_id: str, person_id: int | None, *, incoming: bool, now: datetime
    ) -> None:
        """A Message-ID that leads to the request."""
        values = {
            "message_id": message_id,
            "request_id": number,
            "person_id": person_id,
            "incoming": incoming,
            "at": now,
        }
        self._connection.execute(_INSERT_THREAD, values)

    def attach(self, number: int, inbox_id: int, attachments: Sequence[Attachment]) -> None:
        """Note which attachments came with a mail; their bytes stay in the raw mail."""
        rows = [
            {
                "inbox_id": inbox_id,
                "request_id": number,
                "filename": a.filename,
                "content_type": a.content_type,
                "size": a.size,
                "sha256": a.sha256,
            }
            for a in attachments
        ]
        if rows:
            self._connection.execute(_INSERT_ATTACHMENT, rows)

    # pieces

    def _view(self, row: Any, fields: Mapping[Field, Value], people: Sequence[Participant]) -> RequestView:
        return RequestView(
            number=row.id,
            ref=f"{self._prefix}-{row.id}",
            kind=Kind(row.kind),
            status=Status(row.status),
            closed_by=row.closed_by,
            release=row.release,
            confirmed=row.confirmed,
            product=row.product,
            fields=fields,
            participants=tuple(people),
            created_at=row.created_at,
            explanation=row.explanation,
            asked=tuple(Field(name) for name in row.asked),
            rounds=row.rounds,
        )

    def _fields(self, numbers: Sequence[int]) -> dict[int, dict[Field, Value]]:
        found: dict[int, dict[Field, Value]] = {}
        for r in self._connection.execute(_FIELDS, {"numbers": numbers}):
            evidence = Evidence(text=r.evidence, where=r.place, confidence=r.confidence)
            items = tuple(r._mapping["items"])
            found.setdefault(r.request_id, {})[Field(r.name)] = Value(items=items, evidence=evidence)
        return found

    def _participants(self, numbers: Sequence[int]) -> dict[int, list[Participant]]:
        threads = self._own_threads(numbers)
        found: dict[int, list[Participant]] = {}
        for r in self._connection.execute(_PEOPLE, {"numbers": numbers}):
            own = tuple(threads.get((r.request_id, r.person_id), ()))
            found.setdefault(r.request_id, []).append(_participant(r, own))
        return found

    def _own_threads(self, numbers: Sequence[int]) -> dict[tuple[int, int], list[str]]:
        found: dict[tuple[int, int], list[str]] = {}
        for r in self._connection.execute(_OWN_THREADS, {"numbers": numbers}):
            found.setdefault((r.request_id, r.person_id), []).append(r.message_id)
        return found

    def _insert_fields(
        self,
        number: int,
        values: Mapping[Field, Value],
        actor: str,
        inbox_id: int | None,
        now: datetime,
    ) -> None:
        rows = [
            {
                "request_id": number,
                "name": name.value,
                "items": list(value.items),
                "evidence": value.evidence.text,
                "place": value.evidence.where,
                "confidence": value.evidence.confidence,
                "actor": actor,
                "inbox_id": inbox_id,
                "at": now,
                "current": True,
            }
            for name, value in values.items()
        ]
        if rows:
            self._connection.execute(_INSERT_FIELD, rows)

    def _insert_participant(
        self, number: int, person_id: int, part: Part, now: datetime, **values: str
    ) -> None:
        self._connection.execute(
            _INSERT_PARTICIPANT,
            {
                "request_id": number,
                "person_id": person_id,
                "part": part.value,
                "muted": False,
                "since": now,
                **values,
            },
        )

    def _address(self, person_id: int) -> str:
        return str(self._connection.execute(_ADDRESS, {"whose": person_id}).scalar_one())

    def _touch(self, number: int, now: datetime) -> None:
        self._change(number, updated_at=now)

    def _change(self, number: int, **values: Any) -> None:
        self._connection.execute(_CHANGE, {"number": number, **values})


def _sought(number: int, person_id: int, part: Part, role: Role | None) -> dict[str, Any]:
    return {
        "number": number,
        "whose": person_id,
        "sought_part": part.value,
        "sought_role": role.value if role else "",
    }


def _participant(row: Any, own: tuple[str, ...]) -> Participant:
    who = Person(
        id=row.whose_id,
        name=row.whose_name,
        address=row.whose_address,
        language=row.whose_language or "en",
        pace=Pace(row.whose_pace),
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
    )
