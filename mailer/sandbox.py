"""The pool of resource-limited children that parse and extract: no single mail can crash, stall or fill the service.

It does not judge and does not store; bytes go in, a Reading or a Failure comes out.
"""

import contextlib
import multiprocessing as mp
import os
import resource
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path

from mailer.errors import Transient, Unreadable
from mailer.model.reading import Failure, Reading
from mailer.start import nothing_collected

Reader = Callable[[bytes], Reading]
ReaderFactory = Callable[[], Reader]
"""Makes the reader inside a child; must be picklable (a module-level function or functools.partial)."""

RECYCLE_AFTER = 5_000
"""Mails after which a child is replaced, so that a slow leak in a parser stays small."""
MOST_STARTS = 3
"""Starts that may fail in a row before the reading stage waits."""
START_SECONDS = 120.0
"""How long a child may take to start; that is the machine's time and no mail's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bounds:
    """What one child may use."""

    memory: int = 192 * 1024 * 1024
    """Bytes of address space on top of what the idle child has."""
    cpu_seconds: int = 10
    """CPU time for one mail."""
    wall_seconds: float = 20.0
    """Time for one mail on the clock."""


def _limit_memory(extra: int) -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        limit = pages * resource.getpagesize() + extra
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _limit_cpu(seconds: int) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _read_one(reader: Reader, raw: bytes) -> Reading | Failure:
    try:
        reading = reader(raw)
    except Unreadable as error:
        return Failure(reason=error.reason, detail=str(error), final=True)
    except MemoryError:
        return Failure(reason="memory", detail="the mail needs more memory than allowed", final=False)
    except Exception:  # the net under every parser: the mail is blamed, the service lives
        return Failure(reason="error", detail=traceback.format_exc(limit=-4), final=False)
    light = tuple(replace(a, content=b"") for a in reading.message.attachments)
    return replace(reading, message=replace(reading.message, attachments=light))


def _child(channel: Connection, factory: ReaderFactory, bounds: Bounds) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    with nothing_collected():
        reader = factory()
    _limit_memory(bounds.memory)
    with contextlib.suppress(EOFError, OSError):
        channel.send(None)  # ready: from now on the clock runs for mails
        while True:
            raw = channel.recv_bytes()
            _limit_cpu(bounds.cpu_seconds)
            channel.send(_read_one(reader, raw))


class _Worker:
    """One child process: starting, idle, or reading a mail."""

    def __init__(self, context: mp.context.SpawnContext, factory: ReaderFactory, bounds: Bounds) -> None:
        self.channel, theirs = context.Pipe()
        self.process = context.Process(target=_child, args=(theirs, factory, bounds), daemon=True)
        self.process.start()
        theirs.close()
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
        self.process.join(5)


def _verdict_of_death(code: int | None) -> Failure:
    if code == -signal.SIGXCPU:
        return Failure(reason="timeout", detail="reading it took more CPU time than allowed", final=False)
    return Failure(reason="crash", detail=f"the reading process ended with code {code}", final=False)


class Sandbox:
    """A pool of children; not thread-safe, one per flow that reads."""

    def __init__(self, factory: ReaderFactory, *, size: int = 2, bounds: Bounds | None = None) -> None:
        self._context = mp.get_context("spawn")
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
            self._workers.append(_Worker(self._context, self._factory, self._bounds))

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
        self._workers[at] = _Worker(self._context, self._factory, self._bounds)
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
            worker.process.join(5)
            self._replace(at)
            self._not_started(f"it ended with code {worker.process.exitcode}")
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
            worker.process.join(5)
            answer = _verdict_of_death(worker.process.exitcode)
            self._replace(at)
        else:
            worker.job = None
        return {job: answer}

    @property
    def pids(self) -> tuple[int, ...]:
        """Process numbers of the children, for memory figures and for tests that kill them."""
        return tuple(w.process.pid or os.getpid() for w in self._workers)
