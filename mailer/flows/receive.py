"""Mailbox -> inbox rows: stored and committed first, and only then settled with the server."""

from collections.abc import Callable, Sequence

import structlog

from mailer.crash import crash_point
from mailer.mailbox import Mailbox
from mailer.model.mail_source import RawMail
from mailer.store.database import Database

log = structlog.get_logger()


def store_mails(database: Database, mails: Sequence[RawMail]) -> list[int]:
    """Store the raw mails durably in one transaction and return the inbox numbers of those that were new."""
    with database.transaction() as tx:
        new = tx.inbox.receive(mails)
        crash_point("receive.before_commit")
    crash_point("receive.committed")
    log.info("received", mails=len(mails), new=len(new))
    return new


def poll(database: Database, mailbox: Mailbox, *, go_on: Callable[[], bool] = lambda: True) -> int:
    """Fetch all that waits in `mailbox`, oldest first; return how many mails were new. `go_on` is asked every batch."""
    count = 0
    for batch in mailbox.fetch():
        count += len(store_mails(database, batch))
        mailbox.settle(batch)
        crash_point("receive.settled")
        if not go_on():
            break
    return count
