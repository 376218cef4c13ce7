"""The version of the schema that a database has, and bringing it to this program's (alembic's migrations)."""

from functools import cache
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from mailer.errors import Refused


def alembic_config() -> Config:
    """Where alembic finds the migrations."""
    config = Config()
    # the value is read as a format of its own, in which a percent sign is doubled
    folder = str(Path(__file__).parent / "migrations").replace("%", "%%")
    config.set_main_option("script_location", folder)
    return config


@cache
def _scripts() -> ScriptDirectory:
    """The migrations that come with the program."""
    return ScriptDirectory.from_config(alembic_config())


def schema_of(connection: sa.Connection) -> str | None:
    """The revision that the database is at, None where there are no tables. Raises Refused for one that this program does
    not know."""
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in _scripts().walk_revisions()}
    if current is not None and current not in known:
        raise Refused(
            f"the database has schema {current}, which this version does not know; "
            "install the newer version again, or restore a backup made before the upgrade"
        )
    return current


def upgrade(connection: sa.Connection) -> None:
    """Bring the schema to this program's version. Raises Refused when the database is newer than the program."""
    if schema_of(connection) == _scripts().get_current_head():
        return
    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
