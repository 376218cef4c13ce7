"""A mail as read: what `parse` makes of the raw bytes, and nothing that anybody concluded from it.

What a child sends (here, in `request` and in `reading`) has no slots: so it is written and read in half the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LOOP_FIELD = "X-Integrations-Loop"
"""What every mail of ours carries."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """One mailbox (RFC 5322 section 3.4)."""

    name: str = ""
    """Display name, decoded and cleaned; empty where there is none."""
    address: str
    """addr-spec: local part as written, domain lower-case as A-labels."""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    def __str__(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A part that is not the text of the mail."""

    filename: str
    """Cleaned for show: no path, no control or bidi characters, at most 200 characters; `part-3` where it had none."""
    content_type: str
    """`type/subtype`, lower-case."""
    size: int
    """Decoded bytes."""
    sha256: str
    """Hex digest of the decoded bytes."""
    content: bytes = field(repr=False)
    inline: bool = False
    """Shown inside the HTML (a Content-ID or disposition inline), such as a logo."""


@dataclass(frozen=True, kw_only=True)
class InlineAnswer:
    """What the author wrote below a quoted passage."""

    quoted: str
    """The quoted lines right above, without their marks."""
    text: str


@dataclass(frozen=True, kw_only=True)
class Forwarded:
    """A mail that the sender passed on, inline or as message/rfc822: of several inside each other, the innermost."""

    sender: Address | None
    """The original author, as the forwarded header says (a hint, never authority); None where it has no address, or where
    somebody's words were quoted by hand."""
    author: str = ""
    """The author as written in that header: some clients leave the address out."""
    subject: str
    date: str
    """As written in the forwarded header; not parsed, since every client writes it otherwise."""
    text: str
    """The forwarded mail's own new text."""
    part: int | None = None
    """Where it stands among the attachments, if it was enclosed whole."""

    @property
    def by_hand(self) -> bool:
        """Whether no header says whose it is: its sender put somebody's words between quote marks."""
        return not (self.sender or self.author or self.subject or self.date)


@dataclass(frozen=True, kw_only=True)
class FailedRecipient:
    """One recipient that a delivery status notification reports on (RFC 3464 section 2.3)."""

    address: str
    permanent: bool
    status: str = ""
    """Enhanced status code (RFC 3463), such as `5.1.1`; empty where none is given."""


@dataclass(frozen=True, kw_only=True)
class DeliveryStatus:
    """What a bounce, delay notice, receipt or complaint says (RFC 3464, 8098, 5965, and the many that follow none)."""

    kind: "Automatic"
    """BOUNCE, DELIVERY_NOTICE or COMPLAINT."""
    recipients: tuple[FailedRecipient, ...] = ()
    returned_message_id: str = ""
    """Message-ID of the mail that came back, from the returned part; empty where it is not there."""
    returned_sender: str = ""
    """Envelope sender of the mail that a complaint is about: providers leave it in where they black out the rest."""
    because: str = ""


class Automatic(StrEnum):
    """Why a mail counts as not written by a person (CONTRACT: `automatic`)."""

    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    DELIVERY_NOTICE = "delivery_notice"
    COMPLAINT = "complaint"
    LIST = "list"
    BULK = "bulk"
    OWN = "own"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One mail, decoded and cleaned for show (no NUL, no control, no bidi override, no lone surrogate)."""

    message_id: str
    """With angle brackets; empty where the mail has none or a broken one."""
    subject: str
    date: datetime | None
    """Aware, UTC; None where the header is missing or impossible."""
    sender: Address | None
    """The author: the single mailbox of the single From header; the best readable one where it is not clean."""
    sender_defects: tuple[str, ...] = ()
    """Why the From cannot carry authority: two headers, two addresses, comments, parsers that disagree …; empty when clean."""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    """Message-IDs with brackets, syntax-checked."""
    references: tuple[str, ...] = ()
    """Oldest first, at most 50."""
    headers: tuple[tuple[str, str], ...] = ()
    """Every header in order, name as written, value unfolded and decoded."""
    text: str = ""
    """The whole body as plain text (from HTML where there is no text part)."""
    new_text: str = ""
    """What this sender newly wrote: no quoted history, signature, disclaimer or client's footer."""
    quoted: str = ""
    """The quoted history that was left out, quote marks removed; empty where there was none."""
    answers: tuple[InlineAnswer, ...] = ()
    """Answers written between quoted lines, in order."""
    forwarded: Forwarded | None = None
    enclosed: tuple[Forwarded, ...] = ()
    """Further mails that were passed on with it, each enclosed whole."""
    attachments: tuple[Attachment, ...] = ()
    delivery: DeliveryStatus | None = None
    """Set when the mail reports on another mail's delivery."""
    secrets: tuple[str, ...] = ()
    """Kinds of secrets that were taken out (`a password`, `an API key` …); the raw mail alone still has them."""
    defects: tuple[str, ...] = ()
    """What was wrong with the bytes and mended on the way, for the operator."""

    @property
    def passed_on(self) -> tuple[Forwarded, ...]:
        """Every mail that its sender passes on."""
        return (*([self.forwarded] if self.forwarded else []), *self.enclosed)

    def all(self, name: str) -> Iterator[str]:
        """Every value of the header `name` (case-insensitive), topmost first."""
        wanted = name.lower()
        return (value for key, value in self.headers if key.lower() == wanted)

    def header(self, name: str) -> str:
        """The topmost value of the header `name`, or the empty string."""
        return next(self.all(name), "")
