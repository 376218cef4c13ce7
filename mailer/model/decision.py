"""What a judgement wants done: effects on the tracker, notices to people, and the mail's one outcome.

A Decision is a value; `flows.record` turns it into rows in one transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mailer.model.evaluation import Criterion
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.news import Arrival
from mailer.model.notice import Audience, NoticeKind
from mailer.model.people import OfferState, Pace, Part
from mailer.model.request import Details, Field, Role, Value
from mailer.model.status import Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Existing:
    """A request that the tracker has."""

    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class New:
    """The n-th request that this very decision opens; its number is given when it is recorded."""

    slot: int


Target = Existing | New


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenRequest:
    """File a new request."""

    slot: int
    details: Details
    requester: Address
    language: str
    subject: str = ""
    """Subject of the requester's mail, so that later news stay in their conversation."""
    confirmed: bool
    """False: unconfirmed, shown to nobody, counts for nothing until its requester has answered once."""
    asked: tuple[Field, ...] = ()
    """What the acknowledgement asks for, in the order of its numbers."""
    because: str
    apart: bool = False
    """Its requester said that it is not the same as another one: later wishes do not join it by its name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenImported:
    """File a request that existed before us, with the count of those who asked for it; nobody knows who they are."""

    details: Details
    count: int
    arrival: Arrival
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetImported:
    """How many asked for it before us."""

    target: Existing
    count: int
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SetFields:
    """Give fields new values; the old ones stay in the history."""

    target: Target
    values: Mapping[Field, Value]
    product: str = ""
    """Catalog identity that goes with a new integration name; empty for a name nobody knows."""
    actor: str
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeBack:
    """The fields that a mail had changed get the values back that they had before; nothing where it changed none."""

    target: Target
    inbox: int
    actor: str
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Note that the requester was asked for these fields (one more round); for none when they want no more questions."""

    target: Target
    fields: tuple[Field, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirm:
    """An unconfirmed request becomes a full one."""

    target: Target
    because: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SettleInbox:
    """An earlier mail's outcome changes, such as from held to request once its sender is proven."""

    inbox: int
    outcome: Outcome
    because: str
    told: tuple[dict[str, str | None], ...]
    """As in Decision."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AwaitProof:
    """A held mail that is taken in again once its sender has answered the confirmation mail."""

    inbox: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TakeAgain:
    """A held mail is taken in again: its sender has answered the confirmation mail."""

    inbox: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeStatus:
    target: Target
    to: Status
    note: str
    release: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mend:
    """What was not told yet must not go as it stands, though its reader would not hear of this change by itself."""

    tell: "Tell"
    """Takes the place of what was not told under its `once_key`; where nothing waits there, nothing is written."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Close:
    """Close a request beside its status (CONTRACT: `closed_by`); an empty text opens it again."""

    target: Target
    closed_by: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """A request goes on as another one, with its people and threads; `Unmerge` takes exactly that back."""

    target: Target
    into: Existing
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmerge:
    """A merged request stands on its own again, with all that came along."""

    target: Target
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Join:
    """A person takes part in a request."""

    target: Target
    address: Address
    part: Part
    role: Role | None = None
    state: OfferState | None = None
    reason: str = ""
    language: str = "en"
    subject: str = ""
    because: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AddReason:
    """What a voter says of their own case goes beside what they said before."""

    target: Target
    address: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Leave:
    """A person's part ends."""

    target: Target
    address: str
    part: Part
    role: Role | None = None
    because: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SetPace:
    """How much a person wants to hear from now on; answers to their own mails come whatever they said."""

    address: str
    pace: Pace
    target: Target | None = None
    """About one request; None: about all."""
    language: str = "en"
    """In which they said so: who was unknown until now is remembered for it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """How far what a champion offered has come."""

    target: Target
    address: str
    roles: tuple[Role, ...]
    state: OfferState
    asks: int = 0
    """The how manieth time they are asked for it now; 0 when they are not asked."""
    reacted: bool = False
    """They wrote about it without delivering it: nobody waits longer for them than from now on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Forget:
    """Erase everything of this person once our last mail to them has gone out."""

    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Credit:
    """The name under which public tables may show a person; an empty one takes the permission back."""

    address: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What a person of the team gives a request under one criterion."""

    target: Target
    criterion: Criterion
    mark: int
    note: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Assign:
    """Somebody of the team takes care of it from now on."""

    target: Target
    address: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A line in the timeline: an internal note, a held mail, something that people said."""

    target: Target
    what: str
    """`note`, `mail`, `question` …"""
    text: str
    actor: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Suppress:
    """Write no more to this address."""

    address: str
    reason: str
    """`bounce`, `complaint`, `unsubscribed`, `blocked`."""
    score: int = 100
    """How much this adds; at 100 the address is suppressed."""
    days: int = 0
    """Until the suppression lapses; 0 for never."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BurnToken:
    """A token that works once has been used."""

    token_id: str


Effect = (
    OpenRequest
    | OpenImported
    | SetImported
    | SetFields
    | TakeBack
    | Ask
    | Confirm
    | SettleInbox
    | AwaitProof
    | TakeAgain
    | ChangeStatus
    | Mend
    | Close
    | Merge
    | Unmerge
    | Join
    | AddReason
    | Leave
    | SetPace
    | Forget
    | Offer
    | Credit
    | Score
    | Assign
    | Remark
    | Suppress
    | BurnToken
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """The mail that a notice answers, as far as threading needs it (RFC 5322 section 3.6.4)."""

    message_id: str
    references: tuple[str, ...] = ()
    subject: str = ""


UNFILED = "\0new:"
"""Begins the stand-in for the reference of a request that is not filed yet; its slot's number follows."""


def ref_of(target: Target, prefix: str) -> str:
    """The reference as people see it; for a request that is not filed yet a stand-in that recording replaces.

    The stand-in begins with NUL, which no author's text can contain once it is parsed.
    """
    return f"{UNFILED}{target.slot}" if isinstance(target, New) else f"{prefix}-{target.number}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tell:
    """One mail to one person, before it has a reference, a Message-ID and a token."""

    kind: NoticeKind
    to: Address
    target: Target | None = None
    """The request it is about; decides thread, reference and reply token."""
    also: tuple[Target, ...] = ()
    """Further requests that it is about."""
    context: Mapping[str, Any] = field(default_factory=dict)
    """Made by the kind's function in `mailer.model.contexts`."""
    language: str = "en"
    role: Audience = Audience.REQUESTER
    answer_to: "Origin | None" = None
    """The mail it answers (RFC 3834 `auto-replied`, goes at once); None for news (`auto-generated`)."""
    delay: float = 0.0
    """Seconds until it may go: the settle window, so that several changes become one mail."""
    once_key: str = ""
    """For news of status: what was not told yet under the same key is cancelled and told by this one; empty for none."""
    unnamed: bool = False
    """Its recipient is not told yet which request it is about (`RequestView.known_to`)."""
    period_key: str = ""
    """At most one notice of a key is ever written, however often and by how many it is tried; empty for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What becomes of one mail, or of one act of a person."""

    outcome: Outcome
    because: str
    effects: tuple[Effect, ...] = ()
    tells: tuple[Tell, ...] = ()
    told: tuple[dict[str, str | None], ...] = ()
    """The effects for people who ask (CONTRACT: `effects`): effect, ref, because."""
