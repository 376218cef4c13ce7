"""A notice's life in the outbox: due, waiting, sent, or why not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OutboxState(StrEnum):
    DUE = "due"
    """Goes when its time has come."""
    WAITING = "waiting"
    """Waits for a person's consent: a large sending."""
    SENT = "sent"
    FAILED = "failed"
    SUPPRESSED = "suppressed"
    """Its recipient wants or may get no mail; checked when it was to be sent."""
    CANCELLED = "cancelled"
    """A newer notice about the same stands in its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxEntry:
    """One notice to one recipient."""

    id: int = 0
    """0 until it is stored."""
    key: str | None = None
    """At most one entry of a key is kept, so that a mail which runs twice does not tell twice."""
    kind: str
    recipient: str
    person_id: int | None = None
    request_id: int | None = None
    inbox_id: int | None = None
    notice: str
    """The Notice as JSON."""
    message_id: str
    not_before: datetime
    created_at: datetime
    """When the first of what it tells happened: newer news take the place of what was not told yet."""
    state: OutboxState = OutboxState.DUE
    batch: str = ""
    first_try: datetime | None = None
    sent_at: datetime | None = None
    attempts: int = 0
    last_error: str = ""
