"""One IMAP connection (RFC 9051) as the mailbox needs it: IMAPClient with its traps fenced, its errors made ours.

Every failure but a plain refusal of one command leaves the connection `broken`; it is then thrown away.
"""

import imaplib
import ipaddress
import select
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import structlog
from imapclient import IMAPClient
from imapclient.exceptions import (
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from mailer.errors import Transient
from mailer.mailbox.backoff import LoginRefused
from mailer.mailbox.oauth import Tokens

log = structlog.get_logger()

Tls = Literal["implicit", "starttls", "none"]
Mechanism = Literal["xoauth2", "oauthbearer"]

DONE = "$IntegrationsDone"
"""Keyword on mails that cannot be moved away. \\Seen and \\Flagged belong to people (RELIABILITY R-28)."""
SEARCH_WINDOW = 20_000
"""imaplib gives up on an answer line of a megabyte, which about 100,000 UIDs fill."""
HEAD_BYTES = 128 * 1024
FIRST_TEXT_BYTES = 1024
GOODBYE_SECONDS = 2.0
PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")
"""A login refused with one of these response codes (RFC 5530) says nothing about the password."""
DENIABLE = frozenset({"create", "move", "copy", "store"})
"""Commands that a healthy server may refuse; any other error leaves us unsure what it will say next."""
BROKEN_ANSWERS = (OSError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError)
"""What imaplib and IMAPClient raise on answers that are no IMAP, beside their own errors and lost connections."""


class Denied(Transient):
    """The server understood one command and said no; the connection is as good as before."""


class Swollen(Transient):
    """The server sent a mail far bigger than it had said; nothing of it was read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ImapSettings:
    """One folder of one account."""

    host: str
    port: int = 0
    """0 is 993 for implicit TLS, else 143."""
    tls: Tls = "implicit"
    ca_file: Path | None = None
    """A private authority's certificate; None trusts the system's."""
    allow_plaintext: bool = False
    """With tls = none: a host that is not loopback is spoken to in the clear all the same."""
    username: str
    password: str = field(default="", repr=False)
    tokens: Tokens | None = field(default=None, repr=False)
    """Where access tokens come from; outranks the password."""
    mechanism: Mechanism = "xoauth2"
    folder: str = "INBOX"
    processed: str = "Processed"
    quarantine: str = "Quarantine"
    idle: bool = True
    idle_renew: float = 300.0
    """IDLE is renewed this often; servers hang up after 29 minutes (RFC 2177)."""
    timeout: float = 30.0
    """Seconds without a byte after which a connection counts as lost."""
    limit: int = 25 * 1024 * 1024
    """Of a bigger mail only the head is fetched."""
    batch_mails: int = 50
    batch_bytes: int = 16 * 1024 * 1024
    answer_since: datetime | None = None
    """Mail that the server got before this is recorded and not answered (`first_start`); None answers all."""

    def __post_init__(self) -> None:
        for text in (self.username, self.password, self.folder, self.processed, self.quarantine):
            if any(ord(char) < 32 or ord(char) == 127 for char in text):
                raise ValueError("imap: names and passwords hold no control characters")

    @property
    def account(self) -> str:
        return f"imap://{self.username}@{self.host}/{self.folder}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Selected:
    """The folder as the server opened it."""

    uidvalidity: int
    exists: int
    keywords: bool
    """Whether a keyword of ours can be kept there."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A mail before its body is fetched."""

    uid: int
    size: int
    received_at: datetime | None


class Connection:
    """A logged-in session; one thread, one command at a time."""

    def __init__(self, settings: ImapSettings) -> None:
        """Connect, secure and log in. Raises LoginRefused and Transient."""
        self.broken = False
        self._settings = settings
        with self._edge("connect"):
            self._client: Any = _open(settings)
            self._literals = _Literals(self._client._imap, 2 * settings.limit + 1024 * 1024)
        try:
            self._log_in()
        except Transient:
            self.close()
            raise

    def can(self, capability: str) -> bool:
        with self._edge("capability"):
            return bool(self._client.has_capability(capability))

    def select(self, folder: str) -> Selected:
        """Open `folder` for reading and marking; forgets what was told about it before."""
        with self._edge("select"):
            answer = self._client.select_folder(self._full_name(folder))
            self._told()
            kept = answer.get(b"PERMANENTFLAGS", ())
            return Selected(
                uidvalidity=answer.get(b"UIDVALIDITY", 0),
                exists=answer[b"EXISTS"],
                keywords=b"\\*" in kept or DONE.encode() in kept,
            )

    def search(self, exists: int, *, keywords: bool) -> list[int]:
        """UIDs of mails that are neither deleted nor marked as done, ascending."""
        wanted = ["UNDELETED", "UNKEYWORD", DONE] if keywords else ["UNDELETED"]
        found: set[int] = set()
        with self._edge("search"):
            for first in range(1, exists + 1, SEARCH_WINDOW):
                last = min(exists, first + SEARCH_WINDOW - 1)
                found.update(self._client.search([f"{first}:{last}", *wanted]))
        return sorted(found)

    def sizes(self, uids: Sequence[int]) -> list[Listed]:
        """Size and time of each mail that is still there, in the order given."""
        with self._edge("fetch"):
            answer = self._client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
            return [
                Listed(
                    uid=uid,
                    size=answer[uid][b"RFC822.SIZE"],
                    received_at=_utc(answer[uid].get(b"INTERNALDATE")),
                )
                for uid in uids
                if isinstance(answer.get(uid, {}).get(b"RFC822.SIZE"), int)
            ]

    def whole(self, uids: Sequence[int]) -> dict[int, bytes]:
        """The mails' bytes, without marking them as seen. Raises Swollen."""
        with self._edge("fetch"):
            answer = self._client.fetch(uids, ["BODY.PEEK[]"])
        bodies = {uid: parts.get(b"BODY[]") for uid, parts in answer.items()}
        return {uid: raw for uid, raw in bodies.items() if raw}

    def head(self, uid: int) -> bytes:
        """The header, as far as anybody would read it, and the first kilobyte of the text."""
        parts = [f"BODY.PEEK[HEADER]<0.{HEAD_BYTES}>", f"BODY.PEEK[TEXT]<0.{FIRST_TEXT_BYTES}>"]
        with self._edge("fetch"):
            answer = self._client.fetch([uid], parts).get(uid, {})
        return (answer.get(b"BODY[HEADER]<0>") or b"") + (answer.get(b"BODY[TEXT]<0>") or b"")

    def make_folder(self, folder: str) -> None:
        """Make `folder` unless it is there. Raises Denied."""
        name = self._full_name(folder)
        with self._edge("create"):
            if not self._client.folder_exists(name):
                self._client.create_folder(name)

    def move(self, uids: Sequence[int], folder: str) -> None:
        """UID MOVE (RFC 6851). Raises Denied."""
        with self._edge("move"):
            self._client.move(uids, self._full_name(folder))

    def copy_and_expunge(self, uids: Sequence[int], folder: str) -> None:
        """What MOVE stands for, where there is UIDPLUS (RFC 4315): nobody else's deleted mail goes along."""
        with self._edge("copy"):
            self._client.copy(uids, self._full_name(folder))
            self._client.add_flags(uids, [b"\\Deleted"], silent=True)
            self._client.uid_expunge(uids)

    def mark_done(self, uids: Sequence[int]) -> None:
        """Put our keyword on mails that stay. Raises Denied."""
        with self._edge("store"):
            self._client.add_flags(uids, [DONE.encode()], silent=True)

    def idle(self, seconds: float, waker: socket.socket) -> bool:
        """Wait until the server speaks, `waker` can be read or `seconds` are over (RFC 2177).

        Returns whether new mail was announced.
        """
        with self._edge("idle"):
            if self._told():
                return True
            try:
                self._client.idle()
            except IMAPClientAbortError:
                raise
            except IMAPClientError:
                # A word about new mail came before the server's go-ahead, which IMAPClient does not expect.
                self.broken = True
                return True
            if not self._holds_unread_bytes():
                readable(seconds, self._client.socket(), waker)
            # Not idle_check(): it returns nothing at once on a lost connection, while the end of IDLE notices.
            _, responses = self._client.idle_done()
        return self._told() or any(b"EXISTS" in response for response in responses)

    def close(self) -> None:
        """Log out, or hang up where that is not possible; never raises."""
        with suppress(*BROKEN_ANSWERS, IMAPClientError):
            if not self.broken:
                self._client.socket().settimeout(GOODBYE_SECONDS)
                self._client.logout()
        with suppress(*BROKEN_ANSWERS, IMAPClientError):
            self._client.shutdown()

    def _log_in(self) -> None:
        with self._edge("login"):
            _secure(self._client, self._settings)
            _authenticate(self._client, self._settings)
            self._client.socket().setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self._prefix = _personal_prefix(self._client)

    def _full_name(self, folder: str) -> str:
        """`Processed` is `INBOX.Processed` on servers that keep everything below the inbox (RFC 2342)."""
        below = folder.upper() == "INBOX" or not self._prefix or folder.startswith(self._prefix)
        return folder if below else self._prefix + folder

    def _told(self) -> bool:
        """Whether new mail was announced beside an answer since the last look.

        Such an announcement is not repeated in IDLE; imaplib keeps it, and IMAPClient offers no way to it.
        """
        return self._client._imap.untagged_responses.pop("EXISTS", None) is not None

    def _holds_unread_bytes(self) -> bool:
        """Whether the reading buffer holds what came in one packet with the answer before; no poll would tell."""
        imap, connection = self._client._imap, self._client.socket()
        buffer = getattr(imap, "_file", None) or imap.file
        connection.setblocking(False)
        try:
            return bool(buffer.peek(1))
        except OSError:
            return False
        finally:
            connection.settimeout(self._settings.timeout)

    @contextmanager
    def _edge(self, doing: str) -> Iterator[None]:
        """Turn the libraries' exceptions into ours."""
        where = f"{self._settings.host}: {doing}"
        try:
            yield
        except Transient:
            raise
        except LoginError as error:
            self.broken = True
            passing = any(code in str(error) for code in PASSING)
            raise (Transient if passing else LoginRefused)(f"{where}: {error}") from error
        except IMAPClientError as error:
            denied = doing in DENIABLE and not isinstance(error, IMAPClientAbortError)
            self.broken = not denied
            swollen = doing == "fetch" and self._literals.swollen
            kind = Denied if denied else Swollen if swollen else Transient
            raise kind(f"{where}: {error}") from error
        except BROKEN_ANSWERS as error:
            self.broken = True
            raise Transient(f"{where}: {str(error) or type(error).__name__}") from error


class _Literals:
    """imaplib's reading of literals, which refuses what is announced beyond a bound (RELIABILITY R-31)."""

    def __init__(self, imap: Any, most: int) -> None:
        self._read: Callable[[int], bytes] = imap.read
        self._most = most
        self.swollen = False
        imap.read = self.read

    def read(self, size: int) -> bytes:
        if size > self._most:
            self.swollen = True
            raise imaplib.IMAP4.abort(f"{size} bytes announced, at most {self._most} expected")
        return self._read(size)


def _open(settings: ImapSettings) -> IMAPClient:
    if settings.tls == "none" and not (settings.allow_plaintext or _is_loopback(settings.host)):
        raise LoginRefused(
            f"{settings.host}: tls = none sends the password in the clear; allowed on loopback only"
        )
    implicit = settings.tls == "implicit"
    client = IMAPClient(
        settings.host,
        port=settings.port or (993 if implicit else 143),
        ssl=implicit,
        ssl_context=_context(settings) if implicit else None,
        timeout=settings.timeout,
    )
    client.normalise_times = False
    return client


def _secure(client: Any, settings: ImapSettings) -> None:
    """STARTTLS, or no login at all: an offer that is missing may have been cut out on the way (RFC 9051 11.1)."""
    if settings.tls != "starttls":
        return
    if not client.has_capability("STARTTLS"):
        raise LoginRefused(f"{settings.host}: offers no STARTTLS; the password is not sent in the clear")
    client.starttls(_context(settings))


def _authenticate(client: Any, settings: ImapSettings) -> None:
    if settings.tokens is None:
        plain = (
            client.has_capability("LOGINDISABLED") or not (settings.username + settings.password).isascii()
        )
        (client.plain_login if plain else client.login)(settings.username, settings.password)
        return
    try:
        _present_token(client, settings, settings.tokens)
    except LoginError:
        settings.tokens.forget()  # it may have been withdrawn before its time
        _present_token(client, settings, settings.tokens)


def _present_token(client: Any, settings: ImapSettings, tokens: Tokens) -> None:
    present = {"xoauth2": client.oauth2_login, "oauthbearer": client.oauthbearer_login}[settings.mechanism]
    present(settings.username, tokens.token())


def _personal_prefix(client: Any) -> str:
    if not client.has_capability("NAMESPACE"):
        return ""
    personal = client.namespace().personal
    return str(personal[0][0]) if personal else ""


def _context(settings: ImapSettings) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(settings.ca_file) if settings.ca_file else None)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def readable(seconds: float, *sockets: socket.socket) -> None:
    """Return when one of the sockets can be read, at the latest after `seconds`."""
    poller = select.poll()
    for one in sockets:
        poller.register(one.fileno(), select.POLLIN)
    poller.poll(max(0.0, seconds) * 1000)
