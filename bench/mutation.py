"""Takes the safety measures out one by one and shows that a test fails for each (RELIABILITY G25).

Usage: python bench/mutation.py [NAME ...]
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAFETY = ROOT / "tests" / "safety"
sys.path.insert(0, str(SAFETY))

from mutations import MUTATIONS, Mutation  # noqa: E402

FAILED = 1
"""Pytest's exit code when tests ran and one of them failed; any other is no catch."""


def main() -> None:
    wanted = set(sys.argv[1:])
    chosen = [one for one in MUTATIONS if not wanted or one.name in wanted]
    caught = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for one, (code, seconds, last) in zip(chosen, pool.map(_run, chosen), strict=True):
            caught += code == FAILED
            verdict = "caught" if code == FAILED else f"NOT CAUGHT (pytest {code})"
            print(f"{one.name:24} {one.row:6} {verdict:24} {seconds:5.0f} s  {last}", flush=True)
    print(f"{caught} of {len(chosen)} measures are missed when they are out")
    sys.exit(caught < len(chosen))


def _run(mutation: Mutation) -> tuple[int, float, str]:
    began = time.monotonic()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-x",
            "-q",
            "-p",
            "mutations",
            "-p",
            "no:cacheprovider",
            *mutation.tests,
        ],
        cwd=ROOT,
        env={**os.environ, "MUTATION": mutation.name, "PYTHONPATH": str(SAFETY)},
        capture_output=True,
        text=True,
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    last = failed[0][:90] if failed else done.stdout[-80:].strip()
    return done.returncode, time.monotonic() - began, last


if __name__ == "__main__":
    main()
