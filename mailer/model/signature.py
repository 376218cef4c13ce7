"""What our own check of a DKIM signature found (RFC 6376)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Signature:
    """One signature on a mail, checked against the key in its domain's DNS."""

    domain: str
    """The signing domain (`d=`), lower-case."""
    valid: bool
    because: str
    """Why it does not count; `it verifies` where it does."""
