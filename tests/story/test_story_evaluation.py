"""The team weighs requests against each other; the public tables tell of them what may be told."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Commands
from world import World, open_world, text_of

from mailer.flows import queries
from mailer.flows.reports import Table, frequently_requested, funnel, recently_added
from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
KIM = "Kim Sato <kim@service.example>"
TEAM = """
[team]
addresses = ["kim@service.example"]
notify = "kim@service.example"
[evaluation]
value = 3.0
"""


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A world in which Kim is the team, and value counts three times."""
    opened = open_world(tmp_path, sandbox, extra=TEAM)
    yield opened
    opened.close()


@pytest.fixture
def commands(world: World, monkeypatch: pytest.MonkeyPatch) -> Commands:
    return Commands(world, monkeypatch)


def ask_for(world: World, who: str, name: str) -> None:
    world.receive(
        world.write(who, f"Integration request: {name}", f"Integration Name: {name}\nUse Case: Reports.\n")
    )


def test_the_team_scores_by_command_and_by_mail_and_all_is_on_record(
    world: World, commands: Commands
) -> None:
    """Who gave what and why stands in `show` and in the timeline; the ranking has what is better, or more wanted, first."""
    for name in ("Snowflake", "Tableau"):
        ask_for(world, ADA, name)
    to_kim = next(m for m in world.answers() if "kim@" in str(m["To"]) and "INT-2" in str(m["Subject"]))
    fate = world.send_reply(KIM, to_kim, "score value 5 they lose a day a week\nscore feasibility: 4")
    assert fate.outcome is Outcome.COMMAND
    said = commands("score", "INT-2", "feasibility", "2", "--note", "no API", "--by", "lou@service.example")
    assert said.exit_code == 0
    score = commands.json("show", "INT-2")["score"]
    assert score["parts"]["feasibility"]["value"] == 3.0
    assert score["parts"]["value"]["marks"][0] | {"at": ""} == {
        "actor": "kim@service.example", "mark": 5, "note": "they lose a day a week", "at": "",
    }  # fmt: skip
    assert score["missing"] == ["strategic", "maintenance"]
    assert score["total"] == round((3 + 1 + 3 + 3 * 5 + 3) / 7, 2)
    lines = [e for e in world.request(2)["timeline"] if e["what"] == "score"]
    assert [(e["actor"], e["text"]) for e in lines][-1] == ("lou@service.example", "feasibility 2: no API")
    assert [r["ref"] for r in commands.json("rank")] == ["INT-2", "INT-1"]
    assert "INT-2" in commands("rank").output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("demand", "3"), "strategic, feasibility, value, maintenance"),
        (("value", "6"), "1 to 5"),
        (("beauty", "3"), "strategic, feasibility, value, maintenance"),
    ],
)
def test_what_is_no_mark_is_refused_with_what_there_is(
    world: World, commands: Commands, words: tuple[str, str], told: str
) -> None:
    """Demand is computed; a mark goes from 1 to 5."""
    ask_for(world, ADA, "Snowflake")
    said = commands("score", "INT-1", *words)
    assert (said.exit_code, told in said.output) == (2, True)
    assert world.request(1)["score"]["missing"] == ["strategic", "feasibility", "value", "maintenance"]


def test_nobody_but_the_team_scores(world: World) -> None:
    """R-70: the requester's own `score value 5` is no order; nothing is scored."""
    ask_for(world, ADA, "Snowflake")
    to_ada = next(m for m in world.answers() if "ada@" in str(m["To"]))
    world.send_reply(ADA, to_ada, "score value 5")
    assert "value" in world.request(1)["score"]["missing"]


def test_demand_counts_in_the_ranking(world: World) -> None:
    """Two people ask for the one, one for the other, nobody scored: what more people want comes first."""
    ask_for(world, ADA, "Tableau")
    ask_for(world, ADA, "Snowflake")
    ask_for(world, BO, "Snowflake")
    assert [r["name"] for r in queries.ranking(world.app)] == ["Snowflake", "Tableau"]


def test_a_person_is_named_in_public_by_the_name_they_agreed_to_and_can_take_that_back(
    world: World, commands: Commands
) -> None:
    """By mail and by command; nobody who said nothing is named, and an advertisement is no name."""
    ask_for(world, ADA, "Snowflake")
    first = next(m for m in world.answers() if "ada@" in str(m["To"]))
    update_status(world.app, 1, Status.COMPLETED, release="v0.4.0")
    world.answers()

    def named() -> str:
        return str(json.loads(recently_added(world.app).written("json"))[0]["requested_by"])

    assert named() == "a community member"
    world.send_reply(ADA, first, "credit me as Ada B.")
    assert named() == "Ada B"
    assert "your name" in text_of(world.answer())
    world.send_reply(ADA, first, "credit me as www.cheap-pills.example")
    assert named() == "Ada B"
    world.send_reply(ADA, first, "no credit")
    assert named() == "a community member"
    assert commands("credit", "ada@northwind.example", "Ada Birk, Northwind").exit_code == 0
    assert named() == "Ada Birk, Northwind"
    assert commands("credit", "who@nowhere.example", "Who").exit_code == 1


def test_the_frequently_requested_have_integration_category_count_and_status_with_release(
    world: World, commands: Commands
) -> None:
    """The process document's table, most wanted first."""
    ask_for(world, ADA, "Tableau")
    ask_for(world, ADA, "Snowflake")
    ask_for(world, BO, "Snowflake")
    update_status(world.app, 1, Status.UNDER_REVIEW)
    update_status(world.app, 2, Status.SCHEDULED, release="v0.4.0")
    assert frequently_requested(world.app).rows == (
        ("Snowflake", "Data Storage", 2, "Planned for v0.4.0"),
        ("Tableau", "Analytics", 1, "Under Review"),
    )
    as_json = commands("report", "frequently-requested", "--format", "json").output
    assert as_json.startswith("[")
    assert commands("report", "frequently-requested", "--json").output == as_json


def test_the_funnel_tells_how_long_and_how_far(world: World, commands: Commands) -> None:
    """Three submitted; two went on, after 1 and 3 days; of those one was declined."""
    for name in ("Snowflake", "Tableau", "Databricks"):
        ask_for(world, ADA, name)
    world.clock.pass_(days=1)
    update_status(world.app, 1, Status.UNDER_REVIEW)
    world.clock.pass_(days=2)
    update_status(world.app, 2, Status.UNDER_REVIEW)
    update_status(world.app, 1, Status.DECLINED, note="No API.")
    rows = {row[0]: row[1:] for row in funnel(world.app).rows}
    assert rows["Submitted"] == (1, 3, 2, 0, 2.0, 2.8)
    assert rows["Under Review"] == (1, 2, 0, 1, 2.0, 2.0)
    assert rows["Declined"][:2] == (1, 1)
    assert "| Completed | 0 | 0 | 0 | 0 |  |  |" in commands("report", "funnel").output


@pytest.mark.parametrize(
    "cell", ["a|b", "`x`", "*x*", "_x_", "[x](y)", "![x](y)", "<b>", "# x", "~~x~~", "{{x}}", "\\\\"]
)
def test_a_cell_is_text_and_never_markdown(cell: str) -> None:
    """R-64: no character that means something to Markdown stands unescaped, so a cell stays one cell."""
    line = Table(head=("Integration",), rows=((cell,),)).written("md").splitlines()[2]
    inside = line.removeprefix("| ").removesuffix(" |").replace("\u2060", "")
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>|#!~]", inside), line


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+1", "-2", "@kim", "see #12", "https://evil.example"]
)
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_cell_is_text_and_never_a_formula_a_mention_or_a_link(cell: str, form: str) -> None:
    """R-64: what a spreadsheet or a tracker would act upon is broken by a mark that nobody sees."""
    written = Table(head=("Integration",), rows=((cell,),)).written(form)
    shown = written.replace("\\", "")
    assert "\u2060" in written
    assert not any(
        live in shown for live in ("| =", "| +", "| -2", "| @", ">=", ">+", ">-", ">@", "@kim", "#12", "://e")
    )
