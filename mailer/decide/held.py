"""Mails that a person reads: what is too big, what is no request, what points where it may not, what nobody can be told about."""

from mailer.decide import team
from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Remark, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import Audience, NoticeKind
from mailer.model.request import Field, Purpose
from mailer.rules.token import Use

FROM_A_PERSON = frozenset({Purpose.QUESTION, Purpose.BUG_REPORT, Purpose.OTHER, Purpose.DETAILS})
"""Purposes whose author is told that a person will read it; a pitch and spam are not answered."""

NOTHING_FILLED_IN = "it answers our form, and names nothing that we could connect to"


def too_big(case: Case) -> Decision | None:
    """Only its head was fetched: nothing is read into it, and a proven person is told so, once a day (R-30)."""
    if not case.row.oversize:
        return None
    because = f"too-big: {case.row.oversize} bytes; only its head was fetched"
    return ends(Outcome.QUARANTINED, because, tells=_was_too_big(case))


def _was_too_big(case: Case) -> tuple[Tell, ...]:
    automatic, told = case.recognition.automatic, case.snapshot.budget.too_big_today
    if automatic or told or not case.may_answer or not case.row.answer:
        return ()
    return (
        Tell(
            kind=NoticeKind.TOO_BIG,
            to=case.sender,
            context=contexts.too_big(most_megabytes=case.policy.most_megabytes),
            language=case.language,
            role=Audience.STRANGER,
            answer_to=case.origin,
        ),
    )


def without_sender(case: Case) -> Decision | None:
    """Nobody can be answered and nothing can be anybody's."""
    if case.message.sender:
        return None
    return ends(Outcome.HELD, "it has no readable sender")


def stray(case: Case) -> Decision | None:
    """Who points at a request without a right to it does not get in and learns nothing about it (R-74)."""
    thread = case.recognition.thread
    if thread.request or not thread.stray or asks_for_its_own(case):
        return None
    request = thread.stray_request
    because = f"{thread.stray}; possibly about {request.ref}" if request else thread.stray
    return ends(Outcome.HELD, because, tells=_will_read(case))


def asks_for_its_own(case: Case) -> bool:
    """A name that the author wrote in the mail itself is a wish of their own; one taken from the subject is the thread's."""
    if case.understanding.purpose is not Purpose.REQUEST:
        return False
    names = [d.fields.get(Field.INTEGRATION_NAME) for d in case.understanding.requests]
    return any(name and name.evidence.where == "body" for name in names)


def thanks(case: Case) -> Decision | None:
    """Thanks are nice and need no answer."""
    if case.understanding.purpose is not Purpose.THANKS:
        return None
    return ends(Outcome.IGNORED, case.understanding.because)


def for_a_person(case: Case) -> Decision:
    """Everything else is held for the team, with the reason; its author is told once a day."""
    of_form = case.understanding.purpose is Purpose.OTHER and case.recognition.keys.bearing(Use.FORM)
    because = NOTHING_FILLED_IN if of_form else case.understanding.because
    return ends(Outcome.HELD, because, tells=_will_read(case))


def question_about(case: Case, target: Existing) -> Decision:
    """A question inside a conversation: noted on the request and held; who is told of it, `reply` says."""
    request = case.recognition.thread.request
    remark = Remark(target=target, what="question", text=case.message.new_text, actor=case.sender.address)
    return ends(Outcome.HELD, case.understanding.because, effects=(remark,), request=request)


def _will_read(case: Case) -> tuple[Tell, ...]:
    if case.understanding.purpose not in FROM_A_PERSON | {Purpose.COMMAND, Purpose.VOTE, Purpose.CHAMPION}:
        return ()
    return tell_once_a_day(case)


def tell_once_a_day(
    case: Case, target: Existing | None = None, role: Audience = Audience.STRANGER
) -> tuple[Tell, ...]:
    """The same, where the sender has not heard it today."""
    return () if case.snapshot.budget.held_notes_today else tell(case, target, role)


def tell(case: Case, target: Existing | None = None, role: Audience = Audience.STRANGER) -> tuple[Tell, ...]:
    """ "A person will read your mail", where the sender may be answered; in the conversation about `target`. One of the team
    is such a person, and hears what can be written."""
    if not case.may_answer:
        return ()
    kind, context = NoticeKind.PERSON_WILL_READ, contexts.person_will_read(in_conversation=target is not None)
    if team.is_member(case):
        kind, context = NoticeKind.HELP, contexts.help_text(team=True, example=f"{case.policy.prefix}-7")
    return (
        Tell(
            kind=kind,
            to=case.sender,
            target=target,
            context=context,
            language=case.language,
            role=role,
            answer_to=case.origin,
        ),
    )
