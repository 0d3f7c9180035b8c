"""The overview: how every environment of several projects stands, in as many questions as there are kinds of answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, bindparam, func, or_, select

from crossdock.model.alert import AlertKind
from crossdock.model.flow import FlowState, FlowStatus
from crossdock.model.overview import ExpiringToken, OwnerHolds, PollAge, Standing
from crossdock.model.project import Project
from crossdock.model.record import RecordState
from crossdock.store.repository import Repository
from crossdock.store.tables import alerts, flow_states, flows, holds, poll_schedules, projects, records, tokens
from crossdock.store.worths import Sums, sums_by, sums_of

Place = tuple[UUID, str]
"""A project's id and an environment; '' is all of its environments."""


class _Alarm(msgspec.Struct, frozen=True):
    open: int = 0
    journal_differs: bool = False

    def __add__(self, other: _Alarm) -> _Alarm:
        return _Alarm(self.open + other.open, self.journal_differs or other.journal_differs)


class Overview(Repository):
    """Each raises nothing."""

    async def standings(self, shown: Sequence[Project], since: datetime) -> list[Standing]:
        """One for each environment of each project, in their order; records received since a time are counted."""
        ids = [project.id for project in shown]
        parts: list[Mapping[Place, dict[str, Any]]] = [
            await self._counts(ids, since),
            _named("holds", await self._holds(ids)),
            _named("polls", await self._gathered(_POLLS, ids, _poll_age)),
            _named("halted", await self._gathered(_HALTED, ids, _halted)),
        ]
        alarms = await self._alarms(ids)
        standings = []
        for project in shown:
            everywhere = alarms.get((project.id, ""), _Alarm())
            for environment in project.environments:
                place = project.id, environment
                alarm = everywhere + alarms.get(place, _Alarm())
                told = {name: value for part in parts for name, value in part.get(place, {}).items()}
                told |= {"alerts": alarm.open, "journal_agrees": not alarm.journal_differs}
                standings.append(Standing(project=project.name, environment=environment, **told))
        return standings

    async def expiring(
        self, shown: Sequence[Project], now: datetime, until: datetime, *, all_of_them: bool
    ) -> list[ExpiringToken]:
        """Tokens of these projects that still hold and end until a time, and for `all_of_them` the deployment's."""
        scope = tokens.c.project_id.in_([project.id for project in shown])
        query = _EXPIRING.where(or_(scope, tokens.c.project_id.is_(None)) if all_of_them else scope)
        rows = await self._all(query, now=now, until=until)
        return [ExpiringToken(project=row.project, name=row.name, expires_at=row.expires_at) for row in rows]

    async def _counts(self, ids: Sequence[UUID], since: datetime) -> dict[Place, dict[str, Any]]:
        counted: defaultdict[Place, dict[str, Any]] = defaultdict(lambda: {"received": 0})
        for row in await self._all(_COUNTS, projects=ids, since=since):
            told = counted[row.project_id, row.environment]
            told[_FIELDS[row.state]] = row.number
            told["received"] += row.number
            told["last_received_at"] = max(row.last, told.get("last_received_at", row.last))
        return counted

    async def _gathered(self, query: Any, ids: Sequence[UUID], make: Any) -> dict[Place, tuple[Any, ...]]:
        found: defaultdict[Place, tuple[Any, ...]] = defaultdict(tuple)
        for row in await self._all(query, projects=ids):
            found[row.project_id, row.environment] += (make(row),)
        return found

    async def _holds(self, ids: Sequence[UUID]) -> dict[Place, tuple[OwnerHolds, ...]]:
        money = sums_of(await self._all(_MONEY, projects=ids))
        return await self._gathered(_HOLDS, ids, lambda row: _owner_holds(row, money))

    async def _alarms(self, ids: Sequence[UUID]) -> dict[Place, _Alarm]:
        rows = await self._all(_ALERTS, projects=ids)
        return {(row.project_id, row.environment): _Alarm(row.number, row.differs) for row in rows}


_FIELDS = {state.value: state.value.replace("-", "_") for state in RecordState}


def _in(column: Any) -> Any:
    return column.in_(bindparam("projects", expanding=True))


_COUNTS = (
    select(
        records.c.project_id,
        records.c.environment,
        records.c.state,
        func.count().label("number"),
        func.max(records.c.received_at).label("last"),
    )
    # By flow, as the index has it.
    .join_from(flows, records, records.c.flow_id == flows.c.id)
    .where(_in(flows.c.project_id), records.c.received_at >= bindparam("since"))
    .group_by(records.c.project_id, records.c.environment, records.c.state)
)
_OWNER = (holds.c.project_id, holds.c.environment, holds.c.owner)
_MONEY = sums_by(_OWNER, holds.join(records, records.c.id == holds.c.record_id), [_in(holds.c.project_id)])
_HOLDS = (
    select(
        *_OWNER,
        func.count().label("number"),
        func.min(holds.c.since).label("since"),
    )
    .where(_in(holds.c.project_id))
    .group_by(*_OWNER)
    .order_by(func.count().desc(), holds.c.owner)
)
_POLLS = (
    select(poll_schedules, flows.c.name, flows.c.definition[("source", "poll", "resource")].astext.label("resource"))
    .join_from(poll_schedules, flows, flows.c.id == poll_schedules.c.flow_id)
    .where(_in(poll_schedules.c.project_id), flows.c.definition[("source", "poll")].is_not(None))
    .order_by(flows.c.name)
)
_HALTED = (
    select(flow_states, flows.c.name)
    .join_from(flow_states, flows, flows.c.id == flow_states.c.flow_id)
    .where(_in(flow_states.c.project_id), flow_states.c.status != FlowStatus.RUNNING)
    .order_by(flows.c.name)
)
_ALERTS = (
    select(
        alerts.c.project_id,
        alerts.c.environment,
        func.count().label("number"),
        func.bool_or(alerts.c.kind == AlertKind.JOURNAL_DIFFERS).label("differs"),
    )
    .where(_in(alerts.c.project_id), alerts.c.resolved_at.is_(None))
    .group_by(alerts.c.project_id, alerts.c.environment)
)
_EXPIRING = (
    select(projects.c.name.label("project"), tokens.c.name, tokens.c.expires_at)
    .outerjoin_from(tokens, projects, projects.c.id == tokens.c.project_id)
    .where(
        tokens.c.revoked_at.is_(None),
        tokens.c.expires_at > bindparam("now"),
        tokens.c.expires_at <= bindparam("until"),
    )
    .order_by(tokens.c.expires_at)
    .limit(100)
)


def _named(name: str, gathered: Mapping[Place, tuple[Any, ...]]) -> dict[Place, dict[str, Any]]:
    return {place: {name: values} for place, values in gathered.items()}


def _owner_holds(row: Row[Any], money: Sums) -> OwnerHolds:
    worth = money.get((row.project_id, row.environment, row.owner), ())
    return OwnerHolds(owner=row.owner, records=row.number, since=row.since, worth=worth)


def _poll_age(row: Row[Any]) -> PollAge:
    return PollAge(flow=row.name, resource=row.resource, read_until=row.read_until, failures=row.failures)


def _halted(row: Row[Any]) -> FlowState:
    same = {column: getattr(row, column) for column in ("environment", "reason", "since", "by")}
    return FlowState(flow=row.name, status=FlowStatus(row.status), **same)
