"""Gaps: numbered messages that never came."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from crossdock.model.page import Page, PageRequest
from crossdock.model.sequence import SequenceGap
from crossdock_api.flow_shapes import Reason
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class GapController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/gaps"
    tags = ("deliveries",)

    @get(operation_id="listGaps", summary="List numbered messages that never came, oldest first")
    async def list_gaps(
        self, request: StudioRequest, project: Name, environment: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[SequenceGap]]:
        """`first` to `last` are missing. Until `overdue_at` they may still be on their way; then there is an alert."""
        return paged(request, await request.studio.gaps.list(request.principal, project, environment, page))

    @post("/{gap:uuid}/settle", operation_id="settleGap", summary="Wait for these messages no more", status_code=200)
    async def settle(
        self, request: StudioRequest, project: Name, environment: Name, gap: FromPath[UUID], data: JSONBody[Reason]
    ) -> SequenceGap:
        """For messages that nobody can send again. What comes late all the same is taken in as ever."""
        return await request.studio.gaps.settle(request.principal, project, environment, gap, data.reason)
