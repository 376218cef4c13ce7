"""Tells whether other processes of the service use the same SQLite file, by a lock that dies with its process (flock(2)).

A killed process leaves claims on mails behind; whoever starts alone may take them back at once instead of waiting for
their leases. PostgreSQL serves several machines, so there the leases decide.
"""

import fcntl
import os
from pathlib import Path


class Company:
    """This process's place among those that use one database file."""

    def __init__(self, path: Path) -> None:
        """Join the others; waits only for somebody who is just looking whether they are alone."""
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_SH)

    def alone(self) -> bool:
        """Whether nobody else is there at this moment."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(self._file, fcntl.LOCK_SH)  # a failed conversion may have lost the shared lock
            return False
        fcntl.flock(self._file, fcntl.LOCK_SH)
        return True

    def leave(self) -> None:
        """Not among them any more."""
        os.close(self._file)
