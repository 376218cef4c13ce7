"""A requester takes the request back: what they read, what the others read, and what becomes of it."""

from email.message import EmailMessage
from functools import partial

import pytest
from world import World, text_of

from mailer.decide import corrections
from mailer.errors import Refused
from mailer.flows.updates import correct, update_status
from mailer.model.message import Address
from mailer.model.request import Role
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"


def asked(world: World, who: str) -> EmailMessage:
    """That person asks for Snowflake; the answer they get."""
    world.receive(world.write(who, "Integration request: Snowflake", SNOWFLAKE))
    return world.answer()


def test_it_stays_open_for_those_who_ask_too(world: World) -> None:
    """Only Ada can withdraw hers; she leaves with her vote and is told so. Bo's vote stays, and he is not made requester."""
    hers = asked(world, ADA)
    his = asked(world, BO)
    world.send_reply(BO, his, "withdraw")
    assert "Only the person" in text_of(world.answer())
    world.send_reply(ADA, hers, "withdraw")
    answer = world.answer()
    assert "ada@" in str(answer["To"]) and "Others do, so it stays open" in text_of(answer)
    page = world.request(1)
    assert (page["closed_by"], page["votes"], page["people"]["requester"]) == (None, 1, None)
    assert [v["name"] for v in page["people"]["voters"]] == ["Bo Lind"]
    update_status(world.app, 1, Status.ACCEPTED)
    assert "bo@" in str(world.answer()["To"]), "and Ada hears no more of it"
    line = next(e for e in page["timeline"] if e["what"] == "requester left")
    assert line["actor"] == "ada@northwind.example" and line["mail"] is not None


def test_it_is_closed_when_nobody_else_asks_and_who_would_have_helped_is_told(world: World) -> None:
    """Ada is alone; Cy, who wanted to test it, reads in words that it is withdrawn."""
    hers = asked(world, ADA)
    helper = partial(
        corrections.champion, address=Address(address="cy@mill.example"), role=Role.TESTING, remove=False
    )
    correct(world.app, 1, helper)
    world.send_reply(ADA, hers, "withdraw")
    mails = {str(m["To"]): text_of(m) for m in world.answers()}
    assert "Your request is withdrawn" in mails[ADA]
    assert "Snowflake was withdrawn" in mails["cy@mill.example"]
    page = world.request(1)
    assert (page["closed_by"], page["votes"]) == ("withdrawn", 0)


def test_the_team_opens_it_again_with_a_note(world: World) -> None:
    """Without a word why it stays closed; with one it goes on, and the timeline says why."""
    world.send_reply(ADA, asked(world, ADA), "withdraw")
    with pytest.raises(Refused, match="opening it again needs a note"):
        update_status(world.app, 1, Status.SUBMITTED)
    update_status(world.app, 1, Status.SUBMITTED, note="Ada wrote that it was a mistake.")
    page = world.request(1)
    assert (page["closed_by"], page["status"]) == (None, "submitted")
    assert [e["what"] for e in page["timeline"]][-2:] == ["reopened", "status"]
    assert page["timeline"][-1]["text"] == "Ada wrote that it was a mistake."


def test_who_withdrew_it_is_back_when_the_team_opens_it_again(world: World) -> None:
    """Ada wrote that it was a mistake: it is hers with her vote, in her conversation, and she reads why it goes on; who
    left before she withdrew it stays away."""
    first = asked(world, ADA)
    his = asked(world, BO)
    world.send_reply(BO, his, "unvote")
    world.clock.pass_(minutes=1)
    world.send_reply(ADA, first, "withdraw")
    world.answers()
    update_status(world.app, 1, Status.UNDER_REVIEW, note="You wrote that it was a mistake.")
    mail = world.answer()
    text = " ".join(text_of(mail).split())
    assert str(mail["To"]) == ADA and str(first["Message-ID"]) in str(mail["References"])
    assert "Snowflake is open again" in text and "by mistake" not in text and "a mistake" in text
    page = world.request(1)
    assert (page["votes"], page["people"]["requester"]["name"]) == (1, "Ada Birk")
    assert page["people"]["voters"] == []
    world.send_reply(ADA, mail, "withdraw")
    assert world.request(1)["closed_by"] == "withdrawn"
