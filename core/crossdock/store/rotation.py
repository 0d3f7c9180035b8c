"""Sealing everything that is sealed anew, under the newest key."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Connection, bindparam, select, text, tuple_, update

from crossdock.store.database import connect
from crossdock.store.keyring import Keyring
from crossdock.store.tables import alert_rules, attempts, connections, effects, idempotency_keys, records, stock_levels

SEALED: tuple[Column[Any], ...] = (
    alert_rules.c.secrets,
    connections.c.secrets,
    idempotency_keys.c.body,
    records.c.payload,
    records.c.edited,
    records.c.fetched,
    stock_levels.c.payload,
    attempts.c.output,
    effects.c.body,
)
"""Every column the keyring seals."""

_BATCH = 500
_RESEALING = text("SET LOCAL crossdock.resealing = 'on'")
"""What keeps records as they are lets them be sealed anew in this transaction."""


def rotate_secrets(url: str, keyring: Keyring) -> int:
    """Seal everything that is sealed under the keyring's newest key, all or none; returns how many values there are.

    Raises ConfigurationError where one cannot be opened, Unavailable where the database does not answer.
    """
    with connect(url) as connection:
        connection.execute(_RESEALING)
        return sum(_rotate(connection, column, keyring) for column in SEALED)


def _rotate(connection: Connection, column: Column[Any], keyring: Keyring) -> int:
    keys = tuple(column.table.primary_key)
    batch = select(*keys, column).where(column.is_not(None)).order_by(*keys).limit(_BATCH).with_for_update()
    here = (key == bindparam(f"key_{position}") for position, key in enumerate(keys))
    reseal = update(column.table).where(*here).values({column: bindparam("sealed_anew")})
    count, rows = 0, connection.execute(batch).all()
    while rows:
        resealed = [
            {f"key_{position}": value for position, value in enumerate(identity)}
            | {"sealed_anew": keyring.rotate(token)}
            for *identity, token in rows
        ]
        connection.execute(reseal, resealed)
        count += len(rows)
        rows = connection.execute(batch.where(tuple_(*keys) > tuple_(*rows[-1][:-1]))).all()
    return count
