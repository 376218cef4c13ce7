"""A person's decision on a mail: file what is held or quarantined, leave it, let it run again, take a wish out of it."""

from dataclasses import replace

from mailer.decide.apart import joined_by
from mailer.decide.apart import take_out as out_of_mail
from mailer.decide.by_hand import FiledAs, file_as
from mailer.decide.case import Case, ends
from mailer.errors import Refused
from mailer.flows.app import App
from mailer.flows.intake import fingerprint, judge_case
from mailer.flows.record import record, source_of
from mailer.flows.snapshot import take_snapshot
from mailer.flows.updates import view_of
from mailer.model.decision import Close, Decision, Existing
from mailer.model.inbox import InboxRow, InboxState, Outcome
from mailer.model.reading import Failure, Reading
from mailer.model.snapshot import RequestView
from mailer.recognise.commands import orders_of
from mailer.recognise.threads import keys_of
from mailer.store.database import Tx

OPEN = frozenset({InboxState.HELD, InboxState.QUARANTINED})


def ignore(app: App, number: int, *, actor: str = "team") -> None:
    """A person says that a held or quarantined mail needs nothing."""
    because = f"a person of the team ({actor}) decided that it needs nothing"
    with app.database.transaction() as tx:
        row = tx.inbox.get(number)
        if row.state not in OPEN:
            raise Refused(f"mail {number} is {row.state.value}, neither held nor quarantined")
        views = tx.tracker.views(tx.tracker.touched_by(number)).values()
        waiting = [v for v in views if v.opened_by == number and not v.confirmed and not v.closed_by]
        closes = tuple(
            Close(target=Existing(number=v.number), closed_by="withdrawn", actor=actor) for v in waiting
        )
        decision = record(tx, ends(Outcome.IGNORED, because, effects=closes), app.clock(), app.stationery)
        tx.inbox.revise(number, decision.outcome, decision.because, decision.told, app.clock())


def replay(app: App, number: int) -> str:
    """Let a held or quarantined mail run down the road once more, after a fix; return what there was to do.

    A mail that is done keeps its outcome: what it did is not done twice. Raises Refused when there is no such mail or
    its bytes are gone.
    """
    with app.database.transaction() as tx:
        tx.inbox.raw(number)  # Refused where retention removed it: there is nothing to read again
        if tx.inbox.reopen(number):
            return ""
        row = tx.inbox.get(number)
    return f"already done: {row.outcome.value}" if row.outcome else "in work already"


def file(app: App, number: int, kind: FiledAs, *, into: int | None = None, actor: str = "team") -> Decision:
    """File a mail by hand as what a person says that it is, added to the request `into` where it belongs to one.

    Raises Refused when the mail cannot be read, was filed before, or something is missing for that kind.
    """
    with app.database.reading() as tx:
        _to_file(tx, number)
        raw = tx.inbox.raw(number)
    reading = app.sandbox.read(raw)
    if isinstance(reading, Failure):
        raise Refused(f"mail {number} cannot be read: {reading.reason}")
    with app.database.transaction() as tx:
        tx.inbox.hold(number)
        row = _to_file(tx, number)
        view = view_of(tx, into, app.policy.prefix) if into is not None else None
        decision = file_as(_case(app, tx, row, reading), kind, view, actor)
        return _record(app, tx, row, reading, decision)


def take_out(app: App, number: int, wish: int, *, mail: int | None = None, actor: str = "team") -> Decision:
    """Make wish number `wish` (from 1) of a mail that was joined to request `number` a request of its own.

    The mail is the newest one whose wish gave a vote, else the newest that added details; or `mail`. Raises Refused when
    there is none.
    """
    with app.database.reading() as tx:
        row = _joined(tx, view_of(tx, number, app.policy.prefix), wish - 1, mail)
        raw = tx.inbox.raw(row.id)
    reading = app.sandbox.read(raw)
    if isinstance(reading, Failure):
        raise Refused(f"mail {row.id} cannot be read: {reading.reason}")
    with app.database.transaction() as tx:
        view = view_of(tx, number, app.policy.prefix)
        row = _joined(tx, view, wish - 1, row.id)  # once only: nobody else took it out meanwhile
        decision = out_of_mail(view, row, reading, wish - 1, prefix=app.policy.prefix, actor=actor)
        return record(tx, decision, app.clock(), app.stationery, source_of(row, reading.message))


def _joined(tx: Tx, view: RequestView, at: int, mail: int | None) -> InboxRow:
    mails = [tx.inbox.get(one) for one in reversed(tx.tracker.inbox_of(view.number)) if mail in (None, one)]
    joined = [row for row in mails if joined_by(row, at, view.ref)]
    joined.sort(key=lambda row: row.effects[at]["effect"] != Outcome.VOTE.value)
    if joined:
        return joined[0]
    apart = [row.effects[at]["ref"] for row in mails if at < len(row.effects) and row.effects[at]["ref"]]
    also = f"; that of its mail is {apart[0]}, a request of its own" if apart else ""
    raise Refused(f"no mail's request {at + 1} was joined to {view.ref}{also}")


def _case(app: App, tx: Tx, row: InboxRow, reading: Reading) -> Case:
    message, understanding = reading.message, reading.understanding
    keys = keys_of(message, row.envelope_recipients, app.border.signing_keys, app.border.prefix)
    orders = orders_of(message, app.policy.grammar)
    snapshot = take_snapshot(tx, row, message, understanding, keys, "", orders, app.clock())
    return judge_case(app, replace(row, answer=True), message, understanding, keys, snapshot, orders)


def _record(app: App, tx: Tx, row: InboxRow, reading: Reading, decision: Decision) -> Decision:
    message, now = reading.message, app.clock()
    done = record(tx, decision, now, app.stationery, source_of(row, message))
    tx.inbox.settle(
        row.id,
        done.outcome,
        done.because,
        done.told,
        message_id=message.message_id,
        sender=message.sender.address if message.sender else "",
        subject=message.subject,
        fingerprint=fingerprint(message),
        now=now,
        by_hand=True,
    )
    return done


def _to_file(tx: Tx, number: int) -> InboxRow:
    """What did nothing yet may be filed by hand; what is a request already is not filed a second time."""
    row = tx.inbox.get(number)
    if row.state in OPEN or row.outcome is Outcome.IGNORED:
        return row
    raise Refused(
        f"mail {number} is {row.state.value} ({row.outcome or 'no outcome'}), there is nothing to file"
    )
