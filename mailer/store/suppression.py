"""Addresses and domains that we do not write to, and why."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.model.people import canonical
from mailer.store.schema import suppression

FULL_SCORE = 100
"""From this score on an address gets no mail."""
BLOCKED = "blocked"
"""The reason that a person of the team gives: nothing goes there, and nothing from there is read."""


_BLOCKS = (
    sa.select(suppression.c.reason)
    .where(
        sa.or_(
            suppression.c.target == sa.bindparam("address"), suppression.c.target == sa.bindparam("domain")
        )
    )
    .where(suppression.c.score >= FULL_SCORE)
    .where(sa.or_(suppression.c.expires_at.is_(None), suppression.c.expires_at > sa.bindparam("now")))
    .order_by((suppression.c.reason == BLOCKED).desc(), suppression.c.id)
    .limit(1)
)


class Suppressions:
    """The list of those we leave alone; a target is a canonical address or `@domain`."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def add(self, target: str, reason: str, score: int, now: datetime, expires_at: datetime | None) -> None:
        """Raise the score of `target` by `score`; what had lapsed starts afresh."""
        key = _target(target)
        row = self._row(key)
        if row is None:
            self._connection.execute(
                sa.insert(suppression).values(
                    target=key, reason=reason, score=score, created_at=now, expires_at=expires_at
                )
            )
            return
        lapsed = row.expires_at is not None and row.expires_at <= now
        self._connection.execute(
            sa.update(suppression)
            .where(suppression.c.target == key)
            .values(
                # a person's word outlasts a bounce that comes later
                reason=BLOCKED if row.reason == BLOCKED and not lapsed else reason,
                score=score if lapsed else row.score + score,
                created_at=now,
                expires_at=_later(None if lapsed else row, expires_at),
            )
        )

    def remove(self, target: str) -> bool:
        """Forget `target`; False when it was not there."""
        done = self._connection.execute(sa.delete(suppression).where(suppression.c.target == _target(target)))
        return bool(done.rowcount)

    def blocks(self, address: str, now: datetime) -> str | None:
        """Why nothing may go to `address` now, or None."""
        domain = "@" + address.rpartition("@")[2].lower()
        targets = {"address": canonical(address), "domain": domain, "now": now}
        return self._connection.execute(_BLOCKS, targets).scalar()

    def listed(self) -> list[dict[str, Any]]:
        """Every target with reason, score and times, newest first."""
        rows = self._connection.execute(sa.select(suppression).order_by(suppression.c.id.desc()))
        return [
            {
                "target": r.target,
                "reason": r.reason,
                "score": r.score,
                "since": r.created_at.isoformat(),
                "until": r.expires_at.isoformat() if r.expires_at else None,
            }
            for r in rows
        ]

    def _row(self, key: str) -> Any:
        return self._connection.execute(sa.select(suppression).where(suppression.c.target == key)).first()


def _target(text: str) -> str:
    return text.lower() if text.startswith("@") else canonical(text)


def _later(row: Any, expires_at: datetime | None) -> datetime | None:
    """For ever outlasts any date; of two dates the later one counts."""
    if row is None:
        return expires_at
    if row.expires_at is None or expires_at is None:
        return None
    known: datetime = row.expires_at
    return max(known, expires_at)
