"""What judging one mail needs to know, looked up in its transaction: its sender's past, its conversation, the same wishes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict

from mailer.decide.policy import Policy
from mailer.model.contexts import questions_in
from mailer.model.inbox import InboxRow
from mailer.model.message import Address, Message
from mailer.model.notice import ANSWERS, CONFIRMATIONS, CONTENT_FREE, NoticeKind, notice_from_json
from mailer.model.people import Pace, Person, canonical
from mailer.model.request import Details, Field, Kind, Understanding
from mailer.model.snapshot import Author, Budget, Earlier, InCopy, RequestView, Sent, Snapshot
from mailer.recognise.mailboxes import author_passed_on, persons_beside
from mailer.recognise.news import asks_for_news
from mailer.recognise.threads import Keys
from mailer.recognise.verbs import NAMING, Orders, Verb
from mailer.render.compose import text_part
from mailer.rules import wishes
from mailer.rules.names import SHORTEST_INSIDE, alike
from mailer.rules.names import key as name_key
from mailer.rules.token import Use
from mailer.store.database import Tx
from mailer.store.suppression import BLOCKED
from mailer.store.views import NOBODY

MOST_SIMILAR = 5
"""Requests that look like a new one, as the team is shown them."""
OF_ANYBODY = frozenset({Verb.VOTE, Verb.UNVOTE, Verb.WATCH, Verb.STATUS})
"""Verbs that may name a request in which their author takes no part."""
MOST_IMPROVEMENTS = 50
"""Improvements of one product, the newest, among which the same one is sought."""
USUAL_ANSWERS = 3
"""Answers a day up to which nobody looks like a machine."""


class Exchanges(TypedDict):
    """The part of a Snapshot about how much passed to and fro."""

    budget: Budget
    earlier: tuple[Earlier, ...]
    said: str
    answered_at: tuple[datetime, ...]


def take_snapshot(
    tx: Tx,
    row: InboxRow,
    message: Message,
    understanding: Understanding,
    keys: Keys,
    mark: str,
    orders: Orders,
    now: datetime,
) -> Snapshot:
    """Look up what judging this mail, which gives these `orders`, needs to know of the tracker."""
    threads = tx.tracker.threads(keys.message_ids) if keys.message_ids else {}
    same = _same_wishes(tx, understanding)
    answered = _answered(tx, keys)
    pointed_at = {*keys.numbers, *threads.values(), *(answered.shown.values() if answered else ())}
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
        offered=_offered(tx, keys, views),
        answered=answered,
        bounced=_bounced(tx, message, keys),
        used_tokens=tx.tokens.used([c.token_id for c in keys.own]) if keys.own else frozenset(),
        forgotten=_forgotten(tx, person, keys) if keys.own else frozenset(),
    )
    return _about_sender(tx, snapshot, row, message, keys, orders)


def votes_nearby(tx: Tx, message: Message, snapshot: Snapshot, policy: Policy) -> dict[int, int]:
    """Votes of the sender's domain within a day, as far as one owner may be behind all of them; of requests with so many
    votes at all that it may have used its own up."""
    full = [number for number, view in snapshot.votable.items() if view.votes >= policy.votes_a_domain]
    if not policy.votes_a_domain or not full or message.sender is None:
        return {}
    if not policy.domains.organisation(message.sender.address):
        return {}
    domain = canonical(message.sender.address).rpartition("@")[2]
    return tx.tracker.votes_nearby(full, domain, snapshot.now - timedelta(days=1))


def _answered(tx: Tx, keys: Keys) -> Sent | None:
    """Our mail that this one answers: the newest of those it refers to."""
    if not keys.own and not keys.shared:
        return None
    for message_id in keys.message_ids[:2]:
        entry = tx.outbox.by_message_id(message_id)
        if entry and entry.notice:  # an erased or outdated one has no content left
            content = tx.outbox.content(entry.id)
            shown = questions_in(notice_from_json(entry.notice).context)
            names = [name for _, name, _ in shown]
            return Sent(
                asked=tuple(field for _, _, asked in shown for field in asked),
                about=tuple(number_in(ref) for ref, _, asked in shown if ref for _ in asked),
                shown={ref: number_in(ref) for ref, _, _ in shown if ref},
                names={name: ref for ref, name, _ in shown if name and names.count(name) == 1},
                text=text_part(content[1]) if content else "",
            )
    return None


def number_in(ref: str) -> int:
    """7 of `INT-7`."""
    return int(ref.rpartition("-")[2])


def _forgotten(tx: Tx, person: Person | None, keys: Keys) -> frozenset[int]:
    """An erased person's tokens still verify, but nobody remembers whom they were sent to (R-98)."""
    named = {claims.number for claims in keys.own}
    return frozenset(named - tx.tracker.met(person.id, named)) if person else frozenset(named)


def _about_sender(
    tx: Tx, snapshot: Snapshot, row: InboxRow, message: Message, keys: Keys, orders: Orders
) -> Snapshot:
    if message.sender is None:
        return snapshot
    address, now = message.sender.address, snapshot.now
    suppressed, person = tx.suppressions.blocks(address, now), snapshot.person
    waiting = tx.tracker.unconfirmed_of(person.id) if person else []
    pending = tuple(tx.tracker.views(waiting).values()) if waiting else ()
    mine = tx.tracker.of_person(person.id) if person and _asks_for_all_of_theirs(message, orders) else []
    named = _named(orders)
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


def authors_of(
    tx: Tx, message: Message, understanding: Understanding, own: frozenset[str], now: datetime
) -> dict[int, Author]:
    """Position of a wish -> who wrote the mail that is passed on for it."""
    mails = {wanted.mail: _author(tx, message, wanted.mail, own, now) for wanted in understanding.requests}
    wrote = ((at, mails[wanted.mail]) for at, wanted in enumerate(understanding.requests))
    return {at: author for at, author in wrote if author}


def _author(tx: Tx, message: Message, mail: int, own: frozenset[str], now: datetime) -> Author | None:
    """Somebody else, not us, who may be written to."""
    author = author_passed_on(message, own, mail)
    if author is None or tx.suppressions.blocks(author.address, now):
        return None
    address = canonical(author.address)
    person = tx.people.find(author.address)
    waiting = tx.tracker.unconfirmed_of(person.id) if person else []
    return Author(
        address=author,
        pending=tuple(tx.tracker.views(waiting).values()) if waiting else (),
        confirmations_today=_budget(tx, address, now).confirmations_today,
    )


def in_copy_of(tx: Tx, snapshot: Snapshot, message: Message, own: frozenset[str], policy: Policy) -> Snapshot:
    """With the people whom the mail went to beside us, where they are few enough to be asked."""
    ours = {canonical(address) for address in own} | policy.team
    notified = {canonical(policy.told_of_new.address)} if policy.told_of_new else set()
    persons = persons_beside(message, ours | notified)
    few = persons if len(persons) <= policy.offers_a_mail else ()
    known = [view.number for view in snapshot.votable.values()]
    found = (_in_copy(tx, person, known, policy, snapshot.now) for person in few)
    return replace(snapshot, beside=len(persons), in_copy=tuple(filter(None, found)))


def _in_copy(tx: Tx, address: Address, known: Sequence[int], policy: Policy, now: datetime) -> InCopy | None:
    """None for whom nothing may be sent to, or nothing more today."""
    person = tx.people.find(address.address)
    if tx.suppressions.blocks(address.address, now) or (person and person.pace is Pace.NOTHING):
        return None
    sent = tx.outbox.counts_by_kind(canonical(address.address), now - timedelta(days=1), now)
    if sum(sent.get(kind.value, 0) for kind in CONTENT_FREE) >= policy.confirmations_a_day:
        return None
    return InCopy(address=address, told=tx.tracker.met(person.id, known) if person else frozenset())


def _offered(tx: Tx, keys: Keys, requests: Mapping[int, RequestView]) -> tuple[RequestView, ...]:
    """What our offer was about: the request that its token names, and what was asked for in the same mail."""
    claims = keys.bearing(Use.WATCH)
    view = requests.get(claims.number) if claims else None
    if view is None:
        return ()
    entries = (tx.outbox.by_message_id(message_id) for message_id in keys.message_ids[:2])
    asked_in = next((e.inbox_id for e in entries if e and e.kind == NoticeKind.WATCH_OFFER), None)
    beside = tx.tracker.touched_by(asked_in) if asked_in else frozenset()
    views = _once({view.number: view} | tx.tracker.led(beside - {view.number}))
    return tuple(one for one in views if one.confirmed)


def _once(led: Mapping[int, RequestView]) -> tuple[RequestView, ...]:
    """Each request once, also where several numbers lead to it."""
    return tuple({view.number: view for view in led.values()}.values())


def _brought(person: Person, snapshot: Snapshot) -> set[int]:
    """The merged requests that the person had made."""
    parts = (p for view in snapshot.requests.values() for p in view.participants if p.person.id == person.id)
    return {p.came_with for p in parts if p.came_with}


def _asks_for_all_of_theirs(message: Message, orders: Orders) -> bool:
    """Also where a verb names one of them."""
    return asks_for_news(message.new_text or message.subject) or any(
        c.verb in (Verb.STATUS, Verb.FORGET, Verb.ERASE) or (c.argument and c.verb in NAMING)
        for c in orders.commands
    )


def _named(orders: Orders) -> list[int]:
    """Numbers of the requests that a verb names: `vote INT-7`."""
    named = {c.argument: None for c in orders.commands if c.verb in OF_ANYBODY and c.argument and not c.named}
    return [number_in(ref) for ref in named]


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
        confirmations_today=sum(sent.get(kind.value, 0) for kind in CONFIRMATIONS),
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
    """Position of a wish that nobody had before -> open requests with a name like it, other improvements of the same
    product among them; few, and never certain."""
    found = {}
    for at, details in enumerate(understanding.requests):
        name = details.text(Field.INTEGRATION_NAME)
        if at in same or len(name_key(name)) < SHORTEST_INSIDE:
            continue
        near = tx.tracker.views(tx.tracker.like(details.kind, name_key(name)), NOBODY).values()
        numbers = [view.number for view in near if alike(name, view.name)]
        found[at] = tuple(tx.tracker.views(numbers[:MOST_SIMILAR]).values())
    return found


def _same_as_pending(tx: Tx, pending: Sequence[RequestView]) -> dict[int, RequestView]:
    """Number of an unconfirmed request -> the confirmed one that asks for the same, or that the team merged it into."""
    found = {view.number: view.merged_into or _same_wish(tx, view.details) for view in pending}
    views = tx.tracker.led(number for number in found.values() if number)
    return {pending: views[number] for pending, number in found.items() if number}


def _same_wish(tx: Tx, details: Details) -> int | None:
    """The request that asks for the same already: of a product's improvements the one that is alike."""
    key = name_key(details.text(Field.INTEGRATION_NAME))
    if details.kind is Kind.ENHANCEMENT:
        views = tx.tracker.views(tx.tracker.improvements(details.product, key, MOST_IMPROVEMENTS), NOBODY)
        return next((n for n, view in views.items() if wishes.alike(details.gist, view.gist)), None)
    if details.product:
        return tx.tracker.by_product(details.kind, details.product)
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
