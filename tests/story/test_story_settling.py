"""Several changes of status within a short time become one mail, which tells from what the person last heard of to what is."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from world import World, html_of, open_world, text_of

from mailer.decide import corrections
from mailer.flows.updates import correct, merge_requests, split_request, update_status
from mailer.model.message import Address
from mailer.model.request import Role
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
FORM = "Integration Name: Snowflake\nUse Case: Load our nightly order tables.\n"


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> World:
    """A world in which news wait two minutes for more news, and Ada has asked for Snowflake."""
    opened = open_world(tmp_path, sandbox, settle=120)
    opened.receive(opened.write(ADA, "Integration request: Snowflake", FORM))
    opened.answers()
    return opened


def settled(world: World) -> str:
    """The text of the one mail that goes out once the window is over."""
    assert world.answers() == []
    world.clock.pass_(minutes=5)
    mail = world.answer()
    assert html_of(mail)
    return " ".join(text_of(mail).split())


def test_one_mail_tells_from_the_last_status_she_heard_of(world: World) -> None:
    """R-95: from Submitted to Scheduled with its release, though it was reviewed and accepted in between."""
    update_status(world.app, 1, Status.UNDER_REVIEW)
    update_status(world.app, 1, Status.ACCEPTED, note="It fits our plans, ZZ1.")
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    text = settled(world)
    assert "Scheduled for v0.5 (before: Submitted)" in text
    assert "ZZ1" in text, "the explanation of a step in between is not lost"
    assert "no longer so" not in text.lower(), "what was accepted is accepted still"


def test_a_decline_in_between_is_told_with_its_explanation(world: World) -> None:
    """Declined and taken up again before the mail went: she reads why it was declined, that this is over, and why it goes on."""
    update_status(world.app, 1, Status.DECLINED, note="Nobody maintains it, ZZ1.")
    update_status(world.app, 1, Status.UNDER_REVIEW, note="A maintainer was found, ZZ2.")
    text = settled(world)
    assert "Under Review (before: Submitted)" in text
    assert text.upper().index("IN BETWEEN, AND NO LONGER SO: DECLINED") < text.index("ZZ1")
    assert "ZZ2" in text


def test_what_is_back_where_it_was_needs_no_mail(world: World) -> None:
    """R-95: a slip that was taken back at once is no news."""
    update_status(world.app, 1, Status.ACCEPTED)
    update_status(world.app, 1, Status.SUBMITTED, note="The wrong request.")
    world.clock.pass_(minutes=5)
    assert world.answers() == []


def test_after_the_mail_went_the_next_one_begins_there(world: World) -> None:
    """What she was told is what the next mail starts from."""
    update_status(world.app, 1, Status.UNDER_REVIEW)
    assert "(before: Submitted)" in settled(world)
    update_status(world.app, 1, Status.ACCEPTED)
    assert "(before: Under Review)" in settled(world)


def test_what_a_champion_is_asked_for_by_each_change_is_asked_in_the_one_mail(world: World) -> None:
    """Cy offered requirements and test access; Accepted and Scheduled within the window ask for both, Declined for neither."""
    cy = Address(address="cy@mill.example")
    for role in (Role.REQUIREMENTS, Role.ACCESS):
        correct(world.app, 1, partial(corrections.champion, address=cy, role=role, remove=False))
    world.clock.pass_(minutes=5)
    world.answers()
    update_status(world.app, 1, Status.ACCEPTED)
    update_status(world.app, 1, Status.SCHEDULED, release="v0.5")
    world.clock.pass_(minutes=5)
    text = next(text_of(m) for m in world.answers() if "cy@" in str(m["To"])).lower()
    assert "requirements" in text and "test access" in text
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    update_status(world.app, 1, Status.DECLINED, note="The vendor closed it.")
    world.clock.pass_(minutes=5)
    declined = next(text_of(m) for m in world.answers() if "cy@" in str(m["To"])).lower()
    assert "test access" not in declined


def after_window(world: World, who: str = ADA) -> list[str]:
    """The texts, in one line each, of what goes to that person once the window is over."""
    world.clock.pass_(minutes=10)
    return [" ".join(text_of(m).split()) for m in world.answers() if str(m["To"]) == who]


Moves = Sequence[tuple[Status, str, str]]
"""To which status, for which release, with which note."""


def move(world: World, moves: Moves) -> None:
    for to, release, note in moves:
        update_status(world.app, 1, to, release=release, note=note)
        world.clock.pass_(seconds=10)


@pytest.mark.parametrize(
    "moves",
    [
        [(Status.SCHEDULED, "v0.6.0", ""), (Status.SCHEDULED, "v0.5.0", "")],
        [(Status.SCHEDULED, "v0.6.0", "It is full."), (Status.SCHEDULED, "0.5.0", "")],
        [(Status.IN_DEVELOPMENT, "", ""), (Status.SCHEDULED, "v0.5.0", "pressed by mistake")],
        [(Status.IN_DEVELOPMENT, "", ""), (Status.SCHEDULED, "", "pressed by mistake")],
        [(Status.DECLINED, "", "No API."), (Status.SCHEDULED, "v0.5.0", "The wrong request.")],
        [(Status.COMPLETED, "", "It is out."), (Status.SCHEDULED, "v0.5.0", "Not yet.")],
        [(Status.ACCEPTED, "", "Too early."), (Status.SCHEDULED, "v0.5.0", "It fits.")],
        [(Status.SCHEDULED, v, "") for v in ("v0.6.0", "v0.7.0", "v0.6.0", "v0.5.0")],
    ],
)
def test_a_burst_that_ends_where_it_began_tells_nobody_anything(world: World, moves: Moves) -> None:
    """R-95: also where a release stands, and whatever the way back was explained with; the next mail begins there."""
    move(world, [(Status.SCHEDULED, "v0.5.0", "It fits.")])
    settled(world)
    move(world, moves)
    assert after_window(world) == [], "nor what was explained before"
    move(world, [(Status.SCHEDULED, "v0.9.0", "")])
    text = settled(world)
    assert "Scheduled for v0.9.0 (before: Scheduled for" in text and "0.5.0)" in text


def test_a_word_that_nobody_had_to_write_is_told_alone(world: World) -> None:
    """v0.5.0 again after all, and the team says so: no status has changed, and the way there is not told."""
    move(world, [(Status.SCHEDULED, "v0.5.0", "")])
    settled(world)
    move(
        world, [(Status.SCHEDULED, "v0.6.0", "ZZ1"), (Status.SCHEDULED, "v0.5.0", "It fits after all, ZZ2.")]
    )
    text = settled(world)
    assert "a word from the team" in text and "ZZ2" in text and "ZZ1" not in text
    assert "Status: Scheduled for v0.5.0" in text and "before" not in text


def test_a_decline_that_is_declined_again_is_told_with_its_newest_reason(world: World) -> None:
    """What was taken back on the way there is not told: not the reason that holds no more, nor why it was open again."""
    again = [(Status.DECLINED, "", "ZZ1"), (Status.UNDER_REVIEW, "", "ZZ2"), (Status.DECLINED, "", "ZZ3")]
    move(world, again)
    text = settled(world)
    assert "Declined (before: Submitted)" in text
    assert "ZZ3" in text and "ZZ1" not in text and "ZZ2" not in text
    move(world, [(Status.UNDER_REVIEW, "", "ZZ4"), (Status.DECLINED, "", "ZZ5")])
    text = settled(world)
    assert "a word from the team" in text and "ZZ5" in text and "ZZ4" not in text


def test_a_slip_within_a_burst_takes_back_only_itself(world: World) -> None:
    """Accepted with a reason, declined by mistake, accepted again: the reason stands, the mistake is not told."""
    slip = [
        (Status.ACCEPTED, "", "It fits, ZZ1."),
        (Status.DECLINED, "", "ZZ2"),
        (Status.ACCEPTED, "", "ZZ3"),
    ]
    move(world, slip)
    text = settled(world)
    assert "Accepted (before: Submitted)" in text
    assert "ZZ1" in text and "ZZ2" not in text and "ZZ3" not in text


def test_news_that_keep_coming_are_told_all_the_same(world: World) -> None:
    """A change every 100 seconds: three windows after the first untold one a mail goes, and so on."""
    told = []
    for turn in range(12):
        update_status(world.app, 1, Status.SCHEDULED, release=f"v0.{turn}")
        for _ in range(10):
            world.clock.pass_(seconds=10)
            told += [(turn, " ".join(text_of(m).split())) for m in world.answers()]
    assert [turn for turn, _ in told] == [3, 7, 11]
    assert "Scheduled for v0.7 (before: Scheduled for v0.3)" in told[1][1]


def test_the_one_mail_answers_one_that_went_out(world: World) -> None:
    """RFC 5322 section 3.6.4: what gave way to newer news was never seen, so nothing refers to it."""
    world.receive(world.write(BO, "Snowflake", FORM))
    (his,) = world.answers()
    move(world, [(Status.UNDER_REVIEW, "", ""), (Status.ACCEPTED, "", ""), (Status.SCHEDULED, "v1", "")])
    world.clock.pass_(minutes=10)
    news = next(m for m in world.answers() if str(m["To"]) == BO)
    assert news["In-Reply-To"] == his["Message-ID"]
    assert str(news["References"]).split()[-1] == his["Message-ID"]
    assert len(str(news["References"]).split()) == 2


def test_who_hears_of_decisions_only_hears_of_none_that_was_taken_back(world: World) -> None:
    """Bo hears that it is accepted, unless that was a slip; that it is built by now is told with it."""
    world.receive(world.write(BO, "Snowflake", FORM))
    world.send_reply(BO, world.answer(), "decisions only")
    world.answers()
    move(world, [(Status.ACCEPTED, "", ""), (Status.UNDER_REVIEW, "", "The wrong request.")])
    assert after_window(world, BO) == []
    move(world, [(Status.ACCEPTED, "", ""), (Status.IN_DEVELOPMENT, "v1", "")])
    (text,) = after_window(world, BO)
    assert "In Development for v1 (before: Under Review)" in text
    move(world, [(Status.UNDER_REVIEW, "", "The vendor left.")])
    assert "Under Review (before: In Development for v1)" in after_window(world, BO)[0], "it is taken back"


def test_what_its_actor_changes_herself_leaves_no_stale_mail(world: World) -> None:
    """Ada is of the team too: another one's slip that she takes back reaches nobody."""
    update_status(world.app, 1, Status.ACCEPTED)
    update_status(world.app, 1, Status.SUBMITTED, note="Not yet.", actor="ada@northwind.example")
    assert after_window(world) == []


def test_who_left_meanwhile_hears_no_more(world: World) -> None:
    """R-97: Bo takes his vote back, Ada withdraws, before the mail goes: neither gets it."""
    world.receive(world.write(BO, "Snowflake", FORM))
    his = world.answer()
    update_status(world.app, 1, Status.ACCEPTED)
    world.send_reply(BO, his, "unvote")
    world.answers()
    assert after_window(world, BO) == []
    update_status(world.app, 1, Status.SCHEDULED, release="v1")
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    world.receive(world.write(ADA, "Re: [INT-1] Snowflake", "withdraw"))
    world.answers()
    assert after_window(world) == []


def test_who_joins_meanwhile_hears_from_there_on(world: World) -> None:
    """Bo's vote is answered with how it stands; the mail for Ada is not his, and the next change begins for him there."""
    update_status(world.app, 1, Status.SCHEDULED, release="v1")
    world.receive(world.write(BO, "Snowflake", FORM))
    assert "Scheduled for v1" in text_of(world.answer())
    assert after_window(world, BO) == []
    update_status(world.app, 1, Status.IN_DEVELOPMENT)
    world.receive(world.write("cy@mill.example", "Snowflake", FORM))
    world.answers()
    update_status(world.app, 1, Status.COMPLETED)
    assert "Completed in v1 (before: In Development for v1)" in after_window(world, "cy@mill.example")[0]


def test_news_of_a_request_that_was_merged_meanwhile_do_not_go(world: World) -> None:
    """It goes on as another one, which the mail about the merge says; taken out again, it tells how it stands."""
    world.receive(world.write(BO, "Okta", "Integration Name: Okta\nUse Case: One sign-in.\n"))
    world.answers()
    update_status(world.app, 2, Status.ACCEPTED)
    merge_requests(world.app, 2, 1)
    (joined,) = (m for m in world.answers() if str(m["To"]) == BO)
    assert "INT-1" in text_of(joined)
    assert after_window(world, BO) == []
    split_request(world.app, 2)
    assert "Status: Accepted" in after_window(world, BO)[0]


def test_the_command_says_how_many_mails_are_left(world: World) -> None:
    """A change that takes the untold one back causes none."""
    assert len(update_status(world.app, 1, Status.ACCEPTED).tells) == 1
    assert update_status(world.app, 1, Status.SUBMITTED, note="The wrong request.").tells == ()
