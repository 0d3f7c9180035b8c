"""Backups: everything in a database at one moment, and back again all or nothing.

PostgreSQL's own pg_dump and psql do the work. Around them: rows are counted and summed up in the very snapshot
that is dumped, and once more inside the transaction that restores them, which does not commit unless they agree.
The keys that secrets are sealed with are not part of it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from crossdock.errors import ConfigurationError, Unavailable
from crossdock.store.archive import Manifest, TableContent, sha256_of, unpacked, write_archive
from crossdock.store.database import connect, libpq_url, parse_url
from crossdock.store.postgres import Finished, run
from crossdock.store.upgrade import LOCK, State, standing, state_of, too_new

_STABLE = """
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1;
"""
"""So that a row is the same text in every session."""

_OURS = "n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
_TABLES = f"""
SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND {_OURS}
AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1
"""  # noqa: S608 - put together from our own constants

_BEFORE = f"SET LOCAL client_min_messages = warning;\nSET LOCAL lock_timeout = '10s';\nSELECT pg_advisory_xact_lock({LOCK});\n"
_CLEAR = f"""
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT n.nspname FROM pg_namespace n WHERE {_OURS} LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
  CREATE SCHEMA public;
END $$;
"""  # noqa: S608 - put together from our own constants
_LOOK_OVER = "SET LOCAL client_min_messages = error;\nANALYZE;\n"
"""What a server knows of its tables is no part of a dump, and without it queries are planned as if they were empty."""


def backup(url: str, folder: Path, *, name: str = "crossdock") -> Path:
    """Write a backup of a database to a folder, which must exist; returns the file, named after the time.

    Raises Unavailable where the database does not answer or refuses.
    """
    created_at = datetime.now(UTC)
    target = folder / f"{name}-{created_at:%Y%m%dT%H%M%S.%fZ}.backup"
    with connect(url) as connection, tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as private:
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
        dump = Path(private) / "dump"
        _dump(url, dump, snapshot=connection.scalar(text("SELECT pg_export_snapshot()")))
        manifest = Manifest(
            created_at=created_at,
            revision=standing(connection).revision,
            server_version=connection.scalar(text("SHOW server_version")) or "",
            sha256=sha256_of(dump),
            tables=_contents(connection),
        )
        packed = Path(private) / target.name
        write_archive(packed, dump, manifest)
        packed.rename(target)
    return target


def restore(url: str, file: Path, *, force: bool = False) -> Manifest:
    """Fill a database from a backup, all or nothing; `force` first removes everything that is in it.

    Returns what was restored: row counts and checksums were compared. Raises ConfigurationError where the file is
    no sound backup, a newer Crossdock's, or the database is not empty; Unavailable where the database refuses.
    """
    with (
        tempfile.TemporaryDirectory(prefix="crossdock-restore-") as private,
        unpacked(file, Path(private)) as (manifest, dump),
    ):
        if state_of(manifest.revision) is State.TOO_NEW:
            raise too_new(manifest.revision)
        if not force:
            _require_empty(url)
        script = Path(private) / "restore.sql"
        _write_script(script, dump, manifest, clear=force, server=_server_version(url))
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        _require_success(_run_client("psql", url, *options, "--file", script), "restored; it is as it was before")
        return manifest


def _dump(url: str, dump: Path, *, snapshot: str | None) -> None:
    options = ("--format=custom", "--no-owner", "--no-privileges", "--lock-wait-timeout=30s", f"--snapshot={snapshot}")
    _require_success(_run_client("pg_dump", url, *options, "--file", dump), "backed up")


def _write_script(script: Path, dump: Path, manifest: Manifest, *, clear: bool, server: int) -> None:
    body = script.with_name("body.sql")
    made = run("pg_restore", "--no-owner", "--no-privileges", "--file", body, dump)
    _require_success(made, "restored; it is as it was before")
    with script.open("xb") as target, body.open("rb") as source:
        target.write((_BEFORE + (_CLEAR if clear else "")).encode())
        for line in source:  # the head, up to the one setting that PostgreSQL knows only from 17 on
            if line.startswith(b"SET transaction_timeout"):
                target.write(line if server >= 17 else b"")
                break
            target.write(line)
        shutil.copyfileobj(source, target)
        target.write((_verification(manifest) + _LOOK_OVER).encode())


def _verification(manifest: Manifest) -> str:
    checks = (
        f"IF ({_content_query(table)}) <> '{content.rows} {content.checksum}' "
        f"THEN RAISE EXCEPTION '%', $t$the rows of {table} are not those of the backup$t$; END IF;"
        for table, content in manifest.tables.items()
    )
    return _STABLE + "DO $$ BEGIN\n" + "\n".join(checks) + "\nEND $$;\n"


def _contents(connection: Connection) -> dict[str, TableContent]:
    connection.exec_driver_sql(_STABLE, execution_options={"no_parameters": True})
    tables = connection.scalars(text(_TABLES)).all()
    found = {table: str(connection.exec_driver_sql(_content_query(table)).scalar_one()).split() for table in tables}
    return {table: TableContent(rows=int(rows), checksum=checksum) for table, (rows, checksum) in found.items()}


def _content_query(table: str) -> str:
    row_hash = "('x' || left(encode(sha256(convert_to(whole_row::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint"
    return f"SELECT count(*) || ' ' || coalesce(sum({row_hash}), 0) FROM {table} whole_row"  # noqa: S608 - quoted by PostgreSQL


def _require_empty(url: str) -> None:
    with connect(url) as connection:
        if found := connection.scalars(text(_TABLES)).all():
            raise ConfigurationError(
                f"The database is not empty: it has {len(found)} tables, {found[0]} among them.",
                remedy="Restore to a new database, or with --force to replace everything that is in it.",
                code="database-not-empty",
            )


def _server_version(url: str) -> int:
    with connect(url) as connection:
        return int(connection.scalar(text("SHOW server_version_num")) or 0) // 10000


def _run_client(name: str, url: str, *arguments: str | Path) -> Finished:
    password = parse_url(url).password
    return run(name, *arguments, "--dbname", libpq_url(url), environ={"PGPASSWORD": password} if password else {})


def _require_success(ended: Finished, what: str) -> None:
    if ended.status:
        reason = re.sub(r"psql:\S+?:\d+: ", "", ended.errors).strip()
        raise Unavailable(f"The database was not {what}: {reason}", remedy="Mend what PostgreSQL names and try again.")
