"""What came in for a mapping, whatever became of it: the messages that a new version is tried on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import bindparam, func, select

from crossdock.model.mapping import Mapping
from crossdock.store.repository import Repository
from crossdock.store.tables import flows, mappings, records


class CapturedInput(msgspec.Struct, frozen=True, kw_only=True):
    """A record's payload as it is mapped, with what tells it apart."""

    record: UUID
    key: str
    received_at: datetime
    payload: bytes
    """Sealed; what a person made of it, where somebody did."""


class CapturedInputs(Repository):
    async def newest(self, mapping: Mapping, environment: str, limit: int) -> list[UUID]:
        """The newest records of the flows that use a mapping, whose payload is still kept; raises nothing."""
        rows = await self._all(_NEWEST.limit(limit), mapping_id=mapping.id, environment=environment)
        return [row.id for row in rows]

    async def read(self, wanted: Sequence[UUID]) -> list[CapturedInput]:
        """Their payloads, the newest first; one that was emptied meanwhile is left out. Raises nothing."""
        rows = await self._all(_READ, records=list(wanted))
        return [
            CapturedInput(record=row.id, key=row.key, received_at=row.received_at, payload=row.payload) for row in rows
        ]


_NEWEST = (
    select(records.c.id)
    .join_from(records, flows, flows.c.id == records.c.flow_id)
    .join(
        mappings,
        (mappings.c.project_id == flows.c.project_id) & (mappings.c.name == flows.c.definition["mapping"].astext),
    )
    .where(
        mappings.c.id == bindparam("mapping_id"),
        records.c.environment == bindparam("environment"),
        records.c.payload.is_not(None),
    )
    .order_by(records.c.position.desc())
)
_READ = (
    select(
        records.c.id,
        records.c.key,
        records.c.received_at,
        func.coalesce(records.c.edited, records.c.payload).label("payload"),
    )
    .where(records.c.id.in_(bindparam("records", expanding=True)), records.c.payload.is_not(None))
    .order_by(records.c.position.desc())
)
