"""What people want to hear of us, and how we may speak of them."""

import re

from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.notice import Context, NoticeKind
from mailer.model.people import Pace, Person, pace_of
from mailer.model.snapshot import RequestView
from mailer.model.status import FORWARD, RELEASE_MOVES, Standing, Status, same_release

DECISIONS = frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.COMPLETED, Status.DECLINED})
"""What counts as a decision for those who want to hear of decisions only."""

ENDS = frozenset({NoticeKind.MERGED, NoticeKind.SPLIT, NoticeKind.WITHDRAWN})
"""Whose reader is told that their request goes on elsewhere, or no more: a decision as well."""

LONGEST_NAME = 60
NO_NAME = re.compile(r"[<>@/\\|`]|www\.|\w\.\w{2,}/|^[\W\d_]*$", re.IGNORECASE)
"""What stands in addresses, links and markup, and a text without a letter: public tables are no place to advertise."""


def is_decision(old: Standing, new: Standing) -> bool:
    """Whether the way from `old` to `new` takes a decision or takes one back, or names another release than was planned."""
    if Status.DECLINED in (old.status, new.status):
        return True
    if {old.status, new.status} <= {*RELEASE_MOVES} and not same_release(old.release, new.release):
        return True
    start, end = FORWARD.index(old.status), FORWARD.index(new.status)
    way = FORWARD[start + 1 : end + 1] if start < end else FORWARD[end : start + 1]
    return not DECISIONS.isdisjoint(way)


def hears(pace: Pace, *, decision: bool = False, asked: bool = False) -> bool:
    """Whether somebody with that pace gets a mail at once about news, which may be a `decision`.

    Who offered something and is `asked` for it hears of that, unless they want nothing at all.
    """
    if asked:
        return pace is not Pace.NOTHING
    return pace is Pace.EVERYTHING or (pace is Pace.DECISIONS and decision)


def unwanted(kind: NoticeKind, context: Context, person: Person, request: RequestView | None) -> str:
    """Why a notice about `request` must not go to `person`, as both are by now; empty when it may.

    Asked right before it is sent (RELIABILITY R-97). What answers a mail of theirs, or comes from a person of the team,
    always may.
    """
    if kind is NoticeKind.WATCH_OFFER:
        return f"its recipient wants {person.pace.value}" if person.pace is Pace.NOTHING else ""
    if not kind.is_notification:
        return ""
    parts = [p for p in request.participants if p.person.id == person.id] if request else []
    if request and not parts:
        return f"its recipient takes no part in {request.ref} any more"
    if request and request.closed_by and kind is NoticeKind.STATUS_CHANGED:
        return f"{request.ref} is {request.closed_by} by now"
    pace = pace_of(parts) if parts else person.pace
    weekly = kind is NoticeKind.WEEKLY_DIGEST and pace is not Pace.NOTHING
    wanted = weekly or hears(pace, decision=_decides(kind, context), asked=bool(context.get("asked")))
    return "" if wanted else f"its recipient wants {pace.value}"


def _decides(kind: NoticeKind, context: Context) -> bool:
    """Whether a notice tells a decision: about its reader's own request, not about another's that it took in."""
    if kind is NoticeKind.STATUS_CHANGED:
        return is_decision(*contexts.ends_of(context))
    return kind in ENDS and not context.get("took_in")


def public_name(text: str) -> str:
    """The name that a person wants to be credited with. Refused for what is longer than a name, or is none."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or NO_NAME.search(name):
        raise Refused(f"a name of at most {LONGEST_NAME} letters, without links or addresses")
    return name
