"""What one verb of a mail did."""

from dataclasses import dataclass

from mailer.model.decision import Effect, Tell
from mailer.model.inbox import Outcome
from mailer.model.request import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What one verb did: effects, mails, and a line for the transcript."""

    effects: tuple[Effect, ...] = ()
    tells: tuple[Tell, ...] = ()
    outcome: Outcome = Outcome.COMMAND
    says: str
    """Key of the transcript's sentence (`voted`, `status`, …), or the refusal's own words."""
    refused: bool = False
    roles: tuple[Role, ...] = ()
    """Of a champion, where it is about some."""
