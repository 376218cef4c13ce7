"""From the configuration to the wire."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from smtp_peer import smtp_peer

from mailer.config import load
from mailer.flows.app import App
from mailer.model.envelope import Envelope
from mailer.wiring.service import build

MAIL = Envelope(
    sender="integrations@relay.example",
    recipient="ana@orchard.example",
    content=b"Subject: x\r\n\r\nThank you.\r\n",
    message_id="<int-7@relay.example>",
)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """A folder for everything that the service keeps, as environment."""
    monkeypatch.chdir(tmp_path)
    yield {"MAILER_SERVICE__ADDRESS": "integrations@relay.example"}


def opened(environ: dict[str, str]) -> App:
    return build(load(None, environ))


@pytest.mark.parametrize(
    ("secret", "login"),
    [
        ({"MAILER_SMTP__PASSWORD": "words"}, "\0relay\0words"),
        ({"MAILER_SMTP__TOKEN_COMMAND": "echo t0ken"}, "user=relay\x01auth=Bearer t0ken\x01\x01"),
    ],
)
def test_what_is_configured_is_what_is_said(
    place: dict[str, str], certificate: tuple[Path, Path], secret: dict[str, str], login: str
) -> None:
    """Host, port, TLS, CA, account and its password or token command reach the server."""
    with smtp_peer(certificate) as peer:
        smtp = {
            "HOST": "localhost",
            "PORT": str(peer.port),
            "CA_FILE": str(certificate[0]),
            "USERNAME": "relay",
        }
        app = opened(place | secret | {f"MAILER_SMTP__{key}": value for key, value in smtp.items()})
        try:
            app.transport.send(MAIL)
        finally:
            app.close()
        assert (peer.logins, peer.mails) == ([login], [MAIL.content])
        assert "EHLO relay.example" in peer.commands


def test_a_folder_is_configured_like_a_server(place: dict[str, str], tmp_path: Path) -> None:
    """`smtp.kind = "folder"` writes files and speaks to nobody."""
    app = opened(place | {"MAILER_SMTP__KIND": "folder", "MAILER_SMTP__FOLDER": str(tmp_path / "out")})
    app.transport.send(MAIL)
    app.close()
    (path,) = (tmp_path / "out" / "new").glob("*.eml")
    assert path.read_bytes() == MAIL.content
