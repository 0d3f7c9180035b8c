"""Alert rules; their secrets come and go sealed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, Select, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from crossdock.errors import Conflict
from crossdock.model.alert import AlertKind, AlertRule, Telling, Thresholds
from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Project
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import alert_deliveries, alert_rules, projects


class AlertRules(Repository):
    async def page(self, project: Project, request: PageRequest) -> Page[AlertRule]:
        """By name. Raises InvalidInput for a limit or a cursor that cannot be."""
        return await self._page(_of(project), request, alert_rules.c.name, _rule)

    async def all(self, project: Project) -> list[AlertRule]:
        """Every rule of a project, by name; raises nothing."""
        return [_rule(row) for row in await self._all(_of(project).order_by(alert_rules.c.name))]

    async def get(self, project: Project, name: str) -> tuple[AlertRule, bytes]:
        """A rule and its sealed secrets; raises NotFound naming the nearest."""
        found = await self.find(project, name)
        if found is None:
            known = select(alert_rules.c.name).where(alert_rules.c.project_id == project.id)
            raise absent("alert rule", name, await self._names(known))
        return found

    async def find(self, project: Project, name: str, *, lock: bool = False) -> tuple[AlertRule, bytes] | None:
        """A rule and its sealed secrets, if there is one; locked until this unit of work ends where asked for."""
        query = _of(project).where(alert_rules.c.name == name)
        row = await self._first(query.with_for_update(of=alert_rules) if lock else query)
        return None if row is None else (_rule(row), row.secrets)

    async def by_id(self, rule_id: UUID) -> tuple[AlertRule, bytes] | None:
        """A rule and its sealed secrets; None where it is gone. Raises nothing."""
        row = await self._first(_RULES.where(alert_rules.c.id == rule_id))
        return None if row is None else (_rule(row), row.secrets)

    async def add(self, project: Project, rule: AlertRule, secrets: bytes) -> None:
        """Raises Conflict 'already-exists' where the name is taken."""
        row = _changeable(rule, secrets) | {"id": rule.id, "project_id": project.id, "name": rule.name}
        row |= {"created_at": rule.created_at}
        free = ["project_id", "name"]
        if not await self._do(insert(alert_rules).values(row).on_conflict_do_nothing(index_elements=free)):
            raise Conflict(f"There already is an alert rule '{rule.name}'.", code="already-exists")

    async def change(self, rule: AlertRule, secrets: bytes) -> None:
        """Store a locked rule as it shall be."""
        values = _changeable(rule, secrets)
        await self._do(update(alert_rules).where(alert_rules.c.id == rule.id).values(values))

    async def delete(self, rule: AlertRule) -> None:
        """Take a rule away, with what it told and was still to tell; raises nothing."""
        await self._do(delete(alert_rules).where(alert_rules.c.id == rule.id))


_OWN = alert_deliveries.c.rule_id == alert_rules.c.id
_TOLD = (
    select(
        func.count().filter(alert_deliveries.c.due_at.is_not(None)).label("waiting"),
        func.count()
        .filter(alert_deliveries.c.due_at.is_(None), alert_deliveries.c.delivered_at.is_(None))
        .label("given_up"),
        func.max(alert_deliveries.c.tried_at).label("tried_at"),
        func.max(alert_deliveries.c.delivered_at).label("delivered_at"),
    )
    .where(_OWN)
    .correlate(alert_rules)
    .lateral("told")
)
_FAILURE = (
    select(alert_deliveries.c.failure)
    .where(_OWN, alert_deliveries.c.tried_at.is_not(None))
    .order_by(alert_deliveries.c.tried_at.desc())
    .limit(1)
    .correlate(alert_rules)
    .scalar_subquery()
    .label("failure")
)
_TELLING = ("waiting", "given_up", "tried_at", "delivered_at")
_RULES = (
    select(
        alert_rules,
        projects.c.name.label("project"),
        *(_TOLD.c[column] for column in _TELLING),
        func.coalesce(_FAILURE, "").label("failure"),
    )
    .select_from(alert_rules)
    .join(projects, projects.c.id == alert_rules.c.project_id)
    .join(_TOLD, projects.c.id == alert_rules.c.project_id)
)
_SAME = ("channel", "quiet_seconds", "settings", "revision", "updated_at")


def _of(project: Project) -> Select[Any]:
    return _RULES.where(alert_rules.c.project_id == project.id)


def _changeable(rule: AlertRule, secrets: bytes) -> dict[str, Any]:
    return {column: getattr(rule, column) for column in _SAME} | {
        "kinds": [kind.value for kind in rule.kinds],
        "environments": list(rule.environments),
        "thresholds": msgspec.to_builtins(rule.thresholds),
        "secrets": secrets,
        "secret_names": list(rule.secrets_set),
    }


def _rule(row: Row[Any]) -> AlertRule:
    return AlertRule(
        id=row.id,
        project=row.project,
        name=row.name,
        kinds=tuple(AlertKind(kind) for kind in row.kinds),
        environments=tuple(row.environments),
        thresholds=msgspec.convert(row.thresholds, Thresholds),
        secrets_set=tuple(row.secret_names),
        telling=Telling(failure=row.failure, **{column: getattr(row, column) for column in _TELLING}),
        created_at=row.created_at,
        **{column: getattr(row, column) for column in _SAME},
    )
