"""Whom nothing proves: what they ask for is kept unconfirmed and shown to nobody, until they answered one mail of ours."""

from dataclasses import replace

from mailer.decide import beside, championship, consent
from mailer.decide.case import Case, ends, told
from mailer.decide.filing import Piece, asks, confirmed, opened_again, same_wishes, tells_of, wishes
from mailer.decide.policy import Unproven
from mailer.decide.reply import asks_for_something_else, remark, set_fields, what_it_says
from mailer.decide.withdrawal import tell_withdrawn
from mailer.model import contexts
from mailer.model.consent import Consent
from mailer.model.decision import (
    AwaitProof,
    BurnToken,
    Close,
    Confirm,
    Decision,
    Effect,
    Existing,
    New,
    OpenRequest,
    Remark,
    SettleInbox,
    TakeAgain,
    Tell,
)
from mailer.model.inbox import Outcome, strongest
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.request import Details, Field
from mailer.model.snapshot import WITHDRAWN, RequestView
from mailer.recognise.recognition import CONFIRMED
from mailer.rules.merge import merge
from mailer.rules.token import Claims, Use, expired


def once_proven(case: Case, because: str) -> Decision:
    """What only its proven sender may do is held; where the policy asks for a confirmation, the answer to it has the mail
    taken in again."""
    if case.policy.unproven is not Unproven.CONFIRM or case.message.sender_defects:
        return ends(Outcome.HELD, because)
    wait = AwaitProof(inbox=case.row.id)
    return ends(Outcome.HELD, because, effects=(wait,), tells=_ask_sender(case, None))


def request(case: Case) -> Decision | None:
    """Keep what somebody asks for whom nothing proves: unconfirmed, or for a person, as the policy says."""
    if not asks(case):
        return None
    if case.policy.unproven is Unproven.HOLD:
        return ends(Outcome.HELD, f"a request, but {case.recognition.sender.because}")
    return _keep(case)


def _keep(case: Case) -> Decision:
    """File it, show it to nobody, and ask the address once whether it wants this (R-92)."""
    because = f"unconfirmed: {case.recognition.sender.because}"
    wanted = case.understanding.requests
    known = opened_again(case) or same_wishes(wanted, case.snapshot.pending)
    effects = [
        effect
        for at, details in enumerate(wanted)
        for effect in (
            add(case, known[at], details, because)
            if at in known
            else open_unconfirmed(case, at, details, because)
        )
    ]
    first: New | Existing = Existing(number=known[0].number) if 0 in known else New(slot=0)
    return Decision(
        outcome=Outcome.HELD,
        because=because,
        effects=(*effects, *beside.note(case, first)),
        tells=_ask_sender(case, first),
        told=(told(Outcome.HELD, because, case.ref(first)),),
    )


def open_unconfirmed(
    case: Case, at: int, details: Details, because: str, *, requester: Address | None = None
) -> tuple[Effect, ...]:
    """A request that counts once its requester (the sender, where no other one is named) has confirmed it."""
    opened = OpenRequest(
        slot=at,
        details=details,
        requester=requester or case.sender,
        language=case.language,
        subject="",
        confirmed=False,
        because=because,
    )
    joins, _ = championship.offer_with_request(case, New(slot=at), case.understanding.offers)
    return (opened, *joins)


def add(case: Case, view: RequestView, details: Details, because: str) -> tuple[Effect, ...]:
    """The same wish once more, or the same mail once more: what is new in it is added, nothing is asked."""
    changed = merge(view.fields, details.fields)
    if changed:
        return (set_fields(case, view, changed, details.product, because),)
    return () if view.opened_by == case.row.id else (remark(case, view),)


def _ask_sender(case: Case, target: New | Existing | None) -> tuple[Tell, ...]:
    asked_today = case.snapshot.budget.confirmations_today >= case.policy.confirmations_a_day
    if asked_today or case.snapshot.suppressed:
        return ()
    return (ask_to_confirm(case.sender, target, case.understanding.language),)


def ask_to_confirm(
    whom: Address, target: New | Existing | None, language: str, kind: NoticeKind = NoticeKind.CONFIRM_SENDER
) -> Tell:
    """Content-free: not a byte that the stranger wrote, and no name, subject or reference of theirs (R-93)."""
    return Tell(
        kind=kind,
        to=Address(address=whom.address),
        target=target,
        context=contexts.confirmation(),
        language=language,
        role=Audience.STRANGER,
        answer_to=None,
    )


def confirmation(case: Case) -> Decision | None:
    """The answer to our confirmation mail: a yes makes real, once, what was asked for in that name; a no takes it back."""
    claims = case.recognition.keys.bearing(Use.CONFIRM)
    if claims is None:
        return None
    if claims.token_id in case.snapshot.used_tokens:
        return _once_more(case)
    if expired(claims, case.snapshot.now):
        return ends(Outcome.HELD, "it answers a confirmation mail that is too old")
    says = consent.of(case)
    if says is Consent.STOP or (says is Consent.NO and not _adds_details(case)):
        return _denied(case, stop=says is Consent.STOP)
    if not case.snapshot.pending and not case.snapshot.awaiting:
        return ends(Outcome.HELD, "it answers a confirmation, but nothing of its sender waits for one")
    if _agrees(case, says):
        return _confirm(consent.proven(case), claims)
    return consent.for_a_person(case, "it answers our confirmation mail with neither yes nor no")


def _agrees(case: Case, says: Consent) -> bool:
    """A yes; an empty answer, which is enough where mail came in their own name; or what plainly goes on with the request
    and has nothing in it that speaks against a yes."""
    if says is Consent.SILENT and (case.snapshot.pending_inbox or case.snapshot.awaiting):
        return True
    goes_on = says in (Consent.SILENT, Consent.UNSAID) and (_adds_details(case) or asks(case))
    return says is Consent.YES or goes_on


def _adds_details(case: Case) -> bool:
    """Whether the mail tells more of an integration than its name and kind."""
    return bool(what_it_says(case).fields.keys() - {Field.INTEGRATION_NAME, Field.CATEGORY})


def _denied(case: Case, *, stop: bool) -> Decision:
    """Whoever the address belongs to did not ask for it: it is closed, nobody is shown it, and no mail tells of it but to
    the proven sender who passed it on, follows it, and has read all of it.

    The token stays good: a second thought is read by a person, and a no in answer to it later counts again.
    """
    because = "its sender says that it is not theirs" + (", and wants no mail of ours" if stop else "")
    waiting = [view for view in case.snapshot.pending if not view.closed_by]
    closes = (
        effect
        for view in waiting
        for effect in (
            remark(case, view),
            Close(target=Existing(number=view.number), closed_by=WITHDRAWN, actor=case.sender.address),
        )
    )
    mails = dict.fromkeys((*case.snapshot.pending_inbox, *case.snapshot.awaiting))
    line = told(Outcome.IGNORED, because)
    settled = (SettleInbox(inbox=n, outcome=Outcome.IGNORED, because=because, told=(line,)) for n in mails)
    outcome = Outcome.HELD if consent.needs_a_reader(case) or asks(case) else Outcome.COMMAND
    return ends(
        outcome,
        because,
        effects=(*closes, *settled, *(consent.leave_alone(case) if stop else ())),
        tells=tuple(tell for view in waiting for tell in _who_passed_it_on(case, view)),
    )


def _who_passed_it_on(case: Case, view: RequestView) -> tuple[Tell, ...]:
    """Nobody but them follows a request that its requester has not confirmed."""
    return tell_withdrawn(replace(view, confirmed=True), actor=case.sender.address)


def _once_more(case: Case) -> Decision | None:
    """The token is burnt; who takes part by another right goes on to the other rules."""
    if case.recognition.thread.request:
        return None
    because = "this confirmation was used before"
    says = consent.of(case)
    if says in (Consent.YES, Consent.SILENT) and not what_it_says(case).fields:
        return ends(Outcome.IGNORED, because)
    return ends(Outcome.HELD, f"{because}, and the mail says more")


def _confirm(case: Case, claims: Claims) -> Decision:
    pending = case.snapshot.pending
    again = tuple(TakeAgain(inbox=number) for number in case.snapshot.awaiting)
    if not pending:
        return ends(Outcome.COMMAND, CONFIRMED.because, effects=(BurnToken(token_id=claims.token_id), *again))
    more = all(asks_for_something_else(case, view) for view in pending)
    said = Details() if more or len(pending) > 1 else what_it_says(case)
    together = len(pending) + (len(case.understanding.requests) if more else 0)
    pieces = [
        confirmed(case, view, case.snapshot.pending_same.get(view.number), said, together=together)
        for view in pending
    ]
    also = wishes(case, others=len(pending)) if more else []
    words = () if more or said.fields else _words_beside(case, pieces)
    all_of_them = [*pieces, *also]
    return Decision(
        outcome=Outcome.DETAILS,
        because=CONFIRMED.because,
        effects=(
            BurnToken(token_id=claims.token_id),
            *again,
            *(effect for piece in all_of_them for effect in piece.effects),
            *words,
            *_outcomes(case, pieces),
        ),
        tells=tells_of(case, all_of_them),
        told=tuple({**piece.line, "effect": Outcome.DETAILS.value} for piece in pieces)
        + tuple(piece.line for piece in also),
    )


def _words_beside(case: Case, pieces: list[Piece]) -> tuple[Effect, ...]:
    """What is written beside the `yes` and is no field stands in the timeline, where it is not there already."""
    if not case.message.new_text.strip():
        return ()
    silent = [p.target for p in pieces if not any(isinstance(effect, Remark) for effect in p.effects)]
    text, actor = case.message.new_text, case.sender.address
    return tuple(Remark(target=target, what="mail", text=text, actor=actor) for target in silent)


def _outcomes(case: Case, pieces: list[Piece]) -> tuple[Effect, ...]:
    """The held mails behind the requests get the outcome that a proven sender's mail has at once."""
    by_mail: dict[int, list[Piece]] = {mail: [] for mail in case.snapshot.pending_inbox}
    for view, piece in zip(case.snapshot.pending, pieces, strict=True):
        if view.opened_by in by_mail:
            by_mail[view.opened_by].append(piece)
    return tuple(_settled(mail, opened) for mail, opened in by_mail.items())


def _settled(mail: int, opened: list[Piece]) -> SettleInbox:
    """A mail that opened nothing added to what another one had opened."""
    lines = tuple(piece.line for piece in opened) or (told(Outcome.DETAILS, CONFIRMED.because),)
    outcome = strongest([piece.outcome for piece in opened] or [Outcome.DETAILS])
    return SettleInbox(inbox=mail, outcome=outcome, because=CONFIRMED.because, told=lines)


def nothing_left_waiting(case: Case, decision: Decision, actor: str) -> Decision:
    """A mail that is decided leaves no unconfirmed request of its own behind, which a later confirmation would revive."""
    if decision.outcome is Outcome.HELD:
        return decision
    done = {e.target for e in decision.effects if isinstance(e, Confirm | Close)}
    left = [Existing(number=view.number) for view in case.opened_before]
    closes = tuple(Close(target=t, closed_by="withdrawn", actor=actor) for t in left if t not in done)
    return replace(decision, effects=(*decision.effects, *closes))
