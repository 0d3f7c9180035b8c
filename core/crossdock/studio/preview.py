"""Trying a text before it is published: on an input of one's own, and on the fixtures."""

from __future__ import annotations

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.fixtures import run_fixtures
from crossdock.engine.json_text import decode
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.variants import arrays, variants
from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.evaluation import Lane, Mapped, Runnable
from crossdock.model.fixture import FixtureReport
from crossdock.model.mapping import Mapping, Version
from crossdock.model.variant import TriedVariant
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.resources import runnable
from crossdock.studio.texts import text_or_version

_MOST_ARRAYS = 60
"""Of an input whose variants are tried: each is three evaluations."""


class Preview:
    def __init__(
        self,
        store: Store,
        pipeline: Pipeline,
        catalogue: Catalogue,
        tables: LookupTableCache,
        runnables: RunnableCache,
    ) -> None:
        self._store = store
        self._pipeline = pipeline
        self._catalogue = catalogue
        self._tables = tables
        self._runnables = runnables

    async def map(self, caller: Principal, project: str, mapping: str, text: str | None, raw: bytes) -> Mapped:
        """Map an input with a text; None: the caller's draft, or else the latest version."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EVALUATE)
            of = await work.mappings.get(opened, mapping)
            ready = await self._runnable(work, caller, of, text)
            lookups = await work.lookups.current(opened)
        tables = await self._tables.of(lookups)
        return await self._pipeline.map(ready, raw, lookups=tables, lane=Lane.DRAFT)

    async def test(
        self, caller: Principal, project: str, mapping: str, text: str | None, version: int | None
    ) -> FixtureReport:
        """Run all fixtures on a text, or on a version; neither: on what `map` would take."""
        if text is not None and version is not None:
            raise InvalidInput("A text and a version were given.", remedy="Give one of them, or none.")
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EVALUATE)
            of = await work.mappings.get(opened, mapping)
            if version is not None:
                ready = self._runnables.of(await work.versions.get(of, version))
            else:
                ready = await self._runnable(work, caller, of, text)
            fixtures = [stored.fixture for stored in await work.fixtures.all(of)]
            lookups = await work.lookups.current(opened)
        tables = await self._tables.of(lookups)
        return await run_fixtures(self._pipeline, mapping, ready, fixtures, tables)

    async def variants(
        self, caller: Principal, project: str, mapping: str, text: str | None, raw: bytes
    ) -> list[TriedVariant]:
        """Map an input with none, one and several items in each of its arrays, with the text that `map` would take.

        Items that the input lacks are borrowed from the samples of its resource. Raises InvalidInput 'too-many-arrays'.
        """
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EVALUATE)
            _require_few_arrays(raw)
            of = await work.mappings.get(opened, mapping)
            ready = await self._runnable(work, caller, of, text)
            lookups = await work.lookups.current(opened)
        tables = await self._tables.of(lookups)
        samples = [sample.payload for sample in self._catalogue.resource(of.source).samples]
        tried = []
        for variant in variants(raw, samples):
            mapped = await self._pipeline.map(ready, variant.input, lookups=tables, lane=Lane.DRAFT)
            tried.append(TriedVariant(variant=variant, output=mapped.output, hold=mapped.hold))
        return tried

    async def _runnable(self, work: Work, caller: Principal, mapping: Mapping, text: str | None) -> Runnable:
        found = await text_or_version(work, caller, mapping, text)
        return self._runnables.of(found) if isinstance(found, Version) else runnable(self._catalogue, mapping, found)


def _require_few_arrays(raw: bytes) -> None:
    if (count := len(arrays(decode(raw)))) > _MOST_ARRAYS:
        raise InvalidInput(
            f"The input has arrays at {count} places; the variants of at most {_MOST_ARRAYS} are tried.",
            code="too-many-arrays",
            remedy="Take a smaller input.",
        )
