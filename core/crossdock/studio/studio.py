"""The studio: all use cases, made of a database, a pipeline, a catalogue, a keyring and a clock."""

from __future__ import annotations

from typing import Self

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Clock
from crossdock.store.database import Database
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store
from crossdock.studio.analysis import Analysis
from crossdock.studio.audit import Audit
from crossdock.studio.connections import Connections
from crossdock.studio.drafts import Drafts
from crossdock.studio.fixtures import Fixtures
from crossdock.studio.health import Health
from crossdock.studio.idempotency import Idempotency
from crossdock.studio.live import Live
from crossdock.studio.lookup_tables import LookupTableCache
from crossdock.studio.lookups import Lookups
from crossdock.studio.mappings import Mappings
from crossdock.studio.preview import Preview
from crossdock.studio.projects import Projects
from crossdock.studio.promotions import Promotions
from crossdock.studio.runnables import RunnableCache
from crossdock.studio.tokens import Tokens
from crossdock.studio.versions import Versions


class Studio(msgspec.Struct, frozen=True, kw_only=True):
    """The use cases by noun. Each method takes the caller first, and checks what the caller may do."""

    analysis: Analysis
    audit: Audit
    catalogue: Catalogue
    connections: Connections
    drafts: Drafts
    fixtures: Fixtures
    health: Health
    idempotency: Idempotency
    live: Live
    lookups: Lookups
    mappings: Mappings
    preview: Preview
    projects: Projects
    promotions: Promotions
    tokens: Tokens
    versions: Versions

    @classmethod
    def build(
        cls, database: Database, pipeline: Pipeline, catalogue: Catalogue, keyring: Keyring, clock: Clock
    ) -> Self:
        """Wire the use cases; what they are made of is opened and closed by whoever made it."""
        store = Store(database, clock)
        tables, runnables = LookupTableCache(store), RunnableCache()
        return cls(
            analysis=Analysis(store, pipeline.evaluator, catalogue, tables, clock),
            audit=Audit(store),
            catalogue=catalogue,
            connections=Connections(store, catalogue, keyring),
            drafts=Drafts(store),
            fixtures=Fixtures(store),
            health=Health(database, pipeline, clock),
            idempotency=Idempotency(store, keyring),
            live=Live(store, pipeline, tables, runnables),
            lookups=Lookups(store),
            mappings=Mappings(store, catalogue),
            preview=Preview(store, pipeline, catalogue, tables, runnables),
            projects=Projects(store),
            promotions=Promotions(store, pipeline, tables, runnables),
            tokens=Tokens(store),
            versions=Versions(store, pipeline, catalogue, tables, runnables),
        )
