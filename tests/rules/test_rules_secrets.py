"""What is a secret and what only looks like one (RELIABILITY R-86)."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from keys import password, private_key, secrets

from mailer.model.message import Attachment, Message
from mailer.rules.sealing import sealed_message
from mailer.rules.secrets import NAMED, find, masked

SAMPLES = secrets()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    "around", ["{}", "Our key is {}, thanks.", "key = '{}'", "> {}\n", "({})", "curl -H 'X: {}' x"]
)
def test_a_key_with_its_maker_s_mark_is_found_wherever_it_stands(name: str, around: str) -> None:
    """R-86: more than thirty shapes, in prose, code, quotes and brackets; not a character of it is left."""
    text = masked(around.format(SAMPLES[name]))
    assert SAMPLES[name] not in text
    assert SAMPLES[name][-12:] not in text
    assert "[removed: looks like a" in text


def test_every_named_shape_has_a_sample() -> None:
    """A shape without a sample would be one that nobody ever saw found."""
    found = {hit.kind for sample in SAMPLES.values() for hit in find(sample)}
    assert {kind for kind, _, _ in NAMED} <= found
    assert len(SAMPLES) >= 30


LABELLED = {
    "api key": ("API key: {}", "f3Kd92LmQp71Zx0aBcDe"),
    "client secret": ("client_secret={}", "8Q~aB3dEf6hIj9kLmN0pQ"),
    "secret access key": ('"secretAccessKey": "{}"', "wJ4lrXUtnF3MI7K9DENGbPxRfiCYz2h8QeVmTuSa"),
    "token is": ("the access token is: {}", "a1b2c3d4e5f6a7b8c9d0"),
    "bearer": ("Authorization: Bearer {}", "a1b2c3d4e5f6a7b8c9d0"),
    "basic": ("authorization: Basic {}", "dXNlcjpodW50ZXIyaHVudGVyMg=="),
    "password": ("user: demo\npassword: {}", "hunter2"),
    "password in German": ("Das Passwort ist: {}", "Sommer2026!"),
    "password in a sentence": ("The user is demo and the password is {}", "Hunter-2-xyz"),
    "password in a German sentence": ("Mein Passwort ist {}", "Sommer2026!"),
    "login with a stroke": ("login: demo / {}", "geheim123"),
    "password in French": ("Mot de passe : {}", "Soleil+Lune9"),
    "password in Japanese": ("パスワード：{}", "sakura#77"),
    "in an address": ("postgres://app:{}@db.buyer.example/prod", "s3cr3tS4uce"),
    "signed address": ("https://files.buyer.example/a.csv?sig={}&x=1", "Ab3dEf6hIj9kLmN0pQrStUv%2F"),
    "slack hook": ("https://hooks.slack.com/services/{}", "T01AB2CD3/B04EF5GH6/a7B8c9D0e1F2g3H4i5J6"),
}


@pytest.mark.parametrize("name", LABELLED)
def test_what_is_called_a_secret_is_one(name: str) -> None:
    """A label, a scheme or an address says what the letters behind it are."""
    shape, secret = LABELLED[name]
    assert secret not in masked(shape.format(secret))


def test_a_private_key_goes_whole() -> None:
    """All its lines, also where its end is missing; what stands behind it stays."""
    key = private_key()
    assert masked(f"Here:\n{key}\nRegards").split() == [
        "Here:",
        *["[removed:", "looks", "like", "a", "private", "key]"],
        "Regards",
    ]
    assert all(line not in masked(key.partition("-----END")[0]) for line in key.splitlines()[1:-1])


ORDINARY = [
    "Integration with Snowflake, see https://docs.snowflake.example/api/v2/auth?page=2",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "https://git.buyer.example/x/commit/9fceb02d0ae598e95dc970b74767f19372d61af8",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "id 3f2b8a52-7f3c-4a2e-9f0d-1c2b3a4d5e6f",
    "token: 3f2b8a52-7f3c-4a2e-9f0d-1c2b3a4d5e6f",
    "Message-ID: <CAF=abc123DEF456ghi789JKL012mno345PQR678@mail.buyer.example>",
    "<raaaaaab2c3d4e5.0f1e2d3c4b5a@integrations.service.example>",
    "API key: YOUR_API_KEY",
    "api_key=your-api-key-here-please",
    "api_key: ${SNOWFLAKE_API_KEY}",
    "token: <your token 1234567890>",
    "key: xxxxxxxxxxxxxxxxxxxxxxxx",
    "AKIAIOSFODNN7EXAMPLE",
    "Authentication: API key, OAuth2, username and password",
    "password: required",
    "Password: protected, with MFA.",
    "Username/Password: Basic authentication over HTTPS",
    "password: OAuth2 is better",
    "secret: none",
    "authentication: bearer token",
    "Authorization: Bearer <token>",
    "postgres://user:password@host/db is the form of the address",
    "The key point is: interoperability with everything",
    "sk-integration-for-our-warehouse-team",
    "ghp_short",
    "mailto:integrations+raaaaaab@service.example?subject=vote",
    "https://meet.buyer.example/room/aBcDeFgHiJkLmNoP",
    "we pass it on: tomorrow2",
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
]  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_no_secret_stays(text: str) -> None:
    """Hashes, UUIDs, Message-IDs, commits, stand-ins of manuals and plain words are left as they are."""
    assert masked(text) == text


@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 5_000), st.sampled_from(sorted(SAMPLES)))
def test_no_text_around_it_brings_a_secret_back(before: str, after: str, seed: int, name: str) -> None:
    """Whatever else the mail says on the lines around, and masking twice changes nothing."""
    secret = secrets(seed)[name]
    once = masked(f"{before}\n{secret}\n{after}")
    assert secret not in once
    assert masked(once) == once


@given(st.text(max_size=500))
def test_hits_are_in_order_and_apart(text: str) -> None:
    """They can be cut out one after the other."""
    hits = find(text)
    assert all(a.end <= b.start for a, b in pairwise(hits))
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


SHAPES = [
    "password ", "the password for it is ", "user: a, password: ", "credentials: a/", "curl -u a ", "パスワードは", "key ",
    "AKIAQ3EGWR2LM5ZXTV7B ", "a1 is the ", "password\n", "password (a b c ", "1a2b3c4d ",
    "password: ", "https://a:", "-----BEGIN RSA PRIVATE KEY-----\n", "eyJaaaaaaaaaa.", "api key: ", "?sig=a1",
    "sk-a-", "://a:b", "A" * 50, "AKIA",
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_looking_is_linear(shape: str) -> None:
    """R-57: 120,000 characters of half a secret, over and over, in well under two seconds."""
    began = time.process_time()
    find(shape * (120_000 // len(shape)))
    assert time.process_time() - began < 2


def test_what_one_part_gives_away_is_taken_out_of_all() -> None:
    """The answer that stands below a quoted `password:` says no label of its own, and the subject says the word once more."""
    word = password()
    mail = Message(
        message_id="", subject=f"Sandbox {word}", date=None, sender=None, text=f"> Which password?\n> password:\n{word}",
        new_text=word,
    )  # fmt: skip
    sealed = sealed_message(mail)
    assert word not in str(sealed)
    assert sealed.secrets == ("a password",)


def test_a_mail_is_sealed_everywhere_and_its_raw_size_stays() -> None:
    """Subject, text, history, answers and text attachments; the attachment's hash is still that of the raw one."""
    secret, word = SAMPLES["github"], password()
    attached = Attachment(
        filename="env.txt",
        content_type="text/plain",
        size=9,
        sha256="ab",
        content=f"password={word}".encode(),
    )
    mail = Message(
        message_id="", subject=f"key {secret}", date=None, sender=None, text=f"a {secret}\n> {secret}",
        new_text=f"a {secret}", quoted=secret, attachments=(attached,), headers=(("Subject", secret),),
    )  # fmt: skip
    sealed = sealed_message(mail)
    assert secret not in str(sealed)
    assert word not in str(sealed.attachments[0].content)
    assert sealed.attachments[0].sha256 == "ab"
    assert sealed.secrets == ("a GitHub token", "a password")
