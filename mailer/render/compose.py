"""A Notice becomes one complete mail: its header set, its text and HTML, its envelope."""

import binascii
import email
import email.policy
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from email.utils import format_datetime
from hashlib import sha256
from urllib.parse import quote

from mailer.model.envelope import Envelope
from mailer.model.message import Address
from mailer.model.notice import MAY_TELL, Json, Notice
from mailer.render.bounds import promising
from mailer.render.headers import (
    LONGEST_SUBJECT,
    addr_spec,
    clean,
    encode,
    header_block,
    is_message_id,
    mailbox,
    plus_address,
    references,
)
from mailer.render.templates import Rendered, TemplateSet

LARGEST = 102_000
"""Bytes of a mail: Gmail clips what is longer, and with it the buttons at its end."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """Who the service is outward, as configured."""

    address: str
    """The public address people write to; the From of every mail."""
    name: str = "Integrations"
    reply_address: str
    """Base of the plus-address that answers go to."""
    bounce_address: str
    """Base of the envelope sender (VERP)."""
    message_domain: str
    """Domain of our Message-IDs; stands in the loop header."""
    zone: tzinfo = UTC
    """Of the Date that a mail shows."""
    base_url: str = ""
    links: Mapping[str, str] = field(default_factory=dict)
    """Of `guide`, `template`, `examples`, `forum`, `chat` those that exist."""
    review_days: int = 5
    """Within how many days the team reads a new request."""

    @property
    def list_id(self) -> str:
        """A list label in our own domain (RFC 2919)."""
        return "{0}.{2}".format(*self.address.rpartition("@"))

    def beside(self, notice: Notice) -> dict[str, Json]:
        """What the templates show beside the notice's own context: the service, and the addresses to write to."""
        voting = plus_address(self.reply_address, notice.vote_token) if notice.vote_token else ""
        writing = plus_address(self.reply_address, notice.write_token) if notice.write_token else ""
        return {
            "service": self.for_templates(),
            "reply_address": plus_address(self.reply_address, notice.reply_token),
            "vote_address": voting,
            "vote_addresses": {
                ref: plus_address(self.reply_address, token) for ref, token in notice.vote_tokens.items()
            },
            "write_address": writing,
        }

    def for_templates(self) -> dict[str, Json]:
        """What templates may show of the service."""
        return {
            "name": self.name,
            "address": self.address,
            "base_url": self.base_url.rstrip("/"),
            "links": self.links,
            "review_days": self.review_days,
        }


def compose(notice: Notice, templates: TemplateSet, identity: Identity, now: datetime) -> Envelope:
    """Render `notice` and return its envelope and bytes; the same arguments give the same bytes.

    What people wrote is shown as far as a mail of LARGEST bytes has room. Raises Permanent when the recipient is no
    mailbox (5.1.3) or a template is wrong (5.3.5), and ValueError when our own Message-ID is malformed.
    """
    shown = _content_free(notice) if notice.kind.is_content_free else notice
    beside = identity.beside(shown)
    for bound in promising(shown.context, LARGEST):
        rendered = templates.render(shown, beside, bound)
        content = _content(shown, identity, rendered, now)
        if len(content) <= LARGEST:
            break
    return Envelope(
        sender=addr_spec(plus_address(identity.bounce_address, shown.bounce_token or shown.reply_token)),
        recipient=addr_spec(shown.recipient.address),
        content=content,
        message_id=shown.message_id,
    )


def _content(notice: Notice, identity: Identity, rendered: Rendered, now: datetime) -> bytes:
    reply_address = plus_address(identity.reply_address, notice.reply_token)
    head = _headers(notice, identity, rendered.subject, reply_address, now)
    return header_block(head) + _alternative(rendered, _boundary(notice.message_id))


def _content_free(notice: Notice) -> Notice:
    """Without anything that may come from a stranger; only the address itself stays, and what may be told to anybody."""
    may_tell = MAY_TELL.get(notice.kind, ())
    return replace(
        notice,
        recipient=Address(address=notice.recipient.address),
        context={name: value for name, value in notice.context.items() if name in may_tell},
        ref="",
        thread_subject="",
        in_reply_to="",
        references=(),
        vote_token="",
        vote_tokens={},
        write_token="",
    )


def _headers(
    notice: Notice, identity: Identity, subject: str, reply_address: str, now: datetime
) -> list[tuple[str, str]]:
    """The whole header set, in order; what is empty is left out when it is written."""
    if not is_message_id(notice.message_id):
        raise ValueError(f"malformed Message-ID: {notice.message_id!r}")
    return [
        ("From", mailbox(Address(name=identity.name, address=identity.address))),
        ("To", mailbox(notice.recipient)),
        ("Subject", encode(clean(subject, LONGEST_SUBJECT))),
        ("Date", format_datetime(now.astimezone(identity.zone))),
        ("Message-ID", notice.message_id),
        *_threading(notice),
        ("Reply-To", mailbox(Address(name=identity.name, address=reply_address))),
        ("Auto-Submitted", notice.automatic.value),
        ("X-Auto-Response-Suppress", "All"),
        ("X-Integrations-Loop", identity.message_domain),
        *(_list_headers(notice, identity) if notice.kind.is_notification else ()),
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative; boundary="{_boundary(notice.message_id)}"'),
    ]


def _threading(notice: Notice) -> tuple[tuple[str, str], ...]:
    answered = notice.in_reply_to if is_message_id(notice.in_reply_to) else ""
    return (
        ("In-Reply-To", answered),
        ("References", " ".join(references(notice.references, answered))),
    )


def _list_headers(notice: Notice, identity: Identity) -> tuple[tuple[str, str], ...]:
    """For mail that nobody asked for just now: who sends it and how to stop it (RFC 2919, RFC 2369)."""
    stop = plus_address(identity.reply_address, notice.stop_token or notice.reply_token)
    return (
        ("Precedence", "bulk"),
        ("List-Id", f"<{identity.list_id}>"),
        ("List-Unsubscribe", f"<mailto:{quote(addr_spec(stop), safe='@+')}?subject=stop>"),
    )


def _boundary(message_id: str) -> str:
    """Stays the same at every rendering; `=_` can stand in no quoted-printable or base64 line (RFC 2045 section 6.7)."""
    return "=_" + sha256(message_id.encode()).hexdigest()[:32]


def _alternative(rendered: Rendered, boundary: str) -> bytes:
    """The body of a multipart/alternative (RFC 2046 section 5.1.4): plain text first, HTML last."""
    opening = f"\r\n--{boundary}\r\n".encode()
    parts = (_part("plain", rendered.text), _part("html", rendered.html))
    return opening + opening.join(parts) + f"\r\n--{boundary}--\r\n".encode()


def _part(subtype: str, text: str) -> bytes:
    raw = text.replace("\n", "\r\n").encode("utf-8")
    # quoted-printable stays readable where most of it is ASCII; base64 is shorter for the other scripts
    readable = len(raw) - len(text) < len(text) / 6
    body = binascii.b2a_qp(raw, istext=True) if readable else _base64(raw)
    head = header_block(
        (
            ("Content-Type", f"text/{subtype}; charset=utf-8"),
            ("Content-Transfer-Encoding", "quoted-printable" if readable else "base64"),
        )
    )
    return head + b"\r\n" + body


def _base64(raw: bytes) -> bytes:
    """In lines of 76 (RFC 2045 section 6.8)."""
    return b"".join(
        binascii.b2a_base64(raw[at : at + 57], newline=False) + b"\r\n" for at in range(0, len(raw), 57)
    )


def text_part(content: bytes) -> str:
    """The plain text of a mail that `compose` made; empty where it has none."""
    body = email.message_from_bytes(content, policy=email.policy.default).get_body(("plain",))
    return str(body.get_content()).replace("\r\n", "\n") if body else ""
