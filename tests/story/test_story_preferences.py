"""How much a person hears is their word alone, and it holds up to the moment of sending."""

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.decide import corrections
from mailer.errors import Refused
from mailer.flows import queries
from mailer.flows.updates import correct, update_status
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"


def ask_for(world: World, name: str = "Snowflake") -> EmailMessage:
    """Ada asks; the acknowledgement that she answers to."""
    world.receive(
        world.write(ADA, f"Integration request: {name}", f"Integration Name: {name}\nUse Case: Reports.\n")
    )
    return world.answer()


def move(world: World, number: int, to: Status) -> list[EmailMessage]:
    """A change of status, and the mails it caused."""
    update_status(world.app, number, to, note="So it is.", release="v0.4.0")
    return world.answers()


def say(world: World, to: EmailMessage, words: str) -> str:
    """Ada answers with an order; what she is told."""
    world.send_reply(ADA, to, words)
    return text_of(world.answer())


def test_decisions_only_leaves_out_the_steps(world: World) -> None:
    """Under Review is no decision, Accepted is one."""
    assert "decisions only" in say(world, ask_for(world), "decisions only")
    assert move(world, 1, Status.UNDER_REVIEW) == []
    assert len(move(world, 1, Status.ACCEPTED)) == 1


def test_weekly_sends_nothing_at_once(world: World) -> None:
    """The news wait for the digest."""
    assert "one mail a week" in say(world, ask_for(world), "weekly")
    assert move(world, 1, Status.ACCEPTED) == []


def test_a_word_in_a_conversation_is_about_that_request_alone(world: World) -> None:
    """She mutes the one and hears of the other; EVERYTHING brings the first one back."""
    first, _ = ask_for(world, "Snowflake"), ask_for(world, "Tableau")
    say(world, first, "mute")
    assert move(world, 1, Status.UNDER_REVIEW) == []
    assert len(move(world, 2, Status.UNDER_REVIEW)) == 1
    say(world, first, "everything")
    assert len(move(world, 1, Status.ACCEPTED)) == 1


def test_a_word_outside_of_any_conversation_is_about_all(world: World) -> None:
    """`decisions only` as a mail of its own; what was muted stays muted until she wants everything."""
    first, _ = ask_for(world, "Snowflake"), ask_for(world, "Tableau")
    say(world, first, "mute")
    world.receive(world.write(ADA, "please", "decisions only"))
    assert "all your requests" in text_of(world.answer())
    assert move(world, 2, Status.UNDER_REVIEW) == []
    assert len(move(world, 2, Status.ACCEPTED)) == 1
    assert move(world, 1, Status.ACCEPTED) == []
    world.receive(world.write(ADA, "please", "everything"))
    world.answer()
    assert len(move(world, 1, Status.SCHEDULED)) == 1


def test_stop_ends_everything_but_answers_to_her_own_mails(world: World) -> None:
    """No news of any request, no question of the team; `status` is answered, and `watch` is a way back."""
    first, _ = ask_for(world, "Snowflake"), ask_for(world, "Tableau")
    assert "no more mail from us" in say(world, first, "stop")
    assert move(world, 1, Status.ACCEPTED) == move(world, 2, Status.ACCEPTED) == []
    with pytest.raises(Refused, match="wants no mail"):
        correct(world.app, 1, lambda view: corrections.ask(view, "Which edition?", actor="team"))
    world.receive(world.write(ADA, "status", "status"))
    assert "Tableau" in text_of(world.answer())
    say(world, first, "watch")
    assert len(move(world, 1, Status.SCHEDULED)) == 1
    assert move(world, 2, Status.SCHEDULED) == []


@pytest.mark.parametrize("words", ["mute", "stop", "weekly", "decisions only"])
def test_her_word_holds_for_what_was_queued_before_it(tmp_path: Path, sandbox: Sandbox, words: str) -> None:
    """R-97: the mail about Under Review waits in the outbox when she says so; it does not go."""
    world = open_world(tmp_path, sandbox)
    world.app = replace(world.app, policy=replace(world.app.policy, settle_seconds=120.0))
    first = ask_for(world)
    assert move(world, 1, Status.UNDER_REVIEW) == []
    say(world, first, words)
    world.clock.pass_(minutes=3)
    assert world.answers() == []
    entry = next(e for e in queries.outbox(world.app) if e["kind"] == "status_changed")
    assert entry["state"] == "suppressed"
    assert entry["last_error"].startswith("its recipient wants")
    world.close()


def test_the_unsubscribe_address_mutes_its_request(world: World) -> None:
    """RFC 2369: the mailto of a news mail needs no word and no proof but its token."""
    ask_for(world)
    news = move(world, 1, Status.UNDER_REVIEW)[0]
    stop = str(news["List-Unsubscribe"]).partition("mailto:")[2].partition("?")[0]
    assert "MUTE" in text_of(news)
    world.receive(world.write(ADA, "stop", ""), to=stop)
    assert world.answers() == []
    assert move(world, 1, Status.ACCEPTED) == []
