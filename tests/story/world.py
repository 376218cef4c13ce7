"""A small world for stories: the real service on SQLite and folders, people who write mails and read the answers."""

import email
import email.policy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from mailer.config import load
from mailer.flows import queries
from mailer.flows.app import App
from mailer.flows.deliver import drain
from mailer.flows.intake import take_all
from mailer.flows.receive import store_mails
from mailer.model.inbox import InboxRow
from mailer.model.mail_source import RawMail
from mailer.sandbox import Sandbox
from mailer.store.database import Database
from mailer.wiring.service import build

SERVICE = "integrations@service.example"
CONFIGURATION = """
[service]
address = "{service}"
signing_keys = "{folder}/signing.key"
name = "Circle Integrations"

[database]
url = "sqlite:///{folder}/mailer.db"

[mailbox]
kind = "listen"

[smtp]
kind = "folder"
folder = "{folder}/outbox"

[notifications]
settle = {settle}

[authentication]
{authentication}
"""


@dataclass
class Clock:
    """The world's time: stands still unless it is moved."""

    now: datetime = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class World:
    """The service and its correspondents."""

    app: App
    folder: Path
    clock: Clock
    seen: set[str] = field(default_factory=set)

    def receive(self, mail: EmailMessage | bytes, *, to: str = SERVICE) -> InboxRow:
        """Hand one mail to the service as an MTA would, let everything happen, and return the mail's fate."""
        # no folding: the email package would put long Message-IDs into encoded words, which no client does
        policy = email.policy.SMTP.clone(max_line_length=None)
        raw = mail if isinstance(mail, bytes) else mail.as_bytes(policy=policy)
        arrived = RawMail(
            raw=raw,
            source="listen",
            account="listen",
            uidvalidity=0,
            uid=0,
            received_at=self.clock(),
            envelope_sender="",
            envelope_recipients=(to,),
        )
        kept = store_mails(self.app.database, [arrived])
        # a confirmation has held mails taken in once more
        rows = [row for row in take_all(self.app) if row.id in kept]
        drain(self.app)
        assert len(rows) == 1, f"expected one mail to be taken in, got {rows}"
        return rows[0]

    def close(self) -> None:
        """End what belongs to this world alone; the reading children serve the next one."""
        self.app.transport.close()
        self.app.database.close()

    def answers(self) -> list[EmailMessage]:
        """The mails that went out since the last call, in the order they were written."""
        drain(self.app)
        new = [
            p
            for p in sorted((self.folder / "outbox" / "new").glob("*.eml"), key=written)
            if p.name not in self.seen
        ]
        self.seen |= {p.name for p in new}
        return [email.message_from_bytes(p.read_bytes(), policy=email.policy.default) for p in new]

    def answer(self) -> EmailMessage:
        """The one mail that went out since the last call."""
        mails = self.answers()
        assert len(mails) == 1, f"expected one mail, got {[m['Subject'] for m in mails]}"
        return mails[0]

    def request(self, number: int) -> dict[str, Any]:
        """A request as `mailer show --json` shows it."""
        return queries.request(self.app, number)

    def request_numbers(self) -> list[int]:
        """The numbers of all requests."""
        with self.app.database.reading() as tx:
            return [view.number for view in tx.tracker.listed()]

    def write(self, sender: str, subject: str, text: str, **headers: str) -> EmailMessage:
        """A new mail by a person."""
        mail = EmailMessage()
        mail["From"] = sender
        mail["To"] = SERVICE
        mail["Subject"] = subject
        mail["Date"] = format_datetime(self.clock())
        mail["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].partition("@")[2])
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        return mail

    def reply(self, sender: str, to: EmailMessage, text: str, *, quote: bool = True) -> EmailMessage:
        """An answer as a mail client writes it: below the new text the old one, quoted."""
        lines = "\n".join("> " + line for line in text_of(to).splitlines())
        history = f"\n\nOn Mon, 23 Nov 2026 at 10:00, {to['From']} wrote:\n{lines}\n" if quote else ""
        mail = self.write(sender, reply_subject(to), text + history)
        del mail["To"]
        mail["To"] = to["Reply-To"] or to["From"]
        mail["In-Reply-To"] = to["Message-ID"]
        mail["References"] = f"{to['References'] or ''} {to['Message-ID']}".strip()
        return mail

    def send_reply(self, sender: str, to: EmailMessage, text: str, *, quote: bool = True) -> InboxRow:
        """Write and hand over an answer; the envelope goes where the header says."""
        mail = self.reply(sender, to, text, quote=quote)
        return self.receive(mail, to=parseaddr(str(mail["To"]))[1])


def reply_subject(mail: EmailMessage) -> str:
    """`Re:` once."""
    subject = str(mail["Subject"])
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def text_of(mail: EmailMessage) -> str:
    """The plain text part."""
    body = mail.get_body(("plain",))
    assert body is not None, "every mail of ours has a text part"
    return str(body.get_content())


def html_of(mail: EmailMessage) -> str:
    """The HTML part."""
    body = mail.get_body(("html",))
    assert body is not None, "every mail of ours has an HTML part"
    return str(body.get_content())


def open_world(
    folder: Path,
    sandbox: Sandbox,
    authentication: str = 'trust = ["listen"]',
    extra: str = "",
    settle: int = 0,
) -> World:
    """A fresh world in `folder`; `authentication` and `extra` are TOML, `settle` the seconds that news wait for more."""
    path = folder / "mailer.toml"
    path.write_text(
        CONFIGURATION.format(service=SERVICE, folder=folder, authentication=authentication, settle=settle)
        + extra
    )
    path.chmod(0o600)
    database = folder / "mailer.db"
    if not database.exists():
        database.write_bytes(_empty_database())
    clock = Clock()
    app = build(load(path, {}), clock=clock, sandbox=sandbox)
    _share_statements(app.database._engine)
    return World(app=app, folder=folder, clock=clock)


_first: list[sa.Engine] = []


def _share_statements(engine: sa.Engine) -> None:
    """Let all worlds of this process compile a statement once: by itself each engine does, a fifth of a story's time."""
    if not _first:
        _first.append(engine)
    engine.dialect = _first[0].dialect
    engine._compiled_cache = _first[0]._compiled_cache


@cache
def _empty_database() -> bytes:
    """A database at the newest schema; to make one takes longer than most stories."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        database = Database(f"sqlite:///{path}")
        database.upgrade()
        database.close()
        return path.read_bytes()


def written(path: Path) -> int:
    """When, in nanoseconds; names only tell the second."""
    return path.stat().st_mtime_ns
