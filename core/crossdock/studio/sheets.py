"""Mapping sheets: made of a text's rules, and compared with one that came back. Nothing of it is stored here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.json_text import decode
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.sheet import annotation_changes, rows_of, rule_suggestions
from crossdock.model.access import Principal, Right
from crossdock.model.annotation import Annotations
from crossdock.model.evaluation import Lane, Runnable
from crossdock.model.fixture import ExpectHold, StoredFixture
from crossdock.model.mapping import Mapping, Version
from crossdock.model.sheet import RuleSuggestion, Sheet, SheetCells, SheetComparison
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.lookups import StoredLookup
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.resources import runnable
from crossdock.studio.texts import text_or_version


class _Opened(msgspec.Struct, frozen=True, kw_only=True):
    """All that a sheet is made of."""

    mapping: Mapping
    version: int | None
    runnable: Runnable
    noted: Annotations
    fixtures: tuple[StoredFixture, ...]
    lookups: tuple[StoredLookup, ...]


class Sheets:
    """Every method takes a version; None: the caller's draft, or else the latest version."""

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

    async def get(self, caller: Principal, project: str, mapping: str, version: int | None = None) -> Sheet:
        """One row for each target field, with what the first fixture that is mapped gives there."""
        opened = await self._open(caller, project, mapping, version)
        report = await self._pipeline.evaluator.fields(opened.runnable.text)
        example_of, output = await self._example(opened)
        return Sheet(
            mapping=mapping,
            version=opened.version,
            example_of=example_of,
            rows=rows_of(opened.runnable.text, report.fields, opened.noted.fields, output),
            annotations_revision=opened.noted.revision,
        )

    async def compare(
        self, caller: Principal, project: str, mapping: str, returned: Sequence[SheetCells], version: int | None = None
    ) -> SheetComparison:
        """What is different in a sheet that came back: owners and comments to be stored, rules to be looked at."""
        sheet = await self.get(caller, project, mapping, version)
        return SheetComparison(
            annotations=annotation_changes(sheet.rows, returned),
            suggestions=await self._readable(rule_suggestions(sheet.rows, returned)),
            annotations_revision=sheet.annotations_revision,
        )

    async def _open(self, caller: Principal, project: str, name: str, version: int | None) -> _Opened:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EVALUATE)
            mapping = await work.mappings.get(opened, name)
            if version is None:
                found = await text_or_version(work, caller, mapping, None)
            else:
                found = await work.versions.get(mapping, version)
            noted = await work.annotations.get(mapping)
            fixtures = await work.fixtures.all(mapping)
            lookups = await work.lookups.current(opened)
        return _Opened(
            mapping=mapping,
            version=found.number if isinstance(found, Version) else None,
            runnable=self._runnable(mapping, found),
            noted=noted,
            fixtures=fixtures,
            lookups=tuple(lookups),
        )

    def _runnable(self, mapping: Mapping, found: str | Version) -> Runnable:
        return self._runnables.of(found) if isinstance(found, Version) else runnable(self._catalogue, mapping, found)

    async def _example(self, opened: _Opened) -> tuple[str, object]:
        """What the first fixture that is to be mapped gives, or else the source's first sample, with its name."""
        given = [
            (each.fixture.name, each.fixture.input)
            for each in opened.fixtures
            if not isinstance(each.fixture.expect, ExpectHold)
        ] or [(each.name, each.payload) for each in self._catalogue.resource(opened.mapping.source).samples]
        if not given:
            return "", None
        name, raw = given[0]
        tables = await self._tables.of(opened.lookups)
        mapped = await self._pipeline.map(opened.runnable, raw, lookups=tables, lane=Lane.DRAFT)
        return name, None if mapped.output is None else decode(mapped.output)

    async def _readable(self, suggestions: Iterable[RuleSuggestion]) -> tuple[RuleSuggestion, ...]:
        """Suggestions, without expressions that nobody can read."""
        checked = []
        for suggestion in suggestions:
            wrong = suggestion.expression is not None and await self._pipeline.parse(suggestion.expression)
            checked.append(msgspec.structs.replace(suggestion, expression=None) if wrong else suggestion)
        return tuple(checked)
