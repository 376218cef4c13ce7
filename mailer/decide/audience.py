"""Who hears of a change: requester, voters, champions and watchers, each once, in their strongest part."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailer.decide.preferences import hears
from mailer.model.contexts import ASKED_OF_CHAMPIONS
from mailer.model.notice import Audience
from mailer.model.people import OfferState, Part, Participant, Person, canonical, pace_of
from mailer.model.request import Role
from mailer.model.snapshot import RequestView
from mailer.model.status import Status

STRENGTH = (Part.REQUESTER, Part.CHAMPION, Part.VOTER, Part.WATCHER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listener:
    """One person who hears of a change, and as what."""

    person: Person
    audience: Audience
    offers: tuple[Role, ...] = ()
    """As a champion, lapsed ones left out."""
    asked: tuple[Role, ...] = ()
    """What of it is asked for at this very status: confirmed, and not delivered yet."""


def audience(request: RequestView, *, actor: str, news: Status | None = None) -> tuple[Listener, ...]:
    """Return who hears that `request` changed to `news`; the actor knows already, the muted asked not to hear.

    An unconfirmed request has no audience: nobody has shown that its address wants mail.
    """
    if not request.confirmed:
        return ()
    by_person: dict[int, list[Participant]] = {}
    for participant in request.participants:
        by_person.setdefault(participant.person.id, []).append(participant)
    return tuple(_listener(parts, news) for parts in by_person.values() if _wants(parts, actor, news))


def _wants(parts: list[Participant], actor: str, news: Status | None) -> bool:
    if canonical(parts[0].person.address) == canonical(actor):
        return False
    return hears(pace_of(parts), news, asked=bool(_asked(parts, news)))


def _listener(parts: list[Participant], news: Status | None) -> Listener:
    strongest = min(parts, key=lambda p: STRENGTH.index(p.part))
    return Listener(
        person=strongest.person,
        audience=Audience(strongest.part.value),
        offers=tuple(p.role for p in parts if p.role and p.state is not OfferState.LAPSED),
        asked=_asked(parts, news),
    )


def _asked(parts: Iterable[Participant], news: Status | None) -> tuple[Role, ...]:
    now = ASKED_OF_CHAMPIONS.get(news, ()) if news else ()
    return tuple(p.role for p in parts if p.role in now and p.state is OfferState.CONFIRMED)
