"""Pausing, draining and resuming connections; and how flows stand with what they use."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from crossdock.engine.ports import Alarm
from crossdock.model.access import Principal, Right
from crossdock.model.flow import FlowState
from crossdock.model.pause import ConnectionState, ConnectionStatus
from crossdock.model.project import Project
from crossdock.store.unit_of_work import Store, Work
from crossdock.studio.access import open_project
from crossdock.studio.environment import require_environment

_ACTIONS = {
    ConnectionStatus.RUNNING: "connection.resume",
    ConnectionStatus.DRAINING: "connection.drain",
    ConnectionStatus.PAUSED: "connection.pause",
}


class Pauses:
    """Every change takes hold within about a second, on all workers."""

    def __init__(self, store: Store, alarm: Alarm) -> None:
        self._store, self._alarm = store, alarm

    async def states(self, caller: Principal, project: str, environment: str) -> Sequence[ConnectionState]:
        """How every connection of the environment stands, by name."""
        async with self._store.read() as work:
            opened = await open_project(work, caller, project, Right.READ)
            require_environment(opened, environment)
            return await work.pauses.states(opened, environment)

    async def pause(self, caller: Principal, project: str, environment: str, name: str, reason: str) -> ConnectionState:
        """Nothing is written to it and no list is read from it. Its webhooks are taken in, and what comes waits."""
        return await self._set(caller, project, environment, name, ConnectionStatus.PAUSED, reason)

    async def drain(self, caller: Principal, project: str, environment: str, name: str, reason: str) -> ConnectionState:
        """Writes and polls that were begun come to their end, and nothing else is begun; then it is paused."""
        return await self._set(caller, project, environment, name, ConnectionStatus.DRAINING, reason)

    async def resume(
        self, caller: Principal, project: str, environment: str, name: str, reason: str
    ) -> ConnectionState:
        """Let everything that waits for it go on. A flow that was paused itself stays so."""
        state = await self._set(caller, project, environment, name, ConnectionStatus.RUNNING, reason)
        async with self._store.read() as work:
            waiting = await work.records.due_partitions(work.now)
        await self._alarm.ring(waiting)
        return state

    async def _set(
        self,
        caller: Principal,
        project: str,
        environment: str,
        name: str,
        status: ConnectionStatus,
        reason: str,
    ) -> ConnectionState:
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            connection, _ = await work.connections.lock(opened, environment, name)
            asked = ConnectionState(
                connection=name, environment=environment, status=status, reason=reason, since=work.now, by=caller.name
            )
            await work.pauses.put(connection, asked)
            state = await _find(work, opened, environment, name)
            if status is ConnectionStatus.RUNNING:
                await work.pauses.wake(opened, environment, state.flows, work.now)
            subject = f"connection {environment}/{name}"
            await work.audit.record(caller.name, opened, _ACTIONS[status], subject, {"reason": reason})
        return state


async def standing(work: Work, project: Project, environment: str) -> list[FlowState]:
    """How each flow stands, by name, with the connections it uses that do not run, and what is under way in it."""
    halted = [
        state
        for state in await work.pauses.states(project, environment)
        if state.status is not ConnectionStatus.RUNNING
    ]
    under_way = await work.pauses.writes_under_way(project, environment)
    return [
        msgspec.structs.replace(
            state,
            under_way=under_way.get(state.flow, 0),
            connections=tuple(one for one in halted if state.flow in one.flows),
        )
        for state in await work.flows.states(project, environment)
    ]


async def _find(work: Work, project: Project, environment: str, name: str) -> ConnectionState:
    states = await work.pauses.states(project, environment)
    return next(state for state in states if state.connection == name)
