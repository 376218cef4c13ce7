"""What happened to a request, as its timeline has it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mailer.model.status import Status

IMPORTED = "imported"
"""What the opening of a request says that existed before us."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """One line of a timeline."""

    number: int
    """Of the request."""
    at: datetime
    actor: str
    what: str
    """`status`, `voter`, `closed`, `question` …"""
    text: str = ""
    old: Mapping[str, Any] | None = None
    new: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A request came to a status."""

    status: Status
    at: datetime
    """Of the line in its timeline."""
    since: datetime | None
    """When it came there; None where nobody knows: it was imported, and came there before us."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """How a request stood that existed before us; a day is None where nobody knows it."""

    status: Status
    release: str = ""
    requested: date | None = None
    """When it was made."""
    since: date | None = None
    """When it came to its status."""


def arrival_to_json(arrival: Arrival) -> dict[str, str | None]:
    """`arrival` for its line in the timeline; `arrival_from_json` reads it back."""
    return {
        "status": arrival.status.value,
        "release": arrival.release,
        "requested": arrival.requested.isoformat() if arrival.requested else None,
        "since": arrival.since.isoformat() if arrival.since else None,
    }


def arrival_from_json(stored: Mapping[str, Any]) -> Arrival:
    """The arrival that `arrival_to_json` wrote; days that are not there are unknown."""
    requested, since = stored.get("requested"), stored.get("since")
    return Arrival(
        status=Status(stored["status"]),
        release=stored.get("release") or "",
        requested=date.fromisoformat(requested) if requested else None,
        since=date.fromisoformat(since) if since else None,
    )
