"""The bundled templates and the reading of a composed mail, for the tests of this folder."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from mailer.model.envelope import Envelope
from mailer.render.templates import TemplateSet

FOLDER = Path(__file__).resolve().parents[2] / "templates"
SOURCES = {str(path.relative_to(FOLDER)): path.read_text() for path in FOLDER.rglob("*.*") if path.is_file()}
BUNDLED = TemplateSet(SOURCES)
WORDS_OF_OURS = {
    "kind",
    "questions",
    "offers",
    "roles",
    "asked",
    "wanted",
    "role",
    "part",
    "what",
    "at",
    "field",
    "missing",
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
