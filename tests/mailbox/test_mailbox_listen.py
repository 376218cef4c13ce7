"""Our own SMTP and LMTP listeners, over real sockets."""

import shutil
import smtplib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailer.config import load
from mailer.errors import Permanent, Transient, Unreadable
from mailer.mailbox.listen import Listener, ListenSettings
from mailer.model.mail_source import RawMail
from mailer.wiring.service import build
from mailer.wiring.ways import build_doors

MAIL = b"From: ana@orchard.example\r\nSubject: Plumbase\r\n\r\nPlease.\r\n"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


class Shelf:
    """Keeps what was stored; raises instead when told to."""

    def __init__(self) -> None:
        self.mails: list[RawMail] = []
        self.sizes: list[int] = []
        self.trouble: Exception | None = None
        self.free = threading.Event()
        self.free.set()

    def __call__(self, mails: Sequence[RawMail]) -> None:
        self.free.wait(20)
        if self.trouble:
            raise self.trouble
        if any(b"poison" in mail.raw for mail in mails):
            raise Unreadable("broken")
        self.mails += mails
        self.sizes.append(len(mails))


@contextmanager
def listening(shelf: Callable[[Sequence[RawMail]], object], **settings: object) -> Iterator[Listener]:
    listener = Listener(ListenSettings(smtp_port=0, lmtp_port=0, **settings), shelf, lambda: NOW)  # type: ignore[arg-type]
    listener.start()
    try:
        yield listener
    finally:
        listener.stop()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def listener(shelf: Shelf) -> Iterator[Listener]:
    with listening(shelf) as started:
        yield started


class Lines:
    """A client that says exactly what it is told to, and reads line by line."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._file = self._socket.makefile("rb")
        self.greeting = self.read()

    def say(self, *lines: bytes) -> list[bytes]:
        """Send every line and read one reply for each."""
        self.send(b"".join(line + b"\r\n" for line in lines))
        return [self.read() for _ in lines]

    def send(self, content: bytes) -> None:
        self._socket.sendall(content)

    def read(self) -> bytes:
        """One reply; of one with several lines the last."""
        while (line := self._file.readline())[3:4] == b"-":
            pass
        return line.rstrip(b"\r\n")

    def close(self) -> None:
        self._file.close()
        self._socket.close()


@contextmanager
def talking(port: int) -> Iterator[Lines]:
    lines = Lines(port)
    try:
        yield lines
    finally:
        lines.close()


def test_what_comes_by_smtp_is_stored_byte_for_byte_with_its_envelope(
    listener: Listener, shelf: Shelf
) -> None:
    """Dots are unstuffed, nothing is added on top, and the envelope comes along."""
    raw = MAIL + b".leading dot\r\n..two\r\n\r\n.\r\n-- \r\nlone\rcr and lone\nlf \xff\xfe\r\n"
    with (
        socket.create_connection(("127.0.0.1", listener.smtp_port)) as _,
        talking(listener.smtp_port) as client,
    ):
        client.say(
            b"EHLO x", b"MAIL FROM:<ana@orchard.example>", b"RCPT TO:<integrations+r7@tracker.test>", b"DATA"
        )
        stuffed = b"".join(
            b"." + line if line.startswith(b".") else line for line in raw.splitlines(keepends=True)
        )
        client.send(stuffed + b".\r\n")
        assert client.read() == b"250 2.0.0 stored"
    (mail,) = shelf.mails
    assert mail.raw == raw
    assert (mail.source, mail.account, mail.received_at) == ("listen", "smtp", NOW)
    assert mail.envelope_sender == "ana@orchard.example"
    assert mail.envelope_recipients == ("integrations+r7@tracker.test",)


def test_the_null_sender_of_a_bounce_is_kept(listener: Listener, shelf: Shelf) -> None:
    """MAIL FROM:<> is `<>`, which is not the same as an unknown sender."""
    with smtplib.SMTP("127.0.0.1", listener.smtp_port) as client:
        client.sendmail("<>", ["integrations@tracker.test"], MAIL)
    assert shelf.mails[0].envelope_sender == "<>"


def test_lmtp_answers_once_for_every_recipient(listener: Listener, shelf: Shelf) -> None:
    """RFC 2033 section 4.2: two recipients, two replies; the mail itself is stored once."""
    with talking(listener.lmtp_port) as client:
        client.say(
            b"LHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"RCPT TO:<c@t.test>", b"DATA"
        )
        client.send(MAIL + b".\r\n")
        assert [client.read(), client.read()] == [b"250 2.0.0 stored"] * 2
        assert client.say(b"NOOP") == [b"250 OK"]
    assert len(shelf.mails) == 1
    assert shelf.mails[0].envelope_recipients == ("b@t.test", "c@t.test")
    assert shelf.mails[0].account == "lmtp"


def test_lmtp_refuses_a_big_mail_for_every_recipient(shelf: Shelf) -> None:
    """Also the refusal after DATA comes once a recipient, or the peer takes it for the next command's answer."""
    with listening(shelf, max_bytes=1000) as listener, talking(listener.lmtp_port) as client:
        client.say(
            b"LHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"RCPT TO:<c@t.test>", b"DATA"
        )
        client.send(b"x" * 2000 + b"\r\n.\r\n")
        assert [client.read(), client.read()] == [b"552 5.3.4 message is too big"] * 2
        assert client.say(b"NOOP") == [b"250 OK"]
    assert shelf.mails == []


TROUBLE = {
    Transient("disk is full"): b"451 4.3.0",
    RuntimeError("nobody thought of it"): b"451 4.3.0",
    OSError(28, "No space left on device"): b"451 4.3.0",
    Unreadable("too-big"): b"552 5.3.4",
    Unreadable("too-deep"): b"554 5.6.0",
    Permanent("never"): b"554 5.6.0",
}


@pytest.mark.parametrize("trouble", TROUBLE, ids=repr)
@pytest.mark.parametrize("protocol", ["smtp", "lmtp"])
def test_our_trouble_keeps_the_mail_with_the_peer(
    listener: Listener, shelf: Shelf, trouble: Exception, protocol: str
) -> None:
    """4xx for whatever may pass, unknown accidents included; 5xx only for what can never be accepted."""
    shelf.trouble = trouble
    hello = b"EHLO x" if protocol == "smtp" else b"LHLO x"
    with talking(listener.smtp_port if protocol == "smtp" else listener.lmtp_port) as client:
        client.say(hello, b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"DATA")
        client.send(MAIL + b".\r\n")
        assert client.read().startswith(TROUBLE[trouble])
        shelf.trouble = None
        client.say(b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"DATA")
        client.send(MAIL + b".\r\n")
        assert client.read() == b"250 2.0.0 stored"


def test_the_reply_comes_only_after_the_store_returned(listener: Listener, shelf: Shelf) -> None:
    """250 follows the durable commit; meanwhile other conversations go on."""
    shelf.free.clear()
    with talking(listener.smtp_port) as client, talking(listener.smtp_port) as other:
        client.say(b"EHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"DATA")
        client.send(MAIL + b".\r\n")
        client._socket.settimeout(0.3)
        with pytest.raises(TimeoutError):
            client._socket.recv(100)
        assert other.say(b"EHLO y", b"NOOP")[1] == b"250 OK"
        shelf.free.set()
        client._socket.settimeout(5)
        assert client._socket.recv(100) == b"250 2.0.0 stored\r\n"


def test_mails_that_wait_for_one_commit_share_the_next(listener: Listener, shelf: Shelf) -> None:
    """Group commit: while the disk is busy the others gather; a poisoned one among them takes nobody along."""
    shelf.free.clear()
    answers: dict[int, object] = {}

    def send(number: int) -> None:
        try:
            with smtplib.SMTP("127.0.0.1", listener.smtp_port, timeout=10) as client:
                client.sendmail(
                    f"{number}@x.example", ["b@t.test"], MAIL + (b"poison" if number == 7 else b"")
                )
            answers[number] = "stored"
        except smtplib.SMTPDataError as error:
            answers[number] = error.smtp_code

    senders = [threading.Thread(target=send, args=(number,)) for number in range(20)]
    for sender in senders:
        sender.start()
    time.sleep(1.0)
    shelf.free.set()
    for sender in senders:
        sender.join()
    assert answers == {number: 554 if number == 7 else "stored" for number in range(20)}
    assert len(shelf.mails) == 19


SMUGGLED = [b"\n.\n", b"\r\n.\n", b"\n.\r\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\r\n\x00.\r\n", b"\n.\r"]


@pytest.mark.parametrize("end", SMUGGLED, ids=repr)
def test_cve_2023_51764_no_false_end_of_data_smuggles_a_second_mail(
    listener: Listener, shelf: Shelf, end: bytes
) -> None:
    """Only CR LF dot CR LF ends a mail; commands behind any other ending are text of the one mail (R-43)."""
    second = b"MAIL FROM:<staff@tracker.test>\r\nRCPT TO:<b@t.test>\r\nDATA\r\nSubject: smuggled\r\n"
    with talking(listener.smtp_port) as client:
        client.say(b"EHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"DATA")
        client.send(MAIL + b"text" + end + second + b"\r\n.\r\n")
        assert client.read().startswith(b"250")
        assert client.say(b"NOOP") == [b"250 OK"]
    assert [mail.envelope_sender for mail in shelf.mails] == ["a@x.example"]
    assert b"Subject: smuggled" in shelf.mails[0].raw


def test_unknown_recipients_are_refused_and_plus_addresses_are_known(shelf: Shelf) -> None:
    """With recipients configured: any tag and any case belong to them, everything else is 550 5.1.1."""
    with (
        listening(shelf, recipients=("Integrations@Tracker.test",)) as listener,
        talking(listener.smtp_port) as client,
    ):
        client.say(b"EHLO x", b"MAIL FROM:<a@x.example>")
        wrong = [
            b"other@tracker.test",
            b"integrations@elsewhere.test",
            b"integrations.x@tracker.test",
            b"integrations",
        ]
        for address in wrong:
            assert client.say(b"RCPT TO:<" + address + b">") == [b"550 5.1.1 no such mailbox here"]
        for address in (b"integrations@tracker.test", b"INTEGRATIONS+tok=7@tracker.TEST"):
            assert client.say(b"RCPT TO:<" + address + b">") == [b"250 OK"]


def test_too_many_recipients_are_asked_to_come_later(shelf: Shelf) -> None:
    """452 4.5.3 (RFC 5321 section 4.5.3.1.10), never a permanent refusal."""
    with listening(shelf, max_recipients=2) as listener, talking(listener.smtp_port) as client:
        client.say(b"EHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"RCPT TO:<c@t.test>")
        assert client.say(b"RCPT TO:<d@t.test>") == [b"452 4.5.3 too many recipients"]


def test_a_flood_of_one_sender_is_slowed_and_others_come_in(shelf: Shelf) -> None:
    """The third mail within the minute gets 451; another sender's is taken."""
    with (
        listening(shelf, rates=((2, 60),)) as listener,
        smtplib.SMTP("127.0.0.1", listener.smtp_port) as client,
    ):
        for _ in range(2):
            client.sendmail("flood@x.example", ["b@t.test"], MAIL)
        with pytest.raises(smtplib.SMTPSenderRefused) as refusal:
            client.sendmail("flood@x.example", ["b@t.test"], MAIL)
        assert refusal.value.smtp_code == 451
        client.sendmail("quiet@x.example", ["b@t.test"], MAIL)
    assert len(shelf.mails) == 3


def test_a_peer_that_invents_senders_is_slowed_too(shelf: Shelf) -> None:
    """R-94: only a relay of ours hands on other people's mail; any other peer counts as one sender."""
    with (
        listening(shelf, rates=((2, 60),), relays=frozenset()) as listener,
        smtplib.SMTP("127.0.0.1", listener.smtp_port) as client,
    ):
        for number in range(2):
            client.sendmail(f"flood{number}@x.example", ["b@t.test"], MAIL)
        with pytest.raises(smtplib.SMTPSenderRefused):
            client.sendmail("flood3@x.example", ["b@t.test"], MAIL)


def test_as_configured_a_flood_is_held_and_a_normal_sender_comes_in_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-94: with the ordinary configuration fifty mails of one sender pass in a moment, and somebody else's right away."""
    monkeypatch.chdir(tmp_path)
    settings = load(None, {"MAILER_LISTEN__SMTP_PORT": "0", "MAILER_LISTEN__LMTP_PORT": "0"})
    app = build(settings)
    doors = build_doors(settings, app)
    doors.open(on_mail=lambda: None)
    assert doors.listener
    taken = 0
    with smtplib.SMTP("127.0.0.1", doors.listener.smtp_port) as client:
        with pytest.raises(smtplib.SMTPSenderRefused) as refusal:
            for _ in range(60):
                client.sendmail("flood@x.example", ["integrations@localhost"], MAIL)
                taken += 1
        assert 50 <= taken < 60
        assert refusal.value.smtp_code == 451
        began = time.monotonic()
        client.sendmail("quiet@x.example", ["integrations@localhost"], MAIL)
        assert time.monotonic() - began < 5
    doors.close()
    app.close()


def test_a_stop_with_a_stuck_store_raises_nothing(shelf: Shelf) -> None:
    """R-06: a mail whose transaction hangs gets no answer, is sent again later, and holds up no stop."""
    shelf.free.clear()
    with listening(shelf) as listener:
        client = smtplib.SMTP("127.0.0.1", listener.smtp_port)
        client.ehlo()
        client.docmd("MAIL FROM:<a@x.example>")
        client.docmd("RCPT TO:<b@t.test>")
        client.docmd("DATA")
        client.send(MAIL + b".\r\n")
        time.sleep(0.3)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    client.close()
    shelf.free.set()


def test_the_size_limit_is_advertised_and_held_before_the_mail_is_sent(shelf: Shelf) -> None:
    """SIZE stands in the greeting; a mail that announces more is refused at MAIL FROM with 552 5.3.4."""
    with (
        listening(shelf, max_bytes=1000) as listener,
        smtplib.SMTP("127.0.0.1", listener.smtp_port) as client,
    ):
        client.ehlo()
        assert client.esmtp_features["size"] == "1000"
        assert {"smtputf8", "8bitmime", "pipelining"} <= client.esmtp_features.keys()
        assert "auth" not in client.esmtp_features
        with pytest.raises(smtplib.SMTPSenderRefused) as refusal:
            client.sendmail("a@x.example", ["b@t.test"], b"x" * 5000)
        assert refusal.value.smtp_error == b"5.3.4 message is too big"


def test_utf8_addresses_and_bytes_that_are_none(listener: Listener, shelf: Shelf) -> None:
    """SMTPUTF8 (RFC 6531) addresses arrive as text; bytes that are no UTF-8 become the replacement character."""
    with smtplib.SMTP("127.0.0.1", listener.smtp_port) as client:
        client.sendmail("jürgen@obst.example", ["integrations@tracker.test"], MAIL, mail_options=["SMTPUTF8"])
    with talking(listener.smtp_port) as raw:
        raw.say(b"EHLO x", b"MAIL FROM:<a@x.example> SMTPUTF8", b"RCPT TO:<x\xff@t.test>", b"DATA")
        raw.send(MAIL + b".\r\n")
        assert raw.read().startswith(b"250")
    assert shelf.mails[0].envelope_sender == "jürgen@obst.example"
    assert shelf.mails[1].envelope_recipients == ("x\ufffd@t.test",)


def test_long_lines_are_no_reason_to_lose_a_mail(listener: Listener, shelf: Shelf) -> None:
    """A whole HTML body in one line of 300 kB is taken, though RFC 5321 allows 1000 octets."""
    raw = b"Subject: long\r\n\r\n" + b"<p>" * 100_000 + b"\r\n"
    with smtplib.SMTP("127.0.0.1", listener.smtp_port) as client:
        client.sendmail("a@x.example", ["b@t.test"], raw)
    assert shelf.mails[0].raw == raw


def test_a_crowd_is_told_to_come_later_and_the_place_of_one_who_leaves_is_free(shelf: Shelf) -> None:
    """The third of two allowed connections gets 421 and no conversation; leaving makes room."""
    with listening(shelf, max_connections=2) as listener:
        with talking(listener.smtp_port) as first, talking(listener.lmtp_port):
            with talking(listener.smtp_port) as third:
                assert third.greeting == b"421 4.3.2 too many connections, try again later"
            assert first.say(b"EHLO x")[0].startswith(b"250")
        time.sleep(0.2)
        with talking(listener.smtp_port) as later:
            assert later.greeting.startswith(b"220")


def test_a_silent_client_is_dropped(shelf: Shelf) -> None:
    """After the timeout without a word the connection is closed."""
    with listening(shelf, timeout=0.3) as listener, talking(listener.smtp_port) as client:
        start = time.monotonic()
        assert client.read() == b""
        assert time.monotonic() - start < 3


def test_a_stop_is_quick_and_the_port_is_free_again(shelf: Shelf) -> None:
    """With idle clients, one in the middle of DATA and one whose store hangs, a stop takes less than two seconds."""
    with listening(shelf) as listener:
        port = listener.smtp_port
        clients = [Lines(port) for _ in range(3)]
        for client in clients[1:]:
            client.say(b"EHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"DATA")
        shelf.free.clear()
        clients[1].send(MAIL)
        clients[2].send(MAIL + b".\r\n")
        time.sleep(0.1)
        start = time.monotonic()
        listener.stop()
        assert time.monotonic() - start < 2
        shelf.free.set()
        for client in clients:
            client.close()
    again = Listener(ListenSettings(smtp_port=port, lmtp_port=None), shelf)
    again.start()
    assert again.smtp_port == port
    again.stop()


def test_a_mail_that_is_being_stored_at_the_stop_is_still_answered(listener: Listener, shelf: Shelf) -> None:
    """Whoever waits for a commit that ends within the second hears of it, and does not send again."""
    with talking(listener.smtp_port) as client:
        client.say(b"EHLO x", b"MAIL FROM:<a@x.example>", b"RCPT TO:<b@t.test>", b"DATA")
        shelf.free.clear()
        client.send(MAIL + b".\r\n")
        time.sleep(0.1)
        threading.Timer(0.2, shelf.free.set).start()
        listener.stop()
        assert client.read() == b"250 2.0.0 stored"


def test_a_taken_port_is_temporary_trouble_with_a_sentence(shelf: Shelf) -> None:
    """The operator is told which address; nothing is left running."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listener = Listener(ListenSettings(smtp_port=taken.getsockname()[1], lmtp_port=None), shelf)
        with pytest.raises(Transient, match="cannot listen on"):
            listener.start()


def test_starttls_when_there_is_a_certificate(shelf: Shelf, certificate: tuple[Path, Path]) -> None:
    """The conversation can be encrypted, and what was said in the clear before is forgotten (RFC 3207)."""
    cert, key = certificate
    with (
        listening(shelf, tls_cert=cert, tls_key=key) as listener,
        smtplib.SMTP("localhost", listener.smtp_port) as client,
    ):
        client.ehlo()
        client.starttls(context=ssl.create_default_context(cafile=str(cert)))
        client.sendmail("a@x.example", ["b@t.test"], MAIL)
    assert len(shelf.mails) == 1


def test_cve_2024_34083_text_injected_before_tls_is_thrown_away(
    shelf: Shelf, certificate: tuple[Path, Path]
) -> None:
    """Commands sent in the same packet behind STARTTLS are not run inside the encrypted conversation."""
    cert, key = certificate
    with listening(shelf, tls_cert=cert, tls_key=key) as listener, talking(listener.smtp_port) as client:
        client.say(b"EHLO x")
        client.send(b"STARTTLS\r\nMAIL FROM:<injected@x.example>\r\n")
        assert client.read().startswith(b"220")
        context = ssl.create_default_context(cafile=str(cert))
        with context.wrap_socket(client._socket, server_hostname="localhost") as inner:
            inner.sendall(b"EHLO x\r\nRCPT TO:<b@t.test>\r\n")
            said = b""
            while b"503" not in said and b"250 OK" not in said:
                said += inner.recv(4096)
        assert b"503 Error: need MAIL command" in said


@pytest.mark.skipif(shutil.which("swaks") is None, reason="swaks is not installed")
@pytest.mark.parametrize("protocol", ["ESMTP", "LMTP"])
def test_swaks_gets_its_mail_in(listener: Listener, shelf: Shelf, protocol: str) -> None:
    """The tool that newcomers are told to use works with both protocols."""
    port = listener.smtp_port if protocol == "ESMTP" else listener.lmtp_port
    command = [
        "swaks",
        "--protocol",
        protocol,
        "--server",
        f"127.0.0.1:{port}",
        "--to",
        "i@t.test",
        "--from",
        "a@x.example",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=30)
    assert shelf.mails[0].envelope_recipients == ("i@t.test",)
