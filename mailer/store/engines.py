"""What the two engines do differently: inserts that step back, and waiting for each other."""

from collections.abc import Sequence
from hashlib import sha256
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from mailer.store.schema import blob

POSTGRESQL = "postgresql"
SQLITE = "sqlite"

_WAIT = sa.select(
    sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(sa.cast(sa.bindparam("what"), sa.Text), 0))
)


class Upsert:
    """An INSERT that leaves what is already there alone, in the words of each engine."""

    def __init__(self, table: sa.Table, *returning: sa.Column[Any]) -> None:
        self._by_engine = {
            POSTGRESQL: _returning(postgresql.insert(table).on_conflict_do_nothing(), returning),
            SQLITE: _returning(sqlite.insert(table).on_conflict_do_nothing(), returning),
        }

    def on(self, connection: sa.Connection) -> sa.Executable:
        """The statement for the engine of `connection`."""
        return self._by_engine[connection.dialect.name]


def _returning(statement: Any, columns: tuple[sa.Column[Any], ...]) -> sa.Executable:
    chosen: sa.Executable = statement.returning(*columns) if columns else statement
    return chosen


class KeepBlob:
    """Keeps bytes once; where retention had removed them, the mail that came again brings them back."""

    def __init__(self) -> None:
        self._by_engine = {
            POSTGRESQL: _refilled(postgresql.insert(blob)),
            SQLITE: _refilled(sqlite.insert(blob)),
        }

    def on(self, connection: sa.Connection) -> sa.Executable:
        """The statement for the engine of `connection`."""
        return self._by_engine[connection.dialect.name]


def _refilled(statement: Any) -> sa.Executable:
    empty = sa.func.length(blob.c.content) == 0
    filled: sa.Executable = statement.on_conflict_do_update(
        index_elements=[blob.c.sha256], set_={"content": statement.excluded.content}, where=empty
    )
    return filled


KEEP_BLOB = KeepBlob()


def keep_blobs(connection: sa.Connection, contents: Sequence[bytes]) -> list[str]:
    """Keep each content under its hash, once, and return the hashes."""
    rows = [
        {"sha256": sha256(content).hexdigest(), "content": content, "size": len(content)}
        for content in contents
    ]
    # in one order everywhere, so that two processes never wait for each other crosswise
    connection.execute(KEEP_BLOB.on(connection), sorted(rows, key=itemgetter("sha256")))
    return [str(row["sha256"]) for row in rows]


def alone(connection: sa.Connection, what: str) -> None:
    """Let no other transaction pass here with the same `what` until this one ends.

    For questions whose answer another process may be changing right now ("is this the second copy?").
    SQLite has one writer at a time anyway.
    """
    if connection.dialect.name == POSTGRESQL:
        connection.execute(_WAIT, {"what": what})
