"""A data folder of a test's own, and a project with flows in a database of its own."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from scene import Scene

from crossdock.clock import SystemClock
from crossdock.store.database import Database
from crossdock.store.private_file import temporary_data_folder
from crossdock.store.unit_of_work import Store


@pytest.fixture
def new_data() -> Iterator[Path]:
    """An empty data folder."""
    with temporary_data_folder() as folder:
        yield folder


@pytest.fixture
def data(new_data: Path, stopped_cluster: Path) -> Path:
    """A data folder with a database that is empty and does not run."""
    subprocess.run(["/bin/cp", "-Rp", f"{stopped_cluster}/.", new_data], check=True)
    return new_data


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    """Units of work in a database of this test alone, thirty at a time."""
    database = Database(database_url, connections=30)
    yield Store(database, SystemClock())
    await database.dispose()


@pytest.fixture
async def scene(store: Store) -> Scene:
    """A project with flows, for which nothing has come yet."""
    scene = Scene(store, "brand")
    await scene.set()
    return scene
