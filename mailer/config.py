"""The configuration: one TOML file, the environment and secret files become one frozen value; all mistakes at once.

It defines values only and constructs nothing. Each section stands in CONTRACT order; `config/mailer.example.toml` tells
an operator what each key means.
"""

import difflib
import re
import stat
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)

from mailer.errors import MailerError

PREFIX = "MAILER_"
ENVIRONMENT_ONLY = ("MAILER_CONFIG", "MAILER_TEST_")
"""Beginnings of variables that are no settings."""
NOT_YET = frozenset({"github", "chat", "web"})
TOO_OPEN = 0o027
"""Mode bits that a file with secrets must not have: the group may read, others nothing (RELIABILITY R-100)."""
SECRETS = ("password", "client_secret", "refresh_token")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}
_DURATION = re.compile(r"(\d{1,9}(?:\.\d{1,3})?) ?([smhdw])")


class ConfigError(MailerError):
    """The configuration is wrong; `lines` names every mistake with its key and what was expected."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


def _seconds(value: object) -> object:
    if not isinstance(value, str):
        return value
    if match := _DURATION.fullmatch(value.strip()):
        return float(match.group(1)) * _UNITS[match.group(2)]
    try:
        return float(value)
    except ValueError:
        raise ValueError("seconds, or a text with a unit such as 90s, 5m, 2h, 14d or 2w") from None


Seconds = Annotated[float, BeforeValidator(_seconds), Field(ge=0)]
"""Seconds as a number, or a text such as `90s`, `5m`, `2h`, `14d`, `2w`."""
Hour = Annotated[int, Field(ge=0, le=23)]
Port = Annotated[int, Field(ge=0, le=65_535)]
ADDRESS, CAPITALS, DATABASE, LISTEN, LANGUAGE = (
    r"^[^@\s<>]+@[^@\s<>]+$",
    r"^[A-Z][A-Z0-9]{0,9}$",
    r"^(sqlite|postgresql)(\+\w+)?://",
    r"^$|^\S+:\d{1,5}$",
    r"^[a-z]{2}$",
)
RESOLVER = r"^(\d{1,3}(\.\d{1,3}){3}(:\d{1,5})?)?$"
PATTERNS = {
    RESOLVER: "a name server's IPv4 address, such as 127.0.0.1 or 127.0.0.1:5353",
    ADDRESS: "an address such as name@example.org",
    CAPITALS: "up to ten capitals and digits such as INT",
    DATABASE: "sqlite:///FILE or postgresql://USER@HOST/NAME",
    LANGUAGE: "two small letters such as de",
    LISTEN: "a host and a port such as 127.0.0.1:9464, or nothing",
}
"""What a pattern stands for, in an operator's words."""
MailAddress = Annotated[str, Field(pattern=ADDRESS)]


class Section(BaseModel):
    """One section: frozen, and a key that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Links(Section):
    """Pages that the mails point to; what is empty is not shown."""

    guide: str = ""
    guidelines: str = ""
    template: str = ""
    examples: str = ""
    pull_requests: str = ""
    forum: str = ""
    chat: str = ""

    @property
    def shown(self) -> dict[str, str]:
        """Those that are set, by their key. Who has no page of guidelines has them in the guide."""
        links = {**self.model_dump(), "guidelines": self.guidelines or self.guide}
        return {name: url for name, url in links.items() if url}


class Service(Section):
    """Who the service is outward."""

    address: MailAddress = "integrations@localhost"
    aliases: tuple[MailAddress, ...] = ()
    name: str = "Integrations"
    reference_prefix: Annotated[str, Field(pattern=CAPITALS)] = "INT"
    time_zone: str = "UTC"
    base_url: str = ""
    signing_keys: Path = Path("var/signing.key")
    review_within: Seconds = 5 * 86_400.0
    links: Links = Links()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError("a time zone such as Europe/Berlin") from None
        return name


class DatabaseSection(Section):
    url: Annotated[str, Field(pattern=DATABASE)] = "sqlite:///var/mailer.db"


class OAuth2(Section):
    """How an access token is fetched (RFC 6749)."""

    preset: Literal["", "microsoft365", "google"] = ""
    tenant: str = ""
    token_url: str = ""
    client_id: str = ""
    client_secret: SecretStr = SecretStr("")
    refresh_token: SecretStr = SecretStr("")
    scope: str = ""
    mechanism: Literal["xoauth2", "oauthbearer"] = "xoauth2"


class Mailbox(Section):
    """Where mail comes from."""

    kind: Literal["imap", "listen", "folder"] = "listen"
    host: str = "localhost"
    port: Port = 0
    tls: Literal["implicit", "starttls", "none"] = "implicit"
    ca_file: Path | None = None
    allow_plaintext: bool = False
    username: str = ""
    password: SecretStr = SecretStr("")
    oauth2: OAuth2 | None = None
    token_command: str = ""
    folder: str = "INBOX"
    processed: str = "Processed"
    quarantine: str = "Quarantine"
    poll: Seconds = 60.0
    idle: bool = True
    idle_renew: Annotated[Seconds, Field(le=1_500)] = 300.0
    timeout: Seconds = 30.0
    batch: Annotated[int, Field(ge=1, le=1_000)] = 50
    path: Path = Path("var/mail")
    first_start: Literal["new", "all"] | date = "new"


class Listen(Section):
    """Our own SMTP and LMTP doors, for `mailbox.kind = "listen"`."""

    host: str = "127.0.0.1"
    smtp_port: Port = 2525
    lmtp_port: Port = 2524
    recipients: tuple[MailAddress, ...] = ()
    tls_cert: Path | None = None
    tls_key: Path | None = None
    mails_per_minute: Annotated[int, Field(ge=0)] = 50
    mails_in_five_minutes: Annotated[int, Field(ge=0)] = 120
    mails_per_hour: Annotated[int, Field(ge=0)] = 600
    relays: tuple[str, ...] = ("127.0.0.1", "::1")


class Smtp(Section):
    """Where mail goes out."""

    kind: Literal["smtp", "folder"] = "smtp"
    host: str = "localhost"
    port: Port = 0
    tls: Literal["implicit", "starttls", "none"] = "starttls"
    ca_file: Path | None = None
    username: str = ""
    password: SecretStr = SecretStr("")
    oauth2: OAuth2 | None = None
    token_command: str = ""
    timeout: Seconds = 30.0
    mails_a_minute: Annotated[int, Field(ge=0)] = 0
    folder: Path = Path("var/outbox")
    bounce_address: MailAddress | None = None


class Authentication(Section):
    """Whom the service believes."""

    trusted_authserv_ids: tuple[str, ...] = ()
    dkim: Literal["off", "dns"] = "off"
    resolver: Annotated[str, Field(pattern=RESOLVER)] = ""
    unproven: Literal["confirm", "acknowledge", "hold"] = "confirm"
    trust: tuple[Literal["listen", "folder", "ingest", "imap"], ...] = ()
    votes_a_domain: Annotated[int, Field(ge=0)] = 250
    public_domains: tuple[str, ...] | None = None


class Team(Section):
    addresses: tuple[MailAddress, ...] = ()
    notify: MailAddress | None = None


class Notifications(Section):
    settle: Seconds = 120.0
    reminder: Seconds = 7 * 86_400.0
    no_news: Seconds = 90 * 86_400.0
    stuck: Seconds = 30 * 86_400.0
    digest_day: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = (
        "monday"
    )
    digest_hour: Hour = 8
    triage_hour: Hour = 8
    brake: Annotated[int, Field(ge=1)] = 200
    answers_a_day: Annotated[int, Field(ge=1)] = 30
    confirmations_an_hour: Annotated[int, Field(ge=0)] = 30
    offers_a_mail: Annotated[int, Field(ge=0)] = 5


class Templates(Section):
    path: Path | None = None


class Languages(Section):
    default: Annotated[str, Field(pattern=LANGUAGE)] = "en"
    spoken: tuple[Annotated[str, Field(pattern=LANGUAGE)], ...] = ()


class CatalogSection(Section):
    path: Path | None = None


class Evaluation(Section):
    """Weights of the five criteria."""

    strategic: Annotated[float, Field(ge=0)] = 1.0
    demand: Annotated[float, Field(ge=0)] = 1.0
    feasibility: Annotated[float, Field(ge=0)] = 1.0
    value: Annotated[float, Field(ge=0)] = 1.0
    maintenance: Annotated[float, Field(ge=0)] = 1.0


class Champions(Section):
    confirm: Literal["team", "automatic"] = "team"
    patience: Seconds = 14 * 86_400.0


class Attachments(Section):
    """Which attachments are opened to understand a request; all are kept."""

    read: bool = True
    max_bytes: Annotated[int, Field(ge=0)] = 8_000_000
    """Of one attachment."""


class LimitsSection(Section):
    """What one mail may be and cost."""

    max_bytes: Annotated[int, Field(ge=1_024)] = 25 * 1024 * 1024
    memory: Annotated[int, Field(ge=16 * 1024 * 1024)] = 192 * 1024 * 1024
    cpu: Seconds = 10.0
    wall: Seconds = 20.0


class Retention(Section):
    """How long content is kept; what became of each mail stays on record. 0 keeps it for ever."""

    spam: Seconds = 30 * 86_400.0
    quarantine: Seconds = 90 * 86_400.0
    mails: Seconds = 0.0
    sent: Seconds = 365 * 86_400.0


class Logging(Section):
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["console", "json"] = "console"


class Metrics(Section):
    listen: Annotated[str, Field(pattern=LISTEN)] = ""


class Settings(Section):
    """Everything an operator can set."""

    service: Service = Service()
    database: DatabaseSection = DatabaseSection()
    mailbox: Mailbox = Mailbox()
    listen: Listen = Listen()
    smtp: Smtp = Smtp()
    authentication: Authentication = Authentication()
    team: Team = Team()
    notifications: Notifications = Notifications()
    templates: Templates = Templates()
    languages: Languages = Languages()
    catalog: CatalogSection = CatalogSection()
    evaluation: Evaluation = Evaluation()
    champions: Champions = Champions()
    attachments: Attachments = Attachments()
    limits: LimitsSection = LimitsSection()
    retention: Retention = Retention()
    logging: Logging = Logging()
    metrics: Metrics = Metrics()


DEMO: dict[str, dict[str, Any]] = {
    "mailbox": {"kind": "listen", "first_start": "all"},
    "smtp": {"kind": "folder"},
    "authentication": {"trust": ["listen", "folder", "ingest"]},
    "notifications": {"settle": 0},
    "logging": {"level": "WARNING"},
}
"""The embedded defaults of `mailer run --demo`; everything else is the ordinary default."""


def load(path: Path | None, environ: Mapping[str, str], *, demo: bool = False) -> Settings:
    """Read the configuration; the environment outranks the file, and the file outranks the demo's defaults.

    Raises ConfigError with a line for every mistake.
    """
    mistakes: list[str] = []
    values = _merged(DEMO if demo else {}, _read(path, mistakes) if path else {})
    values = _merged(values, _from_environment(environ, mistakes))
    values = _merged(_credentials(environ, mistakes), values)
    _read_secret_files(values, mistakes)
    mistakes += [f"[{name}] does not exist yet; leave it out" for name in sorted(NOT_YET & values.keys())]
    known = {name: section for name, section in values.items() if name not in NOT_YET}
    try:
        settings = Settings.model_validate(known)
    except ValidationError as error:
        raise ConfigError([*mistakes, *_lines(error)]) from None
    mistakes += _contradictions(settings)
    if mistakes:
        raise ConfigError(mistakes)
    return settings


def _read(path: Path, mistakes: list[str]) -> dict[str, Any]:
    try:
        content = path.read_bytes()
        values = tomllib.loads(content.decode())
    except OSError as error:
        raise ConfigError([f"{path}: cannot be read: {error.strerror}"]) from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError([f"{path}: is not TOML: {error}"]) from None
    if _holds_secrets(values):
        mistakes += _too_open(path)
    return values


def _too_open(path: Path) -> Iterator[str]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & TOO_OPEN:
        yield f"{path}: holds secrets and has mode {mode:04o}; expected 0640 or less (chmod 640 {path})"


def _holds_secrets(values: Mapping[str, Any]) -> bool:
    return any(
        _holds_secrets(value) if isinstance(value, dict) else key in SECRETS or _has_password(value)
        for key, value in values.items()
    )


def _has_password(value: object) -> bool:
    """An address with a password in it, as of a PostgreSQL server."""
    return isinstance(value, str) and bool(re.match(r"[a-z+]{1,30}://[^/@:]{0,200}:[^/@]{1,200}@", value))


def _from_environment(environ: Mapping[str, str], mistakes: list[str]) -> dict[str, Any]:
    """`MAILER_DATABASE__URL=…` sets `[database] url`; a list is written as TOML, such as `["a", "b"]`."""
    values: dict[str, Any] = {}
    for name, text in environ.items():
        if not name.startswith(PREFIX) or name.startswith(ENVIRONMENT_ONLY):
            continue
        *sections, key = name.removeprefix(PREFIX).lower().split("__")
        if not sections or not _put(values, sections, key, _literal(text)):
            mistakes.append(f"{name}: expected {PREFIX}SECTION__KEY, such as {PREFIX}DATABASE__URL")
    return values


def _put(values: dict[str, Any], sections: list[str], key: str, value: Any) -> bool:
    """Set a key at its place; False where a value stands in the way of a section."""
    holder: Any = values
    for section in sections:
        holder = holder.setdefault(section, {})
        if not isinstance(holder, dict):
            return False
    holder[key] = value
    return True


def _literal(text: str) -> Any:
    """Lists and booleans in TOML's notation; everything else is a text, which pydantic turns into what is expected."""
    if text.startswith("[") or text in ("true", "false"):
        try:
            return tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            return text
    return text


def _credentials(environ: Mapping[str, str], mistakes: list[str]) -> dict[str, Any]:
    """systemd's LoadCredential (systemd.exec(5)): a file `mailbox.password` sets `[mailbox] password`."""
    folder = environ.get("CREDENTIALS_DIRECTORY")
    values: dict[str, Any] = {}
    for file in sorted(Path(folder).iterdir()) if folder and Path(folder).is_dir() else ():
        *sections, key = file.name.split(".")
        if not sections:
            mistakes.append(f"{file}: expected a name such as mailbox.password")
            continue
        _put(values, sections, key, _secret(file, file.name, mistakes))
    return values


def _secret(path: Path, key: str, mistakes: list[str]) -> str:
    """The secret in a file, without the line end that editors leave."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        mistakes.append(f"{key}: {path} cannot be read: {error.strerror}")
    except UnicodeDecodeError:
        mistakes.append(f"{key}: {path} is not UTF-8 text")
    return ""


def _read_secret_files(values: dict[str, Any], mistakes: list[str], where: str = "") -> None:
    """`password_file = PATH` stands for `password`, and so for every secret."""
    for key, value in list(values.items()):
        if isinstance(value, dict):
            _read_secret_files(value, mistakes, f"{where}{key}.")
        elif key.removesuffix("_file") in SECRETS and key.endswith("_file"):
            del values[key]
            path = Path(str(value))
            values[key.removesuffix("_file")] = _secret(path, f"{where}{key}", mistakes)
            mistakes += _too_open(path) if path.is_file() else ()


def _merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` laid upon `under`, section by section."""
    out: dict[str, Any] = {k: _merged(v, {}) if isinstance(v, Mapping) else v for k, v in under.items()}
    for key, value in over.items():
        below = out.get(key)
        both = isinstance(below, Mapping) and isinstance(value, Mapping)
        out[key] = _merged(below, value) if both and isinstance(below, Mapping) else value
    return out


def _lines(error: ValidationError) -> Iterator[str]:
    for mistake in error.errors():
        place = [str(step) for step in mistake["loc"]]
        key = ".".join(place)
        if mistake["type"] == "extra_forbidden":
            yield f"{key}: there is no such key{_did_you_mean(place)}"
        else:
            shown = "" if place[-1] in SECRETS else f", not {mistake['input']!r}"
            yield f"{key}: expected {_expected(mistake)}{shown}"


def _expected(mistake: Any) -> str:
    """What would have been right, from pydantic's words."""
    if mistake["type"] == "value_error":
        return str(mistake["ctx"]["error"])
    if mistake["type"] == "string_pattern_mismatch":
        return PATTERNS[mistake["ctx"]["pattern"]]
    return str(mistake["msg"]).removeprefix("Input should be ").removeprefix("a valid ")


def _did_you_mean(place: list[str]) -> str:
    model: Any = Settings
    for step in place[:-1]:
        field = model.model_fields.get(step)
        model = field.annotation if field else None
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            return ""
    close = difflib.get_close_matches(place[-1], list(model.model_fields), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _contradictions(settings: Settings) -> Iterator[str]:
    box, smtp = settings.mailbox, settings.smtp
    if box.kind == "imap":
        if not box.username:
            yield "mailbox.username: expected the account's name, since mailbox.kind is imap"
        if _ways_in(box) != 1:
            yield "mailbox: expected exactly one of password, oauth2 and token_command"
        if box.tls == "none" and not box.allow_plaintext:
            yield "mailbox.tls: expected implicit or starttls, or allow_plaintext = true as well"
    if smtp.username and smtp.tls == "none":
        yield "smtp.tls: expected implicit or starttls, since a password never goes out in the clear"
    if smtp.username and _ways_in(smtp) != 1:
        yield "smtp: expected exactly one of password, oauth2 and token_command for smtp.username"
    if not smtp.username and _ways_in(smtp):
        yield "smtp.username: expected the account's name beside its password or token"
    if not sum(settings.evaluation.model_dump().values()):
        yield "evaluation: expected at least one weight above 0"
    if (settings.listen.tls_cert is None) != (settings.listen.tls_key is None):
        yield "listen: expected tls_cert and tls_key together"


def _ways_in(account: Mailbox | Smtp) -> int:
    return sum(
        (bool(account.password.get_secret_value()), account.oauth2 is not None, bool(account.token_command))
    )
