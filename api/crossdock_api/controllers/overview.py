"""The overview: how everything stands that somebody may see."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get
from litestar.params import QueryParameter

from crossdock.model.overview import Overview
from crossdock_api.request import StudioRequest

Days = Annotated[int, QueryParameter(ge=1, le=31, description="Days of receipt that are counted, today included.")]


class OverviewController(Controller):
    path = "/overview"
    tags = ("projects",)

    @get(operation_id="getOverview", summary="Get how every environment of every project stands")
    async def get_overview(self, request: StudioRequest, days: Days = 7) -> Overview:
        """Of the projects that the caller may see; of very many the first 200 by name."""
        return await request.studio.overview.get(request.principal, days)
