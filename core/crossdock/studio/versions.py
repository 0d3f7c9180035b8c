"""Versions: publishing texts for good, reading and running them."""

from __future__ import annotations

from difflib import unified_diff
from io import StringIO

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.content_hash import content_hash
from crossdock.engine.field_changes import field_diff
from crossdock.engine.pipeline import Pipeline
from crossdock.errors import Conflict, MappingFailed
from crossdock.model.access import Principal, Right
from crossdock.model.evaluation import Lane, Mapped
from crossdock.model.field_change import FieldDiff
from crossdock.model.mapping import Draft, Mapping, TextDiff, Version, VersionNew
from crossdock.model.page import Page, PageRequest
from crossdock.model.problem import Severity
from crossdock.model.project import Project
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.access import open_project
from crossdock.studio.drafts import own_draft
from crossdock.studio.resources import runnable
from crossdock.studio.ruled import ruled


class Versions:
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

    async def list(self, caller: Principal, project: str, mapping: str, page: PageRequest) -> Page[Version]:
        """Newest first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.versions.page(await work.mappings.get(opened, mapping), page)

    async def get(self, caller: Principal, project: str, mapping: str, number: int) -> Version:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await work.versions.get(await work.mappings.get(opened, mapping), number)

    async def publish(self, caller: Principal, project: str, mapping: str, new: VersionNew) -> Version:
        """Make a text, or the caller's draft (which it then replaces), the mapping's next version.

        Raises MappingFailed with every problem of a text that does not parse, and Conflict 'already-published' where
        text, schemas, engine and plugins are those of the latest version; Conflict 'published-meanwhile' where the
        latest version is not the one that the text says it was written from. A draft of such a text then stands on
        the version that it became.
        """
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            of = await work.mappings.get(opened, mapping)
            draft = await own_draft(work, caller, of) if new.text is None else None
        text = draft.text if draft else new.text or ""
        await self._require_parses(mapping, text)
        candidate = self._candidate(caller, of, text, new.reason)
        return await self._store_version(caller, opened, of, candidate, draft, new.based_on)

    async def diff(self, caller: Principal, project: str, mapping: str, old: int, new: int) -> TextDiff:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            of = await work.mappings.get(opened, mapping)
            before, after = await work.versions.get(of, old), await work.versions.get(of, new)
        return TextDiff(mapping=mapping, old=old, new=new, unified=_unified(before, after))

    async def fields(self, caller: Principal, project: str, mapping: str, old: int, new: int) -> FieldDiff:
        """What changes target field by target field, and the same in sentences."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            of = await work.mappings.get(opened, mapping)
            before, after = await work.versions.get(of, old), await work.versions.get(of, new)
        analyst = self._pipeline.evaluator
        return field_diff(await ruled(analyst, before), await ruled(analyst, after))

    async def map(self, caller: Principal, project: str, mapping: str, number: int, raw: bytes) -> Mapped:
        """Map an input with a version, whether it is live anywhere or not."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.EVALUATE)
            version = await work.versions.get(await work.mappings.get(opened, mapping), number)
            lookups = await work.lookups.current(opened)
        tables = await self._tables.of(lookups)
        return await self._pipeline.map(self._runnables.of(version), raw, lookups=tables, lane=Lane.LIVE)

    async def _require_parses(self, mapping: str, text: str) -> None:
        problems = await self._pipeline.parse(text)
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise MappingFailed(
                f"The text of mapping '{mapping}' does not parse: {problems[0].message}",
                code="does-not-parse",
                remedy=problems[0].remedy or "Correct it at the place named.",
                problems=problems,
            )

    def _candidate(self, caller: Principal, mapping: Mapping, text: str, reason: str) -> Version:
        """The version that a text would be; its number and time are settled when it is stored."""
        ready = runnable(self._catalogue, mapping, text)
        engine, plugins = self._pipeline.evaluator.name, self._catalogue.versions()
        digest = content_hash(
            text=text,
            source_schema=ready.source_schema,
            target_schema=ready.target_schema,
            engine=engine,
            plugins=plugins,
        )
        return Version(
            id=uuid7(),
            mapping=mapping.name,
            number=0,
            text=text,
            content_hash=digest,
            source=mapping.source,
            target=mapping.target,
            source_schema=ready.source_schema,
            target_schema=ready.target_schema,
            engine=engine,
            plugins=plugins,
            author=caller.name,
            reason=reason,
            created_at=mapping.updated_at,
        )

    @retried
    async def _store_version(
        self,
        caller: Principal,
        project: Project,
        mapping: Mapping,
        candidate: Version,
        draft: Draft | None,
        based_on: int | None,
    ) -> Version:
        async with self._store.begin() as work:
            locked = await work.mappings.lock(project, mapping.name)
            await _require_news(work, locked, candidate.content_hash, based_on)
            number = await work.mappings.next_number(locked)
            version = msgspec.structs.replace(candidate, number=number, created_at=work.now)
            await work.versions.add(project, locked, version)
            if draft:  # one that was saved again meanwhile is not what was published, and stays
                await work.drafts.delete(locked, caller.name, draft.revision)
            elif based_on is not None:
                await work.drafts.rebase(locked, caller.name, number)
            told = {"content_hash": version.content_hash, "reason": version.reason}
            subject = f"mapping {mapping.name} v{version.number}"
            await work.audit.record(caller.name, project, "version.publish", subject, told)
        return version


async def _require_news(work: Work, mapping: Mapping, digest: str, based_on: int | None) -> None:
    latest = await work.versions.latest(mapping)
    if latest and based_on is not None and latest.number != based_on:
        raise Conflict(
            f"'{latest.author}' published version {latest.number} of mapping '{mapping.name}' meanwhile.",
            code="published-meanwhile",
            remedy="Compare it with your text, decide what stays, and publish again.",
            version=latest.number,
        )
    if latest and latest.content_hash == digest:
        raise Conflict(
            f"Version {latest.number} of mapping '{mapping.name}' is already exactly this.",
            code="already-published",
            remedy=f"Use version {latest.number}, or change the text first.",
            version=latest.number,
        )


def _unified(before: Version, after: Version) -> str:
    old, new = (f"{version.mapping} v{version.number}" for version in (before, after))
    lines = unified_diff(_lines(before.text), _lines(after.text), old, new)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    return StringIO(text, newline="\n").readlines()
