"""The three ways a step can fail. Whoever raises says which; whatever is not one of these counts as transient.

A shell translates its library's exceptions into these at its edge, so that no flow knows a library's names.
"""


class MailerError(Exception):
    """Base of the errors that carry a sentence for a person: what was wrong and what to do."""


class Transient(MailerError):
    """Trouble that may pass (network, lock, full disk, 4xx): try the same thing again later."""


class RelayTrouble(Transient):
    """The way out itself is in trouble, whoever the mail is for: no other mail is tried until it is over."""


class Permanent(MailerError):
    """Trouble that stays (5xx, refused address): trying again is pointless."""

    def __init__(self, message: str, *, status: str = "") -> None:
        super().__init__(message)
        self.status = status
        """Enhanced status code (RFC 3463) such as `5.1.1`, empty where the peer gave none."""


class Unreadable(MailerError):
    """The mail itself cannot be read within the limits; it is quarantined with `reason`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        """Short stable name, such as `too-big` or `too-deep`."""


class Refused(MailerError):
    """A person asked for something that is not possible; the text names what is (exit code 1)."""


class Misused(Refused):
    """The words of the order themselves name nothing that there is; the text says what they can be (exit code 2)."""
