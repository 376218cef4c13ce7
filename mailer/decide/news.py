"""How somebody's requests stand: the answer to `status`, and to the same question in plain words."""

from collections.abc import Sequence
from datetime import timedelta

from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Remark, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import NoticeKind
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.recognise.news import asks_for_news


def news(case: Case) -> Decision | None:
    """Answer "any news?" of somebody who takes part: about the request whose conversation it is, else about all of theirs.

    Where the team should have read the request by now, the question is theirs as well: it stands on the request, and the
    mail is held for a person.
    """
    if not asks_for_news(case.message.new_text or case.message.subject) or not case.may_order:
        return None
    here = case.recognition.thread.request
    asked = [view for view in case.snapshot.mine if here is None or view.number == here.number]
    if not asked:
        return None
    late = [view for view in asked if _reading(case, view) == "late"]
    notes = [
        Remark(
            target=Existing(number=view.number),
            what="question",
            text=case.message.new_text or case.message.subject,
            actor=case.sender.address,
        )
        for view in late
    ]
    return ends(
        Outcome.HELD if late else Outcome.COMMAND,
        "it asks how a request stands" + (", which is not read in the time that we promise" if late else ""),
        effects=tuple(notes),
        tells=report(case, asked),
        request=late[0] if late else here,
    )


def report(case: Case, views: Sequence[RequestView]) -> tuple[Tell, ...]:
    """The mail that says how `views` stand, where the sender may be answered."""
    if not case.answerable:
        return ()
    rows = [
        contexts.status_row(
            v.ref, v.name, v.status, v.votes, v.release, v.explanation, reading=_reading(case, v)
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
