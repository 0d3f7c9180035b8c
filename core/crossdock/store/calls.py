"""Calls: how many requests each flow sent over each connection, in steps of five minutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from crossdock.model.calls import CallPurpose, Calls
from crossdock.store.repository import Repository
from crossdock.store.tables import connection_calls, connections, flows

STEP = timedelta(minutes=5)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Counted(NamedTuple):
    """What is counted together."""

    connection_id: UUID
    flow_id: UUID
    purpose: CallPurpose
    began_at: datetime


class ConnectionCalls(Repository):
    async def add(self, counted: Mapping[Counted, int], now: datetime) -> None:
        """Add requests to what was counted, and forget what is older than a day.

        What belonged to a connection or a flow that is gone by now is left out. Raises TransactionLost where two wait
        for each other.
        """
        ids = {key.connection_id for key in counted}, {key.flow_id for key in counted}
        there = [
            {
                row.id
                for row in await self._all(select(table.c.id).where(table.c.id.in_(wanted)).with_for_update(read=True))
            }
            for table, wanted in zip((connections, flows), ids, strict=True)
        ]
        rows = [
            key._asdict() | {"calls": calls}
            for key, calls in sorted(counted.items())
            if key.connection_id in there[0] and key.flow_id in there[1]
        ]
        if rows:
            await self._connection.execute(_ADD, rows)
        await self._do(delete(connection_calls).where(connection_calls.c.began_at < now - DAY - STEP))

    async def of(self, connection_id: UUID, now: datetime) -> list[Calls]:
        """Who sent how many within the last day, by flow; raises nothing."""
        rows = await self._all(_OF, connection=connection_id, day=now - DAY, hour=now - HOUR)
        return [_calls(row) for row in rows]


_INSERT = insert(connection_calls)
_ADD = _INSERT.on_conflict_do_update(
    index_elements=["connection_id", "began_at", "flow_id", "purpose"],
    set_={"calls": connection_calls.c.calls + _INSERT.excluded.calls},
)
_OF = (
    select(
        flows.c.name,
        connection_calls.c.purpose,
        func.coalesce(
            func.sum(connection_calls.c.calls).filter(connection_calls.c.began_at > bindparam("hour")), 0
        ).label("last_hour"),
        func.sum(connection_calls.c.calls).label("last_day"),
    )
    .join_from(connection_calls, flows, flows.c.id == connection_calls.c.flow_id)
    .where(connection_calls.c.connection_id == bindparam("connection"), connection_calls.c.began_at > bindparam("day"))
    .group_by(flows.c.name, connection_calls.c.purpose)
    .order_by(flows.c.name, connection_calls.c.purpose)
)


def _calls(row: Row[Any]) -> Calls:
    return Calls(
        flow=row.name, purpose=CallPurpose(row.purpose), last_hour=int(row.last_hour), last_day=int(row.last_day)
    )
