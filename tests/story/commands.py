"""The program's commands, run in process on the database of a story's world."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from world import World

from mailer.cli.program import run
from mailer.config import Settings
from mailer.sandbox import Sandbox
from mailer.wiring import service


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one command printed, and its exit code."""

    exit_code: Any
    output: str
    """stdout and stderr, as a terminal shows them."""


class Borrowed(Sandbox):
    """The children of another pool, which its owner ends."""

    def __init__(self, owner: Sandbox) -> None:
        self.__dict__ = owner.__dict__

    def close(self) -> None:
        """They serve the next command."""


class Commands:
    """`commands("replay", "1")` is what `mailer replay 1` does; the world's time is then at least the real one."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        monkeypatch.setenv("MAILER_CONFIG", str(world.folder / "mailer.toml"))
        monkeypatch.setattr(service, "build_sandbox", self._borrowed)

    def __call__(self, *words: str) -> Said:
        shown = io.StringIO()
        with redirect_stdout(shown), redirect_stderr(shown), pytest.raises(SystemExit) as end:
            run(list(words))
        self.world.clock.now = max(self.world.clock.now, datetime.now(UTC))
        return Said(exit_code=end.value.code or 0, output=shown.getvalue())

    def _borrowed(self, settings: Settings, *, size: int = 0) -> Sandbox:
        """The reading children that the world has already: a command's own would be the same and take a second to start."""
        return Borrowed(self.world.app.sandbox)

    def json(self, *words: str) -> Any:
        """The one JSON value that the command prints."""
        said = self(*words, "--json")
        assert said.exit_code == 0, said.output
        return json.loads(said.output)
