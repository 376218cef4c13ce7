"""What happened to requests, looked at over all of them: for tables and digests."""

from datetime import datetime

import sqlalchemy as sa

from mailer.model.status import Status
from mailer.store.schema import event


class News:
    """Reads the timelines."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def status_moves(self) -> dict[int, list[tuple[datetime, Status]]]:
        """For each request the statuses it came to and when, oldest first; its opening is the first."""
        found: dict[int, list[tuple[datetime, Status]]] = {}
        wanted = (
            sa.select(event.c.request_id, event.c.at, event.c.what, event.c.new)
            .where(event.c.what.in_(["opened", "status"]))
            .order_by(event.c.id)
        )
        for r in self._connection.execute(wanted):
            status = Status(r.new["status"]) if r.what == "status" else Status.SUBMITTED
            found.setdefault(r.request_id, []).append((r.at, status))
        return found
