"""Fixtures: example inputs with what must come out of them."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from crossdock.model.page import Page, PageRequest
from crossdock_api.etags import tagged
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest
from crossdock_api.shapes import FixtureDetail, FixturePut


class FixtureController(Controller):
    path = "/projects/{project:str}/mappings/{mapping:str}/fixtures"
    tags = ("fixtures",)

    @get(operation_id="listFixtures", summary="List a mapping's fixtures")
    async def list_fixtures(
        self, request: StudioRequest, project: Name, mapping: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[FixtureDetail]]:
        found = await request.studio.fixtures.list(request.principal, project, mapping, page)
        return paged(request, Page(items=[FixtureDetail.of(stored) for stored in found.items], next=found.next))

    @get("/{fixture:str}", operation_id="getFixture", summary="Get a fixture")
    async def get_fixture(
        self, request: StudioRequest, project: Name, mapping: Name, fixture: Name
    ) -> Response[FixtureDetail]:
        stored = await request.studio.fixtures.get(request.principal, project, mapping, fixture)
        return tagged(FixtureDetail.of(stored), stored.revision)

    @put("/{fixture:str}", operation_id="putFixture", summary="Create a fixture or change it")
    async def put_fixture(
        self,
        request: StudioRequest,
        project: Name,
        mapping: Name,
        fixture: Name,
        expected_or_new: NamedDependency[int | None],
        data: JSONBody[FixturePut],
    ) -> Response[FixtureDetail]:
        """With If-None-Match: * to create it, with If-Match to change it."""
        fixtures = request.studio.fixtures
        stored, created = await fixtures.put(request.principal, project, mapping, data.named(fixture), expected_or_new)
        location = f"/api/v1/projects/{project}/mappings/{mapping}/fixtures/{fixture}" if created else None
        return tagged(FixtureDetail.of(stored), stored.revision, status=201 if created else 200, location=location)

    @delete("/{fixture:str}", operation_id="deleteFixture", summary="Delete a fixture")
    async def delete_fixture(
        self,
        request: StudioRequest,
        project: Name,
        mapping: Name,
        fixture: Name,
        expected: NamedDependency[int | None],
    ) -> None:
        await request.studio.fixtures.delete(request.principal, project, mapping, fixture, expected)
