"""A verb outside the conversation says which request it is about: by reference, number or name."""

import pytest
from world import World, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
OKTA = "Integration Name: Okta\nUse Case: One sign-in for all.\n"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"


@pytest.fixture
def hers(world: World) -> World:
    """Ada asks for Okta (INT-1) and Snowflake (INT-2)."""
    world.receive(world.write(ADA, "Integration request", OKTA))
    world.receive(world.write(ADA, "Integration request", SNOWFLAKE))
    world.answers()
    return world


def said(world: World, sender: str, text: str) -> str:
    """What a new mail is answered with."""
    world.receive(world.write(sender, "", text))
    return text_of(world.answer())


@pytest.mark.parametrize(
    "text", ["mute INT-1", "Mute 1 please", "mute Okta", "Hallo,\n\nbitte Okta stummschalten\n\nAda"]
)
def test_the_named_one_is_muted_and_no_other(hers: World, text: str) -> None:
    """She hears of Snowflake, and of Okta no more."""
    assert "INT-1 - Okta" in said(hers, ADA, text)
    update_status(hers.app, 1, Status.UNDER_REVIEW)
    assert hers.answers() == []
    update_status(hers.app, 2, Status.UNDER_REVIEW)
    assert len(hers.answers()) == 1


@pytest.mark.parametrize(
    "text", ["withdraw INT-2", "withdraw snowflake", "Please withdraw my request for Snowflake."]
)
def test_the_named_one_is_withdrawn(hers: World, text: str) -> None:
    """Nothing else is; and in the conversation about Okta it is the named one too, which the answer says."""
    said(hers, ADA, text)
    assert (hers.request(1)["closed_by"], hers.request(2)["closed_by"]) == (None, "withdrawn")


def test_in_another_conversation_the_answer_names_it(world: World) -> None:
    """Ada answers the mail about Okta, and means Snowflake."""
    world.receive(world.write(ADA, "Integration request", OKTA))
    okta = world.answer()
    world.receive(world.write(ADA, "Integration request", SNOWFLAKE))
    world.answers()
    world.send_reply(ADA, okta, "weekly INT-2")
    assert "weekly INT-2: News about this request" in " ".join(text_of(world.answer()).split())


@pytest.mark.parametrize(
    "text", ["status of Okta", "status 1", "status INT-1", "Wie ist der Stand bei Okta?"]
)
def test_the_status_of_the_named_one(hers: World, text: str) -> None:
    """And of no other."""
    told = said(hers, ADA, text)
    assert "INT-1" in told and "INT-2" not in told


def test_what_is_nobodys_name_is_a_sentence(hers: World) -> None:
    """`Mute Tableau` of somebody who asked for no Tableau is read by a person."""
    assert hers.receive(hers.write(ADA, "", "mute Tableau")).outcome is Outcome.HELD


@pytest.mark.parametrize("verb", ["mute", "weekly", "decisions only", "everything", "withdraw"])
def test_a_number_that_is_not_theirs_says_as_little_as_one_that_is_not_there(hers: World, verb: str) -> None:
    """R-80: the same answer, and nothing changes; also for Bo, who is counted with INT-2 and does not know its number."""
    hers.receive(hers.write(BO, "snowflake", "Please add a connector for Snowflake."))
    hers.answers()
    told = {said(hers, BO, f"{verb} INT-{number}") for number in (1, 2, 99)}
    assert len(told) == 1 and "could not tell which request" in " ".join(told.pop().split())
    assert (hers.request(1)["closed_by"], hers.request(2)["closed_by"]) == (None, None)


def test_a_voter_names_what_they_asked_for(hers: World) -> None:
    """Bo mutes it by its name and still learns no number."""
    hers.receive(hers.write(BO, "snowflake", "Please add a connector for Snowflake."))
    hers.answers()
    told = said(hers, BO, "mute Snowflake")
    assert "no more news about this request" in told and "INT-2" not in told


def test_of_another_request_everybody_may_know_what_the_team_has_read(hers: World) -> None:
    """Until then it is like a number that is not there; afterwards reference, catalog name, status, release and count."""
    assert said(hers, EVE, "status INT-2") == said(hers, EVE, "status INT-99")
    update_status(hers.app, 2, Status.ACCEPTED, note="Many asked for it.")
    hers.answers()
    told = said(hers, EVE, "status INT-2")
    assert "INT-2 - Snowflake" in told and "Accepted" in told and "One person" in told
    assert "Many asked" not in told and "Your requests" not in told


def test_a_name_of_no_catalog_is_its_authors_word(hers: World) -> None:
    """Nobody else reads it."""
    hers.receive(
        hers.write(ADA, "Integration request", "Integration Name: Zorblatt Ledger\nUse Case: Books.\n")
    )
    update_status(hers.app, 3, Status.ACCEPTED)
    hers.answers()
    told = said(hers, EVE, "status INT-3")
    assert "INT-3 - A request of somebody else" in told and "Zorblatt" not in told


def test_whom_nothing_proves_is_told_nothing(doubting_world: World) -> None:
    """A forged sender gets no status of anybody's request."""
    doubting_world.receive(doubting_world.write(ADA, "Integration request", SNOWFLAKE))
    doubting_world.send_reply(ADA, doubting_world.answer(), "yes")
    update_status(doubting_world.app, 1, Status.ACCEPTED)
    doubting_world.answers()
    fate = doubting_world.receive(doubting_world.write(EVE, "", "status INT-1"))
    assert fate.outcome is Outcome.HELD
    assert "Snowflake" not in text_of(doubting_world.answer())


def test_the_token_of_a_conversation_is_for_that_one(doubting_world: World) -> None:
    """R-76: an unproven reply withdraws the request that it answers, and no other one."""
    for text in (OKTA, SNOWFLAKE):
        doubting_world.receive(doubting_world.write(ADA, "Integration request", text))
    confirmation = doubting_world.answers()[0]
    doubting_world.send_reply(ADA, confirmation, "yes")
    answer = next(mail for mail in doubting_world.answers() if "INT-1" in str(mail["Subject"]))
    assert doubting_world.send_reply(ADA, answer, "withdraw INT-2").outcome is Outcome.HELD
    assert doubting_world.request(2)["closed_by"] is None
