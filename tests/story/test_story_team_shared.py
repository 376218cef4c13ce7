"""Who of the team may decide, by which of our mails: one made for them, one made for all of them, a daily list."""

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.flows.digests import tend
from mailer.model.inbox import Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
KIM = "Kim Sato <kim@service.example>"
LEA = "Lea Brandt <lea@service.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
TEAM = """
[team]
addresses = ["kim@service.example", "lea@service.example"]
notify = "{notify}"
"""
OURS = "mx.service.example"


@pytest.fixture(params=["product-team@service.example", "kim@service.example"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """Kim and Lea are the team; what is new goes to a list of theirs, or to Kim."""
    world = open_world(tmp_path, sandbox, extra=TEAM.format(notify=request.param))
    for who, name in ((BO, "Databricks"), (ADA, "Snowflake")):
        text = f"Integration Name: {name}\nUse Case: Reports.\n"
        world.receive(world.write(who, f"Integration request: {name}", text))
    yield world
    world.close()


def teams(mails: list[EmailMessage]) -> EmailMessage:
    """The newest mail to the team's address."""
    return [m for m in mails if "product-team@" in str(m["To"]) or "kim@" in str(m["To"])][-1]


def to(mails: list[EmailMessage], who: str) -> str:
    return " ".join(" ".join(text_of(m).split()) for m in mails if who in str(m["To"]))


def test_whoever_of_the_team_answers_the_mail_that_all_of_them_got_is_obeyed(desk: World) -> None:
    """Kim accepts, Lea notes, both by the mail about the new request."""
    about = teams(desk.answers())
    for who, text, done in ((KIM, "accept", "Accepted"), (LEA, "note: fine by me", "Kept for the team only")):
        assert desk.send_reply(who, about, text).outcome is Outcome.COMMAND
        assert done in to(desk.answers(), parseaddr(who)[1])
    assert desk.request(2)["status"] == "accepted"


def test_nobody_else_is_with_the_same_mail(desk: World) -> None:
    """R-76: Eve was passed the mail on; she changes nothing and learns nothing of the request."""
    about = teams(desk.answers())
    for text in ("accept", "decline: no", "reply: hello", "note: x"):
        assert desk.send_reply(EVE, about, text).outcome is Outcome.HELD
    assert desk.request(2)["status"] == "submitted"
    mails = desk.answers()
    assert to(mails, "ada@") == "" and "INT-2" not in to(mails, "eve@")


def test_who_only_says_that_they_are_of_the_team_is_not_obeyed(tmp_path: Path, sandbox: Sandbox) -> None:
    """R-70: the address of all is no proof; a forger who has it, with Kim's name, gets nothing, and nor does one whose
    forged mail Kim confirms unread."""
    world = open_world(
        tmp_path,
        sandbox,
        f'trusted_authserv_ids = ["{OURS}"]',
        TEAM.format(notify="product-team@service.example"),
    )
    text = "Integration Name: Snowflake\nUse Case: Reports.\n"
    passes = f"{OURS}; dmarc=pass header.from=northwind.example"
    mail = world.write(ADA, "Integration request: Snowflake", text, Authentication_Results=passes)
    world.receive(mail)
    about = teams(world.answers())
    for words in ("accept", "help\naccept"):
        world.receive(world.reply(KIM, about, words), to=parseaddr(str(about["Reply-To"]))[1])
        for asks in world.answers():
            assert "Snowflake" not in text_of(asks)
            world.send_reply(KIM, asks, "yes")
    assert world.request(1)["status"] == "submitted"
    world.close()


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("Re: [INT-1] Databricks", "accept"),
        ("Re: [INT-1] Databricks", "What they want is a month of work."),
        ("a decision", "accept INT-1"),
    ],
)
def test_without_a_mail_of_ours_a_member_is_told_how_and_the_answer_to_that_works(
    desk: World, subject: str, words: str
) -> None:
    """R-70: a mail of Lea's own shows no token. She reads it in the team's words, and nothing was done before she
    answers that mail with the same words."""
    desk.answers()
    assert desk.receive(desk.write(LEA, subject, words)).outcome is Outcome.HELD
    told = desk.answer()
    assert "Answer this mail with the same words, and it is done" in to([told], "lea@")
    assert "Did you mean to ask for an integration" not in text_of(told)
    page = desk.request(1)
    assert (page["status"], [e["what"] for e in page["timeline"]]) == ("submitted", ["opened"])
    assert desk.send_reply(LEA, told, words).outcome is Outcome.COMMAND
    page = desk.request(1)
    assert page["status"] == "accepted" or [e["what"] for e in page["timeline"]] == ["opened", "note"]


def test_a_member_s_own_mail_serves_them_alone(desk: World) -> None:
    """R-76: what was made for Kim is not Lea's; she is told, and nothing was done."""
    about = teams(desk.answers())
    desk.send_reply(KIM, about, "assign Lea")
    given = next(m for m in desk.answers() if "lea@" in str(m["To"]))
    mail = desk.reply(KIM, given, "start")
    del mail["References"], mail["In-Reply-To"]
    assert desk.receive(mail, to=parseaddr(str(given["Reply-To"]))[1]).outcome is Outcome.HELD
    assert "Answer this mail with the same words" in to(desk.answers(), "kim@")
    assert desk.request(2)["status"] == "submitted"


def daily(world: World) -> EmailMessage:
    tend(world.app)
    world.clock.pass_(days=1)
    tend(world.app)
    (digest,) = [m for m in world.answers() if "Triage" in str(m["Subject"])]
    return digest


def test_the_daily_list_is_answered_with_the_numbers(desk: World) -> None:
    """Each order names its request, before or behind the verb or on a line above; the answer says what became of each."""
    digest = daily(desk)
    assert "such as “accept INT-2” or “note INT-2: …”" in " ".join(text_of(digest).split())
    words = "accept INT-1\nINT-2: decline: too niche\nnote INT-1: mind the licence\n\nINT-1\nscore value 4\nassign Lea"
    assert desk.send_reply(KIM, digest, words).outcome is Outcome.COMMAND
    mails = desk.answers()
    assert [desk.request(number)["status"] for number in (1, 2)] == ["accepted", "declined"]
    assert "too niche" in to(mails, "ada@") and "licence" not in to(mails, "bo@")
    transcript = to(mails, "kim@")
    for line in (
        "accept INT-1: Submitted → Accepted.",
        "decline INT-2: Submitted → Declined.",
        "score INT-1: Business value",
    ):
        assert line in transcript
    assert desk.request(1)["assigned_to"] == "lea@service.example"


@pytest.mark.parametrize(
    ("who", "words", "says"),
    [
        (LEA, "accept", "say which request you mean, for example “accept INT-7”"),
        (LEA, "I look at them tomorrow.", "say which request you mean"),
        (LEA, "accept INT-99", "there is no request INT-99"),
        (EVE, "accept INT-1", ""),
    ],
)
def test_what_the_daily_list_cannot_tell_is_not_done(desk: World, who: str, words: str, says: str) -> None:
    """Nothing is guessed; an outsider with the list is nobody."""
    digest = daily(desk)
    who_may = who if who == EVE or "product-team@" in str(digest["To"]) else KIM
    desk.send_reply(who_may, digest, words)
    mails = desk.answers()
    assert desk.request(1)["status"] == "submitted"
    assert says in " ".join(text_of(m) for m in mails).replace("\r\n", " ")
    assert not re.search(r"INT-[12]\b", to(mails, "eve@"))


def test_thanks_for_the_list_are_only_thanks(desk: World) -> None:
    """No answer, nothing held."""
    digest = daily(desk)
    assert desk.send_reply(KIM, digest, "Thanks!").outcome is Outcome.IGNORED
    assert desk.answers() == []
