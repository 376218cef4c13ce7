"""The engine, its transactions, and what happens to the whole database: upgrade, check, backup."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from mailer.errors import Permanent, Refused, Transient
from mailer.store.inbox import Inbox
from mailer.store.outbox import Outbox
from mailer.store.people import People
from mailer.store.settings import Settings, Tokens
from mailer.store.suppression import Suppressions
from mailer.store.tracker import Tracker

BUSY_SECONDS = 30
"""How long a writer waits for another one on SQLite (RELIABILITY R-12)."""
READING = "mailer_reading"


class Tx:
    """One transaction: the tables by room."""

    def __init__(self, connection: sa.Connection, prefix: str) -> None:
        self.connection = connection
        self._prefix = prefix

    @cached_property
    def inbox(self) -> Inbox:
        return Inbox(self.connection)

    @cached_property
    def tracker(self) -> Tracker:
        return Tracker(self.connection, self._prefix)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection)

    @cached_property
    def people(self) -> People:
        return People(self.connection)

    @cached_property
    def suppressions(self) -> Suppressions:
        return Suppressions(self.connection)

    @cached_property
    def settings(self) -> Settings:
        return Settings(self.connection)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.connection)


class Database:
    """One database, by URL: `sqlite:///PATH` or `postgresql://…`. Safe to use from several threads."""

    def __init__(self, url: str, *, prefix: str = "INT") -> None:
        self._url = sa.make_url(url)
        self._prefix = prefix
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        if self.is_sqlite and self._url.database:
            Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)
        self._engine = _engine(self._url, is_sqlite=self.is_sqlite)

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """A writing transaction, durable when the block ends and undone when it raises.

        Raises Transient for trouble that may pass (locked, disk full, connection lost).
        """
        with translated(), self._engine.begin() as connection:
            yield Tx(connection, self._prefix)

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """A transaction that only reads; it waits for no writer. Raises as `transaction`."""
        with translated(), self._engine.connect() as connection:
            connection.execution_options(**{READING: True})
            with connection.begin():
                yield Tx(connection, self._prefix)

    def upgrade(self) -> None:
        """Bring the schema to this program's version.

        Raises Refused when the database is newer than the program.
        """
        with translated(), self._engine.connect() as connection:
            head = ScriptDirectory.from_config(self._alembic()).get_current_head()
            current = MigrationContext.configure(connection).get_current_revision()
            if current == head:
                return
            self._refuse_newer(current)
            # a connection of its own: alembic begins and ends its transactions itself
            config = self._alembic()
            config.attributes["connection"] = connection
            connection.rollback()
            command.upgrade(config, "head")
            connection.commit()

    def check(self) -> list[str]:
        """What is wrong with the database's files; empty when nothing is."""
        if not self.is_sqlite:
            return []
        with self.reading() as tx:
            found = [str(row[0]) for row in tx.connection.execute(sa.text("PRAGMA integrity_check"))]
        return [] if found == ["ok"] else found

    def backup(self, path: Path) -> None:
        """Write a consistent copy while others go on working (SQLite's backup interface).

        Raises Refused for PostgreSQL, which has pg_dump for this.
        """
        if not self.is_sqlite:
            raise Refused("backup is for SQLite; use pg_dump for PostgreSQL")
        with self._engine.connect() as connection, sqlite3.connect(path) as target:
            driver: Any = connection.connection.driver_connection
            driver.backup(target)
        path.chmod(0o600)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def _alembic(self) -> Config:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        return config

    def _refuse_newer(self, current: str | None) -> None:
        known = {script.revision for script in ScriptDirectory.from_config(self._alembic()).walk_revisions()}
        if current is not None and current not in known:
            raise Refused(
                f"the database has schema {current}, which this version does not know; "
                "install the newer version again, or restore a backup made before the upgrade"
            )


@contextmanager
def translated() -> Iterator[None]:
    """The driver's errors in our words: what may pass is Transient, a broken file is Permanent with advice."""
    try:
        yield
    except sa.exc.OperationalError as error:
        raise Transient(f"database: {error.orig}") from error
    except sa.exc.DBAPIError as error:
        if error.connection_invalidated or isinstance(error, sa.exc.InterfaceError):
            raise Transient(f"database: {error.orig}") from error
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise Permanent(
                f"database: {error.orig}; stop the service and restore the newest backup (mailer db restore FILE)"
            ) from error
        raise


def _engine(url: sa.URL, *, is_sqlite: bool) -> sa.Engine:
    if not is_sqlite:
        return sa.create_engine(url, pool_pre_ping=True, pool_size=5)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    sa.event.listen(engine, "connect", _set_up_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver opens no transactions of its own
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """A writer takes its lock at once, so that it waits at the door and not in the middle (R-12)."""
    reading = connection.get_execution_options().get(READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
