"""A new request, as the team hears of it."""

from collections.abc import Sequence

from mailer.decide.case import Case
from mailer.model import contexts
from mailer.model.decision import Existing, New, Tell
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import canonical
from mailer.model.request import Details
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.rules.organisations import asking

DECIDE_FROM_HERE = (
    "assign",
    "review",
    "accept",
    "decline: ",
    "schedule ",
    "score feasibility ",
    "ask: ",
    "note: ",
)
"""What one of the team may answer to the mail about a new request; to a list nobody's orders would be obeyed."""


def _similar(case: Case, view: RequestView) -> contexts.Similar:
    return contexts.Similar(
        ref=view.ref,
        name=view.name,
        status=view.status,
        votes=view.votes,
        organisations=asking(view, case.policy.domains),
    )


def announce(
    case: Case,
    target: New | Existing,
    details: Details,
    *,
    in_this_mail: bool = True,
    similar: Sequence[RequestView] = (),
) -> tuple[Tell, ...]:
    """The request as the team sees it; the words of a mail that only confirmed it (`yes`) are not what was asked for."""
    if case.policy.told_of_new is None:
        return ()
    orders = (*(f"merge {view.ref}" for view in similar), *DECIDE_FROM_HERE)
    context = contexts.team_new_request(
        ref=case.ref(target),
        details=details,
        status=Status.SUBMITTED,
        requester=case.sender,
        proven=case.proven,
        text=case.message.new_text if in_this_mail else "",
        similar=[_similar(case, view) for view in similar],
        attachments=[a.filename for a in case.message.attachments] if in_this_mail else (),
        actions=orders if canonical(case.policy.told_of_new.address) in case.policy.team else (),
    )
    tell = Tell(
        kind=NoticeKind.TEAM_NEW_REQUEST,
        to=case.policy.told_of_new,
        target=target,
        context=context,
        role=Audience.TEAM,
    )
    return (tell,)
