"""Somebody pastes a log, or writes a treatise: every mail about it stays small, and nothing of it is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Commands
from world import World, html_of, open_world, text_of

from mailer.model.notice import LEFT_OUT
from mailer.render.compose import LARGEST
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
TEAM = """
[team]
addresses = ["olga@service.example"]
notify = "olga@service.example"
"""
LOG = "2026-11-23 08:15:00,123 ERROR pool-7 northwind.Export: row 4711 was rejected at line 12\n"


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A world whose team hears of new requests."""
    opened = open_world(tmp_path, sandbox, extra=TEAM)
    yield opened
    opened.close()


@pytest.fixture
def mailer(world: World, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The program on this world's database."""
    return Commands(world, monkeypatch)


def test_a_request_with_a_log_below_it(world: World, mailer: Commands) -> None:
    """Sixty kilobytes of log: the team's mail keeps its buttons and says where the whole stands, and there it does."""
    wish = (
        "Integration Name: Snowflake\nUse Case: Load our orders at night.\n\nThis is what we see today:\n\n"
    )
    world.receive(world.write(ADA, "Integration request: Snowflake", wish + LOG * 700))
    mails = {str(mail["To"]): mail for mail in world.answers()}
    team = mails["olga@service.example"]
    assert all(len(mail.as_bytes()) <= LARGEST for mail in mails.values())
    assert LEFT_OUT in text_of(team) and "mailer show INT-1" in text_of(team)
    assert "body=accept" in html_of(team) and "  - decline: …" in text_of(team)
    assert "1 (whole: mailer inbox show 1 --raw)" in mailer("show", "INT-1").output


def test_an_explanation_without_an_end(world: World, mailer: Commands) -> None:
    """A decline note of a hundred kilobytes: Ada reads its beginning, and how she gets the rest."""
    world.receive(world.write(ADA, "Integration request: Snowflake", "Integration Name: Snowflake\n"))
    world.answers()
    mailer("status", "INT-1", "declined", "--note", "The vendor has not answered us. " * 3_000)
    mail = world.answer()
    assert len(mail.as_bytes()) <= LARGEST
    said = " ".join(text_of(mail).split())
    assert f"{LEFT_OUT}" in said and "reply if you want to read the rest" in said
    assert "is declined" in said and "A person reads it." in said


@pytest.mark.parametrize("letter", ["x", "日", "é"])
def test_four_long_fields(world: World, letter: str) -> None:
    """Every field as long as a reading goes, in any script: the card shows how each begins."""
    labels = ("Use Case", "Business Impact", "Performance", "Alternatives")
    form = "".join(f"{label}: {label} {(letter * 9 + ' ') * 550}\n" for label in labels)
    world.receive(world.write(ADA, "Integration request", f"Integration Name: Snowflake\n{form}"))
    for mail in world.answers():
        assert len(mail.as_bytes()) <= LARGEST
        assert all(f"{label} {letter * 9}" in html_of(mail) for label in labels)
