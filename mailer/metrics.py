"""The window for monitoring: `/metrics` for Prometheus and `/health` for everybody, read from the tables when asked."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from mailer.errors import MailerError, Transient
from mailer.flows.app import App

log = structlog.get_logger()

LATELY = timedelta(hours=1)
"""Over which the lags are taken."""
QUANTILES = (0.5, 0.95, 1.0)
ASKING_SECONDS = 10.0

Health = Callable[[], Mapping[str, Any]]
"""What `/health` says; `ok` decides between 200 and 503."""


class Window:
    """An HTTP server for monitoring, in a thread of its own."""

    def __init__(self, listen: str, app: App, health: Health) -> None:
        self._listen = listen
        registry = CollectorRegistry()
        registry.register(Figures(app, health))
        self._pages: dict[str, Callable[[], tuple[int, str, bytes]]] = {
            "/metrics": lambda: (200, CONTENT_TYPE_PLAIN_0_0_4, generate_latest(registry)),
            "/health": lambda: _health_page(health()),
        }
        self._server: ThreadingHTTPServer | None = None

    @property
    def port(self) -> int:
        """The port that it is bound to."""
        return int(self._server.server_address[1]) if self._server else 0

    def open(self) -> None:
        """Begin to answer. Raises Transient when the port is taken."""
        host, _, port = self._listen.rpartition(":")
        pages = self._pages

        class Visit(BaseHTTPRequestHandler):
            timeout = ASKING_SECONDS

            def do_GET(self) -> None:
                code, kind, page = _page(pages, self.path)
                self.send_response(code)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(page)))
                self.end_headers()
                self.wfile.write(page)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nobody wants a line for every question."""

        try:
            self._server = ThreadingHTTPServer((host.strip("[]"), int(port)), Visit)
        except OSError as error:
            raise Transient(f"metrics.listen {self._listen}: {error.strerror or error}") from error
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="metrics", daemon=True).start()

    def close(self) -> None:
        """Answer no more."""
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def _page(pages: Mapping[str, Callable[[], tuple[int, str, bytes]]], path: str) -> tuple[int, str, bytes]:
    ask = pages.get(path.partition("?")[0])
    if ask is None:
        return 404, "text/plain", b"there are /metrics and /health\n"
    try:
        return ask()
    except MailerError as error:
        return 503, "text/plain", f"{error}\n".encode()


def _health_page(health: Mapping[str, Any]) -> tuple[int, str, bytes]:
    page = json.dumps(health, ensure_ascii=False, indent=1).encode() + b"\n"
    return (200 if health["ok"] else 503), "application/json", page


class Figures(Collector):
    """Everything that Prometheus is told, from one reading transaction."""

    def __init__(self, app: App, health: Health) -> None:
        self._app = app
        self._health = health

    def collect(self) -> Iterator[Metric]:
        """Raises Transient when the database cannot be asked."""
        app, now = self._app, self._app.clock()
        with app.database.reading() as tx:
            counts = dict(tx.inbox.accounting())
            states, attempts = tx.figures.outbox(), tx.figures.attempts()
            due = tx.outbox.oldest_due(now)
            lags = {
                "outcome": tx.figures.seconds_to_outcome(now - LATELY),
                "answer": tx.figures.seconds_to_answer(now - LATELY),
            }
        yield _gauge("mailer_inbox_in_work", "Mails without an outcome yet", counts.pop("in_work"))
        yield _counter("mailer_mails_fetched", "Mails that came in", counts.pop("fetched"))
        yield _labelled("mailer_mails", "Mails by outcome", "outcome", counts)
        yield _labelled("mailer_outbox", "Notices by state", "state", states)
        yield _labelled(
            "mailer_attempts",
            "Attempts to send, by how they ended; deferred ones are retried",
            "result",
            attempts,
        )
        age = (now - due).total_seconds() if due else 0.0
        yield _gauge("mailer_outbox_oldest_due_seconds", "Age of the oldest mail that is due", age)
        yield _lags(lags)
        yield from self._stages()

    def _stages(self) -> Iterator[Metric]:
        stages = self._health()["stages"]
        up = {name: int(stage["ok"]) for name, stage in stages.items()}
        yield _labelled("mailer_stage_up", "Whether a stage works; poll is the mailbox", "stage", up)
        ages = {name: stage["seconds_since_success"] for name, stage in stages.items()}
        yield _labelled("mailer_stage_seconds_since_success", "Since a stage last succeeded", "stage", ages)


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=value)


def _counter(name: str, says: str, value: float) -> Metric:
    return CounterMetricFamily(name, says, value=value)


def _labelled(name: str, says: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, says, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def _lags(lags: Mapping[str, Sequence[float]]) -> Metric:
    family = GaugeMetricFamily(
        "mailer_lag_seconds", "From a mail's arrival, over the last hour", labels=["to", "quantile"]
    )
    for to, seconds in lags.items():
        for quantile in QUANTILES if seconds else ():
            at = min(len(seconds) - 1, int(quantile * len(seconds)))
            family.add_metric([to, str(quantile)], seconds[at])
    return family
