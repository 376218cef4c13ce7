"""Everything the flows work with, put together once by `mailer.wiring`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mailer.config import Settings
from mailer.decide.policy import Policy
from mailer.extract.text.words import Words
from mailer.flows.notices import Stationery
from mailer.recognise.recognition import Border
from mailer.render.compose import Identity
from mailer.render.templates import TemplateSet
from mailer.rules.catalog import Catalog
from mailer.sandbox import Sandbox
from mailer.store.database import Database
from mailer.transport import Transport

if TYPE_CHECKING:
    from mailer.signatures import Signatures

PAUSED = "paused"
"""Name of the stored setting that stops everything outward."""
ANSWERED_UNTIL = "answered_until"
"""Name of the stored moment up to which mail was answered when a backup was restored."""


@dataclass(frozen=True, kw_only=True)
class App:
    """The service's parts, ready to use."""

    settings: Settings
    database: Database
    sandbox: Sandbox
    transport: Transport
    templates: TemplateSet
    identity: Identity
    border: Border
    policy: Policy
    stationery: Stationery
    words: Callable[[], Words]
    """Read when first asked for, as the catalog is: most commands need neither, and the two take a second."""
    catalog: Callable[[], Catalog]
    clock: Callable[[], datetime]
    """The one clock; returns aware UTC."""
    confirmations_an_hour: int = 30
    signatures: "Signatures | None" = None
    """Checks DKIM where no border host of ours did; None when that is off."""

    def paused(self) -> bool:
        """Whether `mailer pause` stopped everything outward."""
        with self.database.reading() as tx:
            return bool(tx.settings.get(PAUSED, False))

    def close(self) -> None:
        """End the children, the connections and the pool."""
        self.sandbox.close()
        self.transport.close()
        self.database.close()
