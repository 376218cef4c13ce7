"""Mail in files: `.eml`, mbox, Maildir, folders of them and standard input, once (`read_path`) or watched."""

import errno
import re
import stat
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BufferedReader
from itertools import chain, pairwise
from pathlib import Path
from typing import BinaryIO

import structlog

from mailer.errors import Transient
from mailer.mailbox.batches import batches
from mailer.mailbox.envelope import envelope_of
from mailer.mailbox.mbox import Piece, split_mbox
from mailer.model.mail_source import RawMail, Source

log = structlog.get_logger()

READ_LIMIT = 50 * 1024 * 1024
"""A mail beyond this is not read whole."""
KEPT_OF_OVERSIZE = 128 * 1024
LONGEST_LINE = 1024 * 1024

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
            yield from _read_file(file, "ingest", limit)
        except OSError as error:
            unread(_trouble(file, error))


def read_stream(stream: BinaryIO, *, limit: int = READ_LIMIT) -> RawMail:
    """The one mail that an MTA pipes to us; an mbox separator on top is taken off. Raises Transient."""
    try:
        piece = _one_piece(stream, limit)
    except OSError as error:
        raise _trouble(Path("standard input"), error) from error
    return _mail(piece, source="ingest", account="stdin", received_at=datetime.now(UTC), limit=limit)


@dataclass(frozen=True, kw_only=True, slots=True)
class FolderSettings:
    """A folder or Maildir that other programs put mail into."""

    path: Path
    processed: str = "processed"
    """Subfolder for stored mails; in a Maildir its Maildir++ name."""
    quarantine: str = "quarantine"
    limit: int = READ_LIMIT
    batch_mails: int = 100
    batch_bytes: int = 16 * 1024 * 1024
    answer_since: datetime | None = None
    """Files last changed before this are recorded and not answered (`first_start`); None answers all."""
    resting_seconds: float = 1.0
    """A file changed more recently may still be written; a Maildir has no such files."""


class FolderMailbox:
    """Watches one folder: its mails are read, and moved into a subfolder once they are stored."""

    def __init__(self, settings: FolderSettings, clock: Callable[[], datetime] | None = None) -> None:
        self._settings = settings
        self._clock = clock or _now
        self._stop = threading.Event()
        self._fresh = False

    def fetch(self) -> Iterator[list[RawMail]]:
        """As in Mailbox. The folder is made where only its last part is missing."""
        settings = self._settings
        try:
            mails = chain.from_iterable(self._read(file) for file in self._waiting())
            yield from batches(mails, mails_each=settings.batch_mails, bytes_each=settings.batch_bytes)
        except OSError as error:
            raise _trouble(settings.path, error) from error

    def settle(self, mails: Sequence[RawMail], *, quarantined: Collection[RawMail] = ()) -> None:
        """As in Mailbox; a file of several mails moves after its last one."""
        for mail in mails:
            if isinstance(mail.key, Path):
                aside = mail.oversize or mail in quarantined
                self._move(mail.key, self._settings.quarantine if aside else self._settings.processed)

    def wait(self, seconds: float) -> None:
        """As in Mailbox: a pause, short when a file was still being written."""
        self._stop.wait(min(seconds, self._settings.resting_seconds) if self._fresh else seconds)

    def stop(self) -> None:
        """As in Mailbox."""
        self._stop.set()

    def close(self) -> None:
        """As in Mailbox; nothing is held open."""

    @property
    def _is_maildir(self) -> bool:
        return _is_maildir(self._settings.path)

    def _waiting(self) -> list[Path]:
        """Files at rest, oldest first."""
        self._settings.path.mkdir(exist_ok=True)
        found = [(file.lstat(), file) for file in self._top_files()]
        regular = [(at.st_mtime, file) for at, file in found if stat.S_ISREG(at.st_mode)]
        resting = [(at, file) for at, file in regular if self._is_maildir or self._rests(at)]
        self._fresh = len(resting) < len(regular)
        return [file for _, file in sorted(resting)]

    def _top_files(self) -> list[Path]:
        if self._is_maildir:
            return list(_maildir_files(self._settings.path))
        return [file for file in self._settings.path.iterdir() if file.is_file() and _holds_mail(file)]

    def _rests(self, changed_at: float) -> bool:
        """A change in the future is a wrong clock, not a busy writer."""
        age = self._clock().timestamp() - changed_at
        return not 0 <= age < self._settings.resting_seconds

    def _read(self, file: Path) -> Iterator[RawMail]:
        """The file's mails; only the last carries the path that `settle` moves."""
        since = self._settings.answer_since
        nothing: list[RawMail | None] = [None]
        try:
            for mail, following in pairwise(chain(_read_file(file, "folder", self._settings.limit), nothing)):
                if mail is not None:
                    answer = since is None or mail.received_at >= since
                    yield replace(mail, answer=answer, key=None if following else file)
        except (FileNotFoundError, PermissionError) as error:
            log.warning("file_passed_over", file=file.name, because=str(error))

    def _move(self, file: Path, into: str) -> None:
        try:
            target = self._target(into)
            file.replace(_free_name(target / file.name))
        except FileNotFoundError:
            return  # somebody else took it away; the mail itself is stored
        except OSError as error:
            raise _trouble(file, error) from error

    def _target(self, into: str) -> Path:
        if not self._is_maildir:
            target = self._settings.path / into
            target.mkdir(exist_ok=True)
            return target
        for name in ("tmp", "new", "cur"):
            (self._settings.path / f".{into}" / name).mkdir(parents=True, exist_ok=True)
        return self._settings.path / f".{into}" / "cur"


def _now() -> datetime:
    return datetime.now(UTC)


def _free_name(path: Path) -> Path:
    """`path`, or a name beside it that is not taken yet."""
    count, free = 1, path
    while free.exists():
        count += 1
        free = path.with_name(f"{path.stem}-{count}{path.suffix}")
    return free


def _files(path: Path, unread: Callable[[Transient], None]) -> Iterator[Path]:
    try:
        inside = list(_inside(path)) if path.is_dir() else None
    except OSError as error:
        unread(_trouble(path, error))
        return
    if inside is None:
        yield path
        return
    for inner in inside:
        yield from _files(inner, unread)


def _inside(folder: Path) -> Iterator[Path]:
    """The mails and the subfolders of a folder."""
    if _is_maildir(folder):
        yield from _maildir_files(folder)
        yield from (inner for inner in sorted(folder.glob(".*")) if inner.is_dir())
        return
    for inner in sorted(folder.iterdir()):
        if inner.is_dir():
            if not inner.is_symlink():
                yield inner
        elif inner.is_file() and _holds_mail(inner):
            yield inner


def _is_maildir(path: Path) -> bool:
    return (path / "new").is_dir() and (path / "cur").is_dir()


def _maildir_files(path: Path) -> Iterator[Path]:
    """Read and unread mails by their unique names, which begin with the time of delivery."""
    found = [
        file for part in ("cur", "new") for file in (path / part).iterdir() if not file.name.startswith(".")
    ]
    return iter(sorted(found, key=lambda file: file.name))


def _holds_mail(file: Path) -> bool:
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


def _read_file(file: Path, source: Source, limit: int) -> Iterator[RawMail]:
    """The mails in a file; an `.eml` is one mail whatever stands in it, even a line that looks like a separator."""
    found = file.stat()
    if not (stat.S_ISREG(found.st_mode) or stat.S_ISFIFO(found.st_mode)):
        raise OSError(errno.EINVAL, "is neither a file nor a folder", str(file))
    received_at = datetime.fromtimestamp(found.st_mtime, UTC)
    account = _account(file)
    with file.open("rb") as stream:
        single = file.suffix.lower() == ".eml"
        pieces = iter([_one_piece(stream, limit)]) if single else _pieces(stream, limit)
        for number, piece in enumerate(pieces, start=1):
            mail = _mail(piece, source=source, account=account, received_at=received_at, limit=limit)
            yield replace(mail, uid=number, key=file)


def _trouble(path: Path, error: OSError) -> Transient:
    return Transient(f"{error.filename or path}: {error.strerror or error}")


def _account(file: Path) -> str:
    """The file's full path; in a Maildir without the part and the flags, which change when the mail is read."""
    full = file.absolute()
    if full.parent.name in ("new", "cur") and _is_maildir(full.parent.parent):
        return str(full.parent.parent / full.name.partition(MAILDIR_FLAGS)[0])
    return str(full)


def _pieces(stream: BufferedReader, limit: int) -> Iterator[Piece]:
    first = stream.peek().partition(b"\n")[0]  # a pipe cannot be wound back
    if first.startswith(b"From ") and b":" in first:
        return split_mbox(iter(lambda: stream.readline(LONGEST_LINE), b""), limit)
    return iter([_one_piece(stream, limit)])


def _one_piece(stream: BinaryIO, limit: int) -> Piece:
    """All of the stream as one mail; a separator that an MTA put on top is not part of it."""
    content = stream.read(limit + 1)
    size = len(content) + _count(stream)
    top = content.find(b"\n") + 1 if content.startswith(b"From ") else 0
    return Piece(content=content[top:], size=size - top)


def _count(stream: BinaryIO) -> int:
    """How many bytes are left."""
    return sum(len(block) for block in iter(lambda: stream.read(1024 * 1024), b""))


def _mail(piece: Piece, *, source: Source, account: str, received_at: datetime, limit: int) -> RawMail:
    sender, recipients = envelope_of(piece.content)
    oversize = piece.size if piece.size > limit else 0
    return RawMail(
        raw=piece.content[:KEPT_OF_OVERSIZE] if oversize else piece.content,
        source=source,
        account=account,
        received_at=received_at,
        envelope_sender=sender or piece.sender,
        envelope_recipients=recipients,
        oversize=oversize,
    )
