"""How many mails of one sender come in a minute: a token bucket for each (RELIABILITY R-94). Pure: the time is handed in."""

from collections import OrderedDict

MOST_SENDERS = 10_000
"""Forged senders fill no memory; the one that was quiet longest is forgotten."""


class Rate:
    """At most `per_minute` of one sender in a burst, refilled evenly; 0 sets no bound."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, sender: str, now: float) -> bool:
        """Count one mail of `sender` at `now` (seconds); False when it is one too many."""
        if not self._per_minute:
            return True
        left, at = self._buckets.pop(sender, (float(self._per_minute), now))
        refilled = min(self._per_minute, left + max(0.0, now - at) * self._per_minute / 60)
        allowed = refilled >= 1
        self._buckets[sender] = (refilled - 1 if allowed else refilled, now)
        if len(self._buckets) > MOST_SENDERS:
            self._buckets.popitem(last=False)
        return allowed
