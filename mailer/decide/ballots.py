"""A mail to a request's vote address, which stands in our mails for whoever the reader passes them on to; or a mail that
names the request itself, `vote INT-7`.

Neither proves anything: it says which request is meant, and its sender has to be proven. The address can only be known
from a mail about the request, a number by counting: that one counts for what the public tables show.
"""

from mailer.decide import championship, held, unproven
from mailer.decide.case import Case, ends, told
from mailer.decide.done import Done
from mailer.decide.filing import MAX_REASON, tell_voter
from mailer.decide.withdrawal import may_withdraw
from mailer.model import contexts
from mailer.model.decision import Decision, Existing, Join, Leave, Tell
from mailer.model.inbox import Outcome, strongest
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Part, canonical
from mailer.model.request import Purpose
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.recognise.commands import speaks_against
from mailer.recognise.threads import Via
from mailer.recognise.verbs import Orders, Verb

NO_VOTES = frozenset({Purpose.QUESTION, Purpose.BUG_REPORT, Purpose.PITCH, Purpose.SPAM})
TAKES_BACK = frozenset({Verb.UNVOTE, Verb.WITHDRAW})
"""Of whoever did not make the request, both take a vote back."""


def ballot(case: Case) -> Decision | None:
    """Count the sender's vote, with what they wrote as their reason, or take it back; with WATCH they only follow the
    request. Other verbs there are not about the vote: whoever takes part writes in their own conversation."""
    said = case.orders()
    wanted = _wanted(case, said)
    request = _shown(case, wanted) if wanted else _addressed(case)
    if request is None:
        mine = any(case.requests_of(command) for command in said.commands)
        return held.for_a_person(case) if wanted and not mine else None
    verbs = frozenset(command.verb for command in said.commands)
    if _is_about_something_else(case, request, said, verbs):
        return None
    if not case.proven:
        return unproven.once_proven(case, f"a vote for {request.ref}, but {case.recognition.sender.because}")
    if request.closed_by or not request.confirmed:
        return ends(Outcome.HELD, f"a vote for {request.ref}, which is closed or waits for its requester")
    if verbs & TAKES_BACK:
        return _take_back(case, request)
    if Verb.WATCH in verbs and Verb.VOTE not in verbs:
        return _follow(case, request)
    if not verbs and case.snapshot.person and case.snapshot.person == request.requester:
        return None
    if not verbs and _is_no_vote(case):
        return None if case.recognition.thread.request else held.for_a_person(case)
    return _count(case, request, said.words if Verb.VOTE in verbs else case.words)


def _is_about_something_else(case: Case, request: RequestView, said: Orders, verbs: frozenset[Verb]) -> bool:
    if Verb.WITHDRAW in verbs and may_withdraw(request, case.snapshot.person):
        return True
    about_a_vote = verbs & (TAKES_BACK | {Verb.VOTE, Verb.WATCH})
    return bool(verbs) and not about_a_vote and not said.run_on


def _is_no_vote(case: Case) -> bool:
    """A question reached the address, one of the team answered to all who were written to, or its author wants it not:
    nobody asks for it there."""
    of_team = canonical(case.sender.address) in case.policy.team and bool(case.message.new_text.strip())
    against = speaks_against(case.message.new_text, case.policy.grammar)
    return of_team or against or case.understanding.purpose in NO_VOTES


def _addressed(case: Case) -> RequestView | None:
    """An answer in a conversation of its own is none, whoever else it goes to."""
    claims = case.recognition.keys.ballot
    if claims is None or case.recognition.thread.via is Via.TOKEN:
        return None
    return case.snapshot.requests.get(claims.number)


def _wanted(case: Case, said: Orders) -> str:
    """The reference that the mail's only verb names, where it is not the conversation's own; empty for none."""
    if len(said.commands) != 1 or said.commands[0].verb not in (Verb.VOTE, Verb.UNVOTE, Verb.WATCH):
        return ""
    named, here = case.ref_named(said.commands[0]), case.recognition.thread.request
    return "" if here and here.ref == named else named


def _shown(case: Case, wanted: str) -> RequestView | None:
    """What everybody may know of: the team has read it."""
    view = next((view for view in case.snapshot.named if view.ref == wanted), None)
    return view if view and view.status is not Status.SUBMITTED else None


def _count(case: Case, request: RequestView, reason: str) -> Decision:
    """A vote; of whoever votes already, what they say of their own case is kept with what they said before."""
    because = f"sent to the vote address of {request.ref}"
    counted = case.snapshot.person is not None and case.snapshot.person.id in request.asking
    joins = () if counted and not reason else (_join(case, request, Part.VOTER, because, reason),)
    offers, offered = championship.offer_beside(case, request, case.understanding.offers)
    lines = [told(Outcome.VOTE, because, request.ref)]
    if offered.roles:
        lines.append(told(Outcome.CHAMPION, f"its sender offers {', '.join(offered.roles)}", request.ref))
    votes = request.votes if counted else request.votes + 1
    return Decision(
        outcome=strongest([Outcome(str(line["effect"])) for line in lines]),
        because=because,
        effects=(*joins, *offers),
        tells=tell_voter(case, request, votes, offered),
        told=tuple(lines),
    )


def unvote(case: Case, request: RequestView) -> Done:
    """The sender's vote is taken back. A requester's vote is the request itself, which they can withdraw."""
    person = case.snapshot.person
    if person is not None and request.requester == person:
        return Done(says="yours", refused=True)
    if person is None or person.id not in request.asking:
        return Done(says="no_vote", refused=True)
    leave = Leave(
        target=Existing(number=request.number),
        address=case.sender.address,
        part=Part.VOTER,
        because="they took their vote back",
    )
    return Done(effects=(leave,), says="unvoted")


def _take_back(case: Case, request: RequestView) -> Decision:
    done = unvote(case, request)
    return _answered(case, request, Verb.UNVOTE, done, Audience.VOTER)


def _follow(case: Case, request: RequestView) -> Decision:
    join = _join(case, request, Part.WATCHER, f"its sender wants to follow {request.ref}")
    return _answered(case, request, Verb.WATCH, Done(effects=(join,), says="watching"), Audience.WATCHER)


def _answered(case: Case, request: RequestView, verb: Verb, done: Done, role: Audience) -> Decision:
    """What a verb did, and the mail that says so."""
    context = contexts.command_done(
        ref=request.ref,
        name=request.name,
        status=request.status,
        lines=[contexts.command_line(verb.value, done.says, refused=done.refused)],
    )
    tell = Tell(
        kind=NoticeKind.COMMAND_DONE,
        to=case.sender,
        target=Existing(number=request.number),
        context=context,
        language=case.language,
        role=role,
        answer_to=case.origin,
    )
    because = f"it orders {verb.value} of {request.ref}"
    tells = (tell,) if case.may_answer else ()
    return ends(Outcome.COMMAND, because, effects=done.effects, tells=tells, request=request)


def _join(case: Case, request: RequestView, part: Part, because: str, reason: str = "") -> Join:
    return Join(
        target=Existing(number=request.number),
        address=case.sender,
        part=part,
        reason=reason[:MAX_REASON],
        language=case.language,
        subject=case.message.subject,
        because=because,
    )
