"""Improvements of one product: the same wish is a vote, another one is a request of its own, shown to the team beside it."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.model.inbox import Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
TEAM = '[team]\naddresses = ["tina@service.example"]\nnotify = "tina@service.example"\n'
KEY_PAIRS = "Please improve the existing Snowflake integration: it should support key-pair authentication."


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> World:
    """A team, and Ada's wish for key pairs."""
    world = open_world(tmp_path, sandbox, extra=TEAM)
    assert world.receive(world.write(ADA, "Snowflake", KEY_PAIRS)).outcome is Outcome.REQUEST
    assert world.request(1)["kind"] == "enhancement"
    world.answers()
    return world


def to(mails: list[EmailMessage], who: str) -> str:
    (mail,) = (mail for mail in mails if who in str(mail["To"]))
    return " ".join(text_of(mail).split())


@pytest.mark.parametrize(
    "text",
    [
        "The existing Snowflake connector should also support reading views.",
        "Please extend the existing Snowflake integration so that it reads materialised views.",
        "Bitte erweitert die bestehende Snowflake-Anbindung: sie sollte auch Tasks auslösen können.",
        "Please improve the existing Snowflake integration.",
    ],
)
def test_another_improvement_of_the_product_is_a_request_of_its_own(desk: World, text: str) -> None:
    """Bo's wish is filed, his answer shows it, and the team sees Ada's beside it."""
    assert desk.receive(desk.write(BO, "Snowflake integration", text)).outcome is Outcome.REQUEST
    mails = desk.answers()
    assert "INT-2" in to(mails, "bo@")
    seen = to(mails, "tina@")
    assert "LOOKS LIKE INT-1 Snowflake" in seen and "merge INT-1" in seen
    assert (desk.request(1)["votes"], desk.request(2)["votes"]) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        KEY_PAIRS,
        "Could your existing Snowflake connector also support authentication with a key pair?",
        "Please extend the existing Snowflake integration so that we can log in with a key pair instead of a password.",
    ],
)
def test_the_same_improvement_is_a_vote(desk: World, text: str) -> None:
    """In the same words or in others."""
    assert desk.receive(desk.write(BO, "Snowflake", text)).outcome is Outcome.VOTE
    assert desk.request(1)["votes"] == 2


def test_her_own_second_improvement_is_filed_as_well(desk: World) -> None:
    """Who asked for one thing may ask for another."""
    fate = desk.receive(desk.write(ADA, "Snowflake views", "The Snowflake connector should also read views."))
    assert fate.outcome is Outcome.REQUEST
    assert desk.request_numbers() == [2, 1]


def test_two_unconfirmed_ones_stay_two(doubting_world: World) -> None:
    """The same before anybody has proven to be Ada, and afterwards."""
    world = doubting_world
    world.receive(world.write(ADA, "Snowflake", KEY_PAIRS))
    world.receive(world.write(ADA, "Snowflake", "The existing Snowflake connector should also read views."))
    world.send_reply(ADA, world.answer(), "yes")
    assert [world.request(number)["confirmed"] for number in (1, 2)] == [True, True]
    assert all(world.request(number)["closed_by"] is None for number in (1, 2))
