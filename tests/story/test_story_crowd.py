"""Votes that one owner of a domain could have cast alone wait for a person (RELIABILITY R-84)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Commands
from world import World, open_world, text_of

from mailer.model.inbox import Outcome
from mailer.sandbox import Sandbox

ANNA = "anna@shop.example"
WISH = "We need Snowflake as a data source for our weekly reports."
MOST = 3


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """One request by Anna; three votes a domain and day."""
    more = f'trust = ["listen"]\nvotes_a_domain = {MOST}\npublic_domains = ["mail.example"]'
    opened = open_world(tmp_path, sandbox, more)
    opened.receive(opened.write(ANNA, "Snowflake", WISH))
    opened.answers()
    yield opened
    opened.close()


def vote(world: World, who: str) -> Outcome | None:
    """Ask for the same, in words of their own."""
    return world.receive(world.write(who, "Snowflake", f"{WISH} This is {who}.")).outcome


def test_one_person_is_one_vote_however_the_address_is_written(world: World) -> None:
    """R-84: plus-tags, capitals, Gmail's dots and its other name, and the same again and again are one voter."""
    for who in (
        "vera+1@gmail.com",
        "V.e.ra@googlemail.com",
        "VERA@gmail.com",
        "bo+a@kontor.example",
        "Bo@KONTOR.example",
    ):
        vote(world, who)
        world.clock.pass_(hours=13)
    assert world.request(1)["votes"] == 3


def test_a_farm_of_addresses_counts_a_few_times_and_the_rest_waits(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-84: of forty puppets of one domain three count, by whatever way they vote; the others are held with the reason, a
    person counts one of them by one command, and `show` says how much each domain weighs."""
    address = ballot(world)
    for number in range(20):
        vote(world, f"puppet{number}@farm.example")
    for number in range(20, 40):
        who = f"puppet{number}@farm.example"
        assert world.receive(world.write(who, "+1", ""), to=address).outcome is Outcome.HELD
    page = world.request(1)
    assert page["votes_by_domain"] == {"farm.example": MOST, "shop.example": 1}
    with world.app.database.reading() as tx:
        held = [row for row in tx.inbox.listed() if row.outcome is Outcome.HELD]
    assert len(held) == 40 - MOST
    assert f"{MOST} people of farm.example asked for INT-1 within a day" in held[0].because
    told = [mail for mail in world.answers() if mail["To"] == "puppet39@farm.example"]
    assert ["A person will read your mail" in text_of(mail) for mail in told] == [True]
    mailer = Commands(world, monkeypatch)
    assert mailer("inbox", "file", str(held[0].id), "--as", "vote", "--into", "INT-1").exit_code == 0
    assert f"votes of   farm.example {MOST + 1}" in mailer("show", "1").output


def test_puppets_that_prove_their_addresses_one_by_one_are_held_as_well(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    """R-84: whom nothing proves but the answer to our confirmation mail; what is held stays unconfirmed."""
    world = open_world(tmp_path, sandbox, f"votes_a_domain = {MOST}")
    for number in range(MOST + 3):
        who = f"puppet{number}@{'shop' if number == 0 else 'farm'}.example"
        vote(world, who)
        world.send_reply(who, world.answer(), "yes")
        world.answers()
        world.clock.pass_(minutes=5)
    assert world.request(1)["votes_by_domain"] == {"farm.example": MOST, "shop.example": 1}
    world.close()


def test_others_are_counted_as_ever(world: World) -> None:
    """R-84: neither the users of a mail provider nor another domain nor the next day nor who voted before is held."""
    for number in range(MOST + 2):
        assert vote(world, f"user{number}@mail.example") is Outcome.VOTE
    for number in range(MOST):
        assert vote(world, f"puppet{number}@farm.example") is Outcome.VOTE
    assert vote(world, "puppet3@farm.example") is Outcome.HELD
    assert vote(world, "puppet0@farm.example") is Outcome.VOTE
    assert vote(world, "puppet3@notfarm.example") is Outcome.VOTE
    world.clock.pass_(days=1, minutes=1)
    assert vote(world, "puppet4@farm.example") is Outcome.VOTE


def ballot(world: World) -> str:
    """The address that Anna may pass on."""
    world.receive(world.write(ANNA, "Snowflake", "Integration Name: Snowflake\nPriority: high"))
    mail = world.answer()
    return next(word for word in text_of(mail).split() if word.startswith("integrations+v"))
