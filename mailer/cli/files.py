"""The mail files that are named on the command line."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from mailer.cli.program import EXIT_FAILED
from mailer.errors import Transient
from mailer.mailbox.files import read_path, read_stream
from mailer.model.mail_source import RawMail

STDIN = "-"
Paths = Annotated[list[str], typer.Argument(help=".eml, mbox, Maildir or folders; - is standard input.")]


def mails_of(
    names: list[str], limit: int, unread: list[Transient], empty: Callable[[str], None] = lambda name: None
) -> Iterator[RawMail]:
    """The mails behind the names; what cannot be read is noted in `unread`, and the others follow. A name behind which
    there is no mail at all is told to `empty`."""
    for name in names:
        if name == STDIN:
            yield read_stream(sys.stdin.buffer, limit=limit)
            continue
        found, before = False, len(unread)
        for mail in read_path(Path(name), limit=limit, unread=unread.append):
            found = True
            yield mail
        if not found and len(unread) == before:
            empty(name)


def say_empty(name: str) -> None:
    """Say on stderr that there is no mail behind `name`."""
    typer.echo(f"mailer: {name}: there is no mail in it", err=True)


def end(unread: Sequence[Transient]) -> None:
    """Name what could not be read; exit code 1 when there is any."""
    for trouble in unread:
        typer.echo(f"mailer: {trouble}", err=True)
    if unread:
        raise typer.Exit(EXIT_FAILED)
