"""Fixtures that several rooms share: a certificate, and the real servers, each started once for all tests."""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import servers
from hypothesis import settings

from mailer.config import Settings
from mailer.sandbox import Sandbox
from mailer.start import nothing_collected
from mailer.wiring.reading import build_sandbox

MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes; all that a run writes at one time is a quarter of it."""


# By itself hypothesis fails an example that takes 200 ms on the clock, which a busy machine does to any of them.
settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")


def pytest_configure() -> None:
    """What tests write lies in memory where there is room for it, so that no test waits for a disk to be durable."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    if roomy and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        os.environ.setdefault("TMPDIR", str(MEMORY))
        tempfile.tempdir = None  # pytest has asked for it by now, and it is remembered


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Twelve thousand tests stay to the end in each process that runs some: looking for garbage among them finds none."""
    with nothing_collected():
        return (yield)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The real reading children: shared by all worlds, since they know nothing of any."""
    pool = build_sandbox(Settings())
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate for localhost and 127.0.0.1, and its key."""
    return servers.make_certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="session")
def dovecot() -> Iterator[servers.Dovecot]:
    """A Dovecot with everything it can do; its mailboxes are shared by all tests."""
    need("Dovecot")
    with servers.dovecot() as running:
        yield running


@pytest.fixture(scope="session")
def dovecots() -> Callable[..., AbstractContextManager[servers.Dovecot]]:
    """Starts a Dovecot of the test's own, with the options of `servers.dovecot`."""
    need("Dovecot")
    return servers.dovecot


@pytest.fixture(scope="session")
def postfix(dovecot: servers.Dovecot) -> Iterator[servers.Postfix]:
    """A Postfix that hands mail of y.test to `dovecot`; whoever signs in there may send."""
    need("Postfix")
    with servers.postfix(lmtp_port=dovecot.lmtp_port, sasl_port=dovecot.sasl_port) as running:
        yield running


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL; each test makes a schema or database of its own in it."""
    need("PostgreSQL")
    with servers.postgres() as url:
        yield url


@pytest.fixture(name="need")
def _need() -> Callable[[str], None]:
    """`need("Postfix")` skips the test, or fails it, where that server is missing."""
    return need


def need(name: str) -> None:
    """Skip the test with one clear line when the server is missing; fail when servers are required."""
    reason = servers.missing(name)
    if reason and os.environ.get("MAILER_TEST_REQUIRE_SERVERS") == "1":
        pytest.fail(f"MAILER_TEST_REQUIRE_SERVERS=1, but {reason}")
    if reason:
        pytest.skip(reason)
