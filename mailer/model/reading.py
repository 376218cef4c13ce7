"""What one mail's bytes say: the result of parse and extract together."""

from dataclasses import dataclass, replace
from typing import Self

from mailer.model.message import Message
from mailer.model.request import Understanding


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A mail as read and understood. The attachments' contents are left out: the raw mail has them."""

    message: Message
    understanding: Understanding


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a mail could not be read."""

    reason: str
    """`too-big`, `too-deep` … for a named limit; `crash`, `timeout`, `memory`, `error` for a failure of the road."""
    detail: str
    final: bool
    """True for a limit: trying again gives the same. False counts as one of three tries."""

    def of_a_mail(self, *, oversize: int) -> Self:
        """As it counts: of a mail of `oversize` bytes, beyond the limit, not even the head can be read; 0 for all others."""
        return replace(self, reason="too-big", detail=f"{oversize} bytes", final=True) if oversize else self
