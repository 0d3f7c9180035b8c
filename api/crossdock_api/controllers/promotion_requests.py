"""Requests that a version be put live, and their answers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from crossdock.model.page import Page, PageRequest
from crossdock.model.promotion import Promotion
from crossdock.model.promotion_request import Inbox, PromotionRequest, RequestNew, RequestState
from crossdock_api.asked import choice
from crossdock_api.controllers.promotions import Only, promoted
from crossdock_api.flow_shapes import OptionalReason, Reason
from crossdock_api.idempotency import CREATES
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

State = Annotated[
    str | None,
    QueryParameter(name="state", description="Only those in this state.", schema_extra={"enum": list(RequestState)}),
]


class InboxController(Controller):
    path = "/inbox"
    tags = ("promotions",)

    @get(operation_id="getInbox", summary="Get the requests that wait for the caller, and the answers to the caller's")
    async def get_inbox(self, request: StudioRequest) -> Inbox:
        """Over all projects that the caller may see."""
        return await request.studio.promotion_requests.inbox(request.principal)


class PromotionRequestController(Controller):
    path = "/projects/{project:str}/promotion-requests"
    tags = ("promotions",)

    @get(operation_id="listPromotionRequests", summary="List requests that versions be put live, newest first")
    async def list_requests(
        self,
        request: StudioRequest,
        project: Name,
        page: NamedDependency[PageRequest],
        environment: Only = None,
        mapping: Only = None,
        only: State = None,
    ) -> Response[Page[PromotionRequest]]:
        requests = request.studio.promotion_requests
        state = choice(RequestState, only)
        return paged(request, await requests.list(request.principal, project, page, environment, mapping, state))

    @post(operation_id="requestPromotion", summary="Ask that a version be put live", opt=CREATES)
    async def ask(
        self, request: StudioRequest, project: Name, data: JSONBody[RequestNew]
    ) -> Response[PromotionRequest]:
        """Of those who may approve it; they are told."""
        made = await request.studio.promotion_requests.ask(request.principal, project, data)
        location = f"/api/v1/projects/{project}/promotion-requests/{made.id}"
        return Response(made, status_code=201, headers={"Location": location})

    @get("/{asked:uuid}", operation_id="getPromotionRequest", summary="Get a request, with its answer")
    async def get_request(self, request: StudioRequest, project: Name, asked: FromPath[UUID]) -> PromotionRequest:
        return await request.studio.promotion_requests.get(request.principal, project, asked)

    @post(
        "/{asked:uuid}/approve",
        operation_id="approvePromotionRequest",
        summary="Put the version live that was asked for",
        opt=CREATES,
    )
    async def approve(
        self, request: StudioRequest, project: Name, asked: FromPath[UUID], data: JSONBody[Reason]
    ) -> Response[Promotion]:
        """A promotion like any other: its fixtures are run first, and author and approver may have to differ."""
        requests = request.studio.promotion_requests
        return promoted(await requests.approve(request.principal, project, asked, data.reason))

    @post(
        "/{asked:uuid}/decline",
        operation_id="declinePromotionRequest",
        summary="Say no to a request",
        status_code=200,
    )
    async def decline(
        self, request: StudioRequest, project: Name, asked: FromPath[UUID], data: JSONBody[Reason]
    ) -> PromotionRequest:
        return await request.studio.promotion_requests.decline(request.principal, project, asked, data.reason)

    @post(
        "/{asked:uuid}/withdraw",
        operation_id="withdrawPromotionRequest",
        summary="Take one's own request back",
        status_code=200,
    )
    async def withdraw(
        self, request: StudioRequest, project: Name, asked: FromPath[UUID], data: JSONBody[OptionalReason]
    ) -> PromotionRequest:
        return await request.studio.promotion_requests.withdraw(request.principal, project, asked, data.reason)
