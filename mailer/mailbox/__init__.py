"""Where raw mail comes from: an IMAP account, our own SMTP and LMTP listeners, files and folders.

Judges nothing but size, and marks, moves or acknowledges a mail only after the caller has stored it durably.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from mailer.model.mail_source import RawMail


class Mailbox(Protocol):
    """A place that is looked into again and again. One thread uses it; only `stop` may come from another."""

    def fetch(self) -> Iterator[list[RawMail]]:
        """All mails that wait, oldest first, in batches bounded by count and bytes.

        Nothing is changed at the source. Raises Transient for trouble of network, server or disk, login
        included; the next call starts afresh.
        """
        ...

    def settle(self, mails: Sequence[RawMail], *, quarantined: Collection[RawMail] = ()) -> None:
        """Take stored mails out of the way: processed, or into quarantine where they are among `quarantined`.

        Call it only after the commit. Raises Transient; a mail that could not be settled is fetched again.
        """
        ...

    def wait(self, seconds: float) -> None:
        """Return when there may be new mail: at once when told, after `seconds` where nobody tells, or on `stop`.

        Raises Transient when the connection is lost meanwhile.
        """
        ...

    def stop(self) -> None:
        """End a running `wait` within a moment, and every later one at once. Safe from any thread and signal."""
        ...

    def close(self) -> None:
        """Say goodbye to the server; never raises."""
        ...
