"""What the projects of a folder and of a deployment take for granted of their platforms, for `crossdock doctor`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import anyio.to_thread
import msgspec

from crossdock.cli.examination import database_in_use
from crossdock.clock import SystemClock
from crossdock.connect.catalogue import Catalogue
from crossdock.connect.reliance import Reliance, Wiring, reliances
from crossdock.plugins import Plugins
from crossdock.project import layout
from crossdock.project.contents import ProjectFolder
from crossdock.project.folder import survey
from crossdock.settings import Settings
from crossdock.store.database import Database
from crossdock.store.unit_of_work import Store

if TYPE_CHECKING:
    from crossdock.store.unit_of_work import Work


Placed = tuple[str, str, Wiring]
"""A project's name, where it is, and what of it names parts of connectors."""


class ProjectReliances(msgspec.Struct, frozen=True, kw_only=True):
    """One project, and every inferred fact that it relies on."""

    project: str
    place: str
    """Where it is: a folder's path, or 'database'."""
    facts: tuple[Reliance, ...]


async def project_reliances(settings: Settings, folder: Path) -> tuple[ProjectReliances, ...]:
    """Of the project folder, where it is one, and of every project in the database, where one answers.

    Projects that rely on nothing are left out. What is wrong with a folder, `crossdock lint` tells. Raises Unavailable
    where a database is lost that had answered.
    """
    url = await anyio.to_thread.run_sync(database_in_use, settings)
    placed = [*_in_folder(folder), *(await _in_database(url) if url is not None else ())]
    catalogue = Catalogue(Plugins())
    found = [
        ProjectReliances(project=name, place=place, facts=reliances(catalogue, wiring))
        for name, place, wiring in placed
    ]
    return tuple(one for one in found if one.facts)


def _in_folder(folder: Path) -> list[Placed]:
    if not (folder / layout.PROJECT).is_file():
        return []
    project = survey(folder).project
    return [(project.name, str(folder.resolve()), _of_folder(project))]


def _of_folder(project: ProjectFolder) -> Wiring:
    return Wiring(
        connections=tuple(
            (connection.name, connection.connector)
            for environment in project.connected
            for connection in environment.connections
        ),
        mappings=project.mappings,
        flows=project.flows,
    )


async def _in_database(url: str) -> list[Placed]:
    """Every project's; raises Unavailable where the database is lost meanwhile."""
    database = Database(url, connections=1)
    try:
        async with Store(database, SystemClock()).read() as work:
            return [(name, "database", await _of_project(work, name)) for name in await work.projects.names()]
    finally:
        await database.dispose()


async def _of_project(work: Work, name: str) -> Wiring:
    project = await work.projects.get(name)
    return Wiring(
        connections=tuple(await work.connections.connectors(project)),
        mappings=tuple(await work.mappings.all(project)),
        flows=tuple(flow.definition for flow in await work.flows.all(project)),
    )
