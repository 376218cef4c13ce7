"""Who takes part in a request, and as what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mailer.model.request import Role

PUBLIC_ANONYMOUS = "a community member"
"""How a person is named in public tables who has not agreed to be named (CONTRACT: `mailer report`)."""


class Part(StrEnum):
    """What a person is to a request."""

    REQUESTER = "requester"
    VOTER = "voter"
    CHAMPION = "champion"
    WATCHER = "watcher"


MOST_REASON = 4_000
"""Characters of a voter's own words that are kept beside the vote."""
ASKING = frozenset({Part.REQUESTER, Part.VOTER})
"""The parts that count as a vote."""


class OfferState(StrEnum):
    """How far a champion's offer has come."""

    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DELIVERED = "delivered"
    LAPSED = "lapsed"


class Pace(StrEnum):
    """How much a person wants to hear."""

    EVERYTHING = "everything"
    DECISIONS = "decisions"
    WEEKLY = "weekly"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """One correspondent, identified by the canonical form of the address."""

    id: int
    name: str
    address: str
    language: str = "en"
    pace: Pace = Pace.EVERYTHING
    credit: str = ""
    """The name that they agreed to be shown under in public; empty for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Participant:
    """A person's part in one request."""

    person: Person
    part: Part
    role: Role | None = None
    """What a champion offers; None for the other parts."""
    state: OfferState | None = None
    reason: str = ""
    """Why they want it, in their own words."""
    since: datetime
    subject: str = ""
    """Subject of this person's own conversation about the request, as they wrote it; empty where they began none."""
    thread: tuple[str, ...] = ()
    """Message-IDs of this person's own conversation about the request, oldest first."""
    muted: bool = False
    came_with: int = 0
    """Number of the merged request that this person had asked for; 0 for everybody else."""
    pace: Pace | None = None
    """How much they want to hear about this request; None: as about all."""
    asks: int = 0
    """How often a champion was asked for what they offered."""
    asked_at: datetime | None = None
    """When last."""


def pace_of(parts: Sequence[Participant]) -> Pace:
    """How much the person with these parts in one request wants to hear of it: their word on it, else on all."""
    if any(part.muted for part in parts):
        return Pace.NOTHING
    return next((part.pace for part in parts if part.pace), parts[0].person.pace)


def canonical(address: str) -> str:
    """The form of `address` that stands for one person: lower-case, without a plus-tag (RFC 5233), Gmail's dots folded.

    Only used to tell people apart and to count votes; mail goes to the address as written.
    """
    local, _, domain = address.strip().lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"
