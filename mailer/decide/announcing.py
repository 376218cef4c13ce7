"""A new request, as the team hears of it."""

from collections.abc import Sequence

from mailer.decide import team
from mailer.decide.case import Case
from mailer.model import contexts
from mailer.model.decision import Existing, New, Tell
from mailer.model.notice import Audience, NoticeKind
from mailer.model.request import Details
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.rules.evaluation import evaluate
from mailer.rules.organisations import asking


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
    before: RequestView | None = None,
) -> tuple[Tell, ...]:
    """The request as the team sees it, `before` where it waited unconfirmed until now; the words of a mail that only
    confirmed it (`yes`) are not what was asked for."""
    if case.policy.told_of_new is None:
        return ()
    reader, first = case.policy.told_of_new, (*(f"merge {view.ref}" for view in similar), "assign")
    votes = max(1, before.votes) if before else 1
    domains = case.policy.domains
    context = contexts.team_new_request(
        ref=case.ref(target),
        details=details,
        status=Status.SUBMITTED,
        requester=case.sender,
        proven=case.proven,
        votes=votes,
        organisations=asking(before, domains)
        if before
        else int(bool(domains.organisation(case.sender.address))),
        score=evaluate((), votes, case.policy.weights),
        text=case.message.new_text if in_this_mail else "",
        similar=[_similar(case, view) for view in similar],
        beside=case.understanding.beside if in_this_mail else (),
        attachments=[a.filename for a in case.message.attachments] if in_this_mail else (),
        actions=team.actions(case.policy, reader.address, Status.SUBMITTED, first=first),
    )
    tell = Tell(
        kind=NoticeKind.TEAM_NEW_REQUEST,
        to=reader,
        target=target,
        context=context,
        role=Audience.TEAM,
    )
    return (tell,)
