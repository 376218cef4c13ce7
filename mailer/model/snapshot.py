"""What a judgement may know: one frozen picture of the tracker, taken for one mail or one change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mailer.model.evaluation import Mark
from mailer.model.message import Address
from mailer.model.people import ASKING, Part, Participant, Person, canonical
from mailer.model.request import Details, Field, Kind, Value
from mailer.model.signature import Signature
from mailer.model.status import Standing, Status

WITHDRAWN = "withdrawn"
"""`closed_by` of a request that nobody asks for any more (CONTRACT)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RequestView:
    """One request as the tracker has it."""

    number: int
    ref: str
    kind: Kind
    status: Status
    closed_by: str = ""
    """Empty, `withdrawn` or `merged:INT-4`."""
    release: str = ""
    confirmed: bool = True
    product: str = ""
    gist: frozenset[str] = frozenset()
    """As in Details."""
    fields: Mapping[Field, Value] = field(default_factory=dict)
    participants: tuple[Participant, ...] = ()
    withdrew: tuple[Participant, ...] = ()
    """Who takes part again once it is opened again: they withdrew it, and that closed it."""
    created_at: datetime
    merged_into: int = 0
    """The request that it goes on as; 0 while it stands on its own."""
    members: tuple[int, ...] = ()
    """The requests that were merged into this one, and into those; their people are among the participants."""
    imported: int = 0
    """How many asked for it before us (`mailer import`), members included; nobody knows who they are."""
    counted: int | None = None
    """How many people ask, where not all of them are among the participants."""
    assigned_to: str = ""
    """Who of the team takes care of it."""
    explanation: str = ""
    """The note of the last change of status, for people."""
    asked: tuple[Field, ...] = ()
    """Fields that we have asked the requester for, in the order of the last numbered questions."""
    rounds: int = 0
    """How many mails with questions went to the requester."""
    opened_by: int | None = None
    """Inbox number of the mail that opened it; None for one that came without a mail."""

    @property
    def standing(self) -> Standing:
        return Standing(self.status, self.release)

    @property
    def name(self) -> str:
        value = self.fields.get(Field.INTEGRATION_NAME)
        return value.text if value else ""

    @property
    def details(self) -> Details:
        return Details(kind=self.kind, fields=self.fields, product=self.product, gist=self.gist)

    @property
    def missing(self) -> tuple[Field, ...]:
        return self.details.missing

    @property
    def requester(self) -> Person | None:
        return next((p.person for p in self.participants if p.part is Part.REQUESTER), None)

    @property
    def votes(self) -> int:
        """Distinct people who ask, the requester included (CONTRACT: `votes`), and those who were imported."""
        return (len(self.asking) if self.counted is None else self.counted) + self.imported

    @property
    def asking(self) -> frozenset[int]:
        """Who asks: numbers of the requester and of all voters."""
        return frozenset(p.person.id for p in self.participants if p.part in ASKING)

    @property
    def open(self) -> bool:
        return not self.closed_by and self.status not in (Status.COMPLETED, Status.DECLINED)

    def known_to(self, address: str) -> bool:
        """Whether a person may be told its reference, status and count: of their own request at once, of another's once
        the team has looked at it."""
        mine = (p for p in self.participants if canonical(p.person.address) == canonical(address))
        made = any(p.part is Part.REQUESTER or p.came_with for p in mine)
        return made or self.status is not Status.SUBMITTED

    def participant(self, person_id: int) -> Participant | None:
        """The first part that the person has in this request."""
        return next((p for p in self.participants if p.person.id == person_id), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Earlier:
    """An earlier mail of the same sender."""

    received_at: datetime
    words: str
    """Its first lines."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A mail of ours as its reader saw it."""

    asked: tuple[Field, ...] = ()
    """The fields behind its numbered questions, number 1 first."""
    about: tuple[int, ...] = ()
    """The number of the request that each of them is about."""
    shown: Mapping[str, int] = field(default_factory=dict)
    """The requests whose cards it shows: reference -> number."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What it calls them -> reference; none for a name that two of them have."""
    text: str = ""
    """Its text part; empty where it is no longer kept."""

    @property
    def of_several(self) -> bool:
        """Whether it is about more than one request."""
        return len(self.shown) > 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """What has gone out lately; the caps are the policy's."""

    answers_today: int = 0
    """Answers to this address within 24 hours."""
    confirmations_today: int = 0
    """Confirmation mails to this address within 24 hours."""
    remarks_today: int = 0
    """Replies of this address within 24 hours that changed no field; counted once several answers went out."""
    held_notes_today: int = 0
    """"A person will read this" mails to this address within 24 hours."""
    too_big_today: int = 0
    """"Your mail was too big" mails to this address within 24 hours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Author:
    """Who wrote the mail that the sender passed on, as its header says; nothing proves it."""

    address: Address
    pending: tuple[RequestView, ...] = ()
    """Their own unconfirmed requests."""
    confirmations_today: int = 0
    """Confirmation mails to them within 24 hours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InCopy:
    """Somebody whom the sender wrote to beside us, and whom we may ask whether they would follow."""

    address: Address
    told: frozenset[int] = frozenset()
    """Requests that they take part in, or that we wrote to them about."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Snapshot:
    """All that intake may look at beside the mail itself; an empty one stands for an empty tracker."""

    now: datetime
    person: Person | None = None
    """Whom the sender's address belongs to."""
    copy_of: int | None = None
    """Inbox number of an earlier delivery of the same mail."""
    requests: Mapping[int, RequestView] = field(default_factory=dict)
    """Requests by number: those named by token, thread, subject and a line's opening; a merged one's number leads to what it goes on as."""
    named: tuple[RequestView, ...] = ()
    """Requests that a verb of the mail names (`merge INT-4`); nothing says yet that the sender may know of them."""
    merged: Mapping[int, RequestView] = field(default_factory=dict)
    """Merged requests of the sender, by number, as they were before."""
    threads: Mapping[str, int] = field(default_factory=dict)
    """Known Message-ID -> request number."""
    earlier: tuple[Earlier, ...] = ()
    """Mails of the sender within 24 hours, the newest first; looked up once several answers went out."""
    said: str = ""
    """The first lines of this mail, to compare with `earlier`; looked up likewise."""
    answered_at: tuple[datetime, ...] = ()
    """When the answers of these 24 hours went to the sender; looked up likewise."""
    answered: Sent | None = None
    """Our mail that this one answers."""
    bounced: tuple[str, int | None] | None = None
    """For a bounce: address and request of the notice that came back."""
    releases: frozenset[str] = frozenset()
    """The releases of all requests; looked up for mails of the team, as are `marks` and `colleagues`."""
    marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)
    """Number of a request that the mail may be about -> what it was given under the criteria, oldest first."""
    colleagues: tuple[Address, ...] = ()
    """The people of the team, with the names that they write under."""
    same_wish: Mapping[int, RequestView] = field(default_factory=dict)
    """Position in Understanding.requests -> the request that already asks for the same."""
    votes_nearby: Mapping[int, int] = field(default_factory=dict)
    """Number of a request with as many votes as a domain has a day -> how many people of the sender's domain voted for it
    within 24 hours; of a domain that belongs to its mailboxes' users together, not to everybody as a mail provider's does."""
    similar: Mapping[int, tuple[RequestView, ...]] = field(default_factory=dict)
    """Position of a wish that is new -> open requests that may ask for the same, for the team to judge."""
    mine: tuple[RequestView, ...] = ()
    """Requests that the sender takes part in, the newest first; looked up for mails that ask for them."""
    authors: Mapping[int, Author] = field(default_factory=dict)
    """Position in Understanding.requests -> who wrote the mail that is passed on for it, where we may write to them."""
    beside: int = 0
    """How many people the mail went to beside us."""
    in_copy: tuple[InCopy, ...] = ()
    """Those of them who may be written to; not looked up where they are too many."""
    offered: tuple[RequestView, ...] = ()
    """The requests that our offer to follow was about, where the mail answers one."""
    pending: tuple[RequestView, ...] = ()
    """The sender's own unconfirmed requests."""
    pending_inbox: tuple[int, ...] = ()
    """Inbox numbers of the held mails that opened `pending` or added to them."""
    awaiting: tuple[int, ...] = ()
    """Inbox numbers of the sender's held mails that only their proof is missing for; looked up for answers that give it."""
    pending_same: Mapping[int, RequestView] = field(default_factory=dict)
    """Number of a pending request -> the confirmed one that asks for the same."""
    used_tokens: frozenset[str] = frozenset()
    forgotten: frozenset[int] = frozenset()
    """Requests that the sender's tokens name though we never wrote to them about it: they were erased since."""
    signatures: tuple[Signature, ...] = ()
    """The mail's DKIM signatures as we checked them ourselves; empty where our border host speaks, or the check is off."""
    suppressed: bool = False
    """Nothing may be sent to the sender's address."""
    blocked: bool = False
    """A person of the team wants nothing from the sender either (`mailer suppressions add`)."""
    budget: Budget = Budget()

    @property
    def seen(self) -> Mapping[int, RequestView]:
        """All requests that it shows, by number."""
        views = (
            *self.mine,
            *self.named,
            *self.offered,
            *self.pending,
            *self.merged.values(),
            *self.votable.values(),
        )
        return {view.number: view for view in views}

    @property
    def votable(self) -> Mapping[int, RequestView]:
        """The requests, by number, that the mail may turn out to ask for too."""
        views = (*self.requests.values(), *self.same_wish.values(), *self.pending_same.values())
        return {view.number: view for view in views}
