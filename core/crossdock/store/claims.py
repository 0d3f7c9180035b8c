"""Claims: which records of a partition can be worked on now, and which have been superseded.

A record can be worked on while it is due, nothing halts its flow, nothing newer took its place, and nothing older of its
object stands before it:

- no held record that blocks; one that yields blocks only what is for the same target;
- no record in flight, due or not, but for one that waits itself for a held one that yields: nothing of it has begun,
  and what is for another target passes it, too.

Of two that take but the newest state each to a target of its own, such as one stock to two shops, neither waits for the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, TextClause, bindparam, delete, text
from uuid_utils.compat import uuid7

from crossdock.model.journal import Event, JournalEntry
from crossdock.model.record import AttemptKind, Record, RunCode
from crossdock.store.journal import Journal
from crossdock.store.record_rows import record_of
from crossdock.store.repository import Repository
from crossdock.store.tables import holds

REASON = "A newer message about its object took its place."


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """A record to work on."""

    record: Record
    """Its attempts are the passes that began, also those whose worker died."""
    flow_id: UUID
    project_id: UUID
    position: int
    payload: bytes
    """Sealed; as a person corrected it where one did."""
    fetched: tuple[bytes, datetime] | None = None
    """The state of its object as an earlier pass fetched it, sealed, and when."""
    is_state: bool = False
    """It was read from a list: it is no sign of a state, but the state itself."""
    kind: AttemptKind
    """What the pass that begins now is."""


class Claims(Repository):
    async def claim(self, partition: int, now: datetime, limit: int) -> list[Claimed]:
        """Settle what was superseded, then give what can be worked on, oldest first; raises nothing.

        Nothing is marked as claimed: whoever has the partition's epoch is the only one to ask.
        """
        parameters = {"partition": partition, "now": now, "newest": limit}
        rows = await self._all(_CLAIM, **parameters)
        superseded = [row for row in rows if row.superseded_by is not None]
        if superseded:
            await self._tell(superseded, now)
        return [_claimed(row) for row in rows if row.superseded_by is None]

    async def due_partitions(self, now: datetime) -> list[int]:
        """The partitions in which there is something to claim; raises nothing."""
        return [int(row.number) for row in await self._all(_DUE_PARTITIONS, now=now)]

    async def _tell(self, superseded: Iterable[Row[Any]], now: datetime) -> None:
        rows = sorted(superseded, key=attrgetter("flow_id", "position"))
        await self._do(delete(holds).where(holds.c.record_id.in_([row.id for row in rows])))
        for (project_id, flow_id), of_flow in groupby(rows, key=attrgetter("project_id", "flow_id")):
            await Journal(self._connection).add(project_id, flow_id, [_entry(row, now) for row in of_flow])


def _superseded(record: str) -> str:
    return f"""({record}.supersedes AND EXISTS (
        SELECT FROM records AS late WHERE late.object_id = {record}.object_id AND late.flow_id = {record}.flow_id
        AND late.position > {record}.position
    ))"""


def _same_target(one: str, other: str) -> str:
    """Whether the flows of both write to one connection."""
    return f"""(
        SELECT f.definition #>> '{{target,connection}}' = g.definition #>> '{{target,connection}}'
        FROM flows AS f, flows AS g WHERE f.id = {one}.flow_id AND g.id = {other}.flow_id
    )"""  # noqa: S608 - put together from our own constants


def _waits_for_one_that_yields(record: str) -> str:
    return f"""EXISTS (
        SELECT FROM records AS held WHERE held.object_id = {record}.object_id AND held.position < {record}.position
        AND held.state = 'held' AND held.blocks AND held.yields AND {_same_target("held", record)}
    )"""


_STANDS_BEFORE = f"""
older.object_id = r.object_id AND older.position < r.position AND older.state IN ('in-flight', 'held')
AND CASE older.state
    WHEN 'held' THEN older.blocks AND (NOT older.yields OR {_same_target("older", "r")})
    ELSE NOT {_waits_for_one_that_yields("older")}
END
AND NOT {_superseded("older")}
AND NOT (older.supersedes AND r.supersedes AND NOT {_same_target("older", "r")})
"""

_CAN_BE_WORKED_ON = f"""
r.state = 'in-flight' AND r.due_at <= :now AND NOT {_superseded("r")}
AND NOT EXISTS (
    SELECT FROM halts AS h WHERE h.flow_id = r.flow_id AND h.environment = r.environment AND NOT (
        h.draining
        AND EXISTS (SELECT FROM effects AS e WHERE e.record_id = r.id AND e.state IN ('intended', 'accepted'))
    )
)
AND NOT EXISTS (SELECT FROM records AS older WHERE {_STANDS_BEFORE})
"""  # noqa: S608 - put together from our own constants

_CLAIM: TextClause = text(f"""
WITH superseded AS (
    UPDATE records AS r
    SET state = 'filtered', code = :superseded, reason = :reason, due_at = NULL, settled_at = :now
    FROM records AS open CROSS JOIN LATERAL (
        SELECT late.id FROM records AS late WHERE late.object_id = open.object_id AND late.flow_id = open.flow_id
        AND late.position > open.position ORDER BY late.position DESC LIMIT 1
    ) AS newest
    WHERE open.partition = :partition AND open.supersedes AND open.state IN ('in-flight', 'held')
    AND r.id = open.id AND r.state IN ('in-flight', 'held')
    RETURNING r.*, newest.id AS superseded_by
), claimed AS (
    SELECT r.*, NULL::uuid AS superseded_by FROM records AS r
    WHERE r.partition = :partition AND {_CAN_BE_WORKED_ON} ORDER BY r.position LIMIT :newest
)
SELECT r.id, r.project_id, r.environment, r.flow_id, r.object_id, r.parent, r.position, r.key, r.version, r.received_at,
    r.state, r.code, r.reason, r.due_at, r.next_kind, r.settled_at, r.emptied_at, r.edited IS NOT NULL AS edited, r.superseded_by,
    greatest(r.attempts, (SELECT max(a.number) FROM attempts AS a WHERE a.record_id = r.id)) AS attempts,
    CASE WHEN r.superseded_by IS NULL THEN coalesce(r.edited, r.payload) END AS payload,
    r.fetched, r.fetched_at,
    flows.name AS flow, projects.name AS project
FROM (SELECT * FROM superseded UNION ALL SELECT * FROM claimed) AS r
JOIN flows ON flows.id = r.flow_id JOIN projects ON projects.id = r.project_id ORDER BY r.position
""").bindparams(  # noqa: S608 - put together from our own constants
    superseded=RunCode.SUPERSEDED.value, reason=REASON
)

_DUE_PARTITIONS = text(f"""
SELECT p.number FROM partitions AS p
WHERE EXISTS (SELECT FROM records AS r WHERE r.partition = p.number AND {_CAN_BE_WORKED_ON}) ORDER BY p.number
""").bindparams(bindparam("now"))  # noqa: S608 - put together from our own constants


def _claimed(row: Row[Any]) -> Claimed:
    return Claimed(
        record=record_of(row),
        flow_id=row.flow_id,
        project_id=row.project_id,
        position=row.position,
        payload=row.payload,
        fetched=None if row.fetched is None else (row.fetched, row.fetched_at),
        is_state=row.fetched is None and row.fetched_at is not None,
        kind=AttemptKind(row.next_kind),
    )


def _entry(row: Row[Any], now: datetime) -> JournalEntry:
    return JournalEntry(
        id=uuid7(),
        at=now,
        record=row.id,
        flow=row.flow,
        environment=row.environment,
        attempt=row.attempts,
        event=Event.FILTERED,
        message=REASON,
        details={"code": RunCode.SUPERSEDED, "superseded_by": str(row.superseded_by)},
        actor="worker",
    )
