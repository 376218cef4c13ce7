"""Who hears of a change: requester, voters, champions and watchers, each once, in their strongest part."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailer.decide.preferences import hears
from mailer.model.contexts import ASKED_OF_CHAMPIONS
from mailer.model.decision import Offer, Target
from mailer.model.notice import Audience
from mailer.model.people import OfferState, Part, Participant, Person, canonical, pace_of
from mailer.model.request import Role
from mailer.model.snapshot import RequestView
from mailer.model.status import FORWARD, Status

STRENGTH = (Part.REQUESTER, Part.CHAMPION, Part.VOTER, Part.WATCHER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listener:
    """One person who takes part in a request, and as what they hear of a change."""

    person: Person
    audience: Audience
    hears: bool
    """Whether such news is what they want to hear."""
    offers: tuple[Role, ...] = ()
    """As a champion, lapsed ones left out; of what is completed those alone that came to something."""
    asked: tuple[Role, ...] = ()
    """What of it is asked for at this very status: confirmed, and not delivered yet."""
    later: tuple[Role, ...] = ()
    """What of it a status that is still to come asks for."""


def audience(request: RequestView, *, actor: str, decision: bool = False) -> tuple[Listener, ...]:
    """Return who hears news of `request` that are no change of its status, a `decision` or none; the actor knows already,
    the muted asked not to hear.

    An unconfirmed request has no audience: nobody has shown that its address wants mail.
    """
    return tuple(one for one in everybody(request, actor=actor, decision=decision) if one.hears)


def everybody(
    request: RequestView, *, actor: str, news: Status | None = None, decision: bool = False
) -> tuple[Listener, ...]:
    """Return each person of a confirmed `request` once, and whether they hear that it comes to the status `news`, which
    is a `decision` or none."""
    if not request.confirmed:
        return ()
    by_person: dict[int, list[Participant]] = {}
    for participant in request.participants:
        by_person.setdefault(participant.person.id, []).append(participant)
    return tuple(_listener(parts, actor, news, decision=decision) for parts in by_person.values())


def _listener(parts: list[Participant], actor: str, news: Status | None, *, decision: bool) -> Listener:
    strongest = min(parts, key=lambda p: STRENGTH.index(p.part))
    asked = _asked(parts, news)
    acts = canonical(strongest.person.address) == canonical(actor)
    return Listener(
        person=strongest.person,
        audience=Audience(strongest.part.value),
        hears=not acts and hears(pace_of(parts), decision=decision, asked=bool(asked)),
        offers=tuple(p.role for p in parts if p.role and p.state in _offered(news)),
        asked=asked,
        later=_later(parts, news),
    )


def _offered(news: Status | None) -> frozenset[OfferState]:
    """The states of an offer that is spoken of: thanks for what nobody took up would be hollow."""
    agreed = frozenset({OfferState.CONFIRMED, OfferState.DELIVERED})
    return agreed if news is Status.COMPLETED else agreed | {OfferState.OFFERED}


def _asked(parts: Iterable[Participant], news: Status | None) -> tuple[Role, ...]:
    now = ASKED_OF_CHAMPIONS.get(news, ()) if news else ()
    return tuple(p.role for p in parts if p.role in now and p.state is OfferState.CONFIRMED)


def ask_now(target: Target, listener: Listener) -> Offer:
    """From now on it counts how long a champion does not react."""
    address, roles = listener.person.address, listener.asked
    return Offer(target=target, address=address, roles=roles, state=OfferState.CONFIRMED, asks=1)


def _later(parts: Iterable[Participant], news: Status | None) -> tuple[Role, ...]:
    """Offers that wait for their moment; at a status that is none of the way forward there is none to come."""
    to_come = FORWARD[FORWARD.index(news) + 1 :] if news in FORWARD else ()
    roles = {role for status in to_come for role in ASKED_OF_CHAMPIONS.get(status, ())}
    waiting = (OfferState.OFFERED, OfferState.CONFIRMED)
    return tuple(p.role for p in parts if p.role in roles and p.state in waiting)
