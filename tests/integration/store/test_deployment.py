"""What is done about a deployment's database before it serves."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from alembic import command

from crossdock.errors import ConfigurationError
from crossdock.settings import Settings
from crossdock.store.cluster import Cluster
from crossdock.store.database import Database, connect
from crossdock.store.deployment import KEPT_BACKUPS, prepare
from crossdock.store.upgrade import State, configuration, current


def migrate(url: str, revision: str) -> None:
    with connect(url) as connection:
        command.upgrade(configuration(connection), revision)


def pretend_newer(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def backups(data: Path) -> list[Path]:
    return sorted((data / "backups").glob("*")) if (data / "backups").exists() else []


async def test_a_first_start_makes_a_database_that_is_current(new_data: Path) -> None:
    async with prepare(Settings(data=new_data)) as url:
        database = Database(url)
        await database.ping()
        await database.dispose()
        assert current(url).state is State.CURRENT
    assert backups(new_data) == []
    assert not (new_data / "postgres" / "postmaster.pid").exists()


async def test_an_older_embedded_database_is_upgraded_after_a_backup(data: Path) -> None:
    (data / "backups").mkdir()
    for day in range(KEPT_BACKUPS + 1):
        (data / "backups" / f"before-upgrade-2020010{day + 1}T000000.000000Z.backup").touch()
    (data / "backups" / "crossdock-20200101T000000.000000Z.backup").touch()
    with Cluster(data) as cluster:
        migrate(cluster.url, "0001")
        async with prepare(Settings(data=data)) as url:
            assert current(url).state is State.CURRENT
    names = [file.name for file in backups(data)]
    assert len(names) == KEPT_BACKUPS + 1
    assert "before-upgrade-20200102T000000.000000Z.backup" not in names
    assert "crossdock-20200101T000000.000000Z.backup" in names, "somebody made that one on purpose"


async def test_an_embedded_database_of_a_newer_crossdock_is_refused(data: Path) -> None:
    with Cluster(data) as cluster:
        migrate(cluster.url, "head")
        pretend_newer(cluster.url)
    with pytest.raises(ConfigurationError, match="9999"):
        async with prepare(Settings(data=data)):
            pass
    assert not (data / "postgres" / "postmaster.pid").exists()


async def test_another_database_that_is_current_is_taken_as_it_is(database_url: str, tmp_path: Path) -> None:
    async with prepare(Settings(data=tmp_path, database_url=database_url)) as url:
        assert url == database_url
    assert backups(tmp_path) == []
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize("revision", ["base", "0001"])
async def test_another_database_that_is_behind_is_left_to_its_owner(
    empty_database_url: str, tmp_path: Path, revision: str
) -> None:
    if revision != "base":
        migrate(empty_database_url, revision)
    before = current(empty_database_url)
    with pytest.raises(ConfigurationError, match="crossdock db upgrade"):
        async with prepare(Settings(data=tmp_path, database_url=empty_database_url)):
            pass
    assert current(empty_database_url) == before


async def test_another_database_of_a_newer_crossdock_is_refused(database_url: str, tmp_path: Path) -> None:
    pretend_newer(database_url)
    with pytest.raises(ConfigurationError, match="9999"):
        async with prepare(Settings(data=tmp_path, database_url=database_url)):
            pass
