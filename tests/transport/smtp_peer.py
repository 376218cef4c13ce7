"""An SMTP server that fails where and how a test says; it keeps what it took, byte for byte."""

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

STAGES = ("CONNECT", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", ".")
SOFT, HARD, CLOSING, DROP, STALL = "4xx", "5xx", "421", "drop", "stall"
DRIP = "drip"
FAULTS = (SOFT, HARD, CLOSING, DROP, STALL)
REPLIES = {SOFT: "451 4.3.0 later", HARD: "554 5.7.1 never", CLOSING: "421 4.3.2 closing"}
GOOD = {
    "CONNECT": "220 peer.test ready",
    "MAIL": "250 2.1.0 sender ok",
    "RCPT": "250 2.1.5 recipient ok",
    "DATA": "354 go on",
    ".": "250 2.0.0 taken as 17",
    "RSET": "250 2.0.0 reset",
    "NOOP": "250 2.0.0 here",
}


class _Gone(Exception):
    """This connection is over."""


@dataclass(kw_only=True)
class Peer:
    """What the server does, and what it saw."""

    port: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    """Stage -> fault."""
    spent: int = 1_000_000
    """So many faults, then all is well."""
    extensions: tuple[str, ...] = ("SMTPUTF8", "8BITMIME", "AUTH PLAIN XOAUTH2")
    replies: dict[str, str] = field(default_factory=dict)
    """Stage -> a reply of the test's own."""
    closes_after: int = 1_000_000
    """Mails on one connection before it is closed without a word."""
    connections: int = 0
    commands: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    tls: ssl.SSLContext | None = None
    implicit: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    def fault(self, stage: str) -> str:
        """The fault of this stage, counted."""
        if stage not in self.faults or self.spent <= 0:
            return ""
        self.spent -= 1
        return self.faults[stage]


@contextmanager
def smtp_peer(certificate: tuple[Path, Path] | None = None, *, implicit: bool = False) -> Iterator[Peer]:
    """A peer on a port of 127.0.0.1, with STARTTLS or implicit TLS when it has a certificate."""
    peer = Peer(implicit=implicit)
    if certificate:
        peer.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        peer.tls.load_cert_chain(*certificate)
    with socket.create_server(("127.0.0.1", 0)) as door:
        peer.port = door.getsockname()[1]
        thread = threading.Thread(target=_accept, args=(door, peer), daemon=True)
        thread.start()
        try:
            yield peer
        finally:
            peer.over.set()
            door.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _accept(door: socket.socket, peer: Peer) -> None:
    while True:
        try:
            line, _ = door.accept()
        except OSError:
            return
        peer.connections += 1
        threading.Thread(target=_serve, args=(line, peer), daemon=True).start()


def _serve(line: socket.socket, peer: Peer) -> None:
    with suppress(OSError, _Gone), line:
        if peer.implicit and peer.tls:
            line = peer.tls.wrap_socket(line, server_side=True)
        talk = _Talk(line, peer)
        try:
            talk.run()
        finally:
            talk.file.close()
            talk.line.close()


class _Talk:
    def __init__(self, line: socket.socket, peer: Peer) -> None:
        self.line, self.peer = line, peer
        self.file: BinaryIO = line.makefile("rb")
        self.taken = 0

    def run(self) -> None:
        self.answer("CONNECT")
        while words := self.file.readline():
            verb, space, rest = words.decode("utf-8", "surrogateescape").strip().partition(" ")
            self.peer.commands.append(f"{verb.upper()}{space}{rest}")
            self.obey(verb.upper(), rest)

    def obey(self, verb: str, rest: str) -> None:
        if verb in ("EHLO", "HELO"):
            self.greet(verb)
        elif verb == "STARTTLS" and self.peer.tls:
            self.say("220 2.0.0 go on")
            self.line = self.peer.tls.wrap_socket(self.line, server_side=True)
            self.file = self.line.makefile("rb")
        elif verb == "AUTH":
            self.log_in(rest)
        elif verb == "DATA":
            if self.answer("DATA"):
                self.take()
        elif verb == "QUIT":
            self.say("221 2.0.0 bye")
            raise _Gone
        else:
            self.answer(verb)

    def greet(self, verb: str) -> None:
        offered = list(self.peer.extensions) if verb == "EHLO" else []
        if self.peer.tls and not isinstance(self.line, ssl.SSLSocket):
            offered.append("STARTTLS")
        lines = ["peer.test", *offered]
        good = "\r\n".join(f"250{'-' if i < len(lines) - 1 else ' '}{text}" for i, text in enumerate(lines))
        self.answer("EHLO", good)

    def log_in(self, rest: str) -> None:
        self.peer.logins.append(base64.b64decode(rest.split(" ")[1]).decode())
        self.answer("AUTH", "235 2.7.0 welcome")

    def take(self) -> None:
        lines = []
        while (words := self.file.readline()) not in (b".\r\n", b""):
            lines.append(words.removeprefix(b"."))
        if not words:
            raise _Gone
        reply = self.reply(".")
        if reply.startswith("2"):  # noted before the client hears of it, and looks
            self.peer.mails.append(b"".join(lines))
            self.taken += 1
        self.say(reply)
        if self.taken >= self.peer.closes_after:
            raise _Gone

    def answer(self, stage: str, good: str = "") -> bool:
        """Reply as the test wants; whether that was a yes."""
        reply = self.reply(stage, good)
        self.say(reply)
        return reply[0] in "23"

    def reply(self, stage: str, good: str = "") -> str:
        """What is to be said at this stage. Raises _Gone for a fault that says nothing."""
        fault = self.peer.fault(stage)
        if fault == STALL:
            self.peer.over.wait(20)
        if fault == DRIP:
            while not self.peer.over.wait(0.1):
                self.line.sendall(b"2")
        if fault in (STALL, DROP, DRIP):
            raise _Gone
        return (
            REPLIES.get(fault) or self.peer.replies.get(stage) or good or GOOD.get(stage, "502 5.5.2 what?")
        )

    def say(self, reply: str) -> None:
        self.line.sendall(reply.encode() + b"\r\n")
        if reply == REPLIES[CLOSING]:
            raise _Gone
