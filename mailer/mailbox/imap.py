"""An IMAP folder as a mailbox: fetched without a trace, moved away once stored, told of new mail by IDLE."""

import socket
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import structlog

from mailer.errors import Transient
from mailer.mailbox.backoff import LoginRefused, delay
from mailer.mailbox.connection import (
    HEAD_BYTES,
    Connection,
    Denied,
    ImapSettings,
    Listed,
    Selected,
    Swollen,
    readable,
)
from mailer.mailbox.envelope import envelope_of
from mailer.model.mail_source import RawMail

__all__ = ["ImapMailbox", "ImapSettings"]

log = structlog.get_logger()

LISTED_TOGETHER = 500
BETWEEN_IDLES = 0.2
"""A server that chats in every IDLE without having mail does not keep us busy."""

T = TypeVar("T")


class ImapMailbox:
    """One folder of one account, over one connection that is made anew whenever it is lost."""

    def __init__(self, settings: ImapSettings, clock: Callable[[], datetime] | None = None) -> None:
        self._settings = settings
        self._clock = clock or _now
        self._connection: Connection | None = None
        self._selected: Selected | None = None
        self._failures = 0
        self._pause = 0.0
        self._stopped = threading.Event()
        self._alarm, self._waker = socket.socketpair()
        self._settled: set[int] = set()
        """UIDs of this epoch that are stored but could not be moved away."""
        self._heads_only: set[int] = set()
        """UIDs whose size the server did not say truly."""
        self._singly = False
        self._searched = False
        """Whether all that the server knew at the last SELECT has been looked for."""

    def fetch(self) -> Iterator[list[RawMail]]:
        """As in Mailbox. After a failure it first waits: a moment, minutes when the login was refused."""
        self._sleep(self._pause)
        if self._stopped.is_set():
            return
        uids = self._guarded(self._waiting)
        for some in _chunks(uids, LISTED_TOGETHER):
            for group in self._groups(self._guarded(partial(self._list, some))):
                if self._stopped.is_set():
                    return
                if mails := self._guarded(partial(self._read, group)):
                    yield mails
        self._singly = False

    def settle(self, mails: Sequence[RawMail], *, quarantined: Collection[RawMail] = ()) -> None:
        """As in Mailbox: moved, else copied and expunged, else marked; never is another's mail expunged.

        Mails over the limit go into quarantine. Mails of an earlier epoch (UIDVALIDITY) are left alone: their
        UIDs may be other mails' by now, and being stored they are no-ops when they come again.
        """
        now = self._guarded(self._same_epoch_or_new)
        mine = [mail for mail in mails if mail.uidvalidity == now.uidvalidity]
        aside = [mail.uid for mail in mine if mail.oversize or mail in quarantined]
        done = [mail.uid for mail in mine if mail.uid not in aside]
        self._guarded(partial(self._put_away, done, self._settings.processed))
        self._guarded(partial(self._put_away, aside, self._settings.quarantine))

    def wait(self, seconds: float) -> None:
        """As in Mailbox: until the server tells (IDLE, renewed and looked through every few minutes)."""
        connection = self._connection
        if (
            connection is None
            or not self._settings.idle
            or not self._guarded(partial(connection.can, "IDLE"))
        ):
            self._sleep(seconds)
            return
        until = time.monotonic() + self._settings.idle_renew
        while self._searched and not self._stopped.is_set() and (left := until - time.monotonic()) > 0:
            if self._guarded(partial(connection.idle, left, self._waker)):
                return
            self._sleep(min(BETWEEN_IDLES, max(0.0, until - time.monotonic())))

    def stop(self) -> None:
        """As in Mailbox."""
        self._stopped.set()
        with suppress(OSError):
            self._alarm.send(b"!")

    def close(self) -> None:
        """As in Mailbox; there is no way back."""
        self._stopped.set()
        self._drop()
        self._alarm.close()
        self._waker.close()

    def _guarded(self, work: Callable[[], T]) -> T:
        """Run `work`; after trouble remember how long to leave the server alone, and drop a lost connection."""
        try:
            answer = work()
        except Transient as error:
            self._failures += 1
            self._pause = delay(self._failures, login=isinstance(error, LoginRefused))
            if not isinstance(error, Denied):
                self._drop()
            raise
        self._failures, self._pause = 0, 0.0
        return answer

    def _drop(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _sleep(self, seconds: float) -> None:
        if seconds > 0 and not self._stopped.is_set():
            readable(seconds, self._waker)

    def _open(self) -> tuple[Connection, Selected]:
        """The connection with our folder freshly opened; another UIDVALIDITY makes all UIDs mean nothing."""
        if self._connection is None or self._connection.broken:
            self._drop()
            self._connection = Connection(self._settings)
        selected = self._connection.select(self._settings.folder)
        if self._selected and self._selected.uidvalidity != selected.uidvalidity:
            log.warning("mailbox_made_anew", account=self._settings.account, uidvalidity=selected.uidvalidity)
            self._settled.clear()
            self._heads_only.clear()
        self._selected = selected
        self._searched = False
        return self._connection, selected

    def _waiting(self) -> list[int]:
        connection, selected = self._open()
        uids = connection.search(selected.exists, keywords=selected.keywords)
        self._searched = True
        self._settled.intersection_update(uids)
        return [uid for uid in uids if uid not in self._settled]

    def _current(self) -> Connection:
        """The connection in which the UIDs at hand hold. Raises Transient when they hold no more."""
        before = self._selected
        if self._connection is None or self._connection.broken:
            self._open()
        if self._connection is None or self._selected is None or before is None:
            raise Transient(f"{self._settings.host}: not connected")
        if before.uidvalidity != self._selected.uidvalidity:
            raise Transient(f"{self._settings.host}: the folder was made anew meanwhile")
        return self._connection

    def _same_epoch_or_new(self) -> Selected:
        if self._connection is None or self._connection.broken or self._selected is None:
            return self._open()[1]
        return self._selected

    def _list(self, uids: Sequence[int]) -> list[Listed]:
        return self._current().sizes(uids)

    def _groups(self, listed: Iterable[Listed]) -> Iterator[list[Listed]]:
        """Mails to fetch together, within the bounds of count and bytes."""
        most = 1 if self._singly else self._settings.batch_mails
        group: list[Listed] = []
        size = 0
        for one in listed:
            if group and (len(group) >= most or size + self._cost(one) > self._settings.batch_bytes):
                yield group
                group, size = [], 0
            group.append(one)
            size += self._cost(one)
        if group:
            yield group

    def _cost(self, one: Listed) -> int:
        return HEAD_BYTES if self._is_oversize(one) else one.size

    def _is_oversize(self, one: Listed) -> bool:
        return one.size > self._settings.limit or one.uid in self._heads_only

    def _read(self, group: Sequence[Listed]) -> list[RawMail]:
        """The group's mails in order; one that was taken away meanwhile is left out."""
        connection = self._current()
        bodies = self._whole(connection, [one.uid for one in group if not self._is_oversize(one)])
        heads = {one.uid: connection.head(one.uid) for one in group if self._is_oversize(one)}
        found = {**bodies, **heads}
        return [self._mail(one, found[one.uid]) for one in group if found.get(one.uid)]

    def _whole(self, connection: Connection, uids: list[int]) -> dict[int, bytes]:
        """After a mail that is not what the server said, each is fetched alone until the culprit is known."""
        if not uids:
            return {}
        try:
            return connection.whole(uids)
        except Swollen:
            self._singly = True
            if len(uids) == 1:
                self._heads_only.update(uids)
            raise

    def _mail(self, one: Listed, raw: bytes) -> RawMail:
        limit, since = self._settings.limit, self._settings.answer_since
        oversize = max(one.size, limit + 1) if self._is_oversize(one) else len(raw) if len(raw) > limit else 0
        received_at = one.received_at or self._clock()
        sender, recipients = envelope_of(raw)
        return RawMail(
            raw=raw[:HEAD_BYTES] if oversize else raw,
            source="imap",
            account=self._settings.account,
            uidvalidity=self._selected.uidvalidity if self._selected else 0,
            uid=one.uid,
            received_at=received_at,
            envelope_sender=sender,
            envelope_recipients=recipients,
            answer=since is None or received_at >= since.replace(microsecond=0),
            oversize=oversize,
            key=one.uid,
        )

    def _put_away(self, uids: Sequence[int], folder: str) -> None:
        if not uids:
            return
        connection = self._current()
        try:
            self._take_out(connection, uids, folder)
        except Denied as error:
            log.warning("mail_stays", folder=folder, mails=len(uids), because=str(error))
            self._mark(connection, uids)

    def _take_out(self, connection: Connection, uids: Sequence[int], folder: str) -> None:
        ways = (("MOVE", connection.move), ("UIDPLUS", connection.copy_and_expunge))
        way = next((way for capability, way in ways if connection.can(capability)), None)
        if way is None:
            self._mark(connection, uids)
            return
        try:
            way(uids, folder)
        except Denied:
            # The folder is missing, or a person took one of the mails away.
            connection.make_folder(folder)
            if left := self._still_there(uids):
                way(left, folder)

    def _still_there(self, uids: Sequence[int]) -> list[int]:
        self._open()
        return [one.uid for one in self._list(uids)]

    def _mark(self, connection: Connection, uids: Sequence[int]) -> None:
        """Remember by a keyword what stays, so that it is not fetched again; where none is kept, until we stop."""
        self._settled.update(uids)
        if self._selected and self._selected.keywords:
            with suppress(Denied):
                connection.mark_done(uids)


def _now() -> datetime:
    return datetime.now(UTC)


def _chunks(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (uids[start : start + size] for start in range(0, len(uids), size))
