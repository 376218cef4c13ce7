"""One person's rows on both engines: found whole, and taken out of every table."""

import sqlalchemy as sa
from making import ANNA, BEN, NOW, added, entry, later, mail, opened, received, settle, wish

from mailer.model.people import Part
from mailer.model.request import Field
from mailer.rules.mention import mention_of
from mailer.store.database import Database
from mailer.store.schema import metadata, person

RAW = b"From: anna.berg@buyer.example\r\n\r\nhello\r\n"


def lived(database: Database) -> None:
    """Anna wrote a mail, asked for something and was answered; Ben votes for the same."""
    [number] = received(database, mail(1, RAW))
    with database.transaction() as tx:
        tx.inbox.claim(1, NOW, 60)
        settle(tx, number, sender="Anna.Berg@buyer.example", message_id="<1@buyer.example>")
        one = opened(tx, wish("Snowflake"), inbox_id=number)
        ben = tx.people.ensure(BEN, "en", NOW)
        tx.tracker.join(
            one, ben.id, Part.VOTER, role=None, state=None, reason="Anna Berg told me", subject="",
            actor=ben.address, now=NOW, inbox_id=None, because="anna.berg@buyer.example asked him to",
        )  # fmt: skip
        anna = tx.people.find(ANNA.address)
        assert anna is not None
        tx.tracker.thread_add(one, "<1@buyer.example>", anna.id, incoming=True, now=NOW)
        tx.settings.put("told", {"whom": "anna.berg@buyer.example"})
    added(database, entry(1, person_id=1, request_id=1, inbox_id=number))
    with database.transaction() as tx:
        tx.outbox.store_contents(
            [(1, "bounce@service.example", b"To: Anna.Berg@buyer.example\r\n\r\nThank you\r\n")]
        )


def test_what_is_kept_of_a_person_is_found_in_every_table(database: Database) -> None:
    """R-98: their rows, with the bytes of their mails both ways, and no row of Ben's."""
    lived(database)
    with database.reading() as tx:
        kept = tx.privacy.kept("anna.berg@buyer.example")
    assert {name: len(rows) for name, rows in kept.items() if rows} == {
        "person": 1, "requests": 1, "fields": 2, "votes_and_offers": 1, "timeline": 1,
        "threads": 1, "mails": 1, "outbox": 1,
    }  # fmt: skip


def test_no_table_names_an_erased_person(database: Database) -> None:
    """R-98: the vote stays, Ben stays, and the address stands in no text of any table."""
    lived(database)
    mention = mention_of("anna.berg@buyer.example", "Anna Berg")
    with database.transaction() as tx:
        counts = tx.privacy.erase(mention, (), {}, later(days=1))
        assert counts["inbox"] == counts["outbox"] == counts["person"] == 1
    with database.reading() as tx:
        assert tx.privacy.mentions(mention) == {}
        view = tx.tracker.views([1])[1]
        assert view.votes == 2
        assert view.fields[Field.USE_CASE].text == "nightly reports"
        assert tx.people.find(ANNA.address) is None
        assert tx.people.find(BEN.address) is not None
        assert [row["counts"] for row in tx.privacy.erasures()] == [counts]
        everything = [
            str(row) for table in metadata.sorted_tables for row in tx.connection.execute(sa.select(table))
        ]
    assert not [row for row in everything if "anna" in row.lower()]
    assert database.check() == []


def test_two_who_were_erased_stay_two_votes(database: Database) -> None:
    """Nobody's rows are not folded into one; and a stranger's erasure changes nothing."""
    lived(database)
    with database.transaction() as tx:
        for address in ("anna.berg@buyer.example", "ben@other.example", "nobody@else.example"):
            tx.privacy.erase(mention_of(address), (), {}, NOW)
        assert tx.tracker.views([1])[1].votes == 2
        names = tx.connection.execute(sa.select(person.c.canonical)).scalars().all()
    assert len(names) == len(set(names)) == 2
