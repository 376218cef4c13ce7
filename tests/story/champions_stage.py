"""The stage of the champions' stories: a request that three people ask for, and what Bo offers and is told about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from world import World, open_world, text_of

from mailer.decide import corrections
from mailer.flows.digests import tend
from mailer.flows.updates import correct, update_status
from mailer.model.message import Address
from mailer.model.request import Role
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
EVE = "Eve Strand <eve@elsewhere.example>"
KIM = "Kim Sato <kim@service.example>"
EXTRA = """
[team]
addresses = ["kim@service.example"]
notify = "kim@service.example"
[champions]
patience = "14d"
[service.links]
template = "https://service.example/template"
examples = "https://service.example/examples"
guide = "https://service.example/guide"
"""


@contextmanager
def asked_for(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """Ada asked for Snowflake, Bo and Eve want it too, and the team has looked at it; Kim is the team."""
    opened = open_world(tmp_path, sandbox, extra=EXTRA)
    tend(opened.app)
    for who in (ADA, BO, EVE):
        form = "Integration Name: Snowflake\nUse Case: Reports.\n"
        opened.receive(opened.write(who, "Integration request: Snowflake", form))
    update_status(opened.app, 1, Status.UNDER_REVIEW)
    yield opened
    opened.close()


def mails_to(world: World, who: str) -> list[EmailMessage]:
    """What a person got since anybody last looked."""
    name = who.partition("<")[2].rstrip(">")
    return [m for m in world.answers() if name in str(m["To"])]


def offer(world: World, words: str) -> EmailMessage:
    """Bo answers the mail about his vote with an offer; what he is told."""
    mine = mails_to(world, BO)[0]
    world.send_reply(BO, mine, words)
    return mails_to(world, BO)[0]


def champions(world: World) -> dict[str, str]:
    """Bo's roles and how far each has come."""
    people = world.request(1)["people"]["champions"]
    return {p["role"]: p["state"] for p in people if p["address"] == "bo@kontor.example"}


def asked_at(world: World, to: Status) -> str:
    """A change of status; what Bo reads of it."""
    update_status(world.app, 1, to, release="v0.4.0")
    return text_of(mails_to(world, BO)[0])


def confirm_by_hand(world: World, *roles: Role) -> None:
    for role in roles:
        by_hand = partial(
            corrections.champion, address=Address(address="bo@kontor.example"), role=role, remove=False
        )
        correct(world.app, 1, by_hand)
