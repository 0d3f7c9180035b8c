"""Lookups: cross-reference tables, their settings and their history."""

from __future__ import annotations

from typing import Annotated

from litestar import Controller, Response, delete, get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter

from crossdock.model.lookup import Lookup, LookupRevision, LookupUsage, RowUse
from crossdock.model.page import Page, PageRequest
from crossdock_api.etags import tagged
from crossdock_api.flow_shapes import LookupChanged
from crossdock_api.lookup_shapes import LookupPut
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest

UnusedDays = Annotated[
    int, QueryParameter(ge=0, le=3660, description="Only rows that no record found within so many days; 0: all rows.")
]


class LookupController(Controller):
    path = "/projects/{project:str}/lookups"
    tags = ("lookups",)

    @get(operation_id="listLookups", summary="List a project's lookups")
    async def list_lookups(
        self, request: StudioRequest, project: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[Lookup]]:
        return paged(request, await request.studio.lookups.list(request.principal, project, page))

    @get("/{lookup:str}", operation_id="getLookup", summary="Get a lookup's settings")
    async def get_lookup(self, request: StudioRequest, project: Name, lookup: Name) -> Response[Lookup]:
        found = await request.studio.lookups.get(request.principal, project, lookup)
        return tagged(found, found.revision)

    @put("/{lookup:str}", operation_id="putLookup", summary="Create a lookup or change its settings")
    async def put_lookup(
        self,
        request: StudioRequest,
        project: Name,
        lookup: Name,
        expected_or_new: NamedDependency[int | None],
        data: JSONBody[LookupPut],
    ) -> Response[LookupChanged]:
        """With If-None-Match: * to create it, with If-Match to change it. The rows stay.

        Another miss policy or default lets all records go on that are held because a row is missing.
        """
        lookups = request.studio.lookups
        put = await lookups.put(request.principal, project, data.named(lookup), expected_or_new)
        location = f"/api/v1/projects/{project}/lookups/{lookup}" if put.created else None
        status = 201 if put.created else 200
        return tagged(LookupChanged.of(put), put.lookup.revision, status=status, location=location)

    @delete("/{lookup:str}", operation_id="deleteLookup", summary="Delete a lookup")
    async def delete_lookup(
        self, request: StudioRequest, project: Name, lookup: Name, expected: NamedDependency[int | None]
    ) -> None:
        await request.studio.lookups.delete(request.principal, project, lookup, expected)

    @get("/{lookup:str}/revisions", operation_id="listLookupRevisions", summary="List who changed a lookup, and why")
    async def list_revisions(
        self, request: StudioRequest, project: Name, lookup: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[LookupRevision]]:
        return paged(request, await request.studio.lookups.revisions(request.principal, project, lookup, page))

    @get("/{lookup:str}/usage", operation_id="getLookupUsage", summary="What asks a lookup")
    async def get_usage(self, request: StudioRequest, project: Name, lookup: Name) -> LookupUsage:
        """Versions of mappings that are live or the latest, and guards of flows."""
        return await request.studio.lookup_usages.get(request.principal, project, lookup)

    @get("/{lookup:str}/usage/rows", operation_id="listLookupRowUses", summary="List when records last found each row")
    async def list_row_uses(
        self,
        request: StudioRequest,
        project: Name,
        lookup: Name,
        page: NamedDependency[PageRequest],
        unused_days: UnusedDays = 0,
    ) -> Response[Page[RowUse]]:
        """All rows, or only those that no record found within so many days: of any flow, in any environment."""
        usages = request.studio.lookup_usages
        return paged(request, await usages.rows(request.principal, project, lookup, unused_days or None, page))
