"""Starts the program in a moment: a server that has read everything once (cradle.py) forks one that runs it.

What is started is a process in a session of its own, with children of its own, as one from a shell; only the seconds of
imports are saved, so that a thousand kills are a matter of minutes.
"""

import importlib
import io
import multiprocessing as mp
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from tempfile import TemporaryDirectory

_CONTEXT = mp.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["killing", "cradle"])


def bear(arguments: list[str], log: Path, environment: Mapping[str, str]) -> ForkServerProcess:
    """Run `mailer` with these arguments in a new process; what it says is appended to `log`."""
    return _born(_run, arguments, log, dict(environment))


def _born(target: Callable[..., None], *handed: object) -> ForkServerProcess:
    before = os.environ.get("PYTHONPATH")
    here = Path(__file__).parent
    os.environ["PYTHONPATH"] = f"{here}:{here.parent}"  # Python 3.11 hands its server no sys.path
    try:
        forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
    process = _CONTEXT.Process(target=target, args=handed)
    process.start()
    return process


def ask(
    folder: Path, arguments: list[str], stdin: bytes, environment: Mapping[str, str], patience: float = 120
) -> subprocess.CompletedProcess[bytes]:
    """`mailer` with these arguments in `folder` as a process of its own, run to its end; the environment is all it has."""
    with TemporaryDirectory() as kept:
        given, said, told = (Path(kept, name) for name in ("in", "out", "err"))
        given.write_bytes(stdin)
        process = _born(_answer, arguments, folder, (given, said, told), dict(environment))
        process.join(patience)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(arguments, patience)
        return subprocess.CompletedProcess(arguments, process.exitcode, said.read_bytes(), told.read_bytes())


def _run(arguments: list[str], log: Path, environment: Mapping[str, str]) -> None:
    os.setsid()
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    os.environ.update(environment)
    _program(arguments)


def _answer(
    arguments: list[str], folder: Path, streams: tuple[Path, Path, Path], environment: Mapping[str, str]
) -> None:
    for number, (path, mode) in enumerate(
        zip(streams, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)
    ):
        os.dup2(os.open(path, mode, 0o600), number)
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0)))
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    _program(arguments)


def _program(arguments: list[str]) -> None:
    importlib.reload(importlib.import_module("mailer.crash"))  # it reads the environment once
    program = importlib.import_module("mailer.__main__")
    sys.argv = ["mailer", *arguments]
    program.main()
