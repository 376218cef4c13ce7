"""When a daily or weekly moment last was."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.rules.periods import DAYS, latest

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "day", "expected"),
    [
        ("2026-11-23T07:30+00:00", "monday", "2026-11-23T08:00+01:00"),
        ("2026-11-23T06:30+00:00", "monday", "2026-11-16T08:00+01:00"),
        ("2026-11-25T12:00+00:00", "monday", "2026-11-23T08:00+01:00"),
        ("2026-11-25T12:00+00:00", "", "2026-11-25T08:00+01:00"),
        ("2026-11-25T06:59+00:00", "", "2026-11-24T08:00+01:00"),
        ("2026-03-30T06:00+00:00", "monday", "2026-03-30T08:00+02:00"),
    ],
)
def test_the_moment_is_by_the_clock_on_the_wall(now: str, day: str, expected: str) -> None:
    """Eight o'clock in Berlin, in winter and in summer."""
    assert latest(datetime.fromisoformat(now), BERLIN, 8, day) == datetime.fromisoformat(expected)


@given(minutes=st.integers(0, 20 * 365 * 24 * 60), hour=st.integers(0, 23), day=st.sampled_from(["", *DAYS]))
def test_it_is_never_in_the_future_and_never_older_than_its_period(minutes: int, hour: int, day: str) -> None:
    """Also on the two nights of the year that are an hour shorter or longer."""
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    moment = latest(now, BERLIN, hour, day)
    assert moment - timedelta(hours=1) <= now
    assert now - moment <= timedelta(days=7 if day else 1, hours=1)
