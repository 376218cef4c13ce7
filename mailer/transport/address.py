"""Whom we send to: a plain mailbox of RFC 5321 section 4.1.2, and nothing that a shell or a log could misread."""

import re

from mailer.errors import Permanent

_LOCAL = r"[^\s\x00-\x1f\x7f<>,;:\\\"()\[\]@.-][^\s\x00-\x1f\x7f<>,;:\\\"()\[\]@]*"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_MAILBOX = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>{_LABEL}(?:\.{_LABEL})*)")
_LONGEST_LOCAL, _LONGEST_DOMAIN = 64, 255
"""Octets, RFC 5321 section 4.5.3.1."""


def checked(recipient: str) -> str:
    """Return `recipient` as it is.

    Raises Permanent (5.1.3, RFC 3463 section 3.2) for quoted local parts, a leading dash, domain literals, control
    characters and parts that are too long (RELIABILITY R-44).
    """
    match = _MAILBOX.fullmatch(recipient)
    if (
        match is None
        or len(match["local"].encode("utf-8", "replace")) > _LONGEST_LOCAL
        or len(match["domain"].encode("utf-8", "replace")) > _LONGEST_DOMAIN
    ):
        raise Permanent(f"{recipient!r} is no mailbox that we send to", status="5.1.3")
    return recipient
