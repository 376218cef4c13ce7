"""The engine, its transactions, and what happens to the whole database: upgrade, check, backup."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from mailer.errors import MailerError, Permanent, Refused, Transient
from mailer.store.company import Company
from mailer.store.engines import alone
from mailer.store.figures import Figures
from mailer.store.inbox import Inbox
from mailer.store.leader import AdvisoryLeader, FileLeader, Leader
from mailer.store.news import News
from mailer.store.outbox import Outbox
from mailer.store.people import People
from mailer.store.privacy import Privacy
from mailer.store.retention import Retention
from mailer.store.schema import is_newest
from mailer.store.scores import Scores
from mailer.store.settings import Settings, Tokens
from mailer.store.suppression import Suppressions
from mailer.store.tracker import Tracker

BUSY_SECONDS = 30
"""How long a writer waits for another one on SQLite (RELIABILITY R-12)."""
READING = "BEGIN"
WRITING = "BEGIN IMMEDIATE"
"""A writer takes its lock at once, so that it waits at the door and not in the middle (R-12)."""
BROKEN = re.compile("malformed|not a database|corrupt")
UPGRADE_LOCK = "mailer: upgrade"


class Unstorable(MailerError, ValueError):
    """A value that the database refuses: a fault of whoever brought it, not of the store."""


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
    def scores(self) -> Scores:
        return Scores(self.connection)

    @cached_property
    def news(self) -> News:
        return News(self.connection)

    @cached_property
    def people(self) -> People:
        return People(self.connection)

    @cached_property
    def suppressions(self) -> Suppressions:
        return Suppressions(self.connection)

    @cached_property
    def privacy(self) -> Privacy:
        return Privacy(self.connection)

    @cached_property
    def retention(self) -> Retention:
        return Retention(self.connection)

    @cached_property
    def settings(self) -> Settings:
        return Settings(self.connection)

    @cached_property
    def figures(self) -> Figures:
        return Figures(self.connection)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.connection)


class Database:
    """One database, by URL: `sqlite:///PATH` or `postgresql://…`. Safe to use from several threads."""

    def __init__(self, url: str, *, prefix: str = "INT") -> None:
        """Raises Transient when SQLite's folder cannot be written (RELIABILITY R-11)."""
        self._url = sa.make_url(url)
        self._prefix = prefix
        self.is_sqlite = self._url.get_backend_name() == "sqlite"
        self._engine = _engine(self._url, is_sqlite=self.is_sqlite)
        self._company: Company | None = None
        self._leader: Leader = AdvisoryLeader(self._engine)
        if self.is_sqlite and self._url.database:
            with _disk():
                _private(Path(self._url.database))
                self._company = Company(Path(self._url.database + ".lock"))
            self._leader = FileLeader(Path(self._url.database + ".timers"))

    @contextmanager
    def transaction(self) -> Iterator[Tx]:
        """A writing transaction, durable when the block ends and undone when it raises.

        Raises Transient for trouble that may pass (locked, disk full, connection lost, another process was faster),
        Permanent for a broken file and Unstorable for a value that the database refuses.
        """
        with translated(), self._engine.begin() as connection:
            self._begin_sqlite(connection, WRITING)
            yield Tx(connection, self._prefix)

    @contextmanager
    def reading(self) -> Iterator[Tx]:
        """A transaction that only reads; it waits for no writer. Raises as `transaction`."""
        with translated(), self._engine.connect() as connection:
            if not self.is_sqlite:  # one picture for all statements; SQLite gives that by itself
                connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                self._begin_sqlite(connection, READING)
                yield Tx(connection, self._prefix)

    def _begin_sqlite(self, connection: sa.Connection, how: str) -> None:
        """Its driver opens no transaction for us; a listener would, and then every statement looks for listeners."""
        if self.is_sqlite:
            connection.exec_driver_sql(how)

    def leads(self) -> bool:
        """Whether this process runs the timers, one among all that use this database; the first one that asks does.

        When it ended, the next one that asks follows. Raises Transient when the database cannot be asked.
        """
        with translated(), _disk():
            return self._leader.leads()

    def has_company(self) -> bool:
        """Whether another process uses the same SQLite file at this moment; False for a server, which is not asked."""
        return self._company is not None and not self._company.alone()

    def take_back(self) -> int:
        """Free what a killed process had claimed, when nobody else is at work; return how many claims that were."""
        if self._company is None or not self._company.alone():
            return 0
        with self.transaction() as tx:
            return tx.inbox.take_back() + tx.outbox.take_back()

    def upgrade(self) -> None:
        """Bring the schema to this program's version.

        Raises Refused when the database is newer than the program.
        """
        with translated(), self._engine.connect() as connection:
            if is_newest(connection):
                return
        from mailer.store import schema_version  # most commands need no migrations, and they weigh 10 MB

        with translated(), self._engine.begin() as connection:
            self._begin_sqlite(connection, WRITING)
            alone(connection, UPGRADE_LOCK)  # of several that start together one does it
            schema_version.upgrade(connection)

    def check(self) -> list[str]:
        """What is wrong with the database; empty when nothing is."""
        from mailer.store import schema_version  # as in `upgrade`

        with self.reading() as tx:
            found = (
                []
                if schema_version.schema_of(tx.connection)
                else ["there are no tables; `mailer db upgrade` makes them"]
            )
            if self.is_sqlite:
                found += _broken(tx.connection)
        return found

    def backup(self, path: Path) -> None:
        """Write a consistent copy while others go on working (SQLite's backup interface).

        Raises Refused for PostgreSQL, which has pg_dump for this.
        """
        if not self.is_sqlite:
            raise Refused("backup is for SQLite; use pg_dump for PostgreSQL")
        _private(path)
        with (
            translated(),
            self._engine.connect() as connection,
            closing(sqlite3.connect(path)) as target,
        ):
            driver: Any = connection.connection.driver_connection
            driver.backup(target)

    def compact(self) -> bool:
        """Leave nothing of deleted rows in SQLite's file and its log; False where another process still reads the log.

        PostgreSQL does that in its own time (autovacuum): False there. Raises Transient when the file is locked.
        """
        if not self.is_sqlite:
            return False
        with translated(), self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                driver.execute("VACUUM")  # outside any transaction (sqlite.org/lang_vacuum.html)
                busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            except sqlite3.OperationalError as error:
                raise Transient(f"database: {error}") from error
        return not busy

    @property
    def folder(self) -> Path | None:
        """Where SQLite's files lie; None for a server."""
        return Path(self._url.database).parent if self.is_sqlite and self._url.database else None

    def close(self) -> None:
        """Close every connection."""
        self._leader.step_down()
        self._engine.dispose()
        if self._company:
            self._company.leave()
            self._company = None


def _private(path: Path) -> None:
    """Make the file, if it is not there, readable by its owner alone: it holds people's mail."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


def _broken(connection: sa.Connection) -> list[str]:
    rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars()
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    found = [str(row) for row in rows if row != "ok"]
    return found + [f"{table} {row} points to a missing {parent}" for table, row, parent, _ in orphans]


@contextmanager
def _disk() -> Iterator[None]:
    """A disk that is full or for reading only, around the files beside the database."""
    try:
        yield
    except OSError as error:
        raise Transient(f"database: {error}") from error


@contextmanager
def translated() -> Iterator[None]:
    """The driver's errors in our words."""
    try:
        yield
    except sa.exc.TimeoutError as error:
        raise Transient("database: every connection is in use") from error
    except sa.exc.DBAPIError as error:
        raise _in_our_words(error) from error


def _in_our_words(error: sa.exc.DBAPIError) -> MailerError:
    said = f"database: {error.orig}"
    if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError) or error.connection_invalidated:
        return Transient(said)
    if isinstance(error, sa.exc.IntegrityError) and _is_double(error.orig):
        return Transient(f"another process was faster; {said}")
    if isinstance(error, sa.exc.IntegrityError | sa.exc.DataError):
        return Unstorable(said)
    if BROKEN.search(said):
        advice = "stop the service and restore the newest backup (mailer db restore FILE)"
        return Permanent(f"{said}; {advice}")
    return Permanent(said)


def _is_double(error: BaseException | None) -> bool:
    """Whether a key was there already (SQLSTATE 23505): what a second try finds and respects."""
    return getattr(error, "sqlstate", None) == "23505" or str(error).startswith("UNIQUE constraint failed")


def _engine(url: sa.URL, *, is_sqlite: bool) -> sa.Engine:
    if not is_sqlite:
        return sa.create_engine(url, pool_pre_ping=True, pool_size=5)
    engine = sa.create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    sa.event.listen(engine, "connect", _set_up_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver opens no transactions of its own
    _switch_to_wal(connection)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own knows only ASCII, and people search for names
    connection.create_function("lower", 1, _lower, deterministic=True)


def _switch_to_wal(connection: sqlite3.Connection) -> None:
    """A new file is switched once; who comes at that very moment is refused without the driver's waiting (R-07)."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE_SECONDS)
        else:
            return


_PAUSE_SECONDS = 0.02


def _lower(text: object) -> object:
    return text.lower() if isinstance(text, str) else text
