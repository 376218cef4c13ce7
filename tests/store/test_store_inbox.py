"""The inbox: nothing lost, nothing twice, one outcome each."""

from datetime import timedelta, timezone

import pytest
from making import NOW, later, mail, opened, received, settle, wish

from mailer.errors import Refused, Transient
from mailer.model.inbox import InboxState, Outcome
from mailer.store.database import Database


def test_a_mail_comes_back_as_it_came_in(database: Database) -> None:
    """Every value of a raw mail, down to the bytes, is read back as it was written."""
    raw = bytes(range(256)) * 3
    berlin = timezone(timedelta(hours=1))
    given = mail(
        2**32 - 1,
        raw,
        uidvalidity=2**32 - 1,
        received_at=NOW.astimezone(berlin),
        envelope_sender="<>",
        envelope_recipients=("integrations+x@service.example", "Öl@service.example"),
        answer=False,
        oversize=2**33,
    )
    (number,) = received(database, given)
    with database.reading() as tx:
        row = tx.inbox.get(number)
        assert tx.inbox.raw(number) == raw
    assert (row.source, row.account, row.size) == ("imap", "imap://box", len(raw))
    assert row.received_at == NOW and row.received_at.utcoffset() == timedelta(0)
    assert (row.envelope_sender, row.envelope_recipients) == ("<>", given.envelope_recipients)
    assert (row.answer, row.oversize, row.state) == (False, 2**33, InboxState.RECEIVED)
    assert row.outcome is None


def test_the_same_mail_twice_is_a_no_op(database: Database) -> None:
    """A mail fetched again, in the same batch or a later one, gives no second row (R-04)."""
    first = received(database, mail(1), mail(2), mail(1))
    again = received(database, mail(1), mail(3))
    assert (len(first), len(again), len({*first, *again})) == (2, 1, 3)
    with database.reading() as tx:
        assert tx.inbox.accounting() == {"fetched": 3, "in_work": 3}


@pytest.mark.parametrize(
    "other", [{"uidvalidity": 8}, {"account": "imap://other"}, {"raw": b"other\r\n"}, {"uid": 9}]
)
def test_what_differs_in_any_part_of_the_name_is_another_mail(
    database: Database, other: dict[str, object]
) -> None:
    """A UID given out again after UIDVALIDITY changed, or with other bytes, loses no mail."""
    received(database, mail(1))
    assert len(received(database, mail(**{"uid": 1, **other}))) == 1  # type: ignore[arg-type]


def test_nobody_waits_for_all_the_mails_of_another(database: Database) -> None:
    """R-94: behind 500 mails of one sender and 500 bounces, somebody else's first mail is in the next batch."""
    flood = [
        mail(number, envelope_sender="<>" if number % 2 else "flood@elsewhere.example")
        for number in range(1, 1001)
    ]
    numbers = received(database, *flood)
    (alone,) = received(database, mail(1001, envelope_sender="ada@northwind.example"))
    with database.transaction() as tx:
        batch = [row for row, _ in tx.inbox.claim(50, NOW, 60)]
    assert alone in [row.id for row in batch]
    assert len(batch) == 50
    assert [row.id for row in batch[:49]] == numbers[:49]  # the oldest mails are not put off for it


def test_the_mails_of_one_sender_keep_their_order(database: Database) -> None:
    """R-94: turns are between senders; what one of them wrote is taken in as it came."""
    senders = [f"{name}@northwind.example" for name in "aabca"]
    numbers = received(database, *(mail(at, envelope_sender=sender) for at, sender in enumerate(senders, 1)))
    with database.transaction() as tx:
        taken = [row.id for _ in range(3) for row, _ in tx.inbox.claim(2, NOW, 60)]
    assert [numbers.index(number) for number in taken] == [0, 1, 2, 3, 4]


def test_no_mails_are_no_work(database: Database) -> None:
    """An empty batch is fine."""
    assert received(database) == []


def test_claims_are_oldest_first_and_leased(database: Database) -> None:
    """What one worker holds another one gets only when the lease has run out."""
    numbers = received(database, *(mail(n) for n in range(1, 6)))
    with database.transaction() as tx:
        assert [row.id for row, _ in tx.inbox.claim(2, NOW, 60)] == numbers[:2]
        assert [row.id for row, raw in tx.inbox.claim(9, NOW, 60) if raw == mail().raw] == numbers[2:]
        assert tx.inbox.claim(9, later(seconds=59), 60) == []
        again = tx.inbox.claim(9, later(seconds=61), 60)
    assert [row.id for row, _ in again] == numbers
    assert {row.state for row, _ in again} == {InboxState.WORKING}
    assert {row.attempts for row, _ in again} == {0}


def test_a_mail_has_one_outcome(database: Database) -> None:
    """What settling wrote is read back, and the mail is in work no more."""
    (number,) = received(database, mail())
    with database.transaction() as tx:
        tx.inbox.claim(1, NOW, 60)
        settle(tx, number, message_id="<a@buyer.example>", fingerprint="f1")
    with database.reading() as tx:
        row = tx.inbox.get(number)
        assert tx.inbox.by_message_id("<a@buyer.example>")
        assert tx.inbox.by_message_id("<b@buyer.example>") is None
    assert (row.state, row.outcome, row.because) == (InboxState.DONE, Outcome.REQUEST, "because it asks")
    assert row.effects == ({"effect": "request", "ref": None, "because": "so"},)
    assert (row.message_id, row.sender, row.subject) == ("<a@buyer.example>", "anna@buyer.example", "wish")
    assert row.decided_at == NOW
    with database.transaction() as tx:
        assert tx.inbox.claim(1, later(days=1), 60) == []


@pytest.mark.parametrize("first", [Outcome.REQUEST, Outcome.HELD, Outcome.QUARANTINED, Outcome.IGNORED])
def test_a_slow_worker_whose_lease_ran_out_undoes_its_own_effects(database: Database, first: Outcome) -> None:
    """Two workers that hold the same mail file it once: the second settlement fails, and its request with it."""
    (number,) = received(database, mail())
    with database.transaction() as tx:
        opened(tx)
        settle(tx, number, first)
    with pytest.raises(Transient), database.transaction() as tx:
        opened(tx)
        settle(tx, number, Outcome.REQUEST)
    with pytest.raises(Transient), database.transaction() as tx:
        tx.inbox.failed(number, "too slow", NOW)
    with database.reading() as tx:
        assert len(tx.tracker.listed()) == 1
        assert tx.inbox.get(number).outcome is first


def test_a_person_may_decide_again(database: Database) -> None:
    """A held mail gets another outcome by hand, and by a later mail that proves its sender."""
    (number,) = received(database, mail())
    with database.transaction() as tx:
        settle(tx, number, Outcome.HELD)
        settle(tx, number, Outcome.REQUEST, by_hand=True)
        assert tx.inbox.get(number).state is InboxState.DONE
        tx.inbox.revise(number, Outcome.IGNORED, "not needed", (), NOW)
        assert tx.inbox.get(number).because == "not needed"


def test_failures_are_counted_and_releases_are_not(database: Database) -> None:
    """Only the road's own failures count against a mail (R-08)."""
    (number,) = received(database, mail())
    with database.transaction() as tx:
        for tries in (1, 2, 3):
            tx.inbox.claim(1, NOW, 60)
            tx.inbox.release(number)
            assert tx.inbox.failed(number, "too slow", NOW) == tries
        assert tx.inbox.get(number).state is InboxState.RECEIVED
        settle(tx, number, Outcome.QUARANTINED)
        tx.inbox.release(number)
        assert tx.inbox.get(number).state is InboxState.QUARANTINED


def test_a_replay_starts_afresh(database: Database) -> None:
    """A reopened mail is in the line as if it had just come; what is done or in work stays as it is."""
    (number,) = received(database, mail())
    with database.transaction() as tx:
        tx.inbox.failed(number, "too slow", NOW)
        settle(tx, number, Outcome.QUARANTINED)
        assert tx.inbox.reopen(number)
        row = tx.inbox.get(number)
        assert (row.state, row.outcome, row.attempts) == (InboxState.RECEIVED, None, 0)
        assert not tx.inbox.reopen(number)
        settle(tx, number)
        assert not tx.inbox.reopen(number)
        assert tx.inbox.get(number).outcome is Outcome.REQUEST


def test_a_second_copy_is_told_by_bytes_or_fingerprint(database: Database) -> None:
    """An earlier delivery with an outcome makes the next one a copy; one in quarantine or in work does not."""
    a, b, c, d = received(database, mail(1), mail(2), mail(3, b"other"), mail(4, b"third"))
    with database.transaction() as tx:
        digest = tx.inbox.get(a).sha256
        assert tx.inbox.copy_of(b, digest, "") is None
        settle(tx, a, Outcome.HELD, fingerprint="mark")
        assert tx.inbox.copy_of(b, digest, "") == a
        assert tx.inbox.copy_of(c, tx.inbox.get(c).sha256, "mark") == a
        assert tx.inbox.copy_of(d, tx.inbox.get(d).sha256, "") is None
        assert tx.inbox.copy_of(a, digest, "mark") is None
        tx.inbox.reopen(a)
        settle(tx, a, Outcome.QUARANTINED, fingerprint="mark")
        assert tx.inbox.copy_of(b, digest, "mark") is None


def test_a_later_copy_counts_where_another_worker_was_faster_with_it(database: Database) -> None:
    """Of two copies taken by two workers only one is filed, whichever comes first; a replayed original is no copy."""
    first, second = received(database, mail(1), mail(2))
    with database.transaction() as tx:
        digest = tx.inbox.get(first).sha256
        settle(tx, second, Outcome.HELD, fingerprint="mark")
        assert tx.inbox.copy_of(first, digest, "mark") == second
        tx.inbox.reopen(second)
        settle(tx, second, Outcome.IGNORED, fingerprint="mark")
        assert tx.inbox.copy_of(first, digest, "mark") is None


def test_mails_without_a_fingerprint_are_no_copies_of_each_other(database: Database) -> None:
    """Two mails without a Message-ID are told apart by their bytes (R-19)."""
    first, second = received(database, mail(1, b"one"), mail(2, b"two"))
    with database.transaction() as tx:
        settle(tx, first, fingerprint="")
        assert tx.inbox.copy_of(second, tx.inbox.get(second).sha256, "") is None


def test_only_mails_held_for_a_confirmation_are_pending(database: Database) -> None:
    """A held question of the same sender is not what a confirmation settles."""
    asks, question, other = received(database, mail(1), mail(2), mail(3))
    with database.transaction() as tx:
        opened(tx, wish("Kafka"), confirmed=False, inbox_id=asks)
        opened(tx, wish("Redis"), confirmed=False, inbox_id=asks)
        opened(tx, wish("Oracle"), confirmed=True, inbox_id=other)
        for number in (asks, question, other):
            settle(tx, number, Outcome.HELD, sender="Anna+x@Buyer.example")
        assert tx.inbox.pending_for("anna@buyer.example") == (asks,)
        assert tx.inbox.pending_for("ben@buyer.example") == ()


def test_the_books_add_up(database: Database) -> None:
    """Fetched = sum of the outcomes + in work, always (G24)."""
    numbers = received(database, *(mail(n) for n in range(1, 8)))
    with database.transaction() as tx:
        tx.inbox.claim(6, NOW, 60)
        settle(tx, numbers[0])
        settle(tx, numbers[1])
        settle(tx, numbers[2], Outcome.QUARANTINED)
        settle(tx, numbers[3], Outcome.HELD)
        counts = tx.inbox.accounting()
    assert counts == {"fetched": 7, "in_work": 3, "request": 2, "quarantined": 1, "held": 1}


def test_lists_are_newest_first_and_by_state(database: Database) -> None:
    """Nothing that came in is invisible."""
    numbers = received(database, *(mail(n) for n in range(1, 5)))
    with database.transaction() as tx:
        settle(tx, numbers[1], Outcome.HELD)
        assert [row.id for row in tx.inbox.listed()] == numbers[::-1]
        assert [row.id for row in tx.inbox.listed(InboxState.HELD)] == [numbers[1]]
        assert len(tx.inbox.listed(limit=2)) == 2
        assert tx.inbox.oldest_in_work() == NOW


def test_an_unknown_number_is_refused_with_advice(database: Database) -> None:
    """A person who mistypes a number is told where to look."""
    with database.transaction() as tx:
        assert tx.inbox.oldest_in_work() is None
        for ask in (tx.inbox.get, tx.inbox.raw):
            with pytest.raises(Refused, match="mailer inbox"):
                ask(99)
