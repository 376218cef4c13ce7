"""Changes of status: what is allowed, what it needs, who hears of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailer.decide.updates import change_status
from mailer.errors import Refused
from mailer.model.decision import ChangeStatus, Close, Decision
from mailer.model.notice import Audience
from mailer.model.people import OfferState, Pace, Part, Participant, Person
from mailer.model.request import Evidence, Field, Kind, Role, Value
from mailer.model.snapshot import RequestView
from mailer.model.status import TRANSITIONS, Status

NOW = datetime(2026, 11, 23, tzinfo=UTC)
NAME = Value(items=("Snowflake",), evidence=Evidence(text="Snowflake", where="subject", confidence=1.0))


def person(number: int, pace: Pace = Pace.EVERYTHING) -> Person:
    return Person(id=number, name=f"P{number}", address=f"p{number}@acme.example", pace=pace)


def part(who: Person, what: Part, *, role: Role | None = None, muted: bool = False) -> Participant:
    state = OfferState.CONFIRMED if role else None
    return Participant(person=who, part=what, role=role, state=state, since=NOW, muted=muted)


def request(
    status: Status, *participants: Participant, confirmed: bool = True, closed_by: str = ""
) -> RequestView:
    return RequestView(
        number=7,
        ref="INT-7",
        kind=Kind.NEW_INTEGRATION,
        status=status,
        confirmed=confirmed,
        closed_by=closed_by,
        fields={Field.INTEGRATION_NAME: NAME},
        participants=participants or (part(person(1), Part.REQUESTER),),
        created_at=NOW,
    )


def change(
    view: RequestView, to: Status, note: str = "because", release: str = "v1", actor: str = "team"
) -> Decision:
    return change_status(view, to, note=note, release=release, actor=actor, settle_seconds=60)


@given(source=st.sampled_from(Status), target=st.sampled_from(Status))
def test_exactly_the_table_of_transitions_is_allowed(source: Status, target: Status) -> None:
    """With note and release given, a change is made if and only if the table has it."""
    if (source, target) in TRANSITIONS:
        decision = change(request(source), target)
        assert [e.to for e in decision.effects if isinstance(e, ChangeStatus)] == [target]
    else:
        with pytest.raises(Refused):
            change(request(source), target)


def test_a_refusal_names_what_is_allowed() -> None:
    """Completed cannot be declined; the error says what it can become."""
    with pytest.raises(Refused, match=r"INT-7 is Completed and cannot become Declined; allowed: submitted"):
        change(request(Status.COMPLETED), Status.DECLINED)


@pytest.mark.parametrize("source", [s for s in Status if s not in (Status.COMPLETED, Status.DECLINED)])
def test_a_decline_needs_its_explanation(source: Status) -> None:
    """The process document: declined, with explanation provided."""
    with pytest.raises(Refused, match="explanation"):
        change(request(source), Status.DECLINED, note=" ")


@pytest.mark.parametrize("target", [Status.SCHEDULED, Status.COMPLETED])
def test_scheduled_and_completed_need_a_release(target: Status) -> None:
    """Nobody is told of a schedule without a version."""
    with pytest.raises(Refused, match="release"):
        change(request(Status.ACCEPTED), target, release="")


def test_completing_keeps_the_scheduled_release() -> None:
    """The release that was promised stands unless another one is named."""
    view = request(Status.SCHEDULED)
    done = change_status(
        RequestView(**{f: getattr(view, f) for f in view.__slots__} | {"release": "v0.5"}),
        Status.COMPLETED,
        note="",
        release="",
        actor="team",
        settle_seconds=0,
    )
    assert [e.release for e in done.effects if isinstance(e, ChangeStatus)] == ["v0.5"]


def test_a_step_back_needs_a_note() -> None:
    """A move back is explained by a person."""
    with pytest.raises(Refused, match="note"):
        change(request(Status.ACCEPTED), Status.UNDER_REVIEW, note="")


def test_each_person_hears_once_in_their_strongest_part() -> None:
    """A requester who is champion too gets one mail, as requester, with the offer remembered."""
    ada, bo = person(1), person(2)
    view = request(
        Status.SUBMITTED,
        part(ada, Part.REQUESTER),
        part(ada, Part.CHAMPION, role=Role.TESTING),
        part(bo, Part.VOTER),
    )
    tells = change(view, Status.IN_DEVELOPMENT).tells
    assert [(t.to.address, t.role) for t in tells] == [
        ("p1@acme.example", Audience.REQUESTER),
        ("p2@acme.example", Audience.VOTER),
    ]
    assert tells[0].context["asked"] == ["testing"]


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (Status.UNDER_REVIEW, ()),
        (Status.ACCEPTED, ("requirements",)),
        (Status.SCHEDULED, ("access",)),
        (Status.IN_DEVELOPMENT, ("documentation", "testing", "code")),
        (Status.COMPLETED, ()),
        (Status.DECLINED, ()),
    ],
)
def test_each_status_asks_a_champion_for_what_they_offered_and_nothing_else(
    status: Status, wanted: tuple[str, ...]
) -> None:
    """P2 offered all five and hears decisions only: asked all the same. P3 offered one, which nobody confirmed: not asked."""
    helper = person(2, Pace.DECISIONS)
    view = request(
        Status.SUBMITTED,
        *(part(helper, Part.CHAMPION, role=role) for role in Role),
        replace(part(person(3), Part.CHAMPION, role=Role.TESTING), state=OfferState.OFFERED),
    )
    asked = {t.to.address: t.context["asked"] for t in change(view, status).tells}
    assert sorted(asked.get("p2@acme.example", [])) == sorted(wanted)
    assert asked["p3@acme.example"] == []


def test_who_asked_not_to_hear_does_not() -> None:
    """The muted, those who want nothing and the actor get no mail; decisions-only hears decisions."""
    view = request(
        Status.SUBMITTED,
        part(person(1), Part.REQUESTER),
        part(person(2), Part.VOTER, muted=True),
        part(person(3, Pace.NOTHING), Part.VOTER),
        part(person(4, Pace.DECISIONS), Part.VOTER),
    )
    assert {t.to.address for t in change(view, Status.UNDER_REVIEW, actor="p1@acme.example").tells} == set()
    assert {t.to.address for t in change(view, Status.ACCEPTED, actor="p1@acme.example").tells} == {
        "p4@acme.example"
    }


def test_an_unconfirmed_request_tells_nobody() -> None:
    """R-92: an address that nobody has confirmed gets no news."""
    assert change(request(Status.SUBMITTED, confirmed=False), Status.DECLINED).tells == ()


def test_a_merged_request_does_not_move() -> None:
    """It goes on as another one; the refusal names that, and how to undo it."""
    merged = replace(request(Status.SUBMITTED, closed_by="merged:INT-4"), merged_into=4)
    with pytest.raises(Refused, match=r"INT-7 goes on as INT-4; .*split INT-7"):
        change(merged, Status.ACCEPTED)


@pytest.mark.parametrize("target", [Status.SUBMITTED, Status.ACCEPTED])
def test_a_withdrawn_request_is_opened_again_by_the_team_with_a_note(target: Status) -> None:
    """In the status that it had, or in another one; without a word why it stays closed."""
    withdrawn = request(Status.SUBMITTED, closed_by="withdrawn")
    with pytest.raises(Refused, match="needs a note"):
        change(withdrawn, target, note=" ")
    opened, moved = change(withdrawn, target, note="they need it after all").effects
    assert isinstance(opened, Close) and opened.closed_by == ""
    assert isinstance(moved, ChangeStatus) and (moved.to, moved.note) == (target, "they need it after all")


@pytest.mark.parametrize("status", [Status.SCHEDULED, Status.IN_DEVELOPMENT])
def test_a_release_that_moves_is_told_once_with_old_and_new(status: Status) -> None:
    """The status stays, the release changes, and each listener reads from where to where; the same release is refused."""
    planned = replace(
        request(status, part(person(1), Part.REQUESTER), part(person(2), Part.VOTER)), release="v0.4"
    )
    decision = change(planned, status, note="", release="v0.5")
    assert [(t.context["old_release"], t.context["release"]) for t in decision.tells] == [
        ("v0.4", "v0.5")
    ] * 2
    with pytest.raises(Refused, match=r"for v0\.4 already"):
        change(planned, status, note="", release="v0.4")
