"""How long a server is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.mailbox.backoff import LONGEST_SECONDS, delay

TABLE = [(0, 0.0), (1, 1.0), (2, 2.0), (3, 4.0), (5, 16.0), (9, 256.0), (10, 300.0), (1_000, 300.0)]


@pytest.mark.parametrize(("failures", "seconds"), TABLE)
def test_the_pause_doubles_up_to_five_minutes(failures: int, seconds: float) -> None:
    """One second, two, four … and never more than five minutes."""
    assert delay(failures) == seconds


def test_a_refused_login_is_left_alone_at_once() -> None:
    """A wrong password is not tried again for five minutes, or the account gets locked (R-27)."""
    assert [delay(failures, login=True) for failures in (0, 1, 7)] == [0.0, LONGEST_SECONDS, LONGEST_SECONDS]


@given(st.integers(0, 10**6), st.booleans())
def test_a_pause_never_shrinks_with_more_failures(failures: int, login: bool) -> None:
    """Monotone and bounded, for any count."""
    assert 0 <= delay(failures, login=login) <= delay(failures + 1, login=login) <= LONGEST_SECONDS
