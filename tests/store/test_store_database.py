"""The whole database: durable, private, upgraded by one, and honest about trouble."""

import os
import resource
import sqlite3
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from making import ANNA, BEN, NOW, entry, mail, opened, received, settle, wish

from mailer.errors import Permanent, Refused, Transient
from mailer.store.database import BUSY_SECONDS, Database, Unstorable
from mailer.store.schema import metadata, person, token_used


def test_the_migrations_make_what_the_schema_says(empty_url: str) -> None:
    """Whoever changes a table without a migration, or the other way round, is told here."""
    database = Database(empty_url)
    database.upgrade()
    with database.reading() as tx:
        # alembic reads SQLite's empty default as none at all
        compared = {"compare_server_default": not database.is_sqlite, "compare_type": True}
        context = MigrationContext.configure(tx.connection, opts=compared)
        assert compare_metadata(context, metadata) == []
        assert database.check() == []
    database.close()


def test_several_that_start_together_upgrade_once(empty_url: str) -> None:
    """The others wait and find it done (R-07)."""
    databases = [Database(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Database.upgrade, databases))
    with databases[0].transaction() as tx:
        assert opened(tx) == 1
    for database in databases:
        database.close()


def test_an_upgrade_keeps_what_is_there(database: Database) -> None:
    """A second start changes nothing."""
    with database.transaction() as tx:
        opened(tx)
    database.upgrade()
    with database.reading() as tx:
        assert len(tx.tracker.listed()) == 1


def test_a_database_of_a_newer_program_is_refused(database: Database) -> None:
    """An older program never works on tables that it does not know."""
    with database.transaction() as tx:
        known = tx.connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
    _set_revision(database, "9999")
    try:
        with pytest.raises(Refused, match=r"9999.*newer version"):
            database.upgrade()
    finally:
        _set_revision(database, known)  # the PostgreSQL of this session serves the next test too


def _set_revision(database: Database, revision: str) -> None:
    with database.transaction() as tx:
        tx.connection.execute(sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_an_empty_database_says_what_to_do(empty_url: str) -> None:
    """`mailer doctor` on a database without tables names the command that makes them."""
    database = Database(empty_url)
    assert database.check() == ["there are no tables; `mailer db upgrade` makes them"]
    database.close()


def test_a_block_that_raises_leaves_no_trace(database: Database) -> None:
    """One transaction a mail: all of it or nothing."""
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        opened(tx)
        tx.settings.put("paused", True)
        _ = 1 / 0
    with database.reading() as tx:
        assert tx.tracker.listed() == []
        assert tx.people.find(ANNA.address) is None
        assert tx.settings.get("paused", False) is False


def test_a_reading_is_one_picture(database: Database) -> None:
    """What another one commits meanwhile does not make the books wrong."""
    received(database, mail(1))
    with database.reading() as tx:
        before = tx.inbox.accounting()
        received(database, mail(2))
        assert tx.inbox.accounting() == before


def test_sqlite_is_set_to_survive_a_power_loss(tmp_path: Path) -> None:
    """WAL with synchronous=FULL (R-05), and references are held."""
    database = Database(f"sqlite:///{tmp_path / 'new folder' / '100%.db'}")
    database.upgrade()
    with database.transaction() as tx:
        pragmas = {
            name: tx.connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": BUSY_SECONDS * 1000,
    }
    database.close()


def test_people_s_mail_is_readable_by_the_owner_alone(tmp_path: Path) -> None:
    """The database, its log and its backups have mode 0600."""
    old = os.umask(0)
    try:
        database = Database(f"sqlite:///{tmp_path / 'mailer.db'}")
        database.upgrade()
        received(database, mail())
        database.backup(tmp_path / "backup.db")
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        database.close()
    finally:
        os.umask(old)
    assert {"mailer.db", "mailer.db-wal", "backup.db"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_a_backup_holds_everything_while_others_write(tmp_path: Path) -> None:
    """What was committed before is in it, whole, and opens as a database (R-14)."""
    database = Database(f"sqlite:///{tmp_path / 'mailer.db'}")
    database.upgrade()
    received(database, *(mail(n) for n in range(50)))
    stop = threading.Event()
    writer = threading.Thread(target=_write_until, args=(database, stop))
    writer.start()
    database.backup(tmp_path / "backup.db")
    stop.set()
    writer.join()
    copy = Database(f"sqlite:///{tmp_path / 'backup.db'}")
    with copy.reading() as tx:
        assert tx.inbox.accounting()["fetched"] >= 50
    assert copy.check() == []
    copy.close()
    database.close()


def _write_until(database: Database, stop: threading.Event) -> None:
    number = 1000
    while not stop.is_set():
        number += 1
        received(database, mail(number))


def test_postgresql_has_its_own_backups(database: Database, tmp_path: Path) -> None:
    """For PostgreSQL the command says which program to use."""
    if database.is_sqlite:
        database.backup(tmp_path / "copy.db")
        assert (tmp_path / "copy.db").stat().st_size > 0
        return
    with pytest.raises(Refused, match="pg_dump"):
        database.backup(tmp_path / "copy.db")


def test_a_locked_database_is_passing_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup or a shell that holds the lock too long stops a stage, and counts against nobody (R-12)."""
    monkeypatch.setattr("mailer.store.database.BUSY_SECONDS", 0.1)
    path = tmp_path / "mailer.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Transient, match="locked"):
        received(database, mail())
    other.execute("ROLLBACK")
    other.close()
    assert received(database, mail()) == [1]
    database.close()


def test_a_full_disk_is_passing_trouble(tmp_path: Path) -> None:
    """Nothing of the mail is kept, nothing is lost, and it goes on once there is room (R-10)."""
    database = Database(f"sqlite:///{tmp_path / 'mailer.db'}")
    database.upgrade()
    big = mail(1, os.urandom(1_000_000))
    with pytest.raises(Transient, match="full"), database.transaction() as tx:
        pages = tx.connection.exec_driver_sql("PRAGMA page_count").scalar()
        tx.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        tx.inbox.receive([big])
    with database.transaction() as tx:
        tx.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert tx.inbox.receive([big]) == [1]
    database.close()


def test_a_disk_that_fails_to_write_is_passing_trouble(tmp_path: Path) -> None:
    """R-11: an error of the disk itself (SQLITE_IOERR) undoes the transaction and counts against no mail; what was kept
    before is whole, and the same database takes the mail once the disk is well."""
    database = Database(f"sqlite:///{tmp_path / 'mailer.db'}")
    database.upgrade()
    received(database, mail(1))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, usual[1]))  # every write is refused with EFBIG
    try:
        with pytest.raises(Transient, match="disk I/O error"), database.transaction() as tx:
            tx.inbox.receive([mail(2, os.urandom(100_000))])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert received(database, mail(2, os.urandom(100_000))) == [2]
    assert database.check() == []
    database.close()


def test_a_broken_file_is_named_with_what_to_do(tmp_path: Path) -> None:
    """Bytes that are no database stop the program with the advice to restore."""
    path = tmp_path / "mailer.db"
    path.write_bytes(b"this is no database at all" * 1000)
    database = Database(f"sqlite:///{path}")
    with pytest.raises(Permanent, match="restore the newest backup"):
        database.upgrade()
    database.close()


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    """`mailer doctor` sees damage that ordinary work may not touch for weeks."""
    path = tmp_path / "mailer.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    received(database, *(mail(n, os.urandom(3000)) for n in range(20)))
    database.close()
    content = bytearray(path.read_bytes())
    content[40_960:49_152] = os.urandom(8192)
    path.write_bytes(content)
    damaged = Database(f"sqlite:///{path}")
    assert _found(damaged)
    damaged.close()


def _found(database: Database) -> bool:
    """Whether the damage is told, as a list or as an error with advice."""
    try:
        return database.check() != []
    except Permanent as error:
        return "restore" in str(error)


def test_a_lost_connection_is_passing_trouble(database: Database) -> None:
    """A restart of PostgreSQL loses the transaction and nothing else; the next one gets a new connection."""
    if database.is_sqlite:
        with pytest.raises(Transient), database.transaction():
            raise sa.exc.OperationalError("select", {}, sqlite3.OperationalError("disk I/O error"))
        return
    with pytest.raises(Transient), database.transaction() as tx:
        opened(tx)
        tx.connection.execute(sa.text("SELECT pg_terminate_backend(pg_backend_pid())"))
    with database.transaction() as tx:
        assert tx.tracker.listed() == []
        opened(tx)


def test_a_server_that_is_not_there_is_passing_trouble() -> None:
    """A database host that is down is tried again."""
    database = Database("postgresql://mailer@127.0.0.1:9/none")
    with pytest.raises(Transient):
        database.upgrade()
    database.close()


def test_a_key_that_another_one_just_took_is_passing_trouble(database: Database) -> None:
    """Tried again, the mail finds the token used."""
    with database.transaction() as tx:
        tx.tokens.burn("once", NOW)
    with pytest.raises(Transient, match="faster"), database.transaction() as tx:
        tx.tokens.burn("once", NOW)
    with database.reading() as tx:
        assert tx.tokens.used(["once", "never"]) == {"once"}
        assert tx.tokens.used([]) == frozenset()


def test_a_value_that_the_database_refuses_counts_against_who_brought_it(database: Database) -> None:
    """It is neither passing trouble, which would be tried for ever, nor a crash (CONTRACT: quarantined)."""
    with pytest.raises(Unstorable), database.transaction() as tx:
        tx.connection.execute(sa.insert(person), {"canonical": None, "show_name": False, "created_at": NOW})
    with pytest.raises(Unstorable), database.transaction() as tx:
        tx.inbox.receive([mail()])
        tx.tracker.event(77, "note", "for nobody", actor="x", now=NOW, inbox_id=None)
        tx.connection.execute(sa.insert(token_used), {"token_id": None, "at": NOW})
    assert issubclass(Unstorable, ValueError)


def test_four_workers_get_every_mail_once(database: Database) -> None:
    """Rows are claimed under lock: nothing twice, nothing left (R-07)."""
    numbers = received(database, *(mail(n) for n in range(200)))
    with ThreadPoolExecutor(4) as pool:
        taken = [n for some in pool.map(lambda _: _claim_all(database), range(4)) for n in some]
    assert sorted(taken) == numbers


def _claim_all(database: Database) -> list[int]:
    mine: list[int] = []
    while True:
        with database.transaction() as tx:
            some = [row.id for row, _ in tx.inbox.claim(7, NOW, 600)]
            for number in some:
                settle(tx, number)
        if not some:
            return mine
        mine += some


def test_the_same_mail_from_four_doors_is_kept_once(database: Database) -> None:
    """Four fetches of the same mailbox at the same moment give each mail one row."""
    mails = [mail(n, b"%d" % (n % 5)) for n in range(40)]
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda _: received(database, *mails), range(4)))
    assert sum(map(len, kept)) == 40
    with database.reading() as tx:
        assert tx.inbox.accounting()["fetched"] == 40


def test_of_two_copies_taken_at_the_same_moment_one_is_filed(database: Database) -> None:
    """Whoever asks second waits, and then sees what the first one did."""
    numbers = received(database, *(mail(n) for n in range(4)))
    with ThreadPoolExecutor(4) as pool:
        filed = list(pool.map(lambda number: _file(database, number), numbers))
    assert filed.count(True) == 1
    with database.reading() as tx:
        assert len(tx.tracker.listed()) == 1
        assert tx.inbox.accounting() == {"fetched": 4, "in_work": 3, "request": 1}


def _file(database: Database, number: int) -> bool:
    with database.transaction() as tx:
        if tx.inbox.copy_of(number, tx.inbox.get(number).sha256, "mark") is not None:
            return False
        opened(tx)
        settle(tx, number, fingerprint="mark")
        return True


def test_who_starts_alone_takes_back_what_a_killed_process_had_claimed(url: str) -> None:
    """Its claims are free at once, instead of after their leases; while others are at work nothing is taken."""
    killed, other = Database(url), Database(url)
    numbers = received(killed, mail(1), mail(2))
    with killed.transaction() as tx:
        tx.outbox.add(entry())
        tx.inbox.claim(1, NOW, 600)
        tx.outbox.claim(1, NOW, 600)
    assert other.take_back() == 0
    killed.close()
    freed = other.take_back()
    with other.transaction() as tx:
        mails, notices = tx.inbox.claim(9, NOW, 600), tx.outbox.claim(9, NOW, 600)
    if other.is_sqlite:
        assert (freed, [row.id for row, _ in mails], len(notices)) == (2, numbers, 1)
    else:
        assert (freed, [row.id for row, _ in mails], len(notices)) == (0, numbers[1:], 0), "leases decide"
    other.close()


def test_a_claim_is_known_to_be_lost(database: Database) -> None:
    """A worker that comes back after another one settled its mail sees that before it does anything."""
    (number,) = received(database, mail())
    with database.transaction() as tx:
        assert not tx.inbox.still_claimed(number)
        tx.inbox.claim(1, NOW, 60)
        assert tx.inbox.still_claimed(number)
        settle(tx, number)
        assert not tx.inbox.still_claimed(number)
        assert not tx.inbox.still_claimed(number + 1)


def test_of_four_who_wish_the_same_at_the_same_moment_one_opens_the_request(database: Database) -> None:
    """Whoever looks second waits, and then finds the first one's; by product and by name."""
    with ThreadPoolExecutor(4) as pool:
        opened_by = list(pool.map(lambda _: _wish(database, product="snowflake"), range(4)))
        named_by = list(pool.map(lambda _: _wish(database, product=""), range(4)))
    assert (opened_by.count(True), named_by.count(True)) == (1, 1)


def _wish(database: Database, *, product: str) -> bool:
    details = wish("Snowflake" if product else "Frobnitz", product=product)
    with database.transaction() as tx:
        if product:
            known = tx.tracker.by_product(details.kind, product)
        else:
            known = tx.tracker.by_name(details.kind, "frobnitz")
        if known is None:
            opened(tx, details, requester=BEN)
        return known is None
