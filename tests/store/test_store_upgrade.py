"""G21, R-17: a database that an earlier version made and filled opens, with everything that was in it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from mailer.store.database import Database
from mailer.store.schema import NEWEST
from mailer.store.schema_version import alembic_config

FIRST = "0001"
AT = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def test_a_filled_database_of_every_earlier_schema_is_upgraded_with_all_its_rows(empty_url: str) -> None:
    """A row in every table of the first schema; step by step to the newest, not one is lost and none changes."""
    engine = sa.create_engine(empty_url)
    _to(engine, FIRST)
    tables = _tables(engine)
    with engine.begin() as connection:
        for table in tables:
            _fill(connection, table)
    before = _contents(engine, tables)
    assert all(len(rows) == 2 for rows in before.values())
    for revision in _later_revisions():
        _to(engine, revision)
        assert _contents(engine, tables) == before, revision
    database = Database(empty_url)
    database.upgrade()
    assert database.check() == []
    database.close()
    assert _contents(engine, tables) == before
    engine.dispose()


def test_the_schema_names_the_newest_migration() -> None:
    """By that name a start knows that nothing is to be done."""
    assert _later_revisions()[-1] == NEWEST


def _to(engine: sa.Engine, revision: str) -> None:
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _later_revisions() -> list[str]:
    found = [script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()]
    return found[::-1][1:]


def _tables(engine: sa.Engine) -> list[sa.Table]:
    """As they are, not as today's schema says; those that others refer to come first."""
    there = sa.MetaData()
    there.reflect(engine)
    return [table for table in there.sorted_tables if table.name != "alembic_version"]


def _fill(connection: sa.Connection, table: sa.Table) -> None:
    for number in (1, 2):
        connection.execute(sa.insert(table).values({c.name: _value(c, number) for c in table.columns}))


def _value(column: sa.Column[object], number: int) -> object:
    """Something of the right kind; whatever refers to another row gets that row's key."""
    if column.foreign_keys:
        target = next(iter(column.foreign_keys)).column
        return _value(target, number)
    match column.type:
        case sa.Boolean():
            return number == 1
        case sa.DateTime():
            return AT
        case sa.Float():
            return 0.5
        case sa.Integer():
            return number
        case sa.LargeBinary():
            return b"raw mail %d" % number
        case _:
            return f'"{column.name} {number}"'


def _contents(engine: sa.Engine, tables: list[sa.Table]) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in tables
        }
