"""Plans: the last messages that came in through two versions of a mapping, before one takes the other's place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from time import monotonic
from uuid import UUID

import msgspec

from crossdock.engine.pipeline import Pipeline
from crossdock.engine.plan import Message, Tally
from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.evaluation import Lane, Mapped
from crossdock.model.fixture import StoredFixture
from crossdock.model.lookup import LookupTables
from crossdock.model.mapping import Mapping, Version
from crossdock.model.plan import Plan, PlanBasis, PlanNew
from crossdock.model.project import Project
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.lookups import StoredLookup
from crossdock.store.runnables import RunnableCache
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

BATCH = 25
"""Messages that are read, and told of, at a time."""
MOST_SECONDS = 60.0
"""After which a plan tells what it knows, and ends."""


class _Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """All that a plan needs, but the messages themselves."""

    plan: Plan
    before: Version | None
    after: Version
    lookups: tuple[StoredLookup, ...]
    records: tuple[UUID, ...]
    fixtures: tuple[StoredFixture, ...]


class _Input(msgspec.Struct, frozen=True, kw_only=True):
    """One message to be mapped by both."""

    name: str
    record: UUID | None = None
    payload: bytes
    received_at: datetime | None = None


class Plans:
    def __init__(
        self, store: Store, pipeline: Pipeline, keyring: Keyring, tables: LookupTableCache, runnables: RunnableCache
    ) -> None:
        self._store = store
        self._pipeline = pipeline
        self._keyring = keyring
        self._tables = tables
        self._runnables = runnables

    async def make(self, caller: Principal, project: str, new: PlanNew) -> AsyncIterator[Plan]:
        """What is known after each batch of messages; the last one says `done`. Stands in the audit log.

        Both versions ask the lookups as they are now, so that what differs is the mapping's doing. Where nothing came
        in yet the fixtures are taken. Raises InvalidInput 'same-version' where there is nothing to compare.
        """
        prepared = await self._prepare(caller, project, new)
        tables = await self._tables.of(prepared.lookups)
        versions = [version for version in (prepared.before, prepared.after) if version]
        reports = [await self._pipeline.evaluator.fields(version.text) for version in versions]
        targets = {field.target for report in reports for field in report.fields}
        return self._steps(prepared, Tally(prepared.plan, targets), tables)

    async def _prepare(self, caller: Principal, project: str, new: PlanNew) -> _Prepared:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.READ_PAYLOADS)
            require_environment(opened, new.environment)
            mapping = await work.mappings.get(opened, new.mapping)
            after = await work.versions.get(mapping, new.version)
            before = await _other(work, opened, mapping, new)
            records = await work.captured_inputs.newest(mapping, new.environment, new.records)
            fixtures = () if records else await work.fixtures.all(mapping)
            told = {"against": before.number if before else None, "records": len(records)}
            subject = f"mapping {mapping.name} v{after.number} in {new.environment}"
            await work.audit.record(caller.name, opened, "plan.make", subject, told)
            lookups = await work.lookups.current(opened)
        plan = Plan(
            environment=new.environment,
            mapping=mapping.name,
            version=after.number,
            against=before.number if before else None,
            basis=PlanBasis.RECORDS if records else PlanBasis.FIXTURES,
            of=len(records) or len(fixtures),
        )
        return _Prepared(
            plan=plan,
            before=before,
            after=after,
            lookups=tuple(lookups),
            records=tuple(records),
            fixtures=tuple(fixtures),
        )

    async def _steps(self, prepared: _Prepared, tally: Tally, tables: LookupTables) -> AsyncIterator[Plan]:
        ends, told = monotonic() + MOST_SECONDS, 0
        yield tally.plan()
        async for given in self._inputs(prepared):
            tally.add(await self._message(prepared, given, tables))
            told += 1
            if monotonic() > ends:
                break
            if told % BATCH == 0:
                yield tally.plan()
        yield tally.plan(done=True)

    async def _inputs(self, prepared: _Prepared) -> AsyncIterator[_Input]:
        for stored in prepared.fixtures:
            yield _Input(name=stored.fixture.name, payload=stored.fixture.input)
        for start in range(0, len(prepared.records), BATCH):
            async with self._store.read() as work:
                found = await work.captured_inputs.read(prepared.records[start : start + BATCH])
            for captured in found:
                yield _Input(
                    name=captured.key or str(captured.record),
                    record=captured.record,
                    payload=self._keyring.open(captured.payload),
                    received_at=captured.received_at,
                )

    async def _message(self, prepared: _Prepared, given: _Input, tables: LookupTables) -> Message:
        before = await self._mapped(prepared.before, given, tables) if prepared.before else None
        after = await self._mapped(prepared.after, given, tables)
        return Message(name=given.name, record=given.record, before=before, after=after)

    async def _mapped(self, version: Version, given: _Input, tables: LookupTables) -> Mapped:
        runnable = self._runnables.of(version)
        return await self._pipeline.map(
            runnable, given.payload, lookups=tables, lane=Lane.DRAFT, received_at=given.received_at
        )


async def _other(work: Work, project: Project, mapping: Mapping, new: PlanNew) -> Version | None:
    """The version to compare with; None where none is asked for and nothing is live."""
    number = new.against
    if number is None:
        live = await work.promotions.live(project, new.environment, mapping.name)
        number = live.version.version if live else None
    if number == new.version:
        raise InvalidInput(
            f"Version {number} of mapping '{mapping.name}' is to be compared with itself.",
            code="same-version",
            remedy="Name another version, or leave `against` out where this one is not live.",
        )
    return None if number is None else await work.versions.get(mapping, number)
