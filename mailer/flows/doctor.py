"""Looks at everything an operator worries about and says in a sentence each how it is."""

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default as default_policy
from email.utils import make_msgid
from functools import partial
from pathlib import Path

from mailer.config import Settings
from mailer.errors import MailerError, Refused
from mailer.flows.app import App
from mailer.mailbox import Mailbox
from mailer.model.envelope import Envelope
from mailer.render.check import check as check_templates

LONGEST_LOCAL_PART = 64
TOKEN_LETTERS = 47
ROUND_TRIP_SECONDS = 60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing that was looked at."""

    check: str
    ok: bool
    says: str


def examine(app: App, mailboxes: Sequence[Mailbox] = ()) -> list[Finding]:
    """Look at everything that can be seen without sending a mail; nothing in the mailboxes is changed."""
    checks: Iterable[tuple[str, Callable[[App], str]]] = (
        ("interpreter", _interpreter),
        ("database", _database),
        ("accounting", _accounting),
        ("templates", _templates),
        ("plus-addressing", _plus_addressing),
        ("authentication", _authentication),
        ("outgoing", _outgoing),
        ("dns", _dns),
        ("outbox", _outbox),
        ("quarantine", _quarantine),
    )
    boxes: list[tuple[str, Callable[[App], str]]] = [("mailbox", partial(_mailbox, b)) for b in mailboxes]
    return [_finding(name, look, app) for name, look in (*checks, *boxes)]


def _finding(name: str, look: Callable[[App], str], app: App) -> Finding:
    try:
        return Finding(check=name, ok=True, says=look(app))
    except MailerError as error:
        return Finding(check=name, ok=False, says=str(error))


def _mailbox(box: Mailbox, _: App) -> str:
    try:
        waiting = len(next(iter(box.fetch()), []))
    finally:
        box.stop()
        box.close()
    return f"it lets us in; {waiting or 'no'} mails wait in the first batch"


def _dns(app: App) -> str:
    """What the operator's zone should say; we ask no name server (RFC 7208, 6376, 7489)."""
    domain = app.settings.service.address.rpartition("@")[2]
    return (
        f"have in DNS: TXT {domain} v=spf1 with your outgoing host, a DKIM key for {domain}, "
        f"TXT _dmarc.{domain} v=DMARC1; p=quarantine"
    )


def _interpreter(_: App) -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    guarded = (
        ""
        if hasattr(default_policy, "verify_generated_headers")
        else ("; it has CVE-2024-6923 open, which our own header check guards against")
    )
    return f"Python {version}{guarded}"


def _database(app: App) -> str:
    trouble = app.database.check()
    if trouble:
        raise Refused("; ".join(trouble))
    return "integrity is fine"


def _accounting(app: App) -> str:
    """Fetched mails = outcomes + in work, always (RELIABILITY G24)."""
    with app.database.reading() as tx:
        counts = dict(tx.inbox.accounting())
    fetched, in_work = counts.pop("fetched"), counts.pop("in_work")
    said = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
    line = (
        f"{fetched} fetched = {sum(counts.values())} with an outcome ({said or 'none'}) + {in_work} in work"
    )
    if fetched != sum(counts.values()) + in_work:
        raise Refused(line + " does not add up")
    return line


def _templates(app: App) -> str:
    mistakes = check_templates(app.templates)
    if mistakes:
        raise Refused("; ".join(mistakes))
    return "all kinds render"


def _plus_addressing(app: App) -> str:
    local = app.settings.service.address.partition("@")[0]
    if len(local) + 1 + TOKEN_LETTERS > LONGEST_LOCAL_PART:
        raise Refused(
            f"{local}+token is longer than {LONGEST_LOCAL_PART} letters (RFC 5321 section 4.5.3.1.1); "
            "use a shorter service.address"
        )
    return f"answers go to {local}+…@; the mail host must deliver plus-addresses to the mailbox"


def _authentication(app: App) -> str:
    known = sorted(app.border.trusted_authserv_ids)
    if known:
        return "believes Authentication-Results of " + ", ".join(known)
    if app.border.trusted_sources:
        return "believes mail from " + ", ".join(sorted(app.border.trusted_sources))
    return "no trusted_authserv_ids: nobody is proven, everybody is asked to confirm once"


def _outgoing(app: App) -> str:
    if app.paused():
        raise Refused("paused: nothing goes out until `mailer resume`")
    return app.transport.check()


def _outbox(app: App) -> str:
    with app.database.reading() as tx:
        oldest, now = tx.outbox.oldest_due(app.clock()), app.clock()
    if oldest is None:
        return "nothing is due"
    minutes = int((now - oldest).total_seconds() // 60)
    if minutes > 30:
        raise Refused(
            f"the oldest due mail has waited {minutes} minutes; `mailer outbox --state due` shows why"
        )
    return f"the oldest due mail has waited {minutes} minutes"


def _quarantine(app: App) -> str:
    with app.database.reading() as tx:
        count = tx.inbox.accounting().get("quarantined", 0)
    return f"{count} mails in quarantine; `mailer inbox --state quarantined` lists them" if count else "empty"


def round_trip(app: App) -> Finding:
    """Send a mail to our own address by our own way out and wait until it is in the inbox."""
    began = app.clock()
    test = _test_mail(app, began)
    try:
        app.transport.send(test)
    except MailerError as error:
        return Finding(check="round trip", ok=False, says=str(error))
    deadline = time.monotonic() + ROUND_TRIP_SECONDS
    while time.monotonic() < deadline:
        with app.database.reading() as tx:
            if tx.inbox.has_message_id(test.message_id):
                seconds = (app.clock() - began).total_seconds()
                return Finding(check="round trip", ok=True, says=f"back in the inbox after {seconds:.1f} s")
        time.sleep(0.5)
    says = f"not in the inbox after {ROUND_TRIP_SECONDS:.0f} s; is the service running and the mailbox the right one?"
    return Finding(check="round trip", ok=False, says=says)


def _test_mail(app: App, now: datetime) -> Envelope:
    address = app.settings.service.address
    mail = EmailMessage()
    mail["From"] = mail["To"] = address
    mail["Subject"] = "mailer doctor: test of the way out and back"
    mail["Date"] = now
    mail["Message-ID"] = make_msgid("doctor", app.identity.message_domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        "This mail was sent by `mailer doctor --send-test`. The service records it and ignores it.\n"
    )
    content = mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
    return Envelope(sender=address, recipient=address, content=content, message_id=mail["Message-ID"])


def restore(settings: Settings, backup: Path) -> Path:
    """Put `backup` in the place of the SQLite database and return where the former one is kept.

    Raises Refused for another engine, and when the backup is missing.
    """
    prefix = "sqlite:///"
    if not settings.database.url.startswith(prefix):
        raise Refused("restore is for SQLite; use pg_restore for PostgreSQL")
    if not backup.is_file():
        raise Refused(f"{backup}: there is no such file")
    current = Path(settings.database.url.removeprefix(prefix))
    kept = current.with_name(current.name + ".before-restore")
    for suffix in ("", "-wal", "-shm"):
        part = current.with_name(current.name + suffix)
        if part.exists():
            part.replace(kept.with_name(kept.name + suffix))
    current.touch(
        mode=0o600
    )  # it holds people's mail: never, not even while it is copied, for others to read
    shutil.copyfile(backup, current)
    return kept
