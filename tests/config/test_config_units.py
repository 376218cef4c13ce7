"""The systemd units, as systemd itself judges them."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest

from mailer.config import SECRETS

UNITS = Path(__file__).parents[2] / "systemd"
ANALYZE = shutil.which("systemd-analyze")
BOTH = ("mailer.service", "mailer-backup.service")

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")


class Unit(configparser.RawConfigParser):
    """A unit file; keys keep their capitals, and of repeated keys the last counts."""

    def __init__(self, name: str) -> None:
        super().__init__(strict=False, delimiters=("=",), comment_prefixes=("#",))
        self.read(UNITS / name)

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@needs_systemd
@pytest.mark.parametrize("name", BOTH)
def test_a_unit_exposes_little(name: str) -> None:
    """R-100: `systemd-analyze security` says 2.5 at most."""
    command = [str(ANALYZE), "security", "--offline=1", "--threshold=25", "--no-pager", str(UNITS / name)]
    judged = subprocess.run(command, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout[-300:] + judged.stderr


@needs_systemd
def test_units_are_understood(tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say, once the program is where the units look for it."""
    for path in UNITS.iterdir():
        text = path.read_text().replace("/opt/mailer/bin/mailer run", "/bin/true run")
        (tmp_path / path.name).write_text(text)
    paths = [str(tmp_path / name) for name in (*BOTH, "mailer-backup.timer")]
    verified = subprocess.run([str(ANALYZE), "verify", *paths], capture_output=True, text=True)
    ours = [line for line in verified.stderr.splitlines() if "mailer" in line]
    assert ours == []


def test_the_service_has_time_to_stop_and_is_watched() -> None:
    """A clean stop takes ten seconds at most; systemd waits longer, and notices a service that hangs."""
    service = Unit("mailer.service")["Service"]
    assert service["Type"] == "notify"
    assert int(service["TimeoutStopSec"]) == 15
    assert int(service["WatchdogSec"]) > 3 * 10
    assert (service["Restart"], service["RestartPreventExitStatus"]) == ("on-failure", "2")


@pytest.mark.parametrize("name", BOTH)
def test_every_secret_can_be_a_credential(name: str) -> None:
    """Each secret key of the configuration has its line, under the name that the configuration reads."""
    lines = [line for line in (UNITS / name).read_text().splitlines() if line.startswith("LoadCredential=")]
    for key in SECRETS:
        section = "" if key == "password" else "oauth2."
        for where in ("mailbox", "smtp"):
            full = f"{where}.{section}{key}"
            assert f"LoadCredential={full}:mailer.{full}" in lines


def test_the_backup_runs_every_night() -> None:
    """The timer wakes a service of the same name, and makes up for a night that was slept through."""
    timer = Unit("mailer-backup.timer")
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"
    assert "db backup" in Unit("mailer-backup.service")["Service"]["ExecStart"]
