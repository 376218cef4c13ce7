"""One mail before the judge: everything that the rules may look at."""

from dataclasses import dataclass, replace

from mailer.decide.policy import Policy
from mailer.model.consent import Consent
from mailer.model.decision import Decision, Effect, Origin, Target, Tell, ref_of
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.message import Address, Message
from mailer.model.request import Answers, Understanding
from mailer.model.snapshot import RequestView, Snapshot
from mailer.model.status import Status
from mailer.recognise.commands import orders_of, without_politeness
from mailer.recognise.recognition import Recognition
from mailer.recognise.threads import Via
from mailer.recognise.verbs import NAMING, Command, Orders
from mailer.rules.catalog import Catalog
from mailer.rules.names import key

Told = dict[str, str | None]
FEW_WORDS = 12
"""From so many words on a language is told by them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """A mail with all that is known about it."""

    row: InboxRow
    message: Message
    understanding: Understanding
    recognition: Recognition
    snapshot: Snapshot
    policy: Policy
    answers: Answers | None = None
    """For a reply: what it says about the request that it is a reply to."""
    parts: tuple["Case", ...] = ()
    """Of a reply about several requests: what it says of each, as a mail of its own in that one's conversation."""
    unclear: bool = False
    """Some words of a reply belong to no request that its sender may change, or nobody can tell to which."""
    catalog: Catalog | None = None
    """The products that are known by their names; None where nothing is looked up."""
    ordered: Orders | None = None
    """What it orders, where that was read already."""
    consent: Consent = Consent.UNSAID
    """For an answer to a mail of ours that asks for a yes: what it says to that."""

    @property
    def sender(self) -> Address:
        """The author; rules that need one stand behind the rule that holds mails without."""
        return self.message.sender or Address(address="")

    @property
    def proven(self) -> bool:
        return self.recognition.sender.proven

    @property
    def language(self) -> str:
        """Of an answer (ISO 639-1); by a few words a language is hardly told, then what their author wrote before says
        more, else whose word families they are (`Hilfe`)."""
        if len(self.message.new_text.split()) >= FEW_WORDS:
            return self.understanding.language
        if self.snapshot.person:
            return self.snapshot.person.language
        said = f"{self.message.subject}\n{self.message.new_text}"
        return self.policy.grammar.language(said, self.understanding.language)

    @property
    def opened_before(self) -> tuple[RequestView, ...]:
        """The unconfirmed requests that this very mail opened, when it was held before and now runs again."""
        return tuple(view for view in self.snapshot.pending if view.opened_by == self.row.id)

    @property
    def origin(self) -> Origin:
        """What an answer to this mail threads on."""
        return Origin(
            message_id=self.message.message_id,
            references=self.message.references,
            subject=self.message.subject,
        )

    @property
    def divided(self) -> bool:
        """Whether it is not all about the request whose conversation it is."""
        return bool(self.parts) or self.unclear

    @property
    def may_answer(self) -> bool:
        """Whether the sender may get a mail now: proven, not suppressed, within the day's cap (RFC 3834 section 2)."""
        return self.proven and self.answerable

    @property
    def answerable(self) -> bool:
        """Whether the sender's address may get one more answer today, whoever wrote the mail."""
        within = self.snapshot.budget.answers_today < self.policy.answers_a_day
        return within and not self.snapshot.suppressed

    @property
    def may_order(self) -> bool:
        """Proven, or answering a mail of ours to exactly this address without being refuted (RELIABILITY R-70)."""
        by_token = self.recognition.thread.via is Via.TOKEN
        return self.proven or (by_token and not self.recognition.sender.refuted)

    @property
    def answered_before(self) -> bool:
        """The mail is read for a second time since a backup was restored; its effects are missing, its answer is not."""
        until = self.policy.answered_until
        return until is not None and self.row.received_at < until

    @property
    def wants_no_answer(self) -> bool:
        """Its sender's system asks for no automatic answer; that says nothing of who wrote it (RELIABILITY R-91)."""
        asked = self.message.header("X-Auto-Response-Suppress").lower()
        return any(word.strip() in ("all", "autoreply") for word in asked.split(","))

    @property
    def words(self) -> str:
        """What its author newly wrote, without greeting, closing and name."""
        lines = without_politeness(self.message.new_text.splitlines(), self.policy.grammar)
        return "\n".join(lines).strip()

    def orders(self) -> Orders:
        """What the mail orders, by the verbs that everybody has. Words that are no name of the sender's requests name none."""
        read = self.ordered or orders_of(self.message, self.policy.grammar)
        kept = tuple(command for command in read.commands if not command.named or self.requests_of(command))
        return replace(read, commands=kept) if kept else Orders()

    def requests_of(self, command: Command) -> tuple[RequestView, ...]:
        """The sender's own requests that a verb names. A number that they may not know of says as little as one that is not
        there (RELIABILITY R-80); the name of what they asked for, they know."""
        mine = self.snapshot.mine
        if command.named:
            return tuple(view for view in mine if self._is_called(view, command.argument))
        return tuple(view for view in mine if self.is_named(view, command))

    def is_named(self, view: RequestView, command: Command) -> bool:
        """Whether a verb names `view` by a number that the sender may know."""
        return self._has_ref(view, self.ref_named(command)) and view.known_to(self.sender.address)

    def shared(self, ref: str) -> RequestView | None:
        """Another's request of which everybody may know: to a proven sender, once the team has read it (R-80)."""
        view = next((view for view in self.snapshot.named if view.ref == ref), None)
        read = view is not None and view.status is not Status.SUBMITTED and view.confirmed
        return view if view and read and self.proven and not view.closed_by else None

    def ref_named(self, command: Command) -> str:
        """`INT-7` for a verb behind which a reference or a bare number stands; empty for any other."""
        if command.named or command.verb not in NAMING:
            return ""
        number = command.argument
        return f"{self.policy.prefix}-{number}" if number.isdecimal() else number.upper()

    def _has_ref(self, view: RequestView, ref: str) -> bool:
        """Also by the number of a request of theirs that goes on as this one."""
        person = self.snapshot.person
        brought = (p.came_with for p in view.participants if person and p.person.id == person.id)
        return ref in (view.ref, *(f"{self.policy.prefix}-{number}" for number in brought if number))

    def _is_called(self, view: RequestView, name: str) -> bool:
        product = self.catalog.find(name) if self.catalog else None
        return key(view.name) == key(name) or (product is not None and product.key == view.product)

    def ref(self, target: Target) -> str:
        return ref_of(target, self.policy.prefix)


def told(effect: Outcome, because: str, ref: str | None = None) -> Told:
    """One effect for people who ask what a mail did."""
    return {"effect": effect.value, "ref": ref, "because": because}


def ends(
    outcome: Outcome,
    because: str,
    *,
    effects: tuple[Effect, ...] = (),
    tells: tuple[Tell, ...] = (),
    request: RequestView | None = None,
) -> Decision:
    """A decision with one effect."""
    line = told(outcome, because, request.ref if request else None)
    return Decision(outcome=outcome, because=because, effects=effects, tells=tells, told=(line,))
