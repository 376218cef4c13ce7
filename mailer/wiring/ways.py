"""The ways in and out: mailboxes, listeners, the server that mail is handed to, and their tokens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from mailer.config import Mailbox as MailboxSection
from mailer.config import Settings, Smtp
from mailer.flows.app import App
from mailer.flows.receive import store_mails
from mailer.mailbox import Mailbox
from mailer.mailbox.connection import ImapSettings
from mailer.mailbox.folder import FolderMailbox, FolderSettings
from mailer.mailbox.imap import ImapMailbox
from mailer.mailbox.listen import Listener, ListenSettings
from mailer.mailbox.oauth import CommandTokens, OAuthSettings, OAuthTokens, Tokens
from mailer.model.mail_source import RawMail
from mailer.transport import Transport
from mailer.transport.folder import FolderTransport
from mailer.transport.smtp import SmtpSettings, SmtpTransport

LONGEST_NAME = 100
"""Letters of a remembered setting's name."""


@dataclass(kw_only=True)
class Doors:
    """Where mail comes in: mailboxes that are polled, listeners that are spoken to."""

    mailboxes: list[Mailbox]
    listener: Listener | None = None
    poll_seconds: float
    longest_wait: float
    """Seconds that a mailbox may wait for mail without a word."""
    woken: Callable[[], None] = lambda: None

    def open(self, *, on_mail: Callable[[], None]) -> None:
        """Start listening; `on_mail` is called after every durable mail. Raises Transient when a port is taken."""
        self.woken = on_mail
        if self.listener:
            self.listener.start()

    def close(self) -> None:
        """Stop taking mail; what is being stored is stored."""
        for mailbox in self.mailboxes:
            mailbox.stop()
        if self.listener:
            self.listener.stop()


def build_doors(settings: Settings, app: App) -> Doors:
    """The configured ways in."""
    box = settings.mailbox
    doors = Doors(mailboxes=[], poll_seconds=box.poll, longest_wait=max(box.poll, box.idle_renew))

    def store(mails: Sequence[RawMail]) -> None:
        store_mails(app.database, mails)
        doors.woken()

    match settings.mailbox.kind:
        case "imap":
            doors.mailboxes.append(ImapMailbox(imap_settings(settings, _answer_since(settings, app))))
        case "folder":
            doors.mailboxes.append(folder_mailbox(settings, _answer_since(settings, app)))
        case "listen":
            doors.listener = Listener(_listen(settings), store)
    return doors


def transport_of(settings: Settings) -> Transport:
    smtp = settings.smtp
    if smtp.kind == "folder":
        return FolderTransport(smtp.folder)
    return SmtpTransport(
        SmtpSettings(
            host=smtp.host,
            port=smtp.port,
            tls=smtp.tls,
            ca_file=smtp.ca_file,
            username=smtp.username,
            password=smtp.password.get_secret_value(),
            token=_smtp_token(settings),
            mechanism=smtp.oauth2.mechanism if smtp.oauth2 else "xoauth2",
            timeout=smtp.timeout,
            mails_a_minute=smtp.mails_a_minute,
            local_hostname=settings.service.address.rpartition("@")[2],
        )
    )


def _listen(settings: Settings) -> ListenSettings:
    listen = settings.listen
    return ListenSettings(
        host=listen.host,
        smtp_port=listen.smtp_port,
        lmtp_port=listen.lmtp_port,
        hostname=settings.service.address.rpartition("@")[2],
        recipients=listen.recipients,
        max_bytes=settings.limits.max_bytes,
        tls_cert=listen.tls_cert,
        tls_key=listen.tls_key,
        rates=(
            (listen.mails_per_minute, 60),
            (listen.mails_in_five_minutes, 300),
            (listen.mails_per_hour, 3_600),
        ),
        relays=frozenset(listen.relays),
    )


def imap_settings(settings: Settings, answer_since: datetime | None) -> ImapSettings:
    box = settings.mailbox
    return ImapSettings(
        host=box.host,
        port=box.port,
        tls=box.tls,
        ca_file=box.ca_file,
        allow_plaintext=box.allow_plaintext,
        username=box.username,
        password=box.password.get_secret_value(),
        tokens=_tokens(settings.mailbox),
        mechanism=box.oauth2.mechanism if box.oauth2 else "xoauth2",
        folder=box.folder,
        processed=box.processed,
        quarantine=box.quarantine,
        idle=box.idle,
        idle_renew=box.idle_renew,
        timeout=box.timeout,
        limit=settings.limits.max_bytes,
        batch_mails=box.batch,
        answer_since=answer_since,
    )


def _smtp_token(settings: Settings) -> Callable[[], str] | None:
    tokens = _tokens(settings.smtp)
    return tokens.token if tokens else None


def _tokens(account: MailboxSection | Smtp) -> Tokens | None:
    if account.token_command:
        return CommandTokens(account.token_command)
    oauth2 = account.oauth2
    if oauth2 is None:
        return None
    return OAuthTokens(
        OAuthSettings(
            preset=oauth2.preset,
            tenant=oauth2.tenant,
            token_url=oauth2.token_url,
            client_id=oauth2.client_id,
            client_secret=oauth2.client_secret.get_secret_value(),
            refresh_token=oauth2.refresh_token.get_secret_value(),
            scope=oauth2.scope,
        )
    )


def folder_mailbox(settings: Settings, answer_since: datetime | None) -> FolderMailbox:
    box = settings.mailbox
    return FolderMailbox(
        FolderSettings(path=box.path, limit=settings.limits.max_bytes, answer_since=answer_since)
    )


def _answer_since(settings: Settings, app: App) -> datetime | None:
    """Mail older than this is not answered (CONTRACT: `first_start`); the first start of a mailbox is remembered."""
    chosen = settings.mailbox.first_start
    if chosen == "all":
        return None
    if chosen != "new":
        return datetime(chosen.year, chosen.month, chosen.day, tzinfo=UTC)
    name = _first_start_of(settings.mailbox)
    with app.database.transaction() as tx:
        known = tx.settings.get(name)
        if known is None:
            known = app.clock().isoformat()
            tx.settings.put(name, known)
    return datetime.fromisoformat(known)


def _first_start_of(box: MailboxSection) -> str:
    """The name under which a mailbox's first start is remembered; each folder of an account has its own."""
    name = f"first_start:{box.kind}:{box.username}@{box.host}:{box.path}"
    if box.kind == "imap" and box.folder.upper() != "INBOX":
        name += f":{box.folder}"
    return name if len(name) <= LONGEST_NAME else f"first_start:{sha256(name.encode()).hexdigest()}"
