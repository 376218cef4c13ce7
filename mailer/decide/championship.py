"""A champion's way through a request: offered, confirmed, asked when it helps, delivered; or stepped down, or lapsed."""

import re
from collections.abc import Sequence

from mailer.decide.case import Case
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import Decision, Effect, Existing, Join, New, Offer, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import OfferState, Part, Participant, Person, canonical
from mailer.model.request import Role
from mailer.model.snapshot import RequestView

MOST_REASON = 2_000
"""Characters of an offer's own words that are kept."""


def roles_in(words: str) -> tuple[Role, ...]:
    """The roles named in `words`, such as `testing and access`. Refused, with those there are, when none is."""
    found = tuple(role for role in Role if re.search(rf"\b{role.value}\b", words, re.IGNORECASE))
    if not found:
        raise Refused(f"a champion offers {', '.join(Role)}")
    return found


def offer(
    case: Case, request: RequestView, roles: Sequence[Role], given_up: Sequence[Role] = ()
) -> tuple[tuple[Effect, ...], tuple[Tell, ...]]:
    """The sender offers `roles`, and is told what becomes of that, and that they are done with what they have `given_up`."""
    effects, offered = offer_beside(case, request, roles)
    context = contexts.champion_offer(
        ref=request.ref,
        name=request.name,
        status=request.status,
        offers=offered.roles,
        asked=offered.asked,
        confirmed=offered.confirmed,
        given_up=given_up,
    )
    tell = Tell(
        kind=NoticeKind.CHAMPION_OFFER,
        to=case.sender,
        target=Existing(number=request.number),
        context=context,
        language=case.language,
        role=Audience.CHAMPION,
        answer_to=case.origin,
    )
    return effects, (tell,) if case.may_answer else ()


def offer_beside(
    case: Case, request: RequestView, roles: Sequence[Role]
) -> tuple[tuple[Effect, ...], contexts.Offered]:
    """The sender offers `roles` in a mail that is answered for what else it says; the answer shows what was offered.

    What they do already stays as it is.
    """
    kept = _kept(request, case.sender.address)
    target = Existing(number=request.number)
    effects: list[Effect] = [
        _join(case, target, role, _first_state(case)) for role in roles if role not in kept
    ]
    asked = _due(request, roles) if case.policy.champions_confirmed else ()
    if asked:
        effects.append(_asked(request, case.sender.address, asked))
    return tuple(effects), _offered(case, roles, asked)


def new_offers(case: Case, request: RequestView) -> tuple[Role, ...]:
    """What the mail offers beyond what its sender does already: who says when they test offers nothing new."""
    kept = _kept(request, case.sender.address)
    return tuple(role for role in case.understanding.offers if role not in kept)


def _kept(request: RequestView, address: str) -> set[Role | None]:
    agreed = (OfferState.CONFIRMED, OfferState.DELIVERED)
    return {p.role for p in parts_of(request, address) if p.state in agreed}


def offer_with_request(
    case: Case, target: New | Existing, roles: Sequence[Role]
) -> tuple[tuple[Effect, ...], contexts.Offered]:
    """The sender offers `roles` in the mail that opens the request; nothing is asked of them before it is accepted."""
    joins = tuple(_join(case, target, role, _first_state(case)) for role in roles)
    return joins, _offered(case, roles, ())


def offered_before(case: Case, view: RequestView) -> contexts.Offered:
    """What the sender has offered already, as it stood in the mail that opened `view`."""
    return _offered(case, [p.role for p in parts_of(view, case.sender.address) if p.role], ())


def _first_state(case: Case) -> OfferState:
    return OfferState.CONFIRMED if case.policy.champions_confirmed else OfferState.OFFERED


def _offered(case: Case, roles: Sequence[Role], asked: Sequence[Role]) -> contexts.Offered:
    return contexts.Offered(roles=tuple(roles), asked=tuple(asked), confirmed=case.policy.champions_confirmed)


def confirm(request: RequestView, address: str, roles: Sequence[Role], *, actor: str) -> Decision:
    """The team says yes to the offers of `address` (all who offered, when empty) in `roles` (any, when empty).

    Each is told, and asked at once for what the request's status needs now. Refused when no such offer waits.
    """
    waiting = _offers(request, address, roles, {OfferState.OFFERED})
    if not waiting:
        raise Refused(f"there is no such offer about {request.ref} that waits for a yes")
    effects: list[Effect] = []
    tells: list[Tell] = []
    for person, offered in waiting:
        asked = _due(request, offered)
        effects.append(_offer(request, person.address, offered, OfferState.CONFIRMED))
        if asked:
            effects.append(_asked(request, person.address, asked))
        tells.append(_welcome(request, person, offered, asked))
    because = f"{_whose(waiting)}: confirmed as champion of {request.ref} by {actor}"
    return Decision(outcome=Outcome.COMMAND, because=because, effects=tuple(effects), tells=tuple(tells))


def delivered(request: RequestView, address: str, roles: Sequence[Role], *, actor: str) -> Decision:
    """The team has what `address` (anybody, when empty) offered in `roles` (any, when empty): nobody is asked for it
    again. Refused when there is no such offer."""
    due = _offers(request, address, roles, set(OfferState) - {OfferState.DELIVERED})
    if not due:
        raise Refused(f"there is no such offer about {request.ref} that is not delivered yet")
    effects = tuple(_offer(request, p.address, offered, OfferState.DELIVERED) for p, offered in due)
    because = f"{_whose(due)}: delivered for {request.ref}, says {actor}"
    return Decision(outcome=Outcome.COMMAND, because=because, effects=effects)


def _offers(
    request: RequestView, address: str, roles: Sequence[Role], states: set[OfferState]
) -> list[tuple[Person, tuple[Role, ...]]]:
    """Who offers what, of `address` and `roles` where they are not empty, as far as it is in one of `states`."""
    found: dict[int, tuple[Person, tuple[Role, ...]]] = {}
    for p in request.participants:
        wanted = not address or canonical(p.person.address) == canonical(address)
        if (
            p.part is Part.CHAMPION
            and p.role
            and p.state in states
            and wanted
            and (not roles or p.role in roles)
        ):
            _, others = found.get(p.person.id, (p.person, ()))
            found[p.person.id] = (p.person, (*others, p.role))
    return list(found.values())


def _whose(offers: Sequence[tuple[Person, tuple[Role, ...]]]) -> str:
    return ", ".join(person.address for person, _ in offers)


def _welcome(request: RequestView, person: Person, roles: Sequence[Role], asked: Sequence[Role]) -> Tell:
    context = contexts.champion_offer(
        ref=request.ref, name=request.name, status=request.status, offers=roles, asked=asked, confirmed=True
    )
    return Tell(
        kind=NoticeKind.CHAMPION_OFFER,
        to=Address(name=person.name, address=person.address),
        target=Existing(number=request.number),
        context=context,
        language=person.language,
        role=Audience.CHAMPION,
    )


def _due(request: RequestView, roles: Sequence[Role]) -> tuple[Role, ...]:
    """What of `roles` the request needs at the status it has."""
    return tuple(role for role in contexts.ASKED_OF_CHAMPIONS.get(request.status, ()) if role in roles)


def parts_of(request: RequestView, address: str) -> list[Participant]:
    """What `address` has offered for `request`."""
    mine = canonical(address)
    return [
        p
        for p in request.participants
        if p.part is Part.CHAMPION and p.role and canonical(p.person.address) == mine
    ]


def _join(case: Case, target: New | Existing, role: Role, state: OfferState) -> Join:
    return Join(
        target=target,
        address=case.sender,
        part=Part.CHAMPION,
        role=role,
        state=state,
        reason=case.message.new_text[:MOST_REASON],
        language=case.language,
        subject=case.message.subject,
        because=case.understanding.because,
    )


def _asked(request: RequestView, address: str, roles: Sequence[Role]) -> Offer:
    return _offer(request, address, roles, OfferState.CONFIRMED, asks=1)


def _offer(
    request: RequestView, address: str, roles: Sequence[Role], state: OfferState, *, asks: int = 0
) -> Offer:
    target = Existing(number=request.number)
    return Offer(target=target, address=address, roles=tuple(roles), state=state, asks=asks)
