"""Sealing everything that is sealed anew, under the newest key."""

from __future__ import annotations

from sqlalchemy import Column, Connection, select, update

from crossdock.store.database import connect
from crossdock.store.keyring import Keyring
from crossdock.store.tables import connections, idempotency_keys

SEALED: tuple[Column[bytes], ...] = (connections.c.secrets, idempotency_keys.c.body)
"""Every column the keyring seals."""


def rotate_secrets(url: str, keyring: Keyring) -> int:
    """Seal every stored secret under the keyring's newest key, all or none; returns how many there are.

    Raises ConfigurationError where one cannot be opened, Unavailable where the database does not answer.
    """
    with connect(url) as connection:
        return sum(_rotate(connection, column, keyring) for column in SEALED)


def _rotate(connection: Connection, column: Column[bytes], keyring: Keyring) -> int:
    keys = tuple(column.table.primary_key)
    rows = connection.execute(select(*keys, column).where(column.is_not(None)).with_for_update()).all()
    for *identity, token in rows:
        found = (key == value for key, value in zip(keys, identity, strict=True))
        connection.execute(update(column.table).where(*found).values({column: keyring.rotate(token)}))
    return len(rows)
