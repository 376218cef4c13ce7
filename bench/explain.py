"""How fast `mailer explain` is: milliseconds a mail, mails a second, and the memory of all its processes at their peak.

Usage: python bench/explain.py FILE_OR_FOLDER…

First every mail alone, by one warm child, from its file to its JSON, on the clock and in processor time of parent and
child (a busy machine lengthens the first); then the command itself over all of them, whose processes' memory is read
twenty times a second (PSS: what they share counts once).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from mailer.config import load
from mailer.flows.explain import as_json, explain
from mailer.mailbox.files import read_path
from mailer.wiring.explaining import build_explainer

WARM = 50
"""Mails that are read before the clock counts."""
FILES_AT_ONCE = 4_000
"""More names than this do not fit into one command line."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    files = sorted(chain.from_iterable(map(_files, parser.parse_args().paths)))
    alone = _one_by_one(files)
    _show("on the clock", [(one.wall, one.file) for one in alone])
    _show("processor", [(one.processor, one.file) for one in alone])
    print(_together(files[:FILES_AT_ONCE], len(alone)))


def _show(what: str, taken: list[tuple[float, Path]]) -> None:
    taken.sort()
    times = [one * 1e3 for one, _ in taken]
    figures = f"mean {statistics.mean(times):.2f}, median {statistics.median(times):.2f}"
    tail = f"p95 {times[int(len(times) * 0.95)]:.2f}, max {times[-1]:.0f} ms ({taken[-1][1].name})"
    print(f"{what:12} {len(times)} mails: {figures}, {tail}")


def _files(path: Path) -> Iterator[Path]:
    """The files at or below `path`; names that begin with a line and lists of expectations are no mails."""
    below = path.rglob("*") if path.is_dir() else [path]
    return (one for one in below if one.is_file() and one.name[0] != "_" and one.suffix != ".jsonl")


class Taken(NamedTuple):
    """Seconds that one mail took."""

    wall: float
    processor: float
    file: Path


def _one_by_one(files: list[Path]) -> list[Taken]:
    explainer = build_explainer(load(None, dict(os.environ)), many=False)
    found = []
    try:
        for _ in explain(chain.from_iterable(map(read_path, files[:WARM])), explainer):
            pass
        for file in files:
            wall, processor = time.perf_counter(), _processor(explainer.sandbox.pids)
            mails = len([json.dumps(as_json(one)) for one in explain(read_path(file), explainer)])
            wall, processor = time.perf_counter() - wall, _processor(explainer.sandbox.pids) - processor
            found += [Taken(wall / mails, processor / mails, file)] * mails
    finally:
        explainer.sandbox.close()
    return found


def _processor(children: Iterable[int]) -> float:
    """Processor seconds of this process and of its children so far; Linux numbers the clock of each process."""
    return time.process_time() + sum(time.clock_gettime(~child << 3 | 2) for child in children)


def _together(files: list[Path], mails: int) -> str:
    command = [sys.executable, "-m", "mailer", "explain", "--json", *map(str, files)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        peak = 0
        while running.poll() is None:
            peak = max(peak, sum(map(_pss, _tree(running.pid))))
            time.sleep(0.05)
    took = time.perf_counter() - began
    return f"the command: {took:.1f} s, {mails / took:.0f} mails/s, {peak / 1024:.0f} MB at most, exit {running.returncode}"


def _tree(root: int) -> list[int]:
    """A process and all below it."""
    children = Path(f"/proc/{root}/task/{root}/children")
    below = children.read_text().split() if children.exists() else []
    return [root, *chain.from_iterable(_tree(int(one)) for one in below)]


def _pss(process: int) -> int:
    """Kilobytes; nothing for a process that has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
