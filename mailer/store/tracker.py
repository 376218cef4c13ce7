"""The requests: filed, changed, their people joining and leaving, everything with its line in the timeline."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.errors import Transient
from mailer.model.message import Attachment
from mailer.model.news import IMPORTED, Arrival, arrival_to_json
from mailer.model.people import ASKING, OfferState, Pace, Part
from mailer.model.request import Details, Field, Role, Value
from mailer.model.status import Standing, Status, planned
from mailer.rules.family import with_reason
from mailer.store.engines import alone
from mailer.store.history import History
from mailer.store.schema import attachment, field, participant, person, request, thread
from mailer.store.views import FAMILY, Views, ended_when_closed

_NUMBER: sa.BindParameter[int] = sa.bindparam("number")
_INSERT_REQUEST = sa.insert(request)
_INSERT_FIELD = sa.insert(field)
_INSERT_PARTICIPANT = sa.insert(participant)
_INSERT_THREAD = sa.insert(thread)
_FORGET_THREAD = sa.delete(thread).where(thread.c.message_id == sa.bindparam("never"))
_INSERT_ATTACHMENT = sa.insert(attachment)
_CHANGE = sa.update(request).where(request.c.id == _NUMBER)
_ASK = _CHANGE.values(rounds=request.c.rounds + 1)
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
_HAS_PART = sa.select(participant.c.id, participant.c.reason).where(_SAME_PART)
_CHANGE_PART = sa.update(participant).where(_SAME_PART)
_IN_FAMILY = sa.and_(
    participant.c.request_id.in_(sa.select(FAMILY.c.member)), participant.c.person_id == sa.bindparam("whose")
)
_VOTE_OF = sa.select(participant.c.id, participant.c.reason).where(
    _IN_FAMILY, participant.c.removed_at.is_(None), participant.c.part == Part.VOTER.value
)
_PACE = sa.update(participant).where(_IN_FAMILY)
_MOVE_OFFER = sa.update(participant).where(
    _IN_FAMILY,
    participant.c.removed_at.is_(None),
    participant.c.part == Part.CHAMPION.value,
    participant.c.role == sa.bindparam("sought_role"),
)
_END_PART = (
    sa.update(participant)
    .where(
        _IN_FAMILY,
        participant.c.removed_at.is_(None),
        participant.c.role == sa.bindparam("sought_role"),
        sa.or_(
            participant.c.part == sa.bindparam("sought_part"),
            # who asked for what was merged is one voter of many here
            sa.and_(participant.c.part == sa.bindparam("brought_part"), participant.c.request_id != _NUMBER),
        ),
    )
    .returning(participant.c.id)
)
_GIVE_BACK = (
    sa.update(participant)
    .where(participant.c.request_id.in_(sa.select(FAMILY.c.member)), ended_when_closed(_NUMBER))
    .values(removed_at=None)
)
_CLOSED = sa.select(request.c.id).where(
    request.c.id.in_(sa.bindparam("numbers", expanding=True)), request.c.closed_by != ""
)
_MERGED_INTO = sa.select(request.c.merged_into).where(request.c.id == _NUMBER)
_STANDING = sa.select(
    request.c.status, request.c.closed_by, request.c.merged_into, request.c.confirmed
).where(request.c.id == _NUMBER)
DECIDED = frozenset({Status.COMPLETED.value, Status.DECLINED.value})
_ADDRESS = sa.select(person.c.address).where(person.c.id == sa.bindparam("whose"))


class Tracker(Views, History):
    """The requests and everything that hangs on them."""

    def __init__(self, connection: sa.Connection, prefix: str) -> None:
        super().__init__(connection, prefix)
        self._touched: dict[int, datetime] = {}
        """When this transaction says that something happened to a request last."""

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
            "gist": " ".join(sorted(details.gist)),
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

    def open_imported(
        self, details: Details, arrival: Arrival, *, name_key: str, actor: str, now: datetime
    ) -> int:
        """File a request that existed before us, without a requester, and return its number."""
        values: dict[str, Any] = {
            "kind": details.kind.value,
            "status": arrival.status.value,
            "release": arrival.release,
            "confirmed": True,
            "product": details.product,
            "name_key": name_key,
            "asked": [],
            "rounds": 0,
            "created_at": now,
            "updated_at": now,
        }
        key = self._connection.execute(_INSERT_REQUEST, values).inserted_primary_key
        number = int(key[0]) if key else 0
        self._insert_fields(number, details.fields, actor, None, now)
        noted = arrival_to_json(arrival)
        self.event(number, "opened", IMPORTED, actor=actor, now=now, inbox_id=None, new=noted)
        return number

    def imported(self, number: int) -> int:
        """How many asked for it before us, without those of merged requests."""
        own = sa.select(request.c.imported).where(request.c.id == number)
        return int(self._connection.execute(own).scalar_one())

    def set_imported(self, number: int, count: int, *, actor: str, now: datetime) -> None:
        """How many asked for it before us; the timeline says old and new."""
        old = self.imported(number)
        self._change(number, imported=count, updated_at=now)
        self.event(number, "imported", str(count), actor=actor, now=now, inbox_id=None, old=old, new=count)

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

    def take_back(self, number: int, inbox_id: int, *, actor: str, now: datetime, because: str) -> None:
        """The fields whose value came with a mail have again what they had before it, if anything."""
        theirs = sa.and_(field.c.request_id == number, field.c.current, field.c.inbox_id == inbox_id)
        changed = self._connection.execute(sa.select(field.c.id, field.c.name).where(theirs)).all()
        if not changed:
            return
        old = self._fields([number]).get(number, {})
        self._connection.execute(sa.update(field).where(theirs).values(current=False))
        for row in changed:
            before = sa.select(sa.func.max(field.c.id)).where(
                field.c.request_id == number, field.c.name == row.name, field.c.id < row.id
            )
            again = sa.update(field).where(field.c.id == before.scalar_subquery()).values(current=True)
            self._connection.execute(again)
        new = self._fields([number]).get(number, {})
        was, now_is = (
            {row.name: list(values[Field(row.name)].items) for row in changed if Field(row.name) in values}
            for values in (old, new)
        )
        self.event(number, "fields", because, actor=actor, now=now, inbox_id=None, old=was, new=now_is)
        self._touch(number, now)

    def identify(self, number: int, product: str, name_key: str) -> None:
        """The request is for another integration than was thought."""
        self._change(number, product=product, name_key=name_key)

    def ask(self, number: int, fields: Sequence[Field]) -> None:
        """One more round of questions."""
        self._connection.execute(_ASK, {"number": number, "asked": [name.value for name in fields]})

    def confirm(self, number: int, *, now: datetime, because: str, inbox_id: int | None = None) -> None:
        """Its requester's address is proven."""
        self._change(number, confirmed=True, updated_at=now)
        self.event(number, "confirmed", because, actor="requester", now=now, inbox_id=inbox_id)

    def change_status(
        self,
        number: int,
        to: Status,
        *,
        release: str,
        note: str,
        actor: str,
        now: datetime,
        inbox_id: int | None = None,
    ) -> None:
        """Move the request; the timeline keeps from where, why and by whom."""
        before = self._connection.execute(
            sa.select(request.c.status, request.c.release).where(request.c.id == number)
        ).one()
        kept = release or planned(Standing(Status(before.status), before.release), to)
        self._change(number, status=to.value, release=kept, explanation=note, updated_at=now)
        old = {"status": before.status, "release": before.release}
        new = {"status": to.value, "release": kept}
        self.event(number, "status", note, actor=actor, now=now, inbox_id=inbox_id, old=old, new=new)

    def close(
        self, number: int, closed_by: str, *, actor: str, now: datetime, inbox_id: int | None = None
    ) -> None:
        """Close it beside its status, or open it again with an empty `closed_by`: for whoever had withdrawn it too."""
        if not closed_by:
            self._connection.execute(_GIVE_BACK, {"number": number, "numbers": [number]})
        self._change(number, closed_by=closed_by, updated_at=now)
        what = "closed" if closed_by else "reopened"
        self.event(number, what, closed_by, actor=actor, now=now, inbox_id=inbox_id)

    def is_votable(self, number: int) -> bool:
        """Whether a vote for it counts for something: its requester stands by it, it is not decided, nor withdrawn; one
        that was merged leads on."""
        row = self._connection.execute(_STANDING, {"number": number}).one()
        standing = not row.closed_by or row.merged_into is not None
        return row.confirmed and row.status not in DECIDED and standing

    def merge(
        self, number: int, into: int, *, actor: str, now: datetime, inbox_id: int | None = None
    ) -> None:
        """Request `number` goes on as `into`; its people, fields and threads stay where they are (see `views`).

        Raises Transient when another process closed one of the two in the same moment: no circle can come of it.
        """
        alone(self._connection, "merge")
        if self._connection.execute(_CLOSED, {"numbers": [number, into]}).first():
            raise Transient("another process was faster; one of the two requests is closed")
        here, there = f"{self._prefix}-{number}", f"{self._prefix}-{into}"
        self._change(number, merged_into=into, closed_by=f"merged:{there}", updated_at=now)
        self.event(number, "merged", f"into {there}", actor=actor, now=now, inbox_id=inbox_id)
        self.event(into, "merged in", here, actor=actor, now=now, inbox_id=inbox_id)
        self._touch(into, now)

    def unmerge(self, number: int, *, actor: str, now: datetime, inbox_id: int | None = None) -> None:
        """A merged request stands on its own again; nothing happens to one that does already."""
        into = self._connection.execute(_MERGED_INTO, {"number": number}).scalar()
        if into is None:
            return
        here, there = f"{self._prefix}-{number}", f"{self._prefix}-{into}"
        self._change(number, merged_into=None, closed_by="", updated_at=now)
        self.event(number, "split", f"from {there}", actor=actor, now=now, inbox_id=inbox_id)
        self.event(into, "split off", here, actor=actor, now=now, inbox_id=inbox_id)
        self._touch(into, now)

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
        actor: str,
        now: datetime,
        inbox_id: int | None,
        because: str,
    ) -> None:
        """A person takes part; the same part twice only renews its state and its reason, to which a voter adds."""
        same = _sought(number, person_id, part, role)
        known = self._connection.execute(_HAS_PART, same).first()
        said = with_reason(known.reason, reason) if known and part is Part.VOTER else reason
        renewed = {"reason": said} if reason else {}
        renewed |= {"state": state.value} if state else {}
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
        self.event(number, part.value, because, actor=actor, now=now, inbox_id=inbox_id)
        self._touch(number, now)

    def add_reason(self, number: int, person_id: int, reason: str) -> None:
        """What a voter says of their own case now, beside what they said before; nothing where they have no vote."""
        whose = {"numbers": [number], "whose": person_id}
        for vote in self._connection.execute(_VOTE_OF, whose).all():
            said = with_reason(vote.reason, reason)
            self._connection.execute(
                sa.update(participant).where(participant.c.id == vote.id).values(reason=said)
            )

    def move_offer(
        self,
        number: int,
        person_id: int,
        roles: Sequence[Role],
        state: OfferState,
        *,
        asks: int,
        reacted: bool,
        now: datetime,
        inbox_id: int | None,
    ) -> None:
        """What a champion offered is asked for, delivered, confirmed or lapsed; or they `reacted`, which counts as one
        more asking that begins now."""
        times = 1 if reacted else asks
        moved = {"state": state.value} | ({"asks": times, "asked_at": now} if times else {})
        whose = {"numbers": [number], "whose": person_id}
        for role in roles:
            self._connection.execute(_MOVE_OFFER, {**whose, "sought_role": role.value, **moved})
        what = "reacted" if reacted else {0: state.value, 1: "asked"}.get(asks, "asked again")
        said = f"{', '.join(roles)}: {what}"
        self.event(number, "offer", said, actor=self._address(person_id), now=now, inbox_id=inbox_id)

    def leave(
        self,
        number: int,
        person_id: int,
        part: Part,
        *,
        role: Role | None,
        now: datetime,
        inbox_id: int | None = None,
        because: str,
    ) -> None:
        """A part ends, also what the person brought along from merged requests; the timeline keeps that it was.

        Nothing happens where there was none.
        """
        wanted = _sought(number, person_id, part, role)
        asked_there = Part.REQUESTER if part in ASKING else part
        brought = {**wanted, "numbers": [number], "brought_part": asked_there.value}
        if not self._connection.execute(_END_PART, {**brought, "removed_at": now}).all():
            return
        what = f"{part.value} left"
        self.event(number, what, because, actor=self._address(person_id), now=now, inbox_id=inbox_id)

    def set_pace(self, number: int, person_id: int, pace: Pace) -> None:
        """How much that person wants to hear about the request, and about what was merged into it."""
        muted = pace is Pace.NOTHING
        whose = {"numbers": [number], "whose": person_id}
        self._connection.execute(_PACE, {**whose, "muted": muted, "pace": "" if muted else pace.value})

    def assign(
        self, number: int, address: str, *, actor: str, now: datetime, inbox_id: int | None = None
    ) -> None:
        """Who of the team takes care of it."""
        self._change(number, assigned_to=address, updated_at=now)
        self.event(number, "assigned", address, actor=actor, now=now, inbox_id=inbox_id)

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

    def thread_forget(self, message_id: str) -> None:
        """A mail of ours that never goes out: nothing may answer to it or refer to it."""
        self._connection.execute(_FORGET_THREAD, {"never": message_id})

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
        """Once is enough: a mail may bring several people along."""
        if self._touched.get(number) != now:
            self._touched[number] = now
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
