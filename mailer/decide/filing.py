"""A mail that asks for something: filed as a request, or joined to the request that already asks for the same.

Whoever nothing proves goes through `unproven` instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mailer.decide import beside, championship, in_copy
from mailer.decide.announcing import announce
from mailer.decide.case import Case, Told, told
from mailer.decide.policy import Unproven
from mailer.decide.reply import field_changes, set_fields
from mailer.model import contexts
from mailer.model.decision import (
    Ask,
    Confirm,
    Decision,
    Effect,
    Existing,
    Join,
    Merge,
    New,
    OpenRequest,
    Tell,
)
from mailer.model.inbox import Outcome, strongest
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import Pace, Part, canonical
from mailer.model.request import Details, Field, Kind, Purpose
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.rules.merge import merge
from mailer.rules.names import key as name_key
from mailer.rules.wishes import alike

ENOUGH_FIELDS = 2
"""Name and category alone are no request when they come as an answer to something else."""
MAX_REASON = 2_000
"""Characters of a voter's own words that are kept beside the vote."""


def request(case: Case) -> Decision | None:
    """File what the mail of a proven sender asks for."""
    if asks(case) and (case.proven or case.policy.unproven is Unproven.ACKNOWLEDGE):
        return file(case)
    return None


def asks(case: Case) -> bool:
    """A request; or an answer in a conversation that we do not know, which names the integration and tells about it."""
    wishes = case.understanding.requests
    if case.understanding.purpose is Purpose.REQUEST:
        return bool(wishes)
    tells = any(Field.INTEGRATION_NAME in w.fields and len(w.fields) > ENOUGH_FIELDS for w in wishes)
    return case.understanding.purpose is Purpose.DETAILS and tells


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """What one of the wishes in a mail does."""

    effects: tuple[Effect, ...]
    outcome: Outcome
    line: Told
    card: contexts.Context | None = None
    """Where it is a request: what the acknowledgement shows."""
    target: New | Existing
    tells: tuple[Tell, ...] = ()
    offered: contexts.Offered = contexts.NOTHING_OFFERED
    """What the sender would do for it."""


def file(case: Case) -> Decision:
    """File every wish that was understood, with one acknowledgement where the sender may be answered, and an offer to
    those in copy."""
    pieces = wishes(case)
    first = pieces[0]
    joined = None if first.card else case.snapshot.same_wish.get(0)
    lines = [line for piece in pieces for line in _lines(piece)]
    outcome = strongest([Outcome(str(line["effect"])) for line in lines])
    because = next(str(line["because"]) for line in lines if line["effect"] == outcome.value)
    decision = Decision(
        outcome=outcome,
        because=because,
        effects=(*(e for p in pieces for e in p.effects), *beside.note(case, first.target)),
        tells=(*tells_of(case, pieces), *beside.tell_team(case, joined)),
        told=tuple(lines),
    )
    return in_copy.invite(case, decision, [piece.target for piece in pieces])


def _lines(piece: Piece) -> tuple[Told, ...]:
    if not piece.offered.roles:
        return (piece.line,)
    because = f"its sender offers {', '.join(piece.offered.roles)}"
    return piece.line, {**piece.line, "effect": Outcome.CHAMPION.value, "because": because}


def wishes(case: Case, others: int = 0) -> list[Piece]:
    """What each wish of the mail does; `others` counts the requests that are acknowledged in the same answer."""
    wanted = case.understanding.requests
    again = opened_again(case)
    together = max(1, others + sum(at not in case.snapshot.same_wish for at in range(len(wanted))))
    return [
        confirmed(case, again[at], case.snapshot.same_wish.get(at), details, together=together)
        if at in again
        else _wish(case, at, details, together=together)
        for at, details in enumerate(wanted)
    ]


def tells_of(case: Case, pieces: Sequence[Piece]) -> tuple[Tell, ...]:
    """One acknowledgement for all that was opened, before the mails that the pieces cause one by one."""
    tells = tuple(t for p in pieces for t in p.tells)
    opened = [p for p in pieces if p.card]
    if not opened or not (case.may_answer or case.policy.unproven is Unproven.ACKNOWLEDGE):
        return tells
    return (_acknowledge(case, opened), *tells)


def same_wishes(wanted: Sequence[Details], pending: Sequence[RequestView]) -> dict[int, RequestView]:
    """Position of a wish -> the one of the unconfirmed requests `pending` that asks for the same."""
    found: dict[int, RequestView] = {}
    for at, details in enumerate(wanted):
        taken = {view.number for view in found.values()}
        same = (view for view in pending if view.number not in taken and _same_wish(details, view))
        if view := next(same, None):
            found[at] = view
    return found


def opened_again(case: Case) -> dict[int, RequestView]:
    """Position of a wish -> the unconfirmed request that this very mail opened for it when it ran before.

    After a fix the name may be read otherwise: what has no equal takes the place of what is left, in order.
    """
    wanted, opened = case.understanding.requests, case.opened_before
    found = same_wishes(wanted, opened)
    left = [view for view in opened if view not in found.values()]
    others = [at for at in range(len(wanted)) if at not in found]
    return found | dict(zip(others, left, strict=False))


def _same_wish(details: Details, view: RequestView) -> bool:
    name = name_key(details.text(Field.INTEGRATION_NAME))
    if details.kind is not view.kind or not name:
        return False
    if details.kind is Kind.ENHANCEMENT and not alike(details.gist, view.gist):
        return False
    if details.product or view.product:
        return details.product == view.product
    return name == name_key(view.name)


def _wish(case: Case, at: int, details: Details, *, together: int) -> Piece:
    same = case.snapshot.same_wish.get(at)
    return _join(case, same, details) if same else _open(case, at, details, together=together)


def confirmed(
    case: Case, view: RequestView, same: RequestView | None, said: Details, *, together: int
) -> Piece:
    """The sender's unconfirmed request counts from now on, with what is `said` beside it: as a request of its own,
    or, like any other wish, joined to the request that asks for the `same` already; so many are answered `together`."""
    changed = merge(view.fields, said.fields)
    product = said.product if Field.INTEGRATION_NAME in changed else view.product
    details = Details(kind=view.kind, fields={**view.fields, **changed}, product=product, gist=view.gist)
    target, because = Existing(number=view.number), case.understanding.because
    effects: list[Effect] = [Confirm(target=target, because=because)]
    if changed:
        effects.append(set_fields(case, view, changed, product, because))
    if same:
        return _goes_on_as(case, view, same, details, effects)
    asked = contexts.questions(details.missing, requests=together)
    if asked:
        effects.append(Ask(target=target, fields=asked))
    return Piece(
        effects=tuple(effects),
        outcome=Outcome.REQUEST,
        line=told(Outcome.REQUEST, because, view.ref),
        card=contexts.card(ref=view.ref, details=details, status=view.status, asked=asked),
        target=target,
        tells=announce(case, target, details, in_this_mail=view in case.opened_before, before=view),
        offered=championship.offered_before(case, view),
    )


def _goes_on_as(
    case: Case, view: RequestView, same: RequestView, details: Details, effects: Sequence[Effect]
) -> Piece:
    """What was unconfirmed is merged into the request for the same, if the team has not done that yet; by that its
    requester asks for it too."""
    piece = _join(case, same, details)
    into = Existing(number=same.number)
    merge = Merge(target=Existing(number=view.number), into=into, actor=case.sender.address)
    besides = tuple(effect for effect in piece.effects if not isinstance(effect, Join))
    return replace(piece, effects=(*effects, *(() if view.merged_into else (merge,)), *besides))


def _join(case: Case, same: RequestView, details: Details) -> Piece:
    requester = same.requester
    if requester and canonical(requester.address) == canonical(case.sender.address):
        return _said_again(case, same, details)
    return _vote(case, same, details)


def _open(case: Case, slot: int, details: Details, *, together: int) -> Piece:
    target = New(slot=slot)
    asked = contexts.questions(details.missing, requests=together)
    because = case.understanding.because
    effect = OpenRequest(
        slot=slot,
        details=details,
        requester=case.sender,
        language=case.language,
        subject=case.message.subject,
        confirmed=True,
        asked=asked,
        because=because,
    )
    card = contexts.card(ref=case.ref(target), details=details, status=Status.SUBMITTED, asked=asked)
    joins, offered = championship.offer_with_request(case, target, case.understanding.offers)
    return Piece(
        effects=(effect, *joins),
        outcome=Outcome.REQUEST,
        line=told(Outcome.REQUEST, because, case.ref(target)),
        card=card,
        target=target,
        tells=announce(case, target, details, similar=case.snapshot.similar.get(slot, ())),
        offered=offered,
    )


def _said_again(case: Case, same: RequestView, details: Details) -> Piece:
    """The same person asks for the same once more: what is new in it is added."""
    because = f"its sender asked for the same before, in {same.ref}"
    target = Existing(number=same.number)
    joins, offered = championship.offer_beside(case, same, case.understanding.offers)
    effects, tells = field_changes(case, same, details, because, offered)
    return Piece(
        effects=(*effects, *joins),
        outcome=Outcome.DETAILS,
        line=told(Outcome.DETAILS, because, same.ref),
        target=target,
        tells=tells,
        offered=offered,
    )


def _vote(case: Case, same: RequestView, details: Details) -> Piece:
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
        language=case.language,
        subject=case.message.subject,
        because=because,
    )
    joins, offered = championship.offer_beside(case, same, case.understanding.offers)
    return Piece(
        effects=(join, *joins),
        outcome=Outcome.VOTE,
        line=told(Outcome.VOTE, because, same.ref),
        target=target,
        tells=tell_voter(
            case,
            same,
            same.votes if known else same.votes + 1,
            offered,
            asks=bool(case.understanding.beside),
        ),
        offered=offered,
    )


def tell_voter(
    case: Case,
    same: RequestView,
    votes: int,
    offered: contexts.Offered = contexts.NOTHING_OFFERED,
    *,
    asks: bool = False,
) -> tuple[Tell, ...]:
    """Say that the sender is counted with `same`, what they `offered`, and that a person reads what else it `asks`,
    where they may be answered."""
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
        offered=offered,
        beside=asks,
    )
    return (
        Tell(
            kind=NoticeKind.VOTE_COUNTED,
            to=case.sender,
            target=Existing(number=same.number),
            context=context,
            language=case.language,
            role=Audience.VOTER,
            answer_to=case.origin,
        ),
    )


def _acknowledge(case: Case, opened: Sequence[Piece]) -> Tell:
    cards = [piece.card for piece in opened if piece.card]
    quiet = case.snapshot.person is not None and case.snapshot.person.pace is Pace.NOTHING
    return Tell(
        kind=NoticeKind.ACKNOWLEDGEMENT,
        to=case.sender,
        target=opened[0].target,
        also=tuple(piece.target for piece in opened[1:] if piece.card),
        context=contexts.acknowledgement(
            cards=cards,
            offered=opened[0].offered,
            quiet=quiet,
            beside=bool(case.understanding.beside),
        ),
        language=case.language,
        answer_to=case.origin,
    )
