"""The outbox: every notice once, the same bytes at every attempt, every attempt written down."""

import pytest
from making import ANNA, BEN, NOW, added, entry, later, opened, wish

from mailer.errors import Refused
from mailer.model.outbox import OutboxEntry, OutboxState
from mailer.store.database import Database

ADDRESS = "anna.berg@buyer.example"


def only(database: Database, number: int) -> OutboxEntry:
    """The notice with that number."""
    with database.reading() as tx:
        return next(e for e in tx.outbox.listed() if e.id == number)


def test_a_notice_comes_back_as_it_was_written(database: Database) -> None:
    """Every value of an entry is read back."""
    given = entry(key="k", batch="b", notice='{"context":{"name":"Zoë \\u0000"}}', not_before=later(hours=1))
    (number,) = added(database, given)
    found = only(database, number)
    assert {**_values(found), "id": 0} == _values(given)
    with database.reading() as tx:
        assert tx.outbox.by_message_id(given.message_id) == found
        assert tx.outbox.by_message_id("<unknown@service.example>") is None


def _values(one: OutboxEntry) -> dict[str, object]:
    return {name: getattr(one, name) for name in OutboxEntry.__dataclass_fields__}


def test_one_notice_a_key(database: Database) -> None:
    """A mail that runs twice tells nobody twice."""
    assert len(added(database, entry(1, key="7:ack:0"), entry(2, key="7:ack:0"))) == 1
    assert len(added(database, entry(3), entry(4))) == 2, "notices without a key are all kept"


def test_what_is_due_is_claimed_once_longest_due_first(database: Database) -> None:
    """Neither what waits, nor what is for later, nor what another worker holds is given out."""
    second, first, _, _ = added(
        database,
        entry(1, not_before=later(seconds=-1)),
        entry(2, not_before=later(seconds=-2)),
        entry(3, not_before=later(seconds=1)),
        entry(4, state=OutboxState.WAITING, batch="b1"),
    )
    with database.transaction() as tx:
        assert [e.id for e in tx.outbox.claim(1, NOW, 60)] == [first]
        assert [e.id for e in tx.outbox.claim(9, NOW, 60)] == [second]
        assert tx.outbox.claim(9, NOW, 60) == []
        assert [e.id for e in tx.outbox.claim(9, later(seconds=61), 60)][:2] == [first, second]


def test_newer_news_do_not_overtake_older_ones_of_the_same_conversation(database: Database) -> None:
    """R-40: while a mail is on its way or comes again later, what was written after it to the same person about the same
    request waits; other people and other requests do not."""
    with database.transaction() as tx:
        request, other = opened(tx), opened(tx, wish("Tableau"))
        anna, ben = (tx.people.ensure(who, "en", NOW).id for who in (ANNA, BEN))
    first, second, *others = added(
        database,
        entry(1, person_id=anna, request_id=request),
        entry(2, person_id=anna, request_id=request),
        entry(3, person_id=anna, request_id=other),
        entry(4, person_id=ben, request_id=request),
        entry(5, person_id=anna),
        entry(6, person_id=anna),
    )
    with database.transaction() as tx:
        claimed = tx.outbox.claim(9, NOW, 60)
        assert [e.id for e in claimed] == [first, *others]
        assert tx.outbox.claim(9, NOW, 60) == []
        tx.outbox.retry(claimed[0], later(seconds=300), "451 later", NOW)
        for one in claimed[1:]:
            tx.outbox.sent(one, "250", NOW)
        assert tx.outbox.claim(9, NOW, 60) == []
        (again,) = tx.outbox.claim(9, later(seconds=300), 60)
        assert again.id == first
        tx.outbox.sent(again, "250", NOW)
        assert [e.id for e in tx.outbox.claim(9, later(seconds=300), 60)] == [second]


def test_the_bytes_are_kept_and_never_replaced(database: Database) -> None:
    """Every attempt sends what was rendered first."""
    (number,) = added(database, entry())
    with database.transaction() as tx:
        assert tx.outbox.content(number) is None
        tx.outbox.store_contents([(number, "bounce+1@service.example", b"first\0\xff")])
        tx.outbox.store_contents([(number, "bounce+2@service.example", b"second")])
        assert tx.outbox.content(number) == ("bounce+1@service.example", b"first\0\xff")


def test_a_claimed_notice_has_the_bytes_of_its_first_attempt(database: Database) -> None:
    """Rendered in one claim, sent again from the next: the same bytes."""
    added(database, entry())
    with database.transaction() as tx:
        (taken,) = tx.outbox.claim(1, NOW, 60)
        assert tx.outbox.content(taken.id) is None
        tx.outbox.store_contents([(taken.id, "bounce@service.example", b"bytes")])
        assert tx.outbox.content(taken.id) == ("bounce@service.example", b"bytes")
    with database.transaction() as tx:
        (again,) = tx.outbox.claim(1, later(seconds=61), 60)
        assert tx.outbox.content(again.id) == ("bounce@service.example", b"bytes")


def test_every_attempt_is_written_down(database: Database) -> None:
    """A notice that came through at the second try shows both, and when the first one was."""
    (number,) = added(database, entry())
    with database.transaction() as tx:
        (taken,) = tx.outbox.claim(1, NOW, 60)
        tx.outbox.retry(taken, later(minutes=5), "451 later", NOW)
        assert tx.outbox.claim(1, later(minutes=4), 60) == []
        (again,) = tx.outbox.claim(1, later(minutes=5), 60)
        assert (again.attempts, again.first_try, again.last_error) == (1, NOW, "451 later")
        tx.outbox.sent(again, "250 ok", later(minutes=6))
        attempts = tx.outbox.attempts_of([number])[number]
    assert [(a["result"], a["reply"]) for a in attempts] == [("deferred", "451 later"), ("sent", "250 ok")]
    done = only(database, number)
    assert (done.state, done.attempts, done.sent_at) == (OutboxState.SENT, 2, later(minutes=6))
    assert (done.first_try, done.last_error) == (NOW, "")


def test_a_very_long_reply_is_cut(database: Database) -> None:
    """A server cannot fill the table with its answers."""
    (number,) = added(database, entry())
    with database.transaction() as tx:
        tx.outbox.failed(tx.outbox.claim(1, NOW, 60)[0], "x" * 100_000, NOW)
        assert len(tx.outbox.attempts_of([number])[number][0]["reply"]) == 1_000
        assert tx.outbox.attempts_of([]) == {}


def test_what_is_failed_or_suppressed_goes_no_more(database: Database) -> None:
    """Only a person makes what failed due again; what was sent, cancelled or waits is left alone."""
    failed, suppressed, sent = added(database, entry(1), entry(2), entry(3))
    with database.transaction() as tx:
        first, second, third = tx.outbox.claim(3, NOW, 60)
        tx.outbox.failed(first, "550 no", NOW)
        tx.outbox.suppressed(second.id, "bounce")
        tx.outbox.sent(third, "250", NOW)
        assert tx.outbox.claim(9, later(days=9), 60) == []
        tx.outbox.again(failed, NOW)
        assert {e.id for e in tx.outbox.claim(9, NOW, 60)} == {failed}
        for number in (sent, suppressed, failed, 999):
            with pytest.raises(Refused):
                tx.outbox.again(number, NOW)


def test_newer_news_stand_in_the_place_of_unsent_ones(database: Database) -> None:
    """Of several changes in the settle window one mail goes out; what went already stays what it is."""
    (old,) = added(database, entry(1, key="status:7:3", not_before=later(minutes=5)))
    with database.transaction() as tx:
        given = tx.outbox.cancel_key("status:7:3")
        assert given and (given.id, given.created_at) == (old, NOW), "what it would have told goes on"
        new = tx.outbox.add(entry(2, key="status:7:3"))
        assert new
        tx.outbox.sent(tx.outbox.claim(1, NOW, 60)[0], "250", NOW)
        tx.outbox.cancel_key("status:7:3")
        assert tx.outbox.add(entry(3, key="status:7:3")), "the key is free for the next news"
    assert only(database, old).state is OutboxState.CANCELLED
    assert only(database, new).state is OutboxState.SENT


def test_what_was_tried_is_not_taken_back(database: Database) -> None:
    """A notice that a server may have taken stays due until it knows."""
    (number,) = added(database, entry(1, key="k"))
    with database.transaction() as tx:
        tx.outbox.retry(tx.outbox.claim(1, NOW, 60)[0], later(minutes=1), "timeout", NOW)
        assert tx.outbox.cancel_key("k") is None
    assert only(database, number).state is OutboxState.DUE


def test_a_large_sending_waits_for_consent(database: Database) -> None:
    """Approving a batch frees that batch alone, and says how many."""
    waiting = OutboxState.WAITING
    first, _, _ = added(
        database, *(entry(n, state=waiting, batch=b) for n, b in ((1, "b1"), (2, "b2"), (3, "b2")))
    )
    with database.transaction() as tx:
        assert tx.outbox.approve("b2") == 2
        assert tx.outbox.approve("b2") == 0
        assert len(tx.outbox.claim(9, NOW, 60)) == 2
    assert only(database, first).state is waiting


def test_a_postponed_notice_was_not_tried(database: Database) -> None:
    """The hour's cap costs a notice no attempt."""
    (number,) = added(database, entry())
    with database.transaction() as tx:
        tx.outbox.postpone(tx.outbox.claim(1, NOW, 60)[0].id, later(minutes=10), "cap")
        assert tx.outbox.claim(1, NOW, 60) == []
        assert tx.outbox.attempts_of([number]) == {}
        assert tx.outbox.claim(1, later(minutes=10), 60)[0].attempts == 0


def test_budgets_are_counted_by_person(database: Database) -> None:
    """However the address is written, and only what is not cancelled."""
    added(
        database,
        entry(1, recipient="Anna.Berg@buyer.example"),
        entry(2, recipient="anna.berg+x@Buyer.example", kind="confirm_sender"),
        entry(3, recipient="anna.berg@buyer.example", created_at=later(days=-2), state=OutboxState.FAILED),
        entry(4, recipient="ben@other.example"),
        entry(5, recipient="anna.berg@buyer.example", key="gone"),
    )
    with database.transaction() as tx:
        tx.outbox.cancel_key("gone")
        counts = tx.outbox.counts_by_kind(ADDRESS, later(days=-1), NOW)
        assert counts == {"acknowledgement": 1, "confirm_sender": 1}
        claimed = tx.outbox.claim(9, NOW, 60)
        (asking,) = [e.id for e in claimed if e.kind == "confirm_sender"]
        assert tx.outbox.spent(["confirm_sender"], later(hours=-1), NOW, besides=[asking]) == 0
        assert tx.outbox.spent(["confirm_sender"], later(hours=-1), NOW, besides=[]) == 1, "on its way"
        for e in claimed:
            tx.outbox.sent(e, "250", NOW)
        assert tx.outbox.spent(["confirm_sender"], later(hours=-1), NOW, besides=[]) == 1
        assert tx.outbox.spent(["confirm_sender"], later(hours=1), NOW, besides=[]) == 0


def test_how_long_the_oldest_waits(database: Database) -> None:
    """What is not due yet does not count."""
    with database.reading() as tx:
        assert tx.outbox.oldest_due(NOW) is None
    added(database, entry(1, not_before=later(hours=-2)), entry(2, not_before=later(hours=2)))
    with database.reading() as tx:
        assert tx.outbox.oldest_due(NOW) == later(hours=-2)
        assert [e.state for e in tx.outbox.listed(OutboxState.SENT)] == []
