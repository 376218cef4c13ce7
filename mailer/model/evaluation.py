"""The process document's five criteria, and what people gave a request under four of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Criterion(StrEnum):
    """What a request is judged by; 5 is always good for us (little burden, not much of it)."""

    STRATEGIC = "strategic"
    DEMAND = "demand"
    """Community demand: computed from the votes, never given by a person."""
    FEASIBILITY = "feasibility"
    VALUE = "value"
    MAINTENANCE = "maintenance"


BY_PEOPLE = tuple(one for one in Criterion if one is not Criterion.DEMAND)
LOWEST, MIDDLE, HIGHEST = 1, 3, 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What one person gave a request under one criterion; their latest counts."""

    criterion: Criterion
    mark: int
    """1 to 5."""
    actor: str
    note: str = ""
    """Why, in their words; never leaves the team."""
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """One criterion's share of a score."""

    criterion: Criterion
    value: float | None
    """None while nobody has scored it; it then counts as the middle."""
    weight: float
    marks: tuple[Mark, ...] = ()
    """Each person's latest; empty for demand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """A request under all five criteria."""

    total: float
    """From 1 to 5."""
    parts: tuple[Share, ...]

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """What nobody has scored yet."""
        return tuple(part.criterion for part in self.parts if part.value is None)
