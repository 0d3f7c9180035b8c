"""Backups: what is written comes back equal, or nothing changes."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
import psycopg
import pytest

from crossdock.errors import ConfigurationError, Unavailable
from crossdock.store.account import server_account
from crossdock.store.archive import Manifest, TableContent, unpacked
from crossdock.store.backup import backup, restore
from crossdock.store.postgres import program
from crossdock.store.private_file import temporary_data_folder
from crossdock.store.upgrade import State, current, upgrade

ODD_ROWS = """
CREATE TABLE odd (id integer GENERATED ALWAYS AS IDENTITY, t text, whole_json jsonb, raw bytea, at timestamptz, n numeric);
INSERT INTO odd (t, whole_json, raw, at, n) VALUES
  (E'a\\tb\\n\\\\.\\nSET transaction_timeout = 0;', '{"k": [1, null, "\\u00e4"]}', '\\x00ff', '2026-03-29 01:30:00+00', 1.10),
  (NULL, NULL, NULL, '0001-01-01 00:00:00+00', 'NaN'),
  ('', '[]', '', 'infinity', -0.0000000000000000000001);
"""


def fill(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute(ODD_ROWS)


def odd_rows(url: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT id, t, whole_json, raw, at::text, n::text FROM odd ORDER BY id").fetchall()


def manifest_of(file: Path, folder: Path) -> Manifest:
    folder.mkdir()
    with unpacked(file, folder) as (manifest, _):
        return manifest


def rewritten(file: Path, manifest: Manifest) -> Path:
    """The same backup, saying something else about itself."""
    forged = file.with_suffix(".forged")
    with tarfile.open(file) as source, tarfile.open(forged, "w") as target:
        for member in source:
            content = source.extractfile(member)
            assert content is not None
            raw = msgspec.json.encode(manifest) if member.name == "manifest.json" else content.read()
            member.size = len(raw)
            target.addfile(member, BytesIO(raw))
    return forged


def test_what_was_backed_up_comes_back_equal(database_url: str, empty_database_url: str, tmp_path: Path) -> None:
    fill(database_url)
    file = backup(database_url, tmp_path)
    restored = restore(empty_database_url, file)
    assert odd_rows(empty_database_url) == odd_rows(database_url)
    assert restored.tables["public.odd"].rows == 3
    assert current(empty_database_url).state is State.CURRENT
    again = manifest_of(backup(empty_database_url, tmp_path), tmp_path / "again")
    assert again.tables == restored.tables


def test_a_restored_database_knows_how_its_rows_are_spread(
    database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    fill(database_url)
    restore(empty_database_url, backup(database_url, tmp_path))
    with psycopg.connect(empty_database_url) as connection:
        known = "SELECT reltuples FROM pg_class WHERE oid = 'odd'::regclass"
        assert connection.execute(known).fetchone() == (3.0,)


def test_a_restored_database_goes_on_numbering_where_it_was(
    database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    fill(database_url)
    restore(empty_database_url, backup(database_url, tmp_path))
    with psycopg.connect(empty_database_url) as connection:
        assert connection.execute("INSERT INTO odd (t) VALUES ('next') RETURNING id").fetchone() == (4,)


def test_only_its_owner_may_read_a_backup(database_url: str, tmp_path: Path) -> None:
    file = backup(database_url, tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_rows_written_during_a_backup_are_in_it_whole_or_not_at_all(
    database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    fill(database_url)
    with psycopg.connect(database_url) as writer:
        writer.execute("INSERT INTO odd (t) VALUES ('not committed')")
        file = backup(database_url, tmp_path)
        writer.commit()
    assert restore(empty_database_url, file).tables["public.odd"].rows == 3


def test_a_database_that_is_not_empty_is_left_alone(database_url: str, tmp_path: Path) -> None:
    file = backup(database_url, tmp_path)
    fill(database_url)
    with pytest.raises(ConfigurationError, match="not empty"):
        restore(database_url, file)
    assert len(odd_rows(database_url)) == 3


def test_force_replaces_what_is_there(database_url: str, tmp_path: Path) -> None:
    fill(database_url)
    file = backup(database_url, tmp_path)
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM odd; CREATE TABLE later (id integer); CREATE SCHEMA another")
    restore(database_url, file, force=True)
    assert len(odd_rows(database_url)) == 3
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT to_regclass('later'), to_regnamespace('another')").fetchone() == (None, None)


@pytest.mark.parametrize("content", [TableContent(rows=4, checksum="0"), TableContent(rows=3, checksum="1")])
def test_rows_that_are_not_those_of_the_backup_are_not_kept(
    database_url: str, tmp_path: Path, content: TableContent
) -> None:
    fill(database_url)
    file = backup(database_url, tmp_path)
    manifest = manifest_of(file, tmp_path / "read")
    forged = rewritten(file, msgspec.structs.replace(manifest, tables=manifest.tables | {"public.odd": content}))
    with psycopg.connect(database_url) as connection:
        connection.execute("CREATE TABLE later (id integer)")
    with pytest.raises(Unavailable, match=r"it is as it was before: .*public\.odd"):
        restore(database_url, forged, force=True)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)


def test_a_damaged_backup_is_refused(database_url: str, empty_database_url: str, tmp_path: Path) -> None:
    file = backup(database_url, tmp_path)
    raw = bytearray(file.read_bytes())
    raw[raw.index(b"PGDMP") + 1000] ^= 1
    file.write_bytes(raw)
    with pytest.raises(ConfigurationError, match="damaged"):
        restore(empty_database_url, file)


@pytest.mark.parametrize("length", [0, 100, 3000])
def test_half_a_backup_is_refused(database_url: str, empty_database_url: str, tmp_path: Path, length: int) -> None:
    file = backup(database_url, tmp_path)
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(ConfigurationError, match="no backup that can be read"):
        restore(empty_database_url, file)


def test_a_backup_of_a_newer_crossdock_is_refused(database_url: str, empty_database_url: str, tmp_path: Path) -> None:
    with psycopg.connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(ConfigurationError, match="9999"):
        restore(empty_database_url, backup(database_url, tmp_path))


def test_a_database_that_is_away_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="does not answer"):
        backup("postgresql://nobody:secret@127.0.0.1:1/none", tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def older_server() -> Iterator[str]:
    """A PostgreSQL 16 beside ours: somebody's own server."""
    account = server_account()
    programs = program("postgres").parents[2] / "pginstall" / "bin"
    with temporary_data_folder() as folder:
        data = folder / "data"
        data.mkdir(mode=0o700)
        account.give(data)

        def run(*command: str) -> None:
            subprocess.run([programs / command[0], "-D", data, *command[1:]], check=True, cwd="/", **account.identity)

        run("initdb", "--auth=trust", "--username=owner", "--no-sync", "--encoding=UTF8", "--no-instructions")
        listening = f"-c listen_addresses='' -c unix_socket_directories={data}"
        run("pg_ctl", "start", "-s", "-w", "-l", str(data / "log"), "-o", listening)
        yield f"postgresql://owner@/postgres?host={data}&port=5432"
        run("pg_ctl", "stop", "-s", "-m", "immediate")


def test_backups_go_to_and_from_an_older_postgresql(
    older_server: str, database_url: str, empty_database_url: str, tmp_path: Path
) -> None:
    fill(database_url)
    restored = restore(older_server, backup(database_url, tmp_path))
    assert odd_rows(older_server) == odd_rows(database_url)
    returned = restore(empty_database_url, backup(older_server, tmp_path))
    assert returned.tables == restored.tables


def test_an_older_postgresql_is_upgraded_like_ours(older_server: str) -> None:
    upgrade(older_server)
    assert current(older_server).state is State.CURRENT
