"""Several changes of status within a short time become one mail, which tells from what the person last heard of to what is."""

from functools import partial
from pathlib import Path

import pytest
from world import World, html_of, open_world, text_of

from mailer.decide import corrections
from mailer.flows.updates import correct, update_status
from mailer.model.message import Address
from mailer.model.request import Role
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
FORM = "Integration Name: Snowflake\nUse Case: Load our nightly order tables.\n"


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> World:
    """A world in which news wait two minutes for more news, and Ada has asked for Snowflake."""
    opened = open_world(tmp_path, sandbox, settle=120)
    opened.receive(opened.write(ADA, "Integration request: Snowflake", FORM))
    opened.answers()
    return opened


def settled(world: World) -> str:
    """The text of the one mail that goes out once the window is over."""
    assert world.answers() == []
    world.clock.pass_(minutes=5)
    mail = world.answer()
    assert html_of(mail)
    return " ".join(text_of(mail).split())


def test_one_mail_tells_from_the_last_status_she_heard_of(world: World) -> None:
    """R-95: from Submitted to Scheduled with its release, though it was reviewed and accepted in between."""
    update_status(world.app, 1, Status.UNDER_REVIEW)
    update_status(world.app, 1, Status.ACCEPTED, note="It fits our plans, ZZ1.")
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    text = settled(world)
    assert "Scheduled for v0.5 (before: Submitted)" in text
    assert "ZZ1" in text, "the explanation of a step in between is not lost"


def test_a_decline_in_between_is_told_with_its_explanation(world: World) -> None:
    """Declined and taken up again before the mail went: she reads why it was declined, and why it goes on."""
    update_status(world.app, 1, Status.DECLINED, note="Nobody maintains it, ZZ1.")
    update_status(world.app, 1, Status.UNDER_REVIEW, note="A maintainer was found, ZZ2.")
    text = settled(world)
    assert "Under Review (before: Submitted)" in text
    assert text.upper().index("DECLINED") < text.index("ZZ1")
    assert "ZZ2" in text


def test_what_is_back_where_it_was_needs_no_mail(world: World) -> None:
    """R-95: a slip that was taken back at once is no news."""
    update_status(world.app, 1, Status.ACCEPTED)
    update_status(world.app, 1, Status.SUBMITTED, note="The wrong request.")
    world.clock.pass_(minutes=5)
    assert world.answers() == []


def test_after_the_mail_went_the_next_one_begins_there(world: World) -> None:
    """What she was told is what the next mail starts from."""
    update_status(world.app, 1, Status.UNDER_REVIEW)
    assert "(before: Submitted)" in settled(world)
    update_status(world.app, 1, Status.ACCEPTED)
    assert "(before: Under Review)" in settled(world)


def test_what_a_champion_is_asked_for_by_each_change_is_asked_in_the_one_mail(world: World) -> None:
    """Cy offered requirements and test access; Accepted and Scheduled within the window ask for both, Declined for neither."""
    cy = Address(address="cy@mill.example")
    for role in (Role.REQUIREMENTS, Role.ACCESS):
        correct(world.app, 1, partial(corrections.champion, address=cy, role=role, remove=False))
    world.clock.pass_(minutes=5)
    world.answers()
    update_status(world.app, 1, Status.ACCEPTED)
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    world.clock.pass_(minutes=5)
    text = next(text_of(m) for m in world.answers() if "cy@" in str(m["To"])).lower()
    assert "requirements" in text and "test access" in text
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    update_status(world.app, 1, Status.DECLINED, note="The vendor closed it.")
    world.clock.pass_(minutes=5)
    declined = next(text_of(m) for m in world.answers() if "cy@" in str(m["To"])).lower()
    assert "test access" not in declined
