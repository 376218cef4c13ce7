"""The vote address in our mails: whoever gets it passed on votes, or watches, with one mail (Cc'd people too)."""

import re
from email.message import EmailMessage
from pathlib import Path

from world import World, html_of, open_world, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"


def asked(world: World, **headers: str) -> EmailMessage:
    world.receive(world.write(ADA, "Integration request: Snowflake", SNOWFLAKE, **headers))
    return world.answer()


def vote_address(mail: EmailMessage) -> str:
    """The address that stands below the mail for others."""
    found = re.search(r"\S+\+v[a-z2-7]{46}@\S+", text_of(mail).replace("\r\n", "\n"))
    assert found, text_of(mail)
    return found[0]


def send(world: World, who: str, address: str, text: str = "+1\n") -> InboxRow:
    mail = world.write(who, "Vote for INT-1", text)
    mail.replace_header("To", address)
    return world.receive(mail, to=address)


def test_every_mail_about_a_request_says_how_others_vote(world: World) -> None:
    """The acknowledgement, the status mail and the voter's answer; in HTML as a prefilled mailto: link."""
    hers = asked(world)
    address = vote_address(hers)
    assert f"mailto:{address}?subject=Vote%20for%20INT-1" in html_of(hers)
    update_status(world.app, 1, Status.ACCEPTED)
    assert vote_address(world.answer()) == address
    send(world, BO, address)
    assert vote_address(world.answer()) == address
    update_status(world.app, 1, Status.COMPLETED, release="v1")
    assert all("WATCH in it" not in text_of(mail) for mail in world.answers()), "nothing to vote for any more"


THREE = "Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n3. Airtable\n\nThanks"


def test_each_of_several_requests_has_a_vote_address_of_its_own(world: World) -> None:
    """The answer to all of them names each, as text and as a link, and a `+1` to one is a vote for that one alone."""
    world.receive(world.write(ADA, "A few connectors", THREE))
    hers = world.answer()
    addresses = re.findall(r"^(INT-\d):\s+(\S+\+v[a-z2-7]{46}@\S+)", text_of(hers), re.M)
    assert [ref for ref, _ in addresses] == ["INT-1", "INT-2", "INT-3"], text_of(hers)
    links = re.findall(r'href="mailto:([^?"]+)\?subject=Vote%20for%20(INT-\d)', html_of(hers))
    assert links == [(address, ref) for ref, address in addresses]
    send(world, BO, dict(addresses)["INT-2"])
    assert [world.request(number)["votes"] for number in (1, 2, 3)] == [1, 2, 1]


def test_what_a_reply_quotes_of_the_vote_addresses_says_nothing(world: World) -> None:
    """A reply below the whole mail changes what it says and nothing else."""
    world.receive(world.write(ADA, "A few connectors", THREE))
    hers = world.answer()
    quoted = "".join(f"> {line}\n" for line in text_of(hers).splitlines())
    world.send_reply(ADA, hers, f"{quoted}\nPriority: high\n")
    pages = [world.request(number) for number in (1, 2, 3)]
    assert [sorted(page["fields"]) for page in pages] == [
        ["category", "integration_name", "priority"],
        ["category", "integration_name"],
        ["category", "integration_name"],
    ]
    assert [page["votes"] for page in pages] == [1, 1, 1]


def test_a_mail_to_it_is_a_vote_with_its_reason(world: World) -> None:
    """Bo, who got Ada's mail from her, counts once, however often he writes."""
    address = vote_address(asked(world))
    fate = send(world, BO, address, "+1\n\nWe load sensor data every hour.\n")
    assert fate.outcome is Outcome.VOTE
    told = world.answer()
    assert str(told["To"]) == BO and "open request" in text_of(told)
    page = world.request(1)
    assert page["votes"] == 2
    assert page["people"]["voters"][0]["reason"] == "We load sensor data every hour."
    send(world, BO, address)
    send(world, ADA, address)
    assert world.request(1)["votes"] == 2


def test_people_in_cc_are_not_subscribed_and_can_follow_with_one_word(world: World) -> None:
    """R-82: Cy, whom Ada put in Cc, is offered to follow and follows nothing until he says so; the address that Ada can pass
    on does for it too."""
    world.receive(world.write(ADA, "Integration request: Snowflake", SNOWFLAKE, Cc="Cy <cy@mill.example>"))
    hers = next(mail for mail in world.answers() if str(mail["To"]) == ADA)
    assert world.request(1)["people"]["watchers"] == []
    fate = send(world, "Cy <cy@mill.example>", vote_address(hers), "WATCH\n")
    assert fate.outcome is Outcome.COMMAND
    assert "You follow this request" in text_of(world.answer())
    assert world.request(1)["votes"] == 1
    update_status(world.app, 1, Status.ACCEPTED)
    assert len(world.answers()) == 2


def test_the_number_alone_is_enough_for_what_everybody_sees(world: World) -> None:
    """`vote INT-1` and `watch INT-1` from people who have no mail of ours: they count once the team has read the request."""
    asked(world)
    fate = world.receive(world.write(BO, "vote", "vote INT-1\n\nWe load sensor data every hour.\n"))
    assert fate.outcome is Outcome.HELD, "before that a number says nothing about a request"
    assert "Snowflake" not in text_of(world.answer())
    update_status(world.app, 1, Status.UNDER_REVIEW)
    world.answers()
    fate = world.receive(world.write(BO, "vote", "+1 for int-1\n\nWe load sensor data every hour.\n"))
    assert fate.outcome is Outcome.VOTE
    assert "Snowflake" in text_of(world.answer())
    page = world.request(1)
    assert (page["votes"], page["people"]["voters"][0]["reason"]) == (2, "We load sensor data every hour.")
    assert (
        world.receive(world.write("Cy <cy@mill.example>", "hello", "watch INT-1\n")).outcome
        is Outcome.COMMAND
    )
    assert "You follow this request" in text_of(world.answer())


def test_a_vote_in_a_conversation_goes_to_the_request_that_it_names(world: World) -> None:
    """In her mail about Snowflake she votes for another number: Snowflake gets nothing, and an unknown one goes to a person."""
    hers = asked(world)
    world.receive(world.write(BO, "Okta", "Integration Name: Okta\nUse Case: One sign-in for all.\n"))
    update_status(world.app, 2, Status.UNDER_REVIEW)
    world.answers()
    assert world.send_reply(ADA, hers, "vote INT-2").outcome is Outcome.VOTE
    assert (world.request(1)["votes"], world.request(2)["votes"]) == (1, 2)
    assert world.send_reply(ADA, hers, "vote INT-9").outcome is Outcome.HELD


def test_it_opens_nothing_else(world: World) -> None:
    """R-76: the address is no way into the conversation: fields, withdrawal and status stay with those who take part."""
    address = vote_address(asked(world))
    send(world, BO, address, "withdraw")
    send(world, BO, address, "Use Case: something else")
    page = world.request(1)
    assert page["closed_by"] is None
    assert page["fields"]["use_case"]["value"] == "Load our nightly orders."


def test_a_vote_counts_once_its_sender_is_proven(doubting_world: World) -> None:
    """R-84: a forged vote is held, and its alleged sender gets one content-free mail; who answers it has voted, with the
    reason, and is told so."""
    world = doubting_world
    world.receive(world.write(ADA, "Integration request: Snowflake", SNOWFLAKE))
    world.send_reply(ADA, world.answer(), "yes")
    address = vote_address(world.answer())
    held = send(world, BO, address, "+1\n\nWe load sensor data.\n")
    assert held.outcome is Outcome.HELD
    confirm = world.answer()
    assert "sensor" not in text_of(confirm) and "INT-1" not in str(confirm)
    assert world.request(1)["votes"] == 1
    assert world.send_reply(BO, confirm, "").outcome is Outcome.COMMAND
    assert "open request" in text_of(world.answer())
    page = world.request(1)
    assert (page["votes"], page["people"]["voters"][0]["reason"]) == (2, "We load sensor data.")
    with world.app.database.reading() as tx:
        assert tx.inbox.get(held.id).outcome is Outcome.VOTE
    send(world, "Cy <cy@mill.example>", address)
    send(world, "Cy <cy@mill.example>", address)
    assert len(world.answers()) == 1, "one confirmation a day, however many votes"


def test_a_requester_who_takes_the_vote_back_is_told_how_to_withdraw(world: World) -> None:
    """Her vote is the request itself: nothing is taken, and the answer names WITHDRAW."""
    hers = asked(world)
    world.send_reply(ADA, hers, "-1")
    assert "WITHDRAW" in text_of(world.answer())
    assert world.request(1)["votes"] == 1


def test_a_number_alone_is_no_way_in(world: World) -> None:
    """R-74: a stranger who only writes `INT-1` above a `+1` votes for nothing that the team has not looked at."""
    asked(world)
    assert world.receive(world.write(BO, "[INT-1] Snowflake", "+1")).outcome is not Outcome.VOTE
    assert world.request(1)["votes"] == 1


def test_a_question_or_the_team_s_answer_at_the_address_is_no_vote(tmp_path: Path, sandbox: Sandbox) -> None:
    """Bo asks there what it costs; Tina of the team answers to all. Neither asks for the integration."""
    world = open_world(tmp_path, sandbox, extra='[team]\naddresses = ["tina@service.example"]\n')
    address = vote_address(asked(world))
    assert send(world, BO, address, "How much does it cost?\n").outcome is Outcome.HELD
    assert send(world, "Tina <tina@service.example>", address, "We will see.\n").outcome is Outcome.HELD
    assert world.request(1)["votes"] == 1
    assert send(world, "Tina <tina@service.example>", address, "+1\n").outcome is Outcome.VOTE
    world.close()
