"""An internal note stays with the team, whatever happens to its request afterwards (RELIABILITY R-87)."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from world import World, open_world, text_of

from mailer.errors import Refused
from mailer.flows.digests import tend
from mailer.flows.reports import frequently_requested, funnel, recently_added
from mailer.flows.updates import add_note, merge_requests, split_request, update_status
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA, BO, KIM = "ada@northwind.example", "bo@kontor.example", "kim@service.example"
TEAM = f"""
[team]
addresses = ["{KIM}"]
notify = "{KIM}"
"""
NOTE = "zebra42"
"""In every note, and in nothing else."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Two requests of Ada's and Bo's, and the mails by which Ada and the team speak about the first."""

    world: World
    hers: EmailMessage
    teams: EmailMessage

    def kim(self, words: str) -> None:
        self.world.send_reply(KIM, self.teams, words)

    def ada(self, words: str) -> None:
        self.world.send_reply(ADA, self.hers, words)

    def moves(self, to: Status, release: str = "") -> None:
        update_status(self.world.app, 1, to, release=release)

    def eight_days(self) -> None:
        self.world.clock.pass_(days=8)
        tend(self.world.app)


NOTES: Mapping[str, Callable[[Desk], object]] = MappingProxyType(
    {
        "by command": lambda desk: add_note(desk.world.app, 1, f"They pay little. {NOTE}"),
        "by mail": lambda desk: desk.kim(f"note: they pay little, {NOTE}"),
        "in words without a verb": lambda desk: desk.kim(f"I doubt that they mean it, {NOTE}."),
        "beside a decision": lambda desk: desk.kim(f"review\nnote: this is easy, {NOTE}"),
        "below a reply": lambda desk: desk.kim(f"reply: We look at it.\n\nnote: they pay little, {NOTE}"),
        "below a question": lambda desk: desk.kim(
            f"ask: Which region?\nInternal note: they pay little, {NOTE}"
        ),
        "below a decline": lambda desk: desk.kim(
            f"decline: Too niche.\n\n- **Note:** they pay little, {NOTE}"
        ),
        "as the reason of a mark": lambda desk: desk.kim(f"score value 2 {NOTE}"),
    }
)
ACTS: Mapping[str, Callable[[Desk], object]] = MappingProxyType(
    {
        "reviewed": lambda desk: desk.moves(Status.UNDER_REVIEW),
        "accepted": lambda desk: desk.moves(Status.ACCEPTED),
        "scheduled": lambda desk: desk.moves(Status.SCHEDULED, "v1"),
        "completed": lambda desk: desk.moves(Status.COMPLETED, "v1"),
        "asked about": lambda desk: desk.kim("ask: which region?"),
        "merged": lambda desk: merge_requests(desk.world.app, 1, 2),
        "split": lambda desk: split_request(desk.world.app, 1),
        "looked at": lambda desk: desk.ada("status"),
        "told of weekly": lambda desk: desk.ada("weekly"),
        "added to": lambda desk: desk.ada("Priority: high"),
        "offered help with": lambda desk: desk.ada("champion testing"),
        "a week older": lambda desk: desk.eight_days(),
    }
)


@pytest.mark.parametrize("note", NOTES)
@settings(
    max_examples=4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), min_size=3, max_size=8))
def test_a_note_is_in_no_mail_and_no_table(
    tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox, note: str, acts: list[str]
) -> None:
    """R-87: however the note came about and whatever follows, no mail to anybody but the team and no public table has it."""
    world = open_world(tmp_path_factory.mktemp("notes"), sandbox, extra=TEAM)
    tend(world.app)
    for who, name in ((ADA, "Snowflake"), (BO, "Tableau")):
        world.receive(world.write(who, f"Integration request: {name}", f"Please add {name} for our reports."))
    hers, teams, *_ = world.answers()
    assert (hers["To"], teams["To"]) == (ADA, KIM)
    desk = Desk(world=world, hers=hers, teams=teams)
    NOTES[note](desk)
    mails = world.answers()
    for act in acts:
        with suppress(Refused):  # not every order of them is possible
            ACTS[act](desk)
        mails += world.answers()
    outside = [mail for mail in mails if mail["To"] != KIM]
    tables = [
        make(world.app).written(form)
        for make in (frequently_requested, recently_added, funnel)
        for form in ("md", "html", "json")
    ]
    timeline = str(world.request(1))
    world.close()
    assert NOTE in timeline
    assert not [text for text in (*map(everything_in, outside), *tables) if NOTE in text]


def everything_in(mail: EmailMessage) -> str:
    """Headers and every part, decoded."""
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    return "\n".join([str(mail.items()), text_of(mail), *map(str, parts)])
