"""Feeds mutated mails to the whole pure road (parse, extract, recognise, decide, render), guided by coverage (atheris).

Whatever escapes as an exception, takes over two seconds or writes a header that we do not write is a find: the bytes are
left in the folder of finds, and belong among the fixtures once mended.

Usage: uv pip install -r requirements-prove.lock
       python bench/fuzz.py [--minutes 5] [--jobs 2] [--finds var/fuzz] [SEEDS ...]

SEEDS are files or folders of mails beside our own fixtures.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 20_000
"""Bytes of an input; what is larger is the hostile set's business."""
SLOWEST = 2.0
"""Seconds."""
MOST_MEMORY = 512
"""MB of the fuzzing process itself, instrumentation and all; the children of the service have a bound of their own."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seeds", nargs="*", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--finds", type=Path, default=ROOT / "var" / "fuzz")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        _fuzz(args.finds, args.minutes)
        return
    corpus = args.finds / "corpus"
    _plant([ROOT / "tests" / "mail", *args.seeds], corpus)
    command = [sys.executable, __file__, "--one", "--minutes", str(args.minutes), "--finds", str(args.finds)]
    running = [
        subprocess.Popen(
            command, env={**os.environ, "FUZZ_JOB": str(job)}, stderr=(args.finds / f"{job}.log").open("wb")
        )
        for job in range(args.jobs)
    ]
    codes = [one.wait() for one in running]
    for job in range(args.jobs):
        lines = (args.finds / f"{job}.log").read_text("utf-8", "replace").splitlines()
        print(
            *[line for line in lines if line.startswith(("Done", "stat::", "==", "SUMMARY", "Test unit"))],
            sep="\n",
        )
    finds = sorted(p.name for p in args.finds.glob("find-*"))
    used = resource.getrusage(
        resource.RUSAGE_CHILDREN
    )  # not the clock: a busy machine gives less than a core
    hours = (used.ru_utime + used.ru_stime) / 3600
    print(f"{args.jobs} jobs, {hours:.2f} core-hours, finds: {finds or 'none'}")
    sys.exit(bool(finds or any(codes)))


def _plant(places: list[Path], corpus: Path) -> None:
    """Every mail of the places, once, as a seed."""
    corpus.mkdir(parents=True, exist_ok=True)
    for place in places:
        found = (
            [place]
            if place.is_file()
            else [p for p in place.rglob("*") if p.is_file() and p.suffix != ".toml"]
        )
        for path in found:
            raw = path.read_bytes()
            if b":" in raw[:2_000] and len(raw) <= LONGEST:
                (corpus / f"{abs(hash(raw)):016x}").write_bytes(raw)


def _fuzz(finds: Path, minutes: float) -> None:
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    sys.path.insert(0, str(ROOT / "tests" / "safety"))
    with atheris.instrument_imports(include=["mailer"]):
        from pure_road import PureRoad  # type: ignore[import-not-found,unused-ignore]
    from mailer.render.headers import ALLOWED

    road = PureRoad()
    allowed = {name.lower() for name in ALLOWED}

    def one(raw: bytes) -> None:
        began = time.process_time()
        end = road.take(raw)
        for mail in end.mails:
            head = mail.partition(b"\r\n\r\n")[0].decode("utf-8")  # an address may need SMTPUTF8 (RFC 6532)
            names = {line.partition(":")[0].lower() for line in head.split("\r\n") if line[:1] not in " \t"}
            assert names <= allowed, names - allowed
        assert time.process_time() - began < SLOWEST, "too slow"

    atheris.Setup(
        [
            sys.argv[0],
            str(finds / "corpus"),
            f"-max_total_time={int(minutes * 60)}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={finds}/find-",
            f"-rss_limit_mb={MOST_MEMORY}",
            "-timeout=60",  # of the clock, for what hangs; SLOWEST is of the processor, however busy the machine is
            "-report_slow_units=60",
            "-print_final_stats=1",
            f"-seed={1 + int(os.environ.get('FUZZ_JOB', '0'))}",
        ],
        one,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
