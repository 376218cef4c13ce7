"""When the team hears of trouble: once when it begins, once when it is over, and never of its flicker (RELIABILITY R-102)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

CALM = timedelta(minutes=15)
"""So long must a trouble be gone until it counts as over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A trouble that the team was told of."""

    says: str
    gone_since: datetime | None = None
    """Since when it was not seen any more; None while it is there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What to remember from now on, and what to tell."""

    known: Mapping[str, Known]
    begun: tuple[str, ...] = ()
    """In the words of those who found it."""
    over: tuple[str, ...] = ()


def follow(known: Mapping[str, Known], found: Mapping[str, str], now: datetime) -> Change:
    """Return what changes when `found` (name -> sentence) is what is wrong now."""
    stays, over = {name: Known(says=says) for name, says in found.items()}, []
    for name, one in known.items():
        if name in found:
            continue
        if one.gone_since is not None and now - one.gone_since >= CALM:
            over.append(one.says)
        else:
            stays[name] = Known(says=one.says, gone_since=one.gone_since or now)
    begun = tuple(says for name, says in found.items() if name not in known)
    return Change(known=stays, begun=begun, over=tuple(over))
