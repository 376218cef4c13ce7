"""An SMTP server that takes everything on loopback and remembers it, as the outside world of a test."""

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from servers import free_port


class Sink:
    """Remembers every mail, byte for byte, in the order of arrival."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.recipients: list[str] = []
        self.port = free_port()
        self._controller: Controller | None = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        self.mails.append(content if isinstance(content, bytes) else str(content).encode())
        self.recipients.extend(envelope.rcpt_tos)
        return "250 2.0.0 taken"

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller.loop.close()

    def by_message_id(self) -> dict[str, set[bytes]]:
        """The different contents that came under each Message-ID."""
        found: dict[str, set[bytes]] = {}
        for mail in self.mails:
            found.setdefault(message_id(mail), set()).add(mail)
        return found


def message_id(raw: bytes) -> str:
    """The Message-ID of a mail of ours; the header is never folded."""
    head = raw.partition(b"\r\n\r\n")[0]
    line = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:"))
    return line.partition(b":")[2].strip().decode()
