"""What an operator writes, and what the service makes of it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mailer.config import ConfigError, Section, Settings, load

ROOT = Path(__file__).parents[2]
IMAP = '[mailbox]\nkind = "imap"\nhost = "imap.relay.example"\nusername = "integrations"\n'


def written(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "mailer.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def mistakes(path: Path | None, **environ: str) -> list[str]:
    with pytest.raises(ConfigError) as error:
        load(path, environ)
    return error.value.lines


def test_nothing_said_means_the_defaults() -> None:
    """No file and no environment give a whole configuration."""
    settings = load(None, {"PATH": "/usr/bin"})
    assert settings == Settings()
    assert (settings.database.url, settings.authentication.trust) == ("sqlite:///var/mailer.db", ())


def test_the_demo_believes_what_comes_to_its_own_doors() -> None:
    """CONTRACT: SQLite under var/, SMTP on 2525, LMTP on 2524, files in var/outbox, senders believed."""
    settings = load(None, {}, demo=True)
    assert settings.database.url == "sqlite:///var/mailer.db"
    assert (settings.listen.host, settings.listen.smtp_port, settings.listen.lmtp_port) == (
        "127.0.0.1",
        2525,
        2524,
    )
    assert (settings.smtp.kind, settings.smtp.folder) == ("folder", Path("var/outbox"))
    assert settings.authentication.trust == ("listen", "folder", "ingest")


def test_outside_the_demo_nobody_is_believed_by_default() -> None:
    """CONTRACT: `trust` is empty and unproven senders are asked to confirm."""
    settings = load(None, {})
    assert (settings.authentication.trust, settings.authentication.unproven) == ((), "confirm")


def test_the_environment_outranks_the_file_and_the_file_the_demo(tmp_path: Path) -> None:
    """Three layers, the nearest wins, and what one layer does not say comes from the one below."""
    path = written(
        tmp_path, '[listen]\nsmtp_port = 10025\nlmtp_port = 10024\n[team]\naddresses = ["a@b.example"]\n'
    )
    settings = load(path, {"MAILER_LISTEN__SMTP_PORT": "20025"}, demo=True)
    assert (settings.listen.smtp_port, settings.listen.lmtp_port) == (20025, 10024)
    assert settings.smtp.kind == "folder"
    assert settings.team.addresses == ("a@b.example",)


def test_every_kind_of_value_comes_by_environment() -> None:
    """Texts, numbers, yes and no, lists, durations, and sections in sections."""
    settings = load(
        None,
        {
            "MAILER_DATABASE__URL": "postgresql://mailer@db.relay.example/mailer",
            "MAILER_MAILBOX__IDLE": "false",
            "MAILER_NOTIFICATIONS__SETTLE": "5m",
            "MAILER_SERVICE__ALIASES": '["old@relay.example", "ask@relay.example"]',
            "MAILER_SERVICE__LINKS__GUIDE": "https://relay.example/guide",
            "MAILER_LIMITS__MAX_BYTES": "1048576",
            "MAILER_TEST_INSTALL": "1",
            "MAILER_CONFIG": "elsewhere",
        },
    )
    assert settings.database.url.startswith("postgresql://")
    assert settings.mailbox.idle is False
    assert settings.notifications.settle == 300
    assert settings.service.aliases == ("old@relay.example", "ask@relay.example")
    assert settings.service.links.guide == "https://relay.example/guide"
    assert settings.limits.max_bytes == 1_048_576


@pytest.mark.parametrize(
    ("written_as", "seconds"),
    [("90", 90), ('"90s"', 90), ('"5m"', 300), ('"1.5h"', 5_400), ('"2d"', 172_800), ('"2 w"', 1_209_600)],
)
def test_durations_have_units(tmp_path: Path, written_as: str, seconds: float) -> None:
    """Seconds as a number, or a number with its unit."""
    assert load(written(tmp_path, f"[mailbox]\npoll = {written_as}\n"), {}).mailbox.poll == seconds


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    """Every line names the key and what was expected there."""
    path = written(
        tmp_path,
        """
        [servise]
        name = "x"
        [service]
        adress = "a@b.example"
        reference_prefix = "lower"
        time_zone = "Mars/Olympus"
        [database]
        url = "mysql://db/mailer"
        [mailbox]
        kind = "pop3"
        poll = "soon"
        [listen]
        smtp_port = 70000
        [team]
        notify = "nobody"
        [github]
        repository = "a/b"
        """,
    )
    lines = "\n".join(mistakes(path, MAILER_SMTP="x", MAILER_SMTP__PORT="many", MAILER_WEB__PORT="80"))
    for expected in (
        "servise: there is no such key; did you mean service?",
        "service.adress: there is no such key; did you mean address?",
        "service.reference_prefix: expected up to ten capitals and digits such as INT, not 'lower'",
        "service.time_zone: expected a time zone such as Europe/Berlin, not 'Mars/Olympus'",
        "database.url: expected sqlite:///FILE or postgresql://USER@HOST/NAME, not 'mysql://db/mailer'",
        "mailbox.kind: expected 'imap', 'listen' or 'folder', not 'pop3'",
        "mailbox.poll: expected seconds, or a text with a unit such as 90s, 5m, 2h, 14d or 2w, not 'soon'",
        "listen.smtp_port: expected less than or equal to 65535, not 70000",
        "team.notify: expected an address such as name@example.org, not 'nobody'",
        "smtp.port: expected",
        "[github] does not exist yet",
        "[web] does not exist yet",
        "MAILER_SMTP: expected MAILER_SECTION__KEY",
    ):
        assert expected in lines, lines


@pytest.mark.parametrize("name", ["github", "chat", "web"])
def test_what_does_not_exist_yet_says_so(tmp_path: Path, name: str) -> None:
    """CONTRACT: until they exist, setting one is an error that says so."""
    (line,) = mistakes(written(tmp_path, f"[{name}]\nx = 1\n"))
    assert line == f"[{name}] does not exist yet; leave it out"


@pytest.mark.parametrize("content", [b"[service\n", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_what_is_not_toml_is_named(tmp_path: Path, content: bytes) -> None:
    """A file that cannot be read as TOML is one line with its name and the place."""
    path = tmp_path / "mailer.toml"
    path.write_bytes(content)
    (line,) = mistakes(path)
    assert line.startswith(f"{path}: is not TOML")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """A path that leads nowhere is one line as well."""
    (line,) = mistakes(tmp_path / "nowhere.toml")
    assert line == f"{tmp_path / 'nowhere.toml'}: cannot be read: No such file or directory"


@pytest.mark.parametrize(("mode", "fine"), [(0o600, True), (0o640, True), (0o644, False), (0o660, False)])
def test_secrets_are_not_for_everybody(tmp_path: Path, mode: int, fine: bool) -> None:
    """R-100: a file with a password that others may read, or the group may change, is refused."""
    path = written(tmp_path, IMAP + 'password = "words"\n', mode)
    if fine:
        assert load(path, {}).mailbox.password.get_secret_value() == "words"
    else:
        (line,) = mistakes(path)
        assert (
            line == f"{path}: holds secrets and has mode {mode:04o}; expected 0640 or less (chmod 640 {path})"
        )


def test_a_database_address_with_a_password_is_a_secret_too(tmp_path: Path) -> None:
    """R-100: `postgresql://user:password@host` is one; without the password it is none."""
    secret = '[database]\nurl = "postgresql://mailer:words@db.example/mailer"\n'
    (line,) = mistakes(written(tmp_path, secret, 0o644))
    assert "holds secrets" in line
    assert load(written(tmp_path, secret.replace(":words", ""), 0o644), {}).database.url


def test_a_file_without_secrets_may_be_read_by_all(tmp_path: Path) -> None:
    """Nothing to hide, nothing to refuse."""
    assert load(written(tmp_path, '[service]\nname = "Relay"\n', 0o644), {}).service.name == "Relay"


def test_a_secret_comes_from_a_file_of_its_own(tmp_path: Path) -> None:
    """`password_file` stands for `password`, without the line end; R-100 holds for that file too."""
    secret = tmp_path / "secret"
    secret.write_text("words\n")
    secret.chmod(0o600)
    path = written(tmp_path, IMAP + f'password_file = "{secret}"\n', 0o644)
    assert load(path, {}).mailbox.password.get_secret_value() == "words"
    secret.chmod(0o644)
    assert "holds secrets and has mode 0644" in mistakes(path)[0]
    secret.unlink()
    assert f"mailbox.password_file: {secret} cannot be read" in mistakes(path)[0]


def test_secrets_in_sections_of_sections_come_from_files_too(tmp_path: Path) -> None:
    """`[mailbox.oauth2] client_secret_file`."""
    secret = tmp_path / "secret"
    secret.write_text("words")
    secret.chmod(0o600)
    path = written(tmp_path, IMAP + f'[mailbox.oauth2]\nclient_id = "x"\nclient_secret_file = "{secret}"\n')
    oauth2 = load(path, {}).mailbox.oauth2
    assert oauth2
    assert oauth2.client_secret.get_secret_value() == "words"


def test_systemd_hands_secrets_over_as_credentials(tmp_path: Path) -> None:
    """systemd.exec(5): the file `mailbox.password` below $CREDENTIALS_DIRECTORY is that key."""
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "mailbox.password").write_text("words\n")
    (credentials / "smtp.oauth2.refresh_token").write_text("t0ken\n")
    path = written(
        tmp_path, IMAP + '[smtp]\nusername = "integrations"\n[smtp.oauth2]\nclient_id = "x"\n', 0o644
    )
    settings = load(path, {"CREDENTIALS_DIRECTORY": str(credentials)})
    assert settings.mailbox.password.get_secret_value() == "words"
    assert settings.smtp.oauth2
    assert settings.smtp.oauth2.refresh_token.get_secret_value() == "t0ken"


def test_no_secret_is_ever_shown(tmp_path: Path) -> None:
    """Neither the settings nor a mistake spell a password."""
    path = written(tmp_path, IMAP + 'password = "h1dden"\n')
    assert "h1dden" not in repr(load(path, {}))
    lines = mistakes(written(tmp_path, '[mailbox]\nkind = "x"\npassword = ["h1dden"]\n'))
    assert len(lines) == 2
    assert "h1dden" not in "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[mailbox]\nkind = "imap"\n', "mailbox.username: expected the account's name"),
        (IMAP, "mailbox: expected exactly one of password, oauth2 and token_command"),
        (IMAP + 'password = "a"\ntoken_command = "b"\n', "mailbox: expected exactly one of"),
        (IMAP + 'password = "a"\ntls = "none"\n', "mailbox.tls: expected implicit or starttls"),
        ('[smtp]\nusername = "a"\npassword = "b"\ntls = "none"\n', "smtp.tls: expected implicit or starttls"),
        ('[smtp]\nusername = "a"\n', "smtp: expected exactly one of"),
        ('[smtp]\npassword = "a"\n', "smtp.username: expected the account's name"),
        ('[listen]\ntls_cert = "a"\n', "listen: expected tls_cert and tls_key together"),
    ],
)
def test_keys_that_do_not_go_together_are_told(tmp_path: Path, text: str, told: str) -> None:
    """A mistake that no single key shows."""
    assert any(line.startswith(told) for line in mistakes(written(tmp_path, text)))


def test_a_section_in_a_value_s_place_is_told() -> None:
    """Environment variables that contradict each other end in a sentence and not in a traceback."""
    lines = mistakes(None, MAILER_SERVICE__NAME="x", MAILER_SERVICE__NAME__FIRST="y")
    assert lines == [
        "MAILER_SERVICE__NAME__FIRST: expected MAILER_SECTION__KEY, such as MAILER_DATABASE__URL"
    ]


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "MAILER_SERVICE__NAME",
                "MAILER_MAILBOX",
                "MAILER__",
                "MAILER_LISTEN__SMTP_PORT",
                "MAILER_X__Y__Z",
            ]
        ),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    )
)
def test_no_environment_ends_in_a_traceback(environ: dict[str, str]) -> None:
    """Whatever stands there, it is a configuration or a list of mistakes."""
    try:
        settings = load(None, environ)
    except ConfigError as error:
        assert error.lines
    else:
        assert settings.listen.smtp_port <= 65_535


def test_settings_do_not_change() -> None:
    """Frozen: what was read at the start holds until the end."""
    settings = load(None, {})
    with pytest.raises(ValidationError):
        settings.service.name = "other"


def test_the_example_is_a_working_configuration() -> None:
    """`config/mailer.example.toml` loads as it is, but for the secret that it leaves to the operator."""
    path = ROOT / "config" / "mailer.example.toml"
    settings = load(path, {"MAILER_MAILBOX__PASSWORD": "a", "MAILER_SMTP__PASSWORD": "b"})
    assert settings.mailbox.kind == "imap"
    assert settings.service.address.endswith(".example")


def test_the_example_and_the_reference_name_every_key() -> None:
    """A key that exists is shown to the operator, and none is shown that does not exist."""
    example = (ROOT / "config" / "mailer.example.toml").read_text(encoding="utf-8")
    reference = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    for name, section in sections():
        assert f"[{name}]" in example
        for key in section.model_fields:
            assert f"{key} =" in example or f".{key}]" in example, f"{name}.{key} is not in the example"
            assert f"`{key}`" in reference, f"{name}.{key} is not in docs/configuration.md"


def test_what_the_example_comments_out_is_right_as_well(tmp_path: Path) -> None:
    """Every commented key, alone, is one that the service knows, with a value that it takes."""
    section, wrong = "", []
    for line in (ROOT / "config" / "mailer.example.toml").read_text(encoding="utf-8").splitlines():
        bare = line.removeprefix("#")
        if bare.startswith("["):
            section = bare
        elif line.startswith("#") and " = " in bare and not bare.startswith(" "):
            tomllib.loads(bare)
            wrong += [
                m for m in told(written(tmp_path, f"{section}\n{bare}\n")) if "there is no such key" in m
            ]
    assert wrong == []


def told(path: Path) -> list[str]:
    try:
        load(path, {})
    except ConfigError as error:
        return error.lines
    return []


def sections() -> list[tuple[str, type[Section]]]:
    found = []
    for name, field in Settings.model_fields.items():
        model = field.annotation
        assert isinstance(model, type)
        assert issubclass(model, Section)
        found.append((name, model))
    return found
