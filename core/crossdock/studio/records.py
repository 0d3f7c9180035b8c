"""Records: what came in, what became of it, and how."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import msgspec

from crossdock.connect.catalogue import Catalogue
from crossdock.connect.goods import skus_of
from crossdock.engine.json_text import decode
from crossdock.errors import Malformed
from crossdock.model.access import Principal, Right
from crossdock.model.journal import JournalEntry
from crossdock.model.mapping import Mapping
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.record import Attempt, Effect, Filters, Record
from crossdock.store.keyring import Keyring
from crossdock.store.refusals import absent
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment


class Payload(msgspec.Struct, frozen=True, kw_only=True):
    """What a record holds."""

    original: bytes
    """As the platform sent it, byte for byte."""
    edited: bytes | None
    """What a person made of it; None where nobody did."""
    fetched: bytes | None = None
    """The state of its object, as its source told it when it was asked; None where it was not asked."""

    @property
    def mapped(self) -> bytes:
        """What the mapping was given."""
        return self.in_use if self.fetched is None else self.fetched

    @property
    def in_use(self) -> bytes:
        """What goes through the flow."""
        return self.original if self.edited is None else self.edited


class Records:
    def __init__(self, store: Store, keyring: Keyring, catalogue: Catalogue) -> None:
        self._store = store
        self._keyring = keyring
        self._catalogue = catalogue

    async def list(
        self, caller: Principal, project: str, environment: str, page: PageRequest, filters: Filters
    ) -> Page[Record]:
        """Newest first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.records.page(opened, environment, page, filters)

    async def get(self, caller: Principal, project: str, environment: str, record: UUID) -> Record:
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            return await record_in(work, opened, environment, record)

    async def payload(self, caller: Principal, project: str, environment: str, record: UUID) -> Payload:
        """What came in, personal data included; stands in the audit log."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.READ_PAYLOADS)
            await record_in(work, opened, environment, record)
            await work.audit.record(caller.name, opened, "record.read", f"record {record}")
            return await open_payload(work, self._keyring, record)

    async def skus(self, caller: Principal, project: str, environment: str, record: UUID) -> tuple[str, ...]:
        """The items that its message names, and nothing else of it; that it was read stands in the audit log."""
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.READ_PAYLOADS)
            found = await record_in(work, opened, environment, record)
            source = (await mapping_of(work, opened, found)).source
            await work.audit.record(caller.name, opened, "record.read", f"record {record}", {"read": "skus"})
            payload = await open_payload(work, self._keyring, record)
        try:
            message = decode(payload.mapped)
        except Malformed:
            return ()
        return skus_of(self._catalogue.connector(source.connector).resource(source.resource), message)

    async def attempts(self, caller: Principal, project: str, environment: str, record: UUID) -> Sequence[Attempt]:
        """Its passes through the pipeline, the first one first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            await record_in(work, opened, environment, record)
            return await work.attempts.of(record)

    async def effects(self, caller: Principal, project: str, environment: str, record: UUID) -> Sequence[Effect]:
        """What it wrote, or is to write."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            await record_in(work, opened, environment, record)
            return await work.effects.of(record)

    async def journal(self, caller: Principal, project: str, environment: str, record: UUID) -> Sequence[JournalEntry]:
        """Its story, from the beginning."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            await record_in(work, opened, environment, record)
            return await work.journal.of_record(record)


async def record_in(work: Work, project: Project, environment: str, record: UUID, *, lock: bool = False) -> Record:
    """A record of the environment; locked: nobody else changes it until this unit of work ends. Raises NotFound."""
    require_environment(project, environment)
    found = await (work.records.lock(project, record) if lock else work.records.get(project, record))
    if found.environment != environment:
        raise absent(f"record in '{environment}' with the id", record)
    return found


async def mapping_of(work: Work, project: Project, record: Record) -> Mapping:
    """The mapping that the record's flow uses today."""
    flow_id, _ = await work.records.source_of(record.id)
    flow = (await work.flows.by_ids([flow_id]))[flow_id]
    return await work.mappings.get(project, flow.definition.mapping)


async def open_payload(work: Work, keyring: Keyring, record: UUID) -> Payload:
    """A record's payload, unsealed."""
    original, edited = await work.records.payload(record)
    fetched, _ = await work.records.fetched_state(record)
    return Payload(
        original=keyring.open(original),
        edited=None if edited is None else keyring.open(edited),
        fetched=None if fetched is None else keyring.open(fetched),
    )
