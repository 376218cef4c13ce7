"""APScheduler's timers under a clock that may be set: no turn is lost, and none is made up for twice (RELIABILITY R-15)."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

log = structlog.get_logger()

STEP_SECONDS = 60.0
"""A clock that went on by so much more or less than time did was set."""
DOUBT_SECONDS = 3_600.0
"""So long a clock that was set forward is not believed where belief cannot be taken back: time to notice and mend it."""


class Timers:
    """Calls each piece of work again and again, one at a time, in a thread of its own."""

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": None},
            timezone="UTC",
        )
        self._ahead = _ahead()
        self._doubted_until = 0.0

    def every(self, seconds: float, work: Callable[[], object], *, first: float | None = None) -> None:
        """Call `work` every so many seconds; the first time after `first` ones, where that differs."""
        wait = seconds if first is None else first
        self._scheduler.add_job(work, _Every(timedelta(seconds=seconds), timedelta(seconds=wait)))

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """No further call; one that is on its way is not waited for."""
        self._scheduler.shutdown(wait=False)

    def mind_the_clock(self) -> None:
        """To be called every few seconds: when the clock was set, every piece of work has its turn now and counts on from here.

        Left alone, APScheduler would wait until a clock that was set back is where it was, years perhaps.
        """
        step = _ahead() - self._ahead
        if abs(step) < STEP_SECONDS:
            return
        self._ahead += step
        log.warning("clock_was_set", seconds=round(step))
        if step > 0:
            self._doubted_until = time.monotonic() + DOUBT_SECONDS
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=datetime.now(UTC))

    def in_doubt(self) -> bool:
        """Whether the clock was set forward just now."""
        self.mind_the_clock()
        return time.monotonic() < self._doubted_until


class _Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Counts from now: APScheduler's own interval counts every turn that a jump left out, 31 million in ten years of ten seconds."""

    def __init__(self, interval: timedelta, first: timedelta) -> None:
        self._interval, self._first = interval, first

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now + (self._interval if previous else self._first)


def _ahead() -> float:
    """Seconds that the clock is ahead of the one that nobody can set."""
    return time.time() - time.monotonic()
