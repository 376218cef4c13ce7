"""The parts that `mailer doctor` looks at, one by one."""

from functools import cached_property

from mailer.config import Settings
from mailer.mailbox import Mailbox
from mailer.mailbox.imap import ImapMailbox
from mailer.recognise.recognition import Border
from mailer.render.compose import Identity
from mailer.render.templates import TemplateSet
from mailer.store.database import Database
from mailer.transport import Transport
from mailer.wiring import utc_now
from mailer.wiring.judging import border_of
from mailer.wiring.service import build_database, signing_keys
from mailer.wiring.ways import folder_mailbox, imap_settings, transport_of
from mailer.wiring.writing import identity_of, template_set


class Inspection:
    """The parts for `mailer doctor`, each made when it is looked at: one that cannot be made hides no other."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = utc_now

    @cached_property
    def database(self) -> Database:
        """Raises Refused, Permanent and Transient as `build`."""
        return build_database(self.settings)

    @cached_property
    def transport(self) -> Transport:
        return transport_of(self.settings)

    @cached_property
    def templates(self) -> TemplateSet:
        """Raises Refused for a folder that is none."""
        return template_set(self.settings)

    @cached_property
    def border(self) -> Border:
        """Raises Refused for keys that are wrong or open to others."""
        return border_of(self.settings, signing_keys(self.settings.service.signing_keys))

    @cached_property
    def identity(self) -> Identity:
        return identity_of(self.settings)

    def mailboxes(self) -> list[Mailbox]:
        """What is polled; nothing for a service that is handed its mail."""
        match self.settings.mailbox.kind:
            case "imap":
                return [ImapMailbox(imap_settings(self.settings, None))]
            case "folder":
                return [folder_mailbox(self.settings, None)]
            case "listen":
                return []

    def close(self) -> None:
        """Close what was made."""
        for part in ("transport", "database"):
            if part in self.__dict__:
                getattr(self, part).close()
