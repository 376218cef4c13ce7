"""How the time of reading grows: 100 kB of each hostile text beside 1 kB of it, understood, and taken in as a whole mail.

Usage: python bench/linear.py
"""

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent.parent / "tests" / room) for room in (".", "extract", "parse")]

from hostile import DAEMON, HEAD, HTML  # noqa: E402
from test_extract_limits import HOSTILE, took  # noqa: E402
from test_parse_limits import SHAPES  # noqa: E402

from mailer.parse.message import parse  # noqa: E402

FLOOR = 0.003
"""Seconds; below that the clock measures itself."""


MAILS = {
    **{f"mail of {name}": (HEAD + b"\r\n", shape(100_000).encode()) for name, shape in SHAPES.items()},
    "bounce of addresses": (DAEMON, b"<a@b.example>: 550 no such user\n" * 3_200),
    "bounce of statuses": (DAEMON, b"4.4.7 5.1.1 delayed, given up " * 3_400),
    "html of quotes": (HTML, b"<blockquote>a</blockquote>b " * 3_600),
    "yEnc beginnings": (HEAD + b"\r\n", b"=ybegin name=a\n" * 6_600),
    "armour": (HEAD + b"\r\n", b"-----BEGIN PGP SIGNED MESSAGE-----\n- - a\n" * 2_400),
    "Outlook's offers": (HEAD + b"\r\n", b"x\nOutlook ios <http\n" * 5_000),
}


def main() -> None:
    growths = [
        _growth(name, took((piece * 1_000)[:1_000], 5), took((piece * 100_000)[:100_000], 3))
        for name, piece in HOSTILE.items()
    ]
    growths += [
        _growth(name, _parsing(head + text[:1_000], 20), _parsing(head + text, 3))
        for name, (head, text) in MAILS.items()
    ]
    print(f"worst x {max(growths):.0f}, at most x 100 is wanted")


def _growth(name: str, small: float, large: float) -> float:
    growth = large / max(small, FLOOR)
    print(f"{name:20} 1 kB {small * 1e3:7.2f} ms   100 kB {large * 1e3:8.1f} ms   x {growth:.0f}")
    return growth


def _parsing(raw: bytes, runs: int) -> float:
    """The least processor time of so many readings of a mail."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        parse(raw)
        times.append(time.process_time() - began)
    return min(times)


if __name__ == "__main__":
    main()
