"""The studio: all use cases, made of a database, a pipeline, a catalogue, a keyring and a clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Alarm, Clock
from crossdock.run.intake import Intake
from crossdock.run.lines import Connectors
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store
from crossdock.studio.analysis import Analysis
from crossdock.studio.audit import Audit
from crossdock.studio.captures import Captures
from crossdock.studio.connections import Connections
from crossdock.studio.deliveries import Deliveries
from crossdock.studio.drafts import Drafts
from crossdock.studio.fixtures import Fixtures
from crossdock.studio.flows import Flows
from crossdock.studio.health import Health
from crossdock.studio.holds import Holds
from crossdock.studio.idempotency import Idempotency
from crossdock.studio.live import Live
from crossdock.studio.lookups import Lookups
from crossdock.studio.mappings import Mappings
from crossdock.studio.playbooks import Playbooks
from crossdock.studio.preview import Preview
from crossdock.studio.projects import Projects
from crossdock.studio.promotions import Promotions
from crossdock.studio.records import Records
from crossdock.studio.replays import Replays
from crossdock.studio.timelines import Timelines
from crossdock.studio.tokens import Tokens
from crossdock.studio.versions import Versions


class Silence:
    """An alarm that nobody hears, for tools without workers: those look for due records by themselves."""

    async def ring(self, partitions: Iterable[int]) -> None:
        """Do nothing."""


class Studio(msgspec.Struct, frozen=True, kw_only=True):
    """The use cases by noun. Each method takes the caller first, and checks what the caller may do."""

    analysis: Analysis
    audit: Audit
    captures: Captures
    catalogue: Catalogue
    connections: Connections
    deliveries: Deliveries
    drafts: Drafts
    fixtures: Fixtures
    flows: Flows
    health: Health
    holds: Holds
    idempotency: Idempotency
    intake: Intake
    live: Live
    lookups: Lookups
    mappings: Mappings
    playbooks: Playbooks
    preview: Preview
    projects: Projects
    promotions: Promotions
    records: Records
    replays: Replays
    timelines: Timelines
    tokens: Tokens
    versions: Versions

    @classmethod
    def build(
        cls,
        database: Database,
        pipeline: Pipeline,
        catalogue: Catalogue,
        keyring: Keyring,
        clock: Clock,
        alarm: Alarm | None = None,
    ) -> Self:
        """Wire the use cases; what they are made of is opened and closed by whoever made it."""
        alarm = alarm or Silence()
        store = Store(database, clock)
        tables, runnables = LookupTableCache(store), RunnableCache()
        fixtures = Fixtures(store)
        return cls(
            analysis=Analysis(store, pipeline.evaluator, catalogue, tables, clock),
            audit=Audit(store),
            captures=Captures(store, pipeline, keyring, tables, fixtures, clock),
            catalogue=catalogue,
            connections=Connections(store, catalogue, keyring),
            deliveries=Deliveries(store),
            drafts=Drafts(store),
            fixtures=fixtures,
            flows=Flows(store, pipeline, catalogue, alarm),
            health=Health(database, pipeline, clock),
            holds=Holds(store, keyring, alarm),
            idempotency=Idempotency(store, keyring),
            intake=Intake(store, Connectors(catalogue, keyring), keyring, alarm),
            live=Live(store, pipeline, tables, runnables),
            lookups=Lookups(store, alarm),
            mappings=Mappings(store, catalogue),
            playbooks=Playbooks(store),
            preview=Preview(store, pipeline, catalogue, tables, runnables),
            projects=Projects(store),
            promotions=Promotions(store, pipeline, tables, runnables),
            records=Records(store, keyring),
            replays=Replays(store, pipeline, catalogue, keyring, tables, alarm),
            timelines=Timelines(store),
            tokens=Tokens(store),
            versions=Versions(store, pipeline, catalogue, tables, runnables),
        )
