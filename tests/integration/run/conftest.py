"""A live flow from one desk to another: real database, real evaluation, and a platform that does as the test says."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpx
import pytest
from board import PINNED, BoardCatalogue, Pinned
from cryptography.fernet import Fernet
from desk import PLATFORM, DeskCatalogue, Judges, Platform
from live_flow import ENVIRONMENT, MAPPING, PROJECT, Live, StartFlow, TurnableClock, put_row
from uuid_utils.compat import uuid7
from watch import QUIET, AddRule, Watched

from crossdock.connect.outside import GuardedOutside
from crossdock.engine.pipeline import Pipeline
from crossdock.evaluate.pool import EvaluationPool
from crossdock.model.alert import AlertKind, AlertRuleSettings
from crossdock.model.fixture import ExpectPartial, Fixture
from crossdock.model.flow import Flow, FlowDefinition, FlowSource, FlowTarget, Poll
from crossdock.model.lookup import LookupDefinition
from crossdock.model.mapping import MappingNew, VersionNew
from crossdock.model.project import ConnectionNew, ProjectNew
from crossdock.model.promotion import PromotionNew
from crossdock.run.channels import Channels
from crossdock.run.intake import Intake
from crossdock.run.lines import Connectors, Lines
from crossdock.run.route import Routes
from crossdock.run.station import Station
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import LOCAL_ADMINISTRATOR
from crossdock.studio.alert_rules import AlertRules
from crossdock.studio.studio import Studio

TEXT = '{"id": id, "colour": $xref("colours", colour), "size": size, "whole": whole}'


class SilentAlarm:
    """Rings nobody: tests work off by themselves."""

    async def ring(self, partitions: Iterable[int]) -> None:
        pass


@pytest.fixture(scope="session")
async def pool() -> AsyncIterator[EvaluationPool]:
    async with EvaluationPool(draft_processes=1, live_processes=1) as pool:
        yield pool


@pytest.fixture
def clock() -> TurnableClock:
    return TurnableClock()


@pytest.fixture
def keyring() -> Keyring:
    return Keyring([Fernet.generate_key().decode()])


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.dispose()


@pytest.fixture
def store(database: Database, clock: TurnableClock) -> Store:
    return Store(database, clock)


@pytest.fixture
def platform() -> Platform:
    """The platform, empty and in good order."""
    PLATFORM.held, PLATFORM.asked, PLATFORM.troubles = {}, 0, []
    PLATFORM.batches, PLATFORM.unwelcome, PLATFORM.judges = [], set(), Judges.EACH
    PLATFORM.lists, PLATFORM.listings, PLATFORM.answers, PLATFORM.is_full = {}, [], [], False
    return PLATFORM


@pytest.fixture
async def studio(database: Database, pool: EvaluationPool, keyring: Keyring, clock: TurnableClock) -> Studio:
    """A project with a mapping that is live and looks colours up, and a connection 'desk'."""
    studio = Studio.build(database, Pipeline(pool, clock), DeskCatalogue(), keyring, clock)
    admin = LOCAL_ADMINISTRATOR
    await studio.projects.create(admin, ProjectNew(name=PROJECT, four_eyes=False))
    desk = ConnectionNew(name="desk", connector="desk", secrets={"key": "made-up-desk-key"})
    await studio.connections.create(admin, PROJECT, ENVIRONMENT, desk)
    await studio.lookups.put(
        admin, PROJECT, LookupDefinition(name="colours", keys=("ours",), values=("theirs",), owner="stationery"), None
    )
    await put_row(studio, "red", "rouge")
    await studio.mappings.create(admin, PROJECT, MappingNew(name=MAPPING, source="desk/letter", target="desk/letter"))
    example = Fixture(name="red", input=b'{"id":"1","colour":"red"}', expect=ExpectPartial(output={}))
    await studio.fixtures.put(admin, PROJECT, MAPPING, example, None)
    await studio.versions.publish(admin, PROJECT, MAPPING, VersionNew(reason="First.", text=TEXT))
    new = PromotionNew(environment=ENVIRONMENT, mapping=MAPPING, version=1, reason="First.")
    await studio.promotions.promote(admin, PROJECT, new)
    return studio


@pytest.fixture
async def start(
    studio: Studio, store: Store, keyring: Keyring, pool: EvaluationPool, clock: TurnableClock, platform: Platform
) -> AsyncIterator[StartFlow]:
    """Starts the flow with an operation, and whatever else its definition shall say."""
    connectors = Connectors(DeskCatalogue(), keyring)
    async with Lines(store, connectors, clock, lambda: httpx.MockTransport(PLATFORM.list)) as lines:

        async def act(
            operation: str = "create-found", name: str = "letters", webhook: str = "letter-written", **more: Any
        ) -> Live:
            poll: Poll | None = more.pop("poll", None)
            definition = FlowDefinition(
                name=name,
                source=FlowSource(connection="desk", webhook=webhook, poll=poll),
                mapping=MAPPING,
                target=FlowTarget(connection="desk", operation=operation),
                owner="post-room",
                **more,
            )
            async with store.begin() as work:
                project = await work.projects.get(PROJECT)
                now = work.now
                flow = Flow(
                    id=uuid7(), project=PROJECT, definition=definition, revision=1, created_at=now, updated_at=now
                )
                await work.flows.add(project, flow)
            routes = Routes(store, LookupTableCache(store), RunnableCache(), look_seconds=0)
            station = Station(store, Pipeline(pool, clock), keyring, lines, routes, clock)
            intake = Intake(store, connectors, keyring, SilentAlarm())
            return Live(studio, store, intake, station, clock, name)

        yield act


@pytest.fixture
def pinned() -> Pinned:
    """The board, empty and in good order."""
    PINNED.notices, PINNED.troubles = [], []
    return PINNED


@pytest.fixture
def channels(keyring: Keyring) -> Channels:
    return Channels(BoardCatalogue(), keyring, GuardedOutside(frozenset()))


@pytest.fixture
def rules(store: Store, keyring: Keyring, channels: Channels, clock: TurnableClock) -> AlertRules:
    return AlertRules(store, BoardCatalogue(), keyring, channels, clock)


@pytest.fixture
def add_rule(rules: AlertRules) -> AddRule:
    """Has a project's alerts pinned to the board."""

    async def act(name: str = "ops", *kinds: AlertKind, **more: Any) -> None:
        settings = {"corner": "left"}
        rule = AlertRuleSettings(channel="board", kinds=kinds, quiet_seconds=QUIET, settings=settings, **more)
        await rules.put(LOCAL_ADMINISTRATOR, PROJECT, name, rule, 0)

    return act


@pytest.fixture
def watched(store: Store, channels: Channels, rules: AlertRules, clock: TurnableClock, pinned: Pinned) -> Watched:
    return Watched(store, channels, rules, clock)
