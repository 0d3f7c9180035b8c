"""Polls: how they stand, what their runs came to, and reading once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from crossdock.errors import InvalidInput
from crossdock.model.access import Principal, Right
from crossdock.model.page import Page, PageRequest
from crossdock.model.poll import PollRun, PollStatus
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment


class Polls:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def statuses(self, caller: Principal, project: str, environment: str) -> Sequence[PollStatus]:
        """How every poll stands in the environment, by its flow's name."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.schedules.statuses(opened, environment, work.now)

    async def runs(
        self, caller: Principal, project: str, environment: str, flow: str, page: PageRequest
    ) -> Page[PollRun]:
        """What each run of the last 30 days came to, newest first."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.schedules.runs(await work.flows.get(opened, flow), environment, page)

    async def ask(
        self, caller: Principal, project: str, environment: str, flow: str, since: datetime | None
    ) -> PollStatus:
        """Have a flow polled now; with `since`, from that time on, whatever was read already.

        Raises InvalidInput for a time to come or without a zone, NotFound for a flow that is not polled there.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            if since is not None and (since.tzinfo is None or since > work.now):
                raise InvalidInput(
                    "The time to read since has no zone, or is still to come.", remedy="Give a past time with its zone."
                )
            stored = await work.flows.get(opened, flow)
            await work.schedules.ask(stored, environment, work.now, since)
            told = {"since": since.isoformat() if since else None}
            await work.audit.record(caller.name, opened, "flow.poll", f"flow {environment}/{flow}", told)
            found = await work.schedules.statuses(opened, environment, work.now)
        return next(status for status in found if status.flow == flow)
