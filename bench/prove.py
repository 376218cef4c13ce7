"""The long proof: everything that is too long for `make test`, one step after the other, with a report at the end.

What is done stays done: a second run goes on with the first step that has not succeeded. `--again NAME` does one anew.

Usage: python bench/prove.py [--corpora DIR] [--short] [--again NAME] [--list]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / "var" / "prove"
PYTHON = sys.executable


@dataclass(frozen=True, kw_only=True)
class Step:
    """One command; it succeeds when it exits 0."""

    name: str
    claim: str
    command: tuple[str, ...]
    short: tuple[str, ...] = ()
    """The same, in a minute or two; empty: as `command`."""
    environment: dict[str, str] = field(default_factory=dict)


def bench(name: str, *words: str) -> tuple[str, ...]:
    return (PYTHON, str(ROOT / "bench" / f"{name}.py"), *words)


def tests(*words: str) -> tuple[str, ...]:
    return (PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words)


def steps(corpora: Path | None) -> Iterator[Step]:
    """All steps, the short ones first."""
    trouble = "tests/edges/test_edges_imap_trouble.py"
    yield Step(
        name="safety",
        claim="injection and spoof sets, the pure road (G10, G11)",
        command=tests("tests/safety"),
    )
    yield Step(
        name="smtp-faults",
        claim="7 stages x 5 faults, and Postfix's own sink (G5)",
        command=tests("tests/transport", "-k", "fault or sink"),
    )
    yield Step(
        name="imap-cuts",
        claim="500 cuts at a random byte (G4)",
        command=tests(trouble, "-k", "cut_at_any_byte", "-s"),
        environment={"PROVE_CUTS": "500"},
        short=tests(trouble, "-k", "cut_at_any_byte"),
    )
    yield Step(
        name="backlog",
        claim="100,000 mails in the mailbox, oldest first, in bounded memory (R-29)",
        command=tests("tests/edges/test_edges_imap.py", "-k", "backlog_comes", "-s"),
        environment={"PROVE_BACKLOG": "100000"},
    )
    yield Step(
        name="fsync-first",
        claim="200 mails, each on disk before the mailbox changes (G16)",
        command=tests("tests/edges/test_edges_strace.py"),
        environment={"PROVE_STRACED": "200"},
    )
    yield Step(
        name="mutations", claim="each safety measure taken out is noticed (G25)", command=bench("mutation")
    )
    yield Step(
        name="forged",
        claim="10,000 forged senders (G13)",
        command=bench("forged"),
        short=bench("forged", "--mails", "500", "--hours", "1"),
    )
    if corpora:
        yield Step(
            name="corpus",
            claim="whole messages, one outcome each (G6)",
            command=bench("corpus", str(corpora)),
        )
    if shutil.which("systemd-analyze"):
        unit = str(ROOT / "systemd" / "mailer.service")
        yield Step(
            name="systemd",
            claim="exposure of the unit at most 2.5 (R-100)",
            command=("systemd-analyze", "security", "--offline=true", "--threshold=25", unit),
        )
    yield Step(
        name="crash-points",
        claim="every named crash point, 20 times (G2)",
        command=bench("crash", "--times", "20"),
        short=bench("crash", "--times", "1"),
    )
    yield Step(
        name="kills",
        claim="1,000 SIGKILLs at random moments (G1, G3)",
        command=bench("kill", "--kills", "1000", "--mails", "5000"),
        short=bench("kill", "--kills", "10", "--mails", "100"),
    )
    seeds = [str(corpora / "mail")] if corpora else []
    yield Step(
        name="fuzz",
        claim="2 core-hours, nothing uncaught, nothing over 2 s (G8)",
        command=bench("fuzz", "--minutes", "60", "--jobs", "2", *seeds),
        short=bench("fuzz", "--minutes", "1", "--jobs", "2", *seeds),
    )
    yield Step(
        name="soak",
        claim="an hour, 20,000 mails, no growth (G22)",
        command=bench("soak"),
        short=bench("soak", "--minutes", "1", "--mails", "400"),
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--corpora", type=Path, help="folder with the mail and request corpora, where there is one"
    )
    parser.add_argument("--short", action="store_true", help="every step in its short form")
    parser.add_argument("--again", action="append", default=[], metavar="NAME", help="do this step anew")
    parser.add_argument("--list", action="store_true", help="only say what there is")
    args = parser.parse_args()
    all_steps = list(steps(args.corpora))
    if args.list:
        for step in all_steps:
            print(f"{step.name:14} {step.claim}")
        return
    STATE.mkdir(parents=True, exist_ok=True)
    report = STATE / ("short.json" if args.short else "report.json")
    done: dict[str, dict[str, object]] = json.loads(report.read_text()) if report.exists() else {}
    for step in all_steps:
        if done.get(step.name, {}).get("ok") and step.name not in args.again:
            continue
        print(f"== {step.name}: {step.claim}", flush=True)
        done[step.name] = _run(step, step.short or step.command if args.short else step.command)
        report.write_text(json.dumps(done, indent=1))
    print("\nReport")
    for step in all_steps:
        one = done[step.name]
        print(f"{'fine  ' if one['ok'] else 'FAILED'} {step.name:14} {one['seconds']:>6} s  {one['last']}")
    sys.exit(not all(done[step.name]["ok"] for step in all_steps))


def _run(step: Step, command: tuple[str, ...]) -> dict[str, object]:
    began, log = time.monotonic(), STATE / f"{step.name}.log"
    with log.open("wb") as out:
        code = subprocess.run(
            command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **step.environment}
        ).returncode
    lines = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    print("\n".join(lines[-3:]), flush=True)
    return {
        "ok": code == 0,
        "seconds": round(time.monotonic() - began),
        "last": lines[-1][:160] if lines else "",
    }


if __name__ == "__main__":
    main()
