"""How people set a secret behind its name, in ten languages, and what only looks like it (RELIABILITY R-86)."""

import pytest
from keys import password, unmarked

from mailer.rules.secrets import masked

PASSWORDS = [
    "user demo, password {}",
    "Benutzer demo, Passwort {}",
    "user demo, with password {}",
    "the password for it: {}",
    "The sandbox password (valid until Friday) is {}.",
    "password:\n{}",
    "Password\n{}\n",
    "User: demo\nPass: {}",
    "Username – svc_mailer, pw – {}",
    "credentials: demo/{}",
    "creds demo:{}",
    "You can log in with demo and {}.",
    "The pass is {}",
    "**Password:** `{}`",
    '{{"username": "demo", "password": "{}"}}',
    "SNOWFLAKE_PASSWORD={}",
    "Server=db;User Id=demo;Password={};",
    "use {} as the password",
    "{} is the password.",
    "curl -u demo:{} https://api.buyer.example/v1",
    "curl --user 'demo:{}' https://api.buyer.example/v1",
    "client secret: {}",
    "Login with the user tester and the password {}",
    "Das Kennwort für den Testzugang ist\n{}",
    "Die Zugangsdaten lauten test01 / {}",
    "Zugang: demo / {}",
    "Identifiant : demo\nMot de passe : {}",
    "le mot de passe du bac à sable est {}",
    "la contraseña es «{}»",
    "A senha do ambiente de testes é {}",
    "la password è {}",
    "wachtwoord is {}",
    "パスワードは{}です",
    "テスト環境のパスワードは「{}」になります。",
    "ID：demo／PW：{}",
    "密码是 {}",
    "비밀번호는 {} 입니다",
]  # fmt: skip
KEYS = [
    "our api key is {}",
    "The API key is {}.",
    "API key\n{}",
    "Access token (sandbox): {}",
    "here's our access token -> {}",
    "token {}",
    "the key you need is {}, it is read-only",
    "X-Api-Key: {}",
    "export API_TOKEN={}",
    "Bearer {}",
    "Der API-Schlüssel lautet {}",
    "Schlüssel: {}",
    "clé d'API : {}",
    "jeton d'accès : {}",
    "Clave de API: {}",
    "A chave da API é {}",
    "APIキー：{}",
    "アクセストークンは{}です。",
]  # fmt: skip
MADE_UP = [
    "Our API key is {}, and the user is demo.",
    "Der API-Schlüssel lautet {}",
    "la clé API est {}",
    "el token de acceso es {}",
    "il token API è {}",
    "A chave de API é {}",
    "APIキーは「{}」です",
    "Use the API key {} for it",
    'our api key "{}"',
    "api token - {}",
    "the webhook secret is now {}",
]  # fmt: skip
ORDINARY = [
    "password reset",
    "we use API keys and OAuth2",
    "the token expires after 3600 seconds",
    "token lifetime 3600s, refresh token 86400s",
    "Passwort vergessen",
    "api key is sent in the header X-Api-Key",
    "An API key looks like this: XXXX-XXXX-XXXX",
    "version 2.14.3-beta2, order number PO-2026-11-4711",
    "token v1.2.3-beta.4+build.567",
    "passwords must be 12 characters or longer",
    "password policy: 12-characters minimum, rotated every 90days",
    "the password is hashed with PBKDF2-HMAC-SHA256",
    "password for Office365 users",
    "Password authentication (SCRAM-SHA-256) is required",
    "Username: required\nPassword: required",
    "user: admin, password: see vault",
    "Credentials: OAuth2 client credentials / PKCE",
    "Access token URL: https://login.buyer.example/oauth2/token",
    "access token: /oauth2/v1/token-exchange2",
    "login: SSO via SAML2/OIDC",
    "log in with Azure AD / Okta2",
    "The key is: customer_id_2024_export_table",
    "the key in S3 is exports/2026/11/23/part-00001.parquet",
    "idempotency key 3f2b8a52-7f3c-4a2e-9f0d-1c2b3a4d5e6f",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8 fixes the token refresh",
    "request id 3f2b8a52-7f3c-4a2e-9f0d-1c2b3a4d5e6f, token missing",
    "account 4711/2026",
    "Our VAT number DE123456789 and IBAN DE89370400440532013000",
    "Zugangsdaten folgen am 24.11.2026",
    "Kennwort: siehe Brief vom 24.11.",
    "mot de passe : à 12 caractères minimum",
    "la contraseña caduca cada 90días",
    "senha: mínimo 8 caracteres",
    "パスワードは8文字以上です",
    "ユーザー名：必須、パスワード：必須",
    "トークンの有効期限は3600秒です",
    "APIキーはX-API-Keyヘッダーで送信します",
    "The API key is required for every call, and v2-compatible",
    "The access key is S3-compatible",
    "The API key is 2-factor-protected",
    "The API key is valid until 31.12.2026",
    "API keys: INT-4242, API token: see INC0012345",
    "account key is 4711",
    "signing key: RS256/ES384, the token is JWT/RS256",
    "the webhook secret is documented in RFC-2104",
    "Access key 12345678901 letters long",
    "access token: valid 30-60min",
]  # fmt: skip
AROUND = ["{}", "Here is the access for the sandbox.\n\n{}\n\nBo", "> {}\n"]
HEXADECIMAL, LETTERS, UUID = unmarked()


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("shape", PASSWORDS)
def test_a_password_is_told_by_its_name(shape: str, around: str) -> None:
    """Behind a colon, an `is`, on the next line, beside a user, before its name: it is taken out, wherever that stands."""
    assert password() not in masked(around.format(shape.format(password())))


@pytest.mark.parametrize("key", [HEXADECIMAL, LETTERS])
@pytest.mark.parametrize("shape", KEYS)
def test_a_key_without_a_mark_is_told_by_its_name(shape: str, key: str) -> None:
    """A key that its maker gave no prefix is one where the words say so and its letters were made by a machine."""
    assert all(key not in masked(around.format(shape.format(key))) for around in AROUND)


@pytest.mark.parametrize("key", ["northwind-88213", "contoso_2026_ro", "abcd-1234-efgh"])
@pytest.mark.parametrize("shape", MADE_UP)
def test_a_key_that_a_person_made_up_is_told_by_what_is_said_of_it(shape: str, key: str) -> None:
    """R-86: right behind `API key is` little is asked of its looks; a number alone has to be long and told."""
    assert all(key not in masked(around.format(shape.format(key))) for around in AROUND)
    assert "0112233445" not in masked("(API key = 0112233445)")


def test_a_key_that_is_cut_short_is_told_by_its_maker_s_mark() -> None:
    """R-86: people shorten what they paste, and the mark alone says what it is."""
    short = "sk_" + "live_" + "123456789"
    assert short not in masked(f"Our key is {short} and works.")


def test_a_uuid_is_a_secret_where_it_is_called_one() -> None:
    """Elsewhere it is a name (`token`, `id`, `idempotency key`)."""
    assert UUID not in masked(f"client secret: {UUID}")
    assert UUID not in masked(f"our API key is {UUID}")
    assert UUID in masked(f"token: {UUID}")


def test_a_secret_without_a_mark_behind_an_aws_key_goes_too() -> None:
    """The id alone opens nothing."""
    secret = LETTERS + "/" + LETTERS[:15]
    assert secret not in masked(f"AKIAQ3EGWR2LM5ZXTV7B / {secret}")


def test_beside_a_user_an_ordinary_word_is_a_password() -> None:
    """`User: …` and `Password: …` are said outright; a word that describes a password is none."""
    assert "sesame" not in masked("User: demo\nPassword: sesame\n")
    assert "sesame" in masked("Password: sesame\n")


@pytest.mark.parametrize("text", ORDINARY)
def test_words_about_passwords_and_keys_stay(text: str) -> None:
    """How somebody signs in, what a policy asks, numbers of orders and versions, names, paths: nothing is taken out."""
    assert masked(text) == text
