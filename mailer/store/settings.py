"""Small things that are remembered: settings by name, and tokens that were used."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from mailer.store.engines import Upsert
from mailer.store.schema import setting, token_used

_GET = sa.select(setting.c.value).where(setting.c.name == sa.bindparam("sought"))
_REMEMBER = Upsert(setting)
_CHANGE = sa.update(setting).where(setting.c.name == sa.bindparam("sought"))
_USED = sa.select(token_used.c.token_id).where(
    token_used.c.token_id.in_(sa.bindparam("tokens", expanding=True))
)
_BURN = sa.insert(token_used)


class Settings:
    """JSON values by name."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def get(self, name: str, default: Any = None) -> Any:
        """The value of `name`, or `default`."""
        row = self._connection.execute(_GET, {"sought": name}).first()
        return default if row is None else row.value

    def put(self, name: str, value: Any) -> None:
        """Remember `value` under `name`."""
        self._connection.execute(_REMEMBER.on(self._connection), {"name": name, "value": None})
        self._connection.execute(_CHANGE, {"sought": name, "value": value})


class Tokens:
    """Tokens that work once and have been used."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def used(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of `ids` that were used before."""
        return frozenset(self._connection.execute(_USED, {"tokens": list(ids)}).scalars())

    def burn(self, token_id: str, now: datetime) -> None:
        """Never again. Raises Transient (as the transaction ends) when another process just burnt it."""
        self._connection.execute(_BURN, {"token_id": token_id, "at": now})
