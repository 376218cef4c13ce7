"""Removes content whose time is over; the rows that say what became of each mail stay."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from mailer.model.inbox import InboxState, Outcome
from mailer.store.outbox import UNSENT
from mailer.store.schema import attempt, blob, inbox, outbox, token_used


class Retention:
    """What is older than a moment loses its content; nothing happens to what has lost it already."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def empty_mails(self, outcomes: Collection[Outcome], before: datetime) -> int:
        """Remove the bytes of mails that rest since `before` with one of `outcomes`; return of how many.

        Bytes that another mail shares stay as long as that one keeps them.
        """
        old = sa.and_(
            inbox.c.state.in_([InboxState.DONE.value, InboxState.QUARANTINED.value]),
            inbox.c.outcome.in_([outcome.value for outcome in outcomes]),
            inbox.c.decided_at < before,
        )
        due = sa.select(inbox.c.sha256).where(old)
        wanted = sa.select(inbox.c.sha256).where(sa.or_(sa.not_(old), inbox.c.decided_at.is_(None)))
        emptied = (
            sa.update(blob)
            .where(blob.c.sha256.in_(due), blob.c.sha256.not_in(wanted), sa.func.length(blob.c.content) > 0)
            .values(content=b"")
        )
        return int(self._connection.execute(emptied).rowcount)

    def empty_sent(self, before: datetime) -> tuple[int, int]:
        """Remove text and attempts of what was made before that and is not to be sent any more; return how many each."""
        old = sa.and_(outbox.c.created_at < before, outbox.c.state.not_in(UNSENT))
        tried = sa.delete(attempt).where(attempt.c.outbox_id.in_(sa.select(outbox.c.id).where(old)))
        attempts = int(self._connection.execute(tried).rowcount)
        emptied = sa.update(outbox).where(old, outbox.c.notice != "").values(notice="", content_sha=None)
        mails = int(self._connection.execute(emptied).rowcount)
        self._drop_loose_blobs()
        return mails, attempts

    def drop_used_tokens(self, before: datetime) -> int:
        """Forget used tokens that are too old to be tried again."""
        done = self._connection.execute(sa.delete(token_used).where(token_used.c.at < before))
        return int(done.rowcount)

    def _drop_loose_blobs(self) -> None:
        sent = sa.select(outbox.c.content_sha).where(outbox.c.content_sha.is_not(None))
        used = sa.union(sa.select(inbox.c.sha256), sent)
        self._connection.execute(sa.delete(blob).where(blob.c.sha256.not_in(used)))
