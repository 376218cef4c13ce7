"""Nobody gets in as somebody else (RELIABILITY R-70 to R-78 and R-81, figure G11)."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

import pytest
from spoofs import ADA, EVIL, KIM, OURS, PASS, Aim, Spoof, spoofs
from world import World, open_world

from mailer.model.inbox import Outcome
from mailer.sandbox import Sandbox

TEAM = f"""
[team]
addresses = ["{KIM}"]
notify = "{KIM}"
"""
NAMES = [one.name for one in spoofs(Aim(team_reply="t@x", requester_reply="r@x", message_id="<m@x>"))]


@pytest.fixture(scope="module")
def besieged(
    tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox
) -> Iterator[tuple[World, dict[str, Spoof]]]:
    """A service that has one request, honestly filed, and all forged mails against it."""
    world = open_world(
        Path(tmp_path_factory.mktemp("besieged")), sandbox, f'trusted_authserv_ids = ["{OURS}"]', TEAM
    )
    mail = world.write(f"Ada Birk <{ADA}>", "Snowflake integration", "Please add a Snowflake integration.")
    honest = f"{PASS}northwind.example\r\n".encode() + mail.as_bytes().replace(b"\n", b"\r\n")
    assert world.receive(honest).outcome is Outcome.REQUEST
    mails = {parseaddr(str(m["To"]))[1]: m for m in world.answers()}
    aim = Aim(
        team_reply=_reply(mails[KIM]),
        requester_reply=_reply(mails[ADA]),
        message_id=str(mails[ADA]["Message-ID"]),
    )
    yield world, {one.name: one for one in spoofs(aim)}
    world.close()


def _reply(mail: EmailMessage) -> str:
    return parseaddr(str(mail["Reply-To"]))[1]


def test_there_are_enough_and_each_has_its_name() -> None:
    """G11 asks for a hundred."""
    assert len(NAMES) == len(set(NAMES)) >= 100


@pytest.mark.parametrize("name", NAMES)
def test_it_gains_nothing(besieged: tuple[World, dict[str, Spoof]], name: str) -> None:
    """The request stays as it is, no mail tells the forger a thing, and the mail is not lost: it is held or refused."""
    world, forged = besieged
    before = world.request(1)
    fate = world.receive(forged[name].raw, to=forged[name].to)
    after = world.request(1)
    same = ("status", "closed_by", "release", "fields", "people", "votes", "confirmed")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert fate.outcome in (Outcome.HELD, Outcome.QUARANTINED, Outcome.IGNORED, Outcome.COMMAND), fate.because
    assert fate.because
    for mail in world.answers():
        to = parseaddr(str(mail["To"]))[1]
        if to in (KIM, ADA):
            # a content-free confirmation is all that a forged mail may cause at the address it forged
            assert EVIL not in mail.as_string() and "INT-1" not in mail.as_string(), mail.as_string()[:800]
        else:
            assert "Snowflake" not in str(mail.get_body(("plain",))) and ADA not in mail.as_string()
