"""The clock is set while the service works: forward, back, by a day or by ten years (RELIABILITY R-15)."""

import pytest
from world import World

from mailer.errors import RelayTrouble
from mailer.flows.digests import tend
from mailer.flows.outward import pause
from mailer.flows.updates import update_status
from mailer.model.status import Status

WISH = "We need Snowflake as a data source for our weekly reports."
DAYS = (1, -1, 3_650, -3_650)


@pytest.mark.parametrize("days", DAYS)
def test_mail_is_filed_and_answered_on_either_side_of_the_jump(world: World, days: int) -> None:
    """R-15: what comes in before and after a jump is filed and answered at once, and nobody hears anything twice."""
    world.receive(world.write("anna@shop.example", "Snowflake", WISH))
    first = world.answer()
    world.clock.pass_(days=days)
    assert world.send_reply("anna@shop.example", first, "Priority: high").outcome == "details"
    world.receive(world.write("bert@shop.example", "Tableau", "Please add Tableau, we need it for reports."))
    assert {str(mail["To"]) for mail in world.answers()} == {"anna@shop.example", "bert@shop.example"}
    assert world.answers() == []


@pytest.mark.parametrize("days", [1, 3_650])
def test_what_was_written_under_a_wrong_clock_goes_out_once_it_is_right_again(
    world: World, days: int
) -> None:
    """R-15: a mail written while the clock was ahead, and one put off then, do not wait until that time comes."""
    world.clock.pass_(days=days)
    pause(world.app, paused=True)
    world.receive(world.write("anna@shop.example", "Snowflake", WISH))
    world.clock.pass_(days=-days)
    pause(world.app, paused=False)
    assert str(world.answer()["To"]) == "anna@shop.example"


def test_who_was_asked_under_a_wrong_clock_is_asked_again(doubting_world: World) -> None:
    """R-15: the one confirmation a day is counted by the clock of today, not by days that are still to come."""
    wish = doubting_world.write("anna@shop.example", "Snowflake", WISH)
    doubting_world.clock.pass_(days=3_650)
    doubting_world.receive(wish)
    assert len(doubting_world.answers()) == 1
    doubting_world.clock.pass_(days=-3_650)
    for name in ("Tableau", "Looker"):
        doubting_world.receive(
            doubting_world.write("anna@shop.example", name, f"Please add {name} as a data source.")
        )
    assert len(doubting_world.answers()) == 1


@pytest.mark.parametrize("days", DAYS)
def test_a_confirmation_lives_no_shorter_than_the_jump(doubting_world: World, days: int) -> None:
    """R-15: the token of a confirmation is good after every jump that is shorter than its fourteen days or goes back, and
    after a longer one as soon as the clock is right again."""
    doubting_world.receive(doubting_world.write("anna@shop.example", "Snowflake", WISH))
    asked = doubting_world.answer()
    doubting_world.clock.pass_(days=days)
    doubting_world.send_reply("anna@shop.example", asked, "yes")
    if days > 14:
        assert not doubting_world.request(1)["confirmed"]
        doubting_world.clock.pass_(days=-days)
        doubting_world.send_reply("anna@shop.example", asked, "Yes, it was me.")
    assert doubting_world.request(1)["confirmed"]


def test_digests_go_on_after_a_clock_that_was_ahead(world: World) -> None:
    """R-15: ten years ahead the week is told once, not five hundred times; when the clock is right again, so is the next
    week, and what happened under the wrong clock is not told a second time."""
    tend(world.app)
    world.receive(world.write("anna@shop.example", "Snowflake", WISH))
    world.send_reply("anna@shop.example", world.answer(), "weekly")
    world.answers()

    def told(status: Status, days: int) -> list[str]:
        """What goes out when the request changes and so much time is shown to have passed."""
        update_status(world.app, 1, status)
        world.clock.pass_(days=days)
        for _ in range(3):
            tend(world.app)
        return [str(mail["Subject"]) for mail in world.answers()]

    news = "Your week: news about one request"
    assert told(Status.UNDER_REVIEW, 3_650).count(news) == 1
    world.clock.pass_(days=-3_650)
    tend(world.app)
    assert world.answers() == []
    assert told(Status.ACCEPTED, 7) == [news]


def test_a_mail_is_not_given_up_because_the_clock_was_set(world: World) -> None:
    """R-15: a mail that was tried once when the clock jumps ten years is tried again, and not five days too old."""
    outbox = world.folder / "outbox"
    outbox.write_text("a file in the folder's place: the way out is in trouble")
    with pytest.raises(RelayTrouble):
        world.receive(world.write("anna@shop.example", "Snowflake", WISH))
    world.clock.pass_(days=3_650)
    with pytest.raises(RelayTrouble):
        world.answers()
    outbox.unlink()
    world.clock.pass_(hours=1)
    assert str(world.answer()["To"]) == "anna@shop.example"
