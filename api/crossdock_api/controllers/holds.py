"""Holds: records that wait for a person."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter

from crossdock.model.hold_note import HoldComment, HoldFilters, Rest
from crossdock.model.page import Page, PageRequest
from crossdock.model.record import Hold, MissGroup, Record
from crossdock_api.asked import moment
from crossdock_api.controllers.promotions import Only
from crossdock_api.flow_shapes import (
    Assignment,
    CommentText,
    HoldEdit,
    HoldRetries,
    HoldsReleased,
    OptionalReason,
    Reason,
    Snooze,
)
from crossdock_api.hold_shapes import HoldChangeAsked, HoldChangePut, HoldChangeSeen
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

Who = Annotated[str | None, QueryParameter(max_length=100, description="Who answers for them: a team or a role.")]
Assignee = Annotated[
    str | None, QueryParameter(max_length=100, description="Who looks after them; empty: those that nobody does.")
]
HeldBefore = Annotated[
    str | None,
    QueryParameter(
        max_length=40,
        description="Held before this time, with its zone; left out: whenever.",
        schema_extra={"format": "date-time"},
    ),
]
Resting = Annotated[Rest, QueryParameter(description="Those that somebody put off, or those that nobody did.")]


def hold_filters(  # one for each parameter
    flow: Only = None,
    code: Only = None,
    owner: Who = None,
    assignee: Assignee = None,
    held_before: HeldBefore = None,
    rest: Resting = Rest.ANY,
) -> HoldFilters:
    """Which holds are asked for; raises Malformed for a time that is none, or has no zone."""
    before = moment(held_before)
    return HoldFilters(flow=flow, code=code, owner=owner, assignee=assignee, held_before=before, rest=rest)


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
        hold_filters: NamedDependency[HoldFilters],
    ) -> Response[Page[Hold]]:
        holds = request.studio.holds
        return paged(request, await holds.list(request.principal, project, environment, page, hold_filters))

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

    @post(
        "/changes",
        operation_id="previewHoldChange",
        summary="See what one change would make of held records",
        status_code=200,
    )
    async def preview_change(
        self, request: StudioRequest, project: Name, environment: Name, data: JSONBody[HoldChangeAsked]
    ) -> Response[Page[HoldChangeSeen]]:
        """Nothing is changed. That the records were read stands in the audit log."""
        changes = request.studio.hold_changes
        found = await changes.preview(request.principal, project, environment, data.records, data.change())
        return Response(Page(items=[HoldChangeSeen.of(one) for one in found]))

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

    @post(
        "/{record:uuid}/change",
        operation_id="changeHold",
        summary="Change one value of a held record's message",
        status_code=200,
    )
    async def change(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[HoldChangePut],
    ) -> Record:
        """It goes on so; every other value keeps its digits, and the original is kept."""
        holds = request.studio.holds
        return await holds.change(request.principal, project, environment, record, data.change(), data.reason)

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

    @post("/{record:uuid}/assign", operation_id="assignHold", summary="Say who looks after a hold", status_code=200)
    async def assign(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[Assignment],
    ) -> Hold:
        notes = request.studio.hold_notes
        return await notes.assign(request.principal, project, environment, record, data.assignee)

    @post("/{record:uuid}/snooze", operation_id="snoozeHold", summary="Put a hold off for a while", status_code=200)
    async def snooze(
        self, request: StudioRequest, project: Name, environment: Name, record: FromPath[UUID], data: JSONBody[Snooze]
    ) -> Hold:
        """It stays held. When it is held once more for another reason, it is looked at again."""
        notes = request.studio.hold_notes
        return await notes.snooze(request.principal, project, environment, record, data.until)

    @get("/{record:uuid}/comments", operation_id="listHoldComments", summary="List what was said about a record")
    async def list_comments(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        page: NamedDependency[PageRequest],
    ) -> Response[Page[HoldComment]]:
        """Oldest first; of a record that is held, or was."""
        notes = request.studio.hold_notes
        return paged(request, await notes.comments(request.principal, project, environment, record, page))

    @post(
        "/{record:uuid}/comments",
        operation_id="commentHold",
        summary="Say something about a record",
        status_code=200,
    )
    async def comment(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        record: FromPath[UUID],
        data: JSONBody[CommentText],
    ) -> HoldComment:
        """It stays with the record and is never changed."""
        notes = request.studio.hold_notes
        return await notes.comment(request.principal, project, environment, record, data.text)
