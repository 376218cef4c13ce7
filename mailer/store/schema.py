"""The tables. A change here comes with a migration; a test holds the two together."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

NUL_IN_JSON = "\\u0000"
"""As JSON writes it (or a backslash before such letters, which cleaning then leaves alone)."""

NEWEST = "0010"
"""The migration that makes these tables; a database at it needs no look at the migrations, which take long to load."""
_version = sa.table("alembic_version", sa.column("version_num", sa.String))


def is_newest(connection: sa.Connection) -> bool:
    """Whether the database has exactly these tables."""
    there = sa.inspect(connection).has_table(_version.name)
    return there and connection.scalar(sa.select(_version.c.version_num)) == NEWEST


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Utc(sa.TypeDecorator[datetime]):
    """An aware UTC time; SQLite keeps it without a zone, PostgreSQL as timestamptz."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if not isinstance(value, datetime):
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def clean(text: str) -> str:
    """`text` as both engines can store it: no NUL (PostgreSQL refuses it), no lone surrogates (both do)."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def clean_json(value: Any) -> Any:
    """`value` (JSON) with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {clean(key): clean_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean_json(inner) for inner in value]
    return value


class CleanText(sa.TypeDecorator[str]):
    """Text that was cleaned at the door."""

    impl = sa.Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Given straight to the engine, without the base class's wrapper: a mail binds a hundred texts."""
        return _clean_or_none


def _clean_or_none(text: str | None) -> str | None:
    return None if text is None else clean(text)


class CleanJson(sa.TypeDecorator[Any]):
    """JSON as text, the same bytes on both engines."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if NUL_IN_JSON in text:
            text = json.dumps(clean_json(value), ensure_ascii=False, separators=(",", ":"))
        return clean(text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


# SQLite gives out row numbers only for INTEGER keys, and 32 bits are not for ever on PostgreSQL
_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key() -> sa.Column[int]:
    return sa.Column("id", _Id, primary_key=True, autoincrement=True)


def _refers(name: str, table: str, *, null: bool = False, index: bool = True) -> sa.Column[int]:
    return sa.Column(name, _Id, sa.ForeignKey(f"{table}.id"), nullable=null, index=index)


def _text(name: str, *, null: bool = False, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, CleanText, nullable=null, index=index, server_default=None if null else "")


def _time(name: str, *, null: bool = False, index: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, Utc, nullable=null, index=index)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False)


blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
)

inbox = sa.Table(
    "inbox",
    metadata,
    _key(),
    _text("source"),
    _text("account"),
    sa.Column("uidvalidity", sa.BigInteger, nullable=False),
    sa.Column("uid", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("blob.sha256"), nullable=False, index=True),
    sa.Column("size", sa.Integer, nullable=False),
    _time("received_at"),
    _text("envelope_sender"),
    sa.Column("envelope_recipients", CleanJson, nullable=False),
    _flag("answer"),
    sa.Column("oversize", sa.BigInteger, nullable=False),
    _text("state"),
    _text("outcome", null=True),
    _text("because"),
    sa.Column("effects", CleanJson, nullable=False),
    _text("message_id", index=True),
    _text("sender"),
    _text("sender_canonical", index=True),
    _text("subject"),
    _text("fingerprint", index=True),
    sa.Column("proof", sa.Text, nullable=False, server_default=""),
    _number("attempts"),
    _time("lease_until", null=True),
    _time("decided_at", null=True),
    sa.UniqueConstraint("account", "uidvalidity", "uid", "sha256", name="uq_inbox_delivery"),
    sa.Index("ix_inbox_state_id", "state", "id"),
    sa.Index(
        "ix_inbox_waiting",
        "envelope_sender",
        "id",
        sqlite_where=sa.text("state = 'received'"),
        postgresql_where=sa.text("state = 'received'"),
    ),
)

person = sa.Table(
    "person",
    metadata,
    _key(),
    sa.Column("canonical", CleanText, nullable=False, unique=True),
    _text("address"),
    _text("name"),
    _text("language"),
    _text("pace"),
    _flag("show_name"),
    _text("credit"),
    _time("created_at"),
    _time("forget_since", null=True),
)

request = sa.Table(
    "request",
    metadata,
    _key(),
    _text("kind"),
    _text("status", index=True),
    _text("closed_by"),
    _text("release"),
    _text("explanation"),
    _flag("confirmed"),
    _text("product", index=True),
    _text("name_key", index=True),
    _text("gist"),
    _text("language"),
    _text("assigned_to"),
    sa.Column("asked", CleanJson, nullable=False),
    _number("rounds"),
    _number("imported"),
    _refers("merged_into", "request", null=True),
    _refers("inbox_id", "inbox", null=True),
    _time("created_at"),
    _time("updated_at"),
)

field = sa.Table(
    "field",
    metadata,
    _key(),
    _refers("request_id", "request", index=False),
    _text("name"),
    sa.Column("items", CleanJson, nullable=False),
    _text("evidence"),
    _text("place"),
    sa.Column("confidence", sa.Float, nullable=False),
    _text("actor"),
    _refers("inbox_id", "inbox", null=True),
    _time("at"),
    _flag("current"),
    sa.Index("ix_field_request_current", "request_id", "current"),
)

participant = sa.Table(
    "participant",
    metadata,
    _key(),
    _refers("request_id", "request"),
    _refers("person_id", "person"),
    _text("part"),
    _text("role"),
    _text("state"),
    _text("reason"),
    _text("subject"),
    _flag("muted"),
    _text("pace"),
    _number("asks"),
    _time("asked_at", null=True),
    _time("since"),
    _time("removed_at", null=True),
)

event = sa.Table(
    "event",
    metadata,
    _key(),
    _refers("request_id", "request"),
    _time("at"),
    _text("actor"),
    _text("what"),
    _text("text"),
    sa.Column("old", CleanJson),
    sa.Column("new", CleanJson),
    _refers("inbox_id", "inbox", null=True),
)

thread = sa.Table(
    "thread",
    metadata,
    _key(),
    _text("message_id", index=True),
    _refers("request_id", "request"),
    _refers("person_id", "person", null=True, index=False),
    _flag("incoming"),
    _time("at"),
)

score = sa.Table(
    "score",
    metadata,
    _key(),
    _refers("request_id", "request"),
    _text("criterion"),
    sa.Column("mark", sa.Integer, nullable=False),
    _text("note"),
    _text("actor"),
    _time("at"),
)

attachment = sa.Table(
    "attachment",
    metadata,
    _key(),
    _refers("inbox_id", "inbox"),
    _refers("request_id", "request"),
    _text("filename"),
    _text("content_type"),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    _key(),
    sa.Column("key", CleanText, unique=True),
    _text("kind"),
    _text("recipient"),
    sa.Column("canonical", CleanText, nullable=False),
    _refers("person_id", "person", null=True, index=False),
    _refers("request_id", "request", null=True, index=False),
    _refers("inbox_id", "inbox", null=True),
    _text("notice"),
    sa.Column("message_id", CleanText, nullable=False, unique=True),
    _time("not_before"),
    _text("state"),
    _text("batch"),
    sa.Column("content_sha", sa.String(64), sa.ForeignKey("blob.sha256"), index=True),
    _text("envelope_sender"),
    _time("created_at"),
    _time("first_try", null=True),
    _time("sent_at", null=True),
    _number("attempts"),
    _time("lease_until", null=True),
    _text("last_error"),
    sa.Index("ix_outbox_conversation", "request_id", "person_id"),
    sa.Index("ix_outbox_state_not_before", "state", "not_before"),
    sa.Index("ix_outbox_canonical_created", "canonical", "created_at"),
    sa.Index("ix_outbox_kind_sent", "kind", "sent_at"),
)

attempt = sa.Table(
    "attempt",
    metadata,
    _key(),
    _refers("outbox_id", "outbox"),
    _time("at"),
    _text("result"),
    _text("reply"),
)

suppression = sa.Table(
    "suppression",
    metadata,
    _key(),
    sa.Column("target", CleanText, nullable=False, unique=True),
    _text("reason"),
    sa.Column("score", sa.Integer, nullable=False),
    _time("created_at"),
    _time("expires_at", null=True),
)

token_used = sa.Table(
    "token_used", metadata, sa.Column("token_id", sa.String(64), primary_key=True), _time("at")
)

setting = sa.Table(
    "setting", metadata, sa.Column("name", sa.String(100), primary_key=True), sa.Column("value", CleanJson)
)

erasure = sa.Table("erasure", metadata, _key(), _time("at"), sa.Column("counts", CleanJson, nullable=False))
"""That somebody was erased and how many rows that took; not who."""
