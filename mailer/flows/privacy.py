"""What we hold of one person: given to them whole, or taken out of everything, with a proof (RELIABILITY R-98).

`mailer person` and a mail that says "forget me" both come here.
"""

import email
import mmap
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from mailer.errors import Unreadable
from mailer.flows.app import App
from mailer.model.people import canonical
from mailer.parse.limits import Limits, check
from mailer.rules.mention import ERASED, Mention, mention_of
from mailer.store.database import Tx
from mailer.store.privacy import tombstone

log = structlog.get_logger()

LOGS = (
    "Log lines name mails and requests by number and no address; they go to stderr, under systemd to the journal "
    "(journalctl -u mailer), and leave it by the journal's own rule."
)
BACKUPS = "Backups made before keep the data until they expire (mailer-backup keeps seven nights)."
SERVER_COMPACTS = (
    "PostgreSQL frees deleted rows by autovacuum; its files are not searched. VACUUM FULL does it at once."
)
LOG_IN_USE = "The database's log is being read by another process; restart the service, which empties it."

LAST_ANSWER_WITHIN = timedelta(days=1)
"""How long an erasure by mail waits for our last answer to go out."""

BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)
"""What the standard library raises on mail that nobody can read (RELIABILITY M4); its bytes are searched as they are."""

Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """What an erasure did, and what a search for the address found afterwards."""

    counts: dict[str, int]
    """Rows deleted or changed, by table; `files` are outgoing mails kept as files."""
    searched: int
    """Files of the data directory that were searched, byte by byte."""
    found: tuple[str, ...]
    """Where the address still stands: tables and files. Empty when it is gone."""
    notes: tuple[str, ...]
    """What this program cannot do for the operator."""


def export(app: App, address: str) -> Json:
    """Everything we hold of the person behind `address` (any form of it), as JSON; raw mails are in base64."""
    with app.database.reading() as tx:
        kept = tx.privacy.kept(canonical(address))
        unread = [number for number, _ in _unread(tx, mention_of(address))]
    return {"address": canonical(address), **kept, "unread_mails": unread, "logs": LOGS}


def erase(app: App, address: str) -> Proof:
    """Take the person behind `address` out of everything, and prove it.

    Votes stay, without a name; of requests that others ask for as well the values stay, without the words they were
    read from. Tokens and threads of theirs lead nowhere afterwards, and the next mail from there is a stranger's.
    Raises Transient when the database is locked; nothing is erased then.
    """
    with app.database.reading() as tx:
        person = tx.people.find(address)
        mention = mention_of(address, person.name if person else "")
        unread = [number for number, _ in _unread(tx, mention)]
        rewritten = dict(_rewritten(tx, mention))
    with app.database.transaction() as tx:
        counts = tx.privacy.erase(mention, unread, rewritten, app.clock())
    counts["files"] = _drop_files(app, mention)
    compacted = app.database.compact()
    log.info("erased", rows=counts)
    return _prove(app, mention, counts, compacted=compacted)


def erase_whoever_asked(app: App) -> int:
    """Erase those who said so by mail and have got our last answer; return how many.

    Who gets none, because mail to them does not go out, is erased after a day. Raises Transient as `erase` does.
    """
    with app.database.reading() as tx:
        due = tx.people.to_forget(app.clock() - LAST_ANSWER_WITHIN)
    for address in due:
        proof = erase(app, address)
        if proof.found:
            log.error("erased_but_still_named", places=len(proof.found))
    return len(due)


def _unread(tx: Tx, mention: Mention) -> Iterator[tuple[int, bytes]]:
    return ((number, raw) for number, raw in tx.privacy.mails_without_sender() if _names(raw, mention))


def _rewritten(tx: Tx, mention: Mention) -> Iterator[tuple[str, bytes]]:
    """Other people's mails that name the person, without that name."""
    for digest, raw in tx.privacy.contents_of_others(mention.canonical):
        if _names(raw, mention):
            bare = mention.with_name.sub(ERASED.encode(), raw)
            yield digest, tombstone(digest) if _names(bare, mention) else bare


def _names(raw: bytes, mention: Mention) -> bool:
    """Whether a mail names the person, in the clear or inside an encoded part."""
    return bool(mention.octets.search(raw)) or any(mention.octets.search(part) for part in _decoded(raw))


def _decoded(raw: bytes) -> Iterator[bytes]:
    lower = raw.lower()
    if b"base64" not in lower and b"quoted-printable" not in lower:
        return
    with suppress(Unreadable, *BROKEN):
        check(raw, Limits())
        for part in email.message_from_bytes(raw).walk():
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                yield content


def _drop_files(app: App, mention: Mention) -> int:
    """Outgoing mails that are kept as files (`smtp.kind = "folder"`) and name the person."""
    smtp = app.settings.smtp
    named = (
        [path for path in _files(smtp.folder) if _stands_in(path, mention)] if smtp.kind == "folder" else []
    )
    for path in named:
        path.unlink()
    return len(named)


def _prove(app: App, mention: Mention, counts: dict[str, int], *, compacted: bool) -> Proof:
    with app.database.reading() as tx:
        tables = tx.privacy.mentions(mention)
    files = [path for folder in _data_folders(app) for path in _files(folder)]
    notes = [LOGS, BACKUPS]
    if not compacted:
        notes.append(LOG_IN_USE if app.database.is_sqlite else SERVER_COMPACTS)
    return Proof(
        counts=counts,
        searched=len(files),
        found=(
            *(f"table {name}: {count} rows" for name, count in tables.items()),
            *(str(path) for path in files if _stands_in(path, mention)),
        ),
        notes=tuple(notes),
    )


def _data_folders(app: App) -> set[Path]:
    """Where the service keeps files: the database and all beside it, outgoing mail, a mailbox that is a folder."""
    settings = app.settings
    folders = [app.database.folder]
    folders += [settings.smtp.folder] if settings.smtp.kind == "folder" else []
    folders += [settings.mailbox.path] if settings.mailbox.kind == "folder" else []
    absolute = {folder.absolute() for folder in folders if folder}
    return {folder for folder in absolute if not any(other in folder.parents for other in absolute)}


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _stands_in(path: Path, mention: Mention) -> bool:
    """In the file's name or its bytes; a file that goes meanwhile has nothing in it."""
    if mention.text.search(path.name):
        return True
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return mention.octets.search(content) is not None
    except (ValueError, FileNotFoundError):  # an empty file cannot be mapped
        return False
