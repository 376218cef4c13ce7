"""A secret in a mail goes no further than the raw mail, and its author is told (RELIABILITY R-86)."""

import json
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from keys import password, private_key, secrets, unmarked
from structlog.testing import capture_logs
from world import World, open_world, text_of

from mailer.flows import queries
from mailer.model.inbox import Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
TEAM = '[team]\naddresses = ["kim@service.example"]\nnotify = "kim@service.example"\n'
TOLD = "looks like a secret"
PLACES = ("name", "use", "impact", "subject", "signature", "attachment", "reply", "vote")
GITHUB = secrets()["github"]


@pytest.fixture
def team_world(tmp_path: Path, sandbox: Sandbox) -> World:
    return open_world(tmp_path, sandbox, extra=TEAM)


def wish(world: World, place: str, secret: str) -> EmailMessage:
    """A request with `secret` at one place of it."""
    said = {p: f" {secret} " if p == place else "" for p in PLACES}
    text = (
        f"Integration Name: Snowflake{said['name']}\nUse Case: Nightly reports{said['use']} for finance.\n"
        f"Business Impact: We lose a day a week{said['impact']}.\n\n-- \nAda{said['signature']}\n"
    )
    mail = world.write(ADA, f"Integration request: Snowflake{said['subject'].split(chr(10))[0]}", text)
    if place == "attachment":
        mail.add_attachment(f"Authentication: OAuth2\n{secret}\n", filename="access.txt")
    return mail


def everything_outward(world: World) -> str:
    """Every mail that went out, decoded, and all that the tracker and the lists show."""
    world.seen.clear()
    mails = world.answers()
    texts = [part.get_content() for m in mails for part in m.walk() if part.get_content_maintype() == "text"]
    headers = [str(m.items()) for m in mails]
    shown = [
        queries.request(world.app, int(r["ref"].rpartition("-")[2])) for r in queries.requests(world.app)
    ]
    with world.app.database.reading() as tx:
        outbox = [entry.notice for entry in tx.outbox.listed()]
    return json.dumps(
        [texts, headers, shown, list(queries.inbox(world.app)), outbox], ensure_ascii=False, default=str
    )


def test_who_mails_a_secret_is_told_so_in_the_answer(team_world: World) -> None:
    """The request is filed without it, the answer asks to revoke it; the team's copy shows only the mask."""
    world = team_world
    fate = world.receive(wish(world, "use", GITHUB))
    assert fate.outcome is Outcome.REQUEST
    mails = {str(m["To"]): text_of(m) for m in world.answers()}
    assert TOLD in mails[ADA]
    assert TOLD not in mails["kim@service.example"]
    assert "[removed: looks like a GitHub token]" in mails["kim@service.example"]
    with world.app.database.reading() as tx:
        assert GITHUB.encode() in tx.inbox.raw(fate.id), "the raw mail, which only the team can see, keeps it"


def test_a_mail_without_a_secret_says_nothing_of_secrets(team_world: World) -> None:
    """Nobody is warned for nothing."""
    world = team_world
    world.receive(wish(world, "none", ""))
    assert all(TOLD not in text_of(m) for m in world.answers())


@pytest.mark.parametrize(
    "said",
    [
        "user demo, password {}",
        "password:\n{}",
        "credentials: demo/{}",
        "our api key is {}",
        "curl -u demo:{} https://x.example/",
    ],
)
def test_access_that_a_champion_sends_in_a_reply_goes_nowhere(team_world: World, said: str) -> None:
    """Not into the timeline, not into the team's mail; and Ada is told in the answer."""
    world = team_world
    world.receive(wish(world, "none", ""))
    to_ada = next(m for m in world.answers() if "ada@" in str(m["To"]))
    secret = password() if "key" not in said else unmarked()[0]
    world.send_reply(ADA, to_ada, f"Here is the access for the sandbox.\n\n{said.format(secret)}\n\nAda\n")
    assert any(TOLD in text_of(m) for m in world.answers() if "ada@" in str(m["To"]))
    outward = everything_outward(world)
    assert secret not in outward


def test_an_unproven_sender_is_not_told(doubting_world: World) -> None:
    """R-93: the mail that asks for a confirmation stays free of content, and the secret stays out all the same."""
    doubting_world.receive(wish(doubting_world, "use", GITHUB))
    assert TOLD not in text_of(doubting_world.answer())
    assert GITHUB not in everything_outward(doubting_world)


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 10_000),
    shape=st.sampled_from([*sorted(secrets()), "password", "private key"]),
    place=st.sampled_from(PLACES),
)
def test_no_seeded_secret_goes_anywhere(
    tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox, seed: int, shape: str, place: str
) -> None:
    """Whatever secret stands wherever in a conversation: no mail, no field, no timeline, no log line has it."""
    made = {**secrets(seed), "password": password(seed), "private key": private_key(seed)}[shape]
    written = f"password: {made}" if shape == "password" else made
    word = made.splitlines()[1] if shape == "private key" else made
    world = open_world(tmp_path_factory.mktemp("secret"), sandbox, extra=TEAM)
    with capture_logs() as lines:
        world.receive(wish(world, place, written))
        to_ada = next(m for m in world.answers() if "ada@" in str(m["To"]))
        if place == "reply":
            world.send_reply(ADA, to_ada, f"Business Impact: more than before, {written}\n")
        if place == "vote":
            text = f"Integration Name: Snowflake\nUse Case: Reports, {written}\n"
            world.receive(world.write(BO, "Integration request: Snowflake", text))
    outward = everything_outward(world)
    world.close()
    assert word not in outward
    assert word not in str(lines)
