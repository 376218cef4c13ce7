"""The worlds of the stories, for attackers."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailer.config import Settings
from mailer.sandbox import Sandbox
from mailer.wiring.reading import build_sandbox

sys.path.append(str(Path(__file__).parent.parent / "story"))


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """The real reading children."""
    pool = build_sandbox(Settings())
    yield pool
    pool.close()
