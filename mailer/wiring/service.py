"""The whole service, as every command but a few works with it."""

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from mailer.config import Settings
from mailer.errors import Refused
from mailer.extract.text.words import Words
from mailer.flows.app import ANSWERED_UNTIL, App
from mailer.flows.notices import Stationery
from mailer.sandbox import Sandbox
from mailer.start import nothing_collected
from mailer.store.database import Database
from mailer.wiring import utc_now
from mailer.wiring.judging import border_of, policy_of
from mailer.wiring.reading import build_sandbox, catalog, catalog_texts, word_texts
from mailer.wiring.ways import transport_of
from mailer.wiring.writing import identity_of, template_set

if TYPE_CHECKING:
    from mailer.signatures import Signatures

KEY_BYTES = 32


def build(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, sandbox: Sandbox | None = None
) -> App:
    """Construct every part; the database is brought up to date.

    Raises Refused when a file is missing or wrong, Transient when the database cannot be reached.
    """
    keys = signing_keys(settings.service.signing_keys)
    identity = identity_of(settings)
    database = build_database(settings)
    return App(
        settings=settings,
        database=database,
        sandbox=sandbox or build_sandbox(settings),
        transport=transport_of(settings),
        templates=template_set(settings),
        identity=identity,
        border=border_of(settings, keys),
        policy=replace(policy_of(settings), answered_until=_answered_until(database)),
        stationery=Stationery(
            prefix=settings.service.reference_prefix,
            message_domain=identity.message_domain,
            signing_key=keys[0],
            team=policy_of(settings).told_of_new,
            team_language=settings.languages.default,
            brake=settings.notifications.brake,
        ),
        words=partial(_words, word_texts(settings)),
        catalog=partial(catalog, catalog_texts(settings)),
        clock=clock,
        confirmations_an_hour=settings.notifications.confirmations_an_hour,
        signatures=_signatures(settings),
    )


def build_database(settings: Settings) -> Database:
    """The database at its newest schema."""
    database = Database(settings.database.url, prefix=settings.service.reference_prefix)
    database.upgrade()
    return database


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


@lru_cache(maxsize=4)
def _words(texts: tuple[str, ...]) -> Words:
    with nothing_collected():
        return Words.from_toml(texts)


def _signatures(settings: Settings) -> "Signatures | None":
    chosen = settings.authentication
    if chosen.dkim != "dns":
        return None
    from mailer.signatures import Signatures  # asking name servers weighs 3 MB, and few services do

    return Signatures(chosen.resolver)


def _answered_until(database: Database) -> datetime | None:
    """What a restore left behind; it happens while the service is stopped, so a look at the start is enough."""
    with database.reading() as tx:
        known = tx.settings.get(ANSWERED_UNTIL)
    return datetime.fromisoformat(known) if known else None
