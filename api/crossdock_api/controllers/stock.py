"""Stock: what may be sold and why, buffers, closed channels, and readings that are in doubt."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from crossdock.model.page import Page, PageRequest
from crossdock.model.stock import Buffer, BufferNew, Channel, Doubt, StockLevel
from crossdock_api.flow_shapes import ChannelPut, Reason
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

FlowName = Annotated[str, QueryParameter(description="A flow that tells stock.")]
Sku = Annotated[
    str | None,
    QueryParameter(description="As the source calls it; with * at its end, all that begin so. Left out: all."),
]


class StockController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/stock"
    tags = ("stock",)

    @get("/", operation_id="listStock", summary="List how much may be sold of each SKU, and why")
    async def list_stock(  # what the path and the query name
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        flow: FlowName,
        page: NamedDependency[PageRequest],
        sku: Sku = None,
    ) -> Response[Page[StockLevel]]:
        """The rule's parts in numbers: what the source has, less what is placed, missing and kept back."""
        found = await request.studio.stock.levels(request.principal, project, environment, flow, sku, page)
        return paged(request, found)

    @get("/buffers", operation_id="listBuffers", summary="List what is kept back")
    async def list_buffers(self, request: StudioRequest, project: Name, environment: Name) -> Page[Buffer]:
        return Page(items=list(await request.studio.stock.buffers(request.principal, project, environment)))

    @post("/buffers", operation_id="putBuffer", summary="Keep some of a SKU back", status_code=200)
    async def put_buffer(
        self, request: StudioRequest, project: Name, environment: Name, data: JSONBody[BufferNew]
    ) -> Buffer:
        """There is one buffer for a SKU and a location; this one takes its place. Channels are told within seconds."""
        return await request.studio.stock.keep_back(request.principal, project, environment, data)

    @delete("/buffers/{buffer:uuid}", operation_id="deleteBuffer", summary="Keep it back no longer", status_code=204)
    async def delete_buffer(
        self, request: StudioRequest, project: Name, environment: Name, buffer: FromPath[UUID]
    ) -> None:
        await request.studio.stock.give_free(request.principal, project, environment, buffer)

    @get("/channels", operation_id="listChannels", summary="List the connections that stock is told to")
    async def list_channels(self, request: StudioRequest, project: Name, environment: Name) -> Page[Channel]:
        return Page(items=list(await request.studio.stock.channels(request.principal, project, environment)))

    @put("/channels/{connection:str}", operation_id="putChannel", summary="Close a channel, or open it again")
    async def put_channel(
        self, request: StudioRequest, project: Name, environment: Name, connection: Name, data: JSONBody[ChannelPut]
    ) -> Channel:
        """A closed channel is told zero for everything, within seconds."""
        stock = request.studio.stock
        act = stock.close if data.closed else stock.open
        return await act(request.principal, project, environment, connection, data.reason)

    @get("/doubts", operation_id="listDoubts", summary="List readings of stock that are not believed")
    async def list_doubts(self, request: StudioRequest, project: Name, environment: Name) -> Page[Doubt]:
        return Page(items=list(await request.studio.stock.doubts(request.principal, project, environment)))

    @post(
        "/doubts/{flow:str}/accept",
        operation_id="acceptReading",
        summary="Believe a reading of stock that is in doubt",
        status_code=202,
    )
    async def accept(
        self, request: StudioRequest, project: Name, environment: Name, flow: Name, data: JSONBody[Reason]
    ) -> Doubt:
        """The stock is read once more now, and taken over as it is."""
        return await request.studio.stock.accept(request.principal, project, environment, flow, data.reason)
