"""What is live in an environment: mapping as a service, and the way back."""

from __future__ import annotations

from litestar import Controller, Response, get, post
from litestar.params import JSONBody

from crossdock.model.page import Page
from crossdock.model.promotion import LiveVersion, Promotion
from crossdock_api.bodies import check_media_type
from crossdock_api.controllers.promotions import promoted
from crossdock_api.idempotency import CREATES
from crossdock_api.mapped import mapped_response
from crossdock_api.request import Name, StudioRequest
from crossdock_api.shapes import RollBack


class LiveController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/mappings"
    tags = ("live",)

    @get(operation_id="listLive", summary="List what is live in an environment")
    async def list_live(self, request: StudioRequest, project: Name, environment: Name) -> Page[LiveVersion]:
        return Page(items=await request.studio.live.list(request.principal, project, environment))

    @get("/{mapping:str}", operation_id="getLive", summary="Get what is live of a mapping")
    async def get_live(self, request: StudioRequest, project: Name, environment: Name, mapping: Name) -> LiveVersion:
        return await request.studio.live.get(request.principal, project, environment, mapping)

    @post("/{mapping:str}/map", operation_id="mapLive", summary="Map a payload with what is live", status_code=200)
    async def map_live(
        self, request: StudioRequest, project: Name, environment: Name, mapping: Name
    ) -> Response[bytes]:
        """Raw payload in, mapped output out, both as they are. A held message is a 422 problem."""
        check_media_type(request.headers.get("content-type", ""), "application/json")
        raw = await request.body()
        return mapped_response(await request.studio.live.map(request.principal, project, environment, mapping, raw))

    @post("/{mapping:str}/rollback", operation_id="rollBack", summary="Put the version before live again", opt=CREATES)
    async def roll_back(
        self, request: StudioRequest, project: Name, environment: Name, mapping: Name, data: JSONBody[RollBack]
    ) -> Response[Promotion]:
        promotions = request.studio.promotions
        return promoted(await promotions.roll_back(request.principal, project, environment, mapping, data.reason))
