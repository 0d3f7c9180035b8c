"""Conditions: what the records tell of how things stand, for whoever watches over them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Select, func, select, union_all

from crossdock.model.flow import FlowStatus
from crossdock.model.project import Project
from crossdock.model.record import DeliveryOutcome, RecordState, RunCode
from crossdock.store.repository import Repository
from crossdock.store.tables import deliveries, flow_states, flows, holds, records


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

    async def _counted(self, query: Select[Any]) -> list[Condition]:
        return [
            Condition(environment=row.environment, subject=row.subject, count=row.number, since=row.since)
            for row in await self._all(query)
        ]
