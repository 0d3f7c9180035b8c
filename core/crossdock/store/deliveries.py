"""Deliveries: each request that came in for a flow, let in or not."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select

from crossdock.model.flow import Flow
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.model.record import Delivery, DeliveryOutcome
from crossdock.store.repository import Repository
from crossdock.store.tables import deliveries, flows


class Deliveries(Repository):
    async def add(self, *new: tuple[Project, Flow, Delivery]) -> None:
        """Store deliveries; their records may be stored before or after them in the same unit of work.

        Raises InvalidInput for one that contradicts itself, as one that is rejected and brought records.
        """
        rows = [
            {column: getattr(delivery, column) for column in _SAME} | {"project_id": project.id, "flow_id": flow.id}
            for project, flow, delivery in new
        ]
        await self._insert(_ADD, rows)

    async def page(
        self,
        project: Project,
        environment: str,
        request: PageRequest,
        *,
        flow: str | None = None,
        outcome: DeliveryOutcome | None = None,
    ) -> Page[Delivery]:
        """Newest first. Raises InvalidInput for a limit or a cursor that cannot be."""
        query = _DELIVERIES.where(deliveries.c.project_id == project.id, deliveries.c.environment == environment)
        if flow is not None:
            query = query.where(flows.c.name == flow)
        if outcome is not None:
            query = query.where(deliveries.c.outcome == outcome)
        return await self._page(query, request, deliveries.c.id, _delivery, newest_first=True)


_SAME = ("id", "environment", "at", "source", "outcome", "code", "received", "duplicates")
_ADD = insert(deliveries).returning(deliveries.c.id)
_DELIVERIES = select(*(deliveries.c[column] for column in _SAME), flows.c.name.label("flow")).join_from(
    deliveries, flows, flows.c.id == deliveries.c.flow_id
)


def _delivery(row: Row[Any]) -> Delivery:
    values = {column: getattr(row, column) for column in _SAME} | {"outcome": DeliveryOutcome(row.outcome)}
    return Delivery(flow=row.flow, **values)
