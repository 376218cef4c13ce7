"""How marks and votes become one score."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.model.evaluation import BY_PEOPLE, Criterion, Mark
from mailer.rules.evaluation import demand, evaluate

NOW = datetime(2026, 11, 23, tzinfo=UTC)
EVEN = dict.fromkeys(Criterion, 1.0)


def mark(criterion: Criterion, number: int, actor: str = "kim", hours: int = 0) -> Mark:
    return Mark(criterion=criterion, mark=number, actor=actor, at=NOW + timedelta(hours=hours))


@pytest.mark.parametrize(("votes", "points"), [(0, 1), (1, 1), (2, 2), (4, 3), (8, 4), (16, 5), (5_000, 5)])
def test_demand_grows_by_one_with_each_doubling_of_those_who_ask(votes: int, points: float) -> None:
    """From 1 to 5, and never beyond."""
    assert demand(votes) == points


def test_several_people_count_alike_each_with_their_latest_mark() -> None:
    """Kim changed her mind from 1 to 4, Lou says 5: feasibility is 4.5."""
    marks = [
        mark(Criterion.FEASIBILITY, 4, "kim", hours=2),
        mark(Criterion.FEASIBILITY, 1, "kim"),
        mark(Criterion.FEASIBILITY, 5, "lou", hours=1),
    ]
    part = next(p for p in evaluate(marks, 1, EVEN).parts if p.criterion is Criterion.FEASIBILITY)
    assert part.value == 4.5
    assert {(m.actor, m.mark) for m in part.marks} == {("kim", 4), ("lou", 5)}


def test_what_nobody_scored_counts_as_the_middle_and_is_named() -> None:
    """One person asks, nobody scored: (1 + 4 x 3) / 5."""
    score = evaluate([], 1, EVEN)
    assert score.total == 2.6
    assert score.missing == BY_PEOPLE


def test_a_weight_of_nothing_takes_a_criterion_out() -> None:
    """An operator who cares for value alone ranks by value alone."""
    weights = {**dict.fromkeys(Criterion, 0.0), Criterion.VALUE: 2.0}
    assert evaluate([mark(Criterion.VALUE, 5), mark(Criterion.STRATEGIC, 1)], 1, weights).total == 5


@given(
    marks=st.lists(st.tuples(st.sampled_from(BY_PEOPLE), st.integers(1, 5), st.sampled_from("abc"))),
    votes=st.integers(0, 10_000),
)
def test_a_score_is_always_from_one_to_five(marks: list[tuple[Criterion, int, str]], votes: int) -> None:
    """Whatever people give and however many ask."""
    score = evaluate([mark(c, n, actor, at) for at, (c, n, actor) in enumerate(marks)], votes, EVEN)
    assert 1 <= score.total <= 5
