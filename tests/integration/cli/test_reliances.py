"""What the projects of a folder and of a database take for granted, as `crossdock doctor` lists it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from scene import Scene, connection_of

from crossdock.cli.reliances import ProjectReliances, project_reliances
from crossdock.clock import SystemClock
from crossdock.settings import Settings, read_settings
from crossdock.store.database import Database
from crossdock.store.unit_of_work import Store

EXAMPLE = Path(__file__).parents[3] / "examples" / "shopify-seko"


def settings(data: Path, database_url: str | None = None) -> Settings:
    return read_settings({}, data=data, database_url=database_url)


def names(project: ProjectReliances) -> set[str]:
    return {f"{one.connector} {one.fact.name}" for one in project.facts}


async def test_a_project_folder_is_listed(tmp_path: Path) -> None:
    (project,) = await project_reliances(settings(tmp_path), EXAMPLE)
    assert (project.project, project.place) == ("shopify-seko", str(EXAMPLE))
    assert {"seko pick-wave", "shopify refund-currency", "seko credential-words"} <= names(project)
    assert "shopify payout-line" not in names(project)


async def test_what_is_no_project_folder_and_a_database_that_is_away_tell_nothing(tmp_path: Path) -> None:
    assert await project_reliances(settings(tmp_path), tmp_path) == ()


async def test_every_project_in_the_database_is_listed(tmp_path: Path, database_url: str) -> None:
    database = Database(database_url, connections=2)
    store = Store(database, SystemClock())
    scene, silent = Scene(store, "brand"), Scene(store, "silent")
    scene.connection = msgspec.structs.replace(scene.connection, connector="shopify")
    await scene.set()
    await silent.set()
    async with store.begin() as work:
        warehouse = msgspec.structs.replace(connection_of(scene.project, "warehouse"), connector="seko")
        await work.connections.add(scene.project, warehouse, b"sealed secrets")
    await database.dispose()
    (project,) = await project_reliances(settings(tmp_path, database_url), tmp_path)
    assert (project.project, project.place) == ("brand", "database")
    assert {"seko used-number-words", "shopify fulfilment-statuses", "shopify bucket-size"} <= names(project)
    assert "seko pick-wave" not in names(project)


async def test_a_database_that_needs_an_upgrade_tells_nothing(tmp_path: Path, empty_database_url: str) -> None:
    assert await project_reliances(settings(tmp_path, empty_database_url), tmp_path) == ()
