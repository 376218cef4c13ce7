"""Access tokens for a mailbox (RFC 6749), fetched by authlib or by the operator's own command, renewed in time."""

import importlib
import shlex
import subprocess
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

import httpx

from mailer.errors import Transient
from mailer.mailbox.backoff import LoginRefused

RENEW_BEFORE_SECONDS = 120.0
"""A token this close to its end is not used any more."""
SHORTEST_LIFE = 60.0
UNKNOWN_LIFE = 600.0
"""Assumed where the server does not say `expires_in`."""
COMMAND_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Preset:
    """Where a provider gives tokens, and which scope reads mail."""

    token_url: str
    """`{tenant}` is filled in."""
    client_scope: str
    """For the service's own account (client credentials)."""
    user_scope: str
    """For a user's consent (refresh token)."""


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "microsoft365": Preset(
            token_url="https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",  # noqa: S106 (an address)
            client_scope="https://outlook.office365.com/.default",
            user_scope="https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
        ),
        "google": Preset(
            token_url="https://oauth2.googleapis.com/token",  # noqa: S106
            client_scope="https://mail.google.com/",
            user_scope="https://mail.google.com/",
        ),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OAuthSettings:
    """With a refresh token its grant is used (RFC 6749 section 6), else client credentials (section 4.4)."""

    preset: str = ""
    """A key of PRESETS, or empty."""
    tenant: str = "common"
    token_url: str = ""
    """Outranks the preset's."""
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    scope: str = ""
    """Outranks the preset's."""
    timeout: float = 30.0

    @property
    def endpoint(self) -> str:
        """The token endpoint. Raises KeyError for an unknown preset."""
        return self.token_url or PRESETS[self.preset].token_url.format(tenant=self.tenant or "common")

    @property
    def wanted_scope(self) -> str:
        preset = PRESETS.get(self.preset)
        if self.scope or preset is None:
            return self.scope
        return preset.user_scope if self.refresh_token else preset.client_scope


class Tokens(Protocol):
    """Where access tokens come from."""

    def token(self) -> str:
        """A token that is good now. Raises LoginRefused when none will be given, Transient for passing trouble."""
        ...

    def forget(self) -> None:
        """The server refused the last one: the next is fetched afresh."""
        ...


class OAuthTokens:
    """Tokens of one OAuth2 endpoint, kept until shortly before they expire."""

    def __init__(self, settings: OAuthSettings, clock: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self._clock = clock
        self._refresh_token = settings.refresh_token
        self._token = ""
        self._good_until = 0.0

    def token(self) -> str:
        """As in Tokens."""
        if not self._token or self._clock() >= self._good_until:
            self._fetch()
        return self._token

    def forget(self) -> None:
        """As in Tokens."""
        self._token = ""

    def _fetch(self) -> None:
        asked_at = self._clock()
        library = _authlib()
        try:
            answer = self._ask(library.OAuth2Client)
        except library.OAuthError as error:
            reason = f"{error.error}: {error.description}" if error.description else str(error.error)
            raise LoginRefused(f"no access token from {self._settings.endpoint}: {reason}") from error
        except (httpx.HTTPError, ValueError) as error:
            reason = str(error) or type(error).__name__
            raise Transient(f"no access token from {self._settings.endpoint}: {reason}") from error
        if not answer.get("access_token"):
            raise Transient(f"no access token from {self._settings.endpoint}: the answer holds none")
        self._token = str(answer["access_token"])
        self._refresh_token = str(answer.get("refresh_token") or self._refresh_token)
        self._good_until = asked_at + _useful_life(answer.get("expires_in"))

    def _ask(self, client_class: Any) -> Mapping[str, object]:
        settings = self._settings
        with client_class(
            settings.client_id,
            settings.client_secret or None,
            scope=settings.wanted_scope or None,
            token_endpoint_auth_method="client_secret_post" if settings.client_secret else "none",
            timeout=settings.timeout,
        ) as client:
            if self._refresh_token:
                answer = client.refresh_token(settings.endpoint, refresh_token=self._refresh_token)
            else:
                answer = client.fetch_token(settings.endpoint, grant_type="client_credentials")
        return dict(answer)


class CommandTokens:
    """Tokens printed by a command of the operator, run at every login; no shell is involved."""

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)

    def token(self) -> str:
        """As in Tokens: the first line of what the command prints."""
        try:
            done = subprocess.run(self._command, capture_output=True, text=True, timeout=COMMAND_SECONDS)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError) as error:
            raise Transient(f"token_command {self._command[0]}: {error}") from error
        token = done.stdout.strip().partition("\n")[0].strip()
        if done.returncode or not token:
            raise Transient(f"token_command {self._command[0]}: exit code {done.returncode}, no token")
        return token

    def forget(self) -> None:
        """As in Tokens; nothing is kept."""


def _authlib() -> Any:
    """authlib's client for httpx, imported by those who need it only: it takes longer than all else of a start."""
    with warnings.catch_warnings():
        # It announces a successor of httpx; until that is required, one HTTP library is enough.
        own = importlib.import_module("authlib.deprecate").AuthlibDeprecationWarning
        warnings.simplefilter("ignore", own)
        return importlib.import_module("authlib.integrations.httpx_client")


def _useful_life(expires_in: object) -> float:
    """Seconds until a new token is fetched: two minutes early, though a short-lived one is used for a while."""
    try:
        life = float(str(expires_in))
    except ValueError:
        life = UNKNOWN_LIFE
    return max(life - RENEW_BEFORE_SECONDS, min(SHORTEST_LIFE, life / 2))
