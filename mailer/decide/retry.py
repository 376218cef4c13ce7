"""What now, after a mail could not be sent: a value from a pure function (RFC 5321 section 4.5.4.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mailer.errors import Permanent, Transient

FIRST_WAIT = 300.0
LONGEST_WAIT = 4_000.0
"""Seconds; Postfix's minimal and maximal back-off."""
LIFETIME = timedelta(days=5)
FEWEST_TRIES = 10
"""Before a mail is given up for its age, which may only be a clock that was set, or days in which nobody sent (R-15)."""
DEAD_MAILBOX = frozenset({"5.1.1", "5.1.2", "5.1.6", "5.1.10", "5.2.1"})
"""Enhanced codes (RFC 3463) that say there is nobody: the address gets no further mail for a while."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RetryAt:
    when: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class GiveUp:
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppress:
    """Give up, and write no more to this address."""

    reason: str


def after_failure(
    attempts: int, first_try: datetime, now: datetime, error: Transient | Permanent, *, jitter: float
) -> RetryAt | GiveUp | Suppress:
    """Return what to do after the `attempts`-th failure; `jitter` from 0 to 1 spreads retries by up to a quarter."""
    if isinstance(error, Permanent):
        return Suppress(reason=str(error)) if error.status in DEAD_MAILBOX else GiveUp(reason=str(error))
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(attempts - 1, 10))
    when = now + timedelta(seconds=wait * (1 + 0.25 * jitter))
    if when - first_try > LIFETIME and attempts >= FEWEST_TRIES:
        return GiveUp(reason=f"not delivered within {LIFETIME.days} days: {error}")
    return RetryAt(when=when)
