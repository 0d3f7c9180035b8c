"""What an editor is told about a text while it is written; nothing of it is kept."""

from __future__ import annotations

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.ports import Analyst, Clock
from crossdock.model.access import Principal, Right
from crossdock.model.analysis import (
    CompletionReport,
    Described,
    FieldReport,
    LintReport,
    ParseReport,
    Surroundings,
    TraceReport,
)
from crossdock.model.mapping import Mapping, Version
from crossdock.model.resource import ResourceRef
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.lookups import StoredLookup
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.texts import text_or_version


class Subject(msgspec.Struct, frozen=True):
    """The text in question, with its mapping and the project's lookups."""

    text: str
    mapping: Mapping
    lookups: tuple[StoredLookup, ...]


class Analysis:
    """Every method takes a text; None: the caller's draft, or else the latest version.

    Raises LimitExceeded for a text that takes more time or memory than it may.
    """

    def __init__(
        self, store: Store, analyst: Analyst, catalogue: Catalogue, tables: LookupTableCache, clock: Clock
    ) -> None:
        self._store = store
        self._analyst = analyst
        self._catalogue = catalogue
        self._tables = tables
        self._clock = clock

    async def parse(self, caller: Principal, project: str, mapping: str, text: str | None) -> ParseReport:
        """Everything that is wrong with a text by itself, however half-typed it is."""
        subject = await self._subject(caller, project, mapping, text)
        return ParseReport(problems=await self._analyst.parse(subject.text))

    async def fields(self, caller: Principal, project: str, mapping: str, text: str | None) -> FieldReport:
        """How each leaf of the output is made."""
        subject = await self._subject(caller, project, mapping, text)
        return await self._analyst.fields(subject.text)

    async def lint(self, caller: Principal, project: str, mapping: str, text: str | None) -> LintReport:
        """What is probably wrong, judged by schemas, samples and the project's lookups."""
        subject = await self._subject(caller, project, mapping, text)
        return await self._analyst.lint(subject.text, self._surroundings(subject))

    async def complete(
        self, caller: Principal, project: str, mapping: str, text: str | None, position: int
    ) -> CompletionReport:
        """What can stand at a position: code points before it; beyond the end is the end."""
        subject = await self._subject(caller, project, mapping, text)
        place = min(position, len(subject.text))
        return await self._analyst.complete(subject.text, place, self._surroundings(subject))

    async def trace(self, caller: Principal, project: str, mapping: str, text: str | None, raw: bytes) -> TraceReport:
        """What the text does with an input, told as it happens; schemas are not asked."""
        subject = await self._subject(caller, project, mapping, text)
        tables = await self._tables.of(subject.lookups)
        return await self._analyst.trace(subject.text, raw, tables, self._clock.now())

    async def _subject(self, caller: Principal, project: str, mapping: str, text: str | None) -> Subject:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EVALUATE)
            of = await work.mappings.get(opened, mapping)
            found = await text_or_version(work, caller, of, text)
            lookups = await work.lookups.current(opened)
        return Subject(found.text if isinstance(found, Version) else found, of, tuple(lookups))

    def _surroundings(self, subject: Subject) -> Surroundings:
        return Surroundings(
            source=self._described(subject.mapping.source),
            target=self._described(subject.mapping.target),
            lookups=tuple(lookup.name for lookup in subject.lookups),
        )

    def _described(self, ref: ResourceRef) -> Described:
        resource = self._catalogue.resource(ref)
        return Described(schema=resource.schema, samples=resource.samples)
