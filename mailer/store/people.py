"""The people we correspond with, one row a canonical address."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.model.message import Address
from mailer.model.people import Pace, Person, canonical
from mailer.store.schema import participant, person

_BY_CANONICAL = sa.select(person).where(person.c.canonical == sa.bindparam("key"))
_INSERT = sa.insert(person)


def person_of(row: Any) -> Person:
    """A row of the table as a value."""
    return Person(
        id=row.id, name=row.name, address=row.address, language=row.language or "en", pace=Pace(row.pace)
    )


class People:
    """Looks people up and remembers new ones."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def find(self, address: str) -> Person | None:
        """Whom `address` (in any form) belongs to."""
        row = self._connection.execute(_BY_CANONICAL, {"key": canonical(address)}).first()
        return person_of(row) if row else None

    def get(self, number: int) -> Person | None:
        """The person with that number."""
        row = self._connection.execute(sa.select(person).where(person.c.id == number)).first()
        return person_of(row) if row else None

    def ensure(self, address: Address, language: str, now: datetime) -> Person:
        """The person behind `address`, remembered now if new; a name once known is kept until a newer one is written."""
        known = self.find(address.address)
        if known is None:
            return self._insert(address, language, now)
        if address.name and address.name != known.name:
            self._connection.execute(
                sa.update(person).where(person.c.id == known.id).values(name=address.name)
            )
        return known

    def _insert(self, address: Address, language: str, now: datetime) -> Person:
        values = {
            "canonical": canonical(address.address),
            "address": address.address,
            "name": address.name,
            "language": language,
            "pace": Pace.EVERYTHING.value,
            "show_name": False,
            "created_at": now,
        }
        done = self._connection.execute(_INSERT, values)
        number = done.inserted_primary_key
        return Person(
            id=int(number[0]) if number else 0, name=address.name, address=address.address, language=language
        )

    def mute(self, person_id: int, request_id: int) -> None:
        """No more news about that request for that person."""
        self._connection.execute(
            sa.update(participant)
            .where(participant.c.person_id == person_id, participant.c.request_id == request_id)
            .values(muted=True)
        )
