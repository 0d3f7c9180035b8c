"""Replays: a record once more, to see what would come of it, or to send it again."""

from __future__ import annotations

from uuid import UUID

import msgspec
from uuid_utils.compat import uuid7

from crossdock.connect.catalogue import Catalogue
from crossdock.engine.compare import compare
from crossdock.engine.json_text import decode
from crossdock.engine.pipeline import Pipeline
from crossdock.engine.ports import Alarm
from crossdock.errors import Conflict, NotFound
from crossdock.model.access import Principal, Right
from crossdock.model.evaluation import Lane, Mapped, Runnable
from crossdock.model.fixture import Difference, ExpectOutput
from crossdock.model.flow import OrderPolicy
from crossdock.model.journal import Event
from crossdock.model.lookup import LookupRead, LookupTable
from crossdock.model.mapping import Mapping, Version
from crossdock.model.project import Project
from crossdock.model.record import Record, RecordState
from crossdock.model.replay import Replay, ReplayWith
from crossdock.store.keyring import Keyring
from crossdock.store.lookup_tables import LookupTableCache
from crossdock.store.lookups import StoredLookup
from crossdock.store.records import RecordNew
from crossdock.store.unit_of_work import Store, Work, retried
from crossdock.studio.access import open_project
from crossdock.studio.records import mapping_of, open_payload, record_in
from crossdock.studio.resources import runnable
from crossdock.studio.story import tell
from crossdock.studio.texts import text_or_version


class _Text(msgspec.Struct, frozen=True, kw_only=True):
    """What to map with; `reads` are the lookups' revisions of then, where that is what is replayed."""

    version: int | None
    runnable: Runnable
    reads: tuple[LookupRead, ...] = ()


class _Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """All that a replay needs, read in one unit of work."""

    record: Record
    payload: bytes
    text: _Text
    lookups: tuple[StoredLookup, ...]
    tables_then: dict[str, LookupTable]
    written: bytes | None


class Replays:
    def __init__(
        self,
        store: Store,
        pipeline: Pipeline,
        catalogue: Catalogue,
        keyring: Keyring,
        tables: LookupTableCache,
        alarm: Alarm,
    ) -> None:
        self._store = store
        self._pipeline = pipeline
        self._catalogue = catalogue
        self._keyring = keyring
        self._tables = tables
        self._alarm = alarm

    async def rehearse(
        self, caller: Principal, project: str, environment: str, record: UUID, using: ReplayWith
    ) -> Replay:
        """Map a record's payload once more, and compare with what was written; nothing is. Stands in the audit log.

        With the version that ran, lookups are as they were then too. Raises Conflict 'never-mapped' where none did,
        NotFound 'nothing-live' or 'no-text' where the text asked for is not there.
        """
        prepared = await self._prepare(caller, project, environment, record, using)
        tables = {**await self._tables.of(prepared.lookups), **prepared.tables_then}
        mapped = await self._pipeline.map(
            prepared.text.runnable,
            prepared.payload,
            lookups=tables,
            lane=Lane.DRAFT,
            received_at=prepared.record.received_at,
        )
        return Replay(
            version=prepared.text.version,
            output=None if mapped.output is None else msgspec.Raw(mapped.output),
            hold=mapped.hold,
            compared=prepared.written is not None,
            differs=_differences(prepared.written, mapped),
        )

    @retried
    async def repeat(self, caller: Principal, project: str, environment: str, record: UUID) -> Record:
        """Send a settled record's payload through its flow again, as a new record that names it as its parent.

        Its effect is that of the first one: where the target has exactly this already, it ends as `unchanged`.
        Raises Conflict 'not-settled'.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            parent = await record_in(work, opened, environment, record, lock=True)
            _require_settled(parent)
            new = await self._again(work, opened, parent)
            await work.records.add(new)
            await tell(
                work, caller, opened, parent, Event.REPEATED, f"Sent again by {caller.name}.", child=str(new.record.id)
            )
            message = f"Repeats the record {parent.id}."
            await tell(work, caller, opened, new.record, Event.RECEIVED, message, parent=str(parent.id))
            told = {"child": str(new.record.id)}
            await work.audit.record(caller.name, opened, "record.repeat", f"record {record}", told)
        await self._alarm.ring([new.partition])
        return new.record

    async def _prepare(
        self, caller: Principal, project: str, environment: str, record: UUID, using: ReplayWith
    ) -> _Prepared:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.READ_PAYLOADS)
            found = await record_in(work, opened, environment, record)
            payload = (await open_payload(work, self._keyring, record)).mapped
            text = await self._text(work, caller, opened, found, using)
            lookups = await work.lookups.current(opened)
            told = {"with": using}
            await work.audit.record(caller.name, opened, "record.replay", f"record {record}", told)
            return _Prepared(
                record=found,
                payload=payload,
                text=text,
                lookups=tuple(lookups),
                tables_then=await _tables_then(work, lookups, text.reads),
                written=await self._written(work, record),
            )

    async def _text(self, work: Work, caller: Principal, project: Project, record: Record, using: ReplayWith) -> _Text:
        mapping = await mapping_of(work, project, record)
        match using:
            case ReplayWith.RAN:
                return await _as_it_ran(work, mapping, record)
            case ReplayWith.LIVE:
                return _of(await live_version(work, project, record.environment, mapping))
            case ReplayWith.DRAFT:
                found = await text_or_version(work, caller, mapping, None)
        if isinstance(found, Version):
            return _of(found)
        return _Text(version=None, runnable=runnable(self._catalogue, mapping, found))

    async def _written(self, work: Work, record: UUID) -> bytes | None:
        """What the record wrote last; None where it wrote nothing, or its body is no longer kept."""
        for effect in sorted(await work.effects.of(record), key=lambda effect: effect.intended_at, reverse=True):
            if sealed := await work.effects.body(effect.id):
                return self._keyring.open(sealed)
        return None

    async def _again(self, work: Work, project: Project, parent: Record) -> RecordNew:
        flow_id, partition = await work.records.source_of(parent.id)
        flow = (await work.flows.by_ids([flow_id]))[flow_id]
        payload = (await open_payload(work, self._keyring, parent.id)).in_use
        fetched, read_at = await work.records.fetched_state(parent.id)
        record = Record(
            id=uuid7(),
            project=project.name,
            environment=parent.environment,
            flow=parent.flow,
            object_id=parent.object_id,
            parent=parent.id,
            key=parent.key,
            version=parent.version,
            received_at=work.now,
            state=RecordState.IN_FLIGHT,
            due_at=work.now,
        )
        return RecordNew(
            record=record,
            flow_id=flow_id,
            project_id=project.id,
            delivery_id=None,
            partition=partition,
            payload=self._keyring.seal(payload),
            supersedes=flow.definition.order is OrderPolicy.SUPERSEDE,
            blocks=flow.definition.order is not OrderPolicy.SUPERSEDE,
            yields=flow.definition.order is OrderPolicy.YIELD,
            worth=await work.records.worth(parent.id),
            read_at=None if fetched else read_at,
            commits=bool(flow.definition.commits),
        )


async def live_version(work: Work, project: Project, environment: str, mapping: Mapping) -> Version:
    """What is live of a mapping; raises NotFound 'nothing-live'."""
    live = await work.promotions.live(project, environment, mapping.name)
    if live is None:
        raise NotFound(
            f"No version of mapping '{mapping.name}' is live in '{environment}'.",
            code="nothing-live",
            remedy="Promote one first.",
        )
    return await work.versions.get(mapping, live.version.version)


async def _as_it_ran(work: Work, mapping: Mapping, record: Record) -> _Text:
    for attempt in reversed(await work.attempts.of(record.id)):
        if attempt.version is not None:
            text = _of(await work.versions.get(mapping, attempt.version))
            return msgspec.structs.replace(text, reads=attempt.lookups)
    raise Conflict(
        "No version was ever run on this record.",
        code="never-mapped",
        remedy="Replay it with what is live, or with your draft.",
    )


async def _tables_then(
    work: Work, lookups: list[StoredLookup], reads: tuple[LookupRead, ...]
) -> dict[str, LookupTable]:
    """The lookups in the revisions that were read, where those are not the newest."""
    revisions = {read.table: read.revision for read in reads}
    return {
        stored.name: await work.lookup_rows.table(await work.lookups.as_of(stored, revisions[stored.name]))
        for stored in lookups
        if revisions.get(stored.name, stored.revision) != stored.revision
    }


def _of(version: Version) -> _Text:
    return _Text(
        version=version.number,
        runnable=Runnable(text=version.text, source_schema=version.source_schema, target_schema=version.target_schema),
    )


def _differences(written: bytes | None, mapped: Mapped) -> tuple[Difference, ...]:
    if written is None or mapped.output is None:
        return ()
    return compare(ExpectOutput(output=decode(written)), decode(mapped.output))


def _require_settled(record: Record) -> None:
    if record.state in {RecordState.IN_FLIGHT, RecordState.HELD}:
        raise Conflict(
            f"The record is {record.state.value}: it is not settled yet.",
            code="not-settled",
            remedy="Wait for it, or let it go on where it is held; only then send it again.",
            state=record.state,
        )
