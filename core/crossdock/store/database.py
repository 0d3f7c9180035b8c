"""The connections to PostgreSQL: a server's, pooled, and a command's, one at a time."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

from psycopg.errors import InsufficientPrivilege
from sqlalchemy import URL, Connection, Engine, ExceptionContext, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from crossdock.errors import ConfigurationError, Unavailable

DRIVER = "postgresql+psycopg"
POOL_SECONDS = 10
"""How long a request waits for a connection while all are taken."""
IDLE_SECONDS = 30
PINGED_SECONDS = 1.0
"""How long a connection may lie unused before it is tried; a server that died meanwhile is noticed then."""
_CONNECTING: dict[str, Any] = {"connect_timeout": 10}


class Database:
    """The pooled connections of one process to one database."""

    def __init__(self, url: str, *, connections: int = 10, idle_seconds: int = IDLE_SECONDS) -> None:
        """Connects on first use; raises ConfigurationError where the URL is none of PostgreSQL.

        A transaction in which nothing happens for `idle_seconds` is ended by the server: its process is frozen, or
        beyond a network that is cut, and what it has locked others wait for.
        """
        self._url = parse_url(url)
        self.engine: AsyncEngine = create_async_engine(
            self._url,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=POOL_SECONDS,
            hide_parameters=True,
            connect_args=_CONNECTING | _session(self._url, idle_seconds),
        )
        _translate_failures(self.engine.sync_engine)
        _ping_the_idle(self.engine.sync_engine)

    def __repr__(self) -> str:
        return f"Database({self._url.render_as_string(hide_password=True)!r})"

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A connection in a transaction, committed at the end and rolled back on an error.

        Raises Unavailable where there is no database, or no free connection in time.
        """
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(self.engine.begin())
            except PoolTimeout as error:
                raise Unavailable("The studio is busy: no connection to the database became free.") from error
            yield connection

    async def ping(self) -> None:
        """Raises Unavailable where the database does not answer."""
        async with self.begin() as connection:
            await connection.execute(text("SELECT 1"))

    async def dispose(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


def parse_url(url: str) -> URL:
    """A PostgreSQL URL as people write it, with the driver Crossdock uses. Raises ConfigurationError, without the URL."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _bad_url("cannot be read") from None  # the cause may quote a piece of a password
    if parsed.drivername not in {"postgres", "postgresql", DRIVER}:
        raise _bad_url(f"names '{parsed.drivername}', and Crossdock keeps its data in PostgreSQL")
    return parsed.set(drivername=DRIVER)


def libpq_url(url: str) -> str:
    """The same database for programs of PostgreSQL and for psycopg itself, without the password."""
    given = parse_url(url)
    bare = URL.create("postgresql", given.username, None, given.host, given.port, given.database, given.query)
    return bare.render_as_string(hide_password=False)


@contextmanager
def connect(url: str) -> Iterator[Connection]:
    """One connection outside a pool, in a transaction: for commands, whose errors say what PostgreSQL says.

    Raises Unavailable where there is no database, ConfigurationError where the URL is none of PostgreSQL, or its
    role may not do what is asked.
    """
    # Values of statements stay out of errors and logs.
    engine = create_engine(parse_url(url), poolclass=NullPool, hide_parameters=True, connect_args=_CONNECTING)
    _translate_failures(engine)
    try:
        with engine.begin() as connection:
            yield connection
    except Unavailable as error:
        raise Unavailable(f"{error.message} PostgreSQL says: {str(error.__cause__).strip()}.") from error
    except DBAPIError as error:
        if isinstance(error.orig, InsufficientPrivilege):
            raise ConfigurationError(
                f"PostgreSQL does not allow it: {error.orig}.", remedy="Let the URL's role own the database."
            ) from error
        raise


def _session(url: URL, idle_seconds: int) -> dict[str, Any]:
    """How the server and the network are told not to wait for us for ever, in milliseconds, and how to plan.

    Statements are planned each time with what they ask for: a plan that is kept was made while a table was small, and
    goes on scanning it as orders pour in, until statistics are taken again.
    """
    milliseconds = idle_seconds * 1000
    settings = {"idle_in_transaction_session_timeout": milliseconds, "plan_cache_mode": "force_custom_plan"}
    ours = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return {"options": f"{url.query.get('options', '')} {ours}".strip(), "tcp_user_timeout": milliseconds}


def _ping_the_idle(engine: Engine) -> None:
    """Have the pool try a connection that was not used for a while before it hands it out, and replace a dead one.

    SQLAlchemy's own ping is made each time, and costs as much as a query.
    """

    def note(_: object, record: ConnectionPoolEntry) -> None:
        record.info["used_at"] = time.monotonic()

    def ping(connection: Any, record: ConnectionPoolEntry, _: object) -> None:
        if time.monotonic() - record.info["used_at"] > PINGED_SECONDS and not _answers(engine, connection):
            raise DisconnectionError("The connection died while it was idle.")

    event.listen(engine, "connect", note)
    event.listen(engine, "checkin", note)
    event.listen(engine, "checkout", ping)


def _answers(engine: Engine, connection: Any) -> bool:
    try:
        return engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        return False


def _translate_failures(engine: Engine) -> None:
    """Let an engine raise Unavailable where the database is away, overloaded, or let another transaction past.

    The cause is the driver's own error, so `crossdock.store.refusals` can tell them apart.
    """

    def translate(context: ExceptionContext) -> None:
        if context.is_disconnect or context.connection is None:
            raise Unavailable("The database does not answer.") from context.original_exception
        if isinstance(context.sqlalchemy_exception, OperationalError):
            raise Unavailable("The database cannot do it at the moment.") from context.original_exception

    event.listen(engine, "handle_error", translate)


def _bad_url(reason: str) -> ConfigurationError:
    return ConfigurationError(
        f"The database URL {reason}.", remedy="Write it as postgresql://user:password@host:5432/database."
    )
