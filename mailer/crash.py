"""Named points at which a test may let the process die, as a power cut would (RELIABILITY R-02).

Inert in production: without TEST_CRASH_AT in the environment a point is one comparison of two strings.
`grep -rn "crash_point(" mailer/` lists them all.
"""

import os
import signal

_AT, _, _TIMES = os.environ.get("TEST_CRASH_AT", "").partition(":")
_left = int(_TIMES or 1)


def crash_point(name: str) -> None:
    """Die by SIGKILL when TEST_CRASH_AT is `name`, or `name:3` and this is the third time."""
    global _left
    if name != _AT:
        return
    _left -= 1
    if _left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
