"""Values that the store's tests keep."""

from datetime import UTC, datetime, timedelta
from typing import Any

from mailer.model.inbox import Outcome
from mailer.model.mail_source import RawMail
from mailer.model.message import Address
from mailer.model.outbox import OutboxEntry
from mailer.model.request import Details, Evidence, Field, Kind, Value
from mailer.store.database import Database, Tx

NOW = datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)
ANNA = Address(name="Anna Berg", address="Anna.Berg+lists@buyer.example")
BEN = Address(name="", address="ben@other.example")


def later(**span: float) -> datetime:
    """NOW and a bit."""
    return NOW + timedelta(**span)


def mail(uid: int = 1, raw: bytes = b"From: anna@buyer.example\r\n\r\nhello\r\n", **values: Any) -> RawMail:
    """A raw mail at place `uid`."""
    given: dict[str, Any] = {"source": "imap", "account": "imap://box", "uidvalidity": 7, "received_at": NOW}
    return RawMail(raw=raw, uid=uid, **{**given, **values})


def received(database: Database, *mails: RawMail) -> list[int]:
    """Keep the mails and return their inbox numbers."""
    with database.transaction() as tx:
        return tx.inbox.receive(mails)


def settle(tx: Tx, number: int, outcome: Outcome = Outcome.REQUEST, **values: Any) -> None:
    """Give a mail its outcome."""
    given: dict[str, Any] = {"sender": "anna@buyer.example", "subject": "wish", "now": NOW}
    line = {"effect": outcome.value, "ref": None, "because": "so"}
    tx.inbox.settle(number, outcome, "because it asks", (line,), **{**given, **values})


def value(*items: str, text: str = "as they wrote it", where: str = "body", confidence: float = 0.9) -> Value:
    """A field's value with evidence."""
    return Value(items=items, evidence=Evidence(text=text, where=where, confidence=confidence))


def wish(name: str = "Snowflake", *, product: str = "", kind: Kind = Kind.NEW_INTEGRATION) -> Details:
    """A request with a name and a use."""
    fields = {Field.INTEGRATION_NAME: value(name), Field.USE_CASE: value("nightly reports")}
    return Details(kind=kind, product=product, fields=fields)


def opened(tx: Tx, details: Details | None = None, *, requester: Address = ANNA, **values: Any) -> int:
    """File a request and return its number."""
    chosen = details or wish()
    given: dict[str, Any] = {
        "language": "en",
        "confirmed": True,
        "asked": (),
        "now": NOW,
        "inbox_id": None,
        "because": "asks for it",
        "name_key": chosen.text(Field.INTEGRATION_NAME).lower(),
        "subject": "A wish",
    }
    person = tx.people.ensure(requester, "en", NOW)
    return tx.tracker.open_request(chosen, person_id=person.id, **{**given, **values})


def entry(number: int = 1, **values: Any) -> OutboxEntry:
    """A notice that is due."""
    given: dict[str, Any] = {
        "kind": "acknowledgement",
        "recipient": "Anna.Berg@buyer.example",
        "notice": '{"kind":"acknowledgement"}',
        "message_id": f"<n.{number}@service.example>",
        "not_before": NOW,
        "created_at": NOW,
    }
    return OutboxEntry(**{**given, **values})


def added(database: Database, *entries: OutboxEntry) -> list[int]:
    """Keep the notices and return their numbers."""
    with database.transaction() as tx:
        return [number for number in map(tx.outbox.add, entries) if number]
