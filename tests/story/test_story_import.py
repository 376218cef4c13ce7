"""Requests that exist already come in with their counts, and nobody gets a mail."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from commands import Commands
from world import World

from mailer.flows.reports import funnel, recently_added
from mailer.store.schema import event

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
    """The funnel knows where it came in and where it went from there; how long it had been there nobody knows."""
    mailer("import", sheet(world, PROCESS))
    came = {row[0]: row[1:] for row in funnel(world.app).rows}
    assert (came["Scheduled"][:3], came["In Development"][:3]) == ((4, 4, 0), (1, 1, 0))
    mailer("release", "v0.4.0", "--complete", "--yes")
    went = {row[0]: row[1:] for row in funnel(world.app).rows}
    assert went["Submitted"] == (0, 0, 0, 0, None, None)
    assert went["Scheduled"] == (1, 4, 3, 0, None, None)
    assert went["Completed"] == (3, 3, 0, 0, None, None)
    assert "| OpenAI | AI/ML | 15 | Completed in v0.4.0 |" in mailer("report", "frequently-requested").output
    assert "team  scheduled -> completed" in mailer("show", "INT-1").output


def test_what_was_imported_before_imports_were_noted_is_placed_by_its_first_move(
    world: World, mailer: Commands
) -> None:
    """A database of an earlier version: the status that it was moved from first, else the one that it still has."""
    mailer("import", sheet(world, PROCESS))
    with world.app.database.transaction() as tx:
        tx.connection.execute(sa.update(event).where(event.c.what == "opened").values(new=None))
    mailer("release", "v0.4.0", "--complete", "--yes")
    went = {row[0]: row[1:4] for row in funnel(world.app).rows}
    assert (went["Scheduled"], went["Submitted"]) == ((1, 4, 3), (0, 0, 0))


def test_the_days_of_an_imported_request_are_those_of_the_file_or_unknown(
    world: World, mailer: Commands
) -> None:
    """When it was asked for and built stands in the public table only where somebody said it; the day of the import is
    neither."""
    rows = (
        "Integration,Category,Request Count,Status,Request Date,Implementation Date",
        "Redis,Database,3,Completed in v0.2.0,2024-03-05,2025-01-20",
        "Kafka,Messaging,2,Completed in v0.1.0,,unknown",
        "Neo4j,Database,2,Scheduled for v0.3.0,2025-05-05,",
    )
    assert mailer("import", sheet(world, "\n".join(rows))).exit_code == 0
    mailer("release", "v0.3.0", "--complete", "--yes")
    today = world.clock().date().isoformat()
    added = [(row[0], *row[2:]) for row in recently_added(world.app).rows]
    assert added == [
        ("Neo4j", "v0.3.0", "2025-05-05", today),
        ("Redis", "v0.2.0", "2024-03-05", "2025-01-20"),
        ("Kafka", "v0.1.0", None, None),
    ]
    assert "| v0.1.0 | unknown | unknown |" in mailer("report", "recently-added").output


@pytest.mark.parametrize(
    ("requested", "built", "status", "says"),
    [
        ("3 March", "", "Accepted", "'3 March' is no date; write it as 2026-03-31"),
        ("2999-01-01", "", "Accepted", "'2999-01-01' has not come yet"),
        ("", "2025-01-20", "Accepted", "only what is Completed has an implementation date"),
    ],
)
def test_a_day_that_cannot_be_is_named_with_its_line(
    world: World, mailer: Commands, requested: str, built: str, status: str, says: str
) -> None:
    """No date, a day to come, a day of something that has not happened."""
    head = "Integration,Category,Request Count,Status,Request Date,Implementation Date\n"
    said = mailer("import", sheet(world, f"{head}Redis,Database,3,{status},{requested},{built}\n"))
    assert said.exit_code == 1 and f"line 2: {says}" in said.output


DOCUMENT = """# Requesting Integrations

## Recently Added Community Requests

| Integration | Requested By | Added In | Request Date | Implementation Date |
|-------------|--------------|----------|--------------|---------------------|
| *None yet* | | | | |

## Frequently Requested Integrations

These are the most frequently requested integrations:

| Integration | Category | Request Count | Status |
|-------------|----------|---------------|--------|
{rows}

Each `|` of a table divides it.

| Something else | Status |
|:--|--:|
| Redis | Planned for v0.4.0 |
"""


def test_the_process_document_itself_is_read(world: World, mailer: Commands) -> None:
    """A Markdown page with several tables: the one that has the columns comes in, and a mistake names its line there."""
    cells = [line.split(",") for line in PROCESS.splitlines()[1:]]
    page = DOCUMENT.format(rows="\n".join(f"| {' | '.join(row)} |" for row in cells))
    assert "5 read, 5 changed" in mailer("import", sheet(world, page)).output
    assert [world.request(n)["votes"] for n in range(1, 6)] == [15, 12, 10, 8, 7]
    assert "5 read, 0 changed" in mailer("import", sheet(world, page)).output
    bad = DOCUMENT.format(rows="| Redis | Database | many | Accepted |")
    assert "line 15: 'many' is no request count" in mailer("import", sheet(world, bad)).output


def test_our_own_table_is_read_back(world: World, mailer: Commands) -> None:
    """What `report frequently-requested` writes changes nothing where it came from: marks and escapes are undone."""
    rows = "C# Tools,DevOps,3,Accepted\nA|B *Data*,Database,2,Planned for v1\n"
    mailer("import", sheet(world, PROCESS.partition("\n")[0] + "\n" + rows))
    table = mailer("report", "frequently-requested").output
    assert "2 read, 0 changed" in mailer("import", sheet(world, table)).output
