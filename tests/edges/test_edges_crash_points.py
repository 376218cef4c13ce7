"""Death at every named point of the road (RELIABILITY R-02, G2)."""

import json
import re
import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from killing import ROAD_POINTS, crash_at_every_point
from nursery import ask
from servers import Dovecot
from settled import settle

PACKAGE = Path(__file__).parent.parent.parent / "mailer"
CHANGE_POINTS = ("updates.before_commit", "updates.committed")
"""Those of a change of status."""


def test_every_crash_point_is_tried() -> None:
    """R-02: what `grep crash_point` finds is what the tests let it die at."""
    called = re.compile(r'crash_point\("([a-z._]+)"\)')
    found = {name for path in PACKAGE.rglob("*.py") for name in called.findall(path.read_text("utf-8"))}
    assert found == {*ROAD_POINTS, *CHANGE_POINTS}


def test_no_point_of_the_road_loses_or_doubles_a_mail(
    tmp_path: Path, dovecots: Callable[..., AbstractContextManager[Dovecot]]
) -> None:
    """R-02, G2: it dies once at each point; then every mail is one request, and repeated answers are the same bytes.

    `make prove` does it twenty times a point.
    """
    with dovecots() as own:
        toll = crash_at_every_point(tmp_path, own, times=1)
    assert toll.clean, toll
    assert toll.answers == toll.mails
    assert toll.repeated <= toll.kills


@pytest.mark.parametrize("point", CHANGE_POINTS)
def test_a_change_of_status_is_whole_or_not_at_all(tmp_path: Path, point: str) -> None:
    """R-02: a command that dies before its commit changed nothing, after it everything: status and mail together."""
    settle(tmp_path)
    wish = (
        b"From: Ada <ada@a.example>\r\nTo: integrations@service.example\r\nSubject: Please connect Tableau\r\n"
        b"Message-ID: <w@a.example>\r\n\r\nWe want an integration with Tableau for our weekly reports.\r\n"
    )

    def mailer(*words: str, crash_at: str = "") -> subprocess.CompletedProcess[bytes]:
        return ask(tmp_path, list(words), wish, {"TEST_CRASH_AT": crash_at})

    assert mailer("ingest", "-").returncode == 0
    assert mailer("status", "INT-1", "accepted", crash_at=point).returncode == -9
    done = point == "updates.committed"
    assert json.loads(mailer("show", "INT-1", "--json").stdout)["status"] == (
        "accepted" if done else "submitted"
    )
    kinds = [row["kind"] for row in json.loads(mailer("outbox", "--json").stdout)]
    assert ("status_changed" in kinds) == done
