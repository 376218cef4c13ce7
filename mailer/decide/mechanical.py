"""Does this sender look like a machine that marks nothing? Then its mails are taken in, and no longer answered that day.

Recognising robots is never complete; a mail war ends here, whatever the other side is (RELIABILITY R-89, G12).
"""

import re

from rapidfuzz import fuzz

from mailer.decide import team
from mailer.decide.case import Case
from mailer.model.decision import AddReason, Decision, Remark

MOST_ALIKE = 3
"""Mails of the day that say the same, after which a further one gets no answer."""
MOST_UNCHANGED = 3
"""Replies of the day that changed no field, after which a further one gets no answer."""
MOST_AT_ONCE = 5
"""Mails of the day that came within a minute of an answer of ours: no person keeps that up."""
AT_ONCE = 60.0
"""Seconds."""
ALIKE = 95.0
"""Percent of equal text, numbers and addresses left out of account: a ticket's number differs each time."""
_VARIABLE = re.compile(r"https?://\S+|\S+@\S+|\d+|\s+")
_COMPARED = 2_000


def looks_mechanical(case: Case, decision: Decision) -> str:
    """Why `decision` shall not be told to its sender; empty where nothing speaks against an answer."""
    snapshot = case.snapshot
    only_said = bool(decision.effects) and all(
        isinstance(one, Remark | AddReason) for one in decision.effects
    )
    if team.may_decide(case) and decision.effects and not only_said:
        return ""  # no machine gives orders; who triages answers one mail after the other, in the same words
    if sum(_alike(snapshot.said, one.words) for one in snapshot.earlier) >= MOST_ALIKE:
        return "its sender says the same again and again"
    if only_said and snapshot.budget.remarks_today >= MOST_UNCHANGED:
        return "its sender's replies of today changed nothing"
    arrivals = [case.row.received_at, *(one.received_at for one in snapshot.earlier)]
    quick = [
        at
        for at in arrivals
        if any(0 < (at - sent).total_seconds() <= AT_ONCE for sent in snapshot.answered_at)
    ]
    if len(quick) > MOST_AT_ONCE:
        return "its sender answers within a minute, every time"
    return ""


def _alike(one: str, other: str) -> bool:
    plain = [_VARIABLE.sub(" ", text[:_COMPARED]).casefold() for text in (one, other)]
    return fuzz.ratio(*plain) >= ALIKE
