"""A studio of real parts: PostgreSQL, evaluation processes, the bundled plugins. Only the clock can be turned."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.fernet import Fernet
from running import Bell, LiveFlow

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.access import Principal, Role, TokenNew
from crossdock.model.evaluation import Evaluated, Evaluation, Lane
from crossdock.model.fixture import ExpectPartial, Fixture
from crossdock.model.mapping import MappingNew, Version, VersionNew
from crossdock.model.problem import Problem
from crossdock.model.project import ProjectNew
from crossdock.model.resource import ResourceRef
from crossdock.plugins import Plugins
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.studio import Studio

PROJECT = "acme"
MAPPING = "orders"
ORDER = "shopify/order"

Publish = Callable[[str], Awaitable[Version]]


class TurnableClock:
    """Tells the real time, plus what it was turned on by."""

    def __init__(self) -> None:
        self.turned = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.turned


@pytest.fixture(scope="session")
async def pool() -> AsyncIterator[EvaluationPool]:
    async with EvaluationPool(draft_processes=1, live_processes=1) as pool:
        yield pool


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue(Plugins())


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock()


@pytest.fixture
def turn(clock: TurnableClock) -> Callable[[timedelta], None]:
    """Turns the studio's clock to so much after the real time."""

    def act(by: timedelta) -> None:
        clock.turned = by

    return act


@pytest.fixture
def keyring() -> Keyring:
    return Keyring([Fernet.generate_key().decode()])


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.dispose()


@pytest.fixture
def bell() -> Bell:
    """Tells for which partitions the studio rang."""
    return Bell()


@pytest.fixture
def studio(
    database: Database, pool: EvaluationPool, catalogue: Catalogue, keyring: Keyring, clock: TurnableClock, bell: Bell
) -> Studio:
    return Studio.build(database, Pipeline(pool, clock), catalogue, keyring, clock, bell)


class Meddling:
    """The evaluator, with something done before it is asked."""

    def __init__(self, pool: EvaluationPool, act: Callable[[], Awaitable[object]]) -> None:
        self.name = pool.name
        self.close, self.check = pool.close, pool.check
        self.fields, self.lint, self.complete, self.trace = pool.fields, pool.lint, pool.complete, pool.trace
        self._pool = pool
        self._act = act

    async def parse(self, text: str) -> tuple[Problem, ...]:
        await self._act()
        return await self._pool.parse(text)

    async def evaluate(self, evaluation: Evaluation, lane: Lane) -> Evaluated:
        await self._act()
        return await self._pool.evaluate(evaluation, lane)


@pytest.fixture
def meddle(
    database: Database, pool: EvaluationPool, catalogue: Catalogue, keyring: Keyring, clock: TurnableClock
) -> Callable[[Callable[[], Awaitable[object]]], Studio]:
    """The same studio, but that something is done between its reading and its storing."""

    def act(meanwhile: Callable[[], Awaitable[object]]) -> Studio:
        return Studio.build(database, Pipeline(Meddling(pool, meanwhile), clock), catalogue, keyring, clock)

    return act


@pytest.fixture
def admin() -> Principal:
    return LOCAL_ADMINISTRATOR


@pytest.fixture
async def project(studio: Studio, admin: Principal) -> str:
    """A project with the environments sandbox and live."""
    await studio.projects.create(admin, ProjectNew(name=PROJECT))
    return PROJECT


async def token(studio: Studio, admin: Principal, role: Role, name: str = "") -> Principal:
    """The holder of a new token of the project."""
    new = TokenNew(name=name or f"an {role.value}", role=role)
    return await studio.tokens.authenticate((await studio.tokens.issue(admin, PROJECT, new)).text)


@pytest.fixture
async def editor(studio: Studio, admin: Principal, project: str) -> Principal:
    return await token(studio, admin, Role.EDITOR)


@pytest.fixture
async def approver(studio: Studio, admin: Principal, project: str) -> Principal:
    return await token(studio, admin, Role.APPROVER)


@pytest.fixture
async def operator(studio: Studio, admin: Principal, project: str) -> Principal:
    return await token(studio, admin, Role.OPERATOR)


@pytest.fixture
async def mapping(studio: Studio, editor: Principal, project: str) -> str:
    """A mapping from an order to an order, so that `$` is a text that passes both schemas."""
    await studio.mappings.create(editor, project, MappingNew(name=MAPPING, source=ORDER, target=ORDER))
    return MAPPING


@pytest.fixture(scope="session")
def order(catalogue: Catalogue) -> bytes:
    """A sample order that the plugin ships."""
    return catalogue.resource(ResourceRef.parse(ORDER)).samples[0].payload


@pytest.fixture
async def fixture(studio: Studio, editor: Principal, project: str, mapping: str, order: bytes) -> Fixture:
    """A fixture that any text passes which hands an order on."""
    example = Fixture(name="any-order", input=order, expect=ExpectPartial(output={}))
    await studio.fixtures.put(editor, project, mapping, example, None)
    return example


@pytest.fixture
def publish(studio: Studio, editor: Principal, project: str, mapping: str) -> Publish:
    """Publish a text of the mapping, as the editor."""

    async def act(text: str) -> Version:
        return await studio.versions.publish(editor, project, mapping, VersionNew(reason="A test.", text=text))

    return act


@pytest.fixture
def store(database: Database, clock: TurnableClock) -> Store:
    """The studio's own store."""
    return Store(database, clock)


@pytest.fixture
async def flow(
    studio: Studio, store: Store, keyring: Keyring, admin: Principal, project: str, order: bytes, bell: Bell
) -> LiveFlow:
    """A flow from the shop to the warehouse, in the sandbox alone."""
    made = LiveFlow(studio, store, keyring, order)
    await made.set_up(admin)
    bell.rung.clear()
    return made
