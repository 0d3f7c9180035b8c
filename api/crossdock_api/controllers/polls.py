"""Polls: how they stand and what their runs came to; and the subscriptions that sweeps stand in for."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from crossdock.model.page import Page, PageRequest
from crossdock.model.poll import PollRun, PollStatus
from crossdock.model.subscription import SubscriptionReport
from crossdock_api.flow_shapes import PollRequest, SubscriptionRequest
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

Base = Annotated[
    str | None,
    QueryParameter(description="Where the platform reaches this deployment; left out: the address of this request."),
]


class PollController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}"
    tags = ("flows",)

    @get("/polls", operation_id="listPolls", summary="List how every poll stands in an environment")
    async def list_polls(self, request: StudioRequest, project: Name, environment: Name) -> Page[PollStatus]:
        """`webhooks_missed` counts what only a sweep found in the last seven days."""
        return Page(items=list(await request.studio.polls.statuses(request.principal, project, environment)))

    @get("/flows/{flow:str}/polls", operation_id="listPollRuns", summary="List a flow's polls, newest first")
    async def list_runs(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[PollRun]]:
        return paged(request, await request.studio.polls.runs(request.principal, project, environment, flow, page))

    @post("/flows/{flow:str}/polls", operation_id="pollFlow", summary="Have a flow polled now", status_code=202)
    async def poll(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, data: JSONBody[PollRequest]
    ) -> PollStatus:
        """With `since`, from that time on, whatever was read already; what came before is recognised."""
        return await request.studio.polls.ask(request.principal, project, environment, flow, data.since)

    @get(
        "/flows/{flow:str}/subscription",
        operation_id="checkSubscription",
        summary="Ask the platform whether a flow's webhook is sent to it",
    )
    async def check_subscription(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, base: Base = None
    ) -> SubscriptionReport:
        address = base or str(request.base_url)
        return await request.studio.subscriptions.check(request.principal, project, environment, flow, address)

    @post(
        "/flows/{flow:str}/subscription",
        operation_id="mendSubscription",
        summary="Have the platform send a flow's webhook to it",
        status_code=200,
    )
    async def mend_subscription(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, data: JSONBody[SubscriptionRequest]
    ) -> SubscriptionReport:
        """Creates the subscription where it is missing, and moves one that leads to this flow at another host."""
        address = data.base or str(request.base_url)
        return await request.studio.subscriptions.mend(request.principal, project, environment, flow, address)
