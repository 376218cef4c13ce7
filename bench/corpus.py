"""All mails of a corpus through `mailer ingest` into one database: each in one outcome, counted by what it really is.

Usage: python bench/corpus.py CORPORA

CORPORA holds mail/ (with expect_bounce.jsonl, expect_auto.jsonl) and requests/eml with requests/eml_gold.jsonl. Nothing is
sent: outgoing mail goes into a temporary folder.
"""

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ACKNOWLEDGED = ("request", "vote", "details", "champion", "command")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        mails = _whole_messages(args.corpora / "mail")
        print(f"{len(mails)} whole messages")
        fates, answered = _ingest(Path(name) / "a", sorted(mails))
        _print("mail corpus", fates, {p: mails[p] for p in mails}, answered)
        gold = {
            (args.corpora / "requests" / row["eml"]).resolve(): row["kind"]
            for row in _rows(args.corpora / "requests" / "eml_gold.jsonl")
        }
        fates, answered = _ingest(Path(name) / "b", sorted(gold))
        _print("mails of requests", fates, gold, answered)


def _whole_messages(folder: Path) -> dict[Path, str]:
    """Every file that is a whole mail, with its label class."""
    labels: dict[Path, str] = {}
    for row in _rows(folder / "expect_bounce.jsonl"):
        kind = {True: "bounce", False: "not a bounce", None: "unlabelled"}[row["is_bounce"]]
        labels[(folder / row["source"] / row["file"]).resolve()] = kind
    for row in _rows(folder / "expect_auto.jsonl"):
        labels[(folder / row["source"] / row["file"]).resolve()] = row["auto_class"]
    found = {}
    for path in sorted(p.resolve() for p in folder.rglob("*") if p.is_file() and "_LICENSE" not in p.parts):
        if path in labels or _is_mail(path):
            found[path] = labels.get(path, "unlabelled")
    return found


def _is_mail(path: Path) -> bool:
    if path.suffix in (".jsonl", ".template") or path.name == "README":
        return False
    head = path.read_bytes()[:4000].replace(b"\r\n", b"\n").partition(b"\n\n")[0].lower()
    names = {line.partition(b":")[0].strip() for line in head.split(b"\n") if b":" in line}
    return len(names & {b"from", b"subject", b"date", b"to", b"received", b"message-id"}) >= 2


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def _ingest(folder: Path, paths: list[Path]) -> tuple[dict[Path, str], set[int]]:
    """Outcome of each file, and the inbox numbers of the mails that were answered."""
    folder.mkdir()
    environment = {
        **os.environ,
        "MAILER_DATABASE__URL": f"sqlite:///{folder}/mailer.db",
        "MAILER_SERVICE__SIGNING_KEYS": f"{folder}/key",
        "MAILER_SMTP__KIND": "folder",
        "MAILER_SMTP__FOLDER": f"{folder}/outbox",
        "MAILER_AUTHENTICATION__TRUST": '["ingest"]',
    }
    began = time.monotonic()
    command = [sys.executable, "-m", "mailer", "ingest", *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    print(
        f"mailer ingest: exit {done.returncode}, {time.monotonic() - began:.1f} s {done.stderr.strip()[-300:]}"
    )
    with sqlite3.connect(folder / "mailer.db") as database:
        rows = database.execute("select id, account, outcome, because from inbox").fetchall()
        answered = {n for (n,) in database.execute("select inbox_id from outbox where inbox_id is not null")}
    for number, account, outcome, because in rows:
        if outcome == "quarantined":
            print(f"  quarantined: {Path(account).name} ({number}): {because[:120]}")
    _ANSWERED.update({(folder, number): account for number, account, _, _ in rows if number in answered})
    numbers = {_file(account, paths): (number, outcome) for number, account, outcome, _ in rows}
    fates = {path: outcome or "none" for path, (_, outcome) in numbers.items()}
    return fates, answered


def _file(account: str, paths: list[Path]) -> Path:
    """The file behind an account; a Maildir's file loses its flags there."""
    path = Path(account)
    if path.exists():
        return path.resolve()
    return next((p for p in paths if p.name.startswith(path.name) and p.parent.name in ("cur", "new")), path)


_ANSWERED: dict[tuple[Path, int], str] = {}


def _print(title: str, fates: dict[Path, str], labels: dict[Path, str], answered: set[int]) -> None:
    told = {Path(account).resolve() for (_, _), account in _ANSWERED.items()}
    table: dict[str, Counter[str]] = {}
    for path, label in labels.items():
        outcome = fates.get(path, "MISSING")
        group = "acknowledged" if outcome in ACKNOWLEDGED else "held" if outcome == "held" else outcome
        table.setdefault(label, Counter())[group] += 1
        if path in told:
            table[label]["(got a mail)"] += 1
    print(f"{title}: {len(fates)} with an outcome of {len(labels)}; {len(answered)} mails caused an answer")
    for label, counts in sorted(table.items()):
        print(f"  {label:18} " + ", ".join(f"{name} {count}" for name, count in counts.most_common()))


if __name__ == "__main__":
    main()
