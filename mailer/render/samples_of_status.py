"""Invented contexts of the mails about a change of status: each step of the way, and each turn that it may take."""

from mailer.model.contexts import ASKED_OF_CHAMPIONS, status_changed
from mailer.model.notice import Context
from mailer.model.request import Role
from mailer.model.settling import together
from mailer.model.status import Standing, Status

DECLINED = """Thank you for the careful write-up. The vendor has announced that this API will be switched off
in June 2027, and its successor is not open to partners yet.

We will look at it again when the successor is public."""
NEXT, LATER = "v0.4.0", "v0.5.0"


def steps(*, offers: bool) -> dict[str, Context]:
    """Each status as its way leads to it, for somebody who offers to help with everything or with nothing."""
    return {
        new.status.value: _changed(old, new, text, offers=tuple(Role) if offers else ())
        for old, new, text in (
            (Standing(Status.UNDER_REVIEW), Standing(Status.SUBMITTED), "We started too early: the vendor's new API comes next month."),
            (Standing(Status.SUBMITTED), Standing(Status.UNDER_REVIEW), ""),
            (Standing(Status.UNDER_REVIEW), Standing(Status.ACCEPTED), "It fits well with the warehouse work we have planned."),
            (Standing(Status.ACCEPTED), Standing(Status.SCHEDULED, NEXT), ""),
            (Standing(Status.SCHEDULED, NEXT), Standing(Status.IN_DEVELOPMENT, NEXT), ""),
            (Standing(Status.IN_DEVELOPMENT, NEXT), Standing(Status.COMPLETED, NEXT), "Key pairs and OAuth both work. Bulk loads come in v0.4.1."),
            (Standing(Status.UNDER_REVIEW), Standing(Status.DECLINED), DECLINED),
        )
    }  # fmt: skip


def turns() -> dict[str, Context]:
    """What is no step forward, or several at once."""
    scheduled, started = Standing(Status.SCHEDULED, NEXT), Standing(Status.IN_DEVELOPMENT, NEXT)
    declined, accepted = Standing(Status.DECLINED), Standing(Status.ACCEPTED)
    review, later = Standing(Status.UNDER_REVIEW), Standing(Status.SCHEDULED, LATER)
    return {
        "moved": _changed(scheduled, later, ""),
        "moved-started": _changed(scheduled, Standing(Status.IN_DEVELOPMENT, LATER), ""),
        "moved-completed": _changed(started, Standing(Status.COMPLETED, LATER), ""),
        "back-review": _changed(accepted, review, "The vendor has changed the price of its API."),
        "back-accepted": _changed(scheduled, accepted, "The release is full."),
        "back-scheduled": _changed(started, scheduled, "Its author is ill."),
        "back-started": _changed(Standing(Status.COMPLETED, NEXT), started, "Large tables fail."),
        "again": _changed(declined, review, "A partner wants to maintain it with us."),
        "again-accepted": _changed(declined, accepted, "A partner maintains it with us."),
        "reopened": _changed(review, review, "You wrote that it was a mistake.", withdrawn=True),
        "settled": _together(_changed(review, declined, DECLINED), _changed(declined, accepted, "It is open now.")),
        "still": _together(_changed(scheduled, later, ""), _changed(later, scheduled, "It fits into v0.4.0 after all.")),
    }  # fmt: skip


def _changed(
    old: Standing, new: Standing, text: str, *, offers: tuple[Role, ...] = (), withdrawn: bool = False
) -> Context:
    return status_changed(
        ref="INT-7",
        name="Snowflake",
        old=old.status,
        old_release=old.release,
        new=new.status,
        release=new.release,
        explanation=text,
        votes=13,
        offers=offers,
        asked=ASKED_OF_CHAMPIONS.get(new.status, ()) if offers else (),
        withdrawn=withdrawn,
    )


def _together(first: Context, second: Context) -> Context:
    both = together(first, second)
    assert both, "these two have something to tell together"
    return both
