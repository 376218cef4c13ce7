"""The world that the stories share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.story.world import World, open_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A fresh service that believes the senders of its listener."""
    opened = open_world(tmp_path)
    yield opened
    opened.app.close()


@pytest.fixture
def doubting_world(tmp_path: Path) -> Iterator[World]:
    """A fresh service that believes only Authentication-Results of its own border host."""
    opened = open_world(tmp_path, 'trusted_authserv_ids = ["mx.service.example"]')
    yield opened
    opened.app.close()
