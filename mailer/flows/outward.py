"""A person's word on what goes out: consent, another try, a pause, and whom we never write to."""

from mailer.errors import Refused
from mailer.flows.app import PAUSED, App
from mailer.model.people import canonical
from mailer.store.suppression import BLOCKED, FULL_SCORE


def approve(app: App, batch: str) -> int:
    """Free a batch that waits for consent; return how many mails may go. Raises Refused when none wait in it."""
    with app.database.transaction() as tx:
        count = tx.outbox.approve(batch)
    if not count:
        raise Refused(f"no mails wait in a batch {batch!r}")
    return count


def try_again(app: App, number: int) -> str:
    """Make a failed mail due at once and say so. Raises Refused for one that did not fail."""
    with app.database.transaction() as tx:
        tx.outbox.again(number, app.clock())
    return "due again"


def pause(app: App, *, paused: bool) -> None:
    """Stop everything outward, or let it go on; mail comes in either way."""
    with app.database.transaction() as tx:
        tx.settings.put(PAUSED, paused)


def suppress(app: App, target: str) -> None:
    """Write no more to an address or a domain, for good, and ignore what comes from there."""
    with app.database.transaction() as tx:
        tx.suppressions.add(_canonical(target), BLOCKED, FULL_SCORE, app.clock(), None)


def release(app: App, target: str) -> None:
    """Write to an address or a domain again. Raises Refused when it was not suppressed."""
    with app.database.transaction() as tx:
        if not tx.suppressions.remove(_canonical(target)):
            raise Refused(f"{target} was not suppressed")


def _canonical(target: str) -> str:
    """`@domain` for a domain (with or without the @), else the address's canonical form."""
    if "@" not in target.strip("@"):
        return "@" + target.strip("@").lower()
    return canonical(target)
