"""Schedules: which flow is to be polled now, and by whom.

Whoever claims a poll holds it for a while, and holds on to it as long as it lives. What a run brings is stored only
while the run is still the one under way: a worker that was taken for dead stores nothing any more.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Row, bindparam, delete, exists, func, select, text, update
from uuid_utils.compat import uuid7

from crossdock.errors import Conflict
from crossdock.model.flow import Flow
from crossdock.model.journal import Event
from crossdock.model.page import Page, PageRequest
from crossdock.model.poll import PollOutcome, PollRun, PollStatus
from crossdock.model.project import Project
from crossdock.model.schedule import Schedule
from crossdock.store.refusals import absent
from crossdock.store.repository import Repository
from crossdock.store.tables import deliveries, flows, journal, poll_runs, poll_schedules, records

COUNTED_DAYS = 7
"""How far back what only sweeps found is counted."""
SWEEP = "sweep"
"""Source of a delivery that a list brought, in a flow with a webhook that should have brought it."""
KEPT_DAYS = 30
"""How long runs are remembered."""


class PollLost(Conflict):
    """Another worker took the poll over; what this run read is not stored."""

    code = "poll-lost"
    default_remedy = "Leave it to the worker that took it."


class Unplanned(msgspec.Struct, frozen=True, kw_only=True):
    """A flow whose poll has no schedule in an environment yet, or that of an earlier definition."""

    flow_id: UUID
    environment: str


class ClaimedPoll(msgspec.Struct, frozen=True, kw_only=True):
    """A poll to be carried out now."""

    run_id: UUID
    flow_id: UUID
    project: str
    flow: str
    environment: str
    read_until: datetime
    failures: int


class Schedules(Repository):
    async def unplanned(self) -> list[Unplanned]:
        """Where a poll must be planned: its flow is new or changed, and its connection is there. Raises nothing."""
        return [Unplanned(flow_id=row.id, environment=row.environment) for row in await self._all(_UNPLANNED)]

    async def plan(self, flow: Flow, environment: str, next_at: datetime, now: datetime) -> None:
        """Have a flow polled at a time, or earlier where it was due earlier; a new one reads from now on."""
        place = {"flow": flow.id, "environment": environment, "revision": flow.revision}
        await self._connection.execute(_PLAN, place | {"next_at": next_at, "now": now})

    async def claim(self, worker: str, now: datetime, lease: timedelta) -> ClaimedPoll | None:
        """The poll that waits longest, for this worker alone; None where nothing is due. Raises nothing.

        Flows that are paused or drained are not polled, nor are such connections. One whose worker was not heard of for its lease is begun anew.
        """
        run = {"run": uuid7(), "worker": worker, "now": now, "until": now + lease}
        row = await self._first(_CLAIM, **run)
        if row is None:
            return None
        await self._do(_forget(row.flow_id, row.environment, now - timedelta(days=KEPT_DAYS)))
        same = ("run_id", "flow_id", "project", "flow", "environment", "read_until", "failures")
        return ClaimedPoll(**{column: getattr(row, column) for column in same})

    async def hold_on(self, run_id: UUID, until: datetime) -> bool:
        """Keep a poll for longer; whether it is still ours."""
        held = update(poll_schedules).where(poll_schedules.c.run_id == run_id).values(lease_until=until)
        return bool(await self._do(held))

    async def require(self, run_id: UUID) -> None:
        """Keep a poll from being taken over until this unit of work ends; raises PollLost where it was."""
        query = select(poll_schedules.c.flow_id).where(poll_schedules.c.run_id == run_id)
        if await self._first(query.with_for_update()) is None:
            raise PollLost("Another worker has taken this poll over.")

    async def count(self, run_id: UUID, since: datetime | None, read: int, received: int, duplicates: int) -> None:
        """Add to what a run brought, and tell from when on it reads."""
        counted = {
            "since": since,
            "read": poll_runs.c.read + read,
            "received": poll_runs.c.received + received,
            "duplicates": poll_runs.c.duplicates + duplicates,
        }
        await self._do(update(poll_runs).where(poll_runs.c.id == run_id).values(counted))

    async def note_calls(self, run_id: UUID, calls: int) -> None:
        """Tell how many requests a run took."""
        await self._do(update(poll_runs).where(poll_runs.c.id == run_id).values(calls=calls))

    async def finish(self, run_id: UUID, now: datetime, next_at: datetime, read_until: datetime) -> None:
        """The list was read to its end and stored: from now on only what is newer is asked for."""
        await self._end(run_id, next_at, {"read_until": read_until, "failures": 0, "failing_since": None})
        await self._settle(run_id, PollOutcome.DONE, now)

    async def fail(self, run_id: UUID, now: datetime, next_at: datetime, error: str, remedy: str) -> None:
        """The list could not be read: nothing is left out the next time. Raises PollLost."""
        since = func.coalesce(poll_schedules.c.failing_since, now)
        await self._end(run_id, next_at, {"failures": poll_schedules.c.failures + 1, "failing_since": since})
        await self._settle(run_id, PollOutcome.FAILED, now, error=error, remedy=remedy)

    async def break_off(self, run_id: UUID, now: datetime, why: str, remedy: str) -> None:
        """The list is read no further, and nobody is to blame: it is begun anew when that may be. Raises PollLost."""
        await self._end(run_id, now, {})
        await self._settle(run_id, PollOutcome.FAILED, now, error=why, remedy=remedy)

    async def ask(self, flow: Flow, environment: str, now: datetime, since: datetime | None) -> None:
        """Have a flow polled now, from a time on where one is given; raises NotFound where it has no schedule."""
        here = (poll_schedules.c.flow_id == flow.id) & (poll_schedules.c.environment == environment)
        values = {"next_at": now} | ({} if since is None else {"read_until": since})
        if not await self._do(update(poll_schedules).where(here).values(values)):
            raise absent("schedule of flow", flow.name)

    async def statuses(self, project: Project, environment: str, now: datetime) -> list[PollStatus]:
        """How each poll of a project stands, by the flow's name; raises nothing."""
        counted = now - timedelta(days=COUNTED_DAYS)
        rows = await self._all(_STATUSES, project=project.id, environment=environment, counted=counted)
        return [_status(row, now) for row in rows]

    async def runs(self, flow: Flow, environment: str, request: PageRequest) -> Page[PollRun]:
        """Newest first. Raises InvalidInput for a limit or a cursor that cannot be."""
        query = _RUNS.where(poll_runs.c.flow_id == flow.id, poll_runs.c.environment == environment)
        return await self._page(query, request, poll_runs.c.id, _run, newest_first=True)

    async def _end(self, run_id: UUID, next_at: datetime, values: dict[str, Any]) -> None:
        ended = values | {"next_at": next_at, "run_id": None, "lease_until": None}
        if not await self._do(update(poll_schedules).where(poll_schedules.c.run_id == run_id).values(ended)):
            raise PollLost("Another worker has taken this poll over.")

    async def _settle(self, run_id: UUID, outcome: PollOutcome, now: datetime, **told: str) -> None:
        settled = update(poll_runs).where(poll_runs.c.id == run_id)
        await self._do(settled.values(outcome=outcome, ended_at=now, **told))


_UNPLANNED = text("""
SELECT f.id, c.environment FROM flows AS f
JOIN connections AS c ON c.project_id = f.project_id AND c.name = f.definition #>> '{source,connection}'
LEFT JOIN poll_schedules AS s ON s.flow_id = f.id AND s.environment = c.environment
WHERE f.definition #> '{source,poll}' IS NOT NULL AND s.flow_revision IS DISTINCT FROM f.revision
""")
_PLAN = text("""
INSERT INTO poll_schedules AS s (flow_id, environment, project_id, flow_revision, next_at, read_until, failures)
SELECT f.id, :environment, f.project_id, :revision, :next_at, :now, 0 FROM flows AS f WHERE f.id = :flow
ON CONFLICT (flow_id, environment) DO UPDATE
SET flow_revision = excluded.flow_revision, next_at = least(s.next_at, excluded.next_at)
WHERE s.flow_revision < excluded.flow_revision
""")
_CLAIM = text("""
WITH due AS (
    SELECT s.flow_id, s.environment, s.project_id, s.run_id FROM poll_schedules AS s JOIN flows AS f ON f.id = s.flow_id
    WHERE s.next_at <= :now AND (s.lease_until IS NULL OR s.lease_until <= :now)
    AND f.definition #> '{source,poll}' IS NOT NULL
    AND NOT EXISTS (
        SELECT FROM flow_states AS p
        WHERE p.flow_id = s.flow_id AND p.environment = s.environment AND p.status IN ('draining', 'paused')
    )
    AND NOT EXISTS (
        SELECT FROM connection_pauses AS p JOIN connections AS c ON c.id = p.connection_id
        WHERE c.project_id = s.project_id AND c.environment = s.environment
        AND c.name = f.definition #>> '{source,connection}'
    )
    ORDER BY s.next_at LIMIT 1 FOR UPDATE OF s SKIP LOCKED
), lost AS (
    UPDATE poll_runs AS r SET outcome = 'lost', ended_at = :now, error = 'Its worker was no longer heard of.'
    FROM due WHERE r.id = due.run_id
), begun AS (
    INSERT INTO poll_runs
    SELECT :run, project_id, flow_id, environment, :now, NULL, 'running', NULL, 0, 0, 0, :worker, '', '', 0 FROM due
), leased AS (
    UPDATE poll_schedules AS s SET run_id = :run, lease_until = :until FROM due
    WHERE s.flow_id = due.flow_id AND s.environment = due.environment RETURNING s.*
)
SELECT leased.*, flows.name AS flow, projects.name AS project
FROM leased JOIN flows ON flows.id = leased.flow_id JOIN projects ON projects.id = leased.project_id
""")
_TOLD_LATER = exists().where(journal.c.record_id == records.c.id, journal.c.event == Event.DUPLICATE)
"""The webhook came after the sweep; a list that has it once more is not journalled."""
_MISSED = (
    select(func.count())
    .select_from(deliveries.join(records, records.c.delivery_id == deliveries.c.id))
    .where(
        # They say the same as the delivery does, and have the index.
        records.c.flow_id == poll_schedules.c.flow_id,
        records.c.environment == poll_schedules.c.environment,
        records.c.received_at >= bindparam("counted"),
        deliveries.c.flow_id == poll_schedules.c.flow_id,
        deliveries.c.environment == poll_schedules.c.environment,
        deliveries.c.at >= bindparam("counted"),
        deliveries.c.source == SWEEP,
        ~_TOLD_LATER,
    )
    .scalar_subquery()
)
_CALLS = (
    select(poll_runs.c.calls)
    .where(
        poll_runs.c.flow_id == poll_schedules.c.flow_id,
        poll_runs.c.environment == poll_schedules.c.environment,
        poll_runs.c.outcome == PollOutcome.DONE,
    )
    .order_by(poll_runs.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_STATUSES = (
    select(
        poll_schedules,
        flows.c.name.label("flow"),
        flows.c.definition[("source", "poll", "schedule")].label("schedule"),
        _MISSED.label("webhooks_missed"),
        _CALLS.label("calls"),
    )
    .join_from(poll_schedules, flows, flows.c.id == poll_schedules.c.flow_id)
    .where(
        poll_schedules.c.project_id == bindparam("project"), poll_schedules.c.environment == bindparam("environment")
    )
    .where(flows.c.definition[("source", "poll")].is_not(None))
    .order_by(flows.c.name)
)
_RUNS = select(poll_runs, flows.c.name.label("flow")).join_from(poll_runs, flows, flows.c.id == poll_runs.c.flow_id)


def _forget(flow_id: UUID, environment: str, before: datetime) -> Any:
    old = (poll_runs.c.flow_id == flow_id) & (poll_runs.c.environment == environment)
    return delete(poll_runs).where(old, poll_runs.c.started_at < before, poll_runs.c.outcome != PollOutcome.RUNNING)


def _status(row: Row[Any], now: datetime) -> PollStatus:
    same = ("flow", "environment", "next_at", "read_until", "failures", "failing_since", "webhooks_missed")
    polls, calls = msgspec.convert(row.schedule, Schedule).times_per_hour(now), row.calls or 1
    return PollStatus(
        running=row.run_id is not None,
        polls_per_hour=round(polls, 2),
        calls_per_poll=calls,
        calls_per_hour=round(polls * calls, 2),
        **{column: getattr(row, column) for column in same},
    )


def _run(row: Row[Any]) -> PollRun:
    fields = {field.name: getattr(row, field.name) for field in msgspec.structs.fields(PollRun)}
    return PollRun(**fields | {"outcome": PollOutcome(row.outcome)})
