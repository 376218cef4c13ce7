"""A backup takes the database's place; what was answered since it was made is not answered again (RELIABILITY R-14)."""

import shutil
from contextlib import closing
from datetime import datetime
from pathlib import Path

from mailer.config import Settings
from mailer.errors import MailerError, Refused
from mailer.flows.app import ANSWERED_UNTIL, PAUSED
from mailer.model.outbox import OutboxState
from mailer.store.database import Database

SQLITE = "sqlite:///"


def restore(settings: Settings, backup: Path, now: datetime) -> tuple[Path, datetime]:
    """Put `backup` in the place of the SQLite database; return where the former one is kept, and until when mail
    was answered.

    Raises Refused for another engine, when the backup is missing, and while another process uses the database.
    """
    if not settings.database.url.startswith(SQLITE):
        raise Refused("restore is for SQLite; use pg_restore for PostgreSQL, then `mailer db restored`")
    if not backup.is_file():
        raise Refused(f"{backup}: there is no such file")
    current = Path(settings.database.url.removeprefix(SQLITE))
    if current.exists():
        with closing(Database(settings.database.url)) as database:
            _refuse_company(database)
    kept = current.with_name(current.name + ".before-restore")
    answered_until = _last_decision(current) or now
    for suffix in ("", "-wal", "-shm"):
        part = current.with_name(current.name + suffix)
        if part.exists():
            part.replace(kept.with_name(kept.name + suffix))
    # it holds people's mail: never, not even while it is copied, for others to read
    current.touch(mode=0o600)
    shutil.copyfile(backup, current)
    return kept, answered_until


def fence(database: Database, answered_until: datetime) -> int:
    """Have mail from before that moment filed without an answer and nothing sent until `mailer resume`; return how
    many mails the backup still meant to send.

    Raises Refused while another process uses the SQLite file; of PostgreSQL's users nothing is known.
    """
    _refuse_company(database)
    with database.transaction() as tx:
        tx.settings.put(ANSWERED_UNTIL, answered_until.isoformat())
        tx.settings.put(PAUSED, True)
        return tx.figures.outbox().get(OutboxState.DUE.value, 0)


def _refuse_company(database: Database) -> None:
    if database.has_company():
        raise Refused("another process uses the database; stop the service first")


def _last_decision(path: Path) -> datetime | None:
    """When the database that is replaced gave a mail its last outcome: what came later nobody has answered yet.

    None where it cannot say, which is why it is replaced.
    """
    if not path.is_file():
        return None
    try:
        former = Database(f"{SQLITE}{path}")
        try:
            with former.reading() as tx:
                return tx.figures.last_decision()
        finally:
            former.close()
    except MailerError:
        return None
