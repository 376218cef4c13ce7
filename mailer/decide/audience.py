"""Who hears of a change: requester, voters, champions and watchers, each once, in their strongest part."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailer.model.notice import Audience
from mailer.model.people import OfferState, Pace, Part, Participant, Person, canonical
from mailer.model.request import Role
from mailer.model.snapshot import RequestView
from mailer.model.status import Status

DECISIONS = frozenset({Status.ACCEPTED, Status.SCHEDULED, Status.COMPLETED, Status.DECLINED})
"""What counts as a decision for those who want to hear of decisions only."""

STRENGTH = (Part.REQUESTER, Part.CHAMPION, Part.VOTER, Part.WATCHER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listener:
    """One person who hears of a change, and as what."""

    person: Person
    audience: Audience
    offers: tuple[Role, ...] = ()


def audience(request: RequestView, *, actor: str, news: Status | None = None) -> tuple[Listener, ...]:
    """Return who hears that `request` changed to `news`; the actor knows already, the muted asked not to hear.

    An unconfirmed request has no audience: nobody has shown that its address wants mail.
    """
    if not request.confirmed:
        return ()
    by_person: dict[int, list[Participant]] = {}
    for participant in request.participants:
        by_person.setdefault(participant.person.id, []).append(participant)
    wanted = [parts for parts in by_person.values() if _wants(parts, actor, news)]
    return tuple(_listener(parts) for parts in wanted)


def _wants(parts: list[Participant], actor: str, news: Status | None) -> bool:
    person = parts[0].person
    if canonical(person.address) == canonical(actor) or any(p.muted for p in parts):
        return False
    if person.pace is Pace.DECISIONS:
        return news in DECISIONS
    return person.pace is Pace.EVERYTHING


def _listener(parts: list[Participant]) -> Listener:
    strongest = min(parts, key=lambda p: STRENGTH.index(p.part))
    return Listener(
        person=strongest.person, audience=Audience(strongest.part.value), offers=tuple(_offers(parts))
    )


def _offers(parts: Iterable[Participant]) -> Iterable[Role]:
    return (p.role for p in parts if p.role and p.state is not OfferState.LAPSED)
