"""R-06: SIGTERM ends the program in ten seconds whatever it waits for, and nothing is lost by that; R-102: a halt is seen."""

import signal
import socket
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from accounts import empty
from program import program, wait_for
from servers import Dovecot, free_port

MAIL = b"From: Alice <alice@y.test>\r\nTo: integrations@y.test\r\nSubject: Quarkus Ledger\r\nMessage-ID: <stop@y.test>\r\n\r\nIntegration Name: Quarkus Ledger\r\n"


@pytest.fixture
def silent() -> Iterator[tuple[int, threading.Event]]:
    """The port of a server that takes connections and never says a word, and whether somebody called."""
    called, held = threading.Event(), list[socket.socket]()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def take() -> None:
            with suppress(OSError):
                while True:
                    held.append(door.accept()[0])
                    called.set()

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield door.getsockname()[1], called
        door.shutdown(socket.SHUT_RDWR)
        thread.join(5)
    for line in held:
        line.close()


def test_a_stop_waits_for_no_silent_server(
    tmp_path: Path, dovecot: Dovecot, silent: tuple[int, threading.Event]
) -> None:
    """IMAP idles, SMTP says nothing: the stop takes less than ten seconds, and the answer is still due."""
    empty(dovecot)
    port, called = silent
    with program(tmp_path, dovecot, smtp=port) as made:
        made.start()
        made.wait_until_started()
        dovecot.deliver(MAIL, sender="alice@y.test")
        wait_for(lambda: called.is_set() or None, "nobody called the SMTP server", 60.0)
        assert made.stop() < 10
        waiting = [line["state"] for line in made.json("outbox")]
    assert waiting == ["due"]


def test_a_service_that_stands_still_is_missed(
    tmp_path: Path, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-102: after `kill -STOP` no page of health comes and no word to systemd's watchdog; let go on, it says both again."""
    empty(dovecot)
    listen = f"127.0.0.1:{free_port()}"
    monkeypatch.setenv("MAILER_METRICS__LISTEN", listen)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as watchdog:
        watchdog.bind(str(tmp_path / "notify"))
        watchdog.settimeout(60.0)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with program(tmp_path, dovecot, smtp=9) as made:
            made.start()
            assert watchdog.recv(100) == b"READY=1"
            assert _healthy(listen, 20.0)
            assert made.process
            made.process.send_signal(signal.SIGSTOP)
            assert not _healthy(listen, 1.0)
            made.process.send_signal(signal.SIGCONT)
            assert watchdog.recv(100) == b"WATCHDOG=1"
            assert _healthy(listen, 20.0)
            made.stop()


def _healthy(listen: str, patience: float) -> bool:
    try:
        with urllib.request.urlopen(f"http://{listen}/health", timeout=patience) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def test_a_stop_while_everything_idles_is_quick(tmp_path: Path, dovecot: Dovecot) -> None:
    """Nothing to do, IDLE running: the stop is a matter of a moment."""
    empty(dovecot)
    with program(tmp_path, dovecot, smtp=9) as made:
        made.start()
        made.wait_until_started()
        assert made.stop() < 5
