"""Outgoing mail as files, for a first look and for tests."""

import os
import re
from hashlib import sha256
from pathlib import Path

from mailer.errors import Transient
from mailer.model.envelope import Envelope

_UNSAFE = re.compile(r"[^a-zA-Z0-9@._-]+")


class FolderTransport:
    """Writes `new/NUMBER-RECIPIENT-HASH.eml`, durably; the same mail twice is the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "new"

    def send(self, envelope: Envelope) -> str:
        """Write the mail; the name is known once it is whole and on disk. Raises Transient when the disk refuses."""
        mark = sha256(envelope.message_id.encode()).hexdigest()[:10]
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            known = next(self._folder.glob(f"*-{mark}.eml"), None)
            path = known or self._folder / self._name(envelope.recipient, mark)
            _write(path, envelope.content)
        except OSError as error:
            raise Transient(f"{self._folder}: {error.strerror}") from error
        return f"written to {path.name}"

    def check(self) -> str:
        """Where the files go."""
        return f"outgoing mail is written to {self._folder}"

    def close(self) -> None:
        """Nothing is open."""

    def _name(self, recipient: str, mark: str) -> str:
        number = sum(1 for _ in self._folder.glob("*.eml")) + 1
        return f"{number:05d}-{_UNSAFE.sub('_', recipient)[:60]}-{mark}.eml"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: written beside, forced to disk, then renamed."""
    beside = path.with_suffix(".tmp")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
