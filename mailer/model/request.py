"""What an author asked for: the fields of the process document, each with the words it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    NEW_INTEGRATION = "new_integration"
    ENHANCEMENT = "enhancement"


class Priority(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Field(StrEnum):
    """The fields of a request in the order in which people are shown and asked for them."""

    INTEGRATION_NAME = "integration_name"
    CATEGORY = "category"
    USE_CASE = "use_case"
    BUSINESS_IMPACT = "business_impact"
    API_DOCS = "technical.api_docs"
    AUTHENTICATION = "technical.authentication"
    DATA_FORMATS = "technical.data_formats"
    PERFORMANCE = "technical.performance"
    PRIORITY = "priority"
    ALTERNATIVES = "alternatives"

    @property
    def is_list(self) -> bool:
        return self in LIST_FIELDS


LIST_FIELDS = frozenset({Field.API_DOCS, Field.AUTHENTICATION, Field.DATA_FORMATS})
SURE = 0.8
"""A confidence from here on is shown as sure, below as a guess (CONTRACT)."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """The words a value was read from."""

    text: str
    where: str
    """`subject`, `body`, `quoted` or `attachment:NAME`; `team` for a correction by hand."""
    confidence: float

    @property
    def sure(self) -> bool:
        return self.confidence >= SURE


@dataclass(frozen=True, kw_only=True)
class Value:
    """One field's value: a tuple of words for the list fields, else a tuple of exactly one text."""

    items: tuple[str, ...]
    evidence: Evidence
    without: tuple[str, ...] = ()
    """Of a list field: what the author says it is not, `XML, not JSON`."""
    whole: bool = False
    """Of a list field: all that there is now, and nothing that comes to what was known."""
    aside: bool = False
    """Said in passing in a conversation: it fills what nobody has said yet, and changes nothing."""

    @property
    def text(self) -> str:
        return ", ".join(self.items)


@dataclass(frozen=True, kw_only=True)
class Details:
    """One request as understood from one mail. A field the author says nothing about is not in `fields`."""

    kind: Kind = Kind.NEW_INTEGRATION
    fields: Mapping[Field, Value] = field(default_factory=dict)
    product: str = ""
    """Catalog identity of the integration (a stable key such as `snowflake`); empty for a name nobody knows."""
    gist: frozenset[str] = frozenset()
    """Of an enhancement: the stems of what shall be different, by which it is told from others of the same product."""
    mail: int = 0
    """Which of `Message.passed_on` asks for it, where it is passed on."""

    def text(self, name: Field) -> str:
        """The field's value as one text, empty where it is not there."""
        value = self.fields.get(name)
        return value.text if value else ""

    @property
    def missing(self) -> tuple[Field, ...]:
        return tuple(name for name in Field if name not in self.fields)


@dataclass(frozen=True, kw_only=True)
class Answers(Details):
    """What a reply says about the request that it is a reply to."""

    refuses: bool = False
    """Its author wants to be asked no more."""
    unread: bool = False
    """It answers a question in words that no value could be made of: a person has to see them."""


class Purpose(StrEnum):
    """What a person wants with a mail, read from its words alone; who may do it is judged elsewhere."""

    REQUEST = "request"
    DETAILS = "details"
    """Adds to something said before (a reply without a request of its own)."""
    VOTE = "vote"
    CHAMPION = "champion"
    COMMAND = "command"
    QUESTION = "question"
    BUG_REPORT = "bug_report"
    PITCH = "pitch"
    SPAM = "spam"
    THANKS = "thanks"
    OTHER = "other"
    """Written by a person, but nothing above: a person reads it."""


class Role(StrEnum):
    """The five things a champion can offer."""

    REQUIREMENTS = "requirements"
    ACCESS = "access"
    DOCUMENTATION = "documentation"
    TESTING = "testing"
    CODE = "code"


@dataclass(frozen=True, kw_only=True)
class Pledge:
    """What an author says of helping."""

    offers: tuple[Role, ...] = ()
    """What they offer to do."""
    instead: bool = False
    """In the place of what they offered before."""
    declines: tuple[Role, ...] = ()
    """What they will not do, or no longer; all five where they step down."""
    gives: tuple[Role, ...] = ()
    """For which role their words hold what a champion is asked for: a person to ask for access, a day for a test, …"""
    names: tuple[Role, ...] = ()
    """Which roles their words are about."""
    later: bool = False
    """They put something off, or do not know it yet."""


@dataclass(frozen=True, kw_only=True)
class Attached:
    """What an attachment was taken for."""

    filename: str
    kind: str
    """As in `extract.attached.AttachmentReading`."""
    because: str
    """For a person: what was recognised, or why it was not read."""


@dataclass(frozen=True, kw_only=True)
class Understanding:
    """All that `extract` reads out of one Message, without knowing any other mail."""

    purpose: Purpose
    because: str
    """One sentence for a person, naming the words that decided."""
    language: str = "en"
    """ISO 639-1 code of the new text."""
    requests: tuple[Details, ...] = ()
    """Several when one mail asks for several integrations; empty unless it asks for one or adds to one."""
    pledge: Pledge = Pledge()
    asking: tuple[str, ...] = ()
    """The sentences of its text that ask for an integration, as written."""
    wishing: tuple[str, ...] = ()
    """Where it is a request, the sentences that wish for anything, as written."""
    beside: tuple[str, ...] = ()
    """Beside a request: the sentences that ask something else or report a fault, as written."""
    attached: tuple[Attached, ...] = ()
    """The attachments that were looked at, those inside a winmail.dat behind it."""

    @property
    def offers(self) -> tuple[Role, ...]:
        """What the author offers to do."""
        return self.pledge.offers
