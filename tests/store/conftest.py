"""Every test of the store runs on SQLite and, where it is installed, on a real PostgreSQL."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from mailer.store.database import Database

_numbers = count(1)


@pytest.fixture(scope="session")
def migrated(postgres: str) -> sa.URL:
    """A PostgreSQL database at the newest schema; each test gets a copy of it."""
    url = _created(sa.make_url(postgres), "store_template")
    database = Database(url.render_as_string(hide_password=False))
    database.upgrade()
    database.close()
    return url


def _created(server: sa.URL, name: str, template: str = "template0") -> sa.URL:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
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
        database = Database(f"sqlite:///{tmp_path / 'mailer.db'}")
        database.upgrade()
        database.close()
        return f"sqlite:///{tmp_path / 'mailer.db'}"
    template: sa.URL = request.getfixturevalue("migrated")
    copy = _created(template.set(database="postgres"), f"store_{next(_numbers)}", str(template.database))
    return copy.render_as_string(hide_password=False)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """A database, open."""
    opened = Database(url)
    yield opened
    opened.close()
