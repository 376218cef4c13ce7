"""How many mails of one sender come in: token buckets for each (RELIABILITY R-94). Pure: the time is handed in."""

from collections import OrderedDict
from collections.abc import Sequence

MOST_SENDERS = 10_000
"""Forged senders fill no memory; the one that was quiet longest is forgotten."""

Window = tuple[int, float]
"""So many mails in so many seconds; 0 mails set no bound."""


class Rate:
    """At most so many of one sender in a burst, refilled evenly, in every one of the windows."""

    def __init__(self, windows: Sequence[Window]) -> None:
        self._windows = tuple((float(most), seconds) for most, seconds in windows if most)
        self._buckets: OrderedDict[str, tuple[tuple[float, ...], float]] = OrderedDict()

    def take(self, sender: str, now: float) -> bool:
        """Count one mail of `sender` at `now` (seconds); False when it is one too many."""
        if not self._windows:
            return True
        full = tuple(most for most, _ in self._windows)
        left, at = self._buckets.pop(sender, (full, now))
        passed = max(0.0, now - at)
        refilled = tuple(
            min(most, rest + passed * most / seconds)
            for rest, (most, seconds) in zip(left, self._windows, strict=True)
        )
        allowed = min(refilled) >= 1
        self._buckets[sender] = (tuple(rest - 1 for rest in refilled) if allowed else refilled, now)
        if len(self._buckets) > MOST_SENDERS:
            self._buckets.popitem(last=False)
        return allowed
