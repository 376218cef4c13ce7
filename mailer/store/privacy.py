"""What is kept about one person: shown to them, and taken out of every table."""

import secrets
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from mailer.model.outbox import OutboxState
from mailer.model.people import PUBLIC_ANONYMOUS, Pace, Part
from mailer.model.request import Field
from mailer.rules.mention import ERASED, MARK, Mention, mention_of
from mailer.store.engines import keep_blobs
from mailer.store.outbox import UNSENT
from mailer.store.schema import (
    CleanJson,
    CleanText,
    attachment,
    attempt,
    blob,
    erasure,
    event,
    field,
    inbox,
    metadata,
    outbox,
    participant,
    person,
    request,
    suppression,
    thread,
)

COUNTED = (Part.REQUESTER.value, Part.VOTER.value)
"""Parts that are votes: they stay, without a name."""
NAMES_NOBODY = (Field.INTEGRATION_NAME.value, Field.CATEGORY.value)
"""What stays of a request that nobody else asks for: which integration it was."""
WITHDRAWN = "withdrawn"
REASON = "erased"

Row = dict[str, Any]


class Privacy:
    """Everything that is kept about one person, by the canonical address."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    # finding

    def _person(self, canonical: str) -> int:
        """Their number; 0, which is nobody's, for a stranger."""
        wanted = sa.select(person.c.id).where(person.c.canonical == canonical)
        return self._connection.execute(wanted).scalar() or 0

    def kept(self, canonical: str) -> dict[str, list[Row]]:
        """Every row that is theirs, table by table, as JSON values; bytes in base64."""
        number = self._person(canonical)
        own = self._own_mails(canonical)
        sent = self._numbers(sa.select(outbox.c.id).where(_theirs(canonical, number)))
        asked = self._requested(number)
        return {
            "person": self._rows(sa.select(person).where(person.c.canonical == canonical)),
            "requests": self._rows(sa.select(request).where(request.c.id.in_(asked))),
            "fields": self._rows(
                sa.select(field).where(sa.or_(field.c.request_id.in_(asked), field.c.inbox_id.in_(own)))
            ),
            "votes_and_offers": self._rows(sa.select(participant).where(participant.c.person_id == number)),
            "timeline": self._rows(sa.select(event).where(_told_by(own, asked))),
            "threads": self._rows(sa.select(thread).where(thread.c.person_id == number)),
            "mails": self._rows(_with_bytes(inbox, inbox.c.sha256).where(inbox.c.id.in_(own))),
            "attachments": self._rows(sa.select(attachment).where(attachment.c.inbox_id.in_(own))),
            "outbox": self._rows(_with_bytes(outbox, outbox.c.content_sha).where(outbox.c.id.in_(sent))),
            "attempts": self._rows(sa.select(attempt).where(attempt.c.outbox_id.in_(sent))),
            "suppressions": self._rows(sa.select(suppression).where(suppression.c.target == canonical)),
        }

    def mails_without_sender(self) -> Iterator[tuple[int, bytes]]:
        """Mails whose author is not on record: what could not be read, or was not read yet."""
        wanted = sa.select(inbox.c.id, blob.c.content).join_from(inbox, blob).where(inbox.c.sender == "")
        return ((r.id, bytes(r.content)) for r in self._connection.execute(wanted))

    def contents_of_others(self, canonical: str) -> Iterator[tuple[str, bytes]]:
        """Every mail that did not come from the person and did not go to them, by its hash."""
        came = sa.select(inbox.c.sha256).where(inbox.c.sender_canonical == canonical)
        went = sa.select(outbox.c.content_sha).where(
            outbox.c.canonical == canonical, outbox.c.content_sha.is_not(None)
        )
        others = sa.select(blob.c.sha256).where(blob.c.sha256.not_in(sa.union(came, went)))
        for digest in self._connection.execute(others).scalars().all():
            content = self._connection.execute(
                sa.select(blob.c.content).where(blob.c.sha256 == digest)
            ).scalar()
            if content:
                yield digest, bytes(content)

    # erasing

    def erase(
        self, mention: Mention, also: Sequence[int], rewritten: Mapping[str, bytes], now: datetime
    ) -> dict[str, int]:
        """Take the person out of every table and return how many rows of each were deleted or changed.

        `also` are mails of theirs whose author is not on record; `rewritten` has the new bytes of other people's mails
        that name them.
        """
        number = self._person(mention.canonical)
        own = [*self._own_mails(mention.canonical), *also]
        counts: dict[str, int] = {}
        self._strip_requests(number, own, counts)
        self._leave_parts(number, counts)
        self._drop_outbox(mention.canonical, number, own, counts)
        self._drop_mails(number, own, counts)
        counts["suppression"] = self._run(
            sa.delete(suppression).where(suppression.c.target == mention.canonical)
        )
        counts["person"] = self._run(sa.update(person).where(person.c.id == number).values(**_nobody()))
        self._rewrite(rewritten, counts)
        counts["blob"] = self._drop_loose_blobs()
        for table in metadata.sorted_tables:
            counts[table.name] = counts.get(table.name, 0) + self._scrub(table, mention)
        self._remember(counts, now)
        return {name: count for name, count in counts.items() if count}

    def mentions(self, mention: Mention) -> dict[str, int]:
        """Rows that still name the person, by table."""
        alone = mention_of(mention.canonical)
        found = {table.name: len(self._named(table, alone)) for table in metadata.sorted_tables}
        return {name: count for name, count in found.items() if count}

    def erasures(self) -> list[Row]:
        """When somebody was erased and how many rows that took; not who."""
        return self._rows(sa.select(erasure).order_by(erasure.c.id))

    def _strip_requests(self, number: int, own: Sequence[int], counts: dict[str, int]) -> None:
        """Their words go; what others depend on stays as values without evidence."""
        asked = self._requested(number)
        alone = [one for one in asked if not self._others_ask(one, number)]
        gone = self._run(
            sa.delete(field).where(
                sa.or_(
                    sa.and_(field.c.request_id.in_(asked), field.c.current.is_(False)),
                    sa.and_(field.c.request_id.in_(alone), field.c.name.not_in(NAMES_NOBODY)),
                )
            )
        )
        bare = sa.update(field).where(sa.or_(field.c.request_id.in_(asked), field.c.inbox_id.in_(own)))
        counts["field"] = gone + self._run(bare.values(evidence="", actor=PUBLIC_ANONYMOUS, inbox_id=None))
        told = sa.update(event).where(_told_by(own, asked))
        counts["event"] = self._run(
            told.values(text=ERASED, actor=PUBLIC_ANONYMOUS, old=None, new=None, inbox_id=None)
        )
        counts["request"] = self._run(
            sa.update(request)
            .where(request.c.id.in_(asked), request.c.confirmed.is_(False))
            .values(closed_by=WITHDRAWN)
        )
        self._run(sa.update(request).where(request.c.id.in_(alone)).values(gist=""))

    def _others_ask(self, request_id: int, number: int) -> bool:
        wanted = sa.select(participant.c.id).where(
            participant.c.request_id == request_id,
            participant.c.person_id != number,
            participant.c.part.in_(COUNTED),
            participant.c.removed_at.is_(None),
        )
        return self._connection.execute(wanted.limit(1)).first() is not None

    def _leave_parts(self, number: int, counts: dict[str, int]) -> None:
        """Votes stay and count; offers, watching, reasons and subjects go."""
        theirs = participant.c.person_id == number
        gone = sa.or_(participant.c.part.not_in(COUNTED), participant.c.removed_at.is_not(None))
        counts["participant"] = self._run(sa.delete(participant).where(theirs, gone))
        counts["participant"] += self._run(
            sa.update(participant).where(theirs).values(reason="", subject="", muted=True)
        )

    def _drop_outbox(self, canonical: str, number: int, own: Sequence[int], counts: dict[str, int]) -> None:
        """What went to them goes; what their mails made us write to others loses its content."""
        sent = self._numbers(sa.select(outbox.c.id).where(_theirs(canonical, number)))
        ids = sa.select(outbox.c.message_id).where(outbox.c.id.in_(sent))
        counts["thread"] = self._run(sa.delete(thread).where(thread.c.message_id.in_(ids)))
        counts["attempt"] = self._run(sa.delete(attempt).where(attempt.c.outbox_id.in_(sent)))
        counts["outbox"] = self._run(sa.delete(outbox).where(outbox.c.id.in_(sent)))
        of_others = sa.update(outbox).where(outbox.c.inbox_id.in_(own))
        counts["outbox"] += self._run(of_others.values(**_emptied(), inbox_id=None, key=None))

    def _drop_mails(self, number: int, own: Sequence[int], counts: dict[str, int]) -> None:
        ids = sa.select(inbox.c.message_id).where(inbox.c.id.in_(own), inbox.c.message_id != "")
        theirs = sa.or_(thread.c.person_id == number, thread.c.message_id.in_(ids))
        counts["thread"] += self._run(sa.delete(thread).where(theirs))
        counts["attachment"] = self._run(sa.delete(attachment).where(attachment.c.inbox_id.in_(own)))
        for table in (field, event, request):
            self._run(sa.update(table).where(table.c.inbox_id.in_(own)).values(inbox_id=None))
        counts["inbox"] = self._run(sa.delete(inbox).where(inbox.c.id.in_(own)))

    def _rewrite(self, rewritten: Mapping[str, bytes], counts: dict[str, int]) -> None:
        """Mails that came from others keep what does not name them; what we sent to others and names them goes."""
        for digest, content in rewritten.items():
            if self._numbers(sa.select(inbox.c.id).where(inbox.c.sha256 == digest)):
                (kept,) = keep_blobs(self._connection, [content])
                counts["inbox"] += self._run(
                    sa.update(inbox).where(inbox.c.sha256 == digest).values(sha256=kept)
                )
            emptied = sa.update(outbox).where(outbox.c.content_sha == digest).values(**_emptied())
            counts["outbox"] += self._run(emptied)

    def _drop_loose_blobs(self) -> int:
        used = sa.union(
            sa.select(inbox.c.sha256),
            sa.select(outbox.c.content_sha).where(outbox.c.content_sha.is_not(None)),
        )
        return self._run(sa.delete(blob).where(blob.c.sha256.not_in(used)))

    def _scrub(self, table: sa.Table, mention: Mention) -> int:
        """Replace every mention in the table's texts, whatever the table is for."""
        if table is person:
            mention = mention_of(mention.canonical)  # others may bear the same name
        found = self._named(table, mention)
        for row in found:
            where = [c == row[c.name] for c in table.primary_key]
            cleaned = {c.name: mention.erased(row[c.name]) for c in _texts(table) if row[c.name]}
            values = {table.c[name]: sa.type_coerce(text, sa.Text) for name, text in cleaned.items()}
            self._run(sa.update(table).where(*where).values(values))
        return len(found)

    def _named(self, table: sa.Table, mention: Mention) -> list[Row]:
        columns = _texts(table)
        if not columns:
            return []
        keys = [c for c in table.primary_key if c not in columns]
        plain = [sa.type_coerce(c, sa.Text).label(c.name) for c in columns]
        hints = [
            sa.type_coerce(c, sa.Text).icontains(d, autoescape=True) for c in columns for d in mention.hints
        ]
        rows = self._connection.execute(sa.select(*keys, *plain).where(sa.or_(*hints)))
        return [
            dict(r._mapping)
            for r in rows
            if any(mention.text.search(r._mapping[c.name] or "") for c in columns)
        ]

    def _remember(self, counts: Mapping[str, int], now: datetime) -> None:
        """That it took place, without the address; and that nothing is ever sent to what stands in its place."""
        self._run(sa.insert(erasure).values(at=now, counts={k: v for k, v in counts.items() if v}))
        target = "@" + MARK
        if not self._numbers(sa.select(suppression.c.id).where(suppression.c.target == target)):
            row = {"target": target, "reason": REASON, "score": 100, "created_at": now}
            self._run(sa.insert(suppression).values(**row))

    # pieces

    def _requested(self, number: int) -> list[int]:
        return self._numbers(
            sa.select(participant.c.request_id)
            .where(participant.c.person_id == number, participant.c.part == Part.REQUESTER.value)
            .distinct()
        )

    def _own_mails(self, canonical: str) -> list[int]:
        return self._numbers(sa.select(inbox.c.id).where(inbox.c.sender_canonical == canonical))

    def _numbers(self, wanted: sa.Select[Any]) -> list[int]:
        return [int(n) for n in self._connection.execute(wanted).scalars()]

    def _run(self, statement: sa.Executable) -> int:
        return int(self._connection.execute(statement).rowcount)

    def _rows(self, wanted: sa.Select[Any]) -> list[Row]:
        found = self._connection.execute(wanted)
        return [{name: _plain(value) for name, value in row._mapping.items()} for row in found]


def _theirs(canonical: str, number: int) -> sa.ColumnElement[bool]:
    return sa.or_(outbox.c.canonical == canonical, outbox.c.person_id == number)


def _told_by(own: Sequence[int], asked: Sequence[int]) -> sa.ColumnElement[bool]:
    """Lines of the timeline that their mails made, or that they spoke as the requester."""
    spoke = sa.and_(event.c.request_id.in_(asked), event.c.actor == Part.REQUESTER.value)
    return sa.or_(event.c.inbox_id.in_(own), spoke)


def _with_bytes(table: sa.Table, digest: sa.Column[Any]) -> sa.Select[Any]:
    return sa.select(table, blob.c.content).join_from(table, blob, digest == blob.c.sha256, isouter=True)


def _emptied() -> dict[str, Any]:
    """A notice to somebody else without its content; one that was not sent is not sent any more."""
    state = sa.case((outbox.c.state.in_(UNSENT), OutboxState.CANCELLED.value), else_=outbox.c.state)
    return {"notice": "", "content_sha": None, "state": state}


def _nobody() -> dict[str, Any]:
    """What a person's row becomes: still one voice, but nobody's."""
    stand_in = f"{secrets.token_hex(8)}@{MARK}"
    return {
        "canonical": stand_in,
        "address": stand_in,
        "name": PUBLIC_ANONYMOUS,
        "credit": "",
        "language": "en",
        "pace": Pace.NOTHING.value,
        "show_name": False,
        "forget_since": None,
    }


def _texts(table: sa.Table) -> list[sa.Column[Any]]:
    return [c for c in table.columns if isinstance(c.type, CleanText | CleanJson)]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return b64encode(value).decode() if isinstance(value, bytes) else value


def tombstone(digest: str) -> bytes:
    """What stands in the place of somebody else's mail that names an erased person inside an encoded part."""
    mark = sha256(digest.encode()).hexdigest()[:16]
    return f"Subject: {ERASED}\r\nX-Erased: {mark}\r\n\r\nThis mail named a person whose data was erased.\r\n".encode()
