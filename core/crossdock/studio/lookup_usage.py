"""What asks a lookup: read off the texts that are live or the latest of their mapping, and off the flows' guards."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from crossdock.engine.ports import Analyst
from crossdock.model.access import Principal, Right
from crossdock.model.flow import Flow
from crossdock.model.lookup import GuardUse, LookupUsage, MappingUse, RowUse
from crossdock.model.mapping import Version
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project


class _Standing(msgspec.Struct, kw_only=True):
    """A version that matters now, and why."""

    mapping: str
    version: Version
    latest: bool = False
    environments: list[str] = []


class LookupUsages:
    def __init__(self, store: Store, analyst: Analyst) -> None:
        self._store = store
        self._analyst = analyst

    async def get(self, caller: Principal, project: str, lookup: str) -> LookupUsage:
        """Mappings by name, guards by flow. Only tables named in the text are known, as `$xref('carriers', ...)` does.

        Raises NotFound where there is no such lookup.
        """
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            stored = await work.lookups.get(opened, lookup)
            standing = await _standing_versions(work, opened)
            flows = await work.flows.all(opened)
        uses = [await self._mapping_use(each, lookup) for each in standing]
        return LookupUsage(
            mappings=tuple(use for use in uses if use.targets),
            guards=tuple([use for flow in flows for use in await self._guard_uses(flow, lookup)]),
            noted_since=stored.noted_since or stored.lookup.updated_at,
        )

    async def rows(
        self, caller: Principal, project: str, lookup: str, unused_days: int | None, page: PageRequest
    ) -> Page[RowUse]:
        """Rows by key, with when records last found them; only those that none did within so many days, if given.

        Further pages stay with the revision of the first.
        """
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            stored = await work.lookups.get(opened, lookup)
            stored = await work.lookups.as_of(stored, work.lookup_rows.revision_of(page))
            unused_since = None if unused_days is None else work.now - timedelta(days=unused_days)
            return await work.lookup_rows.uses(stored, page, unused_since)

    async def _mapping_use(self, standing: _Standing, lookup: str) -> MappingUse:
        return MappingUse(
            mapping=standing.mapping,
            version=standing.version.number,
            latest=standing.latest,
            environments=tuple(standing.environments),
            targets=await self._targets(standing.version.text, lookup),
        )

    async def _guard_uses(self, flow: Flow, lookup: str) -> list[GuardUse]:
        definition = flow.definition
        return [
            GuardUse(flow=definition.name, guard=guard.name)
            for guard in definition.guards
            if guard.when and await self._targets(guard.when, lookup)
        ]

    async def _targets(self, text: str, lookup: str) -> tuple[str, ...]:
        """What a text makes with a lookup; a guard makes one value, whose path is ''."""
        report = await self._analyst.fields(text)
        asking = (rule.target for rule in report.fields if any(call.table == lookup for call in rule.lookups))
        return tuple(dict.fromkeys(asking))


async def _standing_versions(work: Work, project: Project) -> list[_Standing]:
    """The latest version of each mapping, and those that are live."""
    found: dict[tuple[str, int], _Standing] = {}
    for mapping in await work.mappings.all(project):
        if latest := await work.versions.latest(mapping):
            found[mapping.name, latest.number] = _Standing(mapping=mapping.name, version=latest, latest=True)
    for environment in project.environments:
        for live in await work.promotions.live_in(project, environment):
            key = (live.mapping, live.version)
            if key not in found:
                of = await work.mappings.get(project, live.mapping)
                found[key] = _Standing(mapping=live.mapping, version=await work.versions.get(of, live.version))
            found[key].environments.append(environment)
    return [found[key] for key in sorted(found)]
