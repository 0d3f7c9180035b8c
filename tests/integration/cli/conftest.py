"""The command as it is run: a process of its own, with a project folder and, for some, a real server."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from uuid import uuid4

import pytest
from blank_databases import BlankDatabases

from crossdock.clock import SystemClock
from crossdock.model.access import Role, TokenNew
from crossdock.project.init import write_template
from crossdock.store.database import Database
from crossdock.store.unit_of_work import Store
from crossdock.studio.tokens import Tokens

Crossdock = Callable[..., subprocess.CompletedProcess[str]]
Issue = Callable[[str | None, Role], str]

COMMAND = (sys.executable, "-m", "crossdock.cli.main")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of the command: ours without any setting of Crossdock's, and a data folder of its own."""
    return clean_environment(tmp_path / "data")


def clean_environment(data: Path) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("CROSSDOCK_", "NO_COLOR"))}
    return ours | {"CROSSDOCK_DATA": str(data), "PYTHONUTF8": "1"}


@pytest.fixture
def started(environment: dict[str, str], tmp_path: Path) -> Crossdock:
    """Starts Python for a command line in a folder of its own, and gives exit code, stdout and stderr."""

    def run(*arguments: object, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, arguments)],
            input=given,
            env=environment | more,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture(scope="session")
def warm() -> Iterator[IO[bytes]]:
    """Where command lines are written, and exit codes read: the process of warm_command.py."""
    ours, theirs = socket.socketpair()
    host = Path(__file__).with_name("warm_command.py")
    with ours, theirs, ours.makefile("rwb") as asking:
        command = [sys.executable, str(host), str(theirs.fileno())]
        with subprocess.Popen(command, pass_fds=[theirs.fileno()], env=clean_environment(Path("/nowhere"))):
            theirs.close()
            yield asking
            asking.close()
            ours.close()


@pytest.fixture
def crossdock(warm: IO[bytes], environment: dict[str, str], tmp_path: Path) -> Crossdock:
    """As `started`, but that what a command imports is imported already."""

    def run(*arguments: object, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        line = [*map(str, arguments)]
        with TemporaryDirectory() as streams:
            paths = [Path(streams, name) for name in ("stdin", "stdout", "stderr")]
            for path, text in zip(paths, (given, "", ""), strict=True):
                path.write_text(text, "utf-8")
            asked = {"arguments": line, "environment": environment | more, "folder": str(tmp_path)}
            warm.write(json.dumps(asked | {"streams": [*map(str, paths)]}).encode() + b"\n")
            warm.flush()
            code = int(warm.readline())
            said = [path.read_text("utf-8") for path in paths[1:]]
        return subprocess.CompletedProcess(line, code, *said)

    return run


@pytest.fixture
def name() -> str:
    """Of a project that no other test has on the server."""
    return f"brand-{uuid4().hex[:8]}"


@pytest.fixture
def project(tmp_path: Path, name: str) -> Path:
    """A fresh project folder, as `crossdock init` writes it, without a lock."""
    root = tmp_path / "brand"
    write_template(root, name)
    return root


@pytest.fixture
def issue(served_database: str) -> Issue:
    """Issues a token on the server's database and gives its text."""

    async def issued(project: str | None, role: Role) -> str:
        database = Database(served_database)
        new = TokenNew(name=f"the {role} of {project or 'everything'}", role=role)
        tokens = Tokens(Store(database, SystemClock()))
        token = await tokens.issue(await tokens.local_admin("tests"), project, new)
        await database.dispose()
        return token.text

    return lambda project, role: asyncio.run(issued(project, role))


@pytest.fixture(scope="session")
def served_database(blank_databases: BlankDatabases) -> Iterator[str]:
    """The server's."""
    with blank_databases.lend() as url:
        yield url


@pytest.fixture(scope="session")
def served_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The server's data folder."""
    return tmp_path_factory.mktemp("served") / "data"


@pytest.fixture(scope="session")
def server(served_database: str, served_data: Path) -> Iterator[str]:
    """The address of `crossdock serve`, one for all tests: each has a project of its own there."""
    environment = clean_environment(served_data) | {
        "CROSSDOCK_DATABASE_URL": served_database,
        "CROSSDOCK_DRAFT_PROCESSES": "1",
    }
    log = served_data.with_name("serve.log")
    with (
        log.open("w") as writing,
        subprocess.Popen([*COMMAND, "serve", "--port", "0"], env=environment, stderr=writing) as serving,
    ):
        yield address_in(log, serving)
        serving.terminate()


def address_in(log: Path, serving: subprocess.Popen[bytes]) -> str:
    while serving.poll() is None:
        if told := re.search(r"serves at (http://\S+)", log.read_text()):
            return told[1]
        time.sleep(0.05)
    raise AssertionError(f"The server did not start: {log.read_text()}")
