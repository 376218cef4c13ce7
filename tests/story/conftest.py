"""The worlds that the stories play in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World, open_world

from mailer.sandbox import Sandbox


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
