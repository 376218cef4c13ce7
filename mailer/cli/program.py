"""The program itself: the tree of commands, the configuration they share, and the exit codes.

Exit codes (CONTRACT): 0 done, 1 it could not be done, 2 wrong usage or configuration, 75 temporary failure.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parseaddr
from importlib import import_module
from io import TextIOWrapper
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from mailer.config import ConfigError, Settings, load
from mailer.errors import MailerError, Misused, Permanent, Transient
from mailer.model.message import Address
from mailer.model.status import Status
from mailer.transport.address import checked

EXIT_FAILED, EXIT_USAGE, EXIT_TEMPORARY = 1, 2, 75

COMMANDS = {
    "road": ("run", "poll", "intake", "deliver", "ingest"),
    "explain": ("explain",),
    "tracker": ("requests", "show", "status", "note", "ask", "assign", "field", "vote", "champion"),
    "changes": ("merge", "split", "release", "import"),
    "evaluation": ("score", "rank", "credit", "report"),
    "mails": ("replay", "retry", "pause", "resume", "inbox", "outbox", "suppressions"),
    "person": ("person",),
    "care": ("doctor", "upkeep", "templates", "db"),
}
"""Module of this package -> the commands in it. Only the module of the command that is called is imported: all of them
take a second and sixty megabytes.
"""

WITHOUT_LOG = frozenset({"explain"})
"""Commands in which nothing is logged: what logs takes eleven megabytes, and `explain` counts them beside its children's."""

MEASURED_ROWS = 500
"""Rows that the widths of a table's columns are taken from."""

if TYPE_CHECKING:
    from mailer.flows.app import App

program = typer.Typer(
    name="mailer",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(kw_only=True)
class Invocation:
    """What was said before the command's name."""

    config: Path | None = None
    demo: bool = False


_invocation = Invocation()


@program.callback()
def _root(
    config: Annotated[
        Path | None,
        typer.Option(help="The configuration; else MAILER_CONFIG, else config/mailer.toml.", metavar="PATH"),
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="The embedded defaults of `make run`, everything under var/.")
    ] = False,
) -> None:
    """Integration requests by mail: read, understood, filed, answered, and followed to the end.

    Example: mailer --demo requests (what `make run` keeps), or mailer --config /etc/mailer/mailer.toml requests

    Both options may also stand behind the command.
    """
    _invocation.config, _invocation.demo = config, demo


def settings(*, required: bool = True) -> Settings:
    """The configuration that applies; ConfigError names every mistake. Without any file: `--demo` or an error,
    or the defaults where `required` is False."""
    demo = _invocation.demo
    named = _invocation.config or _from_environment()
    path = named or Path("config/mailer.toml")
    if not demo and named is None and not path.exists():
        if required and not any(key.startswith("MAILER_DATABASE") for key in os.environ):
            raise ConfigError(
                [
                    f"no configuration: {path} does not exist; name yours with --config PATH (or MAILER_CONFIG), "
                    "or say --demo for what `make run` keeps under var/"
                ]
            )
        return load(None, os.environ)
    return load(path if named or (path.exists() and not demo) else None, os.environ, demo=demo)


def is_demo() -> bool:
    """Whether the command works on what `make run` keeps."""
    return _invocation.demo


def _from_environment() -> Path | None:
    named = os.environ.get("MAILER_CONFIG")
    return Path(named) if named else None


@contextmanager
def opened() -> Iterator["App"]:
    """The service's parts for one command, closed at its end; the database is brought up to date."""
    from mailer.wiring.service import build  # most of what the program imports

    app = build(settings())
    try:
        yield app
    finally:
        app.close()


def show_json(value: Any) -> None:
    """Print one JSON value."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show_list(values: Iterable[Any]) -> None:
    """Print one JSON list, each value as it comes: it may be longer than what fits into memory."""
    separator = "["
    for value in values:
        typer.echo(f"{separator}\n{json.dumps(value, ensure_ascii=False, indent=2)}", nl=False)
        separator = ","
    typer.echo("[]" if separator == "[" else "\n]")


def show_line(value: Any) -> None:
    """Print one line of JSON, for streams."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def show_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print plain columns, as wide as the longest of the first cells (at most 60 characters), each row as it comes."""
    lines = ([_short(cell) for cell in row] for row in rows)
    first = [list(head), *islice(lines, MEASURED_ROWS)]
    widths = [max(len(row[at]) for row in first) for at in range(len(head))]
    for row in chain(first, lines):
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= 60 else line[:59] + "…"


def number_of(ref: str, prefix: str) -> int:
    """The request number in `INT-42`, `int-42` or `42`; Misused for anything else."""
    match = re.fullmatch(rf"(?:{re.escape(prefix)}-)?(\d{{1,9}})", ref.strip(), re.IGNORECASE)
    if not match:
        raise Misused(f"{ref!r} is no reference; write {prefix}-42 or 42")
    return int(match.group(1))


def status_of(word: str) -> Status:
    """The status that `word` names, such as `in_development` or `In Development`; Misused for anything else."""
    try:
        return Status(word.strip().lower().replace(" ", "_").replace("-", "_"))
    except ValueError:
        known = ", ".join(status.value for status in Status)
        raise Misused(f"{word!r} is no status; there are {known}") from None


def address_of(text: str) -> Address:
    """The person in `bo@example.org` or `Bo Lind <bo@example.org>`; Misused for anything else."""
    name, address = parseaddr(text)
    try:
        return Address(name=name, address=checked(address))
    except Permanent:
        raise Misused(f"{text!r} is no address; write bo@example.org") from None


def target_of(text: str) -> str:
    """An address, or a domain as `@example.org`, as the suppressions know it; Misused for anything else."""
    domain = text.strip().removeprefix("@")
    if "@" not in domain and "." in domain:
        return "@" + address_of(f"a@{domain}").address.partition("@")[2]
    return address_of(text).address


def main() -> NoReturn:
    """Run the program with the process's arguments and end with its exit code."""
    for stream in (
        sys.stdout,
        sys.stderr,
    ):  # a mail may hold anything, and nothing that is said may fail on it
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if _called(sys.argv[1:]) not in WITHOUT_LOG:
        from mailer.cli.logs import set_up_logging

        set_up_logging(level=os.environ.get("MAILER_LOGGING__LEVEL", "WARNING"))
    run(sys.argv[1:])


def run(arguments: list[str]) -> NoReturn:
    """Carry out one command and end with its exit code; what went wrong is said on stderr in one line."""
    register(_called(arguments))
    try:
        program(_shared_first(arguments), standalone_mode=True)
    except ConfigError as error:
        _complain(EXIT_USAGE, *error.lines)
    except Transient as error:
        _complain(EXIT_TEMPORARY, str(error))
    except Misused as error:
        _complain(EXIT_USAGE, str(error))
    except MailerError as error:
        _complain(EXIT_FAILED, str(error))
    except BrokenPipeError:
        os._exit(EXIT_FAILED)
    except OSError as error:
        _complain(EXIT_FAILED, str(error))
    sys.exit(0)


def _called(arguments: list[str]) -> str:
    """The command's name; empty where none is said."""
    return next((word for word in _shared_first(arguments) if not word.startswith("-")), "")


def register(command: str) -> None:
    """Import what has the command, which adds it to the program; all modules where none has it."""
    has = [module for module, commands in COMMANDS.items() if command in commands]
    for module in has or COMMANDS:
        import_module(f"mailer.cli.{module}")


def _complain(code: int, *lines: str) -> NoReturn:
    for line in lines:
        typer.echo(f"mailer: {line}", err=True)
    sys.exit(code)


def _shared_first(arguments: list[str]) -> list[str]:
    """`--config PATH` and `--demo` in front of the command, wherever they stand."""
    shared: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--config":
            shared.append(f"--config={next(words, '')}")
        elif word == "--demo" or word.startswith("--config="):
            shared.append(word)
        elif word == "--":
            rest += [word, *words]
        else:
            rest.append(word)
    return [*shared, *rest]
