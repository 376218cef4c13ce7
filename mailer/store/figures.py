"""What monitoring counts: sums over the tables, and how long mails took lately."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from mailer.model.inbox import Outcome
from mailer.store.schema import attempt, inbox, outbox

MOST_SAMPLES = 1_000
TEAM_KINDS = "team_%"


class Figures:
    """Reads only."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def outbox(self) -> dict[str, int]:
        """How many notices are in each state."""
        return self._counted(sa.select(outbox.c.state, sa.func.count()).group_by(outbox.c.state))

    def attempts(self) -> dict[str, int]:
        """How many attempts ended in each way."""
        return self._counted(sa.select(attempt.c.result, sa.func.count()).group_by(attempt.c.result))

    def quarantined_since(self, since: datetime) -> int:
        """How many mails went into quarantine."""
        wanted = sa.select(sa.func.count()).where(
            inbox.c.outcome == Outcome.QUARANTINED.value, inbox.c.decided_at >= since
        )
        return int(self._connection.execute(wanted).scalar_one())

    def last_decision(self) -> datetime | None:
        """When the newest outcome was given; None where no mail has one."""
        newest: datetime | None = self._connection.execute(
            sa.select(sa.func.max(inbox.c.decided_at))
        ).scalar_one()
        return newest

    def seconds_to_outcome(self, since: datetime) -> list[float]:
        """From arrival to outcome, of the newest mails settled since then; in order of length."""
        wanted = sa.select(inbox.c.received_at, inbox.c.decided_at).where(inbox.c.decided_at >= since)
        return self._spans(wanted.order_by(inbox.c.id.desc()).limit(MOST_SAMPLES))

    def seconds_to_answer(self, since: datetime) -> list[float]:
        """From a mail's arrival to the sending of its answer, likewise."""
        wanted = (
            sa.select(inbox.c.received_at, outbox.c.sent_at)
            .join_from(outbox, inbox, outbox.c.inbox_id == inbox.c.id)
            .where(outbox.c.sent_at >= since, outbox.c.kind.not_like(TEAM_KINDS))
        )
        return self._spans(wanted.order_by(outbox.c.id.desc()).limit(MOST_SAMPLES))

    def _counted(self, wanted: sa.Select[Any]) -> dict[str, int]:
        return {str(name): int(count) for name, count in self._connection.execute(wanted)}

    def _spans(self, wanted: sa.Select[Any]) -> list[float]:
        rows = self._connection.execute(wanted)
        return sorted(max(timedelta(), end - begin).total_seconds() for begin, end in rows)
