"""What goes in comes out: text, times, people, settings, suppressions."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as chosen
from hypothesis import strategies as st
from making import ANNA, BEN, NOW, later, opened, value, wish

from mailer.model.message import Address
from mailer.model.people import Pace, canonical
from mailer.model.request import Details, Field
from mailer.store.database import Database
from mailer.store.schema import clean

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
ONE_DATABASE = chosen(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(text=ANY_TEXT)
def test_clean_text_can_be_stored_and_cleaning_it_again_changes_nothing(text: str) -> None:
    """No NUL, no lone surrogate (both engines or one refuse them); other text is left alone."""
    cleaned = clean(text)
    assert "\0" not in cleaned
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert clean(cleaned) == cleaned
    if "\0" not in text and not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        assert cleaned == text


@given(text=ANY_TEXT)
@ONE_DATABASE
def test_no_text_that_a_mail_can_hold_is_refused(database: Database, text: str) -> None:
    """Whatever a stranger writes in a name, a subject or a field is stored, cleaned, and read back."""
    with database.transaction() as tx:
        fields = {Field.USE_CASE: value(text, text=text)}
        number = opened(
            tx, Details(fields=fields), requester=Address(name=text, address=ANNA.address), subject=text
        )
        tx.settings.put("any", {"text": [text]})
        found = tx.tracker.views([number])[number]
        assert found.fields[Field.USE_CASE] == value(clean(text), text=clean(text))
        assert found.participants[0].subject == clean(text)
        assert tx.settings.get("any") == {"text": [clean(text)]}


@given(local=ANY_TEXT, domain=ANY_TEXT)
@ONE_DATABASE
def test_no_address_is_refused(database: Database, local: str, domain: str) -> None:
    """Addresses as broken as mail can bring them name one person each time."""
    address = Address(address=f"{local}@{domain}")
    with database.transaction() as tx:
        first = tx.people.ensure(address, "en", NOW)
    with database.transaction() as tx:
        assert tx.people.ensure(address, "en", NOW).id == first.id
        assert tx.suppressions.blocks(address.address, NOW) is None


@given(
    when=st.datetimes(
        min_value=NOW.replace(tzinfo=None, year=1971),
        max_value=NOW.replace(tzinfo=None, year=2200),
        timezones=st.just(UTC),
    ),
    hours=st.integers(-12, 14),
)
@ONE_DATABASE
def test_every_time_is_the_same_moment_in_utc(database: Database, when: datetime, hours: int) -> None:
    """To the microsecond, on both engines, whatever zone it came in."""
    with database.transaction() as tx:
        number = opened(tx, now=when.astimezone(timezone(timedelta(hours=hours))))
        created = tx.tracker.views([number])[number].created_at
    assert created == when
    assert created.tzinfo is UTC


def test_a_person_is_one_however_the_address_is_written(database: Database) -> None:
    """The first address is kept for writing to, the newest name for showing."""
    with database.transaction() as tx:
        first = tx.people.ensure(ANNA, "de", NOW)
        again = tx.people.ensure(Address(name="Anna B.", address="ANNA.BERG@Buyer.example"), "en", NOW)
        bare = tx.people.ensure(Address(address="anna.berg@buyer.example"), "en", NOW)
    with database.transaction() as tx:
        found = tx.people.find("anna.berg+other@buyer.example")
        assert first.id == again.id == bare.id
        assert found == again == bare == tx.people.get(first.id)
        assert tx.people.ensure(BEN, "en", NOW).id != first.id
    assert found and (found.name, found.address, found.language) == ("Anna B.", ANNA.address, "de")


def test_nobody_is_invented(database: Database) -> None:
    """An unknown address or number is nobody, and asking does not change that."""
    with database.transaction() as tx:
        assert tx.people.find("nobody@other.example") is None
        assert tx.people.get(99) is None
        assert tx.people.ensure(Address(address="nobody@other.example"), "en", NOW).id


def test_a_pace_is_kept(database: Database) -> None:
    """Who wants to hear less is remembered, within the transaction and after it."""
    with database.transaction() as tx:
        person = tx.people.ensure(ANNA, "en", NOW)
        tx.people.set_pace(person.id, Pace.WEEKLY)
        assert tx.people.ensure(ANNA, "en", NOW).pace is Pace.WEEKLY
        number = opened(tx, wish())
        assert tx.tracker.views([number])[number].participants[0].person.pace is Pace.WEEKLY


def test_two_that_meet_a_person_at_the_same_moment_meet_the_same_one(database: Database) -> None:
    """The second one waits for the first one's row and takes it."""
    start, found = threading.Barrier(4), []

    def meet() -> None:
        start.wait()
        with database.transaction() as tx:
            found.append(tx.people.ensure(ANNA, "en", NOW).id)

    threads = [threading.Thread(target=meet) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(set(found)) == 1


def test_settings_hold_any_json(database: Database) -> None:
    """A setting is replaced as a whole; an unknown one has the default."""
    with database.transaction() as tx:
        assert tx.settings.get("x") is None
        assert tx.settings.get("x", 5) == 5
        for stored in (True, None, {"a": [1, "ü"]}, "text"):
            tx.settings.put("x", stored)
            assert tx.settings.get("x", "default") == stored


def test_one_leads_and_another_follows_when_it_ended(url: str) -> None:
    """R-07: of several processes on one database one runs the timers; when it ended, the next one does."""
    first, second = Database(url), Database(url)
    assert first.leads() and first.leads()
    assert not second.leads()
    first.close()
    # PostgreSQL frees the lock when its backend has seen the connection end, a moment after close().
    freed = time.monotonic() + 10
    while not (leads := second.leads()) and time.monotonic() < freed:
        time.sleep(0.05)
    second.close()
    assert leads


@pytest.mark.parametrize(
    ("target", "address", "blocked"),
    [
        ("anna.berg@buyer.example", "Anna.Berg+x@BUYER.example", True),
        ("@buyer.example", "anyone@Buyer.Example", True),
        ("@buyer.example", "anyone@sub.buyer.example", False),
        ("@buyer.example", "anyone@notbuyer.example", False),
        ("ben@buyer.example", "anna.berg@buyer.example", False),
    ],
)
def test_a_suppression_is_for_an_address_or_its_whole_domain(
    database: Database, target: str, address: str, blocked: bool
) -> None:
    """However it is written; a domain is compared whole, not by its end."""
    with database.transaction() as tx:
        tx.suppressions.add(target, "blocked", 100, NOW, None)
        assert tx.suppressions.blocks(address, NOW) == ("blocked" if blocked else None)


def test_scores_add_up_and_lapse(database: Database) -> None:
    """Two soft bounces suppress where one does not; after its time the score starts afresh."""
    with database.transaction() as tx:
        add, blocks = tx.suppressions.add, tx.suppressions.blocks
        add("ben@other.example", "bounce", 50, NOW, later(days=10))
        assert blocks("ben@other.example", NOW) is None
        add("ben@other.example", "bounce", 50, NOW, later(days=5))
        assert blocks("ben@other.example", later(days=9)) == "bounce"
        assert blocks("ben@other.example", later(days=11)) is None
        add("ben@other.example", "bounce", 50, later(days=11), later(days=20))
        assert blocks("ben@other.example", later(days=11)) is None
        add("ben@other.example", "complaint", 100, later(days=11), None)
        assert blocks("ben@other.example", later(days=9999)) == "complaint"
        assert [line["target"] for line in tx.suppressions.listed()] == ["ben@other.example"]
        assert tx.suppressions.remove("Ben+x@other.example") is True
        assert tx.suppressions.remove("ben@other.example") is False
        assert blocks("ben@other.example", NOW) is None


@given(
    local=st.from_regex(r"[A-Za-z0-9.]{1,10}(\+[a-z]{0,5})?", fullmatch=True),
    domain=st.sampled_from(["x.example", "GMAIL.com"]),
)
def test_a_canonical_address_is_its_own_canonical_form(local: str, domain: str) -> None:
    """What is looked up and what is stored are the same form."""
    once = canonical(f"{local}@{domain}")
    assert canonical(once) == once
    assert once == once.lower()
