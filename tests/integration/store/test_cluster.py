"""The embedded PostgreSQL: what survives a kill, who shares it, and what others may see of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import anyio
import psycopg
import pytest
from sqlalchemy import make_url

from crossdock.cli.examination import check_database
from crossdock.errors import ConfigurationError, Unavailable
from crossdock.settings import Settings
from crossdock.store import system_place
from crossdock.store.account import Account, server_account
from crossdock.store.cluster import Cluster
from crossdock.store.database import Database
from crossdock.store.postgres import program
from crossdock.store.private_file import temporary_data_folder, write_private
from crossdock.store.system_place import reachable_programs

STARTS_WRITES_AND_WAITS = """
import sys, pathlib, psycopg
from crossdock.store.cluster import Cluster
cluster = Cluster(pathlib.Path(sys.argv[1]))
with psycopg.connect(cluster.start()) as connection:
    connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
print("written", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def running(data: Path) -> Iterator[Cluster]:
    with Cluster(data) as cluster:
        yield cluster


def server_pid(data: Path) -> int:
    return int((data / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def is_running(data: Path) -> bool:
    return (data / "postgres" / "postmaster.pid").exists()


def value(url: str, query: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def write(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")


def test_committed_rows_survive_a_kill_of_postgres(data: Path, running: Cluster) -> None:
    write(running.url)
    os.kill(server_pid(data), signal.SIGKILL)
    assert value(running.start(), "SELECT number FROM kept") == 7


async def test_a_watched_server_comes_back_by_itself(data: Path, running: Cluster) -> None:
    write(running.url)
    database = Database(running.url)
    await database.ping()
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(running.watch)
        killed = server_pid(data)
        os.kill(killed, signal.SIGKILL)
        with anyio.fail_after(60):
            await wait_for_another(data, killed)
            await wait_for(database)
        tasks.cancel_scope.cancel()
    await database.dispose()
    assert value(running.url, "SELECT number FROM kept") == 7


def is_another(data: Path, pid: int) -> bool:
    """Whether another server has written its file: processes of a killed one may still answer for a moment."""
    try:
        return server_pid(data) != pid
    except (FileNotFoundError, IndexError, ValueError):
        return False


async def wait_for_another(data: Path, pid: int) -> None:
    if not is_another(data, pid):
        await anyio.sleep(0.05)
        await wait_for_another(data, pid)


async def wait_for(database: Database) -> None:
    try:
        await database.ping()
    except Unavailable:
        await anyio.sleep(0.1)
        await wait_for(database)


def test_committed_rows_survive_a_kill_of_the_process_that_started_it(data: Path) -> None:
    command = [sys.executable, "-c", STARTS_WRITES_AND_WAITS, str(data)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "written\n"
        starter.kill()
    with Cluster(data) as cluster:
        assert value(cluster.url, "SELECT number FROM kept") == 7
    assert not is_running(data)


def test_starters_at_the_same_time_share_one_server(data: Path) -> None:
    clusters = [Cluster(data) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        urls = set(threads.map(Cluster.start, clusters))
        assert len(urls) == 1
        pid = server_pid(data)
        clusters[0].stop()
        clusters[1].stop()
    assert server_pid(data) == pid
    assert value(urls.pop(), "SELECT 1") == 1
    clusters[2].stop()
    assert not is_running(data)


def test_it_starts_where_a_killed_server_s_process_id_is_another_s_now(data: Path) -> None:
    with Cluster(data) as cluster:
        write(cluster.url)
        left_behind = (data / "postgres" / "postmaster.pid").read_text()
    account = server_account()
    pid_file = data / "postgres" / "postmaster.pid"
    with living_process(account) as pid:
        stale = left_behind.replace(left_behind.splitlines()[0], str(pid), 1)
        write_private(pid_file, stale.encode(), owner=account)
        with Cluster(data) as cluster:
            assert server_pid(data) != pid
            assert value(cluster.url, "SELECT number FROM kept") == 7


@contextmanager
def living_process(account: Account) -> Iterator[int]:
    with subprocess.Popen(["/bin/sleep", "600"], **account.identity) as process:
        try:
            yield process.pid
            assert process.poll() is None, "it was none of ours to end"
        finally:
            process.kill()


def test_it_starts_where_an_earlier_start_was_killed_half_way(new_data: Path) -> None:
    (new_data / "postgres.new").mkdir()
    (new_data / "postgres.new" / "half").write_text("made")
    with Cluster(new_data) as cluster:
        assert value(cluster.url, "SELECT 1") == 1
    assert not (new_data / "postgres.new").exists()


def test_only_its_account_sees_its_files(data: Path, running: Cluster) -> None:
    account = (data / "postgres").stat().st_uid
    assert account != 0
    rights = {name: (data / name).stat() for name in ("postgres", "socket", "postgres/crossdock.password")}
    assert {name: oct(found.st_mode & 0o777) for name, found in rights.items()} == {
        "postgres": "0o700",
        "socket": "0o700",
        "postgres/crossdock.password": "0o600",
    }
    assert {found.st_uid for found in rights.values()} == {account}


def test_it_listens_on_no_network_and_keeps_what_it_commits(running: Cluster) -> None:
    assert value(running.url, "SHOW listen_addresses") == ""
    assert value(running.url, "SHOW fsync") == "on"
    assert value(running.url, "SHOW synchronous_commit") == "on"


def test_the_studio_s_role_is_no_superuser_and_needs_its_password(running: Cluster) -> None:
    assert value(running.url, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    url = make_url(running.url)
    for wrong in (url.set(password="wrong"), url.set(username="postgres")):
        with pytest.raises(psycopg.OperationalError, match=r"authentication failed|no pg_hba\.conf entry"):
            psycopg.connect(wrong.render_as_string(hide_password=False))


def test_the_password_is_in_no_repr(running: Cluster) -> None:
    password = str(make_url(running.url).password)
    assert len(password) > 30
    assert password not in repr(running)
    assert password not in repr(Database(running.url))


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Stands for /var/lib/crossdock."""
    with temporary_data_folder() as place:
        monkeypatch.setattr(system_place, "SYSTEM_PLACE", place / "system")
        yield place / "system"


def test_a_folder_that_is_not_ours_keeps_its_rights(tmp_path: Path, system: Path) -> None:
    tmp_path.chmod(0o700)
    with Cluster(tmp_path / "data"):
        assert tmp_path.stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's PostgreSQL runs as another account, which may lack the way")
def test_root_s_cluster_lies_elsewhere_where_its_account_has_no_way(tmp_path: Path, system: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    data = tmp_path / "closed" / "data"
    with Cluster(data) as cluster:
        write(cluster.url)
        assert Cluster(data).url == cluster.url, "whoever did not start it finds it"
        assert "not running" not in check_database(Settings(data=data)).message
    (home,) = (system / "clusters").iterdir()
    assert (home / "origin").read_text().strip() == str(data)
    assert not (data / "postgres").exists()
    with Cluster(data) as cluster:
        assert value(cluster.url, "SELECT number FROM kept") == 7


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's PostgreSQL runs as another account, which may lack the way")
def test_programs_the_account_cannot_reach_are_copied_once(tmp_path: Path, system: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = program("postgres").parents[2]
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.exists():
            shutil.copytree(folder, closed / folder.name, symlinks=True)
    account = server_account()
    installed = closed / package.name / program("postgres").parents[1].name
    copy = reachable_programs(installed, account)
    subprocess.run([copy / "bin" / "initdb", "--version"], check=True, cwd="/", **account.identity)
    assert reachable_programs(installed, account) == copy
    assert len(list((system / "programs").iterdir())) == 1


def test_a_folder_everybody_may_write_to_is_refused(new_data: Path) -> None:
    new_data.chmod(0o777)
    with pytest.raises(ConfigurationError, match="Everybody may write"):
        Cluster(new_data).start()


def test_a_path_too_long_for_a_socket_is_no_obstacle(new_data: Path) -> None:
    deep = new_data / ("long-" * 20)
    with Cluster(deep) as cluster:
        assert value(cluster.url, "SELECT 1") == 1
        folder = Path(str(make_url(cluster.url).query["host"]))
        assert not folder.is_relative_to(deep)
        assert folder.stat().st_mode & 0o777 == 0o700
    folder.rmdir()


def test_files_of_another_postgresql_are_refused(data: Path) -> None:
    (data / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(ConfigurationError, match="made by PostgreSQL 17"):
        Cluster(data).start()


def test_a_server_that_cannot_start_says_why(data: Path) -> None:
    (data / "postgres" / "local.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(Unavailable, match="no_such_setting"):
        Cluster(data).start()
