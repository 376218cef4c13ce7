"""Whatever people write stays text: in headers, templates, HTML, tables, paths, statements and logs (R-60 to R-69, G10)."""

import json
import re
from collections.abc import Iterator
from email.header import Header
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

import pytest
from injections import MARK, PAYLOADS, PLACES
from world import World, html_of, open_world, text_of

from mailer.flows.attachments import save_attachments
from mailer.flows.reports import frequently_requested
from mailer.flows.updates import update_status
from mailer.model.inbox import Outcome
from mailer.model.status import Status
from mailer.render.headers import ALLOWED
from mailer.sandbox import Sandbox

TEAM = """
[team]
addresses = ["kim@service.example"]
notify = "kim@service.example"
"""
LOWER = {name.lower() for name in ALLOWED}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox) -> Iterator[World]:
    opened = open_world(Path(tmp_path_factory.mktemp("injected")), sandbox, extra=TEAM)
    yield opened
    opened.close()


class Markup(HTMLParser):
    """The tags, attributes and addresses of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.values: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}
        self.values += [value for name, value in attrs if value and name in ("href", "src", "action", "data")]


def hostile(payload: str, number: int) -> bytes:
    """A request with the payload in every place, as raw as a mail can carry it."""
    flat = payload.replace("\r", " ").replace("\n", " ").replace("\0", "")
    name = Header(payload.replace("\0", ""), "utf-8").encode(linesep="\r\n ") if "\n" not in payload else flat
    return (
        f'From: "{flat.translate(str.maketrans(dict.fromkeys(chr(92) + chr(34))))}" <p{number}@wish.example>\r\n'
        f"To: integrations@service.example\r\nSubject: Integration request {name}\r\n"
        f"Message-ID: <i{number}@wish.example>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        f"Integration Name: Zorbl{number} {flat}\r\nUse Case: {payload}\r\nBusiness Impact: Two hours.\r\n--b\r\n"
        f"Content-Type: application/x-{MARK}\r\nContent-Disposition: attachment; "
        f"filename*=utf-8''{''.join(f'%{byte:02X}' for byte in payload.encode())}\r\n\r\nhello\r\n--b--\r\n"
    ).encode()


def test_there_are_enough() -> None:
    """G10 asks for three hundred payloads, each in its place."""
    assert len(PAYLOADS) * len(PLACES) >= 300


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_it_stays_text(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int) -> None:
    """One payload in five places: the mail is filed or held, and nothing of it takes effect anywhere."""
    fate = world.receive(hostile(PAYLOADS[number], number))
    assert fate.outcome in (Outcome.REQUEST, Outcome.VOTE, Outcome.HELD), fate.because
    count = len(world.request_numbers())
    if fate.outcome is Outcome.REQUEST:
        update_status(world.app, count, Status.ACCEPTED, note=PAYLOADS[number])
        for path in save_attachments(world.app, count, tmp_path / "saved"):
            assert path.resolve().parent == (tmp_path / "saved").resolve() and path.is_file()
    mails = world.answers()
    for mail in mails:
        _judge(mail)
    if fate.outcome is Outcome.REQUEST:
        assert any(MARK in text_of(mail) for mail in mails), "it is shown, as the text that it is"
    table = frequently_requested(world.app)
    _judge_page(table.written("html"))
    for row in table.written("md").splitlines()[2:]:
        assert len(re.findall(r"(?<!\\)\|", row)) == 5 and not re.search(rf"(?<!\\)[\[!#@]\W?{MARK}", row)
    assert all(isinstance(row, dict) for row in json.loads(table.written("json")))
    logged = capsys.readouterr()
    for line in (logged.out + logged.err).splitlines():
        assert re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[\w+ *\] \w+", line), line
        assert "forged=" not in line and "\x1b[31m" not in line


def _judge(mail: EmailMessage) -> None:
    assert {name.lower() for name in mail.keys()} <= LOWER  # noqa: SIM118 - repeated names count
    assert (len(mail.get_all("To", [])) == 1 and str(mail["To"]).count("@") == 1) or MARK in str(mail["To"])
    assert f"{MARK}@evil.example" not in str(mail["To"]).rpartition("<")[2]
    for shown in (text_of(mail), html_of(mail)):
        assert MARK * 3 not in shown
        assert "\0" not in shown and "\u202e" not in shown and "\x1b" not in shown
    _judge_page(html_of(mail))


def _judge_page(page: str) -> None:
    found = Markup(page)
    bad = {"script", "img", "svg", "iframe", "form", "input", "object", "base", MARK}
    assert not found.names & bad, found.names & bad
    assert not [name for name in found.names if name.startswith("on") or name == "autofocus"]
    assert not [
        value for value in found.values if value.lower().startswith("javascript:") or "evil.example" in value
    ]
