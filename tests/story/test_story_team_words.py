"""What a command says to words that name nothing (exit code 2), and to what cannot be done (exit code 1)."""

import pytest
from commands import Commands
from world import World, text_of

ADA = "Ada Birk <ada@northwind.example>"


@pytest.fixture
def mailer(world: World, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The program on a world in which Ada asked for Snowflake."""
    world.receive(world.write(ADA, "Integration request: Snowflake", "Integration Name: Snowflake\n"))
    world.answers()
    return Commands(world, monkeypatch)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("status", "INT-1", "soon"), "'soon' is no status; there are submitted, under_review"),
        (("status", "INT-99", "accepted"), "there is no INT-99; `mailer requests` lists what there is"),
        (("status", "first", "accepted"), "'first' is no reference; write INT-42 or 42"),
        (("show", "INT-99"), "there is no INT-99"),
        (("requests", "--status", "soon"), "'soon' is no status"),
        (("vote", "INT-1", "nobody"), "'nobody' is no address; write bo@example.org"),
        (("vote", "INT-1", "a@b@c"), "is no address"),
        (("champion", "INT-1", "nobody at all"), "is no address"),
        (("assign", "INT-1", "kim@[127.0.0.1]"), "is no address"),
        (("suppressions", "add", "nobody"), "is no address"),
        (("suppressions", "add", "@"), "is no address"),
        (
            ("report", "popularity"),
            "'popularity' is no report; there are frequently-requested, recently-added",
        ),
        (("report", "funnel", "--format", "pdf"), "'pdf' is no format; there are md, html, json"),
        (("field", "INT-1", "size", "9"), "'size' is no field; there are integration_name, category"),
        (("field", "INT-1", "priority", "soon"), "'soon' is no priority; there are low, medium"),
        (
            ("score", "INT-1", "beauty", "5"),
            "'beauty' is no criterion that people score; there are strategic",
        ),
        (("score", "INT-1", "value", "6"), "6 is no mark; 1 to 5"),
    ],
)
def test_words_that_name_nothing_exit_2(mailer: Commands, words: tuple[str, ...], says: str) -> None:
    """Wrong usage: the answer says what the word can be, and nothing happened."""
    said = mailer(*words)
    assert said.exit_code == 2
    assert says in said.output
    assert mailer.json("suppressions") == []
    assert [e["what"] for e in mailer.json("show", "1")["timeline"]] == ["opened"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("status", "INT-1", "submitted"), "it can become: under_review, accepted, scheduled"),
        (("status", "INT-1", "scheduled"), "on the command line --release v0.5"),
        (("status", "INT-1", "declined"), "on the command line --note TEXT"),
        (("vote", "INT-1", "bo@kontor.example", "--remove"), "bo@kontor.example does not ask for INT-1"),
        (("champion", "INT-1", "bo@kontor.example", "--remove"), "is no champion for testing of INT-1"),
        (("merge", "INT-1", "INT-1"), "cannot be merged with itself"),
        (("split", "INT-1"), "INT-1 was not merged, and nothing was merged into it"),
    ],
)
def test_what_cannot_be_done_exits_1_and_says_what_can(
    mailer: Commands, words: tuple[str, ...], says: str
) -> None:
    """The words are right, the request is not: the answer names what is allowed or missing."""
    said = mailer(*words)
    assert said.exit_code == 1
    assert says in said.output


@pytest.mark.parametrize("target", ["robots.example", "@robots.example", "bo@robots.example"])
def test_a_domain_or_an_address_is_suppressed(mailer: Commands, target: str) -> None:
    """With or without the @ in front of the domain."""
    assert mailer("suppressions", "add", target).exit_code == 0
    assert mailer.json("suppressions")[0]["target"] == (target if "@" in target else "@robots.example")


def test_whoever_gets_a_request_into_their_care_is_told_once(world: World, mailer: Commands) -> None:
    """Kim reads what it is about; `show` names Kim; the same once more tells nobody."""
    assert mailer("assign", "INT-1", "Kim Sato <kim@service.example>").exit_code == 0
    told = world.answer()
    assert "kim@service.example" in str(told["To"])
    assert "Snowflake is in your care" in text_of(told)
    assert mailer.json("show", "1")["assigned_to"] == "kim@service.example"
    assert "in care of kim@service.example" in mailer("show", "1").output
    assert mailer("assign", "INT-1", "kim@service.example").exit_code == 0
    assert world.answers() == []


def test_a_withdrawn_vote_of_the_requester_by_hand_leaves_the_request_open(mailer: Commands) -> None:
    """The team takes back even the requester's vote; nobody asks then, and nobody is named as requester."""
    assert mailer("vote", "INT-1", "Ada@northwind.example", "--remove").exit_code == 0
    page = mailer.json("show", "1")
    assert (page["votes"], page["people"]["requester"], page["closed_by"]) == (0, None, None)
