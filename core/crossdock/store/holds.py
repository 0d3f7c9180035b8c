"""Holds: one for each record that waits for a person, with the lookup rows it misses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, FromClause, Row, Select, and_, bindparam, case, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from crossdock.model.hold_note import HoldFilters, Rest
from crossdock.model.lookup import LookupMiss
from crossdock.model.page import Page, PageRequest
from crossdock.model.problem import Problem
from crossdock.model.project import Project
from crossdock.model.record import Hold, MissGroup, Record, RecordState
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import flows, hold_cares, hold_comments, hold_misses, holds, records
from crossdock.store.worths import WORTH, Sums, sums_by, sums_of, worth_of

LOOKUP_MISS = "lookup-miss"


NO_FILTERS = HoldFilters()


class Holds(Repository):
    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        super().__init__(connection)
        self._now = now

    async def put(self, record: Record, flow_id: UUID, project_id: UUID, hold: Hold) -> None:
        """Store why a record is held, instead of an earlier reason; the record itself is to be held by the commit.

        Raises Conflict where there is no such record.
        """
        await self.delete(record.id)
        row = {column: getattr(hold, column) for column in _SAME} | {"problems": msgspec.to_builtins(hold.problems)}
        row |= {"record_id": record.id, "flow_id": flow_id, "project_id": project_id}
        await self._connection.execute(_PUT, row)
        misses = [
            {"record_id": record.id, "lookup": miss.table, "row_key": list(miss.key)} for miss in set(hold.misses)
        ]
        if misses:
            await self._connection.execute(_MISS, misses)

    async def delete(self, record_id: UUID) -> None:
        """Take a record's hold away, if it has one; the record must not be held at the commit. Raises nothing."""
        await self._do(delete(holds).where(holds.c.record_id == record_id))

    async def get(self, project: Project, record_id: UUID) -> Hold:
        """Raises NotFound."""
        row = await self._first(self._holds(project).where(holds.c.record_id == record_id))
        if row is None:
            raise absent("hold of record", record_id)
        return _hold(row)

    async def page(
        self, project: Project, environment: str, request: PageRequest, filters: HoldFilters = NO_FILTERS
    ) -> Page[Hold]:
        """Oldest record first. Raises InvalidInput for a limit or a cursor that cannot be."""
        query = self._holds(project).where(holds.c.environment == environment, *_asked(filters))
        return await self._page(query, request, holds.c.record_id, _hold)

    async def misses(self, project: Project, environment: str | None) -> list[MissGroup]:
        """Missing lookup rows by table and key, in one environment or in all; raises nothing."""
        asked = [holds.c.project_id == project.id]
        if environment is not None:
            asked.append(holds.c.environment == environment)
        money = sums_of(await self._all(sums_by(_MISSED_ROW, _MISSING_RECORDS, asked)))
        return [_miss_group(row, money) for row in await self._all(_MISSES.where(*asked))]

    async def of_miss(self, project: Project, table: str, keys: Collection[tuple[str, ...]]) -> list[UUID]:
        """Records of all environments that are held for one of these keys of a lookup, oldest first; raises nothing."""
        wanted = set(keys)
        query = (
            select(hold_misses.c.record_id, hold_misses.c.row_key)
            .join(holds, holds.c.record_id == hold_misses.c.record_id)
            .where(holds.c.project_id == project.id, holds.c.code == LOOKUP_MISS, hold_misses.c.lookup == table)
        )
        # A lookup may get more rows at once than records wait for.
        rows = await self._all(query)
        return sorted({row.record_id for row in rows if tuple(row.row_key) in wanted})

    def _holds(self, project: Project) -> Select[Any]:
        return _HOLDS.where(holds.c.project_id == project.id).params(now=self._now)


_SAME = ("environment", "code", "message", "remedy", "owner", "since", "attempts")
_COUNTED = ("waiting", "assignee", "snoozed_until", "comments")
_PUT = insert(holds)
_MISS = insert(hold_misses)


def _waiting() -> Select[Any]:
    """How many later records of its object are in flight behind a record that blocks; those for its target where it
    yields."""
    later, theirs = records.alias("later"), flows.alias("theirs")
    return (
        select(func.count())
        .select_from(later.join(theirs, theirs.c.id == later.c.flow_id))
        .where(
            records.c.blocks,
            or_(~records.c.yields, _target(theirs) == _target(flows)),
            later.c.object_id == records.c.object_id,
            later.c.position > records.c.position,
            later.c.state == RecordState.IN_FLIGHT,
        )
    )


def _target(of: FromClause) -> ColumnElement[str]:
    """The connection that a flow writes to."""
    target: ColumnElement[str] = of.c.definition["target", "connection"].astext
    return target


def _missing() -> Select[Any]:
    """The misses of a hold as JSON, sorted."""
    miss = func.json_build_object("table", hold_misses.c.lookup, "key", hold_misses.c.row_key)
    ordered = aggregate_order_by(miss, hold_misses.c.lookup, hold_misses.c.row_key)
    return select(func.json_agg(ordered)).where(hold_misses.c.record_id == holds.c.record_id)


_COMMENTS = select(func.count()).where(hold_comments.c.record_id == holds.c.record_id)
_PUT_OFF = and_(hold_cares.c.snoozed_at >= holds.c.since, hold_cares.c.snoozed_until > bindparam("now"))
"""A hold that came after the snooze is another one, and nobody put that off."""

_HOLDS = select(
    *(column for column in holds.c if column.name not in {"project_id", "flow_id"}),
    records.c.key,
    records.c.object_id,
    *WORTH,
    flows.c.name.label("flow"),
    func.coalesce(hold_cares.c.assignee, "").label("assignee"),
    case((_PUT_OFF, hold_cares.c.snoozed_until)).label("snoozed_until"),
    _COMMENTS.correlate(holds).scalar_subquery().label("comments"),
    _waiting().correlate(records, flows).scalar_subquery().label("waiting"),
    _missing().correlate(holds).scalar_subquery().label("misses"),
).select_from(
    holds.join(records, records.c.id == holds.c.record_id)
    .join(flows, flows.c.id == holds.c.flow_id)
    .outerjoin(hold_cares, hold_cares.c.record_id == holds.c.record_id)
)

_MISSED_ROW = (hold_misses.c.lookup, hold_misses.c.row_key)
_MISSING = hold_misses.join(holds, and_(holds.c.record_id == hold_misses.c.record_id, holds.c.code == LOOKUP_MISS))
_MISSING_RECORDS = _MISSING.join(records, records.c.id == holds.c.record_id)
_MISSES = (
    select(
        *_MISSED_ROW,
        func.count().label("records"),
        func.array_agg(flows.c.name.distinct()).label("flows"),
        func.array_agg(holds.c.environment.distinct()).label("environments"),
        func.min(holds.c.since).label("since"),
    )
    .select_from(_MISSING.join(flows, flows.c.id == holds.c.flow_id))
    .group_by(*_MISSED_ROW)
    .order_by(*_MISSED_ROW)
)


def _asked(filters: HoldFilters) -> Iterator[ColumnElement[bool]]:
    columns = {"flow": flows.c.name, "code": holds.c.code, "owner": holds.c.owner}
    for name, column in columns.items():
        if (wanted := getattr(filters, name)) is not None:
            yield column == wanted
    if filters.assignee is not None:
        yield func.coalesce(hold_cares.c.assignee, "") == filters.assignee
    if filters.held_before is not None:
        yield holds.c.since < filters.held_before
    if filters.rest is Rest.SNOOZED:
        yield _PUT_OFF
    elif filters.rest is Rest.AWAKE:
        yield or_(_PUT_OFF.is_(None), ~_PUT_OFF)


def _hold(row: Row[Any]) -> Hold:
    return Hold(
        record=row.record_id,
        flow=row.flow,
        key=row.key,
        object_id=row.object_id,
        worth=worth_of(row),
        problems=msgspec.convert(row.problems, tuple[Problem, ...]),
        misses=msgspec.convert(row.misses or (), tuple[LookupMiss, ...]),
        **{column: getattr(row, column) for column in (*_SAME, *_COUNTED)},
    )


def _miss_group(row: Row[Any], money: Sums) -> MissGroup:
    key = tuple(row.row_key)
    return MissGroup(
        table=row.lookup,
        key=key,
        records=row.records,
        flows=tuple(row.flows),
        environments=tuple(row.environments),
        since=row.since,
        worth=money.get((row.lookup, key), ()),
    )
