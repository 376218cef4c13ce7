"""Inbox rows become requests and answers: read, recognise, decide and record, one transaction a mail.

Only a failure of the pure road counts against a mail; trouble of the store stops the stage and counts against none.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TypedDict

import structlog

from mailer.crash import crash_point
from mailer.decide.case import Case
from mailer.decide.intake import decide
from mailer.decide.policy import Policy
from mailer.errors import Transient
from mailer.extract.answers import read_answers
from mailer.flows.app import App
from mailer.flows.record import record, source_of
from mailer.model.contexts import questions_in
from mailer.model.decision import Decision
from mailer.model.inbox import InboxRow, Outcome, Proof
from mailer.model.message import Message
from mailer.model.notice import ANSWERS, NoticeKind, notice_from_json
from mailer.model.people import Person, canonical
from mailer.model.reading import Failure, Reading
from mailer.model.request import Details, Field, Understanding
from mailer.model.signature import Signature
from mailer.model.snapshot import Author, Budget, Earlier, RequestView, Sent, Snapshot
from mailer.recognise.authentication import border_is_silent
from mailer.recognise.commands import Verb, read_commands
from mailer.recognise.news import asks_for_news
from mailer.recognise.recognition import recognise
from mailer.recognise.threads import Keys, keys_of
from mailer.render.compose import text_part
from mailer.rules.names import SHORTEST_INSIDE, alike
from mailer.rules.names import key as name_key
from mailer.rules.token import Use
from mailer.store.database import Tx
from mailer.store.suppression import BLOCKED

log = structlog.get_logger()

LEASE_SECONDS = 300
"""A claim that nobody settles in this time is free again; a claim taken over is settled by one of the two only."""
MOST_TRIES = 3
"""After so many failures of the road a mail is quarantined (RELIABILITY R-08)."""


MOST_SIMILAR = 5
"""Requests that look like a new one, as the team is shown them."""
NOBODY = 0
"""No person has this number."""
USUAL_ANSWERS = 3
"""Answers a day up to which nobody looks like a machine."""


class Exchanges(TypedDict):
    """The part of a Snapshot about how much passed to and fro."""

    budget: Budget
    earlier: tuple[Earlier, ...]
    said: str
    answered_at: tuple[datetime, ...]


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


def unreadable(failure: Failure, oversize: int) -> Failure:
    """The failure as it counts: of a mail beyond the limit not even the head can be read."""
    return replace(failure, reason="too-big", detail=f"{oversize} bytes", final=True) if oversize else failure


def settle(app: App, row: InboxRow, answer: Reading | Failure) -> None:
    """Give one mail its outcome, in one transaction."""
    if isinstance(answer, Failure):
        _failed(app, row, unreadable(answer, row.oversize))
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
    keys = keys_of(message, row.envelope_recipients, app.border.signing_keys, app.border.prefix)
    mark = fingerprint(message)
    signatures = _signatures(app, row, message)
    with app.database.transaction() as tx:
        if not tx.inbox.still_claimed(row.id):
            return None
        snapshot = take_snapshot(tx, row, message, understanding, keys, mark, now)
        snapshot = replace(
            snapshot,
            signatures=signatures,
            author=_author(tx, message, app.border.own, now),
            votes_nearby=_votes_nearby(tx, message, snapshot, app.policy),
        )
        case = judge_case(app, row, message, understanding, keys, snapshot)
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
    app: App, row: InboxRow, message: Message, understanding: Understanding, keys: Keys, snapshot: Snapshot
) -> Case:
    """Bring together what is known about one mail; pure but for the values that `app` holds."""
    confirmed = row.proof is Proof.GIVEN
    recognition = recognise(message, row.source, keys, snapshot, app.border, confirmed=confirmed)
    request = recognition.thread.request or _confirmed_by(keys, snapshot)
    answers = _answers(app, message, request, snapshot.answered)
    return Case(
        row=row,
        message=message,
        understanding=understanding,
        recognition=recognition,
        snapshot=snapshot,
        policy=app.policy,
        answers=answers,
    )


def _answers(app: App, message: Message, request: RequestView | None, sent: Sent | None) -> Details | None:
    if request is None:
        return None
    return read_answers(message, request.asked, app.words, app.catalog, sent)


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


def take_snapshot(
    tx: Tx,
    row: InboxRow,
    message: Message,
    understanding: Understanding,
    keys: Keys,
    mark: str,
    now: datetime,
) -> Snapshot:
    """Look up everything that judging this mail may need: the only read."""
    threads = tx.tracker.threads(keys.message_ids) if keys.message_ids else {}
    same = _same_wishes(tx, understanding)
    pointed_at = {*keys.numbers, *threads.values()}
    views = tx.tracker.led(pointed_at)
    person = tx.people.find(message.sender.address) if message.sender else None
    near = tx.tracker.led(set(same.values()) - views.keys(), person.id if person else NOBODY)
    seen = {**near, **views}
    snapshot = Snapshot(
        now=now,
        copy_of=tx.inbox.copy_of(row.id, row.sha256, mark),
        requests={n: v for n, v in views.items() if n in pointed_at},
        person=person,
        threads=threads,
        same_wish={at: seen[n] for at, n in same.items() if n in seen},
        similar=_similar(tx, understanding, same),
        answered=_answered(tx, keys),
        bounced=_bounced(tx, message, keys),
        used_tokens=tx.tokens.used([c.token_id for c in keys.own]) if keys.own else frozenset(),
        forgotten=_forgotten(tx, person, keys) if keys.own else frozenset(),
    )
    return _about_sender(tx, snapshot, row, message, keys)


def _votes_nearby(tx: Tx, message: Message, snapshot: Snapshot, policy: Policy) -> dict[int, int]:
    """Votes of the sender's domain within a day, as far as one owner may be behind all of them."""
    domain = canonical(message.sender.address).rpartition("@")[2] if message.sender else ""
    if not policy.votes_a_domain or not snapshot.votable or not domain or domain in policy.public_domains:
        return {}
    return tx.tracker.votes_nearby(snapshot.votable, domain, snapshot.now - timedelta(days=1))


def _answered(tx: Tx, keys: Keys) -> Sent | None:
    """Our mail that this one answers: the newest of those it refers to."""
    if not keys.own:
        return None
    for message_id in keys.message_ids[:2]:
        entry = tx.outbox.by_message_id(message_id)
        if entry and entry.notice:  # an erased or outdated one has no content left
            content = tx.outbox.content(entry.id)
            context = notice_from_json(entry.notice).context
            return Sent(asked=questions_in(context), text=text_part(content[1]) if content else "")
    return None


def _forgotten(tx: Tx, person: Person | None, keys: Keys) -> frozenset[int]:
    """An erased person's tokens still verify, but nobody remembers whom they were sent to (R-98)."""
    named = {claims.number for claims in keys.own}
    return frozenset(named - tx.tracker.met(person.id, named)) if person else frozenset(named)


def _about_sender(tx: Tx, snapshot: Snapshot, row: InboxRow, message: Message, keys: Keys) -> Snapshot:
    if message.sender is None:
        return snapshot
    address, now = message.sender.address, snapshot.now
    suppressed, person = tx.suppressions.blocks(address, now), snapshot.person
    waiting = tx.tracker.unconfirmed_of(person.id) if person else []
    pending = tuple(tx.tracker.views(waiting).values()) if waiting else ()
    mine = tx.tracker.of_person(person.id) if person and _asks_for_all_of_theirs(message) else []
    named = _named(message)
    return replace(
        snapshot,
        named=tuple(tx.tracker.views(named).values()) if named else (),
        mine=_once(tx.tracker.led(mine)) if mine else (),
        pending=pending,
        merged=tx.tracker.views(_brought(person, snapshot)) if person else {},
        pending_inbox=tx.inbox.pending_for(canonical(address)) if pending else (),
        pending_same=_same_as_pending(tx, pending) if keys.bearing(Use.CONFIRM) else {},
        awaiting=tx.inbox.awaiting_proof(canonical(address)) if keys.bearing(Use.CONFIRM) else (),
        suppressed=suppressed is not None,
        blocked=suppressed == BLOCKED,
        **_exchanges(tx, row, address, now),
    )


def _author(tx: Tx, message: Message, own: frozenset[str], now: datetime) -> Author | None:
    """Who wrote what the sender passes on: somebody else, not us, who may be written to."""
    author = message.forwarded.sender if message.forwarded else None
    if author is None or message.sender is None or author.address.lower() in own:
        return None
    address = canonical(author.address)
    if address == canonical(message.sender.address):
        return None
    if tx.suppressions.blocks(author.address, now):
        return None
    person = tx.people.find(author.address)
    waiting = tx.tracker.unconfirmed_of(person.id) if person else []
    return Author(
        address=author,
        pending=tuple(tx.tracker.views(waiting).values()) if waiting else (),
        confirmations_today=_budget(tx, address, now).confirmations_today,
    )


def _once(led: Mapping[int, RequestView]) -> tuple[RequestView, ...]:
    """Each request once, also where several numbers lead to it."""
    return tuple({view.number: view for view in led.values()}.values())


def _brought(person: Person, snapshot: Snapshot) -> set[int]:
    """The merged requests that the person had made."""
    parts = (p for view in snapshot.requests.values() for p in view.participants if p.person.id == person.id)
    return {p.came_with for p in parts if p.came_with}


def _asks_for_all_of_theirs(message: Message) -> bool:
    commands = read_commands(message.new_text, team=False).commands
    return asks_for_news(message.new_text or message.subject) or any(
        c.verb in (Verb.STATUS, Verb.FORGET, Verb.ERASE) for c in commands
    )


def _named(message: Message) -> list[int]:
    """Numbers of the requests that a verb names: `merge INT-4`, `vote INT-7`."""
    commands = read_commands(message.new_text, team=True, fields=True).commands
    named = [c.argument for c in commands if c.verb in (Verb.MERGE, Verb.VOTE, Verb.WATCH) and c.argument]
    return [int(reference.rpartition("-")[2]) for reference in named]


def _exchanges(tx: Tx, row: InboxRow, address: str, now: datetime) -> Exchanges:
    """What passed between us and the sender within a day; the whole of it only where it is more than is usual."""
    day, mailbox = now - timedelta(days=1), canonical(address)
    budget = _budget(tx, mailbox, now)
    if budget.answers_today < USUAL_ANSWERS:
        return {"budget": budget, "earlier": (), "said": "", "answered_at": ()}
    return {
        "budget": replace(budget, remarks_today=tx.tracker.remarks_of(address, day)),
        "earlier": tx.inbox.earlier_of(mailbox, day),
        "said": tx.inbox.beginning(row.id),
        "answered_at": tx.outbox.sent_to(mailbox, day),
    }


def _budget(tx: Tx, address: str, now: datetime) -> Budget:
    sent = tx.outbox.counts_by_kind(address, now - timedelta(days=1), now)
    return Budget(
        answers_today=sum(sent.get(kind.value, 0) for kind in ANSWERS),
        confirmations_today=sent.get(NoticeKind.CONFIRM_SENDER.value, 0),
        held_notes_today=sent.get(NoticeKind.PERSON_WILL_READ.value, 0),
        too_big_today=sent.get(NoticeKind.TOO_BIG.value, 0),
    )


def _same_wishes(tx: Tx, understanding: Understanding) -> dict[int, int]:
    """Position in the mail -> number of the request that already asks for the same integration in the same way."""
    found = {}
    for at, details in enumerate(understanding.requests):
        number = _same_wish(tx, details)
        if number is not None:
            found[at] = number
    return found


def _similar(
    tx: Tx, understanding: Understanding, same: Mapping[int, int]
) -> dict[int, tuple[RequestView, ...]]:
    """Position of a wish that nobody had before -> open requests with a name like it; few, and never certain."""
    found = {}
    for at, details in enumerate(understanding.requests):
        name = details.text(Field.INTEGRATION_NAME)
        if at in same or len(name_key(name)) < SHORTEST_INSIDE:
            continue
        views = tx.tracker.views(tx.tracker.like(details.kind, name_key(name)), NOBODY).values()
        found[at] = tuple(view for view in views if alike(name, view.name))[:MOST_SIMILAR]
    return found


def _same_as_pending(tx: Tx, pending: Sequence[RequestView]) -> dict[int, RequestView]:
    """Number of an unconfirmed request -> the confirmed one that asks for the same, or that the team merged it into."""
    found = {view.number: view.merged_into or _same_wish(tx, view.details) for view in pending}
    views = tx.tracker.led(number for number in found.values() if number)
    return {pending: views[number] for pending, number in found.items() if number}


def _same_wish(tx: Tx, details: Details) -> int | None:
    if details.product:
        return tx.tracker.by_product(details.kind, details.product)
    key = name_key(details.text(Field.INTEGRATION_NAME))
    return tx.tracker.by_name(details.kind, key) if key else None


def _bounced(tx: Tx, message: Message, keys: Keys) -> tuple[str, int | None] | None:
    """The address that our own returned mail was for: by the VERP token, else by our Message-ID in the returned part."""
    if keys.bounce_token:
        person = tx.people.get(keys.bounce_token.number)
        return (person.address, None) if person else None
    if message.delivery and message.delivery.returned_message_id:
        entry = tx.outbox.by_message_id(message.delivery.returned_message_id)
        return (entry.recipient, entry.request_id) if entry else None
    return None


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
