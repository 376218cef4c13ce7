"""An IMAP server that says what it is told to, for what no honest server says."""

import re
import socket
import threading
from collections.abc import Callable
from contextlib import suppress

Answer = Callable[[bytes], bytes]

MAIL = b"Subject: mail 1\r\n\r\nhello\r\n"
ORDINARY: dict[bytes, bytes] = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n",
    b"SELECT": b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [PERMANENTFLAGS (\\* \\Deleted)]\r\n",
    b"LOGOUT": b"* BYE see you\r\n",
    b"UID SEARCH": b"* SEARCH 1\r\n",
    b"UID FETCH 1 (RFC822.SIZE": b'* 1 FETCH (UID 1 RFC822.SIZE 24 INTERNALDATE "23-Nov-2026 10:00:00 +0000")\r\n',
    b"UID FETCH 1 (BODY.PEEK[])": b"* 1 FETCH (UID 1 BODY[] {%d}\r\n%b)\r\n" % (len(MAIL), MAIL),
}


class ScriptedImap:
    """Answers each command by the longest matching beginning; the tagged OK follows, unless `TAG` says otherwise."""

    def __init__(self, answers: dict[bytes, bytes]) -> None:
        self._answers = {**ORDINARY, **answers}
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.heard: list[bytes] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(client,), daemon=True).start()

    def _talk(self, client: socket.socket) -> None:
        with suppress(OSError), client, client.makefile("rb") as lines:
            client.sendall(self._answers.get(b"greeting", b"* OK ready\r\n"))
            for line in lines:
                tag, _, command = line.strip().partition(b" ")
                self.heard.append(command)
                answer = self._answer(command)
                client.sendall(
                    answer.replace(b"TAG", tag) if b"TAG" in answer else answer + tag + b" OK done\r\n"
                )
                if command == b"LOGOUT":
                    return

    def _answer(self, command: bytes) -> bytes:
        fitting = [known for known in self._answers if re.match(re.escape(known), command, re.IGNORECASE)]
        return self._answers[max(fitting, key=len)] if fitting else b""
