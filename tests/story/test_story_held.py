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
    assert sorted(mail["To"] for mail in world.answers()) == [ADA, BO]


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        (("--as", "request"), "request"),
        ((), "request"),
        (("--as", "details", "--into", "INT-1"), "details"),
        (("--into", "INT-1"), "details"),
        (("--as", "vote", "--into", "1"), "vote"),
        (("--as", "thanks"), "ignored"),
        (("--as", "ignored"), "ignored"),
        (("--as", "auto_reply"), "auto_reply"),
        (("--as", "bounce"), "bounce"),
    ],
)
def test_a_person_says_what_a_held_mail_is(
    world: World, mailer: Commands, words: tuple[str, ...], outcome: str
) -> None:
    """Each kind gives the mail that one outcome, with the person's word in the timeline of the request it touched."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.receive(world.write(BO, "How long?", QUESTION))
    said = mailer("inbox", "file", "2", *words)
    assert (said.exit_code, said.output.split(":")[0]) == (0, outcome), said.output
    row = fate(world, 2)
    assert (row.outcome, row.state.value) == (Outcome(outcome), "done")
    refs = {line["ref"] for line in row.effects if line["ref"]}
    for ref in refs:
        timeline = world.request(int(str(ref).removeprefix("INT-")))["timeline"]
        assert [line["actor"] for line in timeline if line["what"] == "filed"] == ["team"]
    if outcome != "ignored":
        again = mailer("inbox", "file", "2", *words)
        assert again.exit_code == 1
        assert "nothing to file" in again.output
    if outcome == "vote":
        assert world.request(1)["votes"] == 2


def test_an_offer_is_filed_as_a_champion(world: World, mailer: Commands) -> None:
    """An offer of help outside the conversation; one that names no way to help says which command does."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.receive(world.write(BO, "An offer", "I can test it for you with our data."))
    world.receive(world.write(BO, "How long?", QUESTION))
    assert mailer("inbox", "file", "2", "--as", "champion", "--into", "INT-1").exit_code == 0
    (offer,) = world.request(1)["people"]["champions"]
    assert (offer["role"], offer["state"]) == ("testing", "offered")
    refused = mailer("inbox", "file", "3", "--as", "champion", "--into", "INT-1")
    assert refused.exit_code == 1
    assert "mailer champion INT-1 bo@kontor.example" in refused.output


@pytest.mark.parametrize(
    "words",
    [
        ("--as", "vote"),
        ("--as", "request", "--into", "INT-1"),
        ("--as", "vote", "--into", "INT-9"),
        ("--as", "nonsense"),
    ],
)
def test_an_order_that_lacks_something_changes_nothing(
    world: World, mailer: Commands, words: tuple[str, ...]
) -> None:
    """What makes no sense is wrong usage, and the mail still waits."""
    world.receive(world.write(ADA, "Integration request: Snowflake", FORM))
    world.receive(world.write(BO, "How long?", QUESTION))
    assert mailer("inbox", "file", "2", *words).exit_code == 2
    assert fate(world, 2).outcome is Outcome.HELD


@pytest.mark.parametrize(
    ("words", "confirmed", "closed_by"),
    [
        (("file", "1"), True, None),
        (("file", "1", "--as", "ignored"), False, "withdrawn"),
        (("ignore", "1"), False, "withdrawn"),
    ],
)
def test_an_unconfirmed_request_ends_with_its_mail(
    doubting_world: World,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    confirmed: bool,
    closed_by: str | None,
) -> None:
    """Filed by hand it is that very request, not a second one; ignored it is not revived by a later confirmation."""
    world = doubting_world
    world.receive(world.write(EVE, "Integration request", FORM))
    asked = world.answer()
    mailer = Commands(world, monkeypatch)
    assert mailer("inbox", *words).exit_code == 0
    request = world.request(1)
    assert (request["confirmed"], request["closed_by"]) == (confirmed, closed_by)
    assert world.answers() == [], "nothing proves Eve, so she is told nothing"
    assert world.send_reply(EVE, asked, "yes").outcome is Outcome.HELD
    assert len(mailer.json("requests")) == 1


def test_a_quarantined_mail_that_can_be_read_is_filed(world: World, mailer: Commands) -> None:
    """What failed three times and is readable after all ends as the request that it is."""
    world.receive(world.write(ADA, "How long?", QUESTION))
    with world.app.database.transaction() as tx:
        tx.inbox.revise(1, Outcome.QUARANTINED, "too slow", (), world.clock())
    assert mailer("inbox", "file", "1").exit_code == 0
    assert fate(world, 1).outcome is Outcome.REQUEST
    assert world.request(1)["confirmed"]
