"""The settings that judgement depends on, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mailer.model.evaluation import Criterion
from mailer.model.message import Address
from mailer.recognise.grammar import Grammar
from mailer.rules.organisations import MailDomains


class Unproven(StrEnum):
    """What a sender gets whom nothing proves (CONTRACT: `authentication.unproven`)."""

    CONFIRM = "confirm"
    ACKNOWLEDGE = "acknowledge"
    HOLD = "hold"


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """What the operator decided."""

    prefix: str = "INT"
    """Reference prefix: `INT` gives `INT-7`."""
    unproven: Unproven = Unproven.CONFIRM
    team: frozenset[str] = frozenset()
    """Canonical addresses that may triage."""
    told_of_new: Address | None = None
    """Who of the team is told of new requests; None for nobody."""
    answers_a_day: int = 30
    """Answers to one proven person within 24 hours (RELIABILITY G12: the cap is the real stop of a mail war)."""
    confirmations_a_day: int = 1
    """Confirmation mails to one address within 24 hours."""
    offers_a_mail: int = 5
    """People in copy of one mail up to whom each is asked whether they would follow; of more, none is. 0: nobody ever."""
    most_rounds: int = 2
    """How often a requester is asked for what is missing."""
    most_megabytes: int = 25
    """The size of a mail that is read."""
    review_days: int = 5
    """Within how many days the team reads a new request."""
    settle_seconds: float = 120.0
    """How long news wait for more news about the same request."""
    votes_a_domain: int = 250
    """Votes for one request from one domain within 24 hours; more are held for a person. 0: no bound."""
    domains: MailDomains = field(default_factory=MailDomains)
    """By which organisations are told from the users of mail providers, who are not counted together."""
    champions_confirmed: bool = False
    """An offer to help needs no yes of the team."""
    grammar: Grammar = field(default_factory=Grammar)
    """The words by which people order something; without any, only the verbs of the team are known."""
    answered_until: datetime | None = None
    """Mail that came before this was answered by the database that a backup replaced (RELIABILITY R-14)."""
    weights: Mapping[Criterion, float] = field(default_factory=lambda: dict.fromkeys(Criterion, 1.0))
    """How much each criterion counts in a score."""
