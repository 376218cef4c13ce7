"""Mail in files, read once: `.eml`, mbox, Maildir, folders of them, and standard input."""

import errno
import re
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

from mailer.errors import Transient
from mailer.mailbox.envelope import envelope_of
from mailer.mailbox.mbox import Piece, split_mbox
from mailer.model.mail_source import RawMail, Source

READ_LIMIT = 50 * 1024 * 1024
"""A mail beyond this is not read whole."""
KEPT_OF_OVERSIZE = 128 * 1024
LONGEST_LINE = 1024 * 1024
_BLOCK = 64 * 1024

MAIL_SUFFIXES = frozenset({".eml", ".mbox", ".mbx", ".mail", ".box", ".msg"})
NOT_MAIL = frozenset(
    {".toml", ".json", ".jsonl", ".yml", ".yaml", ".md", ".py", ".html", ".csv", ".lock", ".sh"}
)
"""What lies beside mails in a folder, and may well begin like a header."""
_LIKE_A_MAIL = re.compile(
    rb"(From \S|(Return-Path|Received|Delivered-To|X-Original-To|From|To|Cc|Subject|Date|Message-ID|MIME-Version"
    rb"|Content-Type|Reply-To|Sender|DKIM-Signature|Authentication-Results|ARC-[A-Za-z-]+|X-[A-Za-z-]+)[ \t]*:)",
    re.IGNORECASE,
)
MAILDIR_FLAGS = ":2,"


def _refuse(trouble: Transient) -> None:
    raise trouble


def read_path(
    path: Path, *, limit: int = READ_LIMIT, unread: Callable[[Transient], None] = _refuse
) -> Iterator[RawMail]:
    """Every mail in a file, mbox, Maildir or folder (with its subfolders), in the order of the names.

    Account and uid are the file and the position in it, the same at every reading; `key` is the path as found.
    `unread` is told of each file or folder that cannot be read, and the others follow; without it, Transient is raised.
    """
    for file in _files(path, unread):
        try:
            yield from read_file(file, "ingest", limit)
        except OSError as error:
            unread(trouble(file, error))


def read_stream(stream: BinaryIO, *, limit: int = READ_LIMIT) -> RawMail:
    """The one mail that an MTA pipes to us; an mbox separator on top is taken off. Raises Transient."""
    try:
        piece = _one_piece(stream, limit)
    except OSError as error:
        raise trouble(Path("standard input"), error) from error
    return _mail(piece, source="ingest", account="stdin", received_at=datetime.now(UTC), limit=limit)


def _files(path: Path, unread: Callable[[Transient], None]) -> Iterator[Path]:
    try:
        inside = list(_inside(path)) if path.is_dir() else None
    except OSError as error:
        unread(trouble(path, error))
        return
    if inside is None:
        yield path
        return
    for inner in inside:
        yield from _files(inner, unread)


def _inside(folder: Path) -> Iterator[Path]:
    """The mails and the subfolders of a folder."""
    if is_maildir(folder):
        yield from maildir_files(folder)
        yield from (inner for inner in sorted(folder.glob(".*")) if inner.is_dir())
        return
    for inner in sorted(folder.iterdir()):
        if inner.is_dir():
            if not inner.is_symlink():
                yield inner
        elif inner.is_file() and holds_mail(inner):
            yield inner


def is_maildir(path: Path) -> bool:
    """Whether a folder is a Maildir, by the parts that one has."""
    return (path / "new").is_dir() and (path / "cur").is_dir()


def maildir_files(path: Path) -> Iterator[Path]:
    """Read and unread mails by their unique names, which begin with the time of delivery."""
    found = [
        file for part in ("cur", "new") for file in (path / part).iterdir() if not file.name.startswith(".")
    ]
    return iter(sorted(found, key=lambda file: file.name))


def holds_mail(file: Path) -> bool:
    """Whether a file found in a folder is a mail: by its name, else by how it begins."""
    suffix = file.suffix.lower()
    if file.name.startswith(".") or suffix in NOT_MAIL:
        return False
    if suffix in MAIL_SUFFIXES:
        return True
    try:
        with file.open("rb") as stream:
            return _LIKE_A_MAIL.match(stream.read(200)) is not None
    except OSError:  # whoever reads it next says what is wrong with it
        return True


def read_file(file: Path, source: Source, limit: int) -> Iterator[RawMail]:
    """The mails in a file; an `.eml` is one mail whatever stands in it, even a line that looks like a separator.

    Raises OSError for what is no file or cannot be read.
    """
    found = file.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode)):
        raise OSError(errno.EINVAL, "is neither a file nor a folder", str(file))
    received_at = datetime.fromtimestamp(found.st_mtime, UTC)
    account = _account(file)
    with file.open("rb") as stream:
        single = file.suffix.lower() == ".eml"
        pieces = iter([_one_piece(stream, limit)]) if single else _pieces(stream, limit)
        for number, piece in enumerate(pieces, start=1):
            yield _mail(
                piece,
                source=source,
                account=account,
                uid=number,
                received_at=received_at,
                limit=limit,
                key=file,
            )


def trouble(path: Path, error: OSError) -> Transient:
    """What went wrong with a file, in one line that names it."""
    return Transient(f"{error.filename or path}: {error.strerror or error}")


def _account(file: Path) -> str:
    """The file's full path; in a Maildir without the part and the flags, which change when the mail is read."""
    full = file.absolute()
    if full.parent.name in ("new", "cur") and is_maildir(full.parent.parent):
        return str(full.parent.parent / full.name.partition(MAILDIR_FLAGS)[0])
    return str(full)


def _pieces(stream: BufferedReader, limit: int) -> Iterator[Piece]:
    first = stream.peek().partition(b"\n")[0]  # a pipe cannot be wound back
    if first.startswith(b"From ") and b":" in first:
        return split_mbox(iter(lambda: stream.readline(LONGEST_LINE), b""), limit)
    return iter([_one_piece(stream, limit)])


def _one_piece(stream: BinaryIO, limit: int) -> Piece:
    """All of the stream as one mail; a separator that an MTA put on top is not part of it."""
    blocks: list[bytes] = []
    size = 0
    for block in iter(
        lambda: stream.read(_BLOCK), b""
    ):  # at once it would ask for memory for the largest mail
        if size <= limit:
            blocks.append(block)
        size += len(block)
    content = b"".join(blocks)
    top = content.find(b"\n") + 1 if content.startswith(b"From ") else 0
    return Piece(content=content[top:], size=size - top)


def _mail(
    piece: Piece,
    *,
    source: Source,
    account: str,
    uid: int = 0,
    received_at: datetime,
    limit: int,
    key: object = None,
) -> RawMail:
    sender, recipients = envelope_of(piece.content)
    oversize = piece.size if piece.size > limit else 0
    return RawMail(
        raw=piece.content[:KEPT_OF_OVERSIZE] if oversize else piece.content,
        source=source,
        account=account,
        uid=uid,
        received_at=received_at,
        envelope_sender=sender or piece.sender,
        envelope_recipients=recipients,
        oversize=oversize,
        key=key,
    )
