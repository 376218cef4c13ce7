"""Verbs with words beside them: forgiving in wording, strict in authority, and nothing that somebody wrote is dropped."""

from email.message import EmailMessage

import pytest
from world import World, text_of

from mailer.model.inbox import Outcome

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
FORM = "Integration Name: Snowflake\nCategory: Data Storage\nUse Case: Load our nightly order tables.\n"


@pytest.fixture
def hers(world: World) -> EmailMessage:
    """The acknowledgement of Ada's request INT-1."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    return world.answer()


@pytest.fixture
def his(world: World, hers: EmailMessage) -> EmailMessage:
    """The mail that told Bo that his wish is counted with INT-1."""
    assert hers["To"] == ADA
    world.receive(world.write(BO, "snowflake", "Hi, could you please add a connector for SnowFlake?"))
    return world.answer()


@pytest.mark.parametrize(
    "text",
    [
        "+1 we need it for nightly loads",
        "+1, we need it for nightly loads",
        "👍 we need it for nightly loads",
        "Me too - we need it for nightly loads",
        "vote: we need it for nightly loads",
        "+1\n\nwe need it for nightly loads",
    ],
)
def test_the_words_behind_a_vote_are_its_reason(world: World, his: EmailMessage, text: str) -> None:
    """However it is written, the vote counts and the voter's words are kept beside it."""
    assert world.send_reply(BO, his, text).outcome is Outcome.VOTE
    (voter,) = world.request(1)["people"]["voters"]
    assert voter["reason"] == "we need it for nightly loads"


@pytest.mark.parametrize("text", ["Please stop", "stop, please", "Stop.", "mute please!", "STOP"])
def test_a_polite_verb_is_a_verb(world: World, hers: EmailMessage, text: str) -> None:
    """People write to machines as to people."""
    assert world.send_reply(ADA, hers, text).outcome is Outcome.COMMAND
    assert "no more" in text_of(world.answer())


def test_what_else_is_said_beside_a_verb_changes_the_request(world: World, hers: EmailMessage) -> None:
    """She watches nothing less because she also answers a question in the same mail."""
    fate = world.send_reply(ADA, hers, "decisions only\n\nAuthentication: OAuth 2.0")
    assert fate.outcome is Outcome.COMMAND
    assert world.request(1)["fields"]["technical.authentication"]["value"] == ["oauth2"]


def test_what_is_no_field_stands_in_the_timeline(world: World, hers: EmailMessage) -> None:
    """A reason given with a verb is kept word for word."""
    world.send_reply(ADA, hers, "withdraw, our supplier went another way")
    assert world.request(1)["closed_by"] == "withdrawn"
    assert "our supplier went another way" in str(world.request(1)["timeline"])


def test_another_wish_beside_a_verb_is_filed(world: World, his: EmailMessage) -> None:
    """A vote and a new request in one mail are both."""
    mail = world.reply(BO, his, "+1\n\nAnd please add an Okta connector as well.")
    mail.replace_header("Subject", "Okta too")
    fate = world.receive(mail, to=str(mail["To"]))
    assert [line["ref"] for line in fate.effects] == ["INT-1", "INT-2"]
    assert world.request(2)["fields"]["integration_name"]["value"] == "Okta"


@pytest.mark.parametrize(
    "text",
    [
        "+1 for integrations in general! Please add a Zendesk connector, we need it for support.",
        "Status quo: we copy tickets by hand. Please add a Zendesk connector.",
        "status\n\nPlease add a Zendesk connector, we copy tickets by hand.",
        "Help! Please add a Zendesk connector, we copy tickets by hand.",
        "+1\n\nPlease add a Zendesk connector, we copy tickets by hand.",
    ],
)
def test_a_new_request_that_begins_with_a_verb_is_a_request(world: World, text: str) -> None:
    """A new mail that asks for something is filed, whatever word it begins with."""
    assert world.receive(world.write(BO, "Zendesk", text)).outcome is Outcome.REQUEST
    assert "INT-1" in text_of(world.answer())


@pytest.mark.parametrize(
    "text",
    [
        "Follow up from our side: the tables are large.",
        "+1 555 0100 is my number now.",
        "Status quo is fine.",
    ],
)
def test_an_ordinary_word_is_no_verb(world: World, hers: EmailMessage, text: str) -> None:
    """A reply that merely begins with such a word is a normal reply."""
    assert world.send_reply(ADA, hers, text).outcome is Outcome.DETAILS
    assert text in str(world.request(1)["timeline"])


def test_a_question_that_begins_with_a_verb_reaches_a_person(world: World, hers: EmailMessage) -> None:
    """`Help, …?` is a question about her request, which the list of verbs does not answer."""
    fate = world.send_reply(ADA, hers, "Help, how long does it take until you look at it?")
    assert fate.outcome is Outcome.HELD
    assert "how long does it take" in str(world.request(1)["timeline"])


def test_a_verb_with_words_by_a_stranger_does_nothing(world: World, hers: EmailMessage) -> None:
    """R-76: the forgiving wording opens no door."""
    before = world.request(1)
    world.send_reply(EVE, hers, "withdraw, please")
    world.send_reply(EVE, hers, "+1 because I say so")
    after = world.request(1)
    assert (after["closed_by"], after["votes"]) == (None, 1)
    assert after["timeline"] == before["timeline"]
