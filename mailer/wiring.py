"""Builds the service from its configuration: the only place where adapters are constructed."""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mailer import resources
from mailer.config import Mailbox as MailboxSection
from mailer.config import Settings, Smtp
from mailer.decide.policy import Policy, Unproven
from mailer.errors import Refused
from mailer.extract import Words
from mailer.flows.app import ANSWERED_UNTIL, App
from mailer.flows.explain import SOURCE as EXPLAINED
from mailer.flows.explain import Explainer
from mailer.flows.foreseen import Desk
from mailer.flows.notices import Stationery
from mailer.flows.receive import store_mails
from mailer.mailbox import Mailbox
from mailer.mailbox.connection import ImapSettings
from mailer.mailbox.folder import FolderMailbox, FolderSettings
from mailer.mailbox.imap import ImapMailbox
from mailer.mailbox.listen import Listener, ListenSettings
from mailer.mailbox.oauth import CommandTokens, OAuthSettings, OAuthTokens, Tokens
from mailer.model.evaluation import Criterion
from mailer.model.mail_source import RawMail
from mailer.model.message import Address
from mailer.model.people import canonical
from mailer.parse.limits import Limits
from mailer.reader import make_reader
from mailer.recognise.grammar import Grammar
from mailer.recognise.recognition import Border
from mailer.recognise.threads import Team
from mailer.render.compose import Identity
from mailer.render.templates import TemplateSet
from mailer.rules.catalog import Catalog
from mailer.rules.organisations import MailDomains
from mailer.sandbox import Bounds, Sandbox
from mailer.store.database import Database
from mailer.transport import Transport
from mailer.transport.folder import FolderTransport
from mailer.transport.smtp import SmtpSettings, SmtpTransport

if TYPE_CHECKING:
    from mailer.signatures import Signatures

KEY_BYTES = 32
LONGEST_NAME = 100
"""Letters of a remembered setting's name."""
CHILDREN = 2
"""Reading children; parsing is most of a mail's cost, and the parent needs a core too."""


def utc_now() -> datetime:
    """The service's clock."""
    return datetime.now(UTC)


def build(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, sandbox: Sandbox | None = None
) -> App:
    """Construct every part; the database is brought up to date.

    Raises Refused when a file is missing or wrong, Transient when the database cannot be reached.
    """
    keys = signing_keys(settings.service.signing_keys)
    identity = _identity(settings)
    database = build_database(settings)
    return App(
        settings=settings,
        database=database,
        sandbox=sandbox or build_sandbox(settings),
        transport=_transport(settings),
        templates=template_set(settings),
        identity=identity,
        border=_border(settings, keys),
        policy=replace(_policy(settings), answered_until=_answered_until(database)),
        stationery=Stationery(
            prefix=settings.service.reference_prefix,
            message_domain=identity.message_domain,
            signing_key=keys[0],
            team=_policy(settings).told_of_new,
            team_language=settings.languages.default,
            brake=settings.notifications.brake,
        ),
        words=partial(_words, _word_texts(settings)),
        catalog=partial(_catalog, _catalog_texts(settings)),
        clock=clock,
        confirmations_an_hour=settings.notifications.confirmations_an_hour,
        signatures=_signatures(settings),
    )


def build_database(settings: Settings) -> Database:
    """The database at its newest schema."""
    database = Database(settings.database.url, prefix=settings.service.reference_prefix)
    database.upgrade()
    return database


def build_explainer(settings: Settings, *, many: bool) -> Explainer:
    """What `mailer explain` needs: no database, no key, no way out."""
    border = _border(settings, ())
    return Explainer(
        sandbox=build_sandbox(settings, size=CHILDREN if many else 1),
        border=replace(border, trusted_sources=frozenset({EXPLAINED})),
        policy=_policy(settings),
        now=utc_now(),
    )


def build_desk(settings: Settings) -> Desk:
    """What `mailer explain` writes the answers with that it shows to people."""
    return Desk(
        templates=template_set(settings),
        identity=_identity(settings),
        prefix=settings.service.reference_prefix,
    )


class Inspection:
    """The parts for `mailer doctor`, each made when it is looked at: one that cannot be made hides no other."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = utc_now

    @cached_property
    def database(self) -> Database:
        """Raises Refused, Permanent and Transient as `build`."""
        return build_database(self.settings)

    @cached_property
    def transport(self) -> Transport:
        return _transport(self.settings)

    @cached_property
    def templates(self) -> TemplateSet:
        """Raises Refused for a folder that is none."""
        return template_set(self.settings)

    @cached_property
    def border(self) -> Border:
        """Raises Refused for keys that are wrong or open to others."""
        return _border(self.settings, signing_keys(self.settings.service.signing_keys))

    @cached_property
    def identity(self) -> Identity:
        return _identity(self.settings)

    def mailboxes(self) -> list[Mailbox]:
        """What is polled; nothing for a service that is handed its mail."""
        match self.settings.mailbox.kind:
            case "imap":
                return [ImapMailbox(_imap(self.settings, None))]
            case "folder":
                return [_folder(self.settings, None)]
            case "listen":
                return []

    def close(self) -> None:
        """Close what was made."""
        for part in ("transport", "database"):
            if part in self.__dict__:
                getattr(self, part).close()


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
            doors.mailboxes.append(ImapMailbox(_imap(settings, _answer_since(settings, app))))
        case "folder":
            doors.mailboxes.append(_folder(settings, _answer_since(settings, app)))
        case "listen":
            doors.listener = Listener(_listen(settings), store)
    return doors


def template_set(settings: Settings) -> TemplateSet:
    """The templates that come with the program, with the operator's own in the place of those of the same name."""
    own = settings.templates.path
    if own and not own.is_dir():
        raise Refused(f"templates.path: {own} is no folder")
    sources = {**_bundled_templates(), **(resources.tree(own) if own else {})}
    return _templates(tuple(sources.items()), settings.languages.default, settings.languages.spoken)


# Made of texts alone and never changed: who builds two services in one process reads and compiles once.
@lru_cache(maxsize=4)
def _templates(sources: tuple[tuple[str, str], ...], default: str, spoken: tuple[str, ...]) -> TemplateSet:
    return TemplateSet(dict(sources), default=default, offered=spoken)


@cache
def _bundled_templates() -> dict[str, str]:
    return resources.tree(resources.templates_folder())


@lru_cache(maxsize=4)
def _words(texts: tuple[str, ...]) -> Words:
    return Words.from_toml(texts)


@lru_cache(maxsize=4)
def _grammar(text: str) -> Grammar:
    return Grammar.from_toml(text)


@lru_cache(maxsize=4)
def _domains(text: str, public: tuple[str, ...] | None) -> MailDomains:
    return MailDomains.from_toml(text, public)


def _config_text(name: str) -> str:
    return resources.texts([resources.config_folder() / name])[0]


@lru_cache(maxsize=4)
def _catalog(texts: tuple[str, ...]) -> Catalog:
    return Catalog.from_toml(*texts)


def signing_keys(path: Path) -> tuple[bytes, ...]:
    """The keys in `path`, one a line in hexadecimal, the newest first; one is made (mode 0600) where there is no file.

    Raises Refused for a file that others may read or that holds no key.
    """
    if not path.exists():
        _make_key(path)
    if path.stat().st_mode & 0o077:
        raise Refused(f"{path}: the signing keys may be read by others; chmod 600 {path}")
    try:
        keys = tuple(bytes.fromhex(line) for line in path.read_text().split())
    except ValueError:
        raise Refused(f"{path}: expected one key a line, in hexadecimal") from None
    if not keys or any(len(key) < KEY_BYTES for key in keys):
        raise Refused(f"{path}: expected keys of at least {KEY_BYTES} bytes, in hexadecimal")
    return keys


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster; its key is as good
        return
    with os.fdopen(number, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")


def build_sandbox(settings: Settings, *, size: int = CHILDREN) -> Sandbox:
    """The children that read mail, with the configured limits; they start with the first mail."""
    limits = Limits(max_bytes=settings.limits.max_bytes)
    opened = settings.attachments.max_bytes if settings.attachments.read else 0
    factory = partial(make_reader, _word_texts(settings), _catalog_texts(settings), limits, opened)
    bounds = Bounds(
        memory=settings.limits.memory,
        cpu_seconds=max(1, int(settings.limits.cpu)),
        wall_seconds=settings.limits.wall,
    )
    return Sandbox(factory, size=size, bounds=bounds)


def _word_texts(settings: Settings) -> tuple[str, ...]:
    names = ", ".join(f'"{_bare(name)}"' for name in (settings.service.name,))
    return (
        *resources.texts(sorted((resources.config_folder() / "words").glob("*.toml"))),
        f"[own]\nnames = [{names}]\n",
    )


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isprintable() and c not in '"\\')


def _catalog_texts(settings: Settings) -> tuple[str, ...]:
    """The catalog that comes with the program, and behind it the operator's own. Raises Refused for mistakes in that."""
    ours, own = _config_text("catalog.toml"), settings.catalog.path
    if own is None:
        return (ours,)  # without mistakes, and read when it is needed
    if not own.is_file():
        raise Refused(f"catalog.path: {own} is no file")
    try:
        texts = (ours, *resources.texts([own]))
        _catalog(texts)
    except ValueError as error:
        raise Refused(f"catalog.path: {own} (catalog 2) cannot be used:\n{error}") from None
    return texts


def _identity(settings: Settings) -> Identity:
    service = settings.service
    return Identity(
        address=service.address,
        name=service.name,
        reply_address=service.address,
        bounce_address=settings.smtp.bounce_address or service.address,
        message_domain=_message_domain(service.address),
        zone=ZoneInfo(service.time_zone),
        base_url=service.base_url,
        links=service.links.shown,
        review_days=_review_days(settings),
    )


def _message_domain(address: str) -> str:
    """Domain of our own Message-IDs: below the address's own, so that a colleague's mail is not taken for ours."""
    return ".".join(address.lower().rsplit("@", 1))


def _border(settings: Settings, keys: tuple[bytes, ...]) -> Border:
    service = settings.service
    return Border(
        own=frozenset(a.lower() for a in (service.address, *service.aliases)),
        message_domain=_message_domain(service.address),
        trusted_authserv_ids=frozenset(i.lower() for i in settings.authentication.trusted_authserv_ids),
        trusted_sources=frozenset(settings.authentication.trust),
        signing_keys=keys,
        prefix=service.reference_prefix,
        team=Team(
            members=frozenset(canonical(a) for a in settings.team.addresses),
            address=settings.team.notify or "",
        ),
    )


def _signatures(settings: Settings) -> "Signatures | None":
    chosen = settings.authentication
    if chosen.dkim != "dns":
        return None
    from mailer.signatures import Signatures  # asking name servers weighs 3 MB, and few services do

    return Signatures(chosen.resolver)


def _review_days(settings: Settings) -> int:
    return max(1, round(settings.service.review_within / 86_400))


def _policy(settings: Settings) -> Policy:
    team = settings.team
    return Policy(
        prefix=settings.service.reference_prefix,
        unproven=Unproven(settings.authentication.unproven),
        team=frozenset(canonical(a) for a in team.addresses),
        told_of_new=Address(address=team.notify) if team.notify else None,
        answers_a_day=settings.notifications.answers_a_day,
        offers_a_mail=settings.notifications.offers_a_mail,
        review_days=_review_days(settings),
        settle_seconds=settings.notifications.settle,
        most_megabytes=settings.limits.max_bytes // 2**20,
        votes_a_domain=settings.authentication.votes_a_domain,
        domains=_domains(_config_text("mail_domains.toml"), settings.authentication.public_domains),
        champions_confirmed=settings.champions.confirm == "automatic",
        grammar=_grammar(_config_text("verbs.toml")),
        weights={Criterion(name): weight for name, weight in settings.evaluation.model_dump().items()},
    )


def _transport(settings: Settings) -> Transport:
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


def _imap(settings: Settings, answer_since: datetime | None) -> ImapSettings:
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


def _folder(settings: Settings, answer_since: datetime | None) -> FolderMailbox:
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


def _answered_until(database: Database) -> datetime | None:
    """What a restore left behind; it happens while the service is stopped, so a look at the start is enough."""
    with database.reading() as tx:
        known = tx.settings.get(ANSWERED_UNTIL)
    return datetime.fromisoformat(known) if known else None


def _first_start_of(box: MailboxSection) -> str:
    """The name under which a mailbox's first start is remembered; each folder of an account has its own."""
    name = f"first_start:{box.kind}:{box.username}@{box.host}:{box.path}"
    if box.kind == "imap" and box.folder.upper() != "INBOX":
        name += f":{box.folder}"
    return name if len(name) <= LONGEST_NAME else f"first_start:{sha256(name.encode()).hexdigest()}"
