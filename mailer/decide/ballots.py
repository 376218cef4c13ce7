"""A mail to a request's vote address, which stands in our mails for whoever the reader passes them on to; or a mail that
names the request itself, `vote INT-7`.

Neither proves anything: it says which request is meant, and its sender has to be proven. The address can only be known
from a mail about the request, a number by counting: that one counts for what the public tables show.
"""

from mailer.decide import held, unproven
from mailer.decide.case import Case, ends
from mailer.decide.filing import MAX_REASON, tell_voter
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Join, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Part, canonical
from mailer.model.request import Purpose
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.recognise.commands import Verb, read_commands
from mailer.recognise.threads import Via

NO_VOTES = frozenset({Purpose.QUESTION, Purpose.BUG_REPORT, Purpose.PITCH, Purpose.SPAM})


def ballot(case: Case) -> Decision | None:
    """Count the sender's vote, with what they wrote as their reason; with WATCH they only follow the request."""
    wanted = _wanted(case)
    request = _shown(case, wanted) if wanted else _addressed(case)
    if request is None:
        return held.for_a_person(case) if wanted else None
    if not case.proven:
        return unproven.once_proven(case, f"a vote for {request.ref}, but {case.recognition.sender.because}")
    if request.closed_by or not request.confirmed:
        return ends(Outcome.HELD, f"a vote for {request.ref}, which is closed or waits for its requester")
    said = read_commands(case.message.new_text, team=False)
    if Verb.WATCH in {command.verb for command in said.commands}:
        return _follow(case, request)
    if not said.commands and _is_no_vote(case):
        return held.for_a_person(case)
    reason = said.words if said.commands else case.message.new_text
    because = f"sent to the vote address of {request.ref}"
    person = case.snapshot.person
    counted = person is not None and person.id in request.asking
    joins = () if counted else (_join(case, request, Part.VOTER, because, reason.strip()[:MAX_REASON]),)
    votes = request.votes if counted else request.votes + 1
    return ends(Outcome.VOTE, because, effects=joins, tells=tell_voter(case, request, votes), request=request)


def _is_no_vote(case: Case) -> bool:
    """A question reached the address, or one of the team answered to all who were written to: nobody asks for it there."""
    of_team = canonical(case.sender.address) in case.policy.team and bool(case.message.new_text.strip())
    return of_team or case.understanding.purpose in NO_VOTES


def _addressed(case: Case) -> RequestView | None:
    """An answer in a conversation of its own is none, whoever else it goes to."""
    claims = case.recognition.keys.ballot
    if claims is None or case.recognition.thread.via is Via.TOKEN:
        return None
    return case.snapshot.requests.get(claims.number)


def _wanted(case: Case) -> str:
    """The reference that the mail's only verb names, where it is not the conversation's own; empty for none."""
    commands = read_commands(case.message.new_text, team=False).commands
    if len(commands) != 1 or commands[0].verb not in (Verb.VOTE, Verb.WATCH):
        return ""
    named, here = commands[0].argument.upper(), case.recognition.thread.request
    return "" if here and here.ref == named else named


def _shown(case: Case, wanted: str) -> RequestView | None:
    """What everybody may know of: the team has read it."""
    view = next((view for view in case.snapshot.named if view.ref == wanted), None)
    return view if view and view.status is not Status.SUBMITTED else None


def _follow(case: Case, request: RequestView) -> Decision:
    because = f"its sender wants to follow {request.ref}"
    context = contexts.command_done(
        ref=request.ref, name=request.name, lines=[contexts.command_line(Verb.WATCH.value, "watching")]
    )
    tell = Tell(
        kind=NoticeKind.COMMAND_DONE,
        to=case.sender,
        target=Existing(number=request.number),
        context=context,
        language=case.language,
        role=Audience.WATCHER,
        answer_to=case.origin,
    )
    return ends(
        Outcome.COMMAND,
        because,
        effects=(_join(case, request, Part.WATCHER, because),),
        tells=(tell,) if case.may_answer else (),
        request=request,
    )


def _join(case: Case, request: RequestView, part: Part, because: str, reason: str = "") -> Join:
    return Join(
        target=Existing(number=request.number),
        address=case.sender,
        part=part,
        reason=reason,
        language=case.language,
        subject=case.message.subject,
        because=because,
    )
