"""The seven statuses of the process document, and which change of status needs what."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    IN_DEVELOPMENT = "in_development"
    COMPLETED = "completed"
    DECLINED = "declined"

    @property
    def words(self) -> str:
        """The status in the process document's words, such as `Under Review`."""
        return self.value.replace("_", " ").title()


FORWARD = (
    Status.SUBMITTED,
    Status.UNDER_REVIEW,
    Status.ACCEPTED,
    Status.SCHEDULED,
    Status.IN_DEVELOPMENT,
    Status.COMPLETED,
)
"""The way of a request that is taken up, in order."""

NEEDS_RELEASE = frozenset({Status.SCHEDULED, Status.COMPLETED})
RELEASE_MOVES = (Status.SCHEDULED, Status.IN_DEVELOPMENT)
"""A request in one of these is planned for a release, and may stay there and move to another one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """What one change of status asks for."""

    source: Status
    target: Status
    needs_note: bool
    """An explanation that people read: a decline, a step back, a reopening."""
    needs_release: bool
    why: str


def _transitions() -> dict[tuple[Status, Status], Transition]:
    table: dict[tuple[Status, Status], Transition] = {}

    def allow(source: Status, target: Status, *, note: bool, why: str, release: bool = False) -> None:
        table[source, target] = Transition(
            source=source,
            target=target,
            needs_note=note,
            needs_release=release or target in NEEDS_RELEASE,
            why=why,
        )

    for at, source in enumerate(FORWARD):
        for target in FORWARD[at + 1 :]:
            allow(source, target, note=False, why="a move forward may skip steps")
        for target in FORWARD[:at]:
            allow(source, target, note=True, why="a move back is explained by a person")
        if source is not Status.COMPLETED:
            allow(source, Status.DECLINED, note=True, why="a decline carries its explanation")
    for planned in RELEASE_MOVES:
        allow(planned, planned, note=False, release=True, why="the release it is planned for may change")
    for target in FORWARD:
        allow(Status.DECLINED, target, note=True, why="a reopening is explained by a person")
    return table


TRANSITIONS = _transitions()
"""Every allowed change of status; what is not in here is refused."""


def targets(source: Status) -> tuple[Status, ...]:
    """The statuses that `source` may change to, in the process document's order."""
    return tuple(status for status in Status if (source, status) in TRANSITIONS)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a request stands."""

    status: Status
    release: str = ""
    """It is planned for, or came with; empty for none."""


class Turn(StrEnum):
    """What a change of status means for those who hear of it."""

    ON = "on"
    """A step forward, or a decline."""
    BACK = "back"
    """An earlier step once more."""
    AGAIN = "again"
    """Taken up again after a decline."""
    REOPENED = "reopened"
    """Open again after it was withdrawn."""
    MOVED = "moved"
    """The same step, planned for another release."""
    STILL = "still"
    """Nothing but words: it stands as it did."""


def turn_of(old: Standing, new: Standing, *, withdrawn: bool = False) -> Turn:
    """What it means that a request went from `old` to `new`; `withdrawn` where it was so until then."""
    stays = same_standing(old, new)
    if new.status is Status.DECLINED:
        return Turn.STILL if stays and not withdrawn else Turn.ON
    if withdrawn:
        return Turn.REOPENED
    if old.status is Status.DECLINED:
        return Turn.AGAIN
    if stays:
        return Turn.STILL
    if old.status is new.status and moved_from(old, new):
        return Turn.MOVED
    return Turn.BACK if FORWARD.index(new.status) < FORWARD.index(old.status) else Turn.ON


def planned(old: Standing, to: Status) -> str:
    """The release of a request that goes from `old` to `to` where none is named: a plan holds until it is carried out or
    given up."""
    holds = to in (*RELEASE_MOVES, Status.COMPLETED) and old.status is not Status.DECLINED
    out = old.status is Status.COMPLETED and to is not Status.COMPLETED
    return old.release if holds and not out else ""


def moved_from(old: Standing, new: Standing) -> str:
    """The release that it was planned for, where another one is named now; empty otherwise."""
    planned = old.release if old.status in RELEASE_MOVES and new.release else ""
    return "" if same_release(planned, new.release) else planned


def same_standing(one: Standing, other: Standing) -> bool:
    """Whether nothing is between the two."""
    return one.status is other.status and same_release(one.release, other.release)


def same_release(one: str, other: str) -> bool:
    """Whether both name the same release, with or without a leading `v`."""
    return _plain(one) == _plain(other)


def _plain(version: str) -> str:
    return version.strip().casefold().removeprefix("v")
