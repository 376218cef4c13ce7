"""Every test of the store runs on SQLite and, where it is installed, on a real PostgreSQL."""

import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from mailer.store.database import Database
from mailer.store.schema import metadata

_numbers = count(1)


@pytest.fixture(scope="session")
def migrated(postgres: str) -> Iterator[sa.Engine]:
    """A PostgreSQL database at the newest schema, emptied before each test."""
    url = _created(sa.make_url(postgres), "store_migrated")
    database = Database(url.render_as_string(hide_password=False))
    database.upgrade()
    database.close()
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database at the newest schema; each test gets a copy of it."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    return path


def _created(server: sa.URL, name: str) -> sa.URL:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return server.set(database=name)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of the test's own, without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'mailer.db'}"
    server = sa.make_url(request.getfixturevalue("postgres"))
    return _created(server, f"store_empty_{next(_numbers)}").render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of the test's own at the newest schema."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_file"), tmp_path / "mailer.db")
        return f"sqlite:///{tmp_path / 'mailer.db'}"
    engine: sa.Engine = request.getfixturevalue("migrated")
    names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
    with engine.connect() as connection:
        connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A database, open."""
    opened = Database(url)
    yield opened
    opened.close()
