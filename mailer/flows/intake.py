"""Inbox rows become requests and answers: read, recognise, decide and record, one transaction a mail.

Only a failure of the pure road counts against a mail; trouble of the store stops the stage and counts against none.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256

import structlog

from mailer.crash import crash_point
from mailer.decide.case import Case
from mailer.decide.intake import decide
from mailer.errors import Transient
from mailer.extract.replies.consent import read_consent
from mailer.flows.app import App
from mailer.flows.parts import read_reply
from mailer.flows.record import record, source_of
from mailer.flows.snapshot import authors_of, in_copy_of, take_snapshot, votes_nearby
from mailer.flows.team_snapshot import for_the_team
from mailer.model.consent import Consent
from mailer.model.decision import Decision
from mailer.model.inbox import InboxRow, Outcome, Proof
from mailer.model.message import Message
from mailer.model.reading import Failure, Reading
from mailer.model.request import Understanding
from mailer.model.signature import Signature
from mailer.model.snapshot import RequestView, Snapshot
from mailer.recognise.authentication import border_is_silent
from mailer.recognise.commands import orders_of
from mailer.recognise.recognition import recognise
from mailer.recognise.threads import Keys, keys_of
from mailer.recognise.verbs import Orders
from mailer.rules.token import Use

log = structlog.get_logger()

LEASE_SECONDS = 300
"""A claim that nobody settles in this time is free again; a claim taken over is settled by one of the two only."""
ASKS_CONSENT = (Use.CONFIRM, Use.WATCH)
MOST_TRIES = 3
"""After so many failures of the road a mail is quarantined (RELIABILITY R-08)."""


def take_all(app: App) -> Iterator[InboxRow]:
    """Take in everything that waits and yield each mail with its outcome."""
    while taken := take_in(app):
        with app.database.reading() as tx:
            rows = [tx.inbox.get(number) for number in taken]
        yield from (row for row in rows if row.outcome)


def fate_of(app: App, number: int, patience: float) -> InboxRow:
    """One mail once it has its outcome; where another process has it in hand, as it is after `patience` seconds."""
    deadline = time.monotonic() + patience
    while True:
        with app.database.reading() as tx:
            row = tx.inbox.get(number)
        if row.outcome or time.monotonic() >= deadline:
            return row
        time.sleep(0.1)
        take_in(app)  # the other one may have given it back


def take_in(app: App, *, limit: int = 50, go_on: Callable[[], bool] = lambda: True) -> list[int]:
    """Take up to `limit` mails from the inbox to their outcome; return their inbox numbers.

    `go_on` is asked after every mail; what is not begun then goes back into the inbox.
    Raises Transient when the store is in trouble; the mails then stay in the inbox.
    """
    now = app.clock()
    with app.database.transaction() as tx:
        claimed = tx.inbox.claim(limit, now, LEASE_SECONDS)
    crash_point("intake.claimed")
    done: list[int] = []
    try:
        answers = app.sandbox.read_all([raw for _, raw in claimed])
        for (row, _), answer in zip(claimed, answers, strict=True):
            settle(app, row, answer)
            done.append(row.id)
            if not go_on():
                break
    finally:
        _give_back(app, [row for row, _ in claimed[len(done) :]])
    return done


def settle(app: App, row: InboxRow, answer: Reading | Failure) -> None:
    """Give one mail its outcome, in one transaction."""
    if isinstance(answer, Failure):
        _failed(app, row, answer.of_a_mail(oversize=row.oversize))
        return
    try:
        decision = _decide_and_record(app, row, answer)
    except Transient:
        raise  # trouble of the store: the stage waits, and no mail is blamed
    except (
        Exception
    ) as error:  # whatever else the road raises is this mail's failure and blocks nobody behind it
        log.exception("intake_failed", inbox=row.id)
        _failed(app, row, Failure(reason="error", detail=repr(error), final=False))
        return
    if decision is None:
        log.warning("settled_by_another", inbox=row.id)
        return
    log.info("intake", inbox=row.id, outcome=decision.outcome.value, because=decision.because)


def _decide_and_record(app: App, row: InboxRow, reading: Reading) -> Decision | None:
    now = app.clock()
    message, understanding = reading.message, reading.understanding
    border = app.border
    keys = keys_of(message, row.envelope_recipients, border.signing_keys, border.prefix, border.team)
    mark = fingerprint(message)
    orders = orders_of(message, app.policy.grammar)
    signatures = _signatures(app, row, message)
    with app.database.transaction() as tx:
        if not tx.inbox.still_claimed(row.id):
            return None
        snapshot = take_snapshot(tx, row, message, understanding, keys, mark, orders, now)
        snapshot = replace(
            snapshot,
            signatures=signatures,
            authors=authors_of(tx, message, understanding, app.border.own, now),
            votes_nearby=votes_nearby(tx, message, snapshot, app.policy),
        )
        snapshot = in_copy_of(tx, snapshot, message, app.border.own, app.policy)
        snapshot = for_the_team(tx, message, keys, snapshot, app.settings.team.addresses, app.policy.grammar)
        case = judge_case(app, row, message, understanding, keys, snapshot, orders)
        decision = record(tx, decide(case), now, app.stationery, source_of(row, message))
        tx.inbox.settle(
            row.id,
            decision.outcome,
            decision.because,
            decision.told,
            message_id=message.message_id,
            sender=message.sender.address if message.sender else "",
            subject=message.subject,
            fingerprint=mark,
            now=now,
        )
        crash_point("intake.before_commit")
    crash_point("intake.committed")
    return decision


def _signatures(app: App, row: InboxRow, message: Message) -> tuple[Signature, ...]:
    """Our own check of the mail's DKIM signatures where it is needed; outside the transaction, since name servers are slow."""
    sender, border = message.sender, app.border
    if (
        app.signatures is None
        or sender is None
        or message.sender_defects
        or row.source in border.trusted_sources
    ):
        return ()
    if not border_is_silent(message, border.trusted_authserv_ids):
        return ()
    with app.database.reading() as tx:
        raw = tx.inbox.raw(row.id)
    return app.signatures.check(raw, sender, app.clock())


def judge_case(
    app: App,
    row: InboxRow,
    message: Message,
    understanding: Understanding,
    keys: Keys,
    snapshot: Snapshot,
    orders: Orders,
) -> Case:
    """Bring together what is known about one mail; pure but for the values that `app` holds."""
    confirmed = row.proof is Proof.GIVEN
    recognition = recognise(
        message,
        row.source,
        keys,
        snapshot,
        app.border,
        asking=understanding.asking,
        wishing=understanding.wishing,
        confirmed=confirmed,
    )
    request = recognition.thread.request or _confirmed_by(keys, snapshot)
    case = Case(
        row=row,
        message=message,
        understanding=understanding,
        recognition=recognition,
        snapshot=snapshot,
        policy=app.policy,
        catalog=app.catalog(),
        ordered=orders,
        consent=_consent(app, message, understanding.language, keys, snapshot),
    )
    return read_reply(app, case, request) if request else case


def _consent(app: App, message: Message, language: str, keys: Keys, snapshot: Snapshot) -> Consent:
    """What the mail says to the yes that a mail of ours asks for; a mail without text may say it in its subject."""
    if not any(keys.bearing(use) for use in ASKS_CONSENT):
        return Consent.UNSAID
    # `Re: …` is our own subject
    subject = "" if message.in_reply_to or ":" in message.subject else message.subject
    sent = snapshot.answered.text if snapshot.answered else ""
    return read_consent(message.new_text.strip() or subject, language, app.words(), sent)


def _confirmed_by(keys: Keys, snapshot: Snapshot) -> RequestView | None:
    """The one request that an answer to our confirmation mail is about; what stands beside it adds to that."""
    return snapshot.pending[0] if keys.bearing(Use.CONFIRM) and len(snapshot.pending) == 1 else None


def fingerprint(message: Message) -> str:
    """What two deliveries of one mail share: author, Message-ID, date, subject, text and attachments, but no trace
    header (R-21)."""
    if not message.message_id:
        return ""
    date = message.date.isoformat() if message.date else ""
    sender = message.sender.address if message.sender else ""
    attached = (attachment.sha256 for attachment in message.attachments)
    parts = (message.message_id, sender, date, message.subject, message.text, *attached)
    return sha256("\0".join(parts).encode()).hexdigest()


def _failed(app: App, row: InboxRow, failure: Failure) -> None:
    now = app.clock()
    with app.database.transaction() as tx:
        tries = MOST_TRIES if failure.final else tx.inbox.failed(row.id, failure.reason, now)
        if tries < MOST_TRIES:
            return
        because = failure.reason if not failure.detail else f"{failure.reason}: {failure.detail[-500:]}"
        line = {"effect": Outcome.QUARANTINED.value, "ref": None, "because": because}
        tx.inbox.settle(row.id, Outcome.QUARANTINED, because, (line,), now=now)
    log.warning("quarantined", inbox=row.id, because=because)


def _give_back(app: App, rows: Sequence[InboxRow]) -> None:
    """Trouble of the store counts against no mail: what was claimed and not done goes back."""
    if not rows:
        return
    with app.database.transaction() as tx:
        for row in rows:
            tx.inbox.release(row.id)
