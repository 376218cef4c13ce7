"""What one verb of a mail did."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mailer.model.decision import Effect, Tell
from mailer.model.inbox import Outcome
from mailer.model.notice import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What one verb did: effects, mails, and a line for the transcript."""

    effects: tuple[Effect, ...] = ()
    tells: tuple[Tell, ...] = ()
    outcome: Outcome = Outcome.COMMAND
    says: str
    """Key of the transcript's sentence (`voted`, `status`, …), or the refusal's own words."""
    refused: bool = False
    shows: Mapping[str, Json] = field(default_factory=dict)
    """What the sentence names beside that: from what to what, for whom, in which words."""
