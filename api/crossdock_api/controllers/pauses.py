"""Pausing, draining and resuming connections; and how often their platforms are asked."""

from __future__ import annotations

from litestar import Controller, get, post
from litestar.params import JSONBody

from crossdock.model.calls import Usage
from crossdock.model.page import Page
from crossdock.model.pause import ConnectionState
from crossdock_api.flow_shapes import OptionalReason, Reason
from crossdock_api.request import Name, StudioRequest


class PauseController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}"
    tags = ("connections",)

    @get(
        "/connection-states",
        operation_id="listConnectionStates",
        summary="List how every connection stands in an environment",
    )
    async def list_states(self, request: StudioRequest, project: Name, environment: Name) -> Page[ConnectionState]:
        """Each with the flows that use it, and with what is still under way while it drains."""
        return Page(items=list(await request.studio.pauses.states(request.principal, project, environment)))

    @get(
        "/connections/{connection:str}/usage",
        operation_id="getConnectionUsage",
        summary="Get how often a platform is asked over a connection, against its limit",
    )
    async def get_usage(self, request: StudioRequest, project: Name, environment: Name, connection: Name) -> Usage:
        """Requests of the last hour and day by flow, and what the schedules are about to cause."""
        return await request.studio.usages.get(request.principal, project, environment, connection)

    @post(
        "/connections/{connection:str}/pause",
        operation_id="pauseConnection",
        summary="Pause a connection; nothing is sent over it",
        status_code=200,
    )
    async def pause(
        self, request: StudioRequest, project: Name, environment: Name, connection: Name, data: JSONBody[Reason]
    ) -> ConnectionState:
        """What comes in by webhook is kept, and waits."""
        return await request.studio.pauses.pause(request.principal, project, environment, connection, data.reason)

    @post(
        "/connections/{connection:str}/drain",
        operation_id="drainConnection",
        summary="Let what was begun over a connection end, then pause it",
        status_code=200,
    )
    async def drain(
        self, request: StudioRequest, project: Name, environment: Name, connection: Name, data: JSONBody[Reason]
    ) -> ConnectionState:
        """`under_way` counts what has still to come to its end; list the states to follow it."""
        return await request.studio.pauses.drain(request.principal, project, environment, connection, data.reason)

    @post(
        "/connections/{connection:str}/resume",
        operation_id="resumeConnection",
        summary="Let a connection go on",
        status_code=200,
    )
    async def resume(
        self, request: StudioRequest, project: Name, environment: Name, connection: Name, data: JSONBody[OptionalReason]
    ) -> ConnectionState:
        """Flows that were paused themselves stay so."""
        return await request.studio.pauses.resume(request.principal, project, environment, connection, data.reason)
