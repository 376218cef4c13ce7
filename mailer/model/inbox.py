"""A mail's life in the inbox: where it came from, which state it is in and which one outcome it ended in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class InboxState(StrEnum):
    RECEIVED = "received"
    WORKING = "working"
    DONE = "done"
    HELD = "held"
    QUARANTINED = "quarantined"


class Proof(StrEnum):
    """What an answered confirmation mail means for a held mail of the same sender."""

    NONE = ""
    AWAITED = "awaited"
    """It is taken in again once its sender has answered."""
    GIVEN = "given"
    """Its sender has: they count as proven."""


class Outcome(StrEnum):
    """What became of a mail, strongest first (CONTRACT: `outcome`)."""

    QUARANTINED = "quarantined"
    BOUNCE = "bounce"
    AUTO_REPLY = "auto_reply"
    IGNORED = "ignored"
    HELD = "held"
    COMMAND = "command"
    REQUEST = "request"
    DETAILS = "details"
    CHAMPION = "champion"
    VOTE = "vote"

    @property
    def state(self) -> InboxState:
        """The state in which a mail rests after this outcome."""
        return {Outcome.QUARANTINED: InboxState.QUARANTINED, Outcome.HELD: InboxState.HELD}.get(
            self, InboxState.DONE
        )


def strongest(outcomes: list[Outcome]) -> Outcome:
    """The one outcome that stands for several effects of one mail."""
    order = list(Outcome)
    return min(outcomes, key=order.index)


@dataclass(frozen=True, kw_only=True, slots=True)
class InboxRow:
    """One received mail with its fate; the raw bytes are kept apart under `sha256`."""

    id: int
    source: str
    """`imap`, `listen`, `folder` or `ingest`."""
    account: str
    received_at: datetime
    sha256: str
    size: int
    envelope_sender: str
    envelope_recipients: tuple[str, ...]
    answer: bool
    """False for mail older than the first start: recorded, filed, never answered."""
    oversize: int
    """The mail's true size where only its head was fetched; else 0."""
    state: InboxState
    outcome: Outcome | None = None
    because: str = ""
    effects: tuple[dict[str, str | None], ...] = ()
    message_id: str = ""
    sender: str = ""
    subject: str = ""
    proof: Proof = Proof.NONE
    attempts: int = 0
    decided_at: datetime | None = None
