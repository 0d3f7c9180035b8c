"""Conditions: what the records tell of how things stand, for whoever watches over them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, func, select, union_all

from crossdock.model.flow import FlowStatus
from crossdock.model.poll import PollOutcome
from crossdock.model.project import Project
from crossdock.model.record import DeliveryOutcome, RecordState, RunCode
from crossdock.store.repository import Repository
from crossdock.store.tables import (
    connections,
    deliveries,
    flow_states,
    flows,
    holds,
    poll_runs,
    poll_schedules,
    records,
    sequence_gaps,
    stock_doubts,
    uncounted_records,
)

MOST_COUNTED = 2**31 - 1
"""What an alert's count can say; a platform that starts to count elsewhere leaves more numbers out."""


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """So many of something in one environment."""

    environment: str
    subject: str
    """A flow, or the code of holds."""
    count: int
    since: datetime
    """The oldest one's time."""
    reason: str = ""
    """Where somebody gave one."""


class Conditions(Repository):
    """Each raises nothing."""

    async def stopped_flows(self, project: Project) -> list[Condition]:
        """Flows that were stopped, with the reason."""
        query = (
            select(flow_states.c.environment, flows.c.name, flow_states.c.since, flow_states.c.reason)
            .join_from(flow_states, flows, flows.c.id == flow_states.c.flow_id)
            .where(flow_states.c.project_id == project.id, flow_states.c.status == FlowStatus.STOPPED)
        )
        return [
            Condition(environment=row.environment, subject=row.name, count=1, since=row.since, reason=row.reason)
            for row in await self._all(query)
        ]

    async def holds(self, project: Project) -> list[Condition]:
        """Held records by code; those whose retries are used up are told by `exhausted`."""
        query = (
            select(
                holds.c.environment,
                holds.c.code.label("subject"),
                func.count().label("number"),
                func.min(holds.c.since).label("since"),
            )
            .where(holds.c.project_id == project.id, holds.c.code != RunCode.RETRIES_EXHAUSTED)
            .group_by(holds.c.environment, holds.c.code)
        )
        return await self._counted(query)

    async def exhausted(self, project: Project, since: datetime) -> list[Condition]:
        """Records whose retries are used up, by flow: those that are held, and those that failed since a time."""
        held = select(holds.c.environment, holds.c.flow_id, holds.c.since).where(
            holds.c.project_id == project.id, holds.c.code == RunCode.RETRIES_EXHAUSTED
        )
        failed = select(records.c.environment, records.c.flow_id, records.c.settled_at).where(
            records.c.project_id == project.id,
            records.c.settled_at >= since,
            records.c.emptied_at.is_(None),  # as the index has it
            records.c.state == RecordState.FAILED,
            records.c.code == RunCode.RETRIES_EXHAUSTED,
        )
        both = union_all(held, failed).subquery()
        query = (
            select(
                both.c.environment,
                flows.c.name.label("subject"),
                func.count().label("number"),
                func.min(both.c.since).label("since"),
            )
            .join_from(both, flows, flows.c.id == both.c.flow_id)
            .group_by(both.c.environment, flows.c.name)
        )
        return await self._counted(query)

    async def rejected(self, project: Project, since: datetime) -> list[Condition]:
        """Deliveries that were rejected since a time, by flow."""
        query = (
            select(
                deliveries.c.environment,
                flows.c.name.label("subject"),
                func.count().label("number"),
                func.min(deliveries.c.at).label("since"),
            )
            .join_from(flows, deliveries, deliveries.c.flow_id == flows.c.id)
            .where(
                flows.c.project_id == project.id,
                deliveries.c.at >= since,
                deliveries.c.outcome == DeliveryOutcome.REJECTED,
            )
            .group_by(deliveries.c.environment, flows.c.name)
        )
        return await self._counted(query)

    async def doubted(self, project: Project) -> list[Condition]:
        """Readings of stock that are not believed, by flow; those that a person accepted are not among them."""
        query = (
            select(
                stock_doubts.c.environment,
                flows.c.name.label("subject"),
                stock_doubts.c.fallen.label("number"),
                stock_doubts.c.since,
            )
            .join_from(stock_doubts, flows, flows.c.id == stock_doubts.c.flow_id)
            .where(stock_doubts.c.project_id == project.id, stock_doubts.c.accepted_at.is_(None))
        )
        return await self._counted(query)

    async def uncounted(self, project: Project) -> list[Condition]:
        """Records of which it could not be worked out what they take from stock, by flow, with a reason."""
        query = (
            select(
                uncounted_records.c.environment,
                flows.c.name,
                func.count().label("number"),
                func.min(uncounted_records.c.since).label("since"),
                func.min(uncounted_records.c.error).label("reason"),
            )
            .join_from(uncounted_records, records, records.c.id == uncounted_records.c.record_id)
            .join(flows, flows.c.id == records.c.flow_id)
            .where(uncounted_records.c.project_id == project.id, uncounted_records.c.error != "")
            .group_by(uncounted_records.c.environment, flows.c.name)
        )
        return [
            Condition(
                environment=row.environment, subject=row.name, count=row.number, since=row.since, reason=row.reason
            )
            for row in await self._all(query)
        ]

    async def failing_polls(self, project: Project) -> list[Condition]:
        """Flows whose last polls failed, with how many in a row and why the last one did."""
        why = (
            select(poll_runs.c.error)
            .where(
                poll_runs.c.flow_id == poll_schedules.c.flow_id,
                poll_runs.c.environment == poll_schedules.c.environment,
                poll_runs.c.outcome == PollOutcome.FAILED,
            )
            .order_by(poll_runs.c.id.desc())
            .limit(1)
            .scalar_subquery()
        )
        query = (
            select(
                poll_schedules.c.environment,
                flows.c.name,
                poll_schedules.c.failures,
                poll_schedules.c.failing_since,
                why.label("reason"),
            )
            .join_from(poll_schedules, flows, flows.c.id == poll_schedules.c.flow_id)
            .where(
                poll_schedules.c.project_id == project.id,
                poll_schedules.c.failing_since.is_not(None),
                flows.c.definition[("source", "poll")].is_not(None),
            )
        )
        return [
            Condition(
                environment=row.environment,
                subject=row.name,
                count=row.failures,
                since=row.failing_since,
                reason=row.reason or "",
            )
            for row in await self._all(query)
        ]

    async def gaps(self, project: Project, now: datetime) -> list[Condition]:
        """Numbers that are missing for longer than they may be, by connection and stream."""
        query = (
            select(
                connections.c.environment,
                (connections.c.name + " " + sequence_gaps.c.stream).label("subject"),
                func.sum(sequence_gaps.c.last - sequence_gaps.c.first + 1).label("number"),
                func.min(sequence_gaps.c.since).label("since"),
            )
            .join_from(sequence_gaps, connections, connections.c.id == sequence_gaps.c.connection_id)
            .where(
                connections.c.project_id == project.id,
                sequence_gaps.c.settled_at.is_(None),
                sequence_gaps.c.overdue_at <= now,
            )
            .group_by(connections.c.environment, connections.c.name, sequence_gaps.c.stream)
        )
        return await self._counted(query)

    async def _counted(self, query: Select[Any]) -> list[Condition]:
        return [
            Condition(
                environment=row.environment,
                subject=row.subject,
                count=min(int(row.number), MOST_COUNTED),
                since=row.since,
            )
            for row in await self._all(query)
        ]
