"""Our own door: SMTP (RFC 5321) and LMTP (RFC 2033) listeners. A mail is acknowledged only after it is stored."""

import asyncio
import contextlib
import logging
import queue
import ssl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import MISSING, SMTP, Envelope, Session

from mailer.errors import Permanent, Transient, Unreadable
from mailer.mailbox.rate import Rate, Window
from mailer.model.mail_source import RawMail

log = structlog.get_logger()
logging.getLogger("mail.log").setLevel(
    logging.WARNING
)  # aiosmtpd logs every command, and with it reply tokens

Store = Callable[[Sequence[RawMail]], object]
"""Stores mails durably, all or none, in one transaction."""

STORED = "250 2.0.0 stored"
TRY_LATER = "451 4.3.0 not stored, try again later"
TOO_BIG = "552 5.3.4 message is too big"
UNREADABLE = "554 5.6.0 message cannot be accepted"
NO_SUCH_RECIPIENT = "550 5.1.1 no such mailbox here"
TOO_MANY_RECIPIENTS = "452 4.5.3 too many recipients"
TOO_FAST = "451 4.7.1 too many mails, try again later"
TOO_MANY_CONNECTIONS = "421 4.3.2 too many connections, try again later"
REFUSED_AT_ONCE = {"552 Error: message size exceeds fixed maximum message size": TOO_BIG}
REFUSED_AFTER_DATA = {
    "552 Error: Too much mail data": TOO_BIG,
    "500 Line too long (see RFC5321 4.5.3.1.6)": UNREADABLE,
}
"""aiosmtpd's own refusals, with the enhanced status codes (RFC 3463) that it leaves out."""
STORED_TOGETHER = 100
LAST_STORES_SECONDS = 1.0
"""How long a stop waits for mails that are being stored; whoever gets no answer sends again, which is a no-op."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListenSettings:
    """What the listeners accept; port None is closed, port 0 takes a free one."""

    host: str = "127.0.0.1"
    smtp_port: int | None = 2525
    lmtp_port: int | None = 2524
    hostname: str = "localhost"
    """How we greet."""
    recipients: tuple[str, ...] = ()
    """Addresses that exist here, each with any plus-tag; empty takes every recipient."""
    max_bytes: int = 25 * 1024 * 1024
    max_recipients: int = 100
    max_connections: int = 50
    rates: tuple[Window, ...] = ()
    """Of one envelope sender, and of one peer; more are asked to come later."""
    relays: frozenset[str] = frozenset({"127.0.0.1", "::1"})
    """Peers that hand on other people's mail: of them only the senders are counted."""
    tls_cert: Path | None = None
    tls_key: Path | None = None
    timeout: float = 300.0
    """Seconds of silence after which a client is dropped (RFC 5321 section 4.5.3.2.7)."""


class Listener:
    """Both listeners in a thread of their own; `start` and `stop` once each."""

    def __init__(
        self, settings: ListenSettings, store: Store, clock: Callable[[], datetime] | None = None
    ) -> None:
        self._settings = settings
        self._clock = clock or _now
        self._loop: asyncio.AbstractEventLoop  # made by start: who only looks at the doors leaves none behind
        self._thread = threading.Thread(target=self._run, name="listen", daemon=True)
        self._writer = _Writer(store)
        self._servers: dict[str, asyncio.Server] = {}

    @property
    def smtp_port(self) -> int:
        """The port that SMTP is bound to."""
        return _bound_port(self._servers["smtp"])

    @property
    def lmtp_port(self) -> int:
        """The port that LMTP is bound to."""
        return _bound_port(self._servers["lmtp"])

    def start(self) -> None:
        """Open the ports. Raises Transient when one is taken, OSError when the certificate cannot be read."""
        tls = _server_tls(self._settings)
        self._loop = asyncio.new_event_loop()
        self._writer.start()
        self._thread.start()
        opening = asyncio.run_coroutine_threadsafe(self._open(tls), self._loop)
        try:
            opening.result()
        except OSError as error:
            self.stop()
            raise Transient(f"cannot listen on {self._settings.host}: {error.strerror or error}") from error

    def stop(self) -> None:
        """Close the ports and every connection; mails that are being stored get a second to be answered."""
        if self._thread.is_alive():
            closing = asyncio.run_coroutine_threadsafe(self._close(), self._loop)
            with contextlib.suppress(
                TimeoutError
            ):  # the loop is busy with a peer: the process ends without it
                closing.result(LAST_STORES_SECONDS + 1)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(1.0)
        self._writer.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_forever()
        self._loop.close()

    async def _open(self, tls: ssl.SSLContext | None) -> None:
        door = _Door(self._settings, self._writer, self._clock)
        ports = {"smtp": self._settings.smtp_port, "lmtp": self._settings.lmtp_port}
        for protocol, port in ports.items():
            if port is not None:
                conversation = PROTOCOLS[protocol]
                factory = _factory(conversation, door, self._settings, tls)
                self._servers[protocol] = await self._loop.create_server(factory, self._settings.host, port)

    async def _close(self) -> None:
        for server in self._servers.values():
            server.close()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._writer.idle(), LAST_STORES_SECONDS)
        await asyncio.sleep(0)  # the answers to what was just stored go out
        talks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@dataclass(kw_only=True, eq=False)
class _Job:
    """A mail that waits to be stored, and who waits for it."""

    mail: RawMail
    loop: asyncio.AbstractEventLoop
    answer: "asyncio.Future[str]" = field(repr=False)

    def tell(self, answer: str) -> None:
        with contextlib.suppress(RuntimeError):  # the loop was closed: nobody waits any more
            self.loop.call_soon_threadsafe(self._tell, answer)

    def _tell(self, answer: str) -> None:
        if not self.answer.done():
            self.answer.set_result(answer)


class _Writer:
    """Stores mails in a thread, so that a slow disk never stops the conversations.

    What came in while one transaction ran goes into the next one together (group commit).
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._open: set[asyncio.Future[str]] = set()
        self._thread = threading.Thread(target=self._run, name="listen-store", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._queue.put(None)

    async def store(self, mail: RawMail) -> str:
        """The reply for this mail, once it is durable or refused."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[str] = loop.create_future()
        self._open.add(answer)
        answer.add_done_callback(self._open.discard)
        self._queue.put(_Job(mail=mail, loop=loop, answer=answer))
        return await answer

    async def idle(self) -> None:
        """Return once nothing is being stored."""
        while self._open:
            await asyncio.wait(self._open)

    def _run(self) -> None:
        while job := self._queue.get():
            jobs = [job]
            while len(jobs) < STORED_TOGETHER and not self._queue.empty():
                following = self._queue.get()
                if following is None:
                    self._queue.put(None)
                    break
                jobs.append(following)
            self._store_together(jobs)

    def _store_together(self, jobs: list[_Job]) -> None:
        """One mail that cannot be stored takes no other one with it."""
        answer = self._try([job.mail for job in jobs])
        for job in jobs:
            job.tell(answer if answer == STORED or len(jobs) == 1 else self._try([job.mail]))

    def _try(self, mails: list[RawMail]) -> str:
        try:
            self._store(mails)
        except Unreadable as error:
            log.warning("listen_refused", because=str(error))
            return TOO_BIG if error.reason == "too-big" else UNREADABLE
        except Permanent as error:
            log.warning("listen_refused", because=str(error))
            return UNREADABLE
        except Exception as error:  # whatever is not known to stay may pass: the peer keeps the mail
            log.warning("listen_not_stored", mails=len(mails), because=str(error))
            return TRY_LATER
        return STORED


class _Door:
    """What both protocols share: who may come in, and what becomes of a mail (aiosmtpd's handler hooks)."""

    def __init__(self, settings: ListenSettings, writer: _Writer, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._writer = writer
        self._clock = clock
        self._known = frozenset(_without_tag(address) for address in settings.recipients)
        self._rate = Rate(settings.rates)
        self._inside = 0

    def enter(self) -> bool:
        if self._inside >= self._settings.max_connections:
            return False
        self._inside += 1
        return True

    def leave(self) -> None:
        self._inside -= 1

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer PIPELINING, which LMTP requires (RFC 2033 section 5) and a stream of lines gives for nothing.

        Nobody signs in here, so aiosmtpd's empty AUTH line goes.
        """
        session.host_name = hostname
        offered = [line for line in responses if not line.startswith("250-AUTH")]
        return [*offered[:-1], "250-PIPELINING", offered[-1]]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> Any:
        now, peer = self._clock().timestamp(), str(session.peer[0]) if session.peer else ""
        counted = [address.lower()] if peer in self._settings.relays else [address.lower(), peer]
        taken = [self._rate.take(one, now) for one in counted]
        if all(taken):
            return MISSING
        log.warning("listen_too_fast", peer=peer)
        return TOO_FAST

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> Any:
        if self._known and _without_tag(address) not in self._known:
            return NO_SUCH_RECIPIENT
        if len(envelope.rcpt_tos) >= self._settings.max_recipients:
            return TOO_MANY_RECIPIENTS
        return MISSING

    async def handle_DATA(  # noqa: N802
        self, server: "_Smtp | _Lmtp", session: Session, envelope: Envelope
    ) -> str:
        mail = RawMail(
            raw=envelope.original_content or b"",
            source="listen",
            account=server.protocol,
            received_at=self._clock(),
            envelope_sender=envelope.mail_from or "",
            envelope_recipients=tuple(_clean(address) for address in envelope.rcpt_tos),
        )
        return server.for_each(await self._writer.store(mail))

    async def handle_exception(self, error: Exception) -> str:
        """An accident of ours is never the mail's fault."""
        log.error("listen_failed", because=repr(error))
        return TRY_LATER


class _Conversation(SMTP):
    """aiosmtpd's conversation with our bounds: connections, lines as long as real clients write them, replies."""

    protocol = "smtp"
    line_length_limit = 1024 * 1024
    """RFC 5321 has 1000, but clients send whole HTML bodies in a line, and a refusal would lose the mail."""

    def __init__(self, door: _Door, **settings: Any) -> None:
        super().__init__(door, **settings)
        self._door = door

    async def _handle_client(self) -> None:
        if not self._door.enter():
            await self.push(TOO_MANY_CONNECTIONS)
            if self.transport:
                self.transport.close()
            return
        try:
            await super()._handle_client()
        finally:
            self._door.leave()

    async def push(self, status: Any) -> None:
        if status in REFUSED_AFTER_DATA:
            status = self.for_each(REFUSED_AFTER_DATA[status])
        await super().push(REFUSED_AT_ONCE.get(status, status))

    def for_each(self, reply: str) -> str:
        """The reply after the final dot."""
        return reply


class _Smtp(_Conversation):
    pass


class _Lmtp(_Conversation, LMTP):
    protocol = "lmtp"

    def for_each(self, reply: str) -> str:
        """LMTP answers once for every accepted recipient (RFC 2033 section 4.2)."""
        count = len(self.envelope.rcpt_tos) if self.envelope else 1
        return "\r\n".join([reply] * count)


PROTOCOLS: dict[str, type[_Conversation]] = {"smtp": _Smtp, "lmtp": _Lmtp}


def _factory(
    conversation: type[_Conversation], door: _Door, settings: ListenSettings, tls: ssl.SSLContext | None
) -> Callable[[], _Conversation]:
    loop = asyncio.get_running_loop()
    return lambda: conversation(
        door,
        data_size_limit=settings.max_bytes,
        enable_SMTPUTF8=True,
        hostname=settings.hostname,
        ident="ready",
        tls_context=tls,
        timeout=settings.timeout,
        auth_exclude_mechanism=("LOGIN", "PLAIN"),
        loop=loop,
    )


def _server_tls(settings: ListenSettings) -> ssl.SSLContext | None:
    if settings.tls_cert is None:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings.tls_cert, settings.tls_key)
    return context


def _bound_port(server: asyncio.Server) -> int:
    port: int = server.sockets[0].getsockname()[1]
    return port


def _now() -> datetime:
    return datetime.now(UTC)


def _without_tag(address: str) -> str:
    """`integrations+r7@x.test` is the mailbox `integrations@x.test` (RFC 5233)."""
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _clean(address: str) -> str:
    """Bytes that are no UTF-8 came in as lone surrogates, which no store takes."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
