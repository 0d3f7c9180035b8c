"""The migrations: up, down, up again, and the same as the tables the code works with."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from procrastinate.schema import SchemaManager
from sqlalchemy import text

from crossdock.errors import ConfigurationError
from crossdock.store.database import connect
from crossdock.store.tables import metadata
from crossdock.store.upgrade import State, configuration, current, head, upgrade

PROCRASTINATE_SCHEMA = "c70ec4b400a60ad9592787653aae5ae77ae41bf801d56b5bd2712751a07f2009"
"""SHA-256 of Procrastinate 3.10's schema."""

OBJECTS = text("""
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('public', 'procrastinate') AND c.relname NOT LIKE 'alembic_version%'
    UNION ALL
    SELECT n.nspname || '.' || p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname IN ('public', 'procrastinate')
    UNION ALL
    SELECT n.nspname || '.' || t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    WHERE n.nspname IN ('public', 'procrastinate') AND t.typname NOT LIKE '%alembic_version'
    ORDER BY 1
""")


def objects(url: str) -> list[str]:
    with connect(url) as connection:
        return list(connection.scalars(OBJECTS))


def downgrade(url: str) -> None:
    with connect(url) as connection:
        command.downgrade(configuration(connection), "base")


def test_up_down_and_up_again_leads_to_the_same_schema(empty_database_url: str) -> None:
    assert upgrade(empty_database_url).state is State.EMPTY
    first = objects(empty_database_url)
    assert "procrastinate.procrastinate_jobs" in first
    downgrade(empty_database_url)
    assert objects(empty_database_url) == []
    assert current(empty_database_url).state is State.EMPTY
    upgrade(empty_database_url)
    assert objects(empty_database_url) == first


def test_the_migrations_make_what_the_tables_say(database_url: str) -> None:
    with connect(database_url) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_upgraded_database_is_current(database_url: str) -> None:
    found = current(database_url)
    assert (found.state, found.revision) == (State.CURRENT, head())


def test_an_older_database_is_behind(empty_database_url: str) -> None:
    with connect(empty_database_url) as connection:
        command.upgrade(configuration(connection), "0001")
    assert current(empty_database_url).state is State.BEHIND
    assert upgrade(empty_database_url).state is State.BEHIND
    assert current(empty_database_url).state is State.CURRENT


def test_a_database_of_a_newer_crossdock_is_refused_and_left_alone(database_url: str) -> None:
    with connect(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="9999") as refused:
        upgrade(database_url)
    assert refused.value.stable_code == "database-too-new"
    assert current(database_url).revision == "9999"


def test_upgrades_at_the_same_time_do_not_collide(empty_database_url: str) -> None:
    with ThreadPoolExecutor(4) as threads:
        before = list(threads.map(upgrade, [empty_database_url] * 4))
    assert sorted(found.state for found in before) == [State.CURRENT] * 3 + [State.EMPTY]


def test_a_failing_migration_leaves_nothing_behind(empty_database_url: str) -> None:
    with connect(empty_database_url) as connection:
        connection.execute(text("CREATE SCHEMA procrastinate"))
    with pytest.raises(Exception, match="already exists"):
        upgrade(empty_database_url)
    assert objects(empty_database_url) == []


def test_procrastinate_brings_the_schema_that_revision_0001_was_made_with() -> None:
    """Another Procrastinate with another schema needs a revision of ours that carries its migration over."""
    digest = hashlib.sha256(SchemaManager.get_schema().encode()).hexdigest()
    assert digest == PROCRASTINATE_SCHEMA


def test_the_task_queue_works_with_its_schema_in_the_search_path(database_url: str) -> None:
    with connect(database_url) as connection:
        connection.execute(text("SET LOCAL search_path TO procrastinate"))
        worker = connection.scalar(text("SELECT worker_id FROM procrastinate_register_worker_v1()"))
        assert worker == 1
