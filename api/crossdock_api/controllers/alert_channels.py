"""Alert channels: the installed ways to tell somebody of an alert."""

from __future__ import annotations

from litestar import Controller, get

from crossdock.model.page import Page
from crossdock_api.alert_shapes import AlertChannelDetail
from crossdock_api.request import StudioRequest


class AlertChannelController(Controller):
    path = "/alert-channels"
    tags = ("alerts",)

    @get(operation_id="listAlertChannels", summary="List the alert channels that are installed, with their settings")
    async def list_channels(self, request: StudioRequest) -> Page[AlertChannelDetail]:
        catalogue = request.catalogue
        return Page(
            items=[
                AlertChannelDetail(
                    name=entry.name,
                    summary=entry.summary,
                    plugin=str(plugin),
                    settings_schema=catalogue.channel_schema(entry.name),
                    secrets=catalogue.channel_secrets(entry.name),
                )
                for entry, plugin in catalogue.plugins.alert_channels.values()
            ]
        )
