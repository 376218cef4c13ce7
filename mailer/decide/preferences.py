"""What people want to hear of us, and how we may speak of them."""

import re

from mailer.errors import Refused
from mailer.model.notice import Context, NoticeKind
from mailer.model.people import Pace
from mailer.model.status import Status

DECISIONS = frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.COMPLETED, Status.DECLINED})
"""What counts as a decision for those who want to hear of decisions only."""

LONGEST_NAME = 60
NO_NAME = re.compile(r"[<>@/\\|`]|www\.|\w\.\w{2,}/|^[\W\d_]*$", re.IGNORECASE)
"""What stands in addresses, links and markup, and a text without a letter: public tables are no place to advertise."""


def hears(pace: Pace, news: Status | None, *, asked: bool = False) -> bool:
    """Whether somebody with that pace gets a mail at once when a request comes to the status `news` (None: other news).

    Who offered something and is `asked` for it hears of that, unless they want nothing at all.
    """
    if asked:
        return pace is not Pace.NOTHING
    return pace is Pace.EVERYTHING or (pace is Pace.DECISIONS and news in DECISIONS)


def unwanted(kind: NoticeKind, context: Context, pace: Pace) -> str:
    """Why a notice must not go to somebody who by now has that pace; empty when it may.

    Asked right before it is sent (RELIABILITY R-97). What answers a mail of theirs, or comes from a person of the team,
    always may.
    """
    if kind is NoticeKind.WATCH_OFFER:
        return f"its recipient wants {pace.value}" if pace is Pace.NOTHING else ""
    if not kind.is_notification:
        return ""
    news = Status(str(context["status"])) if kind is NoticeKind.STATUS_CHANGED else None
    weekly = kind is NoticeKind.WEEKLY_DIGEST and pace is not Pace.NOTHING
    wanted = weekly or hears(pace, news, asked=bool(context.get("asked")))
    return "" if wanted else f"its recipient wants {pace.value}"


def public_name(text: str) -> str:
    """The name that a person wants to be credited with. Refused for what is longer than a name, or is none."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME or NO_NAME.search(name):
        raise Refused(f"a name of at most {LONGEST_NAME} letters, without links or addresses")
    return name
