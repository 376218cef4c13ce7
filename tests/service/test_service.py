"""The service around the flows: who may run, and how it knows that a stage still turns."""

import time
from pathlib import Path

import pytest

from mailer import service as service_room
from mailer.config import load
from mailer.errors import Refused
from mailer.flows.app import App
from mailer.flows.doctor import examine
from mailer.service import DELIVER, Service, Stage
from mailer.wiring.service import build
from mailer.wiring.ways import Doors, build_doors


def opened(folder: Path, **more: str) -> App:
    """The service's parts on an SQLite database in `folder`."""
    environ = {
        "MAILER_DATABASE__URL": f"sqlite:///{folder}/mailer.db",
        "MAILER_SERVICE__SIGNING_KEYS": f"{folder}/signing.key",
        "MAILER_SMTP__KIND": "folder",
        "MAILER_SMTP__FOLDER": f"{folder}/outbox",
        **more,
    }
    return build(load(None, environ))


def no_doors() -> Doors:
    return Doors(mailboxes=[], poll_seconds=60, longest_wait=60)


def test_a_second_service_on_one_file_is_refused(tmp_path: Path) -> None:
    """R-07: `mailer run` twice on one SQLite database: the second says why not; one stage alone may run beside it, and
    when the first has ended, the next may start."""
    first = Service(opened(tmp_path), no_doors())
    first.start()
    second, stage = opened(tmp_path), opened(tmp_path)
    with pytest.raises(Refused, match="another `mailer run`"):
        Service(second, no_doors()).start()
    beside = Service(stage, no_doors(), only=frozenset({DELIVER}))
    beside.start()
    beside.stop()
    first.stop()
    third = Service(second, no_doors())
    third.start()
    third.stop()


@pytest.mark.parametrize(("library", "old"), [("aiosmtpd", "1.4.5"), ("jinja2", "3.1.5")])
def test_a_library_with_a_known_hole_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str, old: str
) -> None:
    """R-101, CVE-2024-34083, CVE-2025-27516: no stage starts with it, and `mailer doctor` says so; what to install is named."""
    installed = tmp_path / f"{library}-{old}.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {library}\nVersion: {old}\n")
    monkeypatch.syspath_prepend(tmp_path)
    app = opened(tmp_path)
    with pytest.raises(Refused, match=rf"{library} {old} has known holes; install"):
        Service(app, no_doors(), only=frozenset({DELIVER})).start()
    (found,) = [one for one in examine(app) if one.check == "interpreter"]
    assert not found.ok and library in found.says
    app.close()


def test_a_long_wait_for_mail_is_no_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A poll or an IDLE longer than the watchdog's patience is announced to it; silence that was not is a hang."""
    monkeypatch.setattr(service_room, "HANGS_AFTER", 0.0)
    stage = Stage("poll", lambda _: 0)
    stage.rest(60.0)
    assert not stage.hangs()
    stage.go_on()
    time.sleep(0.01)
    assert stage.hangs()


@pytest.mark.parametrize(("poll", "expected"), [("1h", 3_600.0), ("1m", 300.0)])
def test_the_longest_wait_comes_from_the_configuration(tmp_path: Path, poll: str, expected: float) -> None:
    """`mailbox.poll` and `mailbox.idle_renew`, whichever is longer."""
    app = opened(tmp_path, MAILER_MAILBOX__POLL=poll, MAILER_MAILBOX__KIND="folder")
    assert build_doors(app.settings, app).longest_wait == expected
    app.close()


def test_each_folder_of_an_account_has_its_own_first_start(tmp_path: Path) -> None:
    """`first_start`: a folder that is added later is not taken for one that was read before."""
    account = {
        "MAILER_MAILBOX__KIND": "imap",
        "MAILER_MAILBOX__USERNAME": "relay",
        "MAILER_MAILBOX__PASSWORD": "words",
    }
    for folder in ("INBOX", "Requests", "INBOX"):
        app = opened(tmp_path, **account, MAILER_MAILBOX__FOLDER=folder)
        for mailbox in build_doors(app.settings, app).mailboxes:
            mailbox.close()
        with app.database.reading() as tx:
            known = [
                tx.settings.get(f"first_start:imap:relay@localhost:var/mail{end}")
                for end in ("", ":Requests")
            ]
        app.close()
    assert all(known) and known[0] != known[1]
