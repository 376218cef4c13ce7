"""A champion's way through a request: offered, confirmed, asked when it helps, delivered; or stepped down, or lapsed."""

import re
from collections.abc import Sequence

from mailer.decide.case import Case
from mailer.errors import Refused
from mailer.model import contexts
from mailer.model.decision import Decision, Effect, Existing, Join, Leave, New, Offer, Remark, Tell
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import OfferState, Part, Participant, Person, canonical
from mailer.model.request import Role
from mailer.model.snapshot import RequestView

MOST_REASON = 2_000
"""Characters of an offer's own words that are kept."""
LINK = re.compile(
    r"https://[^\s<>\"']{1,300}/(?:pull|pulls|pull-requests|merge_requests|-/merge_requests|changes|c)/[^\s<>\"']{1,100}"
)
"""A pull or merge request, or a change, as the common code hosts write it."""
_OWN_WORK = re.compile(
    r"\b(?:my|our|mein\w*|unser\w*|mon|notre|mi|nuestr[oa]|meu|nosso)\s+(?:\w+\s+){0,2}"
    r"(?:pr|mr|pull[ -]?request|merge[ -]?request|patch|implementation|code|fork|branch)\b"
    r"|\b(?:i|we)(?:['’]ve| have)? (?:just )?(?:opened|submitted|sent|made|wrote|built|implemented)\b",
    re.IGNORECASE,
)
"""The link beside it is the author's own work, not somebody else's that they point to."""
INSTEAD = re.compile(r"\b(?:instead|statt(?:dessen)?|plutôt|en lugar|em vez)\b|代わりに", re.IGNORECASE)


def roles_in(words: str) -> tuple[Role, ...]:
    """The roles named in `words`, such as `testing and access`. Refused, with those there are, when none is."""
    found = tuple(role for role in Role if re.search(rf"\b{role.value}\b", words, re.IGNORECASE))
    if not found:
        raise Refused(f"a champion offers {', '.join(Role)}")
    return found


def offer(
    case: Case, request: RequestView, roles: Sequence[Role]
) -> tuple[tuple[Effect, ...], tuple[Tell, ...]]:
    """The sender offers `roles`, and is told what becomes of that."""
    effects, offered = offer_beside(case, request, roles)
    context = contexts.champion_offer(
        ref=request.ref,
        name=request.name,
        status=request.status,
        offers=offered.roles,
        asked=offered.asked,
        confirmed=offered.confirmed,
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

    `instead` gives up what they offered before. What was delivered stays delivered.
    """
    mine = _parts_of(request, case.sender.address)
    kept = {p.role for p in mine if p.state in (OfferState.CONFIRMED, OfferState.DELIVERED)}
    target = Existing(number=request.number)
    effects: list[Effect] = [
        _join(case, target, role, _first_state(case)) for role in roles if role not in kept
    ]
    if roles and INSTEAD.search(case.message.new_text):
        effects += [
            _leave(case, request, p.role, "they offer something else") for p in mine if p.role not in roles
        ]
    asked = _due(request, roles) if case.policy.champions_confirmed else ()
    if asked:
        effects.append(_asked(request, case.sender.address, asked))
    return tuple(effects), _offered(case, roles, asked)


def offer_with_request(
    case: Case, target: New | Existing, roles: Sequence[Role]
) -> tuple[tuple[Effect, ...], contexts.Offered]:
    """The sender offers `roles` in the mail that opens the request; nothing is asked of them before it is accepted."""
    joins = tuple(_join(case, target, role, _first_state(case)) for role in roles)
    return joins, _offered(case, roles, ())


def offered_before(case: Case, view: RequestView) -> contexts.Offered:
    """What the sender has offered already, as it stood in the mail that opened `view`."""
    return _offered(case, [p.role for p in _parts_of(view, case.sender.address) if p.role], ())


def _first_state(case: Case) -> OfferState:
    return OfferState.CONFIRMED if case.policy.champions_confirmed else OfferState.OFFERED


def _offered(case: Case, roles: Sequence[Role], asked: Sequence[Role]) -> contexts.Offered:
    return contexts.Offered(roles=tuple(roles), asked=tuple(asked), confirmed=case.policy.champions_confirmed)


def step_down(case: Case, request: RequestView, words: str) -> tuple[Effect, ...]:
    """The sender no longer helps: with the roles named in `words`, or with any. Nothing where they offered nothing."""
    named = [role for role in Role if role.value in words.lower()] or list(Role)
    mine = [p.role for p in _parts_of(request, case.sender.address) if p.role in named]
    return tuple(_leave(case, request, role, "they stepped down") for role in mine)


def hand_over(case: Case, request: RequestView, link: str) -> tuple[Effect, ...]:
    """The sender hands over a pull request: code is delivered, and the team sees the link."""
    target = Existing(number=request.number)
    return (
        _join(case, target, Role.CODE, OfferState.DELIVERED),
        Remark(target=target, what="pull_request", text=link, actor=case.sender.address),
    )


def reaction(case: Case, request: RequestView) -> tuple[Effect, ...]:
    """What a mail in the conversation means for a champion: who was asked and writes has reacted; a link is handed over."""
    mine = _parts_of(request, case.sender.address)
    link = LINK.search(case.message.new_text)
    asked = tuple(p.role for p in mine if p.role and p.asked_at and p.state is OfferState.CONFIRMED)
    effects: tuple[Effect, ...] = ()
    if asked:
        effects = (_offer(request, case.sender.address, asked, OfferState.DELIVERED),)
    theirs = mine or _OWN_WORK.search(case.message.new_text)
    return (*effects, *hand_over(case, request, link[0])) if theirs and link else effects


def confirm(request: RequestView, address: str, roles: Sequence[Role], *, actor: str) -> Decision:
    """The team says yes to the offers of `address` (all who offered, when empty) in `roles` (any, when empty).

    Each is told, and asked at once for what the request's status needs now. Refused when no such offer waits.
    """
    waiting = [
        p
        for p in request.participants
        if p.part is Part.CHAMPION
        and p.state is OfferState.OFFERED
        and (not address or canonical(p.person.address) == canonical(address))
        and (not roles or p.role in roles)
    ]
    if not waiting:
        raise Refused(f"there is no such offer about {request.ref} that waits for a yes")
    effects: list[Effect] = []
    tells: list[Tell] = []
    for person in {p.person.id: p.person for p in waiting}.values():
        offered = tuple(p.role for p in waiting if p.person.id == person.id and p.role)
        asked = _due(request, offered)
        effects.append(_offer(request, person.address, offered, OfferState.CONFIRMED))
        if asked:
            effects.append(_asked(request, person.address, asked))
        tells.append(_welcome(request, person, offered, asked))
    who = ", ".join(tell.to.address for tell in tells)
    because = f"{who}: confirmed as champion of {request.ref} by {actor}"
    return Decision(outcome=Outcome.COMMAND, because=because, effects=tuple(effects), tells=tuple(tells))


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


def _parts_of(request: RequestView, address: str) -> list[Participant]:
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


def _leave(case: Case, request: RequestView, role: Role | None, because: str) -> Leave:
    target = Existing(number=request.number)
    return Leave(target=target, address=case.sender.address, part=Part.CHAMPION, role=role, because=because)


def _asked(request: RequestView, address: str, roles: Sequence[Role]) -> Offer:
    return _offer(request, address, roles, OfferState.CONFIRMED, asks=1)


def _offer(
    request: RequestView, address: str, roles: Sequence[Role], state: OfferState, *, asks: int = 0
) -> Offer:
    target = Existing(number=request.number)
    return Offer(target=target, address=address, roles=tuple(roles), state=state, asks=asks)
