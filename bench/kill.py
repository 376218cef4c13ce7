"""Kills the service N times under load with a real Dovecot and an SMTP sink, and prints what was lost or doubled.

Usage: python bench/kill.py [--kills 50] [--mails 500] [--seed 1]
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

from killing import kill_again_and_again  # noqa: E402
from servers import dovecot  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--mails", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, dovecot() as own:
        toll = kill_again_and_again(Path(folder), own, kills=args.kills, mails=args.mails, seed=args.seed)
    print(toll)
    print(f"{'clean' if toll.clean else 'NOT CLEAN'} in {time.monotonic() - began:.0f} s")
    sys.exit(not toll.clean)


if __name__ == "__main__":
    main()
