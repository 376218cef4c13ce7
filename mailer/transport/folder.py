"""Outgoing mail as files, for a first look and for tests."""

import os
import re
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path

from mailer.errors import RelayTrouble, Transient
from mailer.model.envelope import Envelope
from mailer.transport.address import checked

_UNSAFE = re.compile(r"[^a-zA-Z0-9@._-]+")
_HEAD_BYTES = 16_384


class FolderTransport:
    """Writes `new/TIME-RECIPIENT-MARK.eml`, durably; the same mail twice is the same file.

    Everything in the name comes from the mail itself, so a repeat overwrites itself, without looking at other files.
    """

    def __init__(self, folder: Path) -> None:
        self._new = folder / "new"
        self._tmp = folder / "tmp"

    def send(self, envelope: Envelope) -> str:
        """Write the mail; its name appears once it is whole and on disk. Raises RelayTrouble when the disk refuses,
        Permanent for an impossible address."""
        checked(envelope.recipient)
        name = _name(envelope)
        try:
            for folder in (self._new, self._tmp):
                folder.mkdir(parents=True, exist_ok=True)
            _write(self._tmp / name, envelope.content)
            (self._tmp / name).replace(self._new / name)
            _sync(self._new)
        except OSError as error:
            raise RelayTrouble(f"{self._new}: {error.strerror}") from error
        return f"written to {name}"

    def check(self) -> str:
        """Say where the files go. Raises Transient when nothing can be written there."""
        nearest = next(p for p in (self._new, *self._new.absolute().parents) if p.exists())
        if not os.access(nearest, os.W_OK | os.X_OK):
            raise Transient(f"{nearest}: must not be written to")
        return f"outgoing mail is written to {self._new}"

    def hang_up(self) -> None:
        """Nobody is waited for."""

    def close(self) -> None:
        """Nothing is open."""


def _name(envelope: Envelope) -> str:
    mark = sha256(f"{envelope.message_id} {envelope.recipient}".encode("utf-8", "replace")).hexdigest()[:10]
    recipient = _UNSAFE.sub("_", envelope.recipient)[:60]
    return f"{_time(envelope.content)}-{recipient}-{mark}.eml"


def _time(content: bytes) -> str:
    """The mail's own Date, so that the files stand in their order."""
    date = BytesHeaderParser(policy=policy.compat32).parsebytes(content[:_HEAD_BYTES])["Date"]
    try:
        return parsedate_to_datetime(str(date)).strftime("%Y%m%dT%H%M%S")
    except ValueError:
        return "undated"


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """The name itself must survive a power cut as well (fsync(2))."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
