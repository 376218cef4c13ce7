"""How somebody's requests stand: the answer to `status`, and to the same question in plain words."""

from collections.abc import Sequence
from datetime import timedelta

from mailer.decide import heard
from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Remark, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import NoticeKind
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.recognise.news import asks_for_news, asks_when_done


def news(case: Case) -> Decision | None:
    """Answer "any news?" of somebody who takes part: about the request whose conversation it is, else about all of theirs.

    Where the team should have read the request by now, or the question is when it is done and no release is known, it is
    theirs as well: it stands on the request, a person of the team gets it, and the mail is held.
    """
    if not asks_for_news(case.message.new_text or case.message.subject) or not case.may_order:
        return None
    here = case.recognition.thread.request
    asked = [view for view in case.snapshot.mine if here is None or view.number == here.number]
    if not asked:
        return None
    undated = asks_when_done(case.message.new_text or case.message.subject)
    for_the_team = [
        view for view in asked if _reading(case, view) == "late" or (undated and _is_undated(view))
    ]
    notes = [
        Remark(
            target=Existing(number=view.number),
            what="question",
            text=case.message.new_text or case.message.subject,
            actor=case.sender.address,
        )
        for view in for_the_team
    ]
    return ends(
        Outcome.HELD if for_the_team else Outcome.COMMAND,
        "it asks how a request stands" + (", which only a person can answer" if for_the_team else ""),
        effects=tuple(notes),
        tells=(
            *report(case, asked),
            *(tell for view in for_the_team[:1] for tell in heard.tell_team(case, view)),
        ),
        request=for_the_team[0] if for_the_team else here,
    )


def _is_undated(view: RequestView) -> bool:
    """Whether its status does not say yet when it is done."""
    return view.open and not view.release


def report(case: Case, views: Sequence[RequestView]) -> tuple[Tell, ...]:
    """The mail that says how `views` stand, where the sender may be answered."""
    if not case.answerable:
        return ()
    rows = [
        contexts.status_row(
            v.ref if v.known_to(case.sender.address) else "",
            v.name,
            v.status,
            v.votes,
            v.release,
            v.explanation,
            reading=_reading(case, v),
        )
        for v in views
    ]
    here = case.recognition.thread.request
    return (
        Tell(
            kind=NoticeKind.STATUS_REPORT,
            to=case.sender,
            target=Existing(number=here.number) if here else None,
            context=contexts.status_report(rows=rows),
            # a verb is too short to tell a language by
            language=case.language,
            answer_to=case.origin,
        ),
    )


def _reading(case: Case, view: RequestView) -> str:
    """`due` while the team has time to read it, `late` afterwards; empty once it is read."""
    if view.status is not Status.SUBMITTED or not view.open:
        return ""
    by = view.created_at + timedelta(days=case.policy.review_days)
    return "late" if case.snapshot.now > by else "due"
