"""An IMAP account for one test: emptied before, with settings that reach it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from servers import PASSWORD, Dovecot

from mailer.mailbox.imap import ImapMailbox, ImapSettings
from mailer.model.mail_source import RawMail

SETTINGS = ImapSettings(
    host="localhost", username="integrations", password=PASSWORD, timeout=10.0, idle_renew=20.0
)


def settings(dovecot: Dovecot, **changes: Any) -> ImapSettings:
    """Settings for the user integrations, by implicit TLS unless changed."""
    secured = replace(SETTINGS, port=dovecot.imaps_port, ca_file=dovecot.cert)
    return replace(secured, **changes)


@contextmanager
def mailbox(dovecot: Dovecot, **changes: Any) -> Iterator[ImapMailbox]:
    box = ImapMailbox(settings(dovecot, **changes))
    try:
        yield box
    finally:
        box.close()


def empty(dovecot: Dovecot) -> None:
    """Delete everything of the user integrations, folders too."""
    for name in dovecot.doveadm("mailbox", "list", "-u", "integrations").splitlines():
        dovecot.doveadm("expunge", "-u", "integrations", "mailbox", name, "all")
        if name != "INBOX":
            dovecot.doveadm("mailbox", "delete", "-u", "integrations", name)


def mail(number: int, *, size: int = 0) -> bytes:
    """A small mail that can be told from others."""
    head = f"From: ana@orchard.example\r\nSubject: mail {number}\r\nMessage-ID: <{number}@orchard.example>\r\n\r\n"
    return head.encode() + b"Please add Plumbase.\r\n" + (b"y" * 78 + b"\r\n") * (size // 80)


def numbers(mails: list[RawMail]) -> list[int]:
    """Which mails these are."""
    return [int(one.raw.partition(b"Subject: mail ")[2].split()[0]) for one in mails]


def drain(box: ImapMailbox) -> list[RawMail]:
    """Fetch and settle everything that waits."""
    got: list[RawMail] = []
    for batch in box.fetch():
        got += batch
        box.settle(batch)
    return got


def eventually(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether it became true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
