"""What the team gave requests under the criteria; rows are only ever added."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from mailer.model.evaluation import Criterion, Mark
from mailer.store.schema import score


class Scores:
    """The marks by request."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(
        self, number: int, criterion: Criterion, mark: int, *, note: str, actor: str, now: datetime
    ) -> None:
        """One more mark; a person's former one stays in the history."""
        row = {
            "request_id": number,
            "criterion": criterion.value,
            "mark": mark,
            "note": note,
            "actor": actor,
            "at": now,
        }
        self._connection.execute(sa.insert(score).values(row))

    def of(self, numbers: Sequence[int]) -> dict[int, list[Mark]]:
        """Every mark that these requests ever got, oldest first."""
        found: dict[int, list[Mark]] = {}
        wanted = sa.select(score).where(score.c.request_id.in_(numbers)).order_by(score.c.id)
        for r in self._connection.execute(wanted):
            mark = Mark(criterion=Criterion(r.criterion), mark=r.mark, actor=r.actor, note=r.note, at=r.at)
            found.setdefault(r.request_id, []).append(mark)
        return found
