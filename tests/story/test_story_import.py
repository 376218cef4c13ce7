"""Requests that exist already come in with their counts, and nobody gets a mail."""

from pathlib import Path

import pytest
from commands import Commands
from world import World

from mailer.flows.reports import funnel

PROCESS = """Integration,Category,Request Count,Status
OpenAI,AI/ML,15,Planned for v0.4.0
Snowflake,Data Storage,12,Planned for v0.4.0
Databricks,Data Processing,10,Planned for v0.5.0
MongoDB,Database,8,In Development for v0.3.0
Tableau,Analytics,7,Planned for v0.4.0
"""
ADA = "Ada Birk <ada@northwind.example>"


@pytest.fixture
def mailer(world: World, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The program on this world's database."""
    return Commands(world, monkeypatch)


def sheet(world: World, text: str) -> str:
    """A file with that text."""
    path: Path = world.folder / "requests.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_process_document_s_table_comes_in_and_goes_out_again(world: World, mailer: Commands) -> None:
    """Its five requests with counts, statuses and releases; the public table is the same; no mail; twice is once."""
    path = sheet(world, PROCESS)
    assert "5 read, 5 to change" in mailer("import", path, "--dry-run").output
    assert mailer.json("requests") == []
    assert "5 read, 5 changed" in mailer("import", path).output
    table = mailer("report", "frequently-requested").output
    for line in PROCESS.splitlines()[1:]:
        name, category, count, status = line.split(",")
        assert f"| {name} | {category} | {count} | {status} |" in table
    before = [world.request(number) for number in range(1, 6)]
    assert "5 read, 0 changed" in mailer("import", path).output
    assert [world.request(number) for number in range(1, 6)] == before
    assert world.answers() == []


def test_who_asks_from_now_on_is_counted_on_top(world: World, mailer: Commands) -> None:
    """Ada's mail is the thirteenth vote for Snowflake; imported ones and people are told apart in `show`."""
    mailer("import", sheet(world, PROCESS))
    world.receive(world.write(ADA, "Integration request: Snowflake", "Integration Name: Snowflake\n"))
    page = mailer.json("show", "INT-2")
    assert (page["votes"], page["imported"], page["people"]["requester"]) == (13, 12, None)
    assert [v["name"] for v in page["people"]["voters"]] == ["Ada Birk"]
    assert page["timeline"][1]["what"] == "imported"


def test_a_count_is_set_on_what_was_asked_for_by_mail_and_its_status_stays(
    world: World, mailer: Commands
) -> None:
    """Ada asked before the import: her request carries the count too, and nobody is told of a status."""
    world.receive(world.write(ADA, "Integration request: Snowflake", "Integration Name: Snowflake\n"))
    world.answers()
    said = mailer("import", sheet(world, PROCESS)).output
    assert "Snowflake: INT-1, imported 0 -> 12; it stays Submitted" in said
    assert (world.request(1)["votes"], world.request(1)["status"]) == (13, "submitted")
    assert world.answers() == []


def test_every_bad_line_is_named_and_then_nothing_is_stored(world: World, mailer: Commands) -> None:
    """A missing name, an unknown category or status, no number, no release, the same twice: each with its line."""
    bad = PROCESS + (
        ",Database,3,Submitted\nRedis,Databases,three,Soon\nNeo4j,Database,3,Scheduled\nOpen AI,AI/ML,2,Accepted\n"
    )
    said = mailer("import", sheet(world, bad))
    assert said.exit_code == 1
    for words in (
        "line 7: the integration has no name",
        "line 8: 'Databases' is no category; there are Cloud Platform",
        "line 8: 'three' is no request count",
        "line 8: 'Soon' is no status; there are Submitted",
        "line 9: Scheduled needs a release",
        "line 10: the same as line 2",
        "nothing is imported",
    ):
        assert words in said.output
    assert mailer.json("requests") == []
    assert (
        "there is no column status" in mailer("import", sheet(world, "Integration,Category,Count\n")).output
    )
    assert mailer("import", str(world.folder / "nothing.csv")).exit_code == 2


@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_a_spreadsheet_writes_is_read(world: World, mailer: Commands, separator: str) -> None:
    """A byte order mark, semicolons or tabs, CRLF, quoted cells and a column for the release."""
    rows = [
        ["Name", "Category", "Votes", "Status", "Release"],
        ['"Redis"', "database", "3", "In Development", "v1"],
    ]
    text = "\ufeff" + "\r\n".join(separator.join(row) for row in rows) + "\r\n"
    assert mailer("import", sheet(world, text)).exit_code == 0
    page = mailer.json("show", "1")
    assert (page["name"], page["category"], page["votes"]) == ("Redis", "Database", 3)
    assert (page["status"], page["release"]) == ("in_development", "v1")


def test_an_imported_request_has_been_in_the_status_that_it_came_with(world: World, mailer: Commands) -> None:
    """The funnel never counts more in a status now than ever were there."""
    mailer("import", sheet(world, PROCESS))
    rows = {row[0]: row[1:3] for row in funnel(world.app).rows}
    assert (rows["Scheduled"], rows["In Development"], rows["Submitted"]) == ((4, 4), (1, 1), (0, 0))
