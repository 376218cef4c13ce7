"""People whom a requester has in copy: each is asked once, without content, whether they would follow; nobody is made to.

Who answers WATCH from the address that we asked follows; whoever does not answer hears nothing more (RELIABILITY R-82).
"""

from collections.abc import Sequence
from dataclasses import replace

from mailer.decide import consent
from mailer.decide.case import Case, ends
from mailer.model import contexts
from mailer.model.consent import Consent
from mailer.model.decision import Decision, Effect, Existing, Join, SetPace, Target, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Pace, Part
from mailer.model.request import Purpose
from mailer.model.snapshot import InCopy, RequestView
from mailer.model.status import Status
from mailer.recognise.recognition import CONFIRMED
from mailer.recognise.verbs import Verb
from mailer.rules.token import Use

TELLS_THE_SENDER = frozenset(
    {NoticeKind.ACKNOWLEDGEMENT, NoticeKind.VOTE_COUNTED, NoticeKind.DETAILS_RECEIVED}
)
"""Answers in which the sender hears what became of those in copy."""


def invite(case: Case, decision: Decision, targets: Sequence[Target]) -> Decision:
    """`decision`, which files what the mail asks for under `targets`, with an offer to each person in copy.

    The sender hears in the first answer what became of those whom they had in copy.
    """
    if not _may_invite(case):
        return decision
    too_many = case.snapshot.beside > case.policy.offers_a_mail
    offers = tuple(tell for one in case.snapshot.in_copy for tell in _offer(case, one, targets))
    if not too_many and not offers:
        return decision
    line = {"in_copy": contexts.in_copy(asked=len(offers), too_many=too_many)}
    told = next((tell for tell in decision.tells if tell.kind in TELLS_THE_SENDER), None)
    tells = (replace(t, context={**t.context, **line}) if t is told else t for t in decision.tells)
    return replace(decision, tells=(*tells, *offers))


def _may_invite(case: Case) -> bool:
    """Only a sender who is proven by this very mail has others written to: whoever has answered our confirmation has not
    seen the recipients of a mail that somebody may have forged."""
    wanted = case.policy.offers_a_mail > 0 and not case.wants_no_answer
    return wanted and case.may_answer and case.recognition.sender != CONFIRMED


def _offer(case: Case, one: InCopy, targets: Sequence[Target]) -> tuple[Tell, ...]:
    """One mail, however many requests there are that they have not heard of."""
    new = [t for t in targets if not (isinstance(t, Existing) and t.number in one.told)]
    if not new:
        return ()
    shown = [view for t in new if isinstance(t, Existing) and (view := case.snapshot.votable.get(t.number))]
    return (
        Tell(
            kind=NoticeKind.WATCH_OFFER,
            to=Address(address=one.address.address),
            target=new[0],
            context=contexts.watch_offer(
                by=case.sender.address, count=len(new), shown=[_named(v) for v in shown if _is_public(v)]
            ),
            language=case.understanding.language,
            role=Audience.STRANGER,
        ),
    )


def _is_public(view: RequestView) -> bool:
    """What others may hear of: the team has read it."""
    return view.status is not Status.SUBMITTED


def _named(view: RequestView) -> contexts.Context:
    """Without a name that only its author has given it."""
    return contexts.named(view.ref, view.name if view.product else "")


def answer(case: Case) -> Decision | None:
    """What somebody says to our offer; a wish of their own in it is a wish like any other."""
    claims = case.recognition.keys.bearing(Use.WATCH)
    if claims is None or claims.number in case.snapshot.forgotten:
        return None
    if not case.snapshot.offered or _asks_for_more(case):
        return None
    if case.recognition.sender.refuted:
        return ends(Outcome.HELD, f"an answer to our offer, but {case.recognition.sender.because}")
    says, verbs = consent.of(case), consent.verbs(case)
    if says is Consent.STOP:
        because = "it wants no mail of ours"
        return ends(Outcome.COMMAND, because, effects=consent.leave_alone(case))
    if says is Consent.YES or verbs & {Verb.WATCH, Verb.VOTE}:
        return _follow(case, votes=Verb.VOTE in verbs)
    if says in (Consent.NO, Consent.SILENT):
        outcome = Outcome.HELD if consent.needs_a_reader(case) else Outcome.IGNORED
        return ends(outcome, "its sender would not follow what we offered")
    return consent.for_a_person(case, "it answers our offer to follow with neither yes nor no")


def _asks_for_more(case: Case) -> bool:
    return case.understanding.purpose is Purpose.REQUEST


def _follow(case: Case, *, votes: bool) -> Decision:
    """In all that was offered: as a watcher, or as one who asks for it too."""
    because = "its sender accepts our offer to follow"
    views = case.snapshot.offered
    verb, says = (Verb.VOTE, "voted") if votes else (Verb.WATCH, "watching")
    known = {view.number: f" {view.ref}" for view in views if view.known_to(case.sender.address)}
    lines = [contexts.command_line(verb.value + known.get(view.number, ""), says) for view in views]
    first = views[0]
    context = contexts.command_done(ref=first.ref, name=first.name if len(views) == 1 else "", lines=lines)
    tell = Tell(
        kind=NoticeKind.COMMAND_DONE,
        to=case.sender,
        target=Existing(number=first.number),
        context=context,
        language=case.language,
        role=Audience.VOTER if votes else Audience.WATCHER,
        answer_to=case.origin,
    )
    return ends(
        Outcome.VOTE if votes else Outcome.COMMAND,
        because,
        effects=tuple(effect for view in views for effect in _join(case, view, because, votes=votes)),
        tells=(tell,) if case.answerable else (),
        request=first,
    )


def _join(case: Case, view: RequestView, because: str, *, votes: bool) -> tuple[Effect, ...]:
    target = Existing(number=view.number)
    join = Join(
        target=target,
        address=case.sender,
        part=Part.VOTER if votes else Part.WATCHER,
        language=case.language,
        subject=case.message.subject,
        because=because,
    )
    return join, SetPace(address=case.sender.address, pace=Pace.EVERYTHING, target=target)
