"""Looks at everything an operator worries about and says in a sentence each how it is."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.policy import default as default_policy
from email.utils import getaddresses
from functools import partial
from importlib.metadata import version
from inspect import signature
from types import MappingProxyType
from typing import Protocol

from mailer.config import Settings
from mailer.errors import MailerError, Refused
from mailer.flows.app import PAUSED
from mailer.flows.deliver import OVER_THE_CAP
from mailer.mailbox import Mailbox
from mailer.recognise.recognition import Border
from mailer.render.check import check as check_templates
from mailer.render.compose import Identity
from mailer.render.templates import TemplateSet
from mailer.store.database import Database
from mailer.transport import Transport

LONGEST_LOCAL_PART = 64
TOKEN_LETTERS = 47
SAFE_FROM = MappingProxyType({"aiosmtpd": (1, 4, 6), "jinja2": (3, 1, 6)})
"""CVE-2024-34083 and CVE-2025-27516 are closed from these versions on."""


class Parts(Protocol):
    """What is looked at. Each part may raise a MailerError where it cannot be made; `App` is one that has all."""

    @property
    def settings(self) -> Settings: ...
    @property
    def database(self) -> Database: ...
    @property
    def transport(self) -> Transport: ...
    @property
    def templates(self) -> TemplateSet: ...
    @property
    def border(self) -> Border: ...
    @property
    def identity(self) -> Identity: ...
    @property
    def clock(self) -> Callable[[], datetime]: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    ok: bool
    says: str


Check = tuple[str, Callable[[Parts], str]]


def examine(parts: Parts, mailboxes: Sequence[Mailbox] = ()) -> list[Finding]:
    """Look at everything that can be seen without sending a mail; nothing in the mailboxes is changed.

    Each check stands for itself: what one finds broken keeps none of the others from being made, but a database that
    cannot be opened is not asked nine times.
    """
    alone: Sequence[Check] = (
        ("interpreter", _interpreter),
        ("signing keys", _keys),
        ("templates", _templates),
        ("plus-addressing", _plus_addressing),
        ("authentication", _authentication),
        ("smtp", _smtp),
        ("dns", _dns),
    )
    stored: Sequence[Check] = (
        ("accounting", _accounting),
        ("outgoing", _outgoing),
        ("outbox", _outbox),
        ("consent", _consent),
        ("confirmations", _confirmations),
        ("quarantine", _quarantine),
    )
    boxes: list[Check] = [("mailbox", partial(_mailbox, box)) for box in mailboxes]
    database = _finding("database", _database, parts)
    rest = stored if database.ok else [(name, _not_looked_at) for name, _ in stored]
    return [
        *(_finding(name, look, parts) for name, look in alone),
        database,
        *(_finding(name, look, parts) for name, look in (*rest, *boxes)),
    ]


def _finding(name: str, look: Callable[[Parts], str], parts: Parts) -> Finding:
    try:
        return Finding(check=name, ok=True, says=look(parts))
    except (MailerError, OSError) as error:
        return Finding(check=name, ok=False, says=str(error))


def _not_looked_at(_: Parts) -> str:
    raise Refused("not looked at, since the database cannot be used")


def _mailbox(box: Mailbox, _: Parts) -> str:
    try:
        waiting = len(next(iter(box.fetch()), []))
    finally:
        box.stop()
        box.close()
    return f"it lets us in; {waiting or 'no'} mails wait in the first batch"


def _dns(parts: Parts) -> str:
    """What the operator's zone should say; we ask no name server (RFC 7208, 6376, 7489)."""
    domain = parts.settings.service.address.rpartition("@")[2]
    return (
        f"have in DNS: TXT {domain} v=spf1 with your outgoing host, a DKIM key for {domain}, "
        f"TXT _dmarc.{domain} v=DMARC1; p=quarantine"
    )


def _interpreter(_: Parts) -> str:
    """An unsafe Python is warned of and guarded against; a library with a known hole is refused (R-101)."""
    if old := unsafe_libraries():
        raise Refused("; ".join(old))
    python = ".".join(map(str, sys.version_info[:3]))
    return "; ".join([f"Python {python}", *unsafe_python()])


def unsafe_libraries() -> list[str]:
    """The installed libraries whose holes nothing of ours stands in for; the service does not start with them."""
    return [
        f"{name} {version(name)} has known holes; install {'.'.join(map(str, least))} or newer"
        for name, least in SAFE_FROM.items()
        if tuple(int(part) for part in version(name).split(".")[:3] if part.isdigit()) < least
    ]


def unsafe_python() -> list[str]:
    """The holes that this Python has open in its mail library, each with what stands in for the mend."""
    found = []
    if not hasattr(default_policy, "verify_generated_headers"):
        found.append("CVE-2024-6923 is open in it; our own header check guards against that")
    if "strict" not in signature(getaddresses).parameters:
        found.append("CVE-2023-27043 is open in it; a From that is not clean never proves its sender")
    return found


def _keys(parts: Parts) -> str:
    count = len(parts.border.signing_keys)
    return (
        "one key signs reply tokens" if count == 1 else f"{count} keys verify reply tokens, the first signs"
    )


def _database(parts: Parts) -> str:
    trouble = parts.database.check()
    if trouble:
        raise Refused("; ".join(trouble))
    return "integrity is fine"


def _accounting(parts: Parts) -> str:
    """Fetched mails = outcomes + in work, always (RELIABILITY G24)."""
    with parts.database.reading() as tx:
        counts = dict(tx.inbox.accounting())
    fetched, in_work = counts.pop("fetched"), counts.pop("in_work")
    said = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
    line = (
        f"{fetched} fetched = {sum(counts.values())} with an outcome ({said or 'none'}) + {in_work} in work"
    )
    if fetched != sum(counts.values()) + in_work:
        raise Refused(line + " does not add up")
    return line


def _templates(parts: Parts) -> str:
    mistakes = check_templates(parts.templates)
    if mistakes:
        raise Refused("; ".join(mistakes))
    return "all kinds render"


def _plus_addressing(parts: Parts) -> str:
    local = parts.settings.service.address.partition("@")[0]
    if len(local) + 1 + TOKEN_LETTERS > LONGEST_LOCAL_PART:
        raise Refused(
            f"{local}+token is longer than {LONGEST_LOCAL_PART} letters (RFC 5321 section 4.5.3.1.1); "
            "use a shorter service.address"
        )
    return f"answers go to {local}+…@; the mail host must deliver plus-addresses to the mailbox"


def _authentication(parts: Parts) -> str:
    known = sorted(parts.border.trusted_authserv_ids)
    if known:
        return "believes Authentication-Results of " + ", ".join(known)
    if parts.border.trusted_sources:
        return "believes mail from " + ", ".join(sorted(parts.border.trusted_sources))
    return "no trusted_authserv_ids: nobody is proven, everybody is asked to confirm once"


def _smtp(parts: Parts) -> str:
    return parts.transport.check()


def _outgoing(parts: Parts) -> str:
    with parts.database.reading() as tx:
        if tx.settings.get(PAUSED, False):
            raise Refused("paused: nothing goes out until `mailer resume`")
    return "not paused"


def _consent(parts: Parts) -> str:
    with parts.database.reading() as tx:
        waiting = tx.outbox.batches()
    if waiting:
        said = "; ".join(f"{n} mails wait: mailer outbox approve {batch}" for batch, n in waiting.items())
        raise Refused(said)
    return "no large sending waits for consent"


def _confirmations(parts: Parts) -> str:
    with parts.database.reading() as tx:
        late = tx.outbox.put_off(OVER_THE_CAP)
    return f"{late} wait for {OVER_THE_CAP}" if late else "none waits for the hour's cap"


def _outbox(parts: Parts) -> str:
    with parts.database.reading() as tx:
        oldest, now = tx.outbox.oldest_due(parts.clock()), parts.clock()
    if oldest is None:
        return "nothing is due"
    minutes = int((now - oldest).total_seconds() // 60)
    if minutes > 30:
        raise Refused(
            f"the oldest due mail has waited {minutes} minutes; `mailer outbox --state due` shows why"
        )
    return f"the oldest due mail has waited {minutes} minutes"


def _quarantine(parts: Parts) -> str:
    with parts.database.reading() as tx:
        count = tx.inbox.accounting().get("quarantined", 0)
    return f"{count} mails in quarantine; `mailer inbox --state quarantined` lists them" if count else "empty"
