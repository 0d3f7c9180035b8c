"""Alerts: one open one for each kind, environment and subject of a project; those that are over are kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, insert, select, update
from uuid_utils.compat import uuid7

from crossdock.model.alert import Alert, AlertKind, Finding
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import alerts, projects


class Alerts(Repository):
    async def page(
        self, project: Project, request: PageRequest, *, environment: str | None = None, all_of_them: bool = False
    ) -> Page[Alert]:
        """Newest first: open ones, or all. Those that concern every environment are in each.

        Raises InvalidInput for a limit or a cursor that cannot be.
        """
        query = _of(project)
        if environment is not None:
            query = query.where(alerts.c.environment.in_(("", environment)))
        if not all_of_them:
            query = query.where(alerts.c.resolved_at.is_(None))
        return await self._page(query, request, alerts.c.id, _alert, newest_first=True)

    async def open(self, project: Project) -> list[Alert]:
        """Those that are not over, oldest first; raises nothing."""
        query = _of(project).where(alerts.c.resolved_at.is_(None)).order_by(alerts.c.id)
        return [_alert(row) for row in await self._all(query)]

    async def lock(self, project: Project, alert_id: UUID) -> Alert:
        """An alert nobody else changes until this unit of work ends; raises NotFound."""
        query = _of(project).where(alerts.c.id == alert_id).with_for_update(of=alerts)
        row = await self._first(query)
        if row is None:
            raise absent("alert", alert_id)
        return _alert(row)

    async def add(self, project: Project, finding: Finding, now: datetime) -> Alert:
        """Open an alert. Raises Conflict where its group has an open one."""
        told = {name: getattr(finding, name) for name in _FOUND}
        alert = Alert(id=uuid7(), project=project.name, opened_at=now, last_at=now, **told)
        row = msgspec.structs.asdict(alert) | {"project_id": project.id}
        del row["project"]
        await self._connection.execute(insert(alerts).values(row))
        return alert

    async def change(self, alert: Alert) -> None:
        """Store a stored alert as it shall be; raises nothing."""
        values = {name: getattr(alert, name) for name in _CHANGING}
        await self._do(update(alerts).where(alerts.c.id == alert.id).values(values))


_FOUND = ("kind", "environment", "subject", "message", "remedy", "count", "since")
_CHANGING = (
    *_FOUND[3:],
    "last_at",
    "resolved_at",
    "acknowledged_at",
    "acknowledged_by",
    "acknowledgement",
)
_ALERTS = select(alerts, projects.c.name.label("project")).join_from(
    alerts, projects, projects.c.id == alerts.c.project_id
)


def _of(project: Project) -> Select[Any]:
    return _ALERTS.where(alerts.c.project_id == project.id)


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        project=row.project,
        environment=row.environment,
        kind=AlertKind(row.kind),
        subject=row.subject,
        opened_at=row.opened_at,
        **{name: getattr(row, name) for name in _CHANGING},
    )
