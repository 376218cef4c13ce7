"""A token endpoint (RFC 6749) and token check on loopback, with one client and one user's refresh token."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlparse

CLIENT, SECRET, REFRESH = "mailer-client", "client-secret", "refresh-1"


class TokenServer:
    """Gives `token-1`, `token-2` …, each good until it is revoked; remembers every form it was sent."""

    def __init__(self) -> None:
        self.forms: list[dict[str, str]] = []
        self.good: set[str] = set()
        self.expires_in: object = 3600
        self.refresh = REFRESH
        self.status = 200
        self.user = "integrations"
        owner = self

        class Answer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                form = {key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
                self._say(*owner.give(form))

            def do_GET(self) -> None:
                token = parse_qs(urlparse(self.path).query).get("access_token", [""])[0]
                active = "yes" if token in owner.good else "no"
                self._say(200, {"email": owner.user, "active": active})

            def _say(self, status: int, answer: dict[str, object]) -> None:
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def give(self, form: dict[str, str]) -> tuple[int, dict[str, object]]:
        self.forms.append(form)
        if self.status != 200:
            return self.status, {"error": "temporarily_unavailable"}
        if form.get("client_id") != CLIENT or form.get("client_secret") != SECRET:
            return 401, {"error": "invalid_client", "error_description": "who are you?"}
        if form["grant_type"] == "refresh_token" and form["refresh_token"] != self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "consent was withdrawn"}
        token = f"token-{len(self.forms)}"
        self.good.add(token)
        answer: dict[str, object] = {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.expires_in,
        }
        if form["grant_type"] == "refresh_token":
            self.refresh = answer["refresh_token"] = f"refresh-{len(self.forms) + 1}"
        return 200, answer

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def token_server() -> Iterator[TokenServer]:
    server = TokenServer()
    try:
        yield server
    finally:
        server.close()
