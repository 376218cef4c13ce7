"""The bundled templates and the reading of a composed mail, for the tests of this folder."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path

from mailer.config import Settings
from mailer.model.envelope import Envelope
from mailer.model.notice import Notice
from mailer.render.compose import compose
from mailer.render.samples import IDENTITY
from mailer.wiring.writing import template_set

FOLDER = Path(__file__).resolve().parents[2] / "templates"
SOURCES = {str(path.relative_to(FOLDER)): path.read_text() for path in FOLDER.rglob("*.*") if path.is_file()}
BUNDLED = template_set(Settings())
"""The set that the stories' services write with as well, so that a process compiles it once."""
NOW = datetime(2026, 11, 23, 8, 15, tzinfo=UTC)
WORDS_OF_OURS = {
    "kind",
    "questions",
    "offers",
    "roles",
    "asked",
    "given_up",
    "wanted",
    "role",
    "part",
    "what",
    "at",
    "field",
    "missing",
    "criterion",
    "says",
}
"""Keys of a context whose values are words that the templates know, and no person's."""


def read(envelope: Envelope) -> EmailMessage:
    """The mail as Python's own parser reads it."""
    return message_from_bytes(envelope.content, policy=policy.default)


def text_of(mail: EmailMessage) -> str:
    return _part(mail, "plain")


def html_of(mail: EmailMessage) -> str:
    return _part(mail, "html")


def _part(mail: EmailMessage, subtype: str) -> str:
    part = mail.get_body((subtype,))
    assert part is not None
    content: str = part.get_content()
    return content.replace("\r\n", "\n")


class Page(HTMLParser):
    """What a reader gets out of a page: its tags, the visible words, the classes with their styles."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._silent = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._silent += tag in ("style", "title", "head")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "title", "head")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    @property
    def shown(self) -> str:
        return " ".join(" ".join(self.words).split())

    def count(self, tag: str) -> int:
        return sum(found == tag for found, _ in self.tags)


def parts(notice: Notice) -> tuple[str, str]:
    mail = read(compose(notice, BUNDLED, IDENTITY, NOW))
    return text_of(mail), html_of(mail)
