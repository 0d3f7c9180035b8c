"""Alert deliveries: what each rule told of each alert, and what is still to be told."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, bindparam, exists, insert, or_, select, update

from crossdock.model.alert import AlertKind, AlertRule, Notice, NoticeType
from crossdock.model.project import Project
from crossdock.store.repository import Repository
from crossdock.store.tables import alert_deliveries, alerts


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """That a rule told of an alert, or is about to."""

    rule_id: UUID
    alert_id: UUID
    group: tuple[AlertKind, str, str]
    """Kind, environment and subject."""
    type: NoticeType
    at: datetime
    waiting: bool
    """It is still to be delivered."""


class Leased(msgspec.Struct, frozen=True, kw_only=True):
    """A notice that is ours to deliver until its lease ends."""

    id: UUID
    rule_id: UUID
    notice: Notice
    attempts: int
    """This one included."""
    until: datetime


class AlertDeliveries(Repository):
    async def add(self, rule: AlertRule, notice: Notice) -> None:
        """Have a notice delivered as soon as may be. Raises Conflict where its rule or alert is gone."""
        row = {
            "id": notice.id,
            "rule_id": rule.id,
            "alert_id": notice.alert.id,
            "type": notice.type,
            "notice": msgspec.to_builtins(notice),
            "created_at": notice.at,
            "due_at": notice.at,
            "attempts": 0,
            "failure": "",
        }
        await self._connection.execute(insert(alert_deliveries).values(row))

    async def told(self, project: Project, since: datetime) -> list[Told]:
        """What was told of alerts that are open, and of any since a time, oldest first; raises nothing."""
        rows = await self._all(_TOLD, project=project.id, since=since)
        return [_told(row) for row in rows]

    async def lease(self, now: datetime, until: datetime, limit: int) -> list[Leased]:
        """Take notices that are due, oldest first; nobody else gets them until the lease ends. Raises nothing.

        What is told of one alert by one rule is told in its order.
        """
        rows = await self._all(_LEASE, now=now, until=until, most=limit)
        return [_leased(row, until) for row in rows]

    async def delivered(self, leased: Leased, now: datetime) -> None:
        """Store that a notice arrived; nothing where the lease was lost meanwhile."""
        await self._settle(leased, due_at=None, delivered_at=now, failure="")

    async def failed(self, leased: Leased, failure: str, due_at: datetime | None) -> None:
        """Store why a try failed, and when the next one is due, None: never; nothing where the lease was lost."""
        await self._settle(leased, due_at=due_at, failure=failure)

    async def _settle(self, leased: Leased, **values: Any) -> None:
        ours = (alert_deliveries.c.id == leased.id) & (alert_deliveries.c.due_at == leased.until)
        await self._do(update(alert_deliveries).where(ours).values(values))


_TOLD = (
    select(
        alert_deliveries.c.rule_id,
        alert_deliveries.c.alert_id,
        alert_deliveries.c.type,
        alert_deliveries.c.created_at,
        alert_deliveries.c.due_at.is_not(None).label("waiting"),
        alerts.c.kind,
        alerts.c.environment,
        alerts.c.subject,
    )
    .join_from(alert_deliveries, alerts, alerts.c.id == alert_deliveries.c.alert_id)
    .where(
        alerts.c.project_id == bindparam("project"),
        or_(alerts.c.resolved_at.is_(None), alert_deliveries.c.created_at >= bindparam("since")),
    )
    .order_by(alert_deliveries.c.id)
)
_EARLIER = alert_deliveries.alias("earlier")
_DUE = (
    select(alert_deliveries.c.id)
    .where(
        alert_deliveries.c.due_at <= bindparam("now"),
        ~exists().where(
            _EARLIER.c.rule_id == alert_deliveries.c.rule_id,
            _EARLIER.c.alert_id == alert_deliveries.c.alert_id,
            _EARLIER.c.id < alert_deliveries.c.id,
            _EARLIER.c.due_at.is_not(None),
        ),
    )
    .order_by(alert_deliveries.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True, of=alert_deliveries)
    .cte("due")
)
_LEASE = (
    update(alert_deliveries)
    .where(alert_deliveries.c.id == _DUE.c.id)
    .values(due_at=bindparam("until"), tried_at=bindparam("now"), attempts=alert_deliveries.c.attempts + 1)
    .returning(
        alert_deliveries.c.id, alert_deliveries.c.rule_id, alert_deliveries.c.notice, alert_deliveries.c.attempts
    )
)


def _told(row: Row[Any]) -> Told:
    return Told(
        rule_id=row.rule_id,
        alert_id=row.alert_id,
        group=(AlertKind(row.kind), row.environment, row.subject),
        type=NoticeType(row.type),
        at=row.created_at,
        waiting=row.waiting,
    )


def _leased(row: Row[Any], until: datetime) -> Leased:
    notice = msgspec.convert(row.notice, Notice)
    return Leased(id=row.id, rule_id=row.rule_id, notice=notice, attempts=row.attempts, until=until)
