"""What every test may ask for: a PostgreSQL of its own kind, and a fresh database in it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from crossdock.store.cluster import Cluster
from crossdock.store.private_file import temporary_data_folder
from crossdock.store.upgrade import upgrade


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
        # Every test throws its database away, so none has to wait for the disk, and plans do not hang on when one was
        # looked over.
        (folder / "postgres" / "local.conf").write_text("fsync = off\nautovacuum = off\n")
        with Cluster(folder) as running:
            yield running


@pytest.fixture(scope="session")
def migrated(cluster: Cluster) -> Iterator[str]:
    """A database with every table and no row, to be cloned; never connect to it."""
    with database(cluster, "template0") as url:
        upgrade(url)
        yield make_url(url).database or ""


@pytest.fixture
def database_url(cluster: Cluster, migrated: str) -> Iterator[str]:
    """A database of this test alone, with every table and no row."""
    with database(cluster, migrated) as url:
        yield url


@pytest.fixture
def empty_database_url(cluster: Cluster) -> Iterator[str]:
    """A database of this test alone, with nothing in it."""
    with database(cluster, "template0") as url:
        yield url


@contextmanager
def database(cluster: Cluster, template: str) -> Iterator[str]:
    """A database copied from another, dropped at the end with whatever still uses it."""
    name = f"test_{uuid4().hex}"
    execute(cluster, "CREATE DATABASE {} TEMPLATE {}", name, template)
    try:
        yield make_url(cluster.url).set(database=name).render_as_string(hide_password=False)
    finally:
        drop(cluster, name)


def drop(cluster: Cluster, name: str) -> None:
    try:
        execute(cluster, "DROP DATABASE {} WITH (FORCE)", name)
    except psycopg.errors.InsufficientPrivilege:
        # The server's own vacuum is at work in it: our role may not force that out, but a plain drop asks it to go.
        execute(cluster, "DROP DATABASE {}", name)


def execute(cluster: Cluster, statement: str, *names: str) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
