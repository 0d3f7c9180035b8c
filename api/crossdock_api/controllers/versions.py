"""Versions: immutable, numbered, published texts."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from crossdock.model.field_change import FieldDiff
from crossdock.model.mapping import TextDiff, Version, VersionNew
from crossdock.model.page import Page, PageRequest
from crossdock_api.bodies import check_media_type
from crossdock_api.idempotency import CREATES
from crossdock_api.mapped import mapped_response
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest, VersionNumber

Against = Annotated[int, QueryParameter(ge=1, le=2**31 - 1, description="The version to compare with.")]


class VersionController(Controller):
    path = "/projects/{project:str}/mappings/{mapping:str}/versions"
    tags = ("versions",)

    @get(operation_id="listVersions", summary="List a mapping's versions, newest first")
    async def list_versions(
        self, request: StudioRequest, project: Name, mapping: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[Version]]:
        return paged(request, await request.studio.versions.list(request.principal, project, mapping, page))

    @post(operation_id="publishVersion", summary="Publish a text as the next version", opt=CREATES)
    async def publish_version(
        self, request: StudioRequest, project: Name, mapping: Name, data: JSONBody[VersionNew]
    ) -> Response[Version]:
        """Without `text`: the caller's draft."""
        version = await request.studio.versions.publish(request.principal, project, mapping, data)
        location = f"/api/v1/projects/{project}/mappings/{mapping}/versions/{version.number}"
        return Response(version, status_code=201, headers={"Location": location})

    @get("/{number:int}", operation_id="getVersion", summary="Get a version")
    async def get_version(self, request: StudioRequest, project: Name, mapping: Name, number: VersionNumber) -> Version:
        return await request.studio.versions.get(request.principal, project, mapping, number)

    @get("/{number:int}/diff", operation_id="diffVersions", summary="Compare a version's text with an older one")
    async def diff_versions(
        self, request: StudioRequest, project: Name, mapping: Name, number: VersionNumber, against: Against
    ) -> TextDiff:
        return await request.studio.versions.diff(request.principal, project, mapping, against, number)

    @get("/{number:int}/fields", operation_id="diffFields", summary="Compare a version's fields with an older one's")
    async def diff_fields(
        self, request: StudioRequest, project: Name, mapping: Name, number: VersionNumber, against: Against
    ) -> FieldDiff:
        """Field by field: what it was made of, what it is made of; and the same in sentences."""
        return await request.studio.versions.fields(request.principal, project, mapping, against, number)

    @post("/{number:int}/map", operation_id="mapWithVersion", summary="Map a payload with a version", status_code=200)
    async def map_with_version(
        self, request: StudioRequest, project: Name, mapping: Name, number: VersionNumber
    ) -> Response[bytes]:
        """Raw payload in, mapped output out, both as they are. A held message is a 422 problem."""
        check_media_type(request.headers.get("content-type", ""), "application/json")
        raw = await request.body()
        return mapped_response(await request.studio.versions.map(request.principal, project, mapping, number, raw))
