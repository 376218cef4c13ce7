"""A backup is put back: nothing is lost, and nobody is answered twice (RELIABILITY R-14)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Commands
from world import open_world, text_of

from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
FORM = "Integration Name: {name}\nUse Case: Reports every night.\n"


class Machine:
    """One folder on which the service is started, stopped and restored."""

    def __init__(self, folder: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        self._folder, self._sandbox, self._patch = folder, sandbox, monkeypatch
        self.world = open_world(folder, sandbox)
        self.run = Commands(self.world, monkeypatch)

    def restart(self) -> None:
        """Stop the service and start it again; the time goes on, and mail that went out stays seen."""
        former = self.world
        former.close()
        self.world = open_world(self._folder, self._sandbox)
        self.world.clock.now, self.world.seen = former.clock.now, former.seen
        self.run = Commands(self.world, self._patch)


@pytest.fixture
def machine(tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """The service on a machine of its own."""
    made = Machine(tmp_path, sandbox, monkeypatch)
    yield made
    made.world.close()


def test_mail_from_after_the_backup_is_filed_again_and_not_answered_again(
    machine: Machine, tmp_path: Path
) -> None:
    """R-14: what came after the backup is read again from the mailbox and becomes the same request; its author, who has
    an answer, gets none; what comes after the restore waits for `resume` and is then answered."""
    machine.world.receive(machine.world.write(ADA, "Snowflake please", FORM.format(name="Snowflake")))
    backup = tmp_path / "night.db"
    assert machine.run("db", "backup", str(backup)).exit_code == 0
    machine.world.clock.pass_(hours=5)
    later = machine.world.write(BO, "Power BI please", FORM.format(name="Power BI"))
    machine.world.receive(later)
    arrived = machine.world.clock()
    assert [str(m["To"]) for m in machine.world.answers()] == [ADA, BO]

    machine.world.clock.pass_(hours=1)
    machine.world.close()
    said = machine.run("db", "restore", str(backup)).output
    machine.restart()

    assert machine.world.request_numbers() == [1]
    assert f"before {arrived:%Y-%m-%d %H:%M}" in said
    assert "mailer resume" in said
    now, machine.world.clock.now = machine.world.clock.now, arrived.replace(microsecond=0)
    row = machine.world.receive(later)
    machine.world.clock.now = now
    again = machine.world.request(2)
    assert row.because.endswith("answered before the restore")
    assert (again["name"], again["people"]["requester"]["name"]) == ("Power BI", "Bo Lind")
    fresh = machine.world.write(BO, "Tableau please", FORM.format(name="Tableau"))
    machine.world.receive(fresh)
    assert machine.world.answers() == []
    machine.run("resume")
    assert "Tableau" in text_of(machine.world.answer())


def test_an_answer_to_a_mail_from_before_the_restore_still_finds_its_request(
    machine: Machine, tmp_path: Path
) -> None:
    """R-14: the conversation that the lost days began goes on: the reply token of the mail that went out then leads home."""
    backup = tmp_path / "night.db"
    machine.run("db", "backup", str(backup))
    asked = machine.world.write(ADA, "Snowflake please", FORM.format(name="Snowflake"))
    machine.world.receive(asked)
    arrived = machine.world.clock()
    card = machine.world.answer()
    machine.world.clock.pass_(hours=1)
    machine.world.close()
    machine.run("db", "restore", str(backup))
    machine.restart()
    now, machine.world.clock.now = machine.world.clock.now, arrived.replace(microsecond=0)
    machine.world.receive(asked)
    machine.world.clock.now = now

    machine.world.send_reply(ADA, card, "Priority: high")

    assert machine.world.request(1)["fields"]["priority"]["value"] == "high"


def test_a_former_database_that_cannot_be_read_is_replaced_all_the_same(
    machine: Machine, tmp_path: Path
) -> None:
    """R-13: a broken file is what a restore is for; then all mail from before the restore counts as answered."""
    backup = tmp_path / "night.db"
    machine.run("db", "backup", str(backup))
    machine.world.close()
    for broken in tmp_path.glob("mailer.db*"):
        broken.write_bytes(b"no database at all " * 400)

    said = machine.run("db", "restore", str(backup))
    machine.restart()

    assert said.exit_code == 0, said.output
    assert machine.world.request_numbers() == []
    assert (tmp_path / "mailer.db.before-restore").read_bytes().startswith(b"no database")


def test_a_restore_by_other_means_can_be_fenced_too(machine: Machine) -> None:
    """R-14: after `pg_restore`, `mailer db restored` pauses and says from when on mail is answered."""
    machine.world.close()
    said = machine.run("db", "restored")

    assert "is filed and not answered" in said.output
    assert "paused, with 0 mails due" in said.output


@pytest.mark.parametrize("words", [("restored",), ("restore", "night.db")])
def test_beside_a_running_service_nothing_is_restored(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """What is at work now would go on with the database that is replaced, and answer what is to stay unanswered."""
    monkeypatch.chdir(tmp_path)
    machine.world.receive(machine.world.write(ADA, "Snowflake please", FORM.format(name="Snowflake")))
    machine.run("db", "backup", "night.db")

    said = machine.run("db", *words)

    assert (said.exit_code, "stop the service" in said.output) == (1, True), said.output
    assert machine.world.request_numbers() == [1]
    assert not (tmp_path / "mailer.db.before-restore").exists()
    assert "not paused" in machine.run("doctor").output
