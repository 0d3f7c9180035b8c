"""`crossdock db`, beside a server that runs and alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from cryptography.fernet import Fernet

from crossdock.cli.boundary import run
from crossdock.cli.db import db
from crossdock.settings import Settings
from crossdock.store.cluster import Cluster
from crossdock.store.keyring import Keyring
from crossdock.store.upgrade import head

IMPORTS_AFTER_HELP = """
import sys
from crossdock.cli.boundary import run
from crossdock.cli.db import db
assert run(db, ["upgrade", "--help"]) == 0
sys.exit(bool({"sqlalchemy", "alembic", "psycopg", "cryptography"} & set(sys.modules)))
"""


@pytest.fixture(autouse=True)
def environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CROSSDOCK_DATABASE_URL", "CROSSDOCK_SECRET_KEYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CROSSDOCK_DATA", str(data))


def add_connection(url: str, sealed: bytes) -> None:
    """A project with one connection, made without the studio."""
    with psycopg.connect(url) as connection:
        project = uuid4()
        connection.execute(
            "INSERT INTO projects (id, name, title, description, four_eyes, revision, created_at, updated_at) "
            "VALUES (%s, 'acme', 'Acme', '', true, 1, now(), now())",
            [project],
        )
        connection.execute("INSERT INTO environments (project_id, name, position) VALUES (%s, 'sandbox', 1)", [project])
        connection.execute(
            "INSERT INTO connections (id, project_id, environment, name, connector, settings, secrets, secret_names, "
            "secret_expiries, revision, created_at, updated_at) VALUES (%s, %s, 'sandbox', 'shop', 'shopify', '{}', %s, "
            "'{token}', '{}', 1, now(), now())",
            [uuid4(), project, sealed],
        )


def sealed_secret(url: str) -> bytes:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT secrets FROM connections").fetchone()
    assert row is not None
    return bytes(row[0])


def test_the_commands_work_one_after_the_other(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(db, ["upgrade"]) == 0
    capsys.readouterr()
    assert run(db, ["current", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"revision": head(), "head": head(), "state": "current"}
    assert run(db, ["backup", "--format", "json"]) == 0
    file = json.loads(capsys.readouterr().out)["file"]
    assert run(db, ["restore", file]) == 2
    assert run(db, ["restore", file, "--force"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "checksums agree" in captured.err
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_a_command_beside_a_running_server_uses_it_and_lets_it_run(data: Path) -> None:
    with Cluster(data) as cluster:
        assert run(db, ["upgrade"]) == 0
        assert run(db, ["backup"]) == 0
        with psycopg.connect(cluster.url) as connection:
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (head(),)


def test_secrets_are_sealed_anew_and_a_running_server_still_opens_them(data: Path) -> None:
    with Cluster(data) as cluster:
        assert run(db, ["upgrade"]) == 0
        serving = Keyring.from_settings(Settings(data=data))
        add_connection(cluster.url, serving.seal(b'{"token": "made-up"}'))
        old_key = (data / "secret.keys").read_text().split()[0]
        assert run(db, ["rotate-secrets"]) == 0
        token = sealed_secret(cluster.url)
        new_key = (data / "secret.keys").read_text().split()[0]
        assert new_key != old_key
        assert Keyring([new_key]).open(token) == serving.open(token) == b'{"token": "made-up"}'


def test_secrets_follow_the_key_that_the_environment_names_first(
    data: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = (Fernet.generate_key().decode() for _ in range(2))
    add_connection(database_url, Keyring([old]).seal(b"{}"))
    monkeypatch.setenv("CROSSDOCK_SECRET_KEYS", f"{new},{old}")
    assert run(db, ["rotate-secrets", "--database-url", database_url]) == 0
    assert Keyring([new]).open(sealed_secret(database_url)) == b"{}"


def test_a_secret_that_no_key_opens_stops_the_rotation_and_stays(
    data: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = (Fernet.generate_key().decode() for _ in range(2))
    token = Keyring([old]).seal(b"{}")
    add_connection(database_url, token)
    monkeypatch.setenv("CROSSDOCK_SECRET_KEYS", new)
    assert run(db, ["rotate-secrets", "--database-url", database_url]) == 2
    assert sealed_secret(database_url) == token


@pytest.mark.parametrize("command", ["upgrade", "current", "backup", "rotate-secrets"])
def test_a_database_that_is_away_is_exit_code_3(data: Path, command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(db, [command, "--database-url", "postgresql://studio:made-up@127.0.0.1:1/none"]) == 3
    assert "made-up" not in capsys.readouterr().err


def test_a_url_of_another_database_is_exit_code_2(data: Path) -> None:
    assert run(db, ["current", "--database-url", "sqlite:///file"]) == 2


def test_help_imports_nothing_heavy() -> None:
    assert subprocess.run([sys.executable, "-c", IMPORTS_AFTER_HELP], check=False, capture_output=True).returncode == 0
