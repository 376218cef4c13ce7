"""A person asks what we hold of them, or wants to be forgotten (RELIABILITY R-98, G20)."""

import base64
import json
from pathlib import Path

import pytest
from world import World, open_world

from mailer.decide import corrections
from mailer.errors import Refused
from mailer.flows import privacy
from mailer.flows.doctor import examine
from mailer.flows.updates import correct, update_status
from mailer.model.inbox import Outcome
from mailer.model.people import PUBLIC_ANONYMOUS
from mailer.model.status import Status
from mailer.sandbox import Sandbox

ADA = "Ada Birk <ada.birk+lists@northwind.example>"
BO = "Bo Lind <bo@kontor.example>"
KIM = "Kim Sato <kim@service.example>"
MARKER = b"ada.birk"
TEAM = '[team]\naddresses = ["kim@service.example"]\nnotify = "kim@service.example"\n'
WISH = "Integration Name: {name}\nUse Case: {use}\nBusiness Impact: we lose two days a week, ZEBRA.\n"


@pytest.fixture
def team_world(tmp_path: Path, sandbox: Sandbox) -> World:
    return open_world(tmp_path, sandbox, extra=TEAM)


def wish(world: World, who: str, name: str, use: str = "Nightly reports for our finance people.") -> None:
    mail = world.write(who, f"Integration request: {name}", WISH.format(name=name, use=use))
    mail.add_attachment(b"host,port\nsecretive,1\n", maintype="text", subtype="csv", filename="hosts.csv")
    world.receive(mail)


def lived(world: World) -> None:
    """Ada asks for two things; Bo joins one of them and quotes her; the team decides."""
    wish(world, ADA, "Snowflake")
    wish(world, ADA, "Kafka", use="Ada Birk's own pipeline.")
    wish(world, BO, "Snowflake", use="As ada.birk@northwind.example said, reports.")
    to_bo = next(m for m in world.answers() if "bo@" in str(m["To"]))
    world.send_reply(BO, to_bo, "Ada Birk <Ada.Birk@Northwind.example> knows more about it.")
    world.send_reply(BO, to_bo, "In base64: Grüße an ada.birk@northwind.example und alle, ß" * 3)
    update_status(world.app, 1, Status.ACCEPTED, note="a good idea", actor="team")
    world.answers()


def hits(folder: Path, marker: bytes = MARKER) -> list[str]:
    """Files under `folder` with the marker in name or bytes, in any case: what `grep -ri` finds."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [p.name for p in files if marker in p.read_bytes().lower() or marker.decode() in p.name.lower()]


def test_an_export_has_everything_that_is_theirs_and_nothing_of_others(team_world: World) -> None:
    """R-98: fields, votes, timeline, threads, raw mails, attachments, outgoing mails, attempts; Bo is not in it."""
    world = team_world
    lived(world)
    kept = privacy.export(world.app, "Ada.Birk@northwind.example")
    assert {name for name, rows in kept.items() if not rows} == {"suppressions", "unread_mails"}
    raw = base64.b64decode(kept["mails"][0]["content"])
    assert b"ZEBRA" in raw
    assert kept["attachments"][0]["filename"] == "hosts.csv"
    assert {row["recipient"] for row in kept["outbox"]} == {"ada.birk+lists@northwind.example"}
    assert "bo@kontor.example" not in json.dumps(
        {k: v for k, v in kept.items() if k not in ("mails", "outbox")}
    )


def test_an_erased_person_is_nowhere_any_more(team_world: World) -> None:
    """R-98, G20: no file has the address after it: not the database, not its log, not the mails that went out."""
    world = team_world
    lived(world)
    assert hits(world.folder)
    proof = privacy.erase(world.app, "ada.birk@northwind.example")
    assert proof.found == ()
    assert hits(world.folder) == []
    assert hits(world.folder, b"ada birk") == []
    assert hits(world.folder, b"zebra") == ["mailer.db"], "Bo wrote that word too"
    assert proof.counts["inbox"] >= 2
    assert proof.counts["files"] >= 2
    assert world.app.database.check() == []
    assert all(f.ok for f in examine(world.app)), "doctor's accounting still adds up"


def test_votes_stay_without_a_name_and_others_keep_what_they_depend_on(team_world: World) -> None:
    """Ada's vote counts on as `a community member`; Bo's request keeps its values without Ada's words as evidence."""
    world = team_world
    lived(world)
    privacy.erase(world.app, "ada.birk@northwind.example")
    shared, alone = world.request(1), world.request(2)
    assert shared["votes"] == 2
    assert shared["people"]["requester"]["name"] == PUBLIC_ANONYMOUS
    assert shared["fields"]["use_case"]["value"].startswith("Nightly reports")
    assert shared["fields"]["use_case"]["text"] == ""
    assert alone["votes"] == 1
    assert set(alone["fields"]) <= {"integration_name", "category"}
    assert alone["fields"]["integration_name"]["value"] == "Kafka"


def test_nothing_is_sent_to_a_person_who_was_erased(team_world: World) -> None:
    """The team cannot ask the requester any more, and when the status moves on, others hear of it and Ada does not."""
    world = team_world
    lived(world)
    privacy.erase(world.app, "ada.birk@northwind.example")
    with pytest.raises(Refused, match="wants no mail"):
        correct(world.app, 1, lambda view: corrections.ask(view, "Which edition?", actor="team"))
    update_status(world.app, 1, Status.SCHEDULED, release="v1", note="", actor="team")
    assert {str(m["To"]) for m in world.answers()} == {BO}


def test_an_erased_person_s_tokens_open_nothing(team_world: World) -> None:
    """An answer to an old mail of ours, reply token and all, leads to no request, not even after writing anew."""
    world = team_world
    wish(world, ADA, "Snowflake")
    to_ada = next(m for m in world.answers() if "ada" in str(m["To"]))
    wish(world, BO, "Snowflake")
    world.answers()
    privacy.erase(world.app, "ada.birk@northwind.example")
    before = world.request(1)
    fate = world.send_reply(ADA, to_ada, "Use Case: taken over", quote=False)
    wish(world, ADA, "Redis")
    again = world.send_reply(ADA, to_ada, "Use Case: taken over again", quote=False)
    assert world.request(1)["fields"] == before["fields"]
    assert fate.outcome not in (Outcome.DETAILS, Outcome.COMMAND)
    assert again.outcome not in (Outcome.DETAILS, Outcome.COMMAND)


def test_who_was_erased_may_write_again_as_a_stranger(team_world: World) -> None:
    """The next mail from there opens a request of a new person, with an answer; the old one stays nobody's."""
    world = team_world
    lived(world)
    privacy.erase(world.app, "ada.birk@northwind.example")
    fate = world.receive(
        world.write(ADA, "Integration request: Snowflake", WISH.format(name="Snowflake", use="Now."))
    )
    assert fate.outcome is Outcome.VOTE
    assert world.request(1)["votes"] == 3
    assert "INT-1" in str(world.answer())


def test_an_erasure_is_on_record_without_the_address(team_world: World) -> None:
    """When it was and how many rows it took, and nothing about whom."""
    world = team_world
    lived(world)
    privacy.erase(world.app, "ada.birk@northwind.example")
    with world.app.database.reading() as tx:
        record = tx.privacy.erasures()
    assert len(record) == 1
    assert record[0]["counts"]["outbox"] >= 2
    assert "northwind" not in json.dumps(record)


def test_a_mail_that_could_not_be_read_is_erased_with_its_author(world: World) -> None:
    """Quarantined mail has no author on record; its bytes name one."""
    fate = world.receive(
        b"From: ada.birk@northwind.example\r\nSubject: " + b"x" * 200_000 + b"\r\n\r\nhello\r\n"
    )
    assert fate.outcome is Outcome.QUARANTINED
    assert privacy.export(world.app, "ada.birk@northwind.example")["unread_mails"] == [fate.id]
    assert privacy.erase(world.app, "ada.birk@northwind.example").found == ()
    with pytest.raises(Refused), world.app.database.reading() as tx:
        tx.inbox.get(fate.id)


def test_what_stays_in_a_backup_is_named(world: World) -> None:
    """A copy beside the database still has the address: the proof says so instead of claiming success."""
    wish(world, ADA, "Snowflake")
    world.app.database.backup(world.folder / "old.db")
    proof = privacy.erase(world.app, "ada.birk@northwind.example")
    assert proof.found == (str(world.folder / "old.db"),)


def test_somebody_whose_address_only_contains_it_is_left_alone(world: World) -> None:
    """`birk@northwind.example` is not `ada.birk@northwind.example`."""
    wish(world, ADA, "Snowflake")
    privacy.erase(world.app, "birk@northwind.example")
    assert world.request(1)["people"]["requester"]["address"] == "ada.birk+lists@northwind.example"
