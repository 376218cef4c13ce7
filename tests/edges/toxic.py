"""A TCP proxy on loopback that fails as networks do: cuts, freezes, refuses."""

import socket
import threading
from contextlib import suppress


class ToxicProxy:
    """Forwards to `target`; the counters and switches may be set at any time."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.connections = 0
        self.cut_after: int | None = None
        """Bytes from the server after which both sides of a connection are cut; for one connection only."""
        self.passed = 0
        """Bytes from the server on the present connection."""
        self.frozen = threading.Event()
        """While set nothing is forwarded, and nobody is told."""
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Hang up on everybody now."""
        _hang_up(*self._sockets)
        self._sockets.clear()

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                self.passed = 0
                server = socket.create_connection(("127.0.0.1", self._target))
                self._sockets += [client, server]
                threading.Thread(target=self._pump, args=(client, server, False), daemon=True).start()
                threading.Thread(target=self._pump, args=(server, client, True), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while block := source.recv(4096):
                while self.frozen.wait(0) and source.fileno() >= 0:
                    threading.Event().wait(0.02)
                if counted and self.cut_after is not None and self.passed + len(block) > self.cut_after:
                    sink.sendall(block[: self.cut_after - self.passed])
                    self.cut_after = None
                    _hang_up(source, sink)
                    return
                self.passed += len(block) if counted else 0
                sink.sendall(block)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_RDWR)


def _hang_up(*sockets: socket.socket) -> None:
    for one in sockets:
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
