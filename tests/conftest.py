"""What every test may ask for: a PostgreSQL of its own kind, and a fresh database in it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from blank_databases import BlankDatabases
from databases import database
from sqlalchemy import make_url

from crossdock.store.cluster import Cluster
from crossdock.store.private_file import temporary_data_folder
from crossdock.store.upgrade import upgrade


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """A shell that runs us in the background has us ignore interrupts; what tests start and interrupt must not inherit that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def stopped_cluster() -> Iterator[Path]:
    """The data folder of an embedded PostgreSQL that does not run: copying it is quicker than making one."""
    with temporary_data_folder() as folder:
        with Cluster(folder) as made:
            assert made.url
        yield folder


@pytest.fixture(scope="session")
def cluster(stopped_cluster: Path) -> Iterator[Cluster]:
    """The embedded PostgreSQL, one for the whole run."""
    with temporary_data_folder() as folder:
        subprocess.run(["/bin/cp", "-Rp", f"{stopped_cluster}/.", folder], check=True)
        # No test keeps its database, so none has to wait for the disk, and plans do not hang on when one was
        # looked over.
        (folder / "postgres" / "local.conf").write_text("fsync = off\nautovacuum = off\n")
        with Cluster(folder) as running:
            yield running


@pytest.fixture(scope="session")
def migrated(cluster: Cluster) -> Iterator[str]:
    """A database with every table and no row, to be copied; never connect to it."""
    with database(cluster, "template0") as url:
        upgrade(url)
        yield make_url(url).database or ""


@pytest.fixture(scope="session")
def blank_databases(cluster: Cluster, migrated: str) -> BlankDatabases:
    """Databases that one test after the other is lent."""
    return BlankDatabases(cluster, migrated)


@pytest.fixture
def database_url(blank_databases: BlankDatabases) -> Iterator[str]:
    """A database of this test alone, with every table and no row."""
    with blank_databases.lend() as url:
        yield url


@pytest.fixture
def empty_database_url(cluster: Cluster) -> Iterator[str]:
    """A database of this test alone, with nothing in it."""
    with database(cluster, "template0") as url:
        yield url
