"""Timelines: everything about one business object, by whatever name."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, get
from litestar.params import PathParameter

from crossdock.model.journal import Timeline
from crossdock_api.request import Name, StudioRequest

ObjectName = Annotated[
    str,
    PathParameter(description="A name on either platform, percent-encoded ('%231042'), an object's id, or a record's."),
]


class TimelineController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/timeline"
    tags = ("records",)

    @get("/{object_name:path}", operation_id="getTimeline", summary="Get the story of an order, by any of its names")
    async def get_timeline(
        self, request: StudioRequest, project: Name, environment: Name, object_name: ObjectName
    ) -> Timeline:
        name = object_name.removeprefix("/")
        return await request.studio.timelines.get(request.principal, project, environment, name)
