"""Captures: a record from life as a fixture, with stand-ins for everything personal."""

from __future__ import annotations

from uuid import UUID

import msgspec

from crossdock.engine.compare import compare
from crossdock.engine.json_text import decode, encode
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Clock
from crossdock.engine.stand_ins import StandIns
from crossdock.errors import InvalidInput, Malformed
from crossdock.model.access import Principal, Right
from crossdock.model.evaluation import Lane, Mapped, Runnable
from crossdock.model.fixture import Expectation, ExpectHold, ExpectOutput, Fixture, StoredFixture
from crossdock.model.mapping import Mapping, Version
from crossdock.model.project import Project
from crossdock.model.record import Record
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.lookups import StoredLookup
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.fixtures import Fixtures
from crossdock.studio.records import mapping_of, open_payload, record_in
from crossdock.studio.replays import live_version


class Captured(msgspec.Struct, frozen=True, kw_only=True):
    """A fixture that was made, and the mapping it belongs to."""

    mapping: str
    stored: StoredFixture


class _Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What a fixture is made of."""

    project: Project
    record: Record
    payload: bytes
    mapping: Mapping
    version: Version
    lookups: tuple[StoredLookup, ...]


class Captures:
    def __init__(
        self,
        store: Store,
        pipeline: Pipeline,
        keyring: Keyring,
        tables: LookupTableCache,
        fixtures: Fixtures,
        clock: Clock,
    ) -> None:
        self._store = store
        self._pipeline = pipeline
        self._keyring = keyring
        self._tables = tables
        self._fixtures = fixtures
        self._clock = clock

    async def fixture(
        self, caller: Principal, project: str, environment: str, record: UUID, name: str, description: str = ""
    ) -> Captured:
        """Make a fixture of a record: its payload with stand-ins, and what the live version makes of that.

        What differs from one receipt time to another is ignored by the fixture. Raises NotFound 'nothing-live',
        InvalidInput 'not-json' for a payload in which nobody can tell what is personal, Stale where the name is taken.
        """
        taken = await self._take(caller, project, environment, record)
        given = self._disguised(taken)
        expect = await self._expectation(taken, given)
        fixture = Fixture(
            name=name, input=given, expect=expect, description=description or "From life, with stand-ins."
        )
        stored, _ = await self._fixtures.put(caller, project, taken.mapping.name, fixture, 0)
        return Captured(mapping=taken.mapping.name, stored=stored)

    async def _take(self, caller: Principal, project: str, environment: str, record: UUID) -> _Taken:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.EDIT)
            found = await record_in(work, opened, environment, record)
            mapping = await mapping_of(work, opened, found)
            await work.audit.record(caller.name, opened, "record.capture", f"record {record}")
            return _Taken(
                project=opened,
                record=found,
                payload=(await open_payload(work, self._keyring, record)).mapped,
                mapping=mapping,
                version=await live_version(work, opened, environment, mapping),
                lookups=tuple(await work.lookups.current(opened)),
            )

    def _disguised(self, taken: _Taken) -> bytes:
        stand_ins = StandIns(self._keyring.derive(f"stand-ins {taken.project.id}"))
        try:
            return encode(stand_ins.disguise(decode(taken.payload), taken.version.source_schema))
        except Malformed as error:
            raise InvalidInput(
                "The record's payload is not JSON: nobody can tell what is personal in it.",
                code="not-json",
                remedy="Write such a fixture by hand.",
            ) from error

    async def _expectation(self, taken: _Taken, given: bytes) -> Expectation:
        then = await self._mapped(taken, given, at_receipt=True)
        if then.hold is not None or then.output is None:
            return _hold(then)
        now = await self._mapped(taken, given, at_receipt=False)
        output = ExpectOutput(output=decode(then.output))
        if now.output is None:
            return output
        moving = compare(output, decode(now.output))
        return msgspec.structs.replace(output, ignore=tuple(difference.pointer for difference in moving))

    async def _mapped(self, taken: _Taken, given: bytes, *, at_receipt: bool) -> Mapped:
        version = taken.version
        return await self._pipeline.map(
            Runnable(text=version.text, source_schema=version.source_schema, target_schema=version.target_schema),
            given,
            lookups=await self._tables.of(taken.lookups),
            lane=Lane.DRAFT,
            received_at=taken.record.received_at if at_receipt else self._clock.now(),
        )


def _hold(mapped: Mapped) -> ExpectHold:
    if mapped.hold is None:
        raise InvalidInput("The mapping gave nothing for this message.", remedy="Correct the mapping first.")
    return ExpectHold(code=mapped.hold.code)
