"""Content goes when its time is over, and what became of it stays on record (RELIABILITY R-99)."""

from pathlib import Path

import pytest
from world import World, open_world, text_of

from mailer.errors import Refused
from mailer.flows import triage
from mailer.flows.attachments import save_attachments
from mailer.flows.doctor import examine
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.flows.upkeep import tidy
from mailer.model.inbox import Outcome
from mailer.model.mail_source import RawMail
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
NEWS = "News <news@shop.example>"
WISH = "Integration Name: Snowflake\nUse Case: Nightly reports, OKAPI.\n"
BROKEN = b"From: eve@elsewhere.example\r\nSubject: " + b"x" * 200_000 + b"\r\n\r\nhello\r\n"
SHORT = '[retention]\nmails = "200d"\nsent = "100d"\n'


@pytest.fixture
def forgetful(tmp_path: Path, sandbox: Sandbox) -> World:
    return open_world(tmp_path, sandbox, extra=SHORT)


def raw_of(world: World, number: int) -> bytes:
    with world.app.database.reading() as tx:
        return tx.inbox.raw(number)


def lists_mail(world: World) -> int:
    fate = world.receive(world.write(NEWS, "Ten offers", "Buy now.", List_Id="<news.shop.example>"))
    assert fate.outcome is Outcome.IGNORED
    return fate.id


def test_each_kind_of_content_has_its_own_time(forgetful: World) -> None:
    """R-99: ignored mail after 30 days, quarantined after 90, what was sent after `sent`, the rest after `mails`."""
    world = forgetful
    ignored = lists_mail(world)
    quarantined = world.receive(BROKEN).id
    wish = world.receive(world.write(ADA, "Integration request: Snowflake", WISH)).id
    nothing = dict.fromkeys(("spam", "quarantine", "mails", "sent", "attempts", "tokens"), 0)
    assert tidy(world.app) == nothing
    world.clock.pass_(days=31)
    assert tidy(world.app) == nothing | {"spam": 1}
    world.clock.pass_(days=60)
    assert tidy(world.app) == nothing | {"quarantine": 1}
    world.clock.pass_(days=10)
    assert tidy(world.app) == nothing | {"sent": 1, "attempts": 1}
    world.clock.pass_(days=100)
    assert tidy(world.app) == nothing | {"mails": 1}
    assert tidy(world.app) == nothing, "a second time does nothing"
    for number in (ignored, quarantined, wish):
        with pytest.raises(Refused, match="removed"):
            raw_of(world, number)


def test_what_became_of_every_mail_stays_on_record(forgetful: World) -> None:
    """The request keeps its fields, the accounting adds up, and no attachment is missed with a crash."""
    world = forgetful
    lists_mail(world)
    world.receive(world.write(ADA, "Integration request: Snowflake", WISH))
    world.clock.pass_(days=999)
    tidy(world.app)
    findings = {f.check: f for f in examine(world.app)}
    assert findings["accounting"].ok
    assert "2 fetched = 2" in findings["accounting"].says
    assert "OKAPI" in str(world.request(1)["fields"]["use_case"]["value"])
    assert save_attachments(world.app, 1, world.folder / "saved") == []


def test_the_bytes_are_gone_from_the_disk(forgetful: World) -> None:
    """SQLite overwrites what it deletes (secure_delete): the word of an ignored mail is in no file."""
    world = forgetful
    world.receive(world.write(NEWS, "Ten offers", "Buy a QUAGGA now.", List_Id="<news.shop.example>"))
    world.clock.pass_(days=31)
    tidy(world.app)
    assert world.app.database.compact()
    files = [path for path in world.folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if b"QUAGGA" in path.read_bytes()] == []


def test_quarantined_mail_without_bytes_is_not_run_again(world: World) -> None:
    """`mailer replay` says why, and the mail keeps its outcome."""
    number = world.receive(BROKEN).id
    world.clock.pass_(days=91)
    tidy(world.app)
    with pytest.raises(Refused, match="removed"):
        triage.replay(world.app, number)
    assert list(take_all(world.app)) == []


def test_the_same_mail_again_has_its_bytes_again(world: World) -> None:
    """Bytes are kept by their hash: a copy that comes after retention brings them back."""
    mail = world.write(NEWS, "Ten offers", "Buy now.", List_Id="<news.shop.example>")
    first = world.receive(mail)
    raw = raw_of(world, first.id)
    world.clock.pass_(days=31)
    tidy(world.app)
    copy = RawMail(
        raw=raw, source="imap", account="elsewhere", uidvalidity=1, uid=1,
        received_at=world.clock(), envelope_sender="", envelope_recipients=(),
    )  # fmt: skip
    [again] = store_mails(world.app.database, [copy])
    assert raw_of(world, again) == raw
    [fate] = take_all(world.app)
    assert fate.outcome is Outcome.IGNORED


def test_what_waits_and_what_is_held_stays(world: World) -> None:
    """A mail that a person has still to read, or a notice that has still to go, has no age."""
    held = world.receive(world.write(ADA, "Hello", "Who won the cup? Is there a meeting?"))
    assert held.outcome is Outcome.HELD
    world.clock.pass_(days=2_000)
    tidy(world.app)
    assert raw_of(world, held.id)


def test_an_answer_to_a_mail_whose_text_is_gone_is_still_filed(forgetful: World) -> None:
    """Threads and tokens outlast the text: a late reply reaches its request."""
    world = forgetful
    world.receive(world.write(ADA, "Integration request: Snowflake", WISH))
    answer = world.answer()
    world.clock.pass_(days=150)
    tidy(world.app)
    fate = world.send_reply(ADA, answer, "Business Impact: it saves us two days a week.")
    assert fate.outcome is Outcome.DETAILS
    assert "two days" in text_of(world.answer())
