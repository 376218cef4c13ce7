"""A mail that asks for something: filed as a request, joined to the request that already asks for the same, or kept
unconfirmed until its sender has answered once."""

from dataclasses import dataclass, replace

from mailer.decide.case import Case, Told, ends, told
from mailer.decide.policy import Unproven
from mailer.decide.reply import field_changes
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import (
    BurnToken,
    Confirm,
    Decision,
    Effect,
    Existing,
    Join,
    New,
    OpenRequest,
    SettleInbox,
    Tell,
)
from mailer.model.inbox import Outcome, strongest
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Part, canonical
from mailer.model.request import Details, Field, Purpose
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.rules.token import Use, expired

ENOUGH_FIELDS = 2
"""Name and category alone are no request when they come as an answer to something else."""
MAX_REASON = 2_000
"""Characters of a voter's own words that are kept beside the vote."""


def request(case: Case) -> Decision | None:
    """File what the mail asks for."""
    if not _asks(case):
        return None
    if case.proven or case.policy.unproven is Unproven.ACKNOWLEDGE:
        return _file(case)
    if case.policy.unproven is Unproven.HOLD:
        return ends(Outcome.HELD, f"a request, but {case.recognition.sender.because}")
    return _file_unconfirmed(case)


def _asks(case: Case) -> bool:
    """A request; or an answer in a conversation that we do not know, which names the integration and tells about it."""
    wishes = case.understanding.requests
    if case.understanding.purpose is Purpose.REQUEST:
        return bool(wishes)
    tells = any(Field.INTEGRATION_NAME in w.fields and len(w.fields) > ENOUGH_FIELDS for w in wishes)
    return case.understanding.purpose is Purpose.DETAILS and tells


def file_by_hand(case: Case, actor: str) -> Decision:
    """A person of the team says that this mail is a request; its author hears of it only when proven.

    Raises Refused when the mail has no readable sender: a request needs somebody to tell.
    """
    if case.message.sender is None:
        raise Refused(
            "the mail has no readable sender, so nobody could be told; add it to a request with --into"
        )
    wishes = case.understanding.requests or (Details(),)
    because = f"filed by a person of the team ({actor})"
    by_hand = replace(case.understanding, purpose=Purpose.REQUEST, because=because, requests=wishes)
    return _file(replace(case, understanding=by_hand))


def confirmation(case: Case) -> Decision | None:
    """The answer to our confirmation mail proves the address: its requests become full ones, once."""
    claims = case.recognition.keys.bearing(Use.CONFIRM)
    if claims is None or case.recognition.thread.request:
        return None
    if expired(claims, case.snapshot.now):
        return ends(Outcome.HELD, "it answers a confirmation mail that is too old")
    if claims.token_id in case.snapshot.used_tokens:
        return ends(Outcome.IGNORED, "this confirmation was used before")
    if not case.snapshot.pending:
        return ends(Outcome.HELD, "it answers a confirmation, but nothing of its sender waits for one")
    return _confirm(case, claims.token_id)


def _confirm(case: Case, token_id: str) -> Decision:
    because = "its sender answered the confirmation mail"
    targets = [Existing(number=r.number) for r in case.snapshot.pending]
    effects: list[Effect] = [BurnToken(token_id=token_id)]
    effects += [Confirm(target=t, because=because) for t in targets]
    effects += [
        SettleInbox(inbox=i, outcome=Outcome.REQUEST, because=because) for i in case.snapshot.pending_inbox
    ]
    cards = [_card_of(r) for r in case.snapshot.pending]
    tells = [_acknowledge(case, targets[0], cards)]
    tells += [_tell_team_of(case, r) for r in case.snapshot.pending if case.policy.told_of_new]
    lines = tuple(told(Outcome.DETAILS, because, r.ref) for r in case.snapshot.pending)
    return Decision(
        outcome=Outcome.DETAILS, because=because, effects=tuple(effects), tells=tuple(tells), told=lines
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """What one of the wishes in a mail does."""

    effects: tuple[Effect, ...]
    outcome: Outcome
    line: Told
    card: contexts.Context | None = None
    target: New | Existing
    tells: tuple[Tell, ...] = ()


def _file(case: Case) -> Decision:
    wishes = case.understanding.requests
    parts = [_wish(case, at, details, len(wishes)) for at, details in enumerate(wishes)]
    cards = [p.card for p in parts if p.card]
    tells = [t for p in parts for t in p.tells]
    opened = next((p.target for p in parts if p.card), None)
    if cards and opened and (case.may_answer or case.policy.unproven is Unproven.ACKNOWLEDGE):
        tells.insert(0, _acknowledge(case, opened, cards))
    outcome = strongest([p.outcome for p in parts])
    because = next(str(p.line["because"]) for p in parts if p.outcome is outcome)
    return Decision(
        outcome=outcome,
        because=because,
        effects=tuple(e for p in parts for e in p.effects),
        tells=tuple(tells),
        told=tuple(p.line for p in parts),
    )


def _wish(case: Case, at: int, details: Details, count: int) -> _Part:
    same = case.snapshot.same_wish.get(at)
    if same is None:
        return _open(case, at, details, count)
    requester = same.requester
    if requester and canonical(requester.address) == canonical(case.sender.address):
        return _said_again(case, same, details)
    return _vote(case, same, details)


def _open(case: Case, slot: int, details: Details, count: int) -> _Part:
    target = New(slot=slot)
    # of several requests in one mail none is asked about: a bare number in the reply could mean any of them
    asked = contexts.questions(details.missing) if count == 1 else ()
    because = case.understanding.because
    effect = OpenRequest(
        slot=slot,
        details=details,
        requester=case.sender,
        language=case.understanding.language,
        subject=case.message.subject,
        confirmed=True,
        asked=asked,
        because=because,
    )
    card = contexts.card(ref=case.ref(target), details=details, status=Status.SUBMITTED, asked=asked)
    return _Part(
        effects=(effect,),
        outcome=Outcome.REQUEST,
        line=told(Outcome.REQUEST, because, case.ref(target)),
        card=card,
        target=target,
        tells=_tell_team(case, target, details),
    )


def _said_again(case: Case, same: RequestView, details: Details) -> _Part:
    """The same person asks for the same once more: what is new in it is added."""
    because = f"its sender asked for the same before, in {same.ref}"
    target = Existing(number=same.number)
    effects, tells = field_changes(case, same, details, because)
    return _Part(
        effects=effects,
        outcome=Outcome.DETAILS,
        line=told(Outcome.DETAILS, because, same.ref),
        target=target,
        tells=tells,
    )


def _vote(case: Case, same: RequestView, details: Details) -> _Part:
    """Somebody else asks for the same: that is a vote, with their reason kept."""
    target = Existing(number=same.number)
    because = f"the same wish as {same.ref}"
    known = case.snapshot.person and same.participant(case.snapshot.person.id)
    reason = "\n".join(filter(None, (details.text(Field.USE_CASE), details.text(Field.BUSINESS_IMPACT))))
    join = Join(
        target=target,
        address=case.sender,
        part=Part.VOTER,
        reason=reason[:MAX_REASON],
        language=case.understanding.language,
        subject=case.message.subject,
        because=because,
    )
    return _Part(
        effects=(join,),
        outcome=Outcome.VOTE,
        line=told(Outcome.VOTE, because, same.ref),
        target=target,
        tells=_tell_voter(case, same, same.votes if known else same.votes + 1),
    )


def _tell_voter(case: Case, same: RequestView, votes: int) -> tuple[Tell, ...]:
    if not case.may_answer:
        return ()
    context = contexts.vote_counted(
        ref=same.ref,
        name=same.name,
        status=same.status,
        votes=votes,
        reviewed=same.status is not Status.SUBMITTED,
        release=same.release,
        explanation=same.explanation,
    )
    return (
        Tell(
            kind=NoticeKind.VOTE_COUNTED,
            to=case.sender,
            target=Existing(number=same.number),
            context=context,
            language=case.understanding.language,
            role=Audience.VOTER,
            answer_to=case.origin,
        ),
    )


def _file_unconfirmed(case: Case) -> Decision:
    """File it, show it to nobody, and ask the address once whether it wants this (R-92)."""
    because = f"unconfirmed: {case.recognition.sender.because}"
    opened = tuple(
        OpenRequest(
            slot=at,
            details=details,
            requester=case.sender,
            language=case.understanding.language,
            subject="",
            confirmed=False,
            because=because,
        )
        for at, details in enumerate(case.understanding.requests)
    )
    asked_today = case.snapshot.budget.confirmations_today >= case.policy.confirmations_a_day
    tells = () if asked_today or case.snapshot.suppressed else (_ask_to_confirm(case),)
    line = told(Outcome.HELD, because, case.ref(New(slot=0)))
    return Decision(outcome=Outcome.HELD, because=because, effects=opened, tells=tells, told=(line,))


def _ask_to_confirm(case: Case) -> Tell:
    """Content-free: not a byte that the stranger wrote, and no name, subject or reference of theirs (R-93)."""
    return Tell(
        kind=NoticeKind.CONFIRM_SENDER,
        to=type(case.sender)(address=case.sender.address),
        target=New(slot=0),
        context=contexts.confirm_sender(),
        language=case.understanding.language,
        role=Audience.STRANGER,
        answer_to=None,
    )


def _acknowledge(case: Case, target: New | Existing, cards: list[contexts.Context]) -> Tell:
    return Tell(
        kind=NoticeKind.ACKNOWLEDGEMENT,
        to=case.sender,
        target=target,
        context=contexts.acknowledgement(cards=cards),
        language=case.understanding.language,
        answer_to=case.origin,
    )


def _card_of(view: RequestView) -> contexts.Context:
    return contexts.card(
        ref=view.ref, details=view.details, status=view.status, asked=contexts.questions(view.missing)
    )


def _tell_team(case: Case, target: New | Existing, details: Details) -> tuple[Tell, ...]:
    if case.policy.told_of_new is None:
        return ()
    context = contexts.team_new_request(
        ref=case.ref(target),
        details=details,
        status=Status.SUBMITTED,
        requester=case.sender,
        proven=case.proven,
        text=case.message.new_text,
        attachments=[a.filename for a in case.message.attachments],
    )
    tell = Tell(
        kind=NoticeKind.TEAM_NEW_REQUEST,
        to=case.policy.told_of_new,
        target=target,
        context=context,
        role=Audience.TEAM,
    )
    return (tell,)


def _tell_team_of(case: Case, view: RequestView) -> Tell:
    return _tell_team(case, Existing(number=view.number), view.details)[0]
