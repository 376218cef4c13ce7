"""How much goes out at most: confirmations in an hour, answers to one person in a day."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from world import SERVICE, World, open_world

from mailer.flows.deliver import drain
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.mail_source import RawMail
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
KIM = "Kim Sato <kim@service.example>"
TEAM = '[team]\naddresses = ["kim@service.example"]\nnotify = "kim@service.example"\n'


def arrive(world: World, count: int) -> None:
    """Mails of `count` forged senders, all in one go."""
    mails = [
        world.write(f"u{n}@forged.example", f"Please add Tool{n}", f"Please add a Tool{n} connector.")
        for n in range(count)
    ]
    raw = [
        RawMail(
            raw=mail.as_bytes(),
            source="listen",
            account="listen",
            uidvalidity=0,
            uid=0,
            received_at=world.clock(),
            envelope_sender="",
            envelope_recipients=(SERVICE,),
        )
        for mail in mails
    ]
    store_mails(world.app.database, raw)
    assert {row.outcome for row in take_all(world.app)} == {Outcome.HELD}


def test_a_run_of_forged_senders_gets_thirty_confirmations_an_hour(doubting_world: World) -> None:
    """R-92, G13: 200 forged senders in one batch; at most 30 are asked in any hour, the rest later, each of them once."""
    world = doubting_world
    arrive(world, 200)
    asked: list[tuple[timedelta, str]] = []
    start = world.clock()
    while len(asked) < 200 and world.clock() - start < timedelta(hours=12):
        asked += [(world.clock() - start, str(mail["To"])) for mail in world.answers()]
        world.clock.pass_(minutes=10)
    assert len({who for _, who in asked}) == len(asked) == 200
    for since, _ in asked:
        within = [at for at, _ in asked if since <= at < since + timedelta(hours=1)]
        assert len(within) <= 30


def test_what_waits_for_its_hour_is_not_asked_twice(doubting_world: World) -> None:
    """R-92: the same address writes again a day later, while its confirmation still waits: one mail goes to it."""
    world = doubting_world
    arrive(world, 40)
    drain(world.app)
    world.clock.pass_(days=1, minutes=1)
    world.receive(world.write("u39@forged.example", "Please add Zendesk", "Please add a Zendesk connector."))
    world.clock.pass_(days=1)
    to_the_last = [mail for mail in world.answers() if "u39@" in str(mail["To"])]
    assert len(to_the_last) == 1


def test_only_answers_to_her_own_mails_count_against_her_day(tmp_path: Path, sandbox: Sandbox) -> None:
    """Status news, and for the team the mails about other people's requests, use up nobody's answers."""
    world = open_world(tmp_path, sandbox, extra=TEAM)
    world.app = replace(world.app, policy=replace(world.app.policy, answers_a_day=3))
    for n in range(4):
        who = f"p{n}@buyer.example"
        world.receive(world.write(who, f"Please add Tool{n}", f"Please add a Tool{n} connector."))
    for status in (Status.UNDER_REVIEW, Status.ACCEPTED, Status.IN_DEVELOPMENT):
        update_status(world.app, 1, status)
        world.answers()
    for who in (KIM, "p0@buyer.example"):
        world.receive(world.write(who, "Where is it?", "status"))
        assert [mail["To"] for mail in world.answers()] == [who]
    world.close()
