"""Outbox rows go out: rendered once, the bytes kept before the first attempt, every attempt recorded.

At least once: a crash between the server's 250 and our commit sends again, with the same Message-ID and the same bytes.
"""

import random
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog

from mailer.crash import crash_point
from mailer.decide.preferences import unwanted
from mailer.decide.retry import GiveUp, RetryAt, Suppress, after_failure
from mailer.errors import Permanent, RelayTrouble, Transient
from mailer.flows.app import App
from mailer.model.envelope import Envelope
from mailer.model.notice import CONTENT_FREE, NOTIFICATIONS, NoticeKind, notice_from_json
from mailer.model.outbox import OutboxEntry
from mailer.render.compose import compose
from mailer.store.database import Tx
from mailer.store.outbox import LONGEST_SETTLING

log = structlog.get_logger()

LEASE_SECONDS = 600
LONGEST_BATCH = 300.0
"""Seconds after which no further mail of a batch is begun: with the longest one it still ends before its lease."""

OVER_THE_CAP = "the hour's cap of confirmation mails"
CAP_PAUSE = timedelta(minutes=10)
"""After which a mail that was over the hour's cap is looked at again."""

Claimed = Sequence[tuple[OutboxEntry, Envelope | None]]


def deliver(app: App, *, limit: int = 50, go_on: Callable[[], bool] = lambda: True) -> int:
    """Send up to `limit` due notices; return how many were tried. One bad recipient stops nobody.

    `go_on` is asked before every mail; what is not begun goes back untouched. Raises RelayTrouble after the first mail
    that found the way out in trouble: all others would only wait for the same silence.
    """
    if app.paused():
        return 0
    now = app.clock()
    with app.database.transaction() as tx:
        settle = timedelta(seconds=app.settings.notifications.settle)
        entries = tx.outbox.claim(limit, now, LEASE_SECONDS, settle + LONGEST_SETTLING)
        late = _over_the_cap(app, tx, entries, now)
        ready = [(e, None if e.id in late else _prepared(app, tx, e, now)) for e in entries]
        tx.outbox.store_contents([(e.id, made.sender, made.content) for e, made in ready if made])
        crash_point("deliver.before_commit")
    crash_point("deliver.rendered")
    begun, began = 0, time.monotonic()
    try:
        while begun < len(ready) and go_on() and time.monotonic() - began < LONGEST_BATCH:
            begun += 1
            _deliver_one(app, *ready[begun - 1])
    finally:
        _give_back(app, ready[begun:])
    return begun


def _deliver_one(app: App, entry: OutboxEntry, envelope: Envelope | None) -> None:
    """Send and record one mail. Raises RelayTrouble, once that is recorded."""
    if envelope is None or _turned_away(app, entry):
        return
    result = _attempt(app, envelope)
    crash_point("deliver.sent")
    # one transaction a mail: a kill repeats at most the one mail that was on its way (RELIABILITY G3)
    with app.database.transaction() as tx:
        _record_attempt(tx, entry, result, app.clock())
        crash_point("deliver.before_record")
    crash_point("deliver.recorded")
    if isinstance(result, RelayTrouble):
        raise result


def _give_back(app: App, rest: Claimed) -> None:
    numbers = [entry.id for entry, envelope in rest if envelope]
    if numbers:
        with app.database.transaction() as tx:
            tx.outbox.give_back(numbers)


def _over_the_cap(app: App, tx: Tx, entries: Sequence[OutboxEntry], now: datetime) -> frozenset[int]:
    """Of the mails of a batch that nobody asked us for those beyond the hour's cap; they wait (RELIABILITY R-92).

    What somebody waits for goes before what is only offered.
    """
    asking = [entry.id for entry in sorted(entries, key=_is_offer) if entry.kind in CONTENT_FREE]
    if not asking:
        return frozenset()
    hour_ago = now - timedelta(hours=1)
    spent = tx.outbox.spent(CONTENT_FREE, hour_ago, now, besides=asking)
    late = asking[max(0, app.confirmations_an_hour - spent) :]
    for number in late:
        tx.outbox.postpone(number, now + CAP_PAUSE, OVER_THE_CAP)
    return frozenset(late)


def _is_offer(entry: OutboxEntry) -> bool:
    return entry.kind == NoticeKind.WATCH_OFFER.value


def _prepared(app: App, tx: Tx, entry: OutboxEntry, now: datetime) -> Envelope | None:
    """The envelope with the bytes that every attempt of this notice sends, or None when it cannot be made."""
    kept = tx.outbox.content(entry.id)
    if kept:
        sender, content = kept
        return Envelope(
            sender=sender, recipient=entry.recipient, content=content, message_id=entry.message_id
        )
    return _rendered(app, tx, entry, now)


def _turned_away(app: App, entry: OutboxEntry) -> bool:
    """Whether nothing may go to its recipient: asked right before each sending, for that may have come just now (R-97)."""
    with app.database.reading() as tx:
        blocked = _unwelcome(tx, entry, app.clock())
    if blocked:
        with app.database.transaction() as tx:
            tx.outbox.suppressed(entry.id, blocked)
            if not entry.attempts:
                tx.tracker.thread_forget(entry.message_id)
    return bool(blocked)


def _unwelcome(tx: Tx, entry: OutboxEntry, now: datetime) -> str:
    """Why its recipient must not or does not want to get it by now; empty when it is welcome."""
    blocked = tx.suppressions.blocks(entry.recipient, now)
    if blocked or entry.person_id is None or not (entry.kind in NOTIFICATIONS or _is_offer(entry)):
        return blocked or ""
    person, notice = tx.people.get(entry.person_id), notice_from_json(entry.notice)
    if person is None:
        return ""
    views = tx.tracker.views([entry.request_id], person.id) if entry.request_id else {}
    return unwanted(notice.kind, notice.context, person, views.get(entry.request_id or 0))


def _rendered(app: App, tx: Tx, entry: OutboxEntry, now: datetime) -> Envelope | None:
    try:
        envelope = compose(notice_from_json(entry.notice), app.templates, app.identity, now)
    except (Permanent, ValueError) as error:
        tx.outbox.failed(entry, f"cannot be composed: {error}", now)
        log.exception("compose_failed", outbox=entry.id)
        return None
    return envelope


def _attempt(app: App, envelope: Envelope) -> str | Transient | Permanent:
    """The server's word, or how it failed; unknown trouble counts as passing."""
    try:
        return app.transport.send(envelope)
    except (Transient, Permanent) as error:
        return error
    except OSError as error:
        return RelayTrouble(str(error))


def _record_attempt(tx: Tx, entry: OutboxEntry, result: str | Transient | Permanent, now: datetime) -> None:
    if isinstance(result, str):
        tx.outbox.sent(entry, result, now)
        log.info("sent", outbox=entry.id, kind=entry.kind)
        return
    # the jitter only spreads load; nothing secret hangs on it
    verdict = after_failure(
        entry.attempts + 1,
        entry.first_try or now,
        now,
        result,
        jitter=random.random(),  # noqa: S311
    )
    match verdict:
        case RetryAt(when=when):
            tx.outbox.retry(entry, when, str(result), now)
        case GiveUp(reason=reason):
            tx.outbox.failed(entry, reason, now)
        case Suppress(reason=reason):
            tx.outbox.failed(entry, reason, now)
            tx.suppressions.add(entry.recipient, "bounce", 100, now, now + timedelta(days=60))
    log.warning("not_sent", outbox=entry.id, verdict=type(verdict).__name__, because=str(result))


def drain(app: App, *, most: int = 1_000_000) -> int:
    """Send until nothing is due."""
    total = 0
    while total < most and (count := deliver(app)):
        total += count
    return total
