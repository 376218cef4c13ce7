"""What somebody gets whom nothing proves (`unproven = "confirm"`): filed and shown to nobody, until one mail is answered."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from commands import Commands
from world import World, open_world, text_of

from mailer.model.inbox import InboxRow, Outcome
from mailer.sandbox import Sandbox

EVE = "Eve Strand <eve@elsewhere.example>"
BO = "Bo Lind <bo@kontor.example>"
OKTA = "Integration Name: Okta\nUse Case: One sign-in for all.\n"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly order tables.\n"


@pytest.fixture
def world(doubting_world: World) -> World:
    """A world in which nobody is proven."""
    return doubting_world


def asked_to_confirm(world: World, who: str, text: str) -> EmailMessage:
    """The confirmation mail that `who` gets for a request."""
    fate = world.receive(world.write(who, "Integration request", text))
    assert fate.outcome is Outcome.HELD
    return world.answer()


def outcome_of(world: World, number: int) -> InboxRow:
    with world.app.database.reading() as tx:
        return tx.inbox.get(number)


def test_the_same_wish_twice_before_confirming_is_one_request(world: World) -> None:
    """What the second mail adds is added to the first; both rows end in an outcome of their own when she confirms."""
    asked = asked_to_confirm(world, EVE, SNOWFLAKE)
    again = world.receive(world.write(EVE, "Snowflake once more", SNOWFLAKE + "Priority: high\n"))
    assert again.outcome is Outcome.HELD
    assert world.answers() == []
    world.send_reply(EVE, asked, "Yes, that was me.")
    request = world.request(1)
    assert request["confirmed"] and request["votes"] == 1
    assert request["fields"]["priority"]["value"] == "high"
    assert outcome_of(world, 1).outcome is Outcome.REQUEST
    assert outcome_of(world, 2).outcome is Outcome.DETAILS
    assert "high" in text_of(world.answer()).lower()
    with world.app.database.reading() as tx:
        assert len(tx.tracker.listed()) == 1


def test_of_two_unproven_people_who_ask_for_the_same_the_second_votes(world: World) -> None:
    """Until she confirms nothing of it counts; then it is a vote with her reason, and told as one, not a second request."""
    to_eve = asked_to_confirm(world, EVE, SNOWFLAKE)
    to_bo = asked_to_confirm(world, BO, "Integration Name: snowflake\nUse Case: Write our forecasts back.\n")
    world.send_reply(EVE, to_eve, "yes")
    world.answers()
    assert world.request(1)["votes"] == 1
    world.send_reply(BO, to_bo, "yes")
    request = world.request(1)
    assert request["votes"] == 2
    (voter,) = request["people"]["voters"]
    assert (voter["address"], voter["reason"]) == ("bo@kontor.example", "Write our forecasts back.")
    second = world.request(2)
    assert (second["confirmed"], second["closed_by"]) == (True, "merged:INT-1")
    assert outcome_of(world, 2).outcome is Outcome.VOTE
    assert outcome_of(world, 2).effects[0]["ref"] == "INT-1"
    told = world.answer()
    assert told["To"] == BO
    assert "Your vote for Snowflake counts" in text_of(told) and "INT-2" not in text_of(told)


def test_her_own_wish_that_the_tracker_has_gets_the_details(world: World) -> None:
    """She asked and confirmed before; asking for the same once more adds to that request when she confirms again."""
    world.send_reply(EVE, asked_to_confirm(world, EVE, SNOWFLAKE), "yes")
    world.answers()
    world.clock.pass_(days=2)
    again = asked_to_confirm(world, EVE, SNOWFLAKE + "Priority: high\n")
    assert "priority" not in world.request(1)["fields"]
    world.send_reply(EVE, again, "yes")
    assert world.request(1)["fields"]["priority"]["value"] == "high"
    assert world.request(1)["votes"] == 1
    assert outcome_of(world, 3).outcome is Outcome.DETAILS


def test_what_is_asked_after_a_confirmation_can_be_answered_by_number(world: World) -> None:
    """The acknowledgement after a confirmation asks by number like any other, and `1: …` is understood."""
    world.send_reply(EVE, asked_to_confirm(world, EVE, SNOWFLAKE), "yes")
    answer = world.answer()
    asked = text_of(answer)
    assert "1." in asked
    fate = world.send_reply(EVE, answer, "1: It saves us four hours a day.")
    assert fate.outcome is Outcome.DETAILS
    assert world.request(1)["fields"]["business_impact"]["value"] == "It saves us four hours a day."


def test_several_requests_confirmed_at_once_are_asked_about_in_one_mail(world: World) -> None:
    """The questions are numbered through, and an answer goes to the request that its number is about."""
    asked = asked_to_confirm(world, EVE, SNOWFLAKE)
    world.receive(world.write(EVE, "Integration request", OKTA))
    world.send_reply(EVE, asked, "yes")
    answer = world.answer()
    text = text_of(answer)
    assert "INT-1" in text and "INT-2" in text
    assert [number for number in range(1, 6) if f"\n{number}. " in text] == [1, 2, 3, 4]
    world.send_reply(EVE, answer, "4: https://developer.okta.example/docs")
    assert "technical.api_docs" not in world.request(1)["fields"]
    assert "technical.api_docs" in world.request(2)["fields"]


def test_words_beside_a_confirmation_are_added(world: World) -> None:
    """What can be read as a field changes it and is no longer asked for; all else stands in the timeline."""
    asked = asked_to_confirm(world, EVE, SNOWFLAKE)
    world.send_reply(EVE, asked, "Yes, and we need OAuth2.")
    assert world.request(1)["fields"]["technical.authentication"]["value"] == ["oauth2"]
    world.answers()
    other = asked_to_confirm(world, BO, OKTA)
    world.send_reply(BO, other, "Yes. Our works council has to agree first.")
    assert "works council" in str(world.request(2)["timeline"])


def test_another_wish_beside_a_confirmation_is_filed(world: World) -> None:
    """Whoever confirms and asks for one more thing gets both."""
    asked = asked_to_confirm(world, EVE, SNOWFLAKE)
    world.send_reply(EVE, asked, "Yes, that was me. Please add an Okta connector as well.")
    assert world.request(2)["confirmed"]
    assert world.request(2)["fields"]["integration_name"]["value"] == "Okta"
    text = text_of(world.answer())
    assert "INT-1" in text and "INT-2" in text


def test_words_in_a_second_answer_to_the_confirmation_are_not_lost(world: World) -> None:
    """The confirmation works once; what else she writes under it later is kept for a person."""
    asked = asked_to_confirm(world, EVE, SNOWFLAKE)
    world.send_reply(EVE, asked, "yes")
    fate = world.send_reply(EVE, asked, "I forgot: authentication is by API key.")
    assert fate.outcome is Outcome.HELD


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (SNOWFLAKE, 1),
        ("Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n3. Airtable\n\nThanks", 3),
    ],
)
def test_a_replay_of_an_unconfirmed_mail_opens_nothing_twice(
    world: World, monkeypatch: pytest.MonkeyPatch, text: str, count: int
) -> None:
    """R-92: run again, the same requests wait, and no second mail goes out."""
    world.receive(world.write(EVE, "Integration request", text))
    world.answers()
    before = world.request(1)
    mailer = Commands(world, monkeypatch)
    assert "1  held" in mailer("replay", "1").output
    assert world.request(1) == before
    assert len(mailer.json("requests")) == count
    assert world.answers() == []


def test_a_replay_that_proves_the_sender_confirms_what_waits(tmp_path: Path, sandbox: Sandbox) -> None:
    """Kept unconfirmed because nothing was configured; replayed under the right setting it is that same request, once."""
    before = open_world(tmp_path, sandbox, 'unproven = "confirm"')
    before.receive(before.write(EVE, "Integration request", SNOWFLAKE))
    before.answers()
    before.close()
    after = open_world(tmp_path, sandbox)
    with pytest.MonkeyPatch.context() as patch:
        mailer = Commands(after, patch)
        assert "1  request" in mailer("replay", "1").output
        assert len(mailer.json("requests")) == 1
    assert after.request(1)["confirmed"]
    assert "INT-1" in str(after.answers()[-1]["Subject"])
    after.close()


@pytest.mark.parametrize(
    "forged", ["withdraw", "stop", "mute", "status\n\nUse Case: something else entirely."]
)
def test_a_confirmation_carries_out_no_order_that_somebody_else_gave_in_her_name(
    world: World, forged: str
) -> None:
    """R-70: a forged order lies held beside her own new request; her `yes`, to a mail that shows neither, changes nothing
    about the request that she has."""
    world.send_reply(EVE, asked_to_confirm(world, EVE, SNOWFLAKE), "yes")
    world.answers()
    before = world.request(1)
    world.clock.pass_(days=2)
    assert world.receive(world.write(EVE, "[INT-1] my request", forged)).outcome is Outcome.HELD
    world.receive(world.write(EVE, "Integration request", OKTA))
    confirm = next(m for m in world.answers() if "confirm" in str(m["Subject"]).lower())
    world.send_reply(EVE, confirm, "yes")
    world.answers()
    after = world.request(1)
    assert (after["closed_by"], after["fields"], after["people"]) == (
        None,
        before["fields"],
        before["people"],
    )
    with world.app.database.reading() as tx:
        person = tx.people.find("eve@elsewhere.example")
    assert person is not None and person.pace.value == "everything"
