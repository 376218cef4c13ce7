"""Whatever people and the team do with requests, everybody is counted once, and a split gives back what a merge took."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailer.decide import corrections
from mailer.decide.merging import merge, unmerge
from mailer.decide.withdrawal import may_withdraw, withdraw
from mailer.errors import Refused
from mailer.flows.notices import Stationery
from mailer.flows.record import record
from mailer.model.decision import Decision, Existing, Join, OpenImported, OpenRequest, SetPace
from mailer.model.inbox import Outcome
from mailer.model.message import Address
from mailer.model.news import Arrival
from mailer.model.people import ASKING, Pace, Part, Participant
from mailer.model.request import Details, Evidence, Field, Role, Value
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.store.database import Database, Tx

NOW = datetime(2026, 11, 23, tzinfo=UTC)
STATIONERY = Stationery(prefix="INT", message_domain="service.example", signing_key=b"k" * 32)
PEOPLE = tuple(
    Address(name=name, address=f"{name.lower()}@acme.example") for name in ("Ada", "Bo", "Cy", "Di")
)
REQUESTS = (1, 2, 3, 4)
IMPORTED = 5
"""How many asked for request 4 before us."""


@dataclass(frozen=True)
class Scene:
    """One transaction with four requests in it, whatever their numbers are."""

    tx: Tx
    refs: tuple[int, ...]

    def views(self) -> dict[int, RequestView]:
        return self.tx.tracker.views(self.refs)

    def view(self, which: int) -> RequestView:
        return self.views()[self.refs[which - 1]]

    def head(self, which: int) -> RequestView:
        """What people see behind a request: itself, or what it goes on as."""
        number = self.refs[which - 1]
        return self.tx.tracker.led([number])[number]


Act = Callable[[Scene], Decision | None]


def told(because: str, *effects: object) -> Decision:
    return Decision(outcome=Outcome.COMMAND, because=because, effects=effects)  # type: ignore[arg-type]


def details(name: str) -> Details:
    said = Value(items=(name,), evidence=Evidence(text=name, where="body", confidence=1.0))
    return Details(fields={Field.INTEGRATION_NAME: said, Field.USE_CASE: said})


def opened(tx: Tx) -> Scene:
    """Three requests by three people, and one from before us."""
    effects = [
        OpenRequest(
            slot=0,
            details=details(f"Wish of {person.name}"),
            requester=person,
            language="en",
            confirmed=True,
            because="asks",
        )
        for person in PEOPLE[:3]
    ]
    accepted = Arrival(status=Status.ACCEPTED)
    before = OpenImported(details=details("Wish from before"), count=IMPORTED, arrival=accepted, actor="team")
    record(tx, told("opened", *effects, before), NOW, STATIONERY)
    return Scene(tx, tuple(sorted(view.number for view in tx.tracker.listed())))


numbers, people = st.sampled_from(REQUESTS), st.sampled_from(PEOPLE)


def _vote(scene: Scene, number: int, who: Address, remove: bool) -> Decision:
    return corrections.vote(scene.head(number), who, remove=remove)


def _champion(scene: Scene, number: int, who: Address, role: Role, remove: bool) -> Decision:
    return corrections.champion(scene.head(number), who, role, remove=remove)


def _watch(scene: Scene, number: int, who: Address) -> Decision:
    target = Existing(number=scene.head(number).number)
    return told("watches", Join(target=target, address=who, part=Part.WATCHER))


def _pace(scene: Scene, number: int, who: Address, pace: Pace) -> Decision:
    target = Existing(number=scene.head(number).number)
    return told("hears", SetPace(address=who.address, pace=pace, target=target))


def _merge(scene: Scene, number: int, into: int) -> Decision:
    return merge(scene.view(number), scene.view(into), actor="team")


def _split(scene: Scene, number: int) -> Decision:
    view = scene.view(number)
    into = view.merged_into or view.number
    return unmerge(view, scene.views()[into], actor="team")


def _withdraw(scene: Scene, number: int, who: Address) -> Decision | None:
    view, person = scene.head(number), scene.tx.people.find(who.address)
    return withdraw(view, person) if person and may_withdraw(view, person) else None


ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(lambda n, w, r: lambda scene: _vote(scene, n, w, r), numbers, people, st.booleans()),
    st.builds(
        lambda n, w, o, r: lambda scene: _champion(scene, n, w, o, r),
        numbers,
        people,
        st.sampled_from(Role),
        st.booleans(),
    ),
    st.builds(lambda n, w: lambda scene: _watch(scene, n, w), numbers, people),
    st.builds(lambda n, w, p: lambda scene: _pace(scene, n, w, p), numbers, people, st.sampled_from(Pace)),
    st.builds(lambda n, i: lambda scene: _merge(scene, n, i), numbers, numbers),
    st.builds(lambda n: lambda scene: _split(scene, n), numbers),
    st.builds(lambda n, w: lambda scene: _withdraw(scene, n, w), numbers, people),
)


def do(scene: Scene, act: Act) -> None:
    """Carry out what is allowed; a refusal changes nothing."""
    try:
        decision = act(scene)
    except Refused:
        return
    if decision:
        record(scene.tx, decision, NOW, STATIONERY)


def check(scene: Scene) -> None:
    """One vote a person; votes are those who ask and those imported; what was merged leads to one that was not."""
    for which in REQUESTS:
        view = scene.view(which)
        asking = [p.person.id for p in view.participants if p.part in ASKING]
        assert len(asking) == len(set(asking)), "one vote a person"
        imported = IMPORTED if scene.refs[3] in (view.number, *view.members) else 0
        assert view.votes == len(asking) + imported
        assert sum(p.part is Part.REQUESTER for p in view.participants) <= 1
        roles = [(p.person.id, p.role) for p in view.participants if p.part is Part.CHAMPION]
        assert len(roles) == len(set(roles))
        assert not scene.head(which).merged_into
        assert (view.merged_into != 0) == view.closed_by.startswith("merged:")


def everybody(scene: Scene) -> dict[int, list[Participant]]:
    """Who takes part in what, without the mails they got about it."""
    return {n: [replace(p, thread=()) for p in view.participants] for n, view in scene.views().items()}


class _UndoneError(Exception):
    """Ends an example: nothing of it is kept."""


examples = settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@examples
@given(acts=st.lists(ACTS, max_size=25))
def test_any_sequence_of_acts_counts_everybody_once(database: Database, acts: list[Act]) -> None:
    """Votes, watching, championing, paces, merges, splits and withdrawals in any order."""
    with pytest.raises(_UndoneError), database.transaction() as tx:
        scene = opened(tx)
        for act in acts:
            do(scene, act)
            check(scene)
        raise _UndoneError


def _as_asked_never(people: dict[int, list[Participant]]) -> dict[int, list[Participant]]:
    return {number: [replace(one, asks=0, asked_at=None) for one in part] for number, part in people.items()}


@examples
@given(acts=st.lists(ACTS, max_size=15), number=numbers, into=numbers)
def test_a_merge_and_a_split_restore_the_people_of_both_sides(
    database: Database, acts: list[Act], number: int, into: int
) -> None:
    """From any state that acts lead to; a merge that is refused changes nothing either. What a merge asked champions for
    has been asked, and stays so."""
    with pytest.raises(_UndoneError), database.transaction() as tx:
        scene = opened(tx)
        for act in acts:
            do(scene, act)
        before = _as_asked_never(everybody(scene))
        if not scene.view(number).merged_into:
            do(scene, lambda scene: _merge(scene, number, into))
            do(scene, lambda scene: _split(scene, number))
        assert _as_asked_never(everybody(scene)) == before
        raise _UndoneError
