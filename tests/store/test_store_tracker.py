"""The tracker: what people asked for, with its history, its people and the threads that lead to it."""

from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from making import ANNA, BEN, NOW, entry, later, mail, opened, received, settle, value, wish

from mailer.model.message import Address, Attachment
from mailer.model.people import OfferState, Pace, Part
from mailer.model.request import Details, Field, Kind, Role
from mailer.model.snapshot import WITHDRAWN, RequestView
from mailer.model.status import Status
from mailer.store.database import Database, Tx
from mailer.store.schema import attachment


def view(tx: Tx, number: int) -> RequestView:
    """The request with that number."""
    return tx.tracker.views([number])[number]


def join(tx: Tx, number: int, address: Address, part: Part = Part.VOTER, **values: Any) -> int:
    """Let a person take part; return the person's number."""
    person = tx.people.ensure(address, "en", NOW)
    given: dict[str, Any] = {
        "role": None,
        "state": None,
        "reason": "",
        "subject": "",
        "actor": person.address,
        "now": NOW,
        "inbox_id": None,
        "because": "said so",
    }
    tx.tracker.join(number, person.id, part, **{**given, **values})
    return person.id


def test_a_request_comes_back_as_it_was_filed(database: Database) -> None:
    """Fields with their evidence, the requester, what was asked: all as written."""
    fields = {
        Field.INTEGRATION_NAME: value("Snowflake", where="subject"),
        Field.API_DOCS: value(
            "https://docs.example/a", "https://docs.example/b", where="attachment:spec.pdf", confidence=0.5
        ),
        Field.USE_CASE: value('Zoë said: "100 % \\ 日本 🎉"\nand more'),
    }
    gist = frozenset({"views", "key"})
    details = Details(kind=Kind.ENHANCEMENT, product="snowflake", fields=fields, gist=gist)
    with database.transaction() as tx:
        number = opened(tx, details, asked=(Field.PRIORITY, Field.CATEGORY), confirmed=False)
        found = view(tx, number)
    assert (found.number, found.ref, found.kind) == (number, f"INT-{number}", Kind.ENHANCEMENT)
    assert (found.status, found.product, found.confirmed) == (Status.SUBMITTED, "snowflake", False)
    assert found.details == details
    assert (found.asked, found.rounds) == ((Field.PRIORITY, Field.CATEGORY), 1)
    assert found.requester and found.requester.address == ANNA.address
    assert (found.votes, found.created_at, found.participants[0].subject) == (1, NOW, "A wish")


def test_views_keep_order_and_leave_out_what_is_not_there(database: Database) -> None:
    """Unknown numbers, such as those that a stranger's subject names, are simply absent."""
    with database.transaction() as tx:
        a, b = opened(tx, wish("A")), opened(tx, wish("B"))
        assert list(tx.tracker.views([b, 999, a, b])) == [b, a]
        assert tx.tracker.views([]) == {}
        assert tx.tracker.views([2**62]) == {}


def test_references_bear_the_configured_prefix(url: str) -> None:
    """An operator's prefix is in every reference."""
    database = Database(url, prefix="REQ")
    with database.transaction() as tx:
        number = opened(tx)
        assert view(tx, number).ref == f"REQ-{number}"
    database.close()


def test_new_values_leave_the_old_ones_in_the_history(database: Database) -> None:
    """A field that changed twice shows three values, each with who said it and in which mail."""
    (inbox_id,) = received(database, mail())
    with database.transaction() as tx:
        number = opened(tx)
        for words, actor in (("daily", "anna@buyer.example"), ("hourly", "team")):
            tx.tracker.set_fields(
                number,
                {Field.USE_CASE: value(words), Field.PRIORITY: value("high")},
                actor=actor,
                inbox_id=inbox_id,
                now=later(hours=1),
                because="a reply",
            )
        found = view(tx, number)
        history = tx.tracker.history(number, Field.USE_CASE)
        changes = [line for line in tx.tracker.timeline(number) if line["what"] == "fields"]
    assert found.details.text(Field.USE_CASE) == "hourly"
    assert found.details.text(Field.INTEGRATION_NAME) == "Snowflake", "other fields stay"
    assert [line["value"] for line in history] == [["nightly reports"], ["daily"], ["hourly"]]
    assert [line["current"] for line in history] == [False, False, True]
    assert [line["actor"] for line in history] == ["requester", "anna@buyer.example", "team"]
    assert changes[1]["old"] == {"use_case": ["daily"], "priority": ["high"]}
    assert changes[1]["new"] == {"use_case": ["hourly"], "priority": ["high"]}
    assert (changes[1]["mail"], changes[1]["actor"]) == (inbox_id, "team")


def test_the_same_wish_is_found_by_product_or_name(database: Database) -> None:
    """Only confirmed ones that are not closed, of the same kind; decided ones too; the newest."""
    with database.transaction() as tx:
        number = opened(tx, wish("Snowflake", product="snowflake"))
        other = opened(tx, wish("Frobnitz"), name_key="frobnitz")
        opened(tx, wish("Kafka", product="kafka"), confirmed=False)
        tracker = tx.tracker
        new, more = Kind.NEW_INTEGRATION, Kind.ENHANCEMENT
        assert tracker.by_product(new, "snowflake") == number
        assert tracker.by_name(new, "frobnitz") == other
        assert tracker.by_product(more, "snowflake") is None
        assert tracker.by_product(new, "kafka") is None
        tracker.change_status(number, Status.DECLINED, release="", note="no", actor="team", now=NOW)
        assert tracker.by_product(new, "snowflake") == number
        tracker.close(number, "withdrawn", actor="anna", now=NOW)
        assert tracker.by_product(new, "snowflake") is None
        tracker.close(number, "", actor="team", now=NOW)
        tracker.identify(number, "duckdb", "duckdb")
        assert (tracker.by_product(new, "snowflake"), tracker.by_product(new, "duckdb")) == (None, number)


def test_a_status_change_is_in_the_timeline_with_both_sides(database: Database) -> None:
    """From where, to where, why, by whom; a release once named is kept until its plan is given up."""
    with database.transaction() as tx:
        number = opened(tx)
        change = tx.tracker.change_status
        change(number, Status.SCHEDULED, release="v0.4.0", note="", actor="team", now=later(days=1))
        change(number, Status.IN_DEVELOPMENT, release="", note="we began", actor="team", now=later(days=2))
        found = view(tx, number)
        last = tx.tracker.timeline(number)[-1]
    assert (found.status, found.release, found.explanation) == (Status.IN_DEVELOPMENT, "v0.4.0", "we began")
    assert last["old"] == {"status": "scheduled", "release": "v0.4.0"}
    assert last["new"] == {"status": "in_development", "release": "v0.4.0"}
    assert (last["what"], last["text"], last["actor"]) == ("status", "we began", "team")
    assert last["at"] == later(days=2).isoformat()
    with database.transaction() as tx:
        tx.tracker.change_status(
            number, Status.ACCEPTED, release="", note="no", actor="team", now=later(days=3)
        )
        assert view(tx, number).release == ""


def test_votes_nearby_are_those_of_the_very_domain(database: Database) -> None:
    """What LIKE reads as a sign is a letter of the domain here; a longer domain and an earlier vote do not count."""
    with database.transaction() as tx:
        number = opened(tx)
        for address in ("a@my_lab.example", "b@my_lab.example", "c@myxlab.example", "d@x.my_lab.example"):
            join(tx, number, Address(address=address))
        join(tx, number, Address(address="e@my_lab.example"), now=later(days=-2))
        assert tx.tracker.votes_nearby([number], "my_lab.example", later(days=-1)) == {number: 2}
        assert tx.tracker.votes_nearby([number], "%", later(days=-1)) == {}


def test_what_a_withdrawal_ended_comes_back_with_the_request(database: Database) -> None:
    """Anna's part ends in the act that closes it: she is known to have withdrawn it, and takes part again once it is open;
    Ben, who had left before, does not."""
    with database.transaction() as tx:
        number = opened(tx)
        ben = join(tx, number, BEN)
        anna = tx.people.ensure(ANNA, "en", NOW).id
        tx.tracker.leave(number, ben, Part.VOTER, role=None, now=later(days=1), because="changed my mind")
        tx.tracker.leave(number, anna, Part.REQUESTER, role=None, now=later(days=2), because="withdrawn")
        tx.tracker.close(number, WITHDRAWN, actor=ANNA.address, now=later(days=2))
        closed = view(tx, number)
        assert (closed.votes, [p.person.id for p in closed.withdrew]) == (0, [anna])
        tx.tracker.close(number, "", actor="team", now=later(days=3))
        again = view(tx, number)
        assert again.withdrew == () and again.requester and again.requester.id == anna
        assert again.votes == 1


def test_people_join_once_and_leave(database: Database) -> None:
    """A part taken twice is one part with both reasons, each once; who left is counted no more, and may come back."""
    with database.transaction() as tx:
        number = opened(tx)
        ben = join(tx, number, BEN, reason="we too", subject="Re: wish")
        join(tx, number, BEN, reason="really")
        join(tx, number, BEN, reason="really")
        join(tx, number, BEN)
        found = view(tx, number)
        assert (found.votes, [p.reason for p in found.participants]) == (2, ["", "we too\nreally"])
        assert found.participants[1].subject == "Re: wish"
        tx.tracker.leave(number, ben, Part.VOTER, role=None, now=NOW, because="changed my mind")
        assert view(tx, number).votes == 1
        lines = len(tx.tracker.timeline(number))
        tx.tracker.leave(number, ben, Part.VOTER, role=None, now=NOW, because="again")
        assert len(tx.tracker.timeline(number)) == lines, "who is not there cannot leave"
        join(tx, number, BEN)
        assert view(tx, number).votes == 2


def test_an_offer_goes_its_own_way_for_each_role(database: Database) -> None:
    """A champion's roles are told apart, and each has its state."""
    with database.transaction() as tx:
        number = opened(tx)
        for role in (Role.TESTING, Role.CODE):
            join(tx, number, BEN, Part.CHAMPION, role=role, state=OfferState.OFFERED)
        join(tx, number, BEN, Part.CHAMPION, role=Role.CODE, state=OfferState.CONFIRMED)
        champions = {p.role: p.state for p in view(tx, number).participants if p.part is Part.CHAMPION}
        assert champions == {Role.TESTING: OfferState.OFFERED, Role.CODE: OfferState.CONFIRMED}
        assert view(tx, number).votes == 1, "an offer is no vote"


def test_each_person_has_a_thread_of_their_own(database: Database) -> None:
    """Message-IDs lead to the request, and each participant keeps those of their own conversation in order."""
    with database.transaction() as tx:
        number, other = opened(tx), opened(tx, wish("Kafka"))
        ben = join(tx, number, BEN)
        anna = tx.people.ensure(ANNA, "en", NOW).id
        for message_id, person in (("<1@a>", anna), ("<2@s>", anna), ("<3@b>", ben), ("<4@t>", None)):
            tx.tracker.thread_add(number, message_id, person, incoming=True, now=NOW)
        found = view(tx, number)
        assert [p.thread for p in found.participants] == [("<1@a>", "<2@s>"), ("<3@b>",)]
        assert tx.tracker.threads(["<4@t>", "<none@x>"]) == {"<4@t>": number}
        assert tx.tracker.threads([]) == {}
        tx.tracker.thread_add(other, "<1@a>", anna, incoming=True, now=NOW)
        assert tx.tracker.threads(["<1@a>"]) == {"<1@a>": other}


def test_muting_is_for_one_request(database: Database) -> None:
    """News about other requests still come."""
    with database.transaction() as tx:
        number, other = opened(tx), opened(tx, wish("Kafka"))
        tx.tracker.set_pace(number, tx.people.ensure(ANNA, "en", NOW).id, Pace.NOTHING)
        assert [view(tx, n).participants[0].muted for n in (number, other)] == [True, False]


def test_questions_come_in_rounds(database: Database) -> None:
    """Each round replaces what was asked last and is counted."""
    with database.transaction() as tx:
        number = opened(tx, asked=())
        tx.tracker.ask(number, (Field.PRIORITY,))
        tx.tracker.ask(number, (Field.API_DOCS, Field.CATEGORY))
        found = view(tx, number)
        assert (found.rounds, found.asked) == (2, (Field.API_DOCS, Field.CATEGORY))


def test_an_unconfirmed_request_becomes_a_full_one(database: Database) -> None:
    """Until then it is its requester's alone."""
    with database.transaction() as tx:
        number = opened(tx, confirmed=False)
        opened(tx, wish("Kafka"), requester=BEN, confirmed=False)
        anna = tx.people.ensure(ANNA, "en", NOW).id
        assert tx.tracker.unconfirmed_of(anna) == [number]
        tx.tracker.confirm(number, now=NOW, because="answered")
        assert tx.tracker.unconfirmed_of(anna) == []
        assert view(tx, number).confirmed


def test_a_person_s_own_requests_are_listed(database: Database) -> None:
    """Those they take part in in any way, the newest first; neither unconfirmed ones nor those they left."""
    with database.transaction() as tx:
        first, second, left = (opened(tx, wish(name), requester=ANNA) for name in "ABC")
        opened(tx, wish("D"), requester=BEN, confirmed=False)
        ben = join(tx, first, BEN)
        join(tx, first, BEN, Part.WATCHER)
        join(tx, second, BEN, Part.WATCHER)
        join(tx, left, BEN)
        tx.tracker.leave(left, ben, Part.VOTER, role=None, now=NOW, because="changed my mind")
        assert tx.tracker.of_person(ben) == [second, first]
        assert tx.tracker.of_person(999) == []


def test_the_mails_about_a_request_are_shown_both_ways(database: Database) -> None:
    """What came in and what went out, in the order of time."""
    inbox_id, unrelated = received(database, mail(1), mail(2))
    with database.transaction() as tx:
        number = opened(tx, inbox_id=inbox_id)
        settle(tx, inbox_id, sender="anna@buyer.example", subject="A wish")
        settle(tx, unrelated)
        tx.outbox.add(entry(request_id=number, inbox_id=inbox_id, created_at=later(seconds=1)))
        mails = tx.tracker.mails(number)
        assert tx.tracker.inbox_of(number) == [inbox_id]
    assert [(m["direction"], m["address"]) for m in mails] == [
        ("in", "anna@buyer.example"),
        ("out", "Anna.Berg@buyer.example"),
    ]


def test_attachments_are_noted(database: Database) -> None:
    """By name, kind, size and hash; no attachments are no work."""
    (inbox_id,) = received(database, mail())
    file = Attachment(
        filename="spec\0.pdf", content_type="application/pdf", size=3, sha256="0" * 64, content=b"abc"
    )
    with database.transaction() as tx:
        number = opened(tx)
        tx.tracker.attach(number, inbox_id, (file, replace(file, filename="b")))
        tx.tracker.attach(number, inbox_id, ())
        rows = tx.connection.execute(sa.select(attachment).order_by(attachment.c.id)).all()
    assert [(r.request_id, r.inbox_id, r.filename, r.size) for r in rows] == [
        (number, inbox_id, "spec.pdf", 3),
        (number, inbox_id, "b", 3),
    ]


def test_somebody_takes_care(database: Database) -> None:
    """An assignment and a note are lines in the timeline."""
    with database.transaction() as tx:
        number = opened(tx)
        tx.tracker.assign(number, "eve@team.example", actor="team", now=NOW)
        tx.tracker.event(number, "note", "ask legal", actor="eve", now=NOW, inbox_id=None)
        lines = [(line["what"], line["text"]) for line in tx.tracker.timeline(number)]
    assert lines == [("opened", "asks for it"), ("assigned", "eve@team.example"), ("note", "ask legal")]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("snow", True),
        ("NIGHTLY", True),
        ("straße", True),
        ("ÖL", True),
        ("100 %", True),
        ("100_", False),
        ("%", True),
        ("_", False),
        ('say "hi"', True),
        ("back\\slash", True),
        ("anna berg", True),
        ("buyer.example", True),
        ("int-{number}", True),
        ("{number}", True),
        ("' OR 1=1 --", False),
        ("nothing like it", False),
        ("99999999999999999999", False),
    ],
)
def test_a_search_is_text_and_never_a_pattern(database: Database, sought: str, found: bool) -> None:
    """Names, fields, people and references are found whatever the case; wildcards and quotes mean themselves (R-68)."""
    fields = {
        Field.INTEGRATION_NAME: value("Snowflake"),
        Field.USE_CASE: value('nightly; 100 % of Öl for the Straße; say "hi" back\\slash'),
    }
    with database.transaction() as tx:
        number = opened(tx, Details(fields=fields))
        views = tx.tracker.listed(search=sought.format(number=number))
    assert [v.number for v in views] == ([number] if found else [])


def test_lists_are_newest_first_and_by_status(database: Database) -> None:
    """The tracker shows everything, or what has one status."""
    with database.transaction() as tx:
        a, b = opened(tx, wish("A")), opened(tx, wish("B"))
        tx.tracker.change_status(a, Status.ACCEPTED, release="", note="", actor="team", now=NOW)
        assert [v.number for v in tx.tracker.listed()] == [b, a]
        assert [v.number for v in tx.tracker.listed(status=Status.ACCEPTED)] == [a]
        assert [v.number for v in tx.tracker.listed(limit=1)] == [b]


def test_of_many_voters_one_is_read_and_all_are_counted(database: Database) -> None:
    """What a vote is judged on costs the same whether two or two thousand ask: the others are counted, not read."""
    with database.transaction() as tx:
        number = opened(tx)
        voters = [Address(name=f"V{at}", address=f"v{at}@many.example") for at in range(5)]
        *_, last = (join(tx, number, voter) for voter in voters)
        near, full = tx.tracker.views([number], last)[number], view(tx, number)
        assert near.votes == full.votes == 6
        assert {p.person.address for p in near.participants} == {ANNA.address, "v4@many.example"}
        assert near.requester == full.requester
        assert tx.tracker.led([number], 0)[number].votes == 6


def test_names_that_are_like_one_another_are_found(database: Database) -> None:
    """A name within the other, either way, or with the same beginning; not another kind, not what is closed."""
    with database.transaction() as tx:
        short, long, other = (opened(tx, wish(name)) for name in ("Quarkus", "Quarkus Ledger", "Zeta"))
        assert tx.tracker.like(Kind.NEW_INTEGRATION, "quarkusledger") == [long, short]
        assert tx.tracker.like(Kind.NEW_INTEGRATION, "quarkusledgercloud") == [long, short]
        assert tx.tracker.like(Kind.ENHANCEMENT, "quarkus") == []
        tx.tracker.close(short, closed_by=WITHDRAWN, actor="a", now=NOW)
        assert tx.tracker.like(Kind.NEW_INTEGRATION, "quark") == [long]
        assert other not in tx.tracker.like(Kind.NEW_INTEGRATION, "quark")
