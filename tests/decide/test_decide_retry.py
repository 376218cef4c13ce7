"""What now, after a mail could not be sent."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.decide.retry import DEAD_MAILBOX, FEWEST_TRIES, LIFETIME, GiveUp, RetryAt, Suppress, after_failure
from mailer.errors import Permanent, Transient

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
LATER = Transient("451 4.3.0 later")


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(1, 300), (2, 600), (3, 1_200), (4, 2_400), (5, 4_000), (6, 4_000), (100, 4_000), (10**6, 4_000)],
)
def test_waits_double_up_to_a_little_over_an_hour(attempts: int, seconds: float) -> None:
    """R-34: 300 s, doubling to 4,000 s, however many attempts there were."""
    when = START + timedelta(seconds=seconds)
    assert after_failure(attempts, START, START, LATER, jitter=0.0) == RetryAt(when=when)


def test_jitter_spreads_retries() -> None:
    """Mails that failed together do not come back together."""
    assert after_failure(1, START, START, LATER, jitter=1.0) == RetryAt(when=START + timedelta(seconds=375))


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        ("", GiveUp),
        ("5.7.1", GiveUp),
        ("5.2.2", GiveUp),
        ("5.6.7", GiveUp),
        ("5.1.3", GiveUp),
        ("5.1.1", Suppress),
        ("5.1.2", Suppress),
        ("5.1.10", Suppress),
        ("5.2.1", Suppress),
    ],
)
def test_a_refusal_for_good_is_not_repeated(status: str, verdict: type[GiveUp | Suppress]) -> None:
    """R-35: 5xx is the end of this mail; where nobody is there, it is the end of the address for a while."""
    error = Permanent("550 no", status=status)
    assert after_failure(1, START, START, error, jitter=0.5) == verdict(reason="550 no")


def test_after_five_days_it_is_over() -> None:
    """RFC 5321 section 4.5.4.1: the last attempt is within five days, and the reason names the last trouble."""
    last = START + LIFETIME - timedelta(seconds=4_000)
    assert after_failure(99, START, last, LATER, jitter=0.0) == RetryAt(when=START + LIFETIME)
    over = after_failure(99, START, last + timedelta(seconds=1), LATER, jitter=0.0)
    assert over == GiveUp(reason="not delivered within 5 days: 451 4.3.0 later")


def test_age_alone_ends_nothing() -> None:
    """R-15: a mail that looks ten years old after few attempts lies under a clock that was set; it is tried on."""
    late = START + timedelta(days=3_650)
    assert isinstance(after_failure(FEWEST_TRIES - 1, START, late, LATER, jitter=0.0), RetryAt)
    assert isinstance(after_failure(FEWEST_TRIES, START, late, LATER, jitter=0.0), GiveUp)


def test_a_server_that_is_down_is_asked_about_a_hundred_times() -> None:
    """Five days of 4xx end by themselves, after neither a handful nor thousands of attempts."""
    now, attempts = START, 1
    while isinstance(verdict := after_failure(attempts, START, now, LATER, jitter=0.5), RetryAt):
        now, attempts = verdict.when, attempts + 1
    assert 80 <= attempts <= 115
    assert now - START <= LIFETIME


@given(
    attempts=st.integers(1, 2_000),
    age=st.integers(0, 10 * 86_400),
    jitter=st.floats(0, 1),
    status=st.none() | st.from_regex(r"\A5\.[1-7]\.[0-9]{1,2}\Z"),
)
def test_every_failure_has_one_verdict(attempts: int, age: int, jitter: float, status: str | None) -> None:
    """A retry lies ahead, between 300 s and 5,000 s, within five days but for the first few; Permanent is never retried."""
    now = START + timedelta(seconds=age)
    error = LATER if status is None else Permanent("554 no", status=status)
    match after_failure(attempts, START, now, error, jitter=jitter):
        case RetryAt(when=when):
            assert status is None
            assert timedelta(seconds=300) <= when - now <= timedelta(seconds=5_000)
            assert when - START <= LIFETIME or attempts < FEWEST_TRIES
        case Suppress():
            assert status in DEAD_MAILBOX
        case GiveUp(reason=reason):
            assert str(error) in reason
