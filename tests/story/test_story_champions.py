"""A champion's way through a request, by mail alone: asked when it helps, for what was offered, and thanked by name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import pytest
from champions_stage import (
    ADA,
    BO,
    EVE,
    KIM,
    asked_at,
    asked_for,
    champions,
    confirm_by_hand,
    mails_to,
    offer,
)
from world import World, html_of, text_of

from mailer.decide import corrections
from mailer.flows.digests import tend
from mailer.flows.updates import correct, update_status
from mailer.model.message import Address
from mailer.model.request import Role
from mailer.model.status import Status
from mailer.sandbox import Sandbox


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    with asked_for(tmp_path, sandbox) as opened:
        yield opened


def test_an_offer_in_plain_words_is_confirmed_by_the_team_and_asked_for_at_its_time(world: World) -> None:
    """R-85: access at Scheduled, testing with the links for building it at In Development, thanks by name at the end."""
    told = offer(world, "I can test it and lend you a sandbox for testing access.")
    assert "The team looks at it" in text_of(told)
    assert champions(world) == {"access": "offered", "testing": "offered"}
    update_status(world.app, 1, Status.ACCEPTED)
    to_kim = mails_to(world, KIM)
    assert to_kim == []
    confirm_by_hand(world, Role.ACCESS, Role.TESTING)
    assert champions(world) == {"access": "confirmed", "testing": "confirmed"}
    assert any("You are a champion" in text_of(m) for m in mails_to(world, BO))
    scheduled = asked_at(world, Status.SCHEDULED)
    assert "whom to ask for test access" in scheduled and "Try it before" not in scheduled
    building = asked_at(world, Status.IN_DEVELOPMENT)
    assert "Try it before" in building and "test access to the system" not in building
    assert "https://service.example/template" in building and "https://service.example/examples" in building
    assert "Thank you, Bo Lind" in asked_at(world, Status.COMPLETED)


def test_without_guidelines_the_guide_is_the_first_step(world: World) -> None:
    """The process document's first step is never left out, in text and HTML."""
    offer(world, "champion code")
    confirm_by_hand(world, Role.CODE)
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    mail = mails_to(world, BO)[-1]
    for shown in (text_of(mail), html_of(mail)):
        assert shown.index("https://service.example/guide") < shown.index("https://service.example/template")


def test_the_team_confirms_by_mail_and_a_late_champion_is_asked_at_once(world: World) -> None:
    """The request is in development when Kim says yes: the welcome asks for testing right away."""
    world.answers()
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    offer(world, "champion testing")
    world.receive(
        world.write(EVE, "Integration request: Tableau", "Integration Name: Tableau\nUse Case: X.\n")
    )
    correct(
        world.app,
        1,
        lambda view: corrections.champion(
            view, Address(address="bo@kontor.example"), Role.TESTING, remove=False
        ),
    )
    welcome = mails_to(world, BO)[0]
    assert "Now is the moment" in text_of(welcome) and "Try it before the release" in html_of(welcome)


def test_an_offer_needs_no_yes_where_the_operator_says_so(world: World) -> None:
    """`[champions] confirm = "automatic"`."""
    world.app = replace(world.app, policy=replace(world.app.policy, champions_confirmed=True))
    assert "You are a champion" in text_of(offer(world, "champion documentation, code"))
    assert champions(world) == {"documentation": "confirmed", "code": "confirmed"}


def test_who_answers_an_ask_has_delivered_and_a_pull_request_is_handed_over(world: World) -> None:
    """A reply to the ask is enough; a link makes code delivered, and stands in the timeline for the team."""
    offer(world, "champion testing, code")
    confirm_by_hand(world, Role.TESTING, Role.CODE)
    world.answers()
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    ask = mails_to(world, BO)[0]
    world.send_reply(BO, ask, "pull request: https://code.example/core/pull/81")
    assert champions(world)["code"] == "delivered"
    assert "Your pull request is noted" in text_of(mails_to(world, BO)[0])
    assert ("pull_request", "https://code.example/core/pull/81") in [
        (e["what"], e["text"]) for e in world.request(1)["timeline"]
    ]
    world.send_reply(BO, ask, "Tuesday suits me, I would try it with our nightly loads.")
    assert champions(world) == {"testing": "delivered", "code": "delivered"}


def test_a_champion_steps_down_or_offers_something_else(world: World) -> None:
    """One role, or all; with `instead` the old offer goes. Who offered nothing has nothing to step down from."""
    told = offer(world, "champion testing, access, code")
    world.send_reply(BO, told, "step down from testing")
    assert champions(world) == {"access": "offered", "code": "offered"}
    world.send_reply(BO, told, "Sorry, no access. I can review the documentation instead.")
    assert champions(world) == {"documentation": "offered"}
    world.send_reply(BO, told, "I want to step down.")
    assert champions(world) == {}
    world.answers()
    world.send_reply(BO, told, "step down")
    assert "nothing that you offered" in text_of(mails_to(world, BO)[0])


def test_who_does_not_react_is_asked_once_more_then_lapses_and_the_voters_are_asked_once(
    world: World,
) -> None:
    """14 days, and 14 days; then Eve is offered the seat, and takes it. Nobody is asked a third time."""
    offer(world, "champion access")
    confirm_by_hand(world, Role.ACCESS)
    update_status(world.app, 1, Status.SCHEDULED, release="v0.4.0")
    world.answers()
    found: list[tuple[int, str, EmailMessage]] = []
    for day in range(1, 60):
        world.clock.pass_(days=1)
        tend(world.app)
        found += [(day, str(m["To"]), m) for m in world.answers() if "kim@" not in str(m["To"])]
    again = [(day, to) for day, to, m in found if "Can you still help" in text_of(m)]
    wanted = [(day, to, m) for day, to, m in found if "needs somebody who helps" in text_of(m)]
    assert [to for _, to in again] == ["Bo Lind <bo@kontor.example>"] or len(again) == 1
    assert champions(world) == {"access": "lapsed"}
    assert [("eve@" in to) for _, to, _ in wanted] == [True]
    assert 13 <= again[0][0] <= 16 and 27 <= wanted[0][0] <= 32
    world.send_reply(EVE, wanted[0][2], "CHAMPION ACCESS")
    assert any(p["address"] == "eve@elsewhere.example" for p in world.request(1)["people"]["champions"])


def test_two_seats_that_get_free_at_once_are_offered_in_one_mail(world: World) -> None:
    """Bo offered testing and a review and is silent; Eve reads of both in one mail, and takes both with one line."""
    offer(world, "champion testing and documentation")
    for role in (Role.TESTING, Role.DOCUMENTATION):
        confirm_by_hand(world, role)
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    world.answers()
    wanted: list[EmailMessage] = []
    for _ in range(60):
        world.clock.pass_(days=1)
        tend(world.app)
        wanted += [m for m in world.answers() if "needs somebody who helps" in text_of(m)]
    (mail,) = wanted
    assert "testing before the release" in " ".join(text_of(mail).split())
    order = re.search(r"Reply (CHAMPION [A-Z, ]+)\.", " ".join(text_of(mail).split()))
    assert order is not None
    world.send_reply(EVE, mail, order[1])
    assert joined_as(world, 1, EVE) == {Role.TESTING: "offered", Role.DOCUMENTATION: "offered"}


def joined_as(world: World, number: int, who: str) -> dict[str, str]:
    """What `who` offers for a request: the role and its state."""
    with world.app.database.reading() as tx:
        parts = tx.tracker.views([number])[number].participants
    return {p.role: p.state for p in parts if p.role and p.state and p.person.address in who}


def test_an_offer_in_the_first_mail_is_kept_with_the_request(world: World) -> None:
    """One mail asks and offers; one answer says what was understood and what becomes of the offer."""
    text = "Please add a connector for Tableau. We load reports by hand.\n\nI can test it and lend you a sandbox.\n"
    world.receive(world.write(BO, "Tableau connector", text))
    (answer,) = (m for m in mails_to(world, BO) if "Tableau" in str(m["Subject"]))
    assert joined_as(world, 2, BO) == {Role.ACCESS: "offered", Role.TESTING: "offered"}
    for form in (text_of(answer), html_of(answer)):
        assert "Thank you, that helps. The team looks at your offer and writes to you." in " ".join(
            form.split()
        )
        assert "Testing: you get to try it before the release." in " ".join(form.split())


def test_an_offer_beside_the_same_wish_is_a_vote_and_an_offer(world: World) -> None:
    """Who asks for what somebody asked for and offers help is counted, and the team sees the offer; in one answer."""
    text = "We want Snowflake as well, for our reports. We can give you a test account.\n"
    world.receive(world.write("Ivo Hals <ivo@coop.example>", "Snowflake connector please", text))
    (answer,) = mails_to(world, "<ivo@coop.example>")
    assert "Your vote for Snowflake counts" in text_of(answer) or "Snowflake" in text_of(answer)
    assert "Test access: we ask for it once the work is scheduled." in " ".join(text_of(answer).split())
    assert joined_as(world, 1, "<ivo@coop.example>") == {Role.ACCESS: "offered"}
    with world.app.database.reading() as tx:
        assert tx.tracker.views([1])[1].votes == 4


def test_an_offer_beside_answers_is_not_lost(world: World) -> None:
    """The requester answers a question and offers to test in the same reply: both are taken."""
    first = mails_to(world, ADA)[0]
    world.send_reply(
        ADA, first, "1: It saves us a day a week.\n\nBy the way, I can test it before the release."
    )
    (answer,) = mails_to(world, ADA)
    assert "It saves us a day a week." in text_of(answer)
    assert "Testing: you get to try it before the release." in " ".join(text_of(answer).split())
    assert joined_as(world, 1, ADA) == {Role.TESTING: "offered"}


def test_a_champion_is_told_of_what_is_still_to_come_and_of_nothing_that_is_over(world: World) -> None:
    """Bo offers requirements and testing: once the work is scheduled only the testing is still to come; Eve, who offered
    test access, has nothing to wait for when the work begins."""
    by_hand = partial(corrections.champion, remove=False)
    for who, role in ((BO, Role.REQUIREMENTS), (BO, Role.TESTING), (EVE, Role.ACCESS)):
        address = Address(address=who.partition("<")[2].rstrip(">"))
        correct(world.app, 1, partial(by_hand, address=address, role=role))
    world.answers()
    update_status(world.app, 1, Status.SCHEDULED, release="v1")
    text = " ".join(text_of(mails_to(world, BO)[0]).split())
    assert "You offered testing before the release. We come back to you" in text
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    assert "We come back to you" not in text_of(mails_to(world, EVE)[0])


def test_who_asked_for_it_and_helped_is_thanked_and_asked_in_one_mail(world: World) -> None:
    """Ada is requester and champion: her one mail about Completed thanks her by name and asks whether it does what she hoped."""
    ada = Address(address="ada@northwind.example")
    correct(world.app, 1, partial(corrections.champion, address=ada, role=Role.TESTING, remove=False))
    world.answers()
    update_status(world.app, 1, Status.COMPLETED, release="v1")
    (mail,) = mails_to(world, ADA)
    for shown in (" ".join(text_of(mail).split()), html_of(mail)):
        assert "Thank you, Ada Birk." in shown and "Does it do what you hoped for?" in shown


def test_who_offered_and_was_never_taken_up_is_not_thanked_for_what_they_offered(world: World) -> None:
    """Nobody had said yes: there are thanks for standing up for it, and no word of what came to nothing."""
    offer(world, "I can test it and lend you a sandbox.")
    assert set(champions(world).values()) == {"offered"}
    for step in (Status.ACCEPTED, Status.SCHEDULED, Status.IN_DEVELOPMENT):
        asked_at(world, step)
    done = " ".join(asked_at(world, Status.COMPLETED).split())
    assert "Thank you for standing up for it." in done
    assert "what it is without you" not in done and "You offered" not in done
