"""Starts the program in a moment: a server that has read everything once (cradle.py) forks one that runs it.

What is started is a process in a session of its own, with children of its own, as one from a shell; only the seconds of
imports are saved, so that a thousand kills are a matter of minutes.
"""

import importlib
import multiprocessing as mp
import os
import sys
from collections.abc import Mapping
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path

_CONTEXT = mp.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["killing", "cradle"])


def bear(arguments: list[str], log: Path, environment: Mapping[str, str]) -> ForkServerProcess:
    """Run `mailer` with these arguments in a new process; what it says is appended to `log`."""
    before = os.environ.get("PYTHONPATH")
    here = Path(__file__).parent
    os.environ["PYTHONPATH"] = f"{here}:{here.parent}"  # Python 3.11 hands its server no sys.path
    try:
        forkserver.ensure_running()
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before
    process = _CONTEXT.Process(target=_run, args=(arguments, log, dict(environment)))
    process.start()
    return process


def _run(arguments: list[str], log: Path, environment: Mapping[str, str]) -> None:
    os.setsid()
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    for stream in (1, 2):
        os.dup2(said, stream)
    os.environ.update(environment)
    importlib.reload(importlib.import_module("mailer.crash"))  # it reads the environment once
    program = importlib.import_module("mailer.__main__")
    sys.modules["__main__"] = program  # what the reading children start from
    sys.argv = ["mailer", *arguments]
    program.main()
