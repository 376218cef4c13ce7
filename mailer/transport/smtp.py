"""Outgoing mail by SMTP (RFC 5321), on one connection that is kept as long as it lives."""

import re
import smtplib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from mailer.errors import Permanent, RelayTrouble, Transient
from mailer.model.envelope import Envelope
from mailer.transport.address import checked

Tls = Literal["implicit", "starttls", "none"]
Mechanism = Literal["xoauth2", "oauthbearer"]
USUAL_PORT = MappingProxyType({"implicit": 465, "starttls": 587, "none": 25})
GREETING = 220
ACCEPTED = 250
RECIPIENT_ACCEPTED = (250, 251)
CLOSING = 421
OUR_LOGIN = frozenset({530, 534, 535, 538})
"""RFC 4954 section 6: the account is at fault, not the mail; once it is put right, the mail goes out."""
LONGEST_SEND = 240.0
"""Seconds for one mail with everything around it: a server that drips its answers outlasts no lease (R-37)."""
GOODBYE_SECONDS = 2.0
_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_LINE_END = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class SmtpSettings:
    """How to reach the server."""

    host: str
    port: int = 0
    """0 stands for the usual one of `tls`."""
    tls: Tls = "starttls"
    ca_file: Path | None = None
    username: str = ""
    password: str = field(default="", repr=False)
    token: Callable[[], str] | None = field(default=None, repr=False)
    """Gives a good access token; it is then used instead of the password, by `mechanism`."""
    mechanism: Mechanism = "xoauth2"
    timeout: float = 30.0
    """Seconds for every step."""
    idle: float = 60.0
    """A connection unused for longer is not trusted any more."""
    most_mails: int = 100
    """Mails on one connection; servers close it after some number anyway."""
    longest_send: float = LONGEST_SEND
    mails_a_minute: int = 0
    """What waited for days goes out evenly, not as fast as the line carries it (R-40); 0: no bound."""
    local_hostname: str = "localhost"


class SmtpTransport:
    """One connection to one server; the same bytes at every attempt."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._dialling: smtplib.SMTP | None = None
        self._used_at = 0.0
        self._sent = 0
        self._turn_at = 0.0
        self._hurry = threading.Event()

    def send(self, envelope: Envelope) -> str:
        """Hand over one mail for one recipient and return the server's word.

        Every recipient has a transaction of its own. A connection that breaks after the data is Transient and
        ambiguous (RFC 1047): the retry carries the same Message-ID and bytes. Whatever goes wrong before the mail
        is spoken of (connection, greeting, EHLO, STARTTLS, AUTH) is RelayTrouble even with 5xx: RELIABILITY R-35
        speaks of the recipient, and the server has heard of none. Raises RelayTrouble, Transient or Permanent, the
        latter with the enhanced status code (RFC 3463).
        """
        checked(envelope.recipient)
        self._wait_for_turn()
        with self._bounded():
            try:
                return self._hand_over(self._begun(envelope), envelope)
            except (smtplib.SMTPException, OSError, ValueError) as error:
                self._drop(error)
                raise _translated(error) from error

    def check(self) -> str:
        """Connect, log in and say so. Raises as `send`."""
        with self._bounded():
            try:
                self._connected().noop()
            except (smtplib.SMTPException, OSError) as error:
                self._drop(error)
                raise _translated(error) from error
        return f"{self._settings.host}:{self._port} takes our mail"

    def hang_up(self) -> None:
        """As in Transport."""
        self._hurry.set()
        for server in (self._server, self._dialling):
            line = server.sock if server else None
            if line is not None:
                with suppress(OSError):
                    socket.socket.shutdown(line, socket.SHUT_RDWR)  # below TLS, which another thread is using

    def close(self) -> None:
        """Say QUIT if that is still possible."""
        if self._server:
            try:
                if self._server.sock:
                    self._server.sock.settimeout(GOODBYE_SECONDS)
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                self._server.close()
            self._server = None

    def _wait_for_turn(self) -> None:
        """Each mail has its share of the minute; whoever hangs up ends the wait."""
        if not self._settings.mails_a_minute:
            return
        self._hurry.clear()
        self._hurry.wait(max(0.0, self._turn_at - time.monotonic()))
        self._turn_at = time.monotonic() + 60.0 / self._settings.mails_a_minute

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """Silence ends by the socket's timeout; this ends an answer that comes a byte at a time."""
        alarm = threading.Timer(self._settings.longest_send, self.hang_up)
        alarm.daemon = True
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()

    @property
    def _port(self) -> int:
        return self._settings.port or USUAL_PORT[self._settings.tls]

    def _begun(self, envelope: Envelope) -> smtplib.SMTP:
        """A server that has accepted MAIL FROM.

        A kept connection may have been closed meanwhile, which shows only here; then, once, a new one is opened.
        Nothing has been handed over yet, so that cannot double a mail.
        """
        kept = self._server if self._fresh() else None
        if kept:
            try:
                return _mail(kept, envelope)
            except (smtplib.SMTPResponseException, smtplib.SMTPServerDisconnected, OSError) as error:
                if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code != CLOSING:
                    raise
                self._drop(error)
        return _mail(self._connected(), envelope)

    def _hand_over(self, server: smtplib.SMTP, envelope: Envelope) -> str:
        code, word = server.rcpt(envelope.recipient)
        if code not in RECIPIENT_ACCEPTED:
            raise smtplib.SMTPResponseException(code, word)
        # smtplib stuffs dots only at line ends that it sees: CRLF and nothing else
        code, word = server.data(_LINE_END.sub(b"\r\n", envelope.content))
        if code != ACCEPTED:
            raise smtplib.SMTPDataError(code, word)
        self._used_at = time.monotonic()
        self._sent += 1
        return f"{code} {_text(word)}"

    def _connected(self) -> smtplib.SMTP:
        if self._server and self._fresh():
            return self._server
        self.close()
        try:
            self._server = self._connect()
        except (smtplib.SMTPException, OSError, ValueError, Transient) as error:
            raise RelayTrouble(f"{self._settings.host}: {_words(error)}") from error
        self._used_at, self._sent = time.monotonic(), 0
        return self._server

    def _fresh(self) -> bool:
        return (
            self._sent < self._settings.most_mails and time.monotonic() - self._used_at < self._settings.idle
        )

    def _connect(self) -> smtplib.SMTP:
        s = self._settings
        context = None if s.tls == "none" else ssl.create_default_context(cafile=s.ca_file)
        server = self._dialling = _line(s, context)
        try:
            code, word = server.connect(s.host, self._port)
            if code != GREETING:
                raise smtplib.SMTPConnectError(code, word)
            server.ehlo_or_helo_if_needed()
            if s.tls == "starttls":
                # raises where the server offers none: never in the clear instead
                server.starttls(context=context)
                server.ehlo()
            _log_in(server, s)
        except BaseException:
            server.close()
            raise
        finally:
            self._dialling = None
        return server

    def _drop(self, error: Exception) -> None:
        """After a plain refusal the connection is good for the next mail; after anything else it is not."""
        if self._server is None:
            return
        refused = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code != CLOSING
        if refused:
            try:
                self._server.rset()
                return
            except (smtplib.SMTPException, OSError):
                pass
        self._server.close()
        self._server = None


def _line(s: SmtpSettings, context: ssl.SSLContext | None) -> smtplib.SMTP:
    """Not connected yet, so that somebody else can end a wait for the greeting."""
    server: Any = (
        smtplib.SMTP_SSL(local_hostname=s.local_hostname, timeout=s.timeout, context=context)
        if s.tls == "implicit"
        else smtplib.SMTP(local_hostname=s.local_hostname, timeout=s.timeout)
    )
    server._host = (
        s.host
    )  # smtplib takes the name to verify from here, and sets it only where it dials itself
    line: smtplib.SMTP = server
    return line


def _log_in(server: smtplib.SMTP, s: SmtpSettings) -> None:
    if s.token:
        answer = _bearer(s, s.token())
        # a second challenge is the server's reason in JSON; this word ends it with the refusal
        over = {"xoauth2": "", "oauthbearer": "\x01"}[s.mechanism]
        server.auth(s.mechanism.upper(), lambda challenge=None: over if challenge else answer)
    elif s.username:
        server.login(s.username, s.password)


def _bearer(s: SmtpSettings, token: str) -> str:
    """The client's first word: XOAUTH2 as Google and Microsoft write it, or OAUTHBEARER (RFC 7628 section 3.1)."""
    if s.mechanism == "xoauth2":
        return f"user={s.username}\x01auth=Bearer {token}\x01\x01"
    name = s.username.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 section 4
    return (
        f"n,a={name},\x01host={s.host}\x01port={s.port or USUAL_PORT[s.tls]}\x01auth=Bearer {token}\x01\x01"
    )


def _mail(server: smtplib.SMTP, envelope: Envelope) -> smtplib.SMTP:
    code, word = server.mail(envelope.sender, _options(server, envelope))
    if code != ACCEPTED:
        raise smtplib.SMTPSenderRefused(code, word, envelope.sender)
    return server


def _options(server: smtplib.SMTP, envelope: Envelope) -> list[str]:
    """SMTPUTF8 (RFC 6531) only where an address needs it, and never without the server's consent."""
    if envelope.recipient.isascii() and envelope.sender.isascii():
        return []
    if not server.has_extn("smtputf8"):
        raise Permanent(f"the server cannot take {envelope.recipient!r} (no SMTPUTF8)", status="5.6.7")
    return ["SMTPUTF8", "BODY=8BITMIME"]


def _translated(error: Exception) -> Transient | Permanent:
    """5xx about the mail stays, 4xx about it may pass; without a word about the mail it is the relay's trouble."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = _words(error)
        if error.smtp_code in {*OUR_LOGIN, CLOSING} or not 400 <= error.smtp_code < 600:
            return RelayTrouble(text)
        if error.smtp_code < 500:
            return Transient(text)
        found = _ENHANCED.search(text)
        return Permanent(text, status=found.group(1) if found else "")
    # a wrong certificate is both an OSError and a ValueError, and none of the mail's doing
    if isinstance(error, ValueError) and not isinstance(error, OSError):
        return Permanent(f"cannot be sent: {error}", status="5.6.0")
    return RelayTrouble(_words(error))


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(word: bytes | str) -> str:
    text = word.decode("utf-8", "replace") if isinstance(word, bytes) else word
    return " ".join(text.split())[:500]
