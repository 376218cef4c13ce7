"""What the host that delivered a mail wrote on top of it about the envelope. Pure."""

import re

from mailer.model.mail_source import NULL_SENDER

RECIPIENT_HEADERS = (b"x-original-to", b"delivered-to", b"envelope-to", b"x-envelope-to")
"""In the order of trust; Postfix, Dovecot, qmail, Exim and Fetchmail write one or another."""
HEAD_BYTES = 64 * 1024
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)\n(?![ \t])")


def envelope_of(raw: bytes) -> tuple[str, tuple[str, ...]]:
    """Sender and recipients as noted above the topmost Received header; empty where nothing is noted.

    Below that header stands what earlier hosts, or the author, wrote: no word of it is believed.
    RFC 5321 section 4.4 has the delivering host put Return-Path on top.
    """
    sender, recipients = "", []
    for name, value in _own_trace(raw[:HEAD_BYTES]):
        address = _bare(value)
        if name == b"return-path" and not sender:
            sender = address or NULL_SENDER
        elif name in RECIPIENT_HEADERS and address and address not in recipients:
            recipients.append(address)
    return sender, tuple(recipients)


def _own_trace(head: bytes) -> list[tuple[bytes, bytes]]:
    found: list[tuple[bytes, bytes]] = []
    at = _after_mbox_line(head)
    while match := _FIELD.match(head, at):
        name = match[1].lower()
        if name == b"received":
            return found
        found.append((name, match[2]))
        at = match.end()
    return []


def _after_mbox_line(head: bytes) -> int:
    """Some hosts leave the mbox separator on top of a mail they hand on."""
    return head.find(b"\n") + 1 if head.startswith(b"From ") else 0


def _bare(value: bytes) -> str:
    text = value.decode("utf-8", "replace")
    return "".join(char for char in text if char.isprintable()).strip(" \t<>")
