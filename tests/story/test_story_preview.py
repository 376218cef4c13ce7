"""`preview` by mail: the card as it would be filed, and nothing is filed."""

import pytest
from world import World, text_of

from mailer.model.inbox import Outcome

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
PROSE = (
    "Hello,\n\nplease add a connector for Snowflake. We need it to load our nightly orders, ASAP.\n\nAda\n"
)
FORM = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"


@pytest.mark.parametrize(
    "text", ["PREVIEW\n\n" + PROSE, "preview\n" + FORM, "Preview:\n" + FORM, "Preview.\n\n" + PROSE]
)
def test_it_shows_what_would_be_understood_and_files_nothing(world: World, text: str) -> None:
    """The card with what is sure and what is a guess, and what would be asked; the tracker stays empty."""
    fate = world.receive(world.write(ADA, "Snowflake", text))
    assert fate.outcome is Outcome.COMMAND
    shown = text_of(world.answer())
    assert "Nothing is filed" in shown
    assert "Integration name: Snowflake" in shown and "nightly orders" in shown
    assert "1. " in shown and "INT-" not in shown
    assert "preview" not in shown.replace("PREVIEW", "").lower(), "the word is no part of a field"
    assert world.request_numbers() == []


@pytest.mark.parametrize(
    "text",
    [
        "Preview: please connect Snowflake to load our nightly orders",
        "PREVIEW please\n\nPlease connect Snowflake to load our nightly orders",
        "Hello,\n\npreview\n\nPlease connect Snowflake to load our nightly orders",
        "'preview'\n\nPlease connect Snowflake to load our nightly orders",
        "Please connect Snowflake to load our nightly orders. Just a preview please.",
        "Nur eine Vorschau bitte:\nBitte Snowflake anbinden",
        "Aperçu seulement\nMerci de connecter Snowflake pour charger nos commandes",
        "Vista previa: conecten Snowflake para cargar los pedidos",
        "プレビュー：Snowflakeと連携してください",
        PROSE * 8 + "\nOnly a preview, please.",
    ],
)
def test_it_is_said_in_many_ways(world: World, text: str) -> None:
    """And never files anything; the word is no name."""
    assert world.receive(world.write(ADA, "", text)).outcome is Outcome.COMMAND
    assert "Snowflake" in text_of(world.answer())
    assert world.request_numbers() == []


def test_a_guess_is_marked_as_one(world: World) -> None:
    """How urgent it is with a date behind it is ours to guess: it says so."""
    text = "PREVIEW\n\nPlease add Snowflake. We need this before the new season starts in March.\n"
    world.receive(world.write(ADA, "Snowflake", text))
    assert "guess, please check" in text_of(world.answer())


def test_the_word_may_be_the_subject(world: World) -> None:
    """Who writes PREVIEW into the subject means the same."""
    fate = world.receive(world.write(ADA, "Preview", FORM))
    assert fate.outcome is Outcome.COMMAND
    assert "Integration name: Snowflake" in text_of(world.answer())
    assert world.request_numbers() == []


def test_the_same_wish_would_be_a_vote_and_counts_for_nothing(world: World) -> None:
    """Bo reads that his mail would count; it does not yet, and he learns no number of Ada's."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.answers()
    world.receive(world.write(BO, "try", "preview\n\n" + FORM))
    shown = text_of(world.answer())
    assert "would count as a vote" in shown and "INT-1" not in shown
    assert world.request(1)["votes"] == 1


def test_other_verbs_beside_it_are_only_tried_out(world: World) -> None:
    """`preview` above `withdraw` in a conversation withdraws nothing."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.send_reply(ADA, world.answer(), "preview\nwithdraw")
    assert world.request(1)["closed_by"] is None
    assert "We would not read this as a request" in text_of(world.answer())


def test_a_request_without_the_word_is_filed(world: World) -> None:
    """A preview is no state: the same mail without the word opens the request. A sentence that begins with it is prose."""
    world.receive(world.write(ADA, "Snowflake", "PREVIEW\n\n" + FORM))
    world.answers()
    world.receive(world.write(ADA, "Snowflake", "Preview data in Snowflake would be great.\n\n" + FORM))
    assert world.request(1)["confirmed"]


def test_whom_nothing_proves_gets_no_preview(doubting_world: World) -> None:
    """R-93: the card is made of the mail's own words, so only a proven sender gets one: who answers our content-free mail
    is; nothing is filed either way."""
    fate = doubting_world.receive(doubting_world.write(ADA, "try", "preview\n\n" + FORM))
    assert fate.outcome is Outcome.HELD
    confirm = doubting_world.answer()
    assert "Snowflake" not in str(confirm)
    doubting_world.send_reply(ADA, confirm, "yes")
    assert "Snowflake" in text_of(doubting_world.answer())
    assert doubting_world.request_numbers() == []
