"""What a change of status means: its turn, its release, whether it is a decision, what its team said behind the verb."""

import pytest

from mailer.decide.preferences import is_decision
from mailer.model.status import Standing, Status, Turn, moved_from, planned, turn_of

SUBMITTED, REVIEW, ACCEPTED = (Standing(s) for s in (Status.SUBMITTED, Status.UNDER_REVIEW, Status.ACCEPTED))
DECLINED = Standing(Status.DECLINED)
SCHEDULED, LATER = Standing(Status.SCHEDULED, "v1"), Standing(Status.SCHEDULED, "v2")
STARTED, UNPLANNED = Standing(Status.IN_DEVELOPMENT, "v1"), Standing(Status.IN_DEVELOPMENT)
COMPLETED = Standing(Status.COMPLETED, "v1")


@pytest.mark.parametrize(
    ("old", "new", "turn"),
    [
        (SUBMITTED, REVIEW, Turn.ON),
        (SUBMITTED, COMPLETED, Turn.ON),
        (ACCEPTED, DECLINED, Turn.ON),
        (UNPLANNED, STARTED, Turn.ON),
        (COMPLETED, Standing(Status.COMPLETED, "v2"), Turn.ON),
        (SCHEDULED, LATER, Turn.MOVED),
        (STARTED, Standing(Status.IN_DEVELOPMENT, "v2"), Turn.MOVED),
        (STARTED, SCHEDULED, Turn.BACK),
        (COMPLETED, UNPLANNED, Turn.BACK),
        (REVIEW, SUBMITTED, Turn.BACK),
        (DECLINED, REVIEW, Turn.AGAIN),
        (DECLINED, SCHEDULED, Turn.AGAIN),
        (SCHEDULED, Standing(Status.SCHEDULED, "V1"), Turn.STILL),
        (SCHEDULED, Standing(Status.SCHEDULED, "1"), Turn.STILL),
        (DECLINED, DECLINED, Turn.STILL),
    ],
)
def test_each_way_has_its_turn(old: Standing, new: Standing, turn: Turn) -> None:
    """Forward, back, on another release, open again, or nowhere; a `v` makes no other release."""
    assert turn_of(old, new) is turn


@pytest.mark.parametrize("new", [REVIEW, ACCEPTED])
def test_what_was_withdrawn_is_reopened(new: Standing) -> None:
    """In the status that it had, or in another one; to decline it is no news but that."""
    assert turn_of(REVIEW, new, withdrawn=True) is Turn.REOPENED
    assert turn_of(REVIEW, DECLINED, withdrawn=True) is Turn.ON


@pytest.mark.parametrize(
    ("old", "to", "release"),
    [
        (SCHEDULED, Status.IN_DEVELOPMENT, "v1"),
        (SCHEDULED, Status.COMPLETED, "v1"),
        (STARTED, Status.SCHEDULED, "v1"),
        (STARTED, Status.ACCEPTED, ""),
        (STARTED, Status.DECLINED, ""),
        (COMPLETED, Status.IN_DEVELOPMENT, ""),
        (COMPLETED, Status.COMPLETED, "v1"),
        (Standing(Status.DECLINED, "v1"), Status.IN_DEVELOPMENT, ""),
    ],
)
def test_a_plan_holds_until_it_is_carried_out_or_given_up(old: Standing, to: Status, release: str) -> None:
    """Whoever starts what is scheduled need not name the release once more; what came out before is planned anew."""
    assert planned(old, to) == release


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        (SCHEDULED, LATER, "v1"),
        (SCHEDULED, Standing(Status.IN_DEVELOPMENT, "v2"), "v1"),
        (STARTED, Standing(Status.COMPLETED, "v2"), "v1"),
        (STARTED, COMPLETED, ""),
        (SCHEDULED, ACCEPTED, ""),
        (UNPLANNED, COMPLETED, ""),
        (COMPLETED, Standing(Status.IN_DEVELOPMENT, "v2"), ""),
    ],
)
def test_a_release_moves_only_from_a_plan(old: Standing, new: Standing, moved: str) -> None:
    """Whatever else changes with it; what was out already was planned for nothing."""
    assert moved_from(old, new) == moved


@pytest.mark.parametrize(
    ("old", "new", "decides"),
    [
        (SUBMITTED, REVIEW, False),
        (REVIEW, SUBMITTED, False),
        (SCHEDULED, STARTED, False),
        (REVIEW, ACCEPTED, True),
        (SUBMITTED, STARTED, True),
        (STARTED, Standing(Status.IN_DEVELOPMENT, "v2"), True),
        (SCHEDULED, Standing(Status.IN_DEVELOPMENT, "v2"), True),
        (ACCEPTED, REVIEW, True),
        (STARTED, REVIEW, True),
        (COMPLETED, UNPLANNED, True),
        (DECLINED, REVIEW, True),
    ],
)
def test_a_decision_is_taken_passed_or_taken_back(old: Standing, new: Standing, decides: bool) -> None:
    """For those who hear of decisions only: a step that skips one, or undoes one, and a release that moves."""
    assert is_decision(old, new) is decides
