"""A wish that was taken for another one's is taken out of its mail, and stands on its own."""

import pytest
from commands import Commands
from world import World, text_of

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
TWO = """Integration Name: Snowflake
Use Case: Our nightly orders.

Integration Name: Tableau
Use Case: The boards.
"""


@pytest.fixture
def mailer(world: World, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The program on this world's database."""
    return Commands(world, monkeypatch)


def ask_for(world: World, who: str, name: str, use: str) -> None:
    text = f"Integration Name: {name}\nUse Case: {use}\n"
    world.receive(world.write(who, f"Integration request: {name}", text))


def test_a_vote_that_was_meant_otherwise_becomes_a_request_of_its_own(world: World, mailer: Commands) -> None:
    """Bo's mail had been counted for INT-1: his vote goes, INT-2 has what he wrote, and he reads so in his conversation."""
    ask_for(world, ADA, "Quarkus Ledger", "Bookings.")
    world.answers()
    mail = world.write(
        BO, "Quarkus", "Integration Name: Quarkus Ledger\nUse Case: Only the read-only mirror.\n"
    )
    fate = world.receive(mail)
    assert world.request(1)["votes"] == 2
    world.answers()
    assert "it is INT-2" in mailer("split", "INT-1", "--request", "1").output
    page = world.request(2)
    assert page["people"]["requester"]["name"] == "Bo Lind" and world.request(1)["votes"] == 1
    assert page["fields"]["use_case"]["value"] == "Only the read-only mirror."
    told = world.answer()
    assert told["To"] == BO and "INT-2" in text_of(told) and mail["Message-ID"] in str(told["References"])
    line = mailer.json("inbox", "show", str(fate.id))
    assert (line["outcome"], line["effects"][0]["ref"]) == ("request", "INT-2")
    shown = mailer("inbox", "show", str(fate.id)).output
    assert f"request INT-2: {line['effects'][0]['because']}" in shown and "{" not in shown
    again = mailer("split", "INT-1", "--request", "1")
    assert again.exit_code == 1 and "no mail's request 1 was joined to INT-1" in again.output


def test_one_of_two_wishes_in_a_mail_is_taken_out(world: World, mailer: Commands) -> None:
    """Bo asked for two; the first was joined to Ada's. It becomes his own, and the second stays what it is."""
    ask_for(world, ADA, "Snowflake", "Orders.")
    world.receive(world.write(BO, "Two integrations", TWO))
    assert [world.request(n)["name"] for n in (1, 2)] == ["Snowflake", "Tableau"]
    refused = mailer("split", "INT-2", "--request", "2")
    assert refused.exit_code == 1 and "INT-2, a request of its own" in refused.output
    world.answers()
    assert mailer("split", "INT-1", "--request", "1").exit_code == 0
    assert "INT-3" in text_of(world.answer())
    assert world.request(3)["name"] == "Snowflake"
    assert world.request(3)["people"]["requester"]["name"] == "Bo Lind"
    assert (world.request(1)["votes"], world.request(2)["votes"]) == (1, 1)


def test_what_the_same_person_said_again_is_taken_back_from_the_fields(
    world: World, mailer: Commands
) -> None:
    """Ada's second mail was taken as details of her first: INT-1 says again what it said before."""
    ask_for(world, ADA, "Snowflake", "Orders.")
    ask_for(world, ADA, "Snowflake", "The new lake in Oslo, which is another one.")
    assert "Oslo" in world.request(1)["fields"]["use_case"]["value"]
    assert mailer("split", "INT-1", "--request", "1").exit_code == 0
    assert world.request(1)["fields"]["use_case"]["value"] == "Orders."
    assert "Oslo" in world.request(2)["fields"]["use_case"]["value"]
    assert world.request(1)["timeline"][-1]["what"] == "fields"


def test_wrong_numbers_are_refused_in_words(world: World, mailer: Commands) -> None:
    """A mail that is not there, a wish that is not there, --mail without --request."""
    ask_for(world, ADA, "Snowflake", "Orders.")
    assert mailer("split", "INT-1", "--request", "0").exit_code == 2
    assert mailer("split", "INT-1", "--mail", "1").exit_code == 2
    assert mailer("split", "INT-1", "--request", "7").exit_code == 1
    assert mailer("split", "INT-1", "--request", "1", "--mail", "99").exit_code == 1
