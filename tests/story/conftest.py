"""The worlds that the stories play in; the reading children are shared, since they know nothing of any world."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World, open_world

from mailer.config import Settings
from mailer.sandbox import Sandbox
from mailer.wiring.reading import build_sandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The real reading children."""
    pool = build_sandbox(Settings())
    yield pool
    pool.close()


@pytest.fixture
def world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A fresh service that believes the senders of its listener."""
    opened = open_world(tmp_path, sandbox)
    yield opened
    opened.close()


@pytest.fixture
def doubting_world(tmp_path: Path, sandbox: Sandbox) -> Iterator[World]:
    """A fresh service that believes only Authentication-Results of its own border host."""
    opened = open_world(tmp_path, sandbox, 'trusted_authserv_ids = ["mx.service.example"]')
    yield opened
    opened.close()
