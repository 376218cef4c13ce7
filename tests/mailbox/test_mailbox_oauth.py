"""Access tokens, from a token server on loopback and from a command."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tokenserver import CLIENT, REFRESH, SECRET, TokenServer, token_server

from mailer.errors import Transient
from mailer.mailbox.backoff import LoginRefused
from mailer.mailbox.oauth import PRESETS, CommandTokens, OAuthSettings, OAuthTokens


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with token_server() as running:
        yield running


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def settings(
    server: TokenServer, *, refresh_token: str = "", secret: str = SECRET, scope: str = "mail"
) -> OAuthSettings:
    return OAuthSettings(
        token_url=server.url, client_id=CLIENT, client_secret=secret, refresh_token=refresh_token, scope=scope
    )


def test_client_credentials(server: TokenServer) -> None:
    """RFC 6749 section 4.4: grant, client and scope are sent as a form."""
    assert OAuthTokens(settings(server)).token() == "token-1"
    (form,) = server.forms
    assert form["grant_type"] == "client_credentials"
    assert (form["client_id"], form["client_secret"], form["scope"]) == (CLIENT, SECRET, "mail")


def test_a_refresh_token_that_rotates(server: TokenServer) -> None:
    """RFC 6749 section 6: a new refresh token replaces the old one, which the server takes no more."""
    clock = Clock()
    tokens = OAuthTokens(settings(server, refresh_token=REFRESH), clock)
    assert tokens.token() == "token-1"
    clock.now += 3600
    assert tokens.token() == "token-2"
    assert [form["refresh_token"] for form in server.forms] == ["refresh-1", "refresh-2"]
    assert all(form["grant_type"] == "refresh_token" for form in server.forms)


def test_a_token_is_kept_until_shortly_before_its_end(server: TokenServer) -> None:
    """An hour's token is fetched again after 58 minutes, not at every login."""
    clock = Clock()
    tokens = OAuthTokens(settings(server), clock)
    for seconds, expected in [(0, "token-1"), (3479, "token-1"), (3480, "token-2"), (3600, "token-2")]:
        clock.now = 1000.0 + seconds
        assert tokens.token() == expected


@pytest.mark.parametrize(("said", "lasts"), [(30, 15.0), (None, 480.0), ("3600", 3480.0), (2, 1.0)])
def test_odd_lives_of_tokens(server: TokenServer, said: object, lasts: float) -> None:
    """A short life, none or one written as text gives a token that is used for a while and then renewed."""
    server.expires_in = said
    clock = Clock()
    tokens = OAuthTokens(settings(server), clock)
    tokens.token()
    clock.now += lasts - 0.5
    assert tokens.token() == "token-1"
    clock.now += 1
    assert tokens.token() == "token-2"


def test_a_token_that_the_mail_server_refused_is_forgotten(server: TokenServer) -> None:
    """After forget() the next one is fetched, however long the old one would have lasted."""
    tokens = OAuthTokens(settings(server))
    tokens.token()
    tokens.forget()
    assert tokens.token() == "token-2"


def test_a_withdrawn_consent_is_no_passing_trouble(server: TokenServer) -> None:
    """invalid_grant and invalid_client are told in the server's words and tried again only after minutes."""
    server.refresh = "another"
    with pytest.raises(LoginRefused, match="consent was withdrawn"):
        OAuthTokens(settings(server, refresh_token=REFRESH)).token()
    with pytest.raises(LoginRefused, match="invalid_client"):
        OAuthTokens(settings(server, secret="wrong")).token()


def test_a_token_server_in_trouble_is_passing_trouble(server: TokenServer) -> None:
    """503 and a closed port are tried again soon; no secret stands in the error."""
    server.status = 503
    with pytest.raises(Transient) as busy:
        OAuthTokens(settings(server)).token()
    server.close()
    with pytest.raises(Transient) as gone:
        OAuthTokens(settings(server)).token()
    for trouble in (busy.value, gone.value):
        assert not isinstance(trouble, LoginRefused)
        assert SECRET not in str(trouble)


def test_the_presets_know_their_providers() -> None:
    """Tenant, end point and scope for a service account and for a user's consent."""
    service = OAuthSettings(preset="microsoft365", tenant="contoso.example", client_id="c", client_secret="s")
    assert service.endpoint == "https://login.microsoftonline.com/contoso.example/oauth2/v2.0/token"
    assert service.wanted_scope == "https://outlook.office365.com/.default"
    user = OAuthSettings(preset="google", client_id="c", client_secret="s", refresh_token="r")
    assert user.endpoint == PRESETS["google"].token_url
    assert user.wanted_scope == "https://mail.google.com/"


def test_secrets_stand_in_no_representation() -> None:
    """A logged settings object shows neither secret nor refresh token."""
    shown = repr(OAuthSettings(client_id="c", client_secret="s3cret", refresh_token="r3fresh"))
    assert "s3cret" not in shown and "r3fresh" not in shown


def test_a_token_command_prints_the_token() -> None:
    """The first line counts, and the command is run for every login."""
    assert CommandTokens(f"{sys.executable} -c \"print('tok en'); print('more')\"").token() == "tok en"


@pytest.mark.parametrize(
    "command", ["/no/such/program", f"{sys.executable} -c 'raise SystemExit(3)'", f"{sys.executable} -c ''"]
)
def test_a_token_command_that_fails_is_passing_trouble(command: str) -> None:
    """Missing, failing or silent: a sentence, tried again later."""
    with pytest.raises(Transient, match="token_command"):
        CommandTokens(command).token()


def test_a_token_command_meets_no_shell(tmp_path: Path) -> None:
    """Semicolons and backticks are letters of an argument."""
    made = tmp_path / "made"
    assert CommandTokens(f"echo 'a;' `touch {made}` ; touch {made}").token().startswith("a; `touch")
    assert not made.exists()
