"""What a person does with mail that was held, quarantined or could not be sent, by the command line as operators use it."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from commands import Commands
from world import World, open_world, text_of

from mailer.model.inbox import InboxRow, Outcome
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
FORM = "Integration Name: Snowflake\nCategory: Data Storage\nUse Case: Load our nightly order tables.\n"
QUESTION = "How long does it take until you look at a request?"


@pytest.fixture
def mailer(world: World, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The commands, on the database of `world`."""
    return Commands(world, monkeypatch)


def fate(world: World, number: int) -> InboxRow:
    with world.app.database.reading() as tx:
        return tx.inbox.get(number)


def test_a_replay_of_a_finished_mail_does_nothing_again(world: World, mailer: Commands) -> None:
    """Replayed, her request stays what it is: no second one, no second mail, and the command says so for each mail."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.send_reply(ADA, world.answer(), "Authentication: OAuth 2.0")
    world.answers()
    before = world.request(1)
    said = mailer("replay", "1", "2")
    assert said.exit_code == 0
    assert "1  already done: request" in said.output
    assert "2  already done: details" in said.output
    assert world.request(1) == before
    assert len(mailer.json("requests")) == 1
    assert world.answers() == []


def test_a_replay_names_what_it_cannot_do(world: World, mailer: Commands) -> None:
    """A number that there is not ends in exit code 1; the others are replayed all the same."""
    world.receive(world.write(ADA, "How long?", QUESTION))
    said = mailer("replay", "7", "1")
    assert said.exit_code == 1
    assert "there is no mail 7" in said.output
    assert "1  held" in said.output


def test_a_replay_of_what_is_held_says_nothing_twice(world: World, mailer: Commands) -> None:
    """A question in her conversation that is still held after the fix: one remark, one mail, one fate."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    assert world.send_reply(ADA, world.answer(), QUESTION).outcome is Outcome.HELD
    world.answers()
    before = world.request(1)
    assert mailer("replay", "2").exit_code == 0
    assert fate(world, 2).outcome is Outcome.HELD
    assert world.request(1) == before
    assert world.answers() == []


def test_a_replay_after_a_fix_gives_the_new_outcome_once(tmp_path: Path, sandbox: Sandbox) -> None:
    """Held because the border host was not trusted yet; once it is, a replay files the mail, and only the first one."""
    mail = _stamped(FORM)
    before = open_world(tmp_path, sandbox, 'unproven = "hold"')
    assert before.receive(mail).outcome is Outcome.HELD
    before.close()
    after = open_world(tmp_path, sandbox, 'trusted_authserv_ids = ["mx.service.example"]')
    with pytest.MonkeyPatch.context() as patch:
        mailer = Commands(after, patch)
        assert "1  request" in mailer("replay", "1").output
        assert "INT-1" in text_of(after.answer())
        assert "already done: request" in mailer("replay", "1").output
        assert len(mailer.json("requests")) == 1
        assert after.answers() == []
    after.close()


def _stamped(text: str, sender: str = ADA) -> EmailMessage:
    """A mail that our border host has found to be authentic."""
    mail = EmailMessage()
    mail["Authentication-Results"] = (
        "mx.service.example; dmarc=pass header.from=northwind.example; dkim=pass header.d=northwind.example"
    )
    mail["From"], mail["To"] = sender, "integrations@service.example"
    mail["Subject"], mail["Message-ID"] = "Integration request", "<one@northwind.example>"
    mail.set_content(text)
    return mail


def test_retry_revives_what_failed_and_nothing_else(world: World, mailer: Commands) -> None:
    """A mail that is sent, cancelled or on its way is left alone, and the command says for each number what it did."""
    mailer("pause")
    for who in (ADA, BO):
        world.receive(world.write(who, "How long?", QUESTION))
    with world.app.database.transaction() as tx:
        tx.outbox.failed(tx.outbox.claim(1, world.clock(), 0)[0], "550 no", world.clock())
    said = mailer("retry", "1", "2", "99")
    assert said.exit_code == 1
    assert "1  due again" in said.output
    assert "2  is due" in said.output
    assert "there is no mail 99" in said.output
    mailer("resume")
    assert [mail["To"] for mail in world.answers()] == [ADA, BO]
