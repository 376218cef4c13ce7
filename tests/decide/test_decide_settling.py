"""Changes of status that follow each other while nobody was told: what their readers know is always where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mailer.decide.preferences import unwanted
from mailer.decide.updates import as_one, change_status
from mailer.errors import Refused
from mailer.model.contexts import ends_of
from mailer.model.decision import ChangeStatus, Decision, Mend
from mailer.model.notice import NoticeKind
from mailer.model.people import Pace, Part, Participant, Person
from mailer.model.request import Kind
from mailer.model.snapshot import RequestView
from mailer.model.status import Standing, Status, same_standing

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PACES = (Pace.EVERYTHING, Pace.DECISIONS, Pace.WEEKLY)
PEOPLE = [
    Participant(
        person=Person(id=at, name="", address=f"p{at}@acme.example", pace=pace), part=Part.VOTER, since=NOW
    )
    for at, pace in enumerate(PACES)
]
REQUEST = RequestView(
    number=7,
    ref="INT-7",
    kind=Kind.NEW_INTEGRATION,
    status=Status.SUBMITTED,
    participants=tuple(PEOPLE),
    created_at=NOW,
)
Step = tuple[Status, str, str, bool]
"""A change: to which status, for which release, with which note; and whether the window ends after it."""
STEPS = st.lists(
    st.tuples(
        st.sampled_from(Status),
        st.sampled_from(["", "v1", "v2"]),
        st.sampled_from(["", "because"]),
        st.booleans(),
    ),
    max_size=25,
)


class Outbox:
    """What waits for each person, as `flows/notices` keeps it."""

    def __init__(self) -> None:
        self.waits: dict[str, Mapping[str, Any]] = {}

    def take(self, decision: Decision) -> None:
        alone = {tell.to.address for tell in decision.tells}
        mended = [effect.tell for effect in decision.effects if isinstance(effect, Mend)]
        for tell in (*mended, *decision.tells):
            untold = self.waits.pop(tell.to.address, None)
            said = as_one(untold, tell) if untold else tell if tell.to.address in alone else None
            if said:
                self.waits[tell.to.address] = said.context

    def send(self, request: RequestView, person: Person) -> Mapping[str, Any] | None:
        context = self.waits.pop(person.address, None)
        refused = unwanted(NoticeKind.STATUS_CHANGED, context, person, request) if context else ""
        return None if refused else context


def moved(request: RequestView, step: Step, outbox: Outbox) -> RequestView:
    """The request after one change, where it is allowed; its news are in the outbox."""
    to, release, note, _ = step
    try:
        decision = change_status(request, to, note=note, release=release, actor="team", settle_seconds=60)
    except Refused:
        return request
    outbox.take(decision)
    (change,) = (effect for effect in decision.effects if isinstance(effect, ChangeStatus))
    return replace(request, status=change.to, release=change.release, explanation=note)


@given(steps=STEPS)
def test_every_mail_leads_from_what_its_reader_knows_to_what_is(steps: Sequence[Step]) -> None:
    """Whatever the team does and whenever the window ends: no mail says something untrue, who hears everything knows where
    the request stands, and a mail that tells of no change has words of the team."""
    request, outbox = REQUEST, Outbox()
    known = dict.fromkeys(PACES, request.standing)
    for step in steps:
        request = moved(request, step, outbox)
        if not step[-1]:
            continue
        for person in (one.person for one in PEOPLE):
            context = outbox.send(request, person)
            if context:
                began, ended = ends_of(context)
                assert ended == request.standing
                assert person.pace is not Pace.EVERYTHING or same_standing(began, known[person.pace])
                assert not same_standing(began, ended) or context["explanation"]
                known[person.pace] = ended
        assert same_standing(known[Pace.EVERYTHING], request.standing)
        assert decided(known[Pace.DECISIONS]) == decided(request.standing)
        assert known[Pace.WEEKLY] == REQUEST.standing


def decided(standing: Standing) -> tuple[str, str]:
    """What has been decided about a request that stands there: nothing yet, or to build it, for which release, or not to."""
    if standing.status in (Status.SUBMITTED, Status.UNDER_REVIEW):
        return "", ""
    begun = standing.status is Status.IN_DEVELOPMENT
    return (Status.SCHEDULED if begun else standing.status).value, standing.release
