"""Mappings: named translations from a source resource to a target resource."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from crossdock.model.mapping import Mapping, MappingNew, MappingSettings
from crossdock.model.page import Page, PageRequest
from crossdock_api.etags import tagged
from crossdock_api.idempotency import CREATES
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class MappingController(Controller):
    path = "/projects/{project:str}/mappings"
    tags = ("mappings",)

    @get(operation_id="listMappings", summary="List a project's mappings")
    async def list_mappings(
        self, request: StudioRequest, project: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[Mapping]]:
        return paged(request, await request.studio.mappings.list(request.principal, project, page))

    @post(operation_id="createMapping", summary="Create a mapping", opt=CREATES)
    async def create_mapping(
        self, request: StudioRequest, project: Name, data: JSONBody[MappingNew]
    ) -> Response[Mapping]:
        made = await request.studio.mappings.create(request.principal, project, data)
        return tagged(made, made.revision, status=201, location=f"/api/v1/projects/{project}/mappings/{made.name}")

    @get("/{mapping:str}", operation_id="getMapping", summary="Get a mapping")
    async def get_mapping(self, request: StudioRequest, project: Name, mapping: Name) -> Response[Mapping]:
        found = await request.studio.mappings.get(request.principal, project, mapping)
        return tagged(found, found.revision)

    @put("/{mapping:str}", operation_id="changeMapping", summary="Change a mapping's settings")
    async def change_mapping(
        self,
        request: StudioRequest,
        project: Name,
        mapping: Name,
        expected: NamedDependency[int | None],
        data: JSONBody[MappingSettings],
    ) -> Response[Mapping]:
        changed = await request.studio.mappings.change(request.principal, project, mapping, data, expected)
        return tagged(changed, changed.revision)

    @delete("/{mapping:str}", operation_id="deleteMapping", summary="Delete a mapping that has no version yet")
    async def delete_mapping(self, request: StudioRequest, project: Name, mapping: Name) -> None:
        await request.studio.mappings.delete(request.principal, project, mapping)
