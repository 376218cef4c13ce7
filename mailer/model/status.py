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
"""A request in one of these may stay there and move to another release."""
NEEDS_EXPLANATION = frozenset({Status.DECLINED})


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
