"""How Alembic runs: on the connection that `crossdock.store.upgrade` hands over, in its transaction.

`alembic revision --autogenerate` hands none over and gets one to CROSSDOCK_DATABASE_URL.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from crossdock.errors import ConfigurationError
from crossdock.settings import read_settings
from crossdock.store.database import connect
from crossdock.store.tables import metadata


def run(connection: Connection) -> None:
    context.configure(connection=connection, target_metadata=metadata)
    with context.begin_transaction():
        context.run_migrations()


def run_by_itself() -> None:
    url = read_settings().database_url
    if url is None:
        raise ConfigurationError("Alembic needs a database.", remedy="Name one in CROSSDOCK_DATABASE_URL.")
    with connect(url) as connection:
        run(connection)


given = context.config.attributes.get("connection")
if given is None:
    run_by_itself()
else:
    run(given)
