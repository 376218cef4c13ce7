"""Which of several processes runs the timers: a lock that dies with its holder, in a file or in PostgreSQL."""

import fcntl
import os
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

TIMERS = "mailer: timers"
_TRY = sa.select(
    sa.func.pg_try_advisory_lock(sa.func.hashtextextended(sa.cast(sa.bindparam("what"), sa.Text), 0))
)


class Leader(Protocol):
    """A place that one process holds at a time."""

    def leads(self) -> bool:
        """Whether this process holds it, or just got it because nobody did."""
        ...

    def step_down(self) -> None:
        """Leave it to another one."""
        ...


class FileLeader:
    """Among the processes of one machine (flock(2)), for SQLite."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def leads(self) -> bool:
        """As in Leader."""
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        return True

    def step_down(self) -> None:
        """As in Leader."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


class AdvisoryLeader:
    """Among all machines, by an advisory lock of a session of its own (PostgreSQL, section 13.3.5)."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._session: sa.Connection | None = None

    def leads(self) -> bool:
        """As in Leader. Raises SQLAlchemy's errors when the session was lost; the lock went with it."""
        try:
            if self._session is not None:
                self._session.execute(sa.select(1))
                return True
            session = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            if not session.execute(_TRY, {"what": TIMERS}).scalar():
                session.close()
                return False
        except sa.exc.DBAPIError:
            self.step_down()
            raise
        self._session = session
        return True

    def step_down(self) -> None:
        """As in Leader."""
        if self._session is not None:
            self._session.invalidate()  # back in the pool the session would keep the lock
            self._session.close()
            self._session = None
