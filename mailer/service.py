"""Runs the flows: timers by APScheduler, one thread a mailbox, listeners, signals, and the word to systemd.

The work itself lives in the tables; whatever is stopped here goes on from there at the next start.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog

from mailer.errors import MailerError, Refused, Transient
from mailer.flows.app import App
from mailer.flows.deliver import deliver
from mailer.flows.digests import tend
from mailer.flows.doctor import unsafe_libraries, unsafe_python
from mailer.flows.health import alert, troubles
from mailer.flows.intake import take_in
from mailer.flows.receive import poll
from mailer.flows.upkeep import tidy
from mailer.mailbox import Mailbox
from mailer.metrics import Window
from mailer.timers import Timers
from mailer.wiring.ways import Doors

log = structlog.get_logger()

ENDINGS = (signal.SIGTERM, signal.SIGINT)
PATIENCE_SECONDS = 4.0
"""How long all stages together may take to end their current mail by themselves; then the way out is cut."""
STOP_SECONDS = 7.0
"""How long they may take at all, so that a stop ends within ten seconds (RELIABILITY R-06)."""
IDLE_SECONDS = 2.0
"""A stage that nobody wakes looks at its table this often: mails also come in by `mailer ingest`."""
LONGEST_PAUSE = 60.0
TEND_SECONDS = 60.0
"""How often it is looked whether the clock brings something: digests, reminders."""
POLL, INTAKE, DELIVER = "poll", "intake", "deliver"
UPKEEP_SECONDS = 6 * 3_600.0
WATCH_SECONDS = 10.0
HANGS_AFTER = 900.0
"""Seconds without a sign of life after which a stage counts as hanging; a wait that was announced is a sign."""
SILENT_AFTER = 900.0
"""Seconds without success after which a stage that is not waiting for mail is in trouble."""
GRACE = 120.0
LOOK_AFTER_SECONDS = 60.0
CLOCK_IN_DOUBT = (
    "clock: it was set forward; digests, reminders and retention wait for an hour, should it be a mistake"
)
ALL = frozenset({POLL, INTAKE, DELIVER})


class Stage:
    """One flow in a thread of its own: runs while there is work, sleeps until it is woken or some time has passed."""

    def __init__(self, name: str, work: Callable[["Stage"], int], *, then: "Stage | None" = None) -> None:
        """`work` is given this stage, says now and then that it lives (`go_on`), and returns how much it did."""
        self.name = name
        self._work = work
        self._then = then
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._lives_until = time.monotonic()
        self._succeeded_at = time.monotonic()
        self.trouble = ""
        """Why it waits; empty while it works."""

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There may be work."""
        self._wake.set()

    def stop(self) -> None:
        """End after the current piece of work."""
        self._stop.set()
        self._wake.set()

    def join(self, deadline: float) -> bool:
        """Wait for the end until `deadline` (monotonic); False when it did not come in time."""
        self._thread.join(max(0.0, deadline - time.monotonic()))
        return not self._thread.is_alive()

    def go_on(self) -> bool:
        """Say that the stage lives; False when it should end now."""
        self.rest(0.0)
        return not self._stop.is_set()

    def rest(self, seconds: float) -> None:
        """Say that no sign of life will come for so long, and that this is well."""
        self._lives_until = time.monotonic() + seconds

    def hangs(self) -> bool:
        """Whether it has given no sign of life for too long."""
        return time.monotonic() - self._lives_until > HANGS_AFTER

    def succeeded(self) -> None:
        """Say that its work could be done."""
        self._succeeded_at, self.trouble = time.monotonic(), ""

    @property
    def seconds_since_success(self) -> float:
        return time.monotonic() - self._succeeded_at

    def _run(self) -> None:
        pause = 1.0
        while not self._stop.is_set():
            try:
                busy = self._step()
                self.succeeded()
                pause = 1.0
            except Transient as error:
                self.trouble = str(error)
                log.warning("stage_waits", stage=self.name, seconds=pause, because=str(error))
                busy = False
                self._stop.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            except Exception as error:  # the loop's head: nothing a mail or a peer does ends the service
                self.trouble = repr(error)
                log.exception("stage_failed", stage=self.name)
                busy = False
                self._stop.wait(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            self.go_on()
            if not busy:
                self._wake.wait(IDLE_SECONDS)
                self._wake.clear()

    def _step(self) -> bool:
        done = self._work(self)
        if done and self._then:
            self._then.wake()
        return bool(done)


class Service:
    """The whole service in one process."""

    def __init__(self, app: App, doors: Doors, *, only: frozenset[str] = ALL) -> None:
        self._app = app
        self._doors = doors
        self._only = only
        self._stopping = threading.Event()
        self._deliver = Stage(DELIVER, lambda stage: deliver(app, go_on=stage.go_on))
        self._intake = Stage(INTAKE, lambda stage: len(take_in(app, go_on=stage.go_on)), then=self._deliver)
        self._timers = Timers()
        listen = app.settings.metrics.listen
        self._window = Window(listen, app, self.health) if listen else None
        self._polls = [Stage(POLL, partial(self._poll, box), then=self._intake) for box in doors.mailboxes]

    def start(self) -> None:
        """Start every thread; returns at once.

        Raises Transient when a listener's port is taken, Refused when a library has a known hole (R-101) and when another
        service works on the same SQLite file; with PostgreSQL any number may, and one of them runs the timers.
        """
        if old := unsafe_libraries():
            raise Refused("; ".join(old))
        if self._only == ALL and not self._app.database.leads() and self._app.database.is_sqlite:
            raise Refused("another `mailer run` works on this database; it has to be stopped first")
        for hole in unsafe_python():
            log.info("unsafe_python", because=hole)
        self._app.database.take_back()
        if INTAKE in self._only:
            self._app.sandbox.warm()
            self._app.words()  # the first mail shall not wait for them, nor for the catalog
            self._app.catalog()
        if POLL in self._only:
            self._doors.open(on_mail=self._intake.wake)
        for stage in self._stages:
            stage.start()
        self._intake.wake()
        self._timers.every(WATCH_SECONDS, self._watch)
        if INTAKE in self._only:
            self._timers.every(UPKEEP_SECONDS, self._tidy, first=60.0)
        if DELIVER in self._only:
            self._timers.every(TEND_SECONDS, self._tend)
        if self._only == ALL:
            self._timers.every(LOOK_AFTER_SECONDS, self._look_after)
        if self._window:
            self._window.open()
        self._timers.start()
        notify("READY=1")
        log.info("started", stages=sorted(self._only))

    def run(self, *, on_started: Callable[[], None] = lambda: None) -> None:
        """Start, call `on_started` once mail is taken, wait for SIGTERM or SIGINT, stop."""
        for number in ENDINGS:
            signal.signal(number, lambda *_: self._stopping.set())
        self.start()
        on_started()
        while not self._stopping.wait(1.0):
            self._timers.mind_the_clock()
        self.stop()
        for (
            number
        ) in ENDINGS:  # a second Ctrl-C while Python takes itself apart makes no killed end of a clean one
            signal.signal(number, signal.SIG_IGN)

    def stop(self) -> None:
        """End cleanly: no new mail in, the current mail to its end, connections closed.

        What waits for a silent server is cut off; nothing is lost by that, as by a kill.
        """
        began = time.monotonic()
        notify("STOPPING=1")
        self._timers.stop()
        if self._window:
            self._window.close()
        for stage in self._stages:
            stage.stop()
        self._doors.close()
        if not self._ended(began + PATIENCE_SECONDS):
            self._app.transport.hang_up()
        if not self._ended(began + STOP_SECONDS):
            log.warning("stopped_before_end", stages=[s.name for s in self._stages if not s.join(0.0)])
        self._app.close()

    def _ended(self, deadline: float) -> bool:
        return all(stage.join(deadline) for stage in self._stages)

    @property
    def _stages(self) -> list[Stage]:
        """Those that were started, in the order of the road."""
        return [stage for stage in (*self._polls, self._intake, self._deliver) if stage.name in self._only]

    def _poll(self, mailbox: Mailbox, stage: Stage) -> int:
        new = poll(self._app.database, mailbox, go_on=stage.go_on)
        if new:
            self._intake.wake()
        stage.succeeded()
        stage.rest(self._doors.longest_wait)
        mailbox.wait(self._doors.poll_seconds)
        return 1

    def _tend(self) -> None:
        """Write what the clock brings; one process of several looks, and another one when that is gone."""
        try:
            if not self._timers.in_doubt() and self._app.database.leads():
                tend(self._app)
                self._deliver.wake()
        except Transient as error:
            log.warning("clock_waits", because=str(error))

    def _tidy(self) -> None:
        """Remove what is kept no longer; what is gone never comes back, so not by a clock in doubt."""
        try:
            if not self._timers.in_doubt():
                tidy(self._app)
        except Transient as error:
            log.warning("upkeep_waits", because=str(error))

    def health(self) -> dict[str, Any]:
        """Every stage with its last success and its trouble, and all that is stuck; `ok` when nothing is."""
        stages: dict[str, dict[str, Any]] = {
            stage.name: {
                "ok": stage.seconds_since_success <= self._patience(stage),
                "seconds_since_success": round(stage.seconds_since_success, 1),
                "trouble": stage.trouble,
            }
            for stage in self._stages
        }
        try:
            found = troubles(self._app)
        except MailerError as error:
            found = {"database": str(error)}
        if self._timers.in_doubt():
            found["clock"] = CLOCK_IN_DOUBT
        for name, stage in stages.items():
            if not stage["ok"]:
                minutes = int(stage["seconds_since_success"] // 60)
                found[name] = f"{name}: no success for {minutes} minutes; {stage['trouble'] or 'it hangs'}"
        return {"ok": not found, "troubles": found, "stages": stages}

    def _patience(self, stage: Stage) -> float:
        """Seconds without success that are no trouble yet: for a mailbox two looks and a grace (R-102)."""
        return 2 * self._doors.longest_wait + GRACE if stage.name == POLL else SILENT_AFTER

    def _look_after(self) -> None:
        """One mail to the team for each trouble that began or ended; of several services one does it."""
        if self._app.database.leads():
            alert(self._app, self.health()["troubles"])

    def _watch(self) -> None:
        """Tell systemd that every stage still turns; one that hangs lets the watchdog restart us."""
        if not any(stage.hangs() for stage in self._stages):
            notify("WATCHDOG=1")


def notify(state: str) -> None:
    """Send `state` to systemd (sd_notify(3)); nothing happens where there is none."""
    address = os.environ.get("NOTIFY_SOCKET")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.sendto(state.encode(), address)
