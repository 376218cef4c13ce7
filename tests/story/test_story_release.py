"""A release is out: one preview, one consent, one mail for each request that somebody waits for."""

import pytest
from commands import Commands
from world import World, html_of, text_of

from mailer.errors import Refused
from mailer.flows import release
from mailer.flows.updates import update_status
from mailer.model.status import Status

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
PLANNED = (
    (ADA, "Snowflake", Status.SCHEDULED, "v0.5"),
    (ADA, "Tableau", Status.IN_DEVELOPMENT, "0.5"),
    (BO, "Redis", Status.SCHEDULED, "v0.6"),
)


@pytest.fixture
def mailer(world: World, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The program on a world with three requests: two of Ada's planned for v0.5, and one of Bo's for v0.6."""
    for number, (who, name, status, version) in enumerate(PLANNED, start=1):
        world.receive(world.write(who, f"Integration request: {name}", f"Integration Name: {name}\n"))
        update_status(world.app, number, status, release=version)
    world.answers()
    return Commands(world, monkeypatch)


def test_without_consent_nothing_changes(world: World, mailer: Commands) -> None:
    """Without a terminal and without --yes the preview is shown and the exit code is 2; the same without --complete."""
    said = mailer("release", "v0.5", "--complete")
    assert said.exit_code == 2
    assert "Snowflake: INT-1 goes from Scheduled (v0.5) to Completed (v0.5); 1 mail" in said.output
    assert "Tableau: INT-2 goes from In Development (0.5)" in said.output and "Redis" not in said.output
    assert mailer("release", "v0.5").exit_code == 2
    assert [world.request(n)["status"] for n in (1, 2, 3)] == ["scheduled", "in_development", "scheduled"]
    assert world.answers() == []


def test_with_consent_everything_planned_for_it_is_completed(world: World, mailer: Commands) -> None:
    """Ada reads about both of hers, each in its own conversation; Bo waits for another release; a second time is refused."""
    said = mailer("release", "v0.5", "--complete", "--yes")
    assert said.exit_code == 0 and "2 completed; 2 mails to send" in said.output
    assert [world.request(n)["status"] for n in (1, 2, 3)] == ["completed", "completed", "scheduled"]
    mails = world.answers()
    assert {str(m["To"]) for m in mails} == {ADA}
    assert sorted(("Snowflake" in text_of(m), "Tableau" in text_of(m)) for m in mails) == [
        (False, True),
        (True, False),
    ]
    again = mailer("release", "v0.5", "--complete", "--yes")
    assert again.exit_code == 1 and "nothing is scheduled for or in development for v0.5" in again.output


def test_the_consent_to_the_preview_counts_for_the_brake(
    world: World, mailer: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two mails where the brake allows one: the preview told their number, so they go without a second consent."""
    monkeypatch.setenv("MAILER_NOTIFICATIONS__BRAKE", "1")
    assert "2 mails to send" in mailer("release", "v0.5", "--complete", "--yes").output
    assert mailer.json("outbox", "--state", "waiting") == []
    assert [str(mail["To"]) for mail in world.answers()] == [ADA, ADA]


def test_consent_is_for_what_was_shown(world: World, mailer: Commands) -> None:
    """Redis moves to v0.5 between preview and consent: nothing is completed unseen."""
    agreed = release.preview(world.app, "v0.5")
    update_status(world.app, 3, Status.SCHEDULED, release="v0.5")
    with pytest.raises(Refused, match="has changed meanwhile"):
        release.complete(world.app, "v0.5", agreed)
    assert world.request(1)["status"] == "scheduled"


def test_a_release_that_moves_is_told_once_with_old_and_new(world: World, mailer: Commands) -> None:
    """Scheduled stays scheduled, for another release: Bo reads from where to where; the same once more is refused."""
    moved = mailer("status", "INT-3", "scheduled", "--release", "v0.7")
    assert moved.exit_code == 0 and "from Scheduled (v0.6) to Scheduled (v0.7)" in moved.output
    text = text_of(world.answer())
    assert "Redis moves to v0.7" in text and "from v0.6 to v0.7" in " ".join(text.split())
    assert mailer("status", "INT-3", "scheduled", "--release", "v0.7").exit_code == 1


def test_a_release_that_moves_with_the_status_is_told_with_both(world: World, mailer: Commands) -> None:
    """Begun for another release than it was scheduled for, then out in yet another one: each mail says what was planned."""
    for to, version, old in ((Status.IN_DEVELOPMENT, "v0.7", "v0.6"), (Status.COMPLETED, "v0.8", "v0.7")):
        update_status(world.app, 3, to, release=version)
        mail = world.answer()
        text = " ".join(text_of(mail).split())
        assert f"Before, it was planned for {old}." in text
        assert f"for {old})" in text and f"planned for {old}" in html_of(mail)


def test_what_is_started_keeps_the_release_that_it_was_scheduled_for(world: World, mailer: Commands) -> None:
    """Nobody names it again: the mail and the tracker have it; once the plan is given up, nobody promises it any more."""
    assert "(v0.6) to In Development (v0.6)" in mailer("status", "INT-3", "in_development").output
    assert "for v0.6" in text_of(world.answer())
    update_status(world.app, 3, Status.ACCEPTED, note="It is full.")
    assert "planned for no release" in " ".join(text_of(world.answer()).split())
    update_status(world.app, 3, Status.IN_DEVELOPMENT)
    assert "v0.6" not in text_of(world.answer())
    assert world.request(3)["release"] is None


def test_a_release_that_moves_is_told_to_who_hears_of_decisions_only(world: World, mailer: Commands) -> None:
    """Bo does not hear that the work begins, but that its release changes: everybody does."""
    update_status(world.app, 3, Status.SCHEDULED, release="v0.65")
    world.send_reply(BO, world.answer(), "decisions only")
    world.answers()
    update_status(world.app, 3, Status.IN_DEVELOPMENT)
    assert world.answers() == []
    update_status(world.app, 3, Status.IN_DEVELOPMENT, release="v0.7")
    assert "Redis moves to v0.7" in text_of(world.answer())
