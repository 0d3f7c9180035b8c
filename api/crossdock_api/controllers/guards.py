"""Guards that flows may put between mapping and writing, beside those written in JSONata."""

from __future__ import annotations

from litestar import Controller, get

from crossdock.model.page import Page
from crossdock_api.controllers.connectors import PluginName
from crossdock_api.guard_shapes import GuardDetail, GuardSummary
from crossdock_api.request import StudioRequest


class GuardController(Controller):
    path = "/guards"
    tags = ("guards",)

    @get(operation_id="listGuards", summary="List the guards that plugins bring")
    async def list_guards(self, request: StudioRequest) -> Page[GuardSummary]:
        found = request.catalogue.plugins.guards.values()
        return Page(
            items=[GuardSummary(name=entry.name, summary=entry.summary, plugin=str(plugin)) for entry, plugin in found]
        )

    @get("/{guard:str}", operation_id="getGuard", summary="Get a guard with its options and examples")
    async def get_guard(self, request: StudioRequest, guard: PluginName) -> GuardDetail:
        _, plugin = request.catalogue.plugins.guard(guard)
        return GuardDetail.of(request.catalogue.guard(guard), str(plugin))
