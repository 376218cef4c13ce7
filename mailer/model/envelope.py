"""A composed mail: what SMTP is told, and the bytes."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """One mail to one recipient, ready to go; the same bytes at every attempt."""

    sender: str
    """MAIL FROM: the bounce address with its token (VERP)."""
    recipient: str
    content: bytes = field(repr=False)
    """Complete message (RFC 5322) with CRLF line ends."""
    message_id: str
    """With angle brackets, as in the content."""
