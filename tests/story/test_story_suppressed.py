"""Whom we leave alone: nothing goes there, whenever it was said, and whom the team blocked is not read either."""

from dataclasses import dataclass, replace

import pytest
from world import World

from mailer.flows import outward
from mailer.flows.app import App
from mailer.flows.deliver import deliver
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.model.envelope import Envelope
from mailer.model.inbox import Outcome
from mailer.model.mail_source import RawMail
from mailer.model.outbox import OutboxState
from mailer.transport import Transport

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
WISH = "Integration Name: {name}\nUse Case: Nightly reports.\n"


@pytest.mark.parametrize(
    "target", ["ada@northwind.example", "Ada+x@Northwind.example", "@northwind.example", "northwind.example"]
)
def test_a_blocked_address_or_domain_is_neither_written_to_nor_read(world: World, target: str) -> None:
    """R-97: `suppressions add` holds for both directions; `remove` takes it back."""
    outward.suppress(world.app, target)
    fate = world.receive(world.write(ADA, "Integration request: Snowflake", WISH.format(name="Snowflake")))
    assert fate.outcome is Outcome.IGNORED
    assert "blocked" in fate.because
    assert world.answers() == []
    outward.release(world.app, target)
    fate = world.receive(world.write(ADA, "Integration request: Snowflake", WISH.format(name="Snowflake")))
    assert fate.outcome is Outcome.REQUEST
    assert world.answer()["To"] is not None


def test_others_of_another_domain_are_read_as_ever(world: World) -> None:
    """A blocked domain means that domain, and none that only ends like it."""
    outward.suppress(world.app, "@kontor.example")
    fate = world.receive(
        world.write("Eve <eve@my-kontor.example>", "Integration request: Kafka", WISH.format(name="Kafka"))
    )
    assert fate.outcome is Outcome.REQUEST


def test_a_bounce_does_not_undo_the_team_s_word(world: World) -> None:
    """What was blocked by a person stays blocked when its mails bounce as well, and when the bounce lapses."""
    outward.suppress(world.app, "ada@northwind.example")
    with world.app.database.transaction() as tx:
        tx.suppressions.add("ada@northwind.example", "bounce", 20, world.clock(), world.clock())
    world.clock.pass_(days=400)
    fate = world.receive(world.write(ADA, "Integration request: Snowflake", WISH.format(name="Snowflake")))
    assert fate.outcome is Outcome.IGNORED


def test_a_bounced_address_is_still_read(world: World) -> None:
    """An address that takes no mail now may write: its wish is filed, only the answer stays back."""
    with world.app.database.transaction() as tx:
        tx.suppressions.add("ada@northwind.example", "bounce", 100, world.clock(), None)
    fate = world.receive(world.write(ADA, "Integration request: Snowflake", WISH.format(name="Snowflake")))
    assert fate.outcome is Outcome.REQUEST
    assert world.answers() == []


@dataclass
class WhileSending:
    """A way out that is slow enough for a person to say stop while the first mail is on its way."""

    app: App
    way_out: Transport
    target: str

    def send(self, envelope: Envelope) -> str:
        reply = self.way_out.send(envelope)
        outward.suppress(self.app, self.target)
        return reply

    def check(self) -> str:
        return self.way_out.check()

    def hang_up(self) -> None:
        self.way_out.hang_up()

    def close(self) -> None:
        self.way_out.close()


def test_who_says_stop_while_a_batch_is_sent_gets_nothing_of_it(world: World) -> None:
    """R-97: asked right before each sending, not when the batch was taken."""
    app = world.app
    for who, name in ((ADA, "Snowflake"), (BO, "Kafka")):
        mail = world.write(who, f"Integration request: {name}", WISH.format(name=name))
        store_mails(
            app.database,
            [
                RawMail(
                    raw=mail.as_bytes(), source="listen", account="l", uidvalidity=0, uid=0,
                    received_at=world.clock(), envelope_sender="", envelope_recipients=(),
                )
            ],
        )  # fmt: skip
    list(take_all(app))
    assert deliver(replace(app, transport=WhileSending(app, app.transport, "bo@kontor.example"))) == 2
    assert [str(m["To"]) for m in world.answers()] == [ADA]
    with app.database.reading() as tx:
        states = {e.recipient: e.state for e in tx.outbox.listed()}
    assert states == {"ada@northwind.example": OutboxState.SENT, "bo@kontor.example": OutboxState.SUPPRESSED}
