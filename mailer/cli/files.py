"""The mail files that are named on the command line."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from mailer.cli.program import EXIT_FAILED
from mailer.errors import Transient
from mailer.mailbox.files import read_path, read_stream
from mailer.model.mail_source import RawMail

STDIN = "-"
Paths = Annotated[list[str], typer.Argument(help=".eml, mbox, Maildir or folders; - is standard input.")]


def mails_of(names: list[str], limit: int, unread: list[Transient]) -> Iterator[RawMail]:
    """The mails behind the names; what cannot be read is noted in `unread`, and the others follow."""
    for name in names:
        if name == STDIN:
            yield read_stream(sys.stdin.buffer, limit=limit)
        else:
            yield from read_path(Path(name), limit=limit, unread=unread.append)


def end(unread: Sequence[Transient]) -> None:
    """Name what could not be read; exit code 1 when there is any."""
    for trouble in unread:
        typer.echo(f"mailer: {trouble}", err=True)
    if unread:
        raise typer.Exit(EXIT_FAILED)
