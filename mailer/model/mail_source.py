"""A raw mail on its way from a mailbox into the inbox: the bytes, where they lay, and what the envelope said."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Source = Literal["imap", "listen", "folder", "ingest"]

NULL_SENDER = "<>"
"""The reverse-path of bounces (RFC 5321 section 4.5.5), told apart from an envelope that nobody knows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RawMail:
    """One mail as a mailbox handed it over; (account, uidvalidity, uid, hash of the bytes) names it for ever."""

    raw: bytes = field(repr=False)
    """The mail as it lay there; only its head where `oversize` is set."""
    source: Source
    account: str
    """Which mailbox: `imap://user@host/folder`, the path of a file or folder, or the listener's protocol."""
    uidvalidity: int = 0
    """Epoch of the UIDs (RFC 9051 section 2.3.1.1); 0 where there are none."""
    uid: int = 0
    """IMAP UID, or the position in a file of several mails (from 1)."""
    received_at: datetime
    """When the mailbox got it; aware, UTC."""
    envelope_sender: str = ""
    """MAIL FROM; `<>` for the null reverse-path, empty where it is not known."""
    envelope_recipients: tuple[str, ...] = ()
    """RCPT TO, or what the delivering host noted above its own Received header; empty where it is not known."""
    answer: bool = True
    """False for mail older than the first start: recorded and not answered."""
    oversize: int = 0
    """The true size in bytes where only the head was fetched; else 0."""
    key: object = field(default=None, compare=False, repr=False)
    """The mailbox's own handle (a path, a UID); means nothing to anybody else."""
