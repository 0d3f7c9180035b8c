"""The whole application on a database of its own, and callers with every role."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import httpx
import pytest
from cryptography.fernet import Fernet
from litestar import Litestar
from running import LiveFlow

from crossdock.clock import SystemClock
from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.access import Principal, Role, TokenNew
from crossdock.model.resource import ResourceRef
from crossdock.plugins import Plugins
from crossdock.settings import Settings
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.studio import Studio
from crossdock_api.app import build_app, state_of

PROJECT = "/api/v1/projects/acme"
ADMINISTRATOR = Principal(token_id=UUID(int=0), name="the tests", project=None, role=Role.ADMIN)
MAPPING = f"{PROJECT}/mappings/order-to-warehouse"

Caller = Callable[[str | None], httpx.AsyncClient]
Issue = Callable[[str | None, Role], Awaitable[str]]
Publish = Callable[[str], Awaitable[int]]
Problem = Callable[[httpx.Response, int, str], dict[str, Any]]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(Plugins())


@pytest.fixture(scope="session")
async def pool() -> AsyncIterator[EvaluationPool]:
    """Evaluation processes for all tests: starting them is what takes time."""
    async with EvaluationPool(draft_processes=1, live_processes=1) as pool:
        yield pool


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.dispose()


@pytest.fixture
def keyring() -> Keyring:
    return Keyring([Fernet.generate_key().decode()])


@pytest.fixture
def studio(database: Database, catalogue: Catalogue, pool: EvaluationPool, keyring: Keyring) -> Studio:
    """The use cases on a real database and real evaluation processes."""
    clock = SystemClock()
    return Studio.build(database, Pipeline(pool, clock), catalogue, keyring, clock)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, body_bytes=200_000)


@pytest.fixture(scope="session")
def apps() -> list[Litestar]:
    """The application, once it is built: laying its routes is what takes time."""
    return []


@pytest.fixture
def app(apps: list[Litestar], studio: Studio, settings: Settings) -> Litestar:
    """The application, which answers from this test's studio alone."""
    if not apps:
        apps.append(build_app(studio, settings))
    apps[0].state = state_of(studio, settings)
    return apps[0]


@pytest.fixture
async def call_as(app: Litestar) -> AsyncIterator[Caller]:
    """Makes a client that carries a token; None: no token."""
    clients: list[httpx.AsyncClient] = []

    def client(token: str | None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        transport = httpx.ASGITransport(cast("Any", app))  # the two spell ASGI differently
        clients.append(httpx.AsyncClient(transport=transport, base_url="http://crossdock.test", headers=headers))
        return clients[-1]

    yield client
    for made in clients:
        await made.aclose()


@pytest.fixture
def administrator() -> Principal:
    """Whoever may issue the first tokens."""
    return ADMINISTRATOR


@pytest.fixture
def issue(studio: Studio) -> Issue:
    """Issues a token and gives its text."""

    async def issued(project: str | None, role: Role) -> str:
        new = TokenNew(name=f"the {role} of {project or 'everything'}", role=role)
        return (await studio.tokens.issue(ADMINISTRATOR, project, new)).text

    return issued


@pytest.fixture
def nobody(call_as: Caller) -> httpx.AsyncClient:
    return call_as(None)


@pytest.fixture
async def admin(call_as: Caller, issue: Issue) -> httpx.AsyncClient:
    """Of the whole deployment."""
    return call_as(await issue(None, Role.ADMIN))


@pytest.fixture
async def acme(admin: httpx.AsyncClient) -> None:
    """A project with a mapping from Shopify's order to SEKO's, and nothing published."""
    made = await admin.post("/api/v1/projects", json={"name": "acme", "title": "Acme"})
    made.raise_for_status()
    mapping = {"name": "order-to-warehouse", "source": "shopify/order", "target": "seko/order"}
    (await admin.post(f"{PROJECT}/mappings", json=mapping)).raise_for_status()


@pytest.fixture
async def editor(acme: None, issue: Issue, call_as: Caller) -> httpx.AsyncClient:
    return call_as(await issue("acme", Role.EDITOR))


@pytest.fixture
async def viewer(acme: None, issue: Issue, call_as: Caller) -> httpx.AsyncClient:
    return call_as(await issue("acme", Role.VIEWER))


@pytest.fixture
async def approver(acme: None, issue: Issue, call_as: Caller) -> httpx.AsyncClient:
    return call_as(await issue("acme", Role.APPROVER))


@pytest.fixture
async def operator(acme: None, issue: Issue, call_as: Caller) -> httpx.AsyncClient:
    return call_as(await issue("acme", Role.OPERATOR))


@pytest.fixture
def order(catalogue: Catalogue) -> bytes:
    """A Shopify order, as its connector ships it."""
    return catalogue.resource(ResourceRef("shopify", "order")).samples[0].payload


@pytest.fixture
def text(catalogue: Catalogue) -> str:
    """A mapping whose output fits SEKO's order: a sample of it, with the Shopify order's number."""
    sample = json.loads(catalogue.resource(ResourceRef("seko", "order")).samples[0].payload)
    sample["WebSalesOrder"]["SalesOrderNumber"] = "(number)"
    return json.dumps(sample).replace('"(number)"', "name")


@pytest.fixture
async def live(editor: httpx.AsyncClient, approver: httpx.AsyncClient, text: str, order: bytes) -> None:
    """Version 1 of the mapping, proven by a fixture and live in the sandbox."""
    published = await editor.post(f"{MAPPING}/versions", json={"text": text, "reason": "First"})
    published.raise_for_status()
    number = json.loads(order)["name"]
    fixture = {
        "input": json.loads(order),
        "expect": {"kind": "partial", "output": {"WebSalesOrder": {"SalesOrderNumber": number}}},
    }
    kept = await editor.put(f"{MAPPING}/fixtures/sample", json=fixture, headers={"If-None-Match": "*"})
    kept.raise_for_status()
    promotion = {"environment": "sandbox", "mapping": "order-to-warehouse", "version": 1, "reason": "First"}
    (await approver.post(f"{PROJECT}/promotions", json=promotion)).raise_for_status()


@pytest.fixture
async def flow(studio: Studio, database: Database, keyring: Keyring, acme: None, order: bytes) -> LiveFlow:
    """A flow from the shop to the warehouse, in the sandbox alone."""
    made = LiveFlow(studio, Store(database, SystemClock()), keyring, order)
    await made.connect(ADMINISTRATOR)
    return made


@pytest.fixture
def problem() -> Problem:
    """Checks that an answer is a problem of a status and a code, whole in its form, and gives it."""

    def checked(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
        assert response.headers["content-type"] == "application/problem+json", response.text
        found: dict[str, Any] = response.json()
        assert (response.status_code, found["code"]) == (status, code), response.text
        assert (found["status"], found["type"]) == (status, f"/problems/{code}")
        assert found["title"]
        assert found["detail"]
        assert found["instance"] == response.request.url.raw_path.partition(b"?")[0].decode()
        return found

    return checked
