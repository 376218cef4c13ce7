"""The program as people, cron and an MTA call it: one process a command, judged by its exit code and what it prints."""

import io
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from nursery import ask
from program import wait_for
from servers import free_port
from settled import settle

from mailer.cli.program import COMMANDS, register, run
from mailer.cli.program import program as tree
from mailer.model.mail_source import RawMail
from mailer.model.message import Address
from mailer.model.outbox import OutboxEntry
from mailer.model.request import Details, Kind
from mailer.store.database import Database

Done = subprocess.CompletedProcess[bytes]
TEMPORARY = 75


def mail(number: int, text: str = "We need it for our nightly reports.") -> bytes:
    return (
        f"From: Ann <ann{number}@orchard.example>\r\nTo: integrations@service.example\r\n"
        f"Subject: Please connect Snowflake\r\nMessage-ID: <{number}@orchard.example>\r\n\r\n{text}\r\n"
    ).encode()


def mailer(folder: Path, *words: str, stdin: bytes = b"", **environment: str) -> Done:
    """`mailer WORDS` in that folder, without any configuration but what is given; a process of its own, forked."""
    return ask(folder, list(words), stdin, _environment(environment))


def started(folder: Path, *words: str, stdin: bytes = b"", **environment: str) -> Done:
    """The same by a new interpreter, for what is decided before the program's first line."""
    return subprocess.run(
        [sys.executable, "-m", "mailer", *words],
        cwd=folder,
        input=stdin,
        env=_environment(environment),
        capture_output=True,
        timeout=120,
    )


def _environment(more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILER_")}
    return {**kept, **more}


def lines(done: Done) -> list[dict[str, Any]]:
    """The JSON lines on stdout, and nothing else may be there."""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def configured(tmp_path: Path) -> Path:
    """A folder with a configuration where the program looks for it."""
    return settle(tmp_path, more="[limits]\nmax_bytes = 20000\n")


def test_every_command_works_on_what_the_demo_keeps(tmp_path: Path) -> None:
    """`make run` prints how to look at its store, and that works while it runs and afterwards; without --demo and
    without a configuration a command ends with exit code 2 and names both ways."""
    ports = {"MAILER_LISTEN__SMTP_PORT": str(free_port()), "MAILER_LISTEN__LMTP_PORT": str(free_port())}
    log = tmp_path / "run.log"
    with log.open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-um", "mailer", "run", "--demo"],
            cwd=tmp_path,
            env=_environment(ports),
            stdout=out,
            stderr=out,
        )
    try:
        wait_for(lambda: True if b"Ctrl-C" in log.read_bytes() else None, "the demo did not start", 90.0)
        told = log.read_text()
        assert "mailer --demo requests" in told and "mailer --demo show INT-1" in told
        assert b"Snowflake" in mailer(tmp_path, "--demo", "requests").stdout
    finally:
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
    shown = started(tmp_path, "show", "INT-1", "--json", "--demo")
    assert json.loads(shown.stdout)["ref"] == "INT-1"
    assert json.loads(mailer(tmp_path, "--demo", "inbox", "--json").stdout)
    moved = mailer(tmp_path, "--demo", "status", "INT-1", "accepted")
    assert moved.returncode == 0, moved.stderr
    lost = mailer(tmp_path, "requests")
    assert lost.returncode == 2 and b"--config" in lost.stderr and b"--demo" in lost.stderr


@pytest.mark.parametrize(
    ("trouble", "environment"),
    [
        ("no configuration", {"MAILER_CONFIG": "missing.toml"}),
        ("a mistake in it", {"MAILER_MAILBOX__KIND": "pigeon"}),
        ("no such log level", {"MAILER_LOGGING__LEVEL": "chatty"}),
        ("no key in the key's file", {"MAILER_SERVICE__SIGNING_KEYS": "a-file"}),
        ("the database's folder is a file", {"MAILER_DATABASE__URL": "sqlite:///a-file/mailer.db"}),
        ("no catalog in its file", {"MAILER_CATALOG__PATH": "a-file"}),
        ("no disk space", {"MAILER_DATABASE__URL": "sqlite:////dev/full"}),
    ],
)
def test_our_own_trouble_never_bounces_a_piped_mail(
    configured: Path, trouble: str, environment: dict[str, str]
) -> None:
    """`mailer ingest -` ends with 75 (EX_TEMPFAIL, sysexits.h) for everything that is wrong with us, so that the MTA
    keeps the mail; 1 or 2 would bounce it."""
    (configured / "a-file").write_text("this is no key and no database, and it is long enough to be read")
    (configured / "a-file").chmod(0o600)
    done = mailer(configured, "ingest", "-", stdin=mail(1), **environment)
    assert done.returncode == TEMPORARY, (trouble, done.stderr)
    assert done.stderr.startswith(b"mailer: ") and b"Traceback" not in done.stderr


def test_only_a_wrong_command_line_of_a_pipe_is_an_error_for_good(configured: Path) -> None:
    """A mail that is piped in well ends with 0, whatever becomes of it; a wrong option with 2; a repeated delivery
    after a temporary failure files nothing twice."""
    assert mailer(configured, "ingest", "--bogus", "-", stdin=mail(1)).returncode == 2
    assert mailer(configured, "ingest").returncode == 2
    for stdin, outcome in ((mail(1), "request"), (mail(2, "x" * 30_000), "quarantined")):
        done = mailer(configured, "ingest", "-", "--json", stdin=stdin)
        assert done.returncode == 0 and lines(done)[0]["outcome"] == outcome, done.stderr
    again = mailer(configured, "ingest", "-", stdin=mail(1))
    assert again.returncode == 0 and again.stdout == b"1 mail was filed before\n"


def test_ingest_beside_the_running_service_tells_the_true_outcome(configured: Path) -> None:
    """Whoever takes a mail in, the command or the service beside it: each is reported once, with its number and what
    became of it."""
    (configured / "mails").mkdir()
    for number in range(40):
        (configured / "mails" / f"{number:02}.eml").write_bytes(mail(number))
    with (configured / "service.log").open("wb") as log:
        service = subprocess.Popen(
            [sys.executable, "-m", "mailer", "intake"],
            cwd=configured,
            env=_environment({"MAILER_LOGGING__FORMAT": "json", "MAILER_LOGGING__LEVEL": "INFO"}),
            stderr=log,
        )
    try:
        wait_for(lambda: _has_said(configured / "service.log", b"started"), "no start", 60.0)
        told = lines(mailer(configured, "ingest", "--json", "mails"))
    finally:
        service.terminate()
        service.wait(30)
    assert sorted(line["id"] for line in told) == list(range(1, 41))
    assert {line["outcome"] for line in told} == {"request", "vote"}


def _has_said(log: Path, word: bytes) -> bool | None:
    return True if word in log.read_bytes() else None


def test_a_mail_in_another_hand_is_named_as_such(configured: Path) -> None:
    """Where the other process does not finish in time, the command says who has the mail and where to look."""
    (configured / "a.eml").write_bytes(mail(1))
    assert mailer(configured, "db", "upgrade").returncode == 0
    with sqlite3.connect(
        configured / "mailer.db"
    ) as database:  # a worker that takes whatever comes, and sleeps
        database.execute(
            "create trigger taken after insert on inbox begin update inbox set state = 'working', "
            "lease_until = '9999-01-01 00:00:00.000000' where id = new.id; end"
        )
    told = lines(mailer(configured, "ingest", "--json", "a.eml"))
    assert [(line["id"], line["state"], line["outcome"]) for line in told] == [(1, "working", None)]
    assert "taken by the running service" in told[0]["because"] and "inbox show 1" in told[0]["because"]


def test_explain_judges_limits_as_intake_does(configured: Path) -> None:
    """A mail beyond `limits.max_bytes` is quarantined by both, with the same words."""
    (configured / "big.eml").write_bytes(mail(1, "x" * 30_000))
    explained = lines(mailer(configured, "explain", "--json", "big.eml"))
    filed = lines(mailer(configured, "ingest", "--json", "big.eml"))
    assert explained[0]["outcome"] == filed[0]["outcome"] == "quarantined"
    assert explained[0]["because"] == filed[0]["because"]


def test_explain_reads_on_after_what_cannot_be_read(tmp_path: Path) -> None:
    """Files, folders, mbox, Maildir and standard input in one call; each path that cannot be read is named on stderr
    and makes exit code 1, after all others were explained."""
    (tmp_path / "a.eml").write_bytes(mail(1))
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    (folder / "b.eml").symlink_to("/proc/self/mem")
    (folder / "inner" / "c.eml").write_bytes(mail(3))
    for part in ("new", "cur", "tmp"):
        (tmp_path / "Maildir" / part).mkdir(parents=True)
    (tmp_path / "Maildir" / "new" / "1.host").write_bytes(mail(4))
    separator = b"From ann@orchard.example Mon Nov 23 10:00:00 2026\n"
    (tmp_path / "two.mbox").write_bytes(b"".join(separator + mail(n) + b"\n" for n in (5, 6)))
    with socket.socket(socket.AF_UNIX) as peer:
        peer.bind(str(tmp_path / "socket"))
        given = ["missing.eml", "folder", "socket", "/dev/null", "Maildir", "two.mbox", "-", "a.eml"]
        done = mailer(tmp_path, "explain", "--json", *given, stdin=mail(7))
    assert [line["message_id"][1] for line in lines(done)] == ["3", "4", "5", "6", "7", "1"]
    assert [line["file"] for line in lines(done)][-2:] == ["-", "a.eml"]
    named = ["missing.eml", "folder/b.eml", "socket", "/dev/null"]
    assert done.returncode == 1
    assert [line.split(": ")[1] for line in done.stderr.decode().splitlines()] == named


def test_explain_takes_any_file(tmp_path: Path) -> None:
    """Nothing, noise, half a mail, lone surrogates, a name that is no text, a pipe: one line of JSON each."""
    odd = {
        b"empty.eml": b"",
        b"noise.eml": bytes(range(256)) * 64,
        b"zeros.eml": bytes(5_000),
        b"half.eml": mail(1)[:60],
        b"headers.eml": b"From: " * 3_000,
        b"nested.eml": b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n' * 300,
        b"surrogates.eml": mail(1).replace(b"Please", b"\xed\xa0\x80 \xff"),
        b"dates.eml": mail(1).replace(b"To:", b"Date: Thu, 99 Foo -1 99:99:99 +9999\r\nTo:"),
        b"n\xffme.eml": mail(1),
        b"from.mbox": b"From " + b"x" * 100_000,
    }
    for name, content in odd.items():
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(content)
    done = started(tmp_path, "explain", "--json", *sorted(os.fsdecode(name) for name in odd), LC_ALL="C")
    assert done.returncode == 0, done.stderr
    assert len(lines(done)) == len(odd)
    os.mkfifo(tmp_path / "pipe")
    with ThreadPoolExecutor(1) as pool:
        pool.submit((tmp_path / "pipe").write_bytes, mail(2))
        assert lines(mailer(tmp_path, "explain", "--json", "pipe"))[0]["outcome"] == "request"


def test_mistakes_in_an_operators_catalog_are_named(configured: Path) -> None:
    """A command ends with a line for each of them, and no traceback; which file it is stands above."""
    (configured / "own.toml").write_text('[products.Tea]\nassam = { name = "Assam" }\n', encoding="utf-8")
    refused = mailer(configured, "requests", MAILER_CATALOG__PATH="own.toml")
    first, *mistakes = refused.stderr.decode().splitlines()
    assert refused.returncode == 1 and "catalog.path: own.toml" in first
    assert len(mistakes) == 1 and "products.Tea: expected a category out of" in mistakes[0]


def test_lists_are_as_long_as_they_are(configured: Path) -> None:
    """1,200 mails, notices and requests are listed to the last one, newest first, as one JSON list and as a table."""
    database = Database(f"sqlite:///{configured}/mailer.db")
    database.upgrade()
    now = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    with database.transaction() as tx:
        tx.inbox.receive(
            [RawMail(raw=mail(n), source="folder", account="a", uid=n, received_at=now) for n in range(1_200)]
        )
        ann = tx.people.ensure(Address(address="ann@orchard.example"), "en", now)
        for number in range(1_200):
            tx.tracker.open_request(
                Details(kind=Kind.NEW_INTEGRATION), person_id=ann.id, language="en", confirmed=True, asked=(),
                now=now, inbox_id=None, because="a test", name_key="", subject="",
            )  # fmt: skip
            tx.outbox.add(
                OutboxEntry(
                    kind="news", recipient=ann.address, notice="", message_id=f"<{number}@service.example>",
                    not_before=now, created_at=now,
                )
            )  # fmt: skip
    database.close()
    for name, key in (("inbox", "id"), ("outbox", "id"), ("requests", "ref")):
        told = json.loads(mailer(configured, name, "--json").stdout)
        assert [str(line[key]).removeprefix("INT-") for line in told] == [str(n) for n in range(1_200, 0, -1)]
    assert len(mailer(configured, "inbox").stdout.splitlines()) == 1 + 1_200
    assert mailer(configured, "inbox", "--state", "held", "--json").stdout == b"[]\n"


def test_templates_as_json(tmp_path: Path) -> None:
    """`templates list` and `check` print one JSON value, without any configuration."""
    assert "acknowledgement" in json.loads(mailer(tmp_path, "templates", "list", "--json").stdout)
    checked = json.loads(mailer(tmp_path, "templates", "check", "--json").stdout)
    assert checked["kinds"] > 10 and checked["mistakes"] == []


def test_templates_as_files_to_look_at(tmp_path: Path) -> None:
    """`templates preview` writes what was chosen as text and HTML, and a page that leads to it; an unknown language is
    refused with those that there are."""
    assert mailer(tmp_path, "templates", "preview", "help", "--to", "all").returncode == 0
    names = {path.name for path in (tmp_path / "all").iterdir()}
    assert {"index.html", "help.html", "help.txt", "help.de.html", "help.ja.txt"} <= names
    german = mailer(tmp_path, "templates", "preview", "form", "--to", "de", "--language", "de")
    assert german.stdout == f"1 as text and HTML; {Path('de', 'index.html')} leads to them\n".encode()
    assert "form.html" not in {path.name for path in (tmp_path / "de").iterdir()}
    refused = mailer(tmp_path, "templates", "preview", "form", "--language", "xx")
    assert refused.returncode == 2 and b"there are en, de" in refused.stderr


def _commands(command: Any, *path: str) -> Iterator[tuple[str, ...]]:
    """Everything that can be called; what only holds others together is left out."""
    inner = getattr(command, "commands", {})
    if not inner or command.invoke_without_command:
        yield path
    for name, one in inner.items():
        yield from _commands(one, *path, name)


def test_every_command_has_help_with_an_example() -> None:
    """`mailer … --help` ends with 0 and shows an example of that very command, without any configuration."""
    register("")
    for path in _commands(typer.main.get_command(tree)):
        shown = io.StringIO()
        with redirect_stdout(shown), pytest.raises(SystemExit) as end:
            run([*path, "--help"])
        assert not end.value.code, path
        assert "Example: " + " ".join(("mailer", *path)) in " ".join(shown.getvalue().split()), path


def test_every_command_lies_where_the_program_looks_for_it() -> None:
    """The table of modules, by which a call imports only what it needs, names every command, at its module."""
    register("")
    commands: dict[str, Any] = getattr(typer.main.get_command(tree), "commands", {})
    lies = {name: _module(command) for name, command in commands.items()}
    assert lies == {name: f"mailer.cli.{module}" for module, names in COMMANDS.items() for name in names}


def _module(command: Any) -> str:
    one = command if command.callback else next(iter(command.commands.values()))
    return str(one.callback.__module__)


def test_explaining_imports_neither_service_nor_database() -> None:
    """`mailer explain` stays small: what stores, renders, polls, sends and logs is imported by no mail that it reads."""
    asked = "import sys; from mailer.cli.program import register; register('explain'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    heavy = {
        "aiosmtpd",
        "apscheduler",
        "imapclient",
        "jinja2",
        "lxml",
        "mailparser",
        "sqlalchemy",
        "structlog",
    }
    assert heavy & set(done.stdout.split()) == set()
