"""Databases in a cluster: made of a template, and thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from crossdock.store.cluster import Cluster


@contextmanager
def database(cluster: Cluster, template: str) -> Iterator[str]:
    """The URL of a database copied from another, dropped at the end with whatever still uses it."""
    name = create(cluster, template)
    try:
        yield url_of(cluster, name)
    finally:
        drop(cluster, name)


def create(cluster: Cluster, template: str) -> str:
    """Copy a template; the new database's name."""
    name = f"test_{uuid4().hex}"
    _execute(cluster, "CREATE DATABASE {} TEMPLATE {}", name, template)
    return name


def drop(cluster: Cluster, name: str) -> None:
    try:
        _execute(cluster, "DROP DATABASE {} WITH (FORCE)", name)
    except psycopg.errors.InsufficientPrivilege:
        # The server's own vacuum is at work in it: our role may not force that out, but a plain drop asks it to go.
        _execute(cluster, "DROP DATABASE {}", name)


def url_of(cluster: Cluster, name: str) -> str:
    return make_url(cluster.url).set(database=name).render_as_string(hide_password=False)


def _execute(cluster: Cluster, statement: str, *names: str) -> None:
    with psycopg.connect(cluster.url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
