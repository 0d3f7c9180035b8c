"""Usage: how often platforms are asked, by whom, against what they allow."""

from __future__ import annotations

from crossdock.connect.catalogue import Catalogue
from crossdock.errors import NotFound, PluginError
from crossdock.model.access import Principal, Right
from crossdock.model.calls import PlannedCalls, Usage
from crossdock.model.project import Project
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment


class Usages:
    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store, self._catalogue = store, catalogue

    async def get(self, caller: Principal, project: str, environment: str, connection: str) -> Usage:
        """What was sent over a connection within the last hour and day, what is planned, and what is allowed."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            found = await work.connections.get(opened, environment, connection)
            calls = await work.calls.of(found.id, work.now)
            planned = await _planned(work, opened, environment, connection)
        return Usage(
            connection=connection,
            environment=environment,
            allowed_per_hour=self._allowed(found.connector),
            last_hour=sum(one.last_hour for one in calls),
            last_day=sum(one.last_day for one in calls),
            by=tuple(calls),
            planned_per_hour=round(sum(one.calls_per_hour for one in planned), 2),
            planned=planned,
        )

    def _allowed(self, connector: str) -> int | None:
        try:
            rate = self._catalogue.connector(connector).rate
        except (NotFound, PluginError):
            return None  # the plugin is gone or broken: its declaration cannot be read
        return None if rate is None else int(rate.per_second * 3600)


async def _planned(work: Work, project: Project, environment: str, connection: str) -> tuple[PlannedCalls, ...]:
    """By the schedules of flows that read lists from a connection."""
    reading = {
        flow.name
        for flow in await work.flows.all(project)
        if flow.definition.source.poll is not None and flow.definition.source.connection == connection
    }
    return tuple(
        PlannedCalls(
            flow=poll.flow,
            polls_per_hour=poll.polls_per_hour,
            calls_per_poll=poll.calls_per_poll,
            calls_per_hour=poll.calls_per_hour,
        )
        for poll in await work.schedules.statuses(project, environment, work.now)
        if poll.flow in reading
    )
