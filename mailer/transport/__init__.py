"""Where mail goes out: an SMTP server or a folder. Sends bytes as they are; decides nothing and retries nothing."""

from typing import Protocol

from mailer.model.envelope import Envelope


class Transport(Protocol):
    """A way out. One thread uses it at a time."""

    def send(self, envelope: Envelope) -> str:
        """Hand the mail over and return the receiver's word.

        Raises RelayTrouble when the way out is in trouble (no connection, no greeting, login refused, silence),
        Transient for what may pass for this mail (4xx), Permanent for what stays (5xx, impossible address).
        """
        ...

    def check(self) -> str:
        """Say how the way out is without sending; raises as `send`."""
        ...

    def hang_up(self) -> None:
        """Cut the line, so that a `send` which waits ends at once with RelayTrouble; from any thread, never raises."""
        ...

    def close(self) -> None:
        """Say goodbye; never raises."""
        ...
