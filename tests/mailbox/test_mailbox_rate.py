"""How many mails of one sender come in a minute."""

from hypothesis import given
from hypothesis import strategies as st

from mailer.mailbox.rate import MOST_SENDERS, Rate


def test_a_burst_is_cut_and_refills_evenly() -> None:
    """Six a minute: six at once, then one every ten seconds."""
    rate = Rate([(6, 60)])
    assert [rate.take("a@x.example", 100.0) for _ in range(8)] == [True] * 6 + [False] * 2
    assert not rate.take("a@x.example", 105.0)
    assert rate.take("a@x.example", 110.1)
    assert not rate.take("a@x.example", 110.2)


def test_one_sender_takes_nothing_from_another() -> None:
    """Each envelope sender has its own bucket."""
    rate = Rate([(1, 60)])
    assert rate.take("a@x.example", 0.0) and rate.take("b@x.example", 0.0)


def test_a_slow_flood_meets_the_longer_window() -> None:
    """R-94: who keeps below the minute's bound for long is held by the hour's."""
    rate = Rate([(50, 60), (120, 300), (600, 3_600)])
    passed = sum(rate.take("a@x.example", float(second)) for second in range(0, 3_600, 2))
    assert 600 <= passed <= 1_200


def test_no_bound_means_no_bound() -> None:
    """Zero lets everything in and remembers nobody."""
    rate = Rate([(0, 60)])
    assert all(rate.take("a@x.example", 0.0) for _ in range(1000))


def test_forged_senders_fill_no_memory() -> None:
    """Only so many senders are remembered, and the quiet ones are forgotten first."""
    rate = Rate([(1, 60)])
    for number in range(MOST_SENDERS + 5):
        rate.take(f"{number}@x.example", 0.0)
    assert len(rate._buckets) == MOST_SENDERS
    assert rate.take("0@x.example", 0.0)
    assert not rate.take(f"{MOST_SENDERS}@x.example", 0.0)


@given(st.lists(st.floats(0, 600), max_size=200), st.integers(1, 30))
def test_never_more_than_a_burst_and_the_refill(gaps: list[float], per_minute: int) -> None:
    """Over any time T at most per_minute x (1 + T minutes) mails pass, also when the clock steps back."""
    rate, now, passed = Rate([(per_minute, 60)]), 1_000.0, 0
    for gap in gaps:
        now += gap
        passed += rate.take("a@x.example", now)
    assert passed <= per_minute * (1 + (now - 1_000.0) / 60) + 1e-6
