"""The people we correspond with, one row a canonical address."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.model.message import Address
from mailer.model.notice import NoticeKind
from mailer.model.people import Pace, Person, canonical
from mailer.store.engines import Upsert
from mailer.store.outbox import UNSENT
from mailer.store.schema import clean, outbox, participant, person

_BY_CANONICAL = sa.select(person).where(person.c.canonical == sa.bindparam("sought"))
_BY_NUMBER = sa.select(person).where(person.c.id == sa.bindparam("number"))
_INSERT = Upsert(person, *person.c)
_CHANGE = sa.update(person).where(person.c.id == sa.bindparam("number"))


def person_of(row: Any) -> Person:
    """A row of the table as a value."""
    return Person(
        id=row.id,
        name=row.name,
        address=row.address,
        language=row.language or "en",
        pace=Pace(row.pace),
        credit=row.credit if row.show_name else "",
    )


class People:
    """Looks people up and remembers new ones."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._known: dict[str, Person | None] = {}
        """Whom this transaction has asked for, by canonical address: one mail asks for the same person several times."""

    def find(self, address: str) -> Person | None:
        """Whom `address` (in any form) belongs to."""
        key = canonical(clean(address))
        if key not in self._known:
            row = self._connection.execute(_BY_CANONICAL, {"sought": key}).first()
            self._known[key] = person_of(row) if row else None
        return self._known[key]

    def get(self, number: int) -> Person | None:
        """The person with that number."""
        row = self._connection.execute(_BY_NUMBER, {"number": number}).first()
        return person_of(row) if row else None

    def ensure(self, address: Address, language: str, now: datetime) -> Person:
        """The person behind `address`, remembered now if new.

        The address stays as it was first written (mail is known to arrive there); the name is the newest one.
        """
        known = self.find(address.address) or self._insert(address, language, now)
        if address.name and clean(address.name) != known.name:
            self._connection.execute(_CHANGE, {"number": known.id, "name": address.name})
            known = replace(known, name=clean(address.name))
            self._known[canonical(clean(address.address))] = known
        return known

    def _insert(self, address: Address, language: str, now: datetime) -> Person:
        written = clean(address.address)
        key = canonical(written)
        values = {
            "canonical": key,
            "address": written,
            "name": address.name,
            "language": language,
            "pace": Pace.EVERYTHING.value,
            "show_name": False,
            "credit": "",
            "created_at": now,
        }
        row = self._connection.execute(_INSERT.on(self._connection), values).first()
        # no row: another process was faster, and its person is as good
        new = row or self._connection.execute(_BY_CANONICAL, {"sought": key}).one()
        self._known[key] = made = person_of(new)
        return made

    def set_pace(self, person_id: int, pace: Pace) -> None:
        """How much that person wants to hear from now on, whatever they said about single requests.

        What they muted stays muted, until they want everything again.
        """
        self._connection.execute(_CHANGE, {"number": person_id, "pace": pace.value})
        said = {"pace": ""} | ({"muted": False} if pace is Pace.EVERYTHING else {})
        mine = participant.c.person_id == person_id
        self._connection.execute(sa.update(participant).where(mine).values(**said))
        self._known.clear()

    def forget_soon(self, person_id: int, now: datetime) -> None:
        """That person waits to be erased from now on."""
        self._connection.execute(_CHANGE, {"number": person_id, "forget_since": now})

    def to_forget(self, long_ago: datetime) -> list[str]:
        """Addresses of those who wait to be erased and to whom no answer is under way, or who wait since `long_ago`."""
        under_way = sa.exists().where(
            outbox.c.person_id == person.c.id,
            outbox.c.kind == NoticeKind.FORGOTTEN.value,
            outbox.c.state.in_(UNSENT),
        )
        due = sa.or_(~under_way, person.c.forget_since < long_ago)
        wanted = sa.select(person.c.address).where(person.c.forget_since.is_not(None), due)
        return [str(address) for address in self._connection.execute(wanted).scalars()]

    def set_credit(self, person_id: int, name: str) -> None:
        """Public tables may show that person as `name`; an empty one takes that back."""
        self._connection.execute(_CHANGE, {"number": person_id, "show_name": bool(name), "credit": name})
        self._known.clear()
