"""Lets the service die N times at every named crash point, with a real Dovecot and an SMTP sink, and counts the toll.

Usage: python bench/crash.py [--times 20]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [
    str(Path(__file__).parent.parent / "tests"),
    str(Path(__file__).parent.parent / "tests" / "edges"),
]

from killing import ROAD_POINTS, crash_at_every_point  # noqa: E402
from servers import dovecot  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, dovecot() as own:
        toll = crash_at_every_point(Path(folder), own, times=args.times)
    print(f"{len(ROAD_POINTS)} points, {args.times} times each: {toll}")
    print(f"{'clean' if toll.clean else 'NOT CLEAN'} in {time.monotonic() - began:.0f} s")
    sys.exit(not toll.clean)


if __name__ == "__main__":
    main()
