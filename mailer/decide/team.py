"""Who of the team may decide by mail, and what a mail to the team offers to press."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from mailer.decide.case import Case
from mailer.decide.policy import Policy
from mailer.model.inbox import Proof
from mailer.model.people import canonical
from mailer.model.status import Status
from mailer.recognise.threads import Via

STEPS: Mapping[Status, tuple[str, ...]] = MappingProxyType(
    {
        Status.SUBMITTED: ("review", "accept", "decline: ", "schedule "),
        Status.UNDER_REVIEW: ("accept", "decline: ", "schedule "),
        Status.ACCEPTED: ("schedule ", "start", "decline: "),
        Status.SCHEDULED: ("start", "complete ", "schedule "),
        Status.IN_DEVELOPMENT: ("complete ", "schedule "),
        Status.COMPLETED: (),
        Status.DECLINED: ("review: ",),
    }
)
"""The orders that a request at a status most likely waits for."""
WORDS = ("score feasibility ", "ask: ", "reply: ", "note: ")
"""What one of the team may write at any time."""


def is_member(case: Case) -> bool:
    """Whether the sender is proven to be one of the team. Who only answered a confirmation mail has shown that they read
    their mail, not that they wrote this one (RELIABILITY R-70)."""
    known = canonical(case.sender.address) in case.policy.team
    return known and case.proven and case.row.proof is not Proof.GIVEN


def may_decide(case: Case) -> bool:
    """Whether a proven one of the team answers a mail of ours that was made for them, or for the whole team (R-70, R-76)."""
    return is_member(case) and case.recognition.thread.via is Via.TOKEN


def actions(policy: Policy, reader: str, status: Status, *, first: Sequence[str] = ()) -> tuple[str, ...]:
    """The orders that a mail about a request at `status` offers to the address `reader`; none where nobody who reads it
    there may give them."""
    shared = policy.told_of_new is not None and canonical(policy.told_of_new.address) == canonical(reader)
    obeyed = canonical(reader) in policy.team or (shared and bool(policy.team))
    return (*first, *STEPS[status], *WORDS) if obeyed else ()
