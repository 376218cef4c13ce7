"""What people look at: requests, mails and sendings as plain JSON values, each from one reading transaction."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from mailer.flows.app import App
from mailer.flows.updates import view_of
from mailer.model.decision import Existing, ref_of
from mailer.model.evaluation import Score, Share
from mailer.model.inbox import InboxRow, InboxState
from mailer.model.outbox import OutboxEntry, OutboxState
from mailer.model.people import ASKING, Part, Participant, canonical
from mailer.model.request import Field
from mailer.model.snapshot import RequestView
from mailer.model.status import Status
from mailer.rules.evaluation import evaluate
from mailer.rules.organisations import asking
from mailer.store.database import Tx

Json = dict[str, Any]

PAGE = 500
"""Lines that one reading of a list takes."""


def requests(app: App, *, status: Status | None = None, search: str = "") -> Iterator[Json]:
    """The tracker's requests, newest first."""

    def page(tx: Tx, below: int | None) -> list[tuple[int, Json]]:
        views = tx.tracker.listed(status=status, search=search or None, below=below, limit=PAGE)
        return [(view.number, _line(app, view)) for view in views]

    return _all(app, page)


def _all(app: App, page: Callable[[Tx, int | None], list[tuple[int, Json]]]) -> Iterator[Json]:
    """Page after page, each by its own reading, until one is empty: a list is as long as it is."""
    below: int | None = None
    while True:
        with app.database.reading() as tx:
            found = page(tx, below)
        if not found:
            return
        yield from (line for _, line in found)
        below = found[-1][0]


def request(app: App, number: int) -> Json:
    """One request with everything about it (CONTRACT: `mailer show REF --json`)."""
    with app.database.reading() as tx:
        view = view_of(tx, number, app.policy.prefix)
        timeline, mails = tx.tracker.timeline(number), tx.tracker.mails(number)
        marks = tx.scores.of([number]).get(number, [])
    return {
        **_line(app, view),
        "confirmed": view.confirmed,
        "fields": {name.value: _field(view, name) for name in Field if name in view.fields},
        "missing": [name.value for name in view.missing],
        "people": _people(view),
        "score": _score(evaluate(marks, view.votes, app.policy.weights)),
        "imported": view.imported,
        "votes_by_domain": _votes_by_domain(view),
        "merged": [ref_of(Existing(number=number), app.policy.prefix) for number in view.members],
        "assigned_to": view.assigned_to or None,
        "timeline": timeline,
        "mails": mails,
    }


def ranking(app: App) -> list[Json]:
    """The requests that wait for a decision or for their release, the best score first; of equals the more wanted."""
    with app.database.reading() as tx:
        views = [view for view in tx.tracker.listed() if view.open and view.confirmed]
        marks = tx.scores.of([view.number for view in views])
    scored = [(evaluate(marks.get(v.number, []), v.votes, app.policy.weights), v) for v in views]
    scored.sort(key=lambda pair: (-pair[0].total, -pair[1].votes, pair[1].number))
    return [{"rank": at, **_line(app, v), "score": _score(s)} for at, (s, v) in enumerate(scored, 1)]


def _score(score: Score) -> Json:
    return {
        "total": score.total,
        "missing": [criterion.value for criterion in score.missing],
        "parts": {part.criterion.value: _share(part) for part in score.parts},
    }


def _share(part: Share) -> Json:
    marks = [{"actor": m.actor, "mark": m.mark, "note": m.note, "at": m.at.isoformat()} for m in part.marks]
    return {"value": part.value, "weight": part.weight, "marks": marks}


def _votes_by_domain(view: RequestView) -> Json:
    """Who asks, by domain, the most first: what a vote weighs is seen at a glance (RELIABILITY R-84)."""
    asking = {p.person.id: canonical(p.person.address) for p in view.participants if p.part in ASKING}
    return dict(Counter(address.rpartition("@")[2] for address in asking.values()).most_common())


def _line(app: App, view: RequestView) -> Json:
    requester = view.requester
    return {
        "ref": view.ref,
        "kind": view.kind.value,
        "status": view.status.value,
        "closed_by": view.closed_by or None,
        "release": view.release or None,
        "name": view.name or None,
        "category": view.details.text(Field.CATEGORY) or None,
        "votes": view.votes,
        "organisations": asking(view, app.policy.domains),
        "requester": str(_address(requester.name, requester.address)) if requester else None,
        "created_at": view.created_at.isoformat(),
        "confirmed": view.confirmed,
    }


def _address(name: str, address: str) -> str:
    return f"{name} <{address}>" if name else address


def _field(view: RequestView, name: Field) -> Json:
    value = view.fields[name]
    return {
        "value": list(value.items) if name.is_list else value.text,
        "text": value.evidence.text,
        "where": value.evidence.where,
        "confidence": value.evidence.confidence,
    }


def _people(view: RequestView) -> Json:
    by_part = {part: [p for p in view.participants if p.part is part] for part in Part}
    requester = by_part[Part.REQUESTER]
    return {
        "requester": _person(requester[0]) if requester else None,
        "voters": [_person(p) for p in by_part[Part.VOTER]],
        "champions": [
            {
                **_person(p),
                "role": p.role.value if p.role else None,
                "state": p.state.value if p.state else None,
            }
            for p in by_part[Part.CHAMPION]
        ],
        "watchers": [_person(p) for p in by_part[Part.WATCHER]],
    }


def _person(participant: Participant) -> Json:
    person = participant.person
    return {
        "name": person.name,
        "address": person.address,
        "since": participant.since.isoformat(),
        "reason": participant.reason,
    }


def inbox(app: App, *, state: InboxState | None = None) -> Iterator[Json]:
    """What became of every mail, newest first."""

    def page(tx: Tx, below: int | None) -> list[tuple[int, Json]]:
        return [(row.id, mail(row)) for row in tx.inbox.listed(state=state, below=below, limit=PAGE)]

    return _all(app, page)


def mail(row: InboxRow) -> Json:
    """One mail's fate."""
    return {
        "id": row.id,
        "source": row.source,
        "account": row.account,
        "received_at": row.received_at.isoformat(),
        "from": row.sender or None,
        "subject": row.subject or None,
        "message_id": row.message_id or None,
        "size": row.size,
        "sha256": row.sha256,
        "state": row.state.value,
        "outcome": row.outcome.value if row.outcome else None,
        "because": row.because,
        "effects": list(row.effects),
        "attempts": row.attempts,
    }


def outbox(app: App, *, state: OutboxState | None = None) -> Iterator[Json]:
    """What was sent or will be, newest first, with every attempt."""

    def page(tx: Tx, below: int | None) -> list[tuple[int, Json]]:
        entries = tx.outbox.listed(state=state, below=below, limit=PAGE)
        attempts = tx.outbox.attempts_of([entry.id for entry in entries])
        return [(entry.id, _sending(entry, attempts.get(entry.id, []))) for entry in entries]

    return _all(app, page)


def _sending(entry: OutboxEntry, attempts: list[Json]) -> Json:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "to": entry.recipient,
        "state": entry.state.value,
        "message_id": entry.message_id,
        "batch": entry.batch if entry.state is OutboxState.WAITING else None,
        "not_before": entry.not_before.isoformat(),
        "sent_at": entry.sent_at.isoformat() if entry.sent_at else None,
        "last_error": entry.last_error or None,
        "attempts": attempts,
    }
