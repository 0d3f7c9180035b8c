"""Alive, ready, and what happens while the database is away."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import make_url

from crossdock.clock import SystemClock
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.access import Role
from crossdock.settings import Settings
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.studio.studio import Studio
from crossdock_api.app import build_app

Problem = Callable[[httpx.Response, int, str], dict[str, Any]]


async def test_it_is_alive_and_ready(nobody: httpx.AsyncClient) -> None:
    assert (await nobody.get("/health/live")).json()["status"] == "live"
    ready = await nobody.get("/health/ready")
    assert (ready.status_code, ready.json()["checks"]) == (200, ["database", "evaluator"])


@pytest.fixture
async def cut_off(catalogue: Catalogue, settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A studio whose database is not there."""
    database = Database("postgresql://nobody@127.0.0.1:1/nothing")
    pool = EvaluationPool(draft_processes=1, live_processes=1)
    keyring = Keyring(["0" * 43 + "="])
    studio = Studio.build(database, Pipeline(pool, SystemClock()), catalogue, keyring, SystemClock())
    transport = httpx.ASGITransport(cast("Any", build_app(studio, settings)))
    headers = {"Authorization": "Bearer cdk_any"}
    async with httpx.AsyncClient(transport=transport, base_url="http://crossdock.test", headers=headers) as client:
        yield client
    await pool.close()
    await database.dispose()


async def test_without_a_database_it_is_alive_and_not_ready(cut_off: httpx.AsyncClient, problem: Problem) -> None:
    assert (await cut_off.get("/health/live")).status_code == 200
    response = await cut_off.get("/health/ready")
    assert "database" in problem(response, 503, "unavailable")["detail"]


async def test_without_a_database_nothing_is_acknowledged(cut_off: httpx.AsyncClient, problem: Problem) -> None:
    response = await cut_off.post("/api/v1/projects", json={"name": "acme"})
    found = problem(response, 503, "unavailable")
    assert "nothing of this request was stored" in found["remedy"]
    assert int(response.headers["retry-after"]) > 0


async def test_a_database_that_goes_away_and_comes_back_loses_nothing(
    database_url: str, cluster: Any, admin: httpx.AsyncClient, problem: Problem
) -> None:
    import psycopg

    (await admin.post("/api/v1/projects", json={"name": "kept", "title": "Kept"})).raise_for_status()
    name = make_url(database_url).database
    with psycopg.connect(cluster.url, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        problem(await admin.post("/api/v1/projects", json={"name": "lost"}), 503, "unavailable")
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    listed = (await admin.get("/api/v1/projects")).json()["items"]
    assert [project["name"] for project in listed] == ["kept"]


async def test_a_role_is_no_matter_for_health(call_as: Any, issue: Any) -> None:
    viewer = call_as(await issue(None, Role.VIEWER))
    assert (await viewer.get("/health/ready")).status_code == 200
