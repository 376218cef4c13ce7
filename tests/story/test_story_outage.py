"""The way out is gone for days and comes back (RELIABILITY R-40)."""

from contextlib import suppress

import pytest
from world import World, text_of

from mailer.errors import RelayTrouble
from mailer.flows.updates import update_status
from mailer.model.status import Status

ANNA, BERT = "anna@shop.example", "bert@shop.example"


def tried(world: World) -> None:
    """The service tries to send, as it does every minute at most."""
    with suppress(RelayTrouble):
        world.answers()


def test_three_days_of_silence_are_told_in_order_and_in_short(world: World) -> None:
    """R-40: when the server is back each conversation goes on where it was: the answer first, though it was tried and waits
    for its next try, then one mail on where the request stands now, and none about where it stood meanwhile."""
    outbox = world.folder / "outbox"
    outbox.write_text("a file in the folder's place: the way out is in trouble")
    for who in (ANNA, BERT):
        with pytest.raises(RelayTrouble):
            world.receive(world.write(who, "Snowflake", "We need Snowflake as a source for our reports."))
    for status, more in (
        (Status.UNDER_REVIEW, {}),
        (Status.ACCEPTED, {}),
        (Status.SCHEDULED, {"release": "v0.4.0"}),
    ):
        update_status(world.app, 1, status, **more)
        for _ in range(24):
            world.clock.pass_(hours=1)
            tried(world)
    outbox.unlink()
    came = []
    for _ in range(6):
        world.clock.pass_(minutes=20)
        came += world.answers()
    for who in (ANNA, BERT):
        answer, news = (mail for mail in came if mail["To"] == who)
        assert "Auto-Submitted: auto-replied" in answer.as_string()
        assert "v0.4.0" in text_of(news)
    assert len(came) == 4
