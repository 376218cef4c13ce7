"""Small things that are remembered: settings by name, and tokens that were used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.store.schema import setting, token_used


class Settings:
    """JSON values by name."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, name: str, default: Any = None) -> Any:
        """The value of `name`, or `default`."""
        row = self._connection.execute(sa.select(setting.c.value).where(setting.c.name == name)).first()
        return default if row is None else row.value

    def put(self, name: str, value: Any) -> None:
        """Remember `value` under `name`."""
        changed = self._connection.execute(
            sa.update(setting).where(setting.c.name == name).values(value=value)
        )
        if not changed.rowcount:
            self._connection.execute(sa.insert(setting).values(name=name, value=value))


class Tokens:
    """Tokens that work once and have been used."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def used(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of `ids` that were used before."""
        rows = self._connection.execute(
            sa.select(token_used.c.token_id).where(token_used.c.token_id.in_(ids))
        )
        return frozenset(rows.scalars())

    def burn(self, token_id: str, now: datetime) -> None:
        """Never again."""
        self._connection.execute(sa.insert(token_used).values(token_id=token_id, at=now))
