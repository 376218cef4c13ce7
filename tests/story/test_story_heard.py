"""Words in a conversation that no rule turns into anything: they reach a person, and their author hears it."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.flows.digests import tend
from mailer.model.inbox import Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Northwind <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
TINA = "Tina Team <tina@service.example>"
TEAM = (
    '[team]\naddresses = ["tina@service.example", "kim@service.example"]\nnotify = "tina@service.example"\n'
)
WISH = "We need an integration with Snowflake.\nUse case: load our sales tables every night.\n"


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> World:
    """A world with a team, Ada's request, and Bo's vote for it."""
    world = open_world(tmp_path, sandbox, extra=TEAM)
    world.receive(world.write(ADA, "Snowflake connector", WISH))
    return world


def voted(world: World) -> EmailMessage:
    """The team has looked at Ada's request, and Bo's vote for it was answered with this mail."""
    asks = next(m for m in world.answers() if "tina@" in str(m["To"]))
    world.send_reply(TINA, asks, "review")
    world.answers()
    world.receive(world.write(BO, "Snowflake", "Please integrate Snowflake, our shop data goes there."))
    return next(m for m in world.answers() if "bo@" in str(m["To"]))


def to(mails: list[EmailMessage], who: str) -> list[str]:
    """The texts of those mails that go to `who`."""
    return [" ".join(text_of(m).split()) for m in mails if who in str(m["To"])]


def test_the_answer_to_a_question_of_the_team_reaches_the_team(desk: World) -> None:
    """Tina asks, Ada answers in free words that are no field: Tina reads them in a mail, and Ada that they arrived."""
    mails = desk.answers()
    asks = next(m for m in mails if "tina@" in str(m["To"]))
    desk.send_reply(TINA, asks, "ask: Which region is your account in?")
    question = next(m for m in desk.answers() if "ada@" in str(m["To"]))
    desk.send_reply(ADA, question, "It is in Frankfurt.")
    answers = desk.answers()
    (heard,) = to(answers, "tina@")
    assert "It is in Frankfurt." in heard and "Ada Northwind" in heard
    assert "the team will read it" in to(answers, "ada@")[0]


def test_who_takes_care_of_it_is_told_and_passes_the_answer_on(desk: World) -> None:
    """Kim took it over: her mail, not Tina's; what she writes behind `reply:` goes to Ada."""
    mails = desk.answers()
    card = next(m for m in mails if "ada@" in str(m["To"]))
    asks = next(m for m in mails if "tina@" in str(m["To"]))
    desk.send_reply(TINA, asks, "assign kim@service.example\ndecline: We have nobody for it.")
    desk.answers()
    desk.send_reply(ADA, card, "That is a pity. Could you look again next year?")
    mails = desk.answers()
    assert to(mails, "tina@") == [] and "look again next year" in to(mails, "kim@")[0]
    heard = next(m for m in mails if "kim@" in str(m["To"]))
    desk.send_reply("Kim <kim@service.example>", heard, "reply: Yes, in January.")
    assert any("Yes, in January." in text for text in to(desk.answers(), "ada@"))


@pytest.mark.parametrize(
    "words",
    [
        "My colleague will be away next week.",
        "Who decides about it?",
        "Keep in mind that we use the EU region.",
    ],
)
def test_a_voter_is_heard_and_told_so_once_a_day(desk: World, words: str) -> None:
    """Bo only votes: what else he writes changes nothing, a person reads it, and he is not left without a word."""
    counted = voted(desk)
    desk.send_reply(BO, counted, words)
    mails = desk.answers()
    assert words in to(mails, "tina@")[0] and "bo@kontor.example" in to(mails, "tina@")[0]
    assert "A person will read your mail" in to(mails, "bo@")[0]
    assert "Did you mean to ask" not in to(mails, "bo@")[0]
    desk.clock.pass_(hours=1)
    desk.send_reply(BO, counted, "And we would like to know who pays for it.")
    mails = desk.answers()
    assert len(to(mails, "tina@")) == 1 and to(mails, "bo@") == []


def test_the_digest_lists_what_people_wrote(desk: World) -> None:
    """Whoever missed the mail finds the words in the morning, once."""
    card = next(m for m in desk.answers() if "ada@" in str(m["To"]))
    tend(desk.app)
    desk.clock.pass_(days=1)
    tend(desk.app)
    desk.send_reply(ADA, card, "We moved to a new office, the old one is closed.")
    desk.answers()
    for expected in (True, False):
        desk.clock.pass_(days=1)
        tend(desk.app)
        assert any("We moved to a new office" in text for text in to(desk.answers(), "tina@")) is expected


def test_a_voter_who_pastes_a_password_is_told(desk: World) -> None:
    """R-86: nothing else would have been answered; still Bo reads that it was taken out, and Tina does not read it."""
    counted = voted(desk)
    for _ in range(2):  # the second time although he has heard today that a person reads it
        desk.send_reply(BO, counted, "Here you go: password: Xy7!kkPz912 and user shop")
        mails = desk.answers()
        assert "looks like a secret" in to(mails, "bo@")[0]
        assert all("Xy7!kkPz912" not in text for text in to(mails, "tina@"))
        desk.clock.pass_(minutes=7)


def test_who_withdrew_by_mistake_is_heard(desk: World) -> None:
    """Nothing opens a withdrawn request by itself, but a person reads that it should."""
    card = next(m for m in desk.answers() if "ada@" in str(m["To"]))
    desk.send_reply(ADA, card, "withdraw")
    desk.answers()
    assert desk.send_reply(ADA, card, "That was a mistake, please keep it open.").outcome is Outcome.DETAILS
    mails = desk.answers()
    assert "That was a mistake" in to(mails, "tina@")[0]
    assert "A person will read your mail" in to(mails, "ada@")[0]


@pytest.mark.parametrize(
    ("words", "votes", "pace"),
    [
        ("Please remove my vote.", 1, "everything"),
        ("Bitte meine Stimme zurückziehen.", 1, "everything"),
        ("Je retire mon vote.", 1, "everything"),
        ("Stop sending me these mails!", 2, "nothing"),
        ("Ich möchte keine weiteren E-Mails mehr bekommen.", 2, "nothing"),
        ("Je ne veux plus recevoir de mails.", 2, "nothing"),
        ("Não quero receber mais e-mails.", 2, "nothing"),
    ],
)
def test_plain_words_do_what_the_verbs_do(desk: World, words: str, votes: int, pace: str) -> None:
    """Nobody has to know `unvote` and `stop`."""
    counted = voted(desk)
    assert desk.send_reply(BO, counted, words).outcome is Outcome.COMMAND
    assert desk.request(1)["votes"] == votes
    with desk.app.database.reading() as tx:
        person = tx.people.find("bo@kontor.example")
    assert person is not None and person.pace.value == pace


def test_a_pull_request_of_ones_own_makes_a_champion(desk: World) -> None:
    """Bo never offered anything; he hands his work over all the same. A link to somebody else's is only read."""
    counted = voted(desk)
    desk.send_reply(BO, counted, "Look at https://code.example/other/pull/3 for how others do it.")
    assert desk.request(1)["people"]["champions"] == []
    desk.send_reply(BO, counted, "Here is my pull request: https://code.example/ours/pull/7")
    (champion,) = desk.request(1)["people"]["champions"]
    assert (champion["role"], champion["state"]) == ("code", "delivered")


def test_a_voter_who_tells_and_offers_is_a_champion_and_their_words_are_kept(desk: World) -> None:
    """What Bo says beside his offer changes no field of Ada's, and is not lost either."""
    counted = voted(desk)
    words = "We use key pair authentication.\nI can test it for you."
    assert desk.send_reply(BO, counted, words).outcome is Outcome.CHAMPION
    page = desk.request(1)
    assert [c["role"] for c in page["people"]["champions"]] == ["testing"]
    assert any(e["what"] == "mail" and "key pair" in e["text"] for e in page["timeline"])


def test_a_decline_without_words_is_refused_and_a_step_back_takes_them(desk: World) -> None:
    """`decline:` alone says how it is written, in a mail's terms; `review: why` moves back, and Ada reads why."""
    asks = next(m for m in desk.answers() if "tina@" in str(m["To"]))
    desk.send_reply(TINA, asks, "decline:")
    assert "`decline: why`" in to(desk.answers(), "tina@")[0]
    assert desk.request(1)["status"] == "submitted"
    desk.send_reply(TINA, asks, "accept")
    desk.answers()
    desk.send_reply(TINA, asks, "review: The vendor has changed the price.")
    assert desk.request(1)["status"] == "under_review"
    assert any("The vendor has changed the price." in text for text in to(desk.answers(), "ada@"))


ASKS = "What does the enterprise plan cost?"


def test_a_question_beside_a_request_reaches_a_person(desk: World) -> None:
    """Bo asks for Notion and for a price: the request is filed at once, the team's mail shows the question, and Bo hears
    that a person reads it. Ada wants Notion too and asks the same: her vote counts, and the team reads her words."""
    desk.answers()
    words = f"We would like a Notion integration for our wiki. {ASKS}"
    first = desk.receive(desk.write(BO, "Wish", words))
    mails = desk.answers()
    assert first.outcome is Outcome.REQUEST
    assert f"THEY ALSO ASK OR REPORT > {ASKS}" in to(mails, "tina@")[0]
    assert "read by a person of the team" in to(mails, "bo@")[0]
    second = desk.receive(desk.write(ADA, "Notion", words))
    mails = desk.answers()
    assert second.outcome is Outcome.VOTE
    (heard,) = to(mails, "tina@")
    assert ASKS in heard.replace("> ", "") and "(asks for it too)" in heard
    assert "read by a person of the team" in to(mails, "ada@")[0]
    asked = [one["actor"] for one in desk.request(2)["timeline"] if one["what"] == "question"]
    assert asked == ["bo@kontor.example", "ada@northwind.example"]
