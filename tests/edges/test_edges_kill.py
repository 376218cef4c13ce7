"""SIGKILL at random moments, with a real Dovecot and an SMTP sink."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from killing import kill_again_and_again
from servers import Dovecot


def test_killed_again_and_again_it_loses_and_doubles_nothing(
    tmp_path: Path, dovecots: Callable[..., AbstractContextManager[Dovecot]]
) -> None:
    """R-01, G1, G3: after ten kills under load every mail is one request; a repeated answer is the same to the byte.

    `bench/kill.py` runs as many as wanted.
    """
    with dovecots() as own:
        toll = kill_again_and_again(tmp_path, own, kills=10, mails=100, seed=1)
    assert toll.clean, toll
    assert toll.answers == toll.mails
    assert toll.repeated <= toll.kills
