"""Drafts: the caller's own editable text of a mapping."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from crossdock.model.mapping import Draft, Meanwhile
from crossdock_api.etags import tagged
from crossdock_api.request import Name, StudioRequest
from crossdock_api.shapes import DraftText

BasedOn = Annotated[
    int, QueryParameter(ge=0, le=2**31 - 1, description="The version that the caller's text was started from; 0: none.")
]


class DraftController(Controller):
    path = "/projects/{project:str}/mappings/{mapping:str}/draft"
    tags = ("drafts",)

    @get(operation_id="getDraft", summary="Get the caller's draft")
    async def get_draft(self, request: StudioRequest, project: Name, mapping: Name) -> Response[Draft]:
        draft = await request.studio.drafts.get(request.principal, project, mapping)
        return tagged(draft, draft.revision)

    @get("/meanwhile", operation_id="getMeanwhile", summary="Get what others did and are doing meanwhile")
    async def get_meanwhile(
        self, request: StudioRequest, project: Name, mapping: Name, based_on: BasedOn = 0
    ) -> Meanwhile:
        """The version that was published since the caller's text was started, and drafts that others are writing."""
        return await request.studio.drafts.meanwhile(request.principal, project, mapping, based_on)

    @put(operation_id="saveDraft", summary="Save the caller's draft")
    async def save_draft(
        self,
        request: StudioRequest,
        project: Name,
        mapping: Name,
        expected_or_new: NamedDependency[int | None],
        data: JSONBody[DraftText],
    ) -> Response[Draft]:
        """With If-None-Match: * to start one, with If-Match to change it. The text need not parse."""
        drafts = request.studio.drafts
        draft = await drafts.save(request.principal, project, mapping, data.text, expected_or_new, data.based_on)
        created = draft.revision == 1
        location = f"/api/v1/projects/{project}/mappings/{mapping}/draft" if created else None
        return tagged(draft, draft.revision, status=201 if created else 200, location=location)

    @delete(operation_id="discardDraft", summary="Throw the caller's draft away")
    async def discard_draft(self, request: StudioRequest, project: Name, mapping: Name) -> None:
        await request.studio.drafts.discard(request.principal, project, mapping)
