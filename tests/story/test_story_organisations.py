"""People and organisations, counted apart: how many ask says little before one knows from where."""

from pathlib import Path

import pytest
from commands import Commands
from world import World, open_world, text_of

from mailer.sandbox import Sandbox

TEAM = '[team]\naddresses = ["tina@service.example"]\nnotify = "tina@service.example"\n'
WISH = "Integration Name: Snowflake\nUse Case: Load our nightly orders.\n"
PEOPLE = (
    "ada@northwind.example",
    "al@eu.northwind.example",
    "bo@gmail.com",
    "bea@yahoo.co.jp",
    "cy@acme.co.uk",
    "di@sales.acme.co.uk",
)


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> World:
    """Six people ask: four of two firms, two with a mailbox of a provider."""
    world = open_world(tmp_path, sandbox, extra=TEAM)
    for address in PEOPLE:
        world.receive(world.write(address, "Integration request: Snowflake", WISH))
    return world


def test_show_and_the_ranking_say_how_many_organisations_ask(
    desk: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Subdomains are their firm's, providers nobody's; as JSON and for people."""
    mailer = Commands(desk, monkeypatch)
    page = mailer.json("show", "INT-1")
    assert (page["votes"], page["organisations"]) == (6, 2)
    assert [line["organisations"] for line in mailer.json("rank")] == [2]
    assert "6 asking, organisations: 2" in mailer("show", "INT-1").output
    assert "ORGS" in mailer("rank").output


def test_the_team_reads_it_where_it_reads_the_votes(desk: World) -> None:
    """Beside a request that looks like a new one, and in the morning."""
    desk.receive(desk.write("eve@mill.example", "Snowflake Cloud", WISH.replace("flake", "flake-Cloud")))
    seen = [" ".join(text_of(mail).split()) for mail in desk.answers() if "tina@" in str(mail["To"])]
    assert "6 people ask for it, 2 organisations" in seen[-1]
