"""People in copy are offered to follow: one mail each, without content, and nothing more unless they say so (R-82)."""

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.flows import outward
from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO, CY = "bo@kontor.example", "cy@mill.example"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly ZZORDERS.\n"
THREE = "Could you please add connectors for these:\n\n1. Zendesk\n2. PagerDuty\n3. Airtable\n\nThanks"
TEAM = '[team]\naddresses = ["kim@service.example"]\nnotify = "kim@service.example"\n'
PASS = "mx.service.example; dmarc=pass header.from="


@pytest.fixture
def team_world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """Kim is the team."""
    opened = open_world(tmp_path, sandbox, extra=TEAM)
    yield opened
    opened.close()


def ask(
    world: World, cc: str, text: str = SNOWFLAKE, who: str = ADA, **headers: str
) -> dict[str, EmailMessage]:
    """Somebody asks with people in copy; the mails that go out, by recipient."""
    world.receive(world.write(who, "A few connectors", text, Cc=cc, **headers))
    return {str(mail["To"]): mail for mail in world.answers()}


def test_each_gets_one_mail_without_content_and_the_requester_is_told(world: World) -> None:
    """R-93, R-96: neither a word of Ada's nor the display name that she gave, and nobody sees who else was asked; the
    mail names her proven address alone, as nobody of the team has read the request."""
    mails = ask(world, f"BUY PILLS <{BO}>, Cy <{CY}>")
    assert set(mails) == {ADA, BO, CY}
    assert "We ask 2 people whom you had in copy" in " ".join(text_of(mails[ADA]).split())
    offer = mails[BO]
    assert "ada@northwind.example put you in copy" in text_of(offer)
    assert "Reply WATCH" in text_of(offer)
    for word in ("Snowflake", "ZZORDERS", "INT-1", "PILLS", CY, "Ada Birk"):
        assert word not in offer.as_string()
    assert offer["In-Reply-To"] is None and offer["References"] is None
    assert offer["Auto-Submitted"] == "auto-generated"
    update_status(world.app, 1, Status.ACCEPTED)
    assert [str(mail["To"]) for mail in world.answers()] == [ADA], "nobody follows by being in copy"


@pytest.mark.parametrize("word", ["WATCH", "Watch, please", "yes", "Ja, gerne", "Yes, keep me posted!"])
def test_who_says_so_follows(world: World, word: str) -> None:
    """The answer comes from the address that we wrote to; from then on Bo hears of every change, and has no vote."""
    offer = ask(world, BO)[BO]
    assert world.send_reply(BO, offer, word).outcome is Outcome.COMMAND
    assert "You follow this request" in text_of(world.answer())
    page = world.request(1)
    assert (page["votes"], [w["address"] for w in page["people"]["watchers"]]) == (1, [BO])
    update_status(world.app, 1, Status.ACCEPTED)
    assert {str(mail["To"]) for mail in world.answers()} == {ADA, BO}


def test_a_vote_in_answer_to_it_is_a_vote(world: World) -> None:
    """Bo would rather have it himself."""
    offer = ask(world, BO)[BO]
    assert world.send_reply(BO, offer, "+1").outcome is Outcome.VOTE
    assert "Your vote is counted" in text_of(world.answer())
    assert world.request(1)["votes"] == 2


@pytest.mark.parametrize("words", ["No thanks", "Nein danke.", "Pas intéressé", ""])
def test_who_declines_hears_nothing_more(world: World, words: str) -> None:
    """No answer, no part, and no second offer about the same request."""
    offer = ask(world, BO)[BO]
    assert world.send_reply(BO, offer, words).outcome is Outcome.IGNORED
    assert world.answers() == []
    assert world.request(1)["people"]["watchers"] == []
    world.clock.pass_(days=2)
    assert set(ask(world, BO, who="Di <di@dune.example>")) == {"Di <di@dune.example>"}


def test_who_says_stop_is_never_written_to_again(world: World) -> None:
    """R-97: neither about this request nor when somebody else has Bo in copy."""
    offer = ask(world, BO)[BO]
    assert world.send_reply(BO, offer, "Please stop.").outcome is Outcome.COMMAND
    world.clock.pass_(days=2)
    assert BO not in ask(world, BO, "Integration Name: Okta\nUse Case: sign-in\n", who="Di <di@dune.example>")


def test_a_question_is_read_by_a_person(world: World) -> None:
    """Bo asks who we are: he follows nothing, and hears that somebody reads it."""
    offer = ask(world, BO)[BO]
    assert world.send_reply(BO, offer, "Who are you?").outcome is Outcome.HELD
    assert "A person will read" in text_of(world.answer())
    assert world.request(1)["people"]["watchers"] == []


def test_a_wish_of_their_own_in_the_answer_is_filed(world: World) -> None:
    """Bo answers with something else that he needs."""
    offer = ask(world, BO)[BO]
    fate = world.send_reply(BO, offer, "Could you please add an Okta connector for our sign-in?")
    assert fate.outcome is Outcome.REQUEST
    assert world.request(2)["people"]["requester"]["address"] == BO


def test_of_several_wishes_in_one_mail_there_is_one_offer(world: World) -> None:
    """WATCH follows all of them."""
    offer = ask(world, BO, THREE)[BO]
    assert "3 integrations" in " ".join(text_of(offer).split())
    world.send_reply(BO, offer, "WATCH")
    assert all(world.request(n)["people"]["watchers"][0]["address"] == BO for n in (1, 2, 3))


def test_what_the_team_has_read_is_named(world: World) -> None:
    """Di asks for what is there already, with Bo in copy: reference and catalog name stand in his offer, and WATCH
    follows that request alone, not what its first requester had asked for beside it."""
    ask(world, "", THREE)
    offer = ask(world, BO, "Please add a connector for Zendesk.", who="Di <di@dune.example>")[BO]
    assert "INT-1" not in offer.as_string()
    update_status(world.app, 1, Status.ACCEPTED)
    world.answers()
    offer = ask(world, CY, "Please add a connector for Zendesk.", who="Ed <ed@elm.example>")[CY]
    assert "INT-1 Zendesk" in text_of(offer)
    world.send_reply(CY, offer, "WATCH")
    assert [len(world.request(n)["people"]["watchers"]) for n in (1, 2, 3)] == [1, 0, 0]


def test_who_is_asked_once_is_not_asked_again_that_day(world: World) -> None:
    """R-92: one mail a day to one address, whoever has it in copy of what."""
    ask(world, BO)
    mails = ask(world, BO, "Integration Name: Okta\nUse Case: One sign-in.\n", who="Di <di@dune.example>")
    assert set(mails) == {"Di <di@dune.example>"}
    assert "in copy" not in text_of(mails["Di <di@dune.example>"])


def test_an_offer_takes_nobody_s_confirmation_away(doubting_world: World) -> None:
    """Bo was offered to follow, and writes a wish of his own the same day: he is asked to confirm it."""
    world = doubting_world
    headers = {"Authentication_Results": f"{PASS}northwind.example"}
    assert BO in ask(world, BO, **headers)
    world.receive(world.write(BO, "Okta", "Integration Name: Okta\nUse Case: One sign-in.\n"))
    assert "Please confirm" in str(world.answer()["Subject"])


@pytest.mark.parametrize(
    "other",
    [
        "kim@service.example",
        "integrations+x@service.example",
        "no-reply@mill.example",
        "info@mill.example",
        "platform-team@mill.example",
        "dev@lists.mill.example",
        "Ada <ada+work@northwind.example>",
    ],
)
def test_only_persons_are_asked(team_world: World, other: str) -> None:
    """Neither the team nor we ourselves, neither lists and roles nor a mailbox that nobody reads, nor the sender."""
    mails = ask(team_world, other)
    assert set(mails) == {ADA, "kim@service.example"}
    assert "in copy" not in text_of(mails[ADA])


def test_who_is_suppressed_or_wants_nothing_is_not_asked(world: World) -> None:
    """R-97: nor where that was said while the offer waited to go out."""
    outward.suppress(world.app, BO)
    assert set(ask(world, BO)) == {ADA}
    outward.pause(world.app, paused=True)
    okta = "Integration Name: Okta\nUse Case: One sign-in.\n"
    world.receive(world.write(ADA, "Okta", okta, Cc=CY))
    world.receive(world.write(CY, "stop", "STOP"))
    outward.pause(world.app, paused=False)
    assert [str(mail["Subject"]) for mail in world.answers() if CY in str(mail["To"])] == ["Re: stop"]
    assert set(ask(world, CY, okta.replace("Okta", "Zendesk"))) == {ADA}


def test_too_many_are_not_asked_and_the_requester_is_told(world: World) -> None:
    """R-82, R-96: a thousand people in copy get nothing; Ada can pass her mail on."""
    mails = ask(world, ", ".join(f"p{n}@crowd.example" for n in range(1_000)))
    assert set(mails) == {ADA}
    assert "wrote to none of them" in " ".join(text_of(mails[ADA]).split())


def test_an_operator_can_leave_it_out(tmp_path: Path, sandbox: Sandbox) -> None:
    """`offers_a_mail = 0`: nobody in copy is written to, and nobody is told of it."""
    world = open_world(tmp_path, sandbox, extra=TEAM)
    world.app = replace(world.app, policy=replace(world.app.policy, offers_a_mail=0))
    mails = ask(world, BO)
    assert set(mails) == {ADA, "kim@service.example"}
    assert "in copy" not in text_of(mails[ADA])
    world.close()


@pytest.mark.parametrize("result", ["dmarc=none", "dmarc=fail header.from=northwind.example"])
def test_a_forged_sender_has_nobody_written_to(doubting_world: World, result: str) -> None:
    """R-82, G11: a forged mail with a thousand people in copy, and one with two: not one of them is written to, and not
    even once Ada has answered the confirmation, for she did not see them."""
    world = doubting_world
    headers = {"Authentication_Results": f"mx.service.example; {result}"}
    mails = ask(world, ", ".join(f"p{n}@crowd.example" for n in range(1_000)), **headers)
    mails |= ask(world, f"{BO}, {CY}", "Integration Name: Okta\nUse Case: One sign-in.\n", **headers)
    assert set(mails) == {"ada@northwind.example"}
    world.send_reply(ADA, mails["ada@northwind.example"], "Yes, that was me.")
    assert {str(mail["To"]) for mail in world.answers()} == {ADA}


def test_a_stranger_with_the_address_of_an_offer_does_not_get_in(world: World) -> None:
    """R-76: the token was made for Bo; from Eve it is worth nothing."""
    offer = ask(world, BO)[BO]
    world.send_reply("Eve <eve@elsewhere.example>", offer, "WATCH")
    assert world.request(1)["people"]["watchers"] == []


def test_offers_are_bounded_by_the_hour_together_with_confirmations(world: World) -> None:
    """R-92: ten requests with five people each in copy are at most thirty mails an hour; the rest go later."""
    for n in range(10):
        cc = ", ".join(f"p{n}{m}@crowd.example" for m in range(5))
        world.receive(
            world.write(
                f"a{n}@orchard.example", "x", f"Integration Name: Tool{n}\nUse Case: Our reports.\n", Cc=cc
            )
        )
    sent = [mail for mail in world.answers() if "follow" in str(mail["Subject"])]
    assert len(sent) == 30
    world.clock.pass_(minutes=61)
    later = [mail for mail in world.answers() if "follow" in str(mail["Subject"])]
    assert len(later) == 20
