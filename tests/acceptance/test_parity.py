"""A folder and a server give the same bytes: `crossdock test`, `crossdock eval`, preview, version and live mapping."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import anyio
import httpx
import msgspec
import pytest
from cryptography.fernet import Fernet

from crossdock.clock import SystemClock
from crossdock.connect.catalogue import Catalogue
from crossdock.demo.folder import demo_folder
from crossdock.demo.seed import ENVIRONMENT, PROJECT, seed
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.fixture import FixtureResult
from crossdock.plugins import Plugins
from crossdock.project.case import Case
from crossdock.project.fixture_run import Selection, collect, run
from crossdock.settings import Settings
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.studio.studio import Studio
from crossdock_api.app import build_app

Results = list[tuple[Case, FixtureResult]]

BASE = f"/api/v1/projects/{PROJECT}"


class Preview(msgspec.Struct):
    """What a preview answers, its output untouched."""

    output: msgspec.Raw


@pytest.fixture
async def pipeline() -> AsyncIterator[Pipeline]:
    async with EvaluationPool(draft_processes=1, live_processes=1) as pool:
        yield Pipeline(pool, SystemClock())


@pytest.fixture
async def operator(database_url: str, pipeline: Pipeline, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The operator of a studio that has the demo's folder, published and live."""
    database = Database(database_url)
    keyring = Keyring([Fernet.generate_key().decode()])
    studio = Studio.build(database, pipeline, Catalogue(Plugins()), keyring, SystemClock())
    tokens = await seed(studio, demo_folder(), {})
    app: Any = build_app(studio, Settings(data=tmp_path))  # httpx writes the ASGI types in other words
    transport = httpx.ASGITransport(app)
    headers = {"Authorization": f"Bearer {tokens['operator']}", "Content-Type": "application/json"}
    async with httpx.AsyncClient(transport=transport, base_url="http://crossdock.test", headers=headers) as client:
        yield client
    await database.dispose()


@pytest.fixture
async def results(pipeline: Pipeline) -> Results:
    """What `crossdock test` makes of the demo's folder."""
    found: list[tuple[Case, FixtureResult]] = []
    cases = collect(demo_folder(), Catalogue(Plugins()), Selection())
    await run(cases, pipeline, lambda case, result: found.append((case, result)))
    return found


async def test_folder_and_server_give_the_same_bytes(results: Results, operator: httpx.AsyncClient) -> None:
    assert {result.hold is None for _, result in results} == {True, False}, "both outputs and holds are compared"
    for case, result in results:
        for answer in await answers(operator, case):
            assert told(answer) == told_by_folder(result), f"{case.fixture.name}: {answer.request.url}"


async def test_the_command_line_gives_the_same_bytes(results: Results) -> None:
    case, result = next((case, result) for case, result in results if result.hold is None)
    text = demo_folder() / "mappings" / case.mapping / "map.jsonata"
    command = [sys.executable, "-m", "crossdock.cli.main", "eval", "-", "--file", str(text)]
    lookups = ["--lookups", str(demo_folder() / "lookups")]
    done = await anyio.run_process([*command, *lookups], input=case.fixture.input)
    assert result.output is not None
    assert done.stdout == bytes(result.output) + b"\n"


async def answers(operator: httpx.AsyncClient, case: Case) -> list[httpx.Response]:
    """What the server makes of a fixture's input: as preview, by its version, and live."""
    mapping = f"{BASE}/mappings/{case.mapping}"
    raw = msgspec.Raw(case.fixture.input.strip())
    preview = msgspec.json.encode({"text": case.runnable.text, "input": raw})
    live = f"{BASE}/environments/{ENVIRONMENT}/mappings/{case.mapping}/map"
    return [
        await operator.post(f"{mapping}/preview", content=preview),
        await operator.post(f"{mapping}/versions/1/map", content=case.fixture.input),
        await operator.post(live, content=case.fixture.input),
    ]


def told(answer: httpx.Response) -> bytes | str:
    """The output's bytes, or the code of the hold."""
    if answer.status_code == 422:
        return str(answer.json()["code"])
    assert answer.status_code == 200, answer.text
    if answer.request.url.path.endswith("/preview"):
        return bytes(msgspec.json.decode(answer.content, type=Preview).output)
    return answer.content


def told_by_folder(result: FixtureResult) -> bytes | str:
    if result.hold:
        return result.hold.code
    assert result.output is not None
    return bytes(result.output)
