"""Connections: what is said where there is none, and what is never said."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import make_url, text

from crossdock.errors import ConfigurationError, Unavailable
from crossdock.store import database as module
from crossdock.store.database import Database, connect, libpq_url, parse_url

AWAY = "postgresql://studio:made-up@127.0.0.1:1/crossdock"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_a_url_means_the_same(scheme: str) -> None:
    url = parse_url(f"{scheme}://studio:made-up@db.example.com:5433/crossdock?sslmode=require")
    assert url.drivername == "postgresql+psycopg"
    assert libpq_url(str(url.render_as_string(hide_password=False))) == (
        "postgresql://studio@db.example.com:5433/crossdock?sslmode=require"
    )


@pytest.mark.parametrize("url", ["sqlite:///made-up", "made-up", "postgresql://studio:made-up@host:no-port-made-up/x"])
def test_a_url_that_is_none_of_postgresql_is_refused_without_showing_it(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        Database(url)
    assert "made-up" not in f"{refused.value} {refused.value.__cause__}"


async def test_a_database_that_is_away_is_unavailable_and_its_password_is_not_said() -> None:
    database = Database(AWAY)
    with pytest.raises(Unavailable) as away:
        await database.ping()
    assert "made-up" not in f"{database!r} {away.value} {away.value.__cause__}"


def test_a_command_says_why_the_database_is_away() -> None:
    with pytest.raises(Unavailable, match="refused"), connect(AWAY):
        pass


async def test_a_connection_that_died_while_it_was_idle_is_replaced_unnoticed(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PINGED_SECONDS", 0.0)
    database = Database(database_url, connections=1)
    await database.ping()
    end_sessions(database_url)
    await database.ping()
    await database.dispose()


async def test_connections_that_died_in_the_midst_of_work_are_noticed_once(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PINGED_SECONDS", 3600.0)
    database = Database(database_url, connections=2)
    await asyncio.gather(database.ping(), database.ping())
    end_sessions(database_url)
    with pytest.raises(Unavailable):
        await database.ping()
    await asyncio.gather(database.ping(), database.ping())
    await database.dispose()


def end_sessions(database_url: str) -> None:
    """End every other session of a database, as a server that goes down does."""
    others = "FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    with connect(database_url) as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {others}"))


async def test_a_connection_the_server_closes_in_a_transaction_is_unavailable(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(Unavailable):
        async with database.begin() as connection:
            await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    await database.dispose()


async def write_and_fail(database: Database) -> None:
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE half (id integer)"))
        raise Unavailable("On purpose.")


async def test_a_plan_made_for_an_empty_table_is_not_kept_when_it_has_filled(database_url: str) -> None:
    """The driver prepares what it is asked often; the server then likes to keep the plan that it has."""
    database = Database(database_url)
    found = text("SELECT count(*) FROM grown WHERE id = :id")
    async with database.begin() as connection:
        await connection.execute(text("CREATE TEMP TABLE grown (id bigint PRIMARY KEY)"))
        await connection.execute(text("ANALYZE grown"))
        for number in range(20):
            await connection.execute(found, {"id": number})
        made = await connection.execute(
            text("SELECT sum(generic_plans), sum(custom_plans) FROM pg_prepared_statements")
        )
        generic, custom = made.one()
    await database.dispose()
    assert generic == 0
    assert custom > 0


async def test_an_error_rolls_back(database_url: str) -> None:
    database = Database(database_url)
    with pytest.raises(Unavailable):
        await write_and_fail(database)
    async with database.begin() as connection:
        assert await connection.scalar(text("SELECT to_regclass('half')")) is None
    await database.dispose()


async def test_too_many_at_once_are_told_so(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POOL_SECONDS", 0.05)
    database = Database(database_url, connections=1)
    async with database.begin():
        with pytest.raises(Unavailable, match="busy"):
            await asyncio.create_task(database.ping())
    await database.dispose()


def test_a_role_that_may_not_do_it_is_told_so(database_url: str) -> None:
    with pytest.raises(ConfigurationError, match="permission denied"), connect(database_url) as connection:
        connection.execute(text("SELECT rolpassword FROM pg_authid"))


def test_the_database_of_the_url_is_the_one_connected_to(database_url: str) -> None:
    with connect(database_url) as connection:
        assert connection.scalar(text("SELECT current_database()")) == make_url(database_url).database
