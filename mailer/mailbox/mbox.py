"""Files of several mails (mbox): where one mail ends and the next begins. Pure, and never holds more than one mail."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mailer.model.mail_source import NULL_SENDER

_SEPARATOR = re.compile(rb"From (\S*).*\d\d?:\d\d")
"""The `From ` line with its sender and asctime date (RFC 4155 appendix A); prose rarely has the hour in it."""
_QUOTED = re.compile(rb">+From ")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One mail out of a file."""

    content: bytes = field(repr=False)
    """Without separator and quoting; cut at the limit."""
    sender: str = ""
    """As the separator says; empty where there is none."""
    size: int
    """Bytes before cutting."""


class _Growing:
    """A piece while its lines come in."""

    def __init__(self, separator: bytes, limit: int) -> None:
        match = _SEPARATOR.match(separator)
        self._sender = match[1].decode("utf-8", "replace") if match else ""
        self._limit = limit
        self._lines: list[bytes] = []
        self._kept = 0
        self._size = 0

    def add(self, line: bytes) -> None:
        self._size += len(line)
        if self._kept < self._limit:
            self._lines.append(line)
            self._kept += len(line)

    def done(self) -> Piece | None:
        """The piece, or None for nothing but blank lines. The blank line before a separator belongs to mbox."""
        content = b"".join(self._lines)
        if not content.strip():
            return None
        if self._lines[-1].strip() == b"" and self._kept == self._size:
            content = content[: -len(self._lines[-1])]
        sender = NULL_SENDER if self._sender.upper() == "MAILER-DAEMON" else self._sender
        return Piece(
            content=content, sender=sender if "@" in sender or sender == NULL_SENDER else "", size=self._size
        )


def split_mbox(lines: Iterable[bytes], limit: int) -> Iterator[Piece]:
    """The mails of an mbox file, given as lines with their ends; `>From ` is taken back to `From ` (mboxrd).

    A separator counts only at the top or after a blank line. Each piece holds at most `limit` bytes and one line.
    """
    growing: _Growing | None = None
    blank = True
    for line in lines:
        if blank and _SEPARATOR.match(line):
            if growing and (piece := growing.done()):
                yield piece
            growing = _Growing(line, limit)
        elif growing:
            growing.add(line[1:] if _QUOTED.match(line) else line)
        blank = line.strip() == b""
    if growing and (piece := growing.done()):
        yield piece
