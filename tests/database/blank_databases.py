"""Databases with every table and no row, lent to one test after the other.

Emptying one takes a small part of the time in which PostgreSQL copies its several hundred files anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from databases import create, drop, url_of

from crossdock.store.cluster import Cluster

MOST_TESTS = 40
"""After so many a database is thrown away: emptying leaves dead rows in its catalogue, and nobody vacuums."""

_GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE NOT tgisinternal AND tgtype::int & 32 > 0 -- for each TRUNCATE
"""
_FILLED = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relkind = 'r' AND oid >= 16384 AND pg_relation_size(oid) > 0
"""
_SHAPE = """
    SELECT md5(concat(
        (SELECT string_agg(nspname, ',' ORDER BY oid) FROM pg_namespace),
        (SELECT string_agg(concat(oid, relname, relkind, relnamespace), ',' ORDER BY oid) FROM pg_class WHERE oid >= 16384),
        (SELECT string_agg(concat(attrelid, attname, atttypid, attnotnull), ',' ORDER BY attrelid, attnum)
            FROM pg_attribute WHERE attrelid >= 16384),
        (SELECT string_agg(concat(oid, conname), ',' ORDER BY oid) FROM pg_constraint WHERE oid >= 16384),
        (SELECT string_agg(concat(oid, tgenabled), ',' ORDER BY oid) FROM pg_trigger),
        (SELECT string_agg(concat(oid, proname, prosrc), ',' ORDER BY oid) FROM pg_proc WHERE oid >= 16384),
        (SELECT count(*) FROM pg_class WHERE oid >= 16384 AND relkind = 'r' AND reltuples >= 0) -- analysed
    ))
"""
_END_OTHERS = """
    SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
_RESTART_SEQUENCES = """
    SELECT setval(format('%I.%I', schemaname, sequencename), start_value, false) FROM pg_sequences
    WHERE last_value IS NOT NULL
"""


class BlankDatabases:
    """Copies of one template, in one cluster."""

    def __init__(self, cluster: Cluster, template: str) -> None:
        """Of the template, to which nobody else may be connected, it is read what a blank database holds."""
        self._cluster, self._template = cluster, template
        self._idle: list[tuple[str, int]] = []
        with psycopg.connect(url_of(cluster, template), autocommit=True) as connection:
            self._shape = shape(connection)
            self._guarded = names(connection, _GUARDED)
            self._rows = {table: rows(connection, table) for table in names(connection, _FILLED)}

    @contextmanager
    def lend(self) -> Iterator[str]:
        """The URL of one that nobody else uses."""
        name, tests = self._idle.pop() if self._idle else (create(self._cluster, self._template), 0)
        yield url_of(self._cluster, name)
        if tests < MOST_TESTS and self._empty(name):
            self._idle.append((name, tests + 1))
        else:
            drop(self._cluster, name)

    def _empty(self, name: str) -> bool:
        """Make it blank again; whether it could be: not where a test changed more than rows."""
        with psycopg.connect(url_of(self._cluster, name), autocommit=True) as connection:
            connection.execute(_END_OTHERS)
            if shape(connection) != self._shape:
                return False
            filled = names(connection, _FILLED)
            changed = [table for table in filled if rows_differ(connection, table, self._rows)]
            if changed:
                self._truncate(connection, changed)
            connection.execute(_RESTART_SEQUENCES)
        return True

    def _truncate(self, connection: psycopg.Connection, tables: list[str]) -> None:
        guards = [f"ALTER TABLE {table} {{}} TRIGGER USER" for table in self._guarded]
        with connection.transaction():
            for guard in guards:
                connection.execute(guard.format("DISABLE").encode())
            connection.execute(f"TRUNCATE {', '.join(tables)} CASCADE".encode())
            for guard in guards:
                connection.execute(guard.format("ENABLE").encode())
            for table in self._rows.keys() & set(tables):
                with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    copy.write(self._rows[table])


def names(connection: psycopg.Connection, query: str) -> list[str]:
    return [name for (name,) in connection.execute(query.encode())]


def shape(connection: psycopg.Connection) -> str:
    """Tells databases apart whose tables, columns, constraints, triggers, functions or statistics differ."""
    (told,) = connection.execute(_SHAPE.encode()).fetchone() or ("",)
    return str(told)


def rows(connection: psycopg.Connection, table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copy:
        return b"".join(map(bytes, copy))


def rows_differ(connection: psycopg.Connection, table: str, blank: Mapping[str, bytes]) -> bool:
    return table not in blank or rows(connection, table) != blank[table]
