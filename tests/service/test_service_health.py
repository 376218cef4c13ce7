"""What monitoring sees, and what the team is told."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from servers import free_port

from mailer import service as service_room
from mailer.config import load
from mailer.flows import queries
from mailer.flows.app import App
from mailer.flows.health import ALERTS, alert, troubles
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.mailbox.files import read_path
from mailer.resources import sample_mails
from mailer.service import Service
from mailer.wiring.service import build
from mailer.wiring.ways import Doors


class Clock:
    now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[App]:
    """A service with some mails in it, and a team."""
    environ = {
        "MAILER_DATABASE__URL": f"sqlite:///{tmp_path}/mailer.db",
        "MAILER_SERVICE__SIGNING_KEYS": f"{tmp_path}/signing.key",
        "MAILER_SMTP__KIND": "folder",
        "MAILER_SMTP__FOLDER": f"{tmp_path}/outbox",
        "MAILER_AUTHENTICATION__TRUST": '["ingest"]',
        "MAILER_TEAM__NOTIFY": "olga@relay.example",
        "MAILER_METRICS__LISTEN": f"127.0.0.1:{free_port()}",
    }
    made = build(load(None, environ), clock=clock)
    store_mails(made.database, [mail for path in sample_mails() for mail in read_path(path)])
    list(take_all(made))
    yield made
    made.close()


def ask(app: App, path: str) -> tuple[int, str]:
    """Status and body of a page of the window."""
    try:
        with urllib.request.urlopen(f"http://{app.settings.metrics.listen}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_prometheus_and_health_are_answered(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue 4, point 6: outcomes, lags, the outbox's age, attempts, stages with their last success; `/health` is 200, and
    503 with the reason when a stage has had no success for too long."""
    service = Service(app, Doors(mailboxes=[], poll_seconds=60, longest_wait=60))
    service.start()
    try:
        code, page = ask(app, "/metrics")
        assert code == 200
        for wanted in (
            'mailer_mails{outcome="request"}', 'mailer_outbox{state=', "mailer_outbox_oldest_due_seconds",
            'mailer_lag_seconds{quantile="0.95",to="outcome"}', 'mailer_stage_up{stage="deliver"} 1.0',
            'mailer_stage_seconds_since_success{stage="intake"}', "mailer_mails_fetched_total",
        ):  # fmt: skip
            assert wanted in page, page
        code, page = ask(app, "/health")
        assert (code, json.loads(page)["ok"]) == (200, True)
        monkeypatch.setattr(service_room, "SILENT_AFTER", -1.0)
        code, page = ask(app, "/health")
        assert code == 503 and "no success" in json.loads(page)["troubles"]["deliver"]
        assert ask(app, "/else")[0] == 404
    finally:
        service.stop()


def test_an_outbox_that_stands_still_is_told_once_and_its_end_once(app: App, clock: Clock) -> None:
    """R-102: one mail when the outbox is older than half an hour, none while that lasts, one when it is over."""
    clock.now += timedelta(minutes=45)
    found = troubles(app)
    assert "waits 45 minutes" in found["outbox"]
    for _ in range(100):
        alert(app, found)
    with app.database.transaction() as tx:
        assert "outbox" in tx.settings.get(ALERTS)
    for _ in range(100):
        clock.now += timedelta(minutes=1)
        alert(app, {})
    told = [line for line in queries.outbox(app) if line["kind"] == "team_alert"]
    assert len(told) == 2 and {line["to"] for line in told} == {"olga@relay.example"}
