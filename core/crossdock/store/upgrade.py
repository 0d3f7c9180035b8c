"""Bringing a database to this Crossdock's schema: which revision it has, and the way to the newest.

Everything here is synchronous: commands call it as it is, a server in a thread.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

import msgspec
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, text

from crossdock.errors import ConfigurationError
from crossdock.store.database import connect

LOCK = 0x63726F7373646F63
"""Key of the advisory lock of upgrades and restores: 'crossdoc' in ASCII."""


class State(StrEnum):
    """How a database stands to this Crossdock."""

    EMPTY = "empty"
    """No Crossdock was here yet."""
    BEHIND = "behind"
    CURRENT = "current"
    TOO_NEW = "too-new"
    """Its revision is unknown here: a newer Crossdock upgraded it."""


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The revision a database has and the one this Crossdock needs."""

    revision: str | None
    head: str
    state: State


def current(url: str) -> Standing:
    """How a database stands. Raises Unavailable where it does not answer."""
    with connect(url) as connection:
        return standing(connection)


def upgrade(url: str) -> Standing:
    """Bring a database to the newest revision, in one transaction; returns how it stood before.

    Others that upgrade it at the same time wait, and find nothing left to do. Raises ConfigurationError where it
    is too new, Unavailable where it does not answer.
    """
    with connect(url) as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        before = standing(connection)
        if before.state is State.TOO_NEW:
            raise too_new(before.revision)
        if before.state is not State.CURRENT:
            command.upgrade(configuration(connection), "head")
        return before


def standing(connection: Connection) -> Standing:
    """How the database behind a connection stands."""
    revision = MigrationContext.configure(connection).get_current_revision()
    return Standing(revision=revision, head=head(), state=state_of(revision))


def state_of(revision: str | None) -> State:
    """How a database of a revision stands; None: it has none."""
    if revision is None:
        return State.EMPTY
    if revision == head():
        return State.CURRENT
    return State.BEHIND if _known(revision) else State.TOO_NEW


@cache
def head() -> str:
    """The newest revision this Crossdock knows."""
    newest = _scripts().get_current_head()
    if newest is None:
        raise ConfigurationError("Crossdock's migrations are missing.", remedy="Install Crossdock again.")
    return newest


def too_new(revision: str | None) -> ConfigurationError:
    """The refusal of a database that a newer Crossdock upgraded."""
    return ConfigurationError(
        f"The database has the revision {revision}, and this Crossdock knows none newer than {head()}.",
        remedy="Install the Crossdock that upgraded it, or restore a backup of before: `crossdock db restore`.",
        code="database-too-new",
    )


def configuration(connection: Connection) -> Config:
    """What Alembic needs to run our migrations on a connection, in the transaction it is in."""
    config = _config()
    config.attributes["connection"] = connection
    return config


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "crossdock_migrations:")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _known(revision: str) -> bool:
    try:
        return _scripts().get_revision(revision) is not None
    except CommandError:
        return False
