"""`mailer doctor`: every check by itself, and a real mail out and back."""

import json
from pathlib import Path

import pytest
from servers import free_port

from mailer.cli.program import run
from mailer.config import load
from mailer.flows.doctor import Finding, examine
from mailer.flows.round_trip import round_trip
from mailer.service import Service
from mailer.transport.folder import FolderTransport
from mailer.wiring.inspection import Inspection
from mailer.wiring.service import build
from mailer.wiring.ways import build_doors


def configured(folder: Path, monkeypatch: pytest.MonkeyPatch, **more: str) -> dict[str, str]:
    """An environment with a whole configuration, set for the commands too."""
    environ = {
        "MAILER_DATABASE__URL": f"sqlite:///{folder}/mailer.db",
        "MAILER_SERVICE__ADDRESS": "integrations@relay.example",
        "MAILER_SERVICE__SIGNING_KEYS": f"{folder}/signing.key",
        "MAILER_SMTP__KIND": "folder",
        "MAILER_SMTP__FOLDER": f"{folder}/outbox",
        **more,
    }
    monkeypatch.chdir(folder)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return environ


def doctor(capsys: pytest.CaptureFixture[str]) -> tuple[object, dict[str, Finding]]:
    """The exit code of `mailer doctor --json`, and its findings by name."""
    with pytest.raises(SystemExit) as end:
        run(["doctor", "--json"])
    found = [Finding(**line) for line in json.loads(capsys.readouterr().out)]
    return end.value.code, {one.check: one for one in found}


def test_all_is_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fresh configuration: every check is there and fine, exit code 0."""
    configured(tmp_path, monkeypatch)
    code, found = doctor(capsys)
    assert not code and all(one.ok for one in found.values()), found
    assert {
        "configuration", "database", "smtp", "dns", "interpreter", "plus-addressing", "accounting", "consent",
        "confirmations",
    } <= found.keys()  # fmt: skip


def test_what_is_broken_hides_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken database, keys that anybody may read and an SMTP server that is away: three findings, and all others made."""
    (tmp_path / "mailer.db").write_bytes(b"this is no database" * 100)
    (tmp_path / "signing.key").write_text("00" * 32)
    (tmp_path / "signing.key").chmod(0o644)
    smtp = {"MAILER_SMTP__KIND": "smtp", "MAILER_SMTP__HOST": "127.0.0.1", "MAILER_SMTP__TLS": "none"}
    configured(tmp_path, monkeypatch, **smtp, MAILER_SMTP__PORT=str(free_port()))
    code, found = doctor(capsys)
    assert code == 1
    assert "not a database" in found["database"].says
    assert "chmod 600" in found["signing keys"].says
    assert not found["smtp"].ok and not found["accounting"].ok
    assert found["dns"].ok and found["interpreter"].ok and found["templates"].ok


def test_a_wrong_configuration_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every mistake of the configuration stands in the report."""
    configured(tmp_path, monkeypatch, MAILER_SERVICE__TIME_ZONE="Mars/Olympus")
    code, found = doctor(capsys)
    assert code == 1 and "Mars/Olympus" in found["configuration"].says


def test_a_mail_goes_out_and_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--send-test: by real SMTP into our own door, settled as our own; nobody is answered."""
    port = str(free_port())
    environ = configured(
        tmp_path, monkeypatch, MAILER_LISTEN__SMTP_PORT=port, MAILER_LISTEN__LMTP_PORT="0",
        MAILER_SMTP__KIND="smtp", MAILER_SMTP__HOST="127.0.0.1", MAILER_SMTP__TLS="none", MAILER_SMTP__PORT=port,
    )  # fmt: skip
    settings = load(None, environ)
    app = build(settings)
    service = Service(app, build_doors(settings, app))
    parts = Inspection(settings)
    service.start()
    try:
        found = round_trip(parts)
    finally:
        service.stop()
        parts.close()
    assert found.ok and "back in the inbox" in found.says, found


def test_a_mail_that_does_not_come_back_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads the mailbox: the finding asks whether the service runs; no way out: it says what the server said."""
    environ = configured(tmp_path, monkeypatch)
    parts = Inspection(load(None, {**environ, "MAILER_SMTP__KIND": "smtp"}))
    parts.transport = FolderTransport(tmp_path / "elsewhere")  # takes every mail, and nobody reads it
    found = round_trip(parts, seconds=0.5)
    assert not found.ok and "is the service running" in found.says
    parts.close()
    smtp = {"MAILER_SMTP__KIND": "smtp", "MAILER_SMTP__HOST": "127.0.0.1", "MAILER_SMTP__TLS": "none"}
    lonely = Inspection(load(None, {**environ, **smtp, "MAILER_SMTP__PORT": str(free_port())}))
    found = round_trip(lonely)
    assert not found.ok and "the way out does not take it" in found.says
    lonely.close()


def test_a_folder_sends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mails written as files never come back: --send-test says so at once, and writes none."""
    parts = Inspection(load(None, configured(tmp_path, monkeypatch)))
    found = round_trip(parts, seconds=0.5)
    assert not found.ok and found.says.startswith("smtp.kind is folder"), found
    assert str(tmp_path / "outbox") in found.says
    assert not [path for path in (tmp_path / "outbox").rglob("*") if path.is_file()]
    parts.close()


def test_the_doctor_shows_what_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches that wait for consent are named with the command that frees them."""
    settings = load(None, configured(tmp_path, monkeypatch))
    parts = Inspection(settings)
    with parts.database.transaction() as tx:
        tx.settings.put("paused", True)
    by_name = {one.check: one for one in examine(parts)}
    assert not by_name["outgoing"].ok and "mailer resume" in by_name["outgoing"].says
    parts.close()
