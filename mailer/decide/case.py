"""One mail before the judge: everything that the rules may look at."""

from dataclasses import dataclass

from mailer.decide.policy import Policy
from mailer.model.consent import Consent
from mailer.model.decision import Decision, Effect, Origin, Target, Tell, ref_of
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.message import Address, Message
from mailer.model.request import Answers, Understanding
from mailer.model.snapshot import RequestView, Snapshot
from mailer.recognise.commands import orders_of, without_politeness
from mailer.recognise.recognition import Recognition
from mailer.recognise.threads import Via
from mailer.recognise.verbs import Orders
from mailer.rules.catalog import Catalog

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
    catalog: Catalog | None = None
    """The products that are known by their names; None where nothing is looked up."""
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
        more."""
        few = len(self.message.new_text.split()) < FEW_WORDS
        return self.snapshot.person.language if few and self.snapshot.person else self.understanding.language

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
        """What the mail orders, by the verbs that everybody has."""
        return orders_of(self.message, self.policy.grammar)

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
