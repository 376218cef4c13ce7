"""One process that reads mail within limits: bytes come in over a channel, a Reading or a Failure goes out.

The sandbox starts it; what a mail does to it ends with it.
"""

import contextlib
import resource
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from mailer.errors import Unreadable
from mailer.model.reading import Failure, Reading
from mailer.start import nothing_collected

Reader = Callable[[bytes], Reading]
ReaderFactory = Callable[[], Reader]
"""Makes the reader inside a child; must be picklable (a module-level function or functools.partial)."""


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
    if not reading.message.attachments:
        return reading
    light = tuple(replace(a, content=b"") for a in reading.message.attachments)
    return replace(reading, message=replace(reading.message, attachments=light))


def serve(channel_number: int) -> None:
    """Be such a child: on the channel with this number come the factory and the bounds, and then mails until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Connection(channel_number)
    with contextlib.suppress(EOFError, OSError):
        factory, bounds = channel.recv()
        with nothing_collected():
            reader = factory()
        _limit_memory(bounds.memory)
        channel.send(None)  # ready: from now on the clock runs for mails
        while True:
            raw = channel.recv_bytes()
            _limit_cpu(bounds.cpu_seconds)
            channel.send(_read_one(reader, raw))
