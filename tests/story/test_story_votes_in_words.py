"""Votes, withdrawals and SEPARATE as people write them: to the vote address and as replies."""

import re
from email.message import EmailMessage

import pytest
from world import World, html_of, text_of

from mailer.flows.updates import update_status
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"


@pytest.fixture
def hers(world: World) -> EmailMessage:
    """What Ada was told about her request INT-1."""
    world.receive(world.write(ADA, "Integration request: Snowflake", SNOWFLAKE))
    return world.answer()


@pytest.fixture
def voter(world: World, hers: EmailMessage) -> EmailMessage:
    """The mail that told Eve that her wish is counted with INT-1."""
    world.receive(
        world.write(EVE, "Snowflake please", "Hi, could you add Snowflake?\n\nUse Case: Audit reports.\n")
    )
    assert world.request(1)["votes"] == 2
    return world.answer()


def ballot(
    world: World, hers: EmailMessage, who: str, text: str, subject: str = "Vote for INT-1"
) -> InboxRow:
    """A mail to the vote address that stands in Ada's mail."""
    found = re.search(r"\S+\+v[a-z2-7]{46}@\S+", text_of(hers))
    assert found
    mail = world.write(who, subject, text)
    mail.replace_header("To", found[0])
    return world.receive(mail, to=found[0])


WITHDRAWALS = [
    "-1",
    "unvote",
    "Please remove my vote.",
    "Hi,\n\nI'd like to take my vote back.\n\nEve",
    "withdraw",
    "We no longer need this.",
    "Bitte meine Stimme zurückziehen",
    "投票を取り消してください",
]


@pytest.mark.parametrize("text", WITHDRAWALS)
def test_a_vote_is_taken_back_at_the_address_where_it_was_given(
    world: World, hers: EmailMessage, text: str
) -> None:
    """In the same words as in a reply; and she is told so."""
    ballot(world, hers, EVE, "+1")
    world.answers()
    assert ballot(world, hers, EVE, text).outcome is Outcome.COMMAND
    assert "taken back" in text_of(world.answer())
    assert world.request(1)["votes"] == 1


@pytest.mark.parametrize("text", [*WITHDRAWALS, "I don't need this.", "What does it cost?"])
def test_who_never_voted_casts_no_vote_by_wanting_none(world: World, hers: EmailMessage, text: str) -> None:
    """Neither a withdrawal nor a word against it, nor a question, adds one."""
    assert ballot(world, hers, BO, text).outcome is not Outcome.VOTE
    assert world.request(1)["votes"] == 1
    assert str(world.answer()["To"]) == BO


def test_an_empty_mail_orders_what_its_subject_says(world: World, hers: EmailMessage) -> None:
    """The subject that she wrote; not one that a mail program carries on."""
    ballot(world, hers, EVE, "+1")
    ballot(world, hers, EVE, "\n", subject="Re: unvote")
    assert world.request(1)["votes"] == 2
    ballot(world, hers, EVE, "Best,\nEve\n", subject="Unvote")
    assert world.request(1)["votes"] == 1


def test_an_offer_to_help_is_not_lost_beside_the_vote(world: World, hers: EmailMessage) -> None:
    """She is counted, her offer waits for the team, and her answer says both."""
    ballot(world, hers, EVE, "Hi,\n\nI can test it and we need it for reports.\n\nEve")
    page = world.request(1)
    assert (page["votes"], [c["role"] for c in page["people"]["champions"]]) == (2, ["testing"])
    assert page["people"]["voters"][0]["reason"] == "I can test it and we need it for reports."
    assert "offered" in text_of(world.answer()).lower()


def test_what_a_voter_says_later_goes_beside_what_she_said(world: World, hers: EmailMessage) -> None:
    """At the vote address and as a reply; the same words again are no second reason."""
    ballot(world, hers, EVE, "+1")
    ballot(world, hers, EVE, "+1\n\nWe need it for audits in 12 countries.")
    ballot(world, hers, EVE, "+1\n\nWe need it for audits in 12 countries.")
    answer = world.answers()[-1]
    world.send_reply(EVE, answer, "Our CFO wants this badly.\n\nBest,\nEve")
    (voter,) = world.request(1)["people"]["voters"]
    assert voter["reason"] == "We need it for audits in 12 countries.\nOur CFO wants this badly."


SEPARATIONS = [
    "Hi,\n\nSEPARATE\n\nBest,\nEve",
    "*SEPARATE*",
    "Yes, SEPERATE",
    "Mine is different, please make it separate.",
    "Hello team,\nplease separate mine.\nThanks",
    "Getrennt",
    "別です",
]


@pytest.mark.parametrize("text", SEPARATIONS)
def test_a_voter_s_own_request_in_her_own_words(world: World, voter: EmailMessage, text: str) -> None:
    """However she says it, INT-2 is hers, with the reason that her vote had."""
    assert world.send_reply(EVE, voter, text).outcome is Outcome.REQUEST
    assert world.request(1)["votes"] == 1
    assert world.request(2)["fields"]["use_case"]["value"] == "Audit reports."


def test_a_word_in_the_subject_of_a_reply_is_enough(world: World, voter: EmailMessage) -> None:
    """She writes SEPARATE over our subject and nothing below."""
    mail = world.reply(EVE, voter, "", quote=False)
    mail.replace_header("Subject", "SEPARATE")
    assert world.receive(mail, to=str(mail["To"])).outcome is Outcome.REQUEST


def test_the_words_beside_separate_belong_to_the_new_request(world: World, voter: EmailMessage) -> None:
    """What is different about hers stands in INT-2, and nowhere in INT-1."""
    world.send_reply(EVE, voter, "SEPARATE\n\nOurs is about Snowpipe streaming.\n\nEve")
    assert "Snowpipe" in world.request(2)["fields"]["use_case"]["value"]
    assert "Snowpipe" not in str(world.request(1)["timeline"])


def test_what_means_separate_of_a_voter_is_a_remark_of_the_requester(
    world: World, hers: EmailMessage
) -> None:
    """Ada keeps two things apart in her own request; nothing is split, and a person reads it."""
    world.send_reply(ADA, hers, "Please keep them separate.")
    assert world.request_numbers() == [1]
    assert "keep them separate" in str(world.request(1)["timeline"])


def test_thanks_hide_nothing(world: World, voter: EmailMessage) -> None:
    """Thanks alone end there; what is said beside them is kept."""
    assert world.send_reply(EVE, voter, "Thank you, that is great!").outcome is Outcome.IGNORED
    fate = world.send_reply(EVE, voter, "Thanks!\n\nPlease hold it until our audit is over.")
    assert fate.outcome is Outcome.DETAILS
    assert "hold it until our audit" in str(world.request(1)["timeline"])


@pytest.mark.parametrize(
    "text", ["status", "status INT-1", "What is the status?", "help", "mute", "Our CFO wants this badly."]
)
def test_before_the_review_a_voter_is_told_no_number_status_or_count(
    world: World, voter: EmailMessage, text: str
) -> None:
    """Whatever she writes: the name that she wrote herself, and that it was added to an open request."""
    world.send_reply(EVE, voter, text)
    for mail in world.answers():
        told = f"{mail['Subject']}\n{text_of(mail)}\n{html_of(mail)}"
        assert "INT-1" not in told and "Submitted" not in told and "people ask" not in told
    update_status(world.app, 1, Status.UNDER_REVIEW)
    assert "[INT-1]" in str(world.answers()[-1]["Subject"]), "and once it is reviewed, all of it"


def test_a_requester_is_told_all_of_her_own_at_once(world: World, hers: EmailMessage) -> None:
    """It is hers: number, status and count are in every answer."""
    world.send_reply(ADA, hers, "status INT-1")
    assert "INT-1 - Snowflake" in text_of(world.answer())


def test_a_status_of_a_number_that_is_not_hers_says_what_she_has(world: World, voter: EmailMessage) -> None:
    """R-80: a number that she may not know of, one that is not hers, and one that is not there read the same."""
    answers = []
    for number in ("INT-1", "INT-2", "INT-99"):
        world.receive(world.write(EVE, "a question", f"status {number}"))
        answers.append(text_of(world.answer()))
    assert len(set(answers)) == 1
