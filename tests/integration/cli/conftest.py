"""The command as it is run: a process of its own, with a project folder and, for push, a real server."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("CROSSDOCK_", "NO_COLOR"))}
    return ours | {"CROSSDOCK_DATA": str(tmp_path / "data"), "PYTHONUTF8": "1"}


@pytest.fixture
def crossdock(environment: dict[str, str], tmp_path: Path) -> Crossdock:
    """Runs a command line in a folder of its own, and gives exit code, stdout and stderr."""

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh project folder, as `crossdock init` writes it, without a lock."""
    root = tmp_path / "brand"
    write_template(root, "brand")
    return root


@pytest.fixture
def issue(database_url: str) -> Issue:
    """Issues a token on the server's database and gives its text."""

    async def issued(project: str | None, role: Role) -> str:
        database = Database(database_url)
        new = TokenNew(name=f"the {role} of {project or 'everything'}", role=role)
        tokens = Tokens(Store(database, SystemClock()))
        token = await tokens.issue(await tokens.local_admin("tests"), project, new)
        await database.dispose()
        return token.text

    return lambda project, role: asyncio.run(issued(project, role))


@pytest.fixture
def server(database_url: str, environment: dict[str, str]) -> Iterator[str]:
    """The address of `crossdock serve` on a database of this test alone."""
    environment = environment | {"CROSSDOCK_DATABASE_URL": database_url, "CROSSDOCK_DRAFT_PROCESSES": "1"}
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], env=environment, stderr=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stderr is not None
        said = []
        for line in serving.stderr:
            said.append(line)
            if found := re.search(r"serves at (http://\S+)", line):
                yield found[1]
                break
        else:
            pytest.fail(f"The server did not start: {''.join(said)}")
        serving.terminate()
        serving.communicate()
