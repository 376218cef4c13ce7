"""How long to leave a server alone after a failure. Pure."""

from mailer.errors import Transient

FIRST_SECONDS = 1.0
LONGEST_SECONDS = 300.0


class LoginRefused(Transient):
    """The server wants none of us: wrong password, expired grant, TLS missing. Hammering gets an account locked."""


def delay(failures: int, *, login: bool = False) -> float:
    """Seconds until the next try after `failures` failures in a row: doubling to five minutes, at once for a login."""
    if failures < 1:
        return 0.0
    if login:
        return LONGEST_SECONDS
    return float(min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** min(failures - 1, 30)))
