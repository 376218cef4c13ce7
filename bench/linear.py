"""How the time of reading grows: 100 kB of each hostile text beside 1 kB of it.

Usage: python bench/linear.py
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests" / "extract")]

from test_extract_limits import HOSTILE, took  # noqa: E402

FLOOR = 0.003
"""Seconds; below that the clock measures itself."""


def main() -> None:
    worst = 0.0
    for name, piece in HOSTILE.items():
        small, large = took((piece * 1_000)[:1_000], 5), took((piece * 100_000)[:100_000], 3)
        growth = large / max(small, FLOOR)
        worst = max(worst, growth)
        print(f"{name:10} 1 kB {small * 1e3:7.2f} ms   100 kB {large * 1e3:8.1f} ms   x {growth:.0f}")
    print(f"worst x {worst:.0f}, at most x 100 is wanted")


if __name__ == "__main__":
    main()
