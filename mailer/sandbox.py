"""The pool of resource-limited children that parse and extract: no single mail can crash, stall or fill the service.

It does not judge and does not store; bytes go in, a Reading or a Failure comes out.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path

from mailer.child import Bounds, ReaderFactory
from mailer.errors import Transient
from mailer.model.reading import Failure, Reading

RECYCLE_AFTER = 5_000
"""Mails after which a child is replaced, so that a slow leak in a parser stays small."""
MOST_STARTS = 3
"""Starts that may fail in a row before the reading stage waits."""
START_SECONDS = 120.0
"""How long a child may take to start; that is the machine's time and no mail's."""


class _Worker:
    """One child process: starting, idle, or reading a mail."""

    def __init__(self, factory: ReaderFactory, bounds: Bounds) -> None:
        self.channel, theirs = Pipe()
        self.process = _started(theirs)
        theirs.close()
        with contextlib.suppress(OSError):  # who has died by now is found so when it is heard
            self.channel.send((factory, bounds))
        self.ready = False
        self.job: int | None = None
        self.deadline = time.monotonic() + START_SECONDS
        self.served = 0

    @property
    def awaited(self) -> bool:
        """Whether a word of it is to come."""
        return self.job is not None or not self.ready

    def give(self, job: int, raw: bytes, deadline: float) -> None:
        self.job, self.deadline = job, deadline
        self.served += 1
        self.channel.send_bytes(raw)

    def greet(self) -> None:
        """Hear that it is ready. Raises EOFError or OSError when it died."""
        self.channel.recv()
        self.ready = True

    def take(self) -> Reading | Failure:
        answer: Reading | Failure = self.channel.recv()
        return answer

    def end(self) -> None:
        self.channel.close()
        self.process.kill()
        self.process.wait()

    def code(self) -> int | None:
        """What a child whose channel broke off ended with: a signal's number below 0; None where it lives on."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(5)
        return None


def _started(channel: Connection) -> "subprocess.Popen[bytes]":
    """A process of its own that serves the channel.

    Not by `multiprocessing`, which starts a further process of 12 MB beside the first child that tracks what these do not use.
    """
    number = channel.fileno()
    path = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-P", "-c", f"from mailer.child import serve; serve({number})"],
        env={**os.environ, "PYTHONPATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[number],
    )


def _verdict_of_death(code: int | None) -> Failure:
    if code == -signal.SIGXCPU:
        return Failure(reason="timeout", detail="reading it took more CPU time than allowed", final=False)
    return Failure(reason="crash", detail=f"the reading process ended with code {code}", final=False)


class Sandbox:
    """A pool of children; not thread-safe, one per flow that reads."""

    def __init__(self, factory: ReaderFactory, *, size: int = 2, bounds: Bounds | None = None) -> None:
        self._factory = factory
        self._bounds = bounds or Bounds()
        self._size = max(1, size)
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def read(self, raw: bytes) -> Reading | Failure:
        """Read one mail; never raises for what the mail contains, but as `read_all`."""
        return next(self.read_all([raw]))

    def read_all(self, raws: Sequence[bytes]) -> Iterator[Reading | Failure]:
        """Read the mails side by side and yield the answers in the order given.

        One round at a time: a new one takes the children from one that is not read to its end. Raises Transient when no
        child starts, which is not the mails' doing.
        """
        for at, worker in enumerate(self._workers):
            if worker.job is not None:  # an earlier round was left before its end
                self._replace(at)
        ready: dict[int, Reading | Failure] = {}
        todo = deque(enumerate(raws))
        emitted = 0
        while emitted < len(raws):
            # bounded look-ahead: one slow mail does not pile up the answers of those behind it
            if todo and len(ready) < 4 * self._size:
                self._feed(todo)
            ready.update(self._collect())
            while emitted in ready:
                yield ready.pop(emitted)
                emitted += 1

    def warm(self) -> None:
        """Start a child now, so that the first mail does not wait for its imports; more start once mails wait together."""
        self._start(1)

    def _start(self, count: int) -> None:
        while len(self._workers) < count:
            self._workers.append(_Worker(self._factory, self._bounds))

    def close(self) -> None:
        """End all children."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def _feed(self, todo: deque[tuple[int, bytes]]) -> None:
        """Hand one mail to each idle child; a single mail starts a single one."""
        self._start(min(self._size, len(todo)))
        for at, worker in enumerate(self._workers):
            if not todo or worker.awaited:
                continue
            if worker.served >= RECYCLE_AFTER:
                self._replace(at)
                continue
            number, raw = todo[0]
            try:
                worker.give(number, raw, time.monotonic() + self._bounds.wall_seconds)
            except OSError:  # it died while idle: another one reads the mail
                self._replace(at)
            else:
                todo.popleft()

    def _replace(self, at: int) -> _Worker:
        self._workers[at].end()
        self._workers[at] = _Worker(self._factory, self._bounds)
        return self._workers[at]

    def _collect(self) -> dict[int, Reading | Failure]:
        """Wait for the next word, death or deadline of a child."""
        awaited = {w.channel: at for at, w in enumerate(self._workers) if w.awaited}
        patience = min(self._workers[at].deadline for at in awaited.values()) - time.monotonic()
        answers: dict[int, Reading | Failure] = {}
        for channel in wait(list(awaited), timeout=max(0.0, patience)):
            at = awaited[channel]  # type: ignore[index]
            if self._workers[at].ready:
                answers.update(self._answer_of(at))
            else:
                self._greet(at)
        for at in awaited.values():
            worker = self._workers[at]
            if not worker.awaited or worker.deadline > time.monotonic() or worker.channel.poll():
                continue
            self._replace(at)
            if worker.job is None:
                self._not_started(f"not within {START_SECONDS:.0f} s")
                continue
            answers[worker.job] = Failure(reason="timeout", detail="reading it took too long", final=False)
        return answers

    def _greet(self, at: int) -> None:
        worker = self._workers[at]
        try:
            worker.greet()
        except (EOFError, OSError):
            code = worker.code()
            self._replace(at)
            self._not_started(f"it ended with code {code}")
        else:
            self._failed_starts = 0

    def _not_started(self, why: str) -> None:
        self._failed_starts += 1
        if self._failed_starts >= MOST_STARTS:
            self._failed_starts = 0
            raise Transient(f"the children that read mail do not start: {why}")

    def _answer_of(self, at: int) -> dict[int, Reading | Failure]:
        worker = self._workers[at]
        job = worker.job
        if job is None:
            return {}
        try:
            answer = worker.take()
        except (EOFError, OSError):
            answer = _verdict_of_death(worker.code())
            self._replace(at)
        else:
            worker.job = None
        return {job: answer}

    @property
    def pids(self) -> tuple[int, ...]:
        """Process numbers of the children, for memory figures and for tests that kill them."""
        return tuple(worker.process.pid for worker in self._workers)
