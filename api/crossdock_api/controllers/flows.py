"""Flows: their definitions, and how each stands in an environment."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from crossdock.model.flow import Flow, FlowState
from crossdock.model.history import History, HistoryStep
from crossdock.model.page import Page, PageRequest
from crossdock.model.record import Counts
from crossdock.studio.histories import MOST_SPANS
from crossdock_api.asked import day
from crossdock_api.etags import tagged
from crossdock_api.flow_shapes import FlowPut, FlowSaved, OptionalReason, Reason
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
FirstDay = Annotated[
    str | None,
    QueryParameter(
        description="Of receipt, in UTC; left out: from the beginning.", pattern=_DATE, schema_extra={"format": "date"}
    ),
]
LastDay = Annotated[
    str | None,
    QueryParameter(
        description="Of receipt, in UTC, included; left out: until now.", pattern=_DATE, schema_extra={"format": "date"}
    ),
]


StepAsked = Annotated[HistoryStep, QueryParameter(description="How long each span is; days begin in UTC.")]
Spans = Annotated[int, QueryParameter(ge=1, le=MOST_SPANS, description="How many, the present one included.")]


class FlowController(Controller):
    path = "/projects/{project:str}/flows"
    tags = ("flows",)

    @get(operation_id="listFlows", summary="List a project's flows")
    async def list_flows(
        self, request: StudioRequest, project: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[Flow]]:
        return paged(request, await request.studio.flows.list(request.principal, project, page))

    @get("/{flow:str}", operation_id="getFlow", summary="Get a flow's definition")
    async def get_flow(self, request: StudioRequest, project: Name, flow: Name) -> Response[Flow]:
        found = await request.studio.flows.get(request.principal, project, flow)
        return tagged(found, found.revision)

    @put("/{flow:str}", operation_id="putFlow", summary="Create a flow or change it")
    async def put_flow(
        self,
        request: StudioRequest,
        project: Name,
        flow: Name,
        expected_or_new: NamedDependency[int | None],
        data: JSONBody[FlowPut],
    ) -> Response[FlowSaved]:
        """With If-None-Match: * to create it, with If-Match to change it. `warnings` tell where it cannot run yet."""
        flows = request.studio.flows
        stored = await flows.put(request.principal, project, data.named(flow), expected_or_new)
        location = f"/api/v1/projects/{project}/flows/{flow}" if stored.created else None
        status = 201 if stored.created else 200
        return tagged(FlowSaved.of(stored), stored.flow.revision, status=status, location=location)

    @delete("/{flow:str}", operation_id="deleteFlow", summary="Delete a flow that never took anything in")
    async def delete_flow(
        self, request: StudioRequest, project: Name, flow: Name, expected: NamedDependency[int | None]
    ) -> None:
        await request.studio.flows.delete(request.principal, project, flow, expected)


class FlowStateController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/flows"
    tags = ("flows",)

    @get(operation_id="listFlowStates", summary="List how every flow stands in an environment")
    async def list_states(self, request: StudioRequest, project: Name, environment: Name) -> Page[FlowState]:
        return Page(items=list(await request.studio.flows.states(request.principal, project, environment)))

    @get("/{flow:str}/counts", operation_id="countRecords", summary="Get a flow's equation")
    async def counts(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        flow: Name,
        first_day: FirstDay = None,
        last_day: LastDay = None,
    ) -> Counts:
        """received = delivered + held + filtered + failed + in_flight, always; by days of receipt."""
        flows = request.studio.flows
        return await flows.counts(request.principal, project, environment, flow, day(first_day), day(last_day))

    @get(
        "/{flow:str}/history",
        operation_id="getFlowHistory",
        summary="Get what a flow received, hour by hour or day by day",
    )
    async def history(  # one for each part of the address
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        flow: Name,
        step: StepAsked = HistoryStep.DAY,
        spans: Spans = 14,
    ) -> History:
        """With what became of it until now, and when the newest record came."""
        histories = request.studio.histories
        return await histories.get(request.principal, project, environment, flow, step, spans)

    @post("/{flow:str}/pause", operation_id="pauseFlow", summary="Pause a flow; what comes in waits", status_code=200)
    async def pause(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, data: JSONBody[Reason]
    ) -> FlowState:
        return await request.studio.flows.pause(request.principal, project, environment, flow, data.reason)

    @post(
        "/{flow:str}/drain",
        operation_id="drainFlow",
        summary="Let what a flow began end, then pause it",
        status_code=200,
    )
    async def drain(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, data: JSONBody[Reason]
    ) -> FlowState:
        """`under_way` counts the writes that have still to come to their end; list the states to follow it."""
        return await request.studio.flows.drain(request.principal, project, environment, flow, data.reason)

    @post("/{flow:str}/resume", operation_id="resumeFlow", summary="Let a flow go on", status_code=200)
    async def resume(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, data: JSONBody[OptionalReason]
    ) -> FlowState:
        """Also one that Crossdock stopped, once its connection is mended."""
        return await request.studio.flows.resume(request.principal, project, environment, flow, data.reason)
