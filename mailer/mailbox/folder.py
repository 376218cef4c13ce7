"""A folder or Maildir that other programs put mail into, watched."""

import stat
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, pairwise
from pathlib import Path

import structlog

from mailer.mailbox.batches import batches
from mailer.mailbox.files import READ_LIMIT, holds_mail, is_maildir, maildir_files, read_file, trouble
from mailer.model.mail_source import RawMail

log = structlog.get_logger()


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
            raise trouble(settings.path, error) from error

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
        return is_maildir(self._settings.path)

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
            return list(maildir_files(self._settings.path))
        return [file for file in self._settings.path.iterdir() if file.is_file() and holds_mail(file)]

    def _rests(self, changed_at: float) -> bool:
        """A change in the future is a wrong clock, not a busy writer."""
        age = self._clock().timestamp() - changed_at
        return not 0 <= age < self._settings.resting_seconds

    def _read(self, file: Path) -> Iterator[RawMail]:
        """The file's mails; only the last carries the path that `settle` moves."""
        since = self._settings.answer_since
        nothing: list[RawMail | None] = [None]
        try:
            for mail, following in pairwise(chain(read_file(file, "folder", self._settings.limit), nothing)):
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
            raise trouble(file, error) from error

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
