"""What the service does for itself now and then: content whose time is over goes (RELIABILITY R-99).

As often as one likes: a second time on the same day does nothing.
"""

from datetime import timedelta

import structlog

from mailer.flows.app import App
from mailer.model.inbox import Outcome
from mailer.rules.token import VALID_DAYS

log = structlog.get_logger()

UNANSWERED = frozenset({Outcome.IGNORED, Outcome.BOUNCE, Outcome.AUTO_REPLY})
"""Mail that nobody asked for anything with: spam, lists, copies, bounces, robots."""
ANSWERED = frozenset(Outcome) - UNANSWERED - {Outcome.QUARANTINED, Outcome.HELD}
"""Mail that did something; what is held still waits for a person."""


def tidy(app: App) -> dict[str, int]:
    """Remove the content that `[retention]` keeps no longer; return how much of each kind it was."""
    kept, now = app.settings.retention, app.clock()
    terms = (
        ("spam", UNANSWERED, kept.spam),
        ("quarantine", frozenset({Outcome.QUARANTINED}), kept.quarantine),
        ("mails", ANSWERED, kept.mails),
    )
    with app.database.transaction() as tx:
        counts = {
            name: tx.retention.empty_mails(outcomes, now - timedelta(seconds=seconds))
            for name, outcomes, seconds in terms
            if seconds
        }
        if kept.sent:
            sent = tx.retention.empty_sent(now - timedelta(seconds=kept.sent))
            counts["sent"], counts["attempts"] = sent
        counts["tokens"] = tx.retention.drop_used_tokens(now - timedelta(days=VALID_DAYS + 1))
    if any(counts.values()):
        log.info("tidied", removed=counts)
    return counts
