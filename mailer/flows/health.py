"""What is stuck, for whoever watches: the tables' view of it, and one mail to the team when it begins and when it is over."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog

from mailer.decide.alerts import Known, follow
from mailer.flows.app import App
from mailer.flows.notices import tell_team
from mailer.model import contexts
from mailer.model.notice import NoticeKind

log = structlog.get_logger()

ALERTS = "alerts"
"""Name of the stored setting that remembers what the team was told of."""
OUTBOX_LATE = timedelta(minutes=30)
INBOX_LATE = timedelta(minutes=15)
MOST_QUARANTINED = 10
"""So many mails in quarantine within an hour are no accident."""


def troubles(app: App) -> dict[str, str]:
    """Name -> sentence of everything that is stuck in the tables; empty when all is well.

    Raises Transient when the database cannot be asked.
    """
    now = app.clock()
    with app.database.reading() as tx:
        due, work = tx.outbox.oldest_due(now), tx.inbox.oldest_in_work()
        quarantined = tx.figures.quarantined_since(now - timedelta(hours=1))
    found = {}
    if due and now - due > OUTBOX_LATE and not app.paused():
        found["outbox"] = f"outbox: the oldest mail that is due waits {_minutes(now - due)} minutes"
    if work and now - work > INBOX_LATE:
        found["inbox"] = f"inbox: the oldest mail without an outcome waits {_minutes(now - work)} minutes"
    if quarantined >= MOST_QUARANTINED:
        found["quarantine"] = f"quarantine: {quarantined} mails within an hour could not be read"
    return found


def alert(app: App, found: Mapping[str, str]) -> None:
    """Tell the team what of `found` is new, and what is over; remember both."""
    now = app.clock()
    with app.database.transaction() as tx:
        stored = tx.settings.get(ALERTS, {})
        change = follow({name: _known(line) for name, line in stored.items()}, found, now)
        lines = {name: _line(one) for name, one in change.known.items()}
        if lines != stored:
            tx.settings.put(ALERTS, lines)
        for over, said in ((False, change.begun), (True, change.over)):
            if said:
                told = contexts.team_alert(over=over, troubles=said)
                tell_team(tx, NoticeKind.TEAM_ALERT, told, now, app.stationery)
                log.warning("trouble_over" if over else "trouble", what=list(said))


def _known(line: Mapping[str, Any]) -> Known:
    gone = line["gone_since"]
    return Known(says=line["says"], gone_since=datetime.fromisoformat(gone) if gone else None)


def _line(one: Known) -> dict[str, Any]:
    return {"says": one.says, "gone_since": one.gone_since.isoformat() if one.gone_since else None}


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
