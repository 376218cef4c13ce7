"""`forget me` by mail: what would be erased is said first, one word has it erased, then nobody knows them (R-98)."""

from email.message import EmailMessage

import pytest
from world import SERVICE, World, text_of

from mailer.flows.digests import tend
from mailer.flows.doctor import examine
from mailer.flows.outward import pause
from mailer.flows.updates import update_status
from mailer.model.inbox import InboxRow, Outcome
from mailer.model.people import PUBLIC_ANONYMOUS
from mailer.model.status import Status

ADA = "Ada Birk <ada.birk@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
SNOWFLAKE = "Integration Name: Snowflake\nUse Case: Load our nightly orders, ZEBRA.\n"


def asked(world: World, who: str) -> EmailMessage:
    """That person asks for Snowflake; the answer they get."""
    world.receive(world.write(who, "Integration request: Snowflake", SNOWFLAKE))
    return world.answer()


def consented(world: World, word: str = "ERASE") -> tuple[InboxRow, EmailMessage]:
    """Ada asks to be forgotten and says the word: what became of it, and our last mail."""
    world.receive(world.write(ADA, "me", "forget me"))
    fate = world.send_reply(ADA, world.answer(), word)
    return fate, world.answer()


def test_it_is_said_first_what_would_be_erased(world: World) -> None:
    """The first mail names her requests and the word that does it; until she says it, nothing happens."""
    asked(world, ADA)
    before = world.request(1)
    fate = world.receive(world.write(ADA, "my data", "Please delete my data"))
    assert fate.outcome is Outcome.COMMAND
    answer = world.answer()
    text = text_of(answer)
    assert "ERASE" in text and "INT-1 Snowflake" in text and "Backups" in text
    world.clock.pass_(days=3)
    tend(world.app)
    assert world.request(1) == before


def test_the_word_has_everything_erased_after_the_last_answer(world: World) -> None:
    """R-98: she gets one last mail; then no file names her, her vote stays without a name, and nothing is sent to her."""
    asked(world, ADA)
    asked(world, BO)
    fate, last = consented(world)
    assert fate.outcome is Outcome.COMMAND
    assert "This is our last mail" in text_of(last)
    # her own copies of the mails lie in the folder that stands for the world outside
    for path in (world.folder / "outbox" / "new").glob("*.eml"):
        path.unlink()
    tend(world.app)
    files = [path for path in world.folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"ada.birk" in path.read_bytes().lower()] == []
    page = world.request(1)
    assert page["votes"] == 2
    assert page["people"]["requester"]["name"] == PUBLIC_ANONYMOUS
    update_status(world.app, 1, Status.ACCEPTED)
    assert [str(m["To"]) for m in world.answers()] == [BO]
    assert all(finding.ok for finding in examine(world.app))


def test_old_tokens_are_dead_and_the_word_works_once(world: World) -> None:
    """Neither her reply address nor a second ERASE opens anything; who takes her place later is not erased by it."""
    hers = asked(world, ADA)
    world.receive(world.write(ADA, "me", "forget me"))
    offer = world.answer()
    world.send_reply(ADA, offer, "ERASE")
    world.answers()
    tend(world.app)
    before = world.request(1)
    assert world.send_reply(ADA, hers, "Use Case: mine again").outcome is Outcome.HELD
    assert world.send_reply(ADA, offer, "ERASE").outcome is Outcome.IGNORED
    assert world.request(1) == before


def test_until_the_last_answer_is_out_nothing_is_erased(world: World) -> None:
    """While mail does not go out she is not erased; after a day she is, answer or not."""
    asked(world, ADA)
    world.receive(world.write(ADA, "me", "forget me"))
    offer = world.answer()
    pause(world.app, paused=True)
    world.send_reply(ADA, offer, "ERASE")
    tend(world.app)
    assert world.request(1)["people"]["requester"]["name"] == "Ada Birk"
    world.clock.pass_(days=1, minutes=1)
    tend(world.app)
    assert world.request(1)["people"]["requester"]["name"] == PUBLIC_ANONYMOUS


@pytest.mark.parametrize("word", ["Erase.", "LÖSCHEN", "消去"])
def test_the_word_may_be_in_their_language(world: World, word: str) -> None:
    """What people write who read the mail in their own language."""
    asked(world, ADA)
    assert consented(world, word)[0].outcome is Outcome.COMMAND


def test_other_words_under_it_erase_nothing(world: World) -> None:
    """A doubt is read by a person; `status` is answered."""
    asked(world, ADA)
    world.receive(world.write(ADA, "me", "forget me"))
    offer = world.answer()
    assert world.send_reply(ADA, offer, "Wait, would my colleagues lose it too?").outcome is Outcome.HELD
    world.answers()
    assert world.send_reply(ADA, offer, "status").outcome is Outcome.COMMAND
    tend(world.app)
    assert world.request(1)["people"]["requester"]["name"] == "Ada Birk"


def test_the_word_alone_only_starts_it(world: World) -> None:
    """ERASE in a new mail, or after two weeks, is answered with what would be erased."""
    asked(world, ADA)
    world.receive(world.write(ADA, "ERASE", "ERASE"))
    offer = world.answer()
    assert "INT-1" in text_of(offer)
    world.clock.pass_(days=16)
    world.send_reply(ADA, offer, "ERASE")
    assert "INT-1" in text_of(world.answer())
    tend(world.app)
    assert world.request(1)["people"]["requester"]["name"] == "Ada Birk"


def test_whom_nothing_proves_erases_nobody(doubting_world: World) -> None:
    """R-70: a forged `forget me` is held and brings one content-free mail; only who answers that is told what would be
    erased, and nothing is erased yet."""
    world = doubting_world
    fate = world.receive(world.write(ADA, "me", "forget me"))
    assert fate.outcome is Outcome.HELD
    confirm = world.answer()
    assert "ERASE" not in text_of(confirm)
    world.send_reply(ADA, confirm, "that was me")
    assert "ERASE" in text_of(world.answer())


def test_somebody_else_s_answer_erases_nobody(world: World) -> None:
    """R-76: the token is bound to Ada; Bo, to whom she forwarded the mail, gets told what he himself would lose."""
    asked(world, ADA)
    world.receive(world.write(ADA, "me", "forget me"))
    offer = world.answer()
    world.send_reply(BO, offer, "ERASE")
    assert "INT-1" not in text_of(world.answer())
    tend(world.app)
    assert world.request(1)["people"]["requester"]["name"] == "Ada Birk"
    assert SERVICE.partition("@")[0] in str(offer["Reply-To"])
