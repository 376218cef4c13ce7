"""Outgoing mail by SMTP (RFC 5321), on one connection that is kept as long as it lives."""

import re
import smtplib
import ssl
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mailer.errors import Permanent, Transient
from mailer.model.envelope import Envelope

_ENHANCED = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_MAILBOX = re.compile(
    r"[^\s<>\x00-\x1f\x7f,;:\\\"()\[\]@-][^\s<>\x00-\x1f\x7f,;:\\\"()\[\]@]*@[^\s<>\x00-\x1f\x7f@]+\Z"
)
"""What we send to: no quoted local part, no leading dash, nothing a shell or a log could misread (R-44)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SmtpSettings:
    """How to reach the server."""

    host: str
    port: int
    tls: Literal["implicit", "starttls", "none"] = "starttls"
    ca_file: Path | None = None
    username: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 30.0
    """Seconds for every step."""
    idle: float = 60.0
    """A connection unused for longer is not trusted any more."""
    most_mails: int = 100
    """Mails on one connection; servers close it after some number anyway."""
    local_hostname: str = "localhost"


class SmtpTransport:
    """One connection to one server; the same bytes at every attempt."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None
        self._used_at = 0.0
        self._sent = 0

    def send(self, envelope: Envelope) -> str:
        """Hand over one mail for one recipient and return the server's word.

        A connection that breaks after the data is Transient and ambiguous (RFC 1047): the retry carries the same
        Message-ID and bytes. Raises Transient or Permanent with the enhanced status code.
        """
        if not _MAILBOX.match(envelope.recipient):
            raise Permanent(f"{envelope.recipient!r} is no mailbox that we send to", status="5.1.3")
        try:
            return self._hand_over(self._connected(), envelope)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            self._drop(error)
            raise _translated(error) from error

    def check(self) -> str:
        """Connect, log in and say so."""
        try:
            self._connected().noop()
        except (smtplib.SMTPException, OSError) as error:
            self._drop(error)
            raise _translated(error) from error
        return f"{self._settings.host}:{self._settings.port} takes our mail"

    def close(self) -> None:
        """Say QUIT if that is still possible."""
        if self._server:
            try:
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                self._server.close()
            self._server = None

    def _hand_over(self, server: smtplib.SMTP, envelope: Envelope) -> str:
        options = self._options(server, envelope)
        code, word = server.mail(envelope.sender, options)
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, word, envelope.sender)
        code, word = server.rcpt(envelope.recipient)
        if code not in (250, 251):
            raise smtplib.SMTPResponseException(code, word)
        code, word = server.data(envelope.content)
        if code != 250:
            raise smtplib.SMTPDataError(code, word)
        self._used_at = time.monotonic()
        self._sent += 1
        return f"{code} {_text(word)}"

    def _options(self, server: smtplib.SMTP, envelope: Envelope) -> list[str]:
        """SMTPUTF8 (RFC 6531) only where the address needs it, and never without the server's consent."""
        if envelope.recipient.isascii():
            return []
        if not server.has_extn("smtputf8"):
            raise Permanent(f"the server cannot take {envelope.recipient!r} (no SMTPUTF8)", status="5.6.7")
        server.command_encoding = "utf-8"
        return ["SMTPUTF8", "BODY=8BITMIME"]

    def _connected(self) -> smtplib.SMTP:
        if self._server and self._fresh():
            return self._server
        self.close()
        self._server = self._connect()
        self._used_at, self._sent = time.monotonic(), 0
        return self._server

    def _fresh(self) -> bool:
        return (
            self._sent < self._settings.most_mails and time.monotonic() - self._used_at < self._settings.idle
        )

    def _connect(self) -> smtplib.SMTP:
        s = self._settings
        context = ssl.create_default_context(cafile=str(s.ca_file) if s.ca_file else None)
        if s.tls == "implicit":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                s.host, s.port, s.local_hostname, timeout=s.timeout, context=context
            )
        else:
            server = smtplib.SMTP(s.host, s.port, s.local_hostname, timeout=s.timeout)
        try:
            server.ehlo_or_helo_if_needed()
            if s.tls == "starttls":
                # raises where the server offers none: never in the clear instead
                server.starttls(context=context)
                server.ehlo()
            if s.username:
                server.login(s.username, s.password)
        except BaseException:
            server.close()
            raise
        return server

    def _drop(self, error: Exception) -> None:
        """After a plain refusal the connection is good for the next mail; after anything else it is not."""
        if self._server is None:
            return
        refused = isinstance(error, smtplib.SMTPResponseException) and error.smtp_code != 421
        if refused:
            try:
                self._server.rset()
                return
            except (smtplib.SMTPException, OSError):
                pass
        self._server.close()
        self._server = None


def _translated(error: Exception) -> Transient | Permanent:
    """5xx stays, everything else may pass."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = f"{error.smtp_code} {_text(error.smtp_error)}"
        found = _ENHANCED.search(text)
        if 500 <= error.smtp_code < 600 and not isinstance(error, smtplib.SMTPAuthenticationError):
            return Permanent(text, status=found.group(1) if found else "")
        return Transient(text)
    if isinstance(error, ValueError):
        return Permanent(f"cannot be sent: {error}", status="5.6.0")
    return Transient(str(error) or type(error).__name__)


def _text(word: bytes | str) -> str:
    text = word.decode("utf-8", "replace") if isinstance(word, bytes) else word
    return " ".join(text.split())[:500]
