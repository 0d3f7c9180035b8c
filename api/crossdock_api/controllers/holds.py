"""Holds: records that wait for a person."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from crossdock.model.page import Page, PageRequest
from crossdock.model.record import Hold, MissGroup, Record
from crossdock_api.controllers.promotions import Only
from crossdock_api.flow_shapes import HoldEdit, HoldRetries, HoldsReleased, OptionalReason, Reason
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class HoldController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/holds"
    tags = ("holds",)

    @get(operation_id="listHolds", summary="List what waits for a person, oldest first")
    async def list_holds(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        page: NamedDependency[PageRequest],
        flow: Only = None,
        code: Only = None,
    ) -> Response[Page[Hold]]:
        holds = request.studio.holds
        return paged(request, await holds.list(request.principal, project, environment, page, flow, code))

    @get("/misses", operation_id="listMisses", summary="List the lookup rows that held records wait for")
    async def list_misses(self, request: StudioRequest, project: Name, environment: Name) -> Page[MissGroup]:
        """Over all flows. Adding such a row lets all records go on that wait for it."""
        return Page(items=list(await request.studio.holds.misses(request.principal, project, environment)))

    @post("/retry", operation_id="retryHolds", summary="Let every record with a code go on", status_code=200)
    async def retry_all(
        self, request: StudioRequest, project: Name, environment: Name, data: JSONBody[HoldRetries]
    ) -> HoldsReleased:
        """After an outage, for example."""
        holds = request.studio.holds
        released = await holds.retry_all(request.principal, project, environment, data.code, data.flow)
        return HoldsReleased(released=released)

    @get("/{record:uuid}", operation_id="getHold", summary="Get why a record is held, and what to do")
    async def get_hold(self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID]) -> Hold:
        return await request.studio.holds.get(request.principal, project, environment, record)

    @post("/{record:uuid}/retry", operation_id="retryHold", summary="Let a held record go on", status_code=200)
    async def retry(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[OptionalReason],
    ) -> Record:
        return await request.studio.holds.retry(request.principal, project, environment, record, data.reason)

    @post("/{record:uuid}/edit", operation_id="editHold", summary="Correct a held record's payload", status_code=200)
    async def edit(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[HoldEdit],
    ) -> Record:
        """It goes on with this payload; the original is kept."""
        holds = request.studio.holds
        return await holds.edit(request.principal, project, environment, record, bytes(data.payload), data.reason)

    @post("/{record:uuid}/skip", operation_id="skipHold", summary="End a held record", status_code=200)
    async def skip(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[Reason],
    ) -> Record:
        """It is filtered with this reason; later records of its object go on."""
        return await request.studio.holds.skip(request.principal, project, environment, record, data.reason)
