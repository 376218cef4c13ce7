"""What somebody says to the mail that asks `was it you?`: only a yes, or what plainly goes on with it, makes it count."""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.flows.digests import tend
from mailer.model.inbox import InboxRow, Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
KIM = "kim@service.example"
FORGED = "Integration Name: Snowflake\nUse Case: BUY PILLS at http://spam.example\n"
WISH = """Hi,

we want our three shops to share stock levels, so we need a connector for Lightspeed Retail.
"""
PASSED_ON = f"""Could you look at this?

---------- Forwarded message ---------
From: {ADA}
Date: Tue, 3 Nov 2026 at 10:12
Subject: Connector for Lightspeed
To: Help <help@northwind.example>

{WISH}"""
TEAM = f'\n[team]\naddresses = ["{KIM}"]\nnotify = "{KIM}"\n'
BORDER = 'trusted_authserv_ids = ["mx.service.example"]'
PASS = "mx.service.example; dmarc=pass header.from=kontor.example"


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A service that doubts who wrote, with Kim as its team."""
    opened = open_world(tmp_path, sandbox, BORDER, TEAM)
    yield opened
    opened.close()


def forged(world: World, text: str = FORGED) -> EmailMessage:
    """Somebody writes in Ada's name; the mail that asks her."""
    world.receive(world.write(ADA, "Integration request", text))
    return world.answer()


def passed_on(world: World) -> EmailMessage:
    """Bo, who is proven, passes on what Ada is said to have written; the mail that asks her."""
    world.receive(world.write(BO, "Fwd: Lightspeed", PASSED_ON, Authentication_Results=PASS))
    return next(mail for mail in world.answers() if "ada@" in str(mail["To"]))


def fate(world: World, number: int) -> InboxRow:
    with world.app.database.reading() as tx:
        return tx.inbox.get(number)


def suppressed(world: World) -> bool:
    with world.app.database.reading() as tx:
        return tx.suppressions.blocks("ada@northwind.example", world.clock()) is not None


NO = [
    "No, that was not me.",
    "No.",
    "Nein",
    "Das war ich nicht.",
    "Ce n'était pas moi",
    "No fui yo",
    "Não fui eu",
    "私ではありません",
]
STOP = [
    "unsubscribe",
    "Please stop",
    "STOP",
    "Bitte keine Mails mehr",
    "Ne m'écrivez plus",
    "No me escriban más",
    "配信停止",
]


@pytest.mark.parametrize("asks", [forged, passed_on])
@pytest.mark.parametrize("words", NO)
def test_a_denial_takes_it_back(world: World, words: str, asks: object) -> None:
    """R-93: closed for good; nobody gets a mail, neither Ada a word of the stranger's nor the team, and the mail behind it
    waits for nothing more. Bo, who passed it on and follows it, is told that it is closed, and nothing that Ada wrote."""
    asked = asks(world)  # type: ignore[operator]
    said = world.send_reply(ADA, asked, words)
    assert said.outcome is Outcome.COMMAND
    told = {str(mail["To"]): text_of(mail) for mail in world.answers()}
    assert list(told) == ([] if asks is forged else [BO])
    assert all("was withdrawn" in text and words not in text for text in told.values())
    page = world.request(1)
    assert (page["confirmed"], page["closed_by"]) == (False, "withdrawn")
    assert fate(world, 1).outcome is (Outcome.IGNORED if asks is forged else Outcome.REQUEST)
    assert not suppressed(world)


@pytest.mark.parametrize("words", STOP)
def test_stop_takes_it_back_and_nothing_is_sent_there_any_more(world: World, words: str) -> None:
    """R-97: the next mail in Ada's name brings her nothing."""
    world.send_reply(ADA, forged(world), words)
    assert world.answers() == []
    assert world.request(1)["closed_by"] == "withdrawn"
    assert suppressed(world)
    world.clock.pass_(days=2)
    world.receive(world.write(ADA, "Okta", "Integration Name: Okta\nUse Case: One sign-in.\n"))
    assert world.answers() == []


@pytest.mark.parametrize("asks", [forged, passed_on])
@pytest.mark.parametrize(
    "words",
    [
        "Who are you?",
        "Qui êtes-vous ?",
        "What is this about?",
        "OK, but who are you?",
        "Thanks",
        "No, it was me!",
        "Hm.",
    ],
)
def test_what_is_neither_confirms_nothing(world: World, words: str, asks: object) -> None:
    """A person reads it, and one mail without content says so; the yes that comes later still counts."""
    asked = asks(world)  # type: ignore[operator]
    assert world.send_reply(ADA, asked, words).outcome is Outcome.HELD
    told = world.answer()
    assert "A person will read" in text_of(told)
    for word in ("PILLS", "Snowflake", "Lightspeed", "INT-1"):
        assert word not in told.as_string()
    assert not world.request(1)["confirmed"]
    world.send_reply(ADA, asked, "Sorry. Yes, that was me.")
    assert world.request(1)["confirmed"]


@pytest.mark.parametrize(
    "words",
    [
        "Authentication: OAuth2\nData formats: CSV",
        "We would sign in with OAuth2 and send CSV files.",
        "",
        "ok",
    ],
)
def test_what_goes_on_with_it_confirms(world: World, words: str) -> None:
    """Details of an integration without a yes; and the empty answer that our mail says is enough."""
    world.send_reply(ADA, forged(world), words)
    assert world.request(1)["confirmed"]


def test_an_empty_answer_confirms_nothing_that_somebody_else_passed_on(world: World) -> None:
    """That mail asks for a word: whoever has not written the mail would not know what an empty answer says."""
    assert world.send_reply(ADA, passed_on(world), "").outcome is Outcome.HELD
    assert not world.request(1)["confirmed"]


def test_a_question_beside_a_denial_is_read(world: World) -> None:
    """It is taken back all the same."""
    asked = forged(world)
    fate = world.send_reply(ADA, asked, "That was not me. How did you get my address?")
    assert fate.outcome is Outcome.HELD
    assert world.request(1)["closed_by"] == "withdrawn"


def test_who_wants_to_be_forgotten_is_read_by_a_person(world: World) -> None:
    """Erasing is nobody's guess."""
    assert world.send_reply(ADA, forged(world), "Delete my data").outcome is Outcome.HELD
    assert not world.request(1)["confirmed"]


def test_a_second_thought_is_read_by_a_person(world: World) -> None:
    """A yes after the no, and a no after the yes: neither is carried out by itself, and neither is lost."""
    asked = forged(world)
    world.send_reply(ADA, asked, "No.")
    assert world.send_reply(ADA, asked, "Sorry, yes, that was me.").outcome is Outcome.HELD
    world.clock.pass_(days=2)
    again = forged(world)
    world.send_reply(ADA, again, "yes")
    world.answers()
    assert world.send_reply(ADA, again, "No, that was not me after all.").outcome is Outcome.HELD
    assert world.request(2)["confirmed"]


def test_a_denied_order_is_not_carried_out(world: World) -> None:
    """What waits for Ada's proof (a status, in her name) is dropped with her no."""
    held = world.receive(world.write(ADA, "status", "status"))
    world.send_reply(ADA, world.answer(), "Not me!")
    assert world.answers() == []
    assert fate(world, held.id).outcome is Outcome.IGNORED


def test_what_was_passed_on_is_asked_about_truly(world: World) -> None:
    """R-93: Ada never wrote to us, and the mail does not say so; it shows nobody's words and names nobody."""
    asked = passed_on(world)
    text = " ".join(text_of(asked).split())
    assert "Somebody forwarded a mail to us" in text and "Reply YES" in text
    assert "wrote to us" not in text and "as its sender" not in text
    for word in ("Lightspeed", "stock", "INT-1", "Bo Lind", "kontor", "Ada Birk"):
        assert word not in asked.as_string()


def test_the_team_sees_what_waits_for_its_author(world: World) -> None:
    """Bo is proven, so the daily digest lists what he passed on, until Ada has answered; what is only forged it does not."""
    tend(world.app)
    passed_on(world)
    world.receive(
        world.write("Eve <eve@elsewhere.example>", "Okta", "Integration Name: Okta\nUse Case: sign-in\n")
    )
    world.answers()
    assert "bo@kontor.example passed on what ada@northwind.example asks for" in digest(world)
    assert "Okta" not in digest(world).partition("Passed on")[2]
    world.clock.pass_(days=1)
    world.receive(world.write(BO, "Fwd: Lightspeed", PASSED_ON, Authentication_Results=PASS))
    asked = next(mail for mail in world.answers() if "ada@" in str(mail["To"]))
    world.send_reply(ADA, asked, "No.")
    assert "passed on what" not in digest(world)


def digest(world: World) -> str:
    """The team's digest of the next day."""
    world.clock.pass_(days=1)
    tend(world.app)
    mails = [mail for mail in world.answers() if str(mail["To"]) == KIM and "Triage" in str(mail["Subject"])]
    return " ".join(" ".join(text_of(mail) for mail in mails).split())
