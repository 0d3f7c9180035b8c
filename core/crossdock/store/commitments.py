"""Commitments: what each order takes from stock, from the moment it was received on.

A record of a flow that commits is noted as uncounted in the transaction that stores it, so that none is overlooked.
What it takes becomes known in one order for each environment: positions grow as they are committed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import delete, insert, select, text, update

from crossdock.model.flow import Flow
from crossdock.store.repository import Repository
from crossdock.store.tables import commitments, uncounted_records

TRIED_AGAIN = timedelta(seconds=30)
"""When what could not be worked out is tried again."""
KEPT = timedelta(days=2)
"""How long commitments are kept at least, so that late orders are told from unknown ones."""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """What one line of an order takes."""

    sku: str
    quantity: int
    location: str = ""
    """'' where nobody knows where from: it counts everywhere then."""
    placed_at: datetime | None = None
    """When the channel took it off, by the channel's clock; None: unknown."""
    order: str = ""
    """What people call the order."""
    deducted: bool = True
    """The channel has taken it off this SKU's own number; not so where it was sold as something else."""


class Uncounted(msgspec.Struct, frozen=True, kw_only=True):
    """A record whose commitments are still to be worked out."""

    record_id: UUID
    flow_id: UUID
    project_id: UUID
    environment: str
    key: str
    received_at: datetime
    payload: bytes | None
    """Sealed, as a person corrected it where one did; None where it was emptied."""


class CountedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What a record takes."""

    record_id: UUID
    project_id: UUID
    environment: str
    connection: str
    """Where it came from."""
    taken: Sequence[Taken]


class Commitments(Repository):
    async def expect(self, records: Sequence[UUID]) -> None:
        """Note records of flows that commit as uncounted; what was known of them stays until it is known anew.

        Raises nothing.
        """
        await self._connection.execute(_EXPECT, {"records": list(records)})

    async def expect_again(self, flow: Flow, since: datetime) -> None:
        """Note what is open or recent of a flow as uncounted: it says something else of what its messages take."""
        await self._connection.execute(_EXPECT_AGAIN, {"flow": flow.id, "since": since})

    async def flows(self, project_id: UUID, environment: str, now: datetime) -> dict[UUID, int]:
        """The flows of which anything is to be worked out now, with their revisions; raises nothing."""
        rows = await self._all(_FLOWS, project=project_id, environment=environment, tried=now - TRIED_AGAIN)
        return {UUID(str(row.flow_id)): row.revision for row in rows}

    async def uncounted(
        self, project_id: UUID, environment: str, flows: Collection[UUID], now: datetime, limit: int
    ) -> list[Uncounted]:
        """Records of some flows to be worked out now, locked; nobody else works out any of this environment until this unit of work
        ends. Raises nothing."""
        place = {"project": project_id, "environment": environment}
        await self._connection.execute(_ALONE, {"place": f"commitments {project_id} {environment}"})
        rows = await self._all(_UNCOUNTED, **place, flows=list(flows), tried=now - TRIED_AGAIN, most=limit)
        same = [field.name for field in msgspec.structs.fields(Uncounted)]
        return [Uncounted(**{column: getattr(row, column) for column in same}) for row in rows]

    async def settle(self, counted: Sequence[CountedRecord]) -> None:
        """Store what records take; an earlier answer goes."""
        ids = [one.record_id for one in counted]
        await self._do(delete(commitments).where(commitments.c.record_id.in_(ids)))
        if rows := [row for one in counted for row in _rows(one)]:
            await self._insert(_ADD, rows)
        await self._do(delete(uncounted_records).where(uncounted_records.c.record_id.in_(ids)))

    async def fail(self, record: Uncounted, now: datetime, error: str) -> None:
        """It cannot be worked out; it is tried again later."""
        here = uncounted_records.c.record_id == record.record_id
        await self._do(update(uncounted_records).where(here).values(tried_at=now, error=error))

    async def forget(self, before: datetime) -> int:
        """Take away old commitments that every number surely contains, or that came to nothing; gives how many."""
        return await self._do(_FORGET.bindparams(before=before))

    async def of(self, record: UUID) -> list[Taken]:
        """What a record takes, by line; raises nothing."""
        query = select(commitments).where(commitments.c.record_id == record).order_by(commitments.c.line)
        same = [field.name for field in msgspec.structs.fields(Taken)]
        return [Taken(**{column: getattr(row, column) for column in same}) for row in await self._all(query)]


def _rows(counted: CountedRecord) -> Iterator[dict[str, Any]]:
    """One for each line."""
    place = {name: getattr(counted, name) for name in ("record_id", "project_id", "environment", "connection")}
    for line, one in enumerate(counted.taken, 1):
        yield place | {"line": line} | msgspec.structs.asdict(one)


_ADD = insert(commitments).returning(commitments.c.line)
_EXPECT = text("""
INSERT INTO uncounted_records (record_id, project_id, environment, since, error)
SELECT r.id, r.project_id, r.environment, r.received_at, '' FROM records AS r JOIN flows AS f ON f.id = r.flow_id
WHERE r.id = ANY (:records) AND coalesce(f.definition ->> 'commits', '') <> ''
ON CONFLICT (record_id) DO UPDATE SET tried_at = NULL
""")
_EXPECT_AGAIN = text("""
INSERT INTO uncounted_records (record_id, project_id, environment, since, error)
SELECT id, project_id, environment, received_at, '' FROM records
WHERE flow_id = :flow AND (settled_at IS NULL OR settled_at > :since) AND payload IS NOT NULL
ON CONFLICT (record_id) DO UPDATE SET tried_at = NULL
""")
_FLOWS = text("""
SELECT DISTINCT r.flow_id, f.revision
FROM uncounted_records AS u JOIN records AS r ON r.id = u.record_id JOIN flows AS f ON f.id = r.flow_id
WHERE u.project_id = :project AND u.environment = :environment AND (u.tried_at IS NULL OR u.tried_at <= :tried)
""")
_ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:place, 0))")
_UNCOUNTED = text("""
SELECT u.record_id, r.flow_id, r.project_id, r.environment, r.key, r.received_at,
    coalesce(r.edited, r.fetched, r.payload) AS payload
FROM uncounted_records AS u JOIN records AS r ON r.id = u.record_id
WHERE u.project_id = :project AND u.environment = :environment AND (u.tried_at IS NULL OR u.tried_at <= :tried)
AND r.flow_id = ANY (:flows) ORDER BY u.record_id LIMIT :most FOR UPDATE OF u
""")
_FORGET = text("""
DELETE FROM commitments AS c USING records AS r
WHERE r.id = c.record_id AND r.settled_at < :before AND (
    r.state = 'filtered' OR (r.state = 'delivered' AND NOT EXISTS (
        SELECT FROM stock_levels AS l
        WHERE l.project_id = c.project_id AND l.environment = c.environment AND l.sku = c.sku AND l.as_of < :before
    ))
)
""")
