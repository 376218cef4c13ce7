"""The people of a request together with those of the requests that were merged into it.

Nothing is moved when two requests are merged: each keeps its own people, and this is how they are read as one.
So a merge loses nothing, and undoing it gives back exactly what came along.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mailer.model.people import ASKING, MOST_REASON, Part, Participant


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A person's part in one request of the family."""

    number: int
    """The request; that of the head itself, or one that was merged into it."""
    participant: Participant
    wish: str = ""
    """What the request's author wrote, which becomes a requester's reason once they are one voter of many."""


def together(head: int, members: Iterable[Member]) -> tuple[Participant, ...]:
    """Everybody who takes part in request `head`: once as asking, once in each role as a champion, once as a watcher.

    What a person has in the head itself wins over what they brought along; reasons are kept side by side.
    Whoever is in the head hears as much of it as they chose there.
    """
    found = sorted(members, key=lambda one: one.number != head)  # the head's own first; the sort is stable
    own = {one.participant.person.id: one.participant for one in found if one.number == head}
    kept: dict[tuple[object, ...], Participant] = {}
    for one in found:
        part = one.participant if one.number == head else _brought(one, own)
        key = _key(part)
        kept[key] = _joined(kept[key], part) if key in kept else part
    return tuple(kept.values())


def _key(part: Participant) -> tuple[object, ...]:
    """One vote a person, whether as requester or as voter."""
    return part.person.id, "asking" if part.part in ASKING else part.part, part.role


def _brought(one: Member, own: dict[int, Participant]) -> Participant:
    chosen = own.get(one.participant.person.id, one.participant)
    part = replace(one.participant, muted=chosen.muted, pace=chosen.pace)
    if part.part is not Part.REQUESTER:
        return part
    return replace(part, part=Part.VOTER, reason=part.reason or one.wish, came_with=one.number)


def with_reason(kept: str, said: str) -> str:
    """A voter's reason with what they say of their own case now below it; what they said before is said once."""
    if said in kept:
        return kept
    return (f"{kept}\n{said}" if kept else said)[:MOST_REASON]


def _joined(kept: Participant, other: Participant) -> Participant:
    """One of two that are the same part of the same person; the requester stays the requester."""
    reasons = dict.fromkeys(filter(None, (kept.reason, other.reason)))
    strongest = other if other.part is Part.REQUESTER else kept
    return replace(
        strongest,
        reason="\n".join(reasons),
        came_with=kept.came_with or other.came_with,
        subject=kept.subject or other.subject,
    )
