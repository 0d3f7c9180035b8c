"""A first mapping from examples: what may fill each target field, and a text made of what was accepted."""

from __future__ import annotations

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.compare import compare
from crossdock.engine.json_text import decode
from crossdock.engine.ports import Clock, Evaluator
from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.evaluation import Evaluated, Evaluation, Lane
from crossdock.model.fixture import Difference, ExpectOutput
from crossdock.model.lookup import LookupTables
from crossdock.model.mapping import Mapping, Version
from crossdock.model.problem import Problem, Side
from crossdock.model.project import Project
from crossdock.model.resource import ResourceInfo
from crossdock.model.suggestion import (
    Choice,
    ComposedMapping,
    ExamplePair,
    Precedent,
    StartingPoint,
    SuggestionReport,
    SuggestionTask,
)
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.lookups import StoredLookup
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.resources import require_resource
from crossdock.suggest.compose import compose
from crossdock.suggest.fields import target_fields
from crossdock.suggest.precedents import precedents_in
from crossdock.suggest.report import suggestions_for
from crossdock.suggest.suggesters import Suggesters
from crossdock.suggest.trial import Trial

MOST_PAIRS = 10
MOST_CHOICES = 1_000
MOST_PRECEDENTS = 50
"""Mappings, those changed last, whose published versions are precedents."""
MOST_ROWS = 20_000
"""Rows of a lookup that suggesters are told; a larger one they are not told of."""


class _Surroundings(msgspec.Struct, frozen=True):
    """What the project has."""

    source: ResourceInfo | None
    target: ResourceInfo | None
    versions: tuple[Version, ...]
    lookups: tuple[StoredLookup, ...]


class Suggestions:
    def __init__(
        self, store: Store, evaluator: Evaluator, catalogue: Catalogue, tables: LookupTableCache, clock: Clock
    ) -> None:
        self._store = store
        self._evaluator = evaluator
        self._catalogue = catalogue
        self._tables = tables
        self._clock = clock
        self._suggesters = Suggesters([entry for entry, _ in catalogue.plugins.suggesters.values()])

    async def suggest(self, caller: Principal, project: str, start: StartingPoint) -> SuggestionReport:
        """What may fill each field of the target, tried on the examples, and a first mapping made of it.

        Raises InvalidInput for no pair or too many, and for a resource that no connector has. A suggester that fails
        or takes too long is named in the report.
        """
        _require_number("pairs", len(start.pairs), MOST_PAIRS)
        around = await self._surroundings(caller, project, start)
        tables = await self._tables.of(around.lookups)
        task = await self._task(start, around, tables)
        trial = Trial(self._evaluator, tables, self._clock.now())
        return await suggestions_for(task, self._suggesters, trial, start.confidence)

    async def compose(
        self, caller: Principal, project: str, choices: tuple[Choice, ...], pair: ExamplePair
    ) -> ComposedMapping:
        """A mapping's text made of accepted suggestions, in their order, and what it does with an example."""
        _require_number("choices", len(choices), MOST_CHOICES, least=0)
        async with self._store.read() as work:
            lookups = await work.lookups.current(await open_project(work, caller, project, Right.EDIT))
        text, left_out = compose(choices)
        tables = await self._tables.of(lookups)
        evaluation = Evaluation(text=text, input=pair.source, lookups=tables, received_at=self._clock.now())
        evaluated = await self._evaluator.evaluate(evaluation, Lane.DRAFT)
        return ComposedMapping(
            text=text,
            left_out=left_out,
            output=msgspec.UNSET if evaluated.output is None else msgspec.Raw(evaluated.output),
            differences=_differences(pair, evaluated),
            problems=evaluated.problems,
        )

    async def _surroundings(self, caller: Principal, project: str, start: StartingPoint) -> _Surroundings:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            of = await work.mappings.get(opened, start.mapping) if start.mapping else None
            versions = await _published(work, opened, of)
            lookups = tuple(await work.lookups.current(opened))
        return _Surroundings(
            self._resource("source", str(of.source) if of else start.source),
            self._resource("target", str(of.target) if of else start.target),
            versions,
            lookups,
        )

    def _resource(self, field: str, name: str | None) -> ResourceInfo | None:
        return None if name is None else require_resource(self._catalogue, field, name)

    async def _task(self, start: StartingPoint, around: _Surroundings, tables: LookupTables) -> SuggestionTask:
        schema = around.target.schema if around.target else None
        examples = [decode(pair.target) for pair in start.pairs if pair.target is not None]
        return SuggestionTask(
            pairs=start.pairs,
            fields=target_fields(schema, examples),
            source=around.source.ref if around.source else None,
            target=around.target.ref if around.target else None,
            source_schema=around.source.schema if around.source else None,
            target_schema=schema,
            lookups=tuple(table for table in tables.values() if len(table.rows) <= MOST_ROWS),
            functions=tuple(self._catalogue.plugins.functions),
            precedents=await self._precedents(around.versions),
        )

    async def _precedents(self, versions: tuple[Version, ...]) -> tuple[Precedent, ...]:
        found: list[Precedent] = []
        for version in versions:
            found += await precedents_in(self._evaluator, version.mapping, version.source, version.target, version.text)
        return tuple(found)


async def _published(work: Work, project: Project, except_of: Mapping | None) -> tuple[Version, ...]:
    """The latest versions of the project's mappings that were changed last."""
    mappings = sorted(await work.mappings.all(project), key=lambda mapping: mapping.updated_at, reverse=True)
    others = [mapping for mapping in mappings if except_of is None or mapping.id != except_of.id]
    found = [await work.versions.latest(mapping) for mapping in others[:MOST_PRECEDENTS]]
    return tuple(version for version in found if version is not None)


def _differences(pair: ExamplePair, evaluated: Evaluated) -> tuple[Difference, ...]:
    if pair.target is None or evaluated.output is None:
        return ()
    return compare(ExpectOutput(output=decode(pair.target)), decode(evaluated.output))


def _require_number(what: str, count: int, most: int, least: int = 1) -> None:
    if not least <= count <= most:
        message = f"There are {count} {what}; there may be {least} to {most}."
        problem = Problem(code="invalid", message=message, side=Side.REQUEST, pointer=f"/{what}")
        raise InvalidInput(message, remedy=f"Send {least} to {most} {what}.", problems=[problem])
