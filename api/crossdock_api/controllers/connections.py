"""Connections: a connector configured for one environment, its secrets write-only."""

from __future__ import annotations

from litestar import Controller, Response, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from crossdock.model.page import Page, PageRequest
from crossdock.model.project import Connection, ConnectionNew, ConnectionSettings
from crossdock_api.etags import tagged
from crossdock_api.idempotency import CREATES
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class ConnectionController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/connections"
    tags = ("connections",)

    @get(operation_id="listConnections", summary="List an environment's connections")
    async def list_connections(
        self, request: StudioRequest, project: Name, environment: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[Connection]]:
        return paged(request, await request.studio.connections.list(request.principal, project, environment, page))

    @post(operation_id="createConnection", summary="Create a connection", opt=CREATES)
    async def create_connection(
        self, request: StudioRequest, project: Name, environment: Name, data: JSONBody[ConnectionNew]
    ) -> Response[Connection]:
        made = await request.studio.connections.create(request.principal, project, environment, data)
        location = f"/api/v1/projects/{project}/environments/{environment}/connections/{made.name}"
        return tagged(made, made.revision, status=201, location=location)

    @get("/{connection:str}", operation_id="getConnection", summary="Get a connection, without its secrets")
    async def get_connection(
        self, request: StudioRequest, project: Name, environment: Name, connection: Name
    ) -> Response[Connection]:
        found = await request.studio.connections.get(request.principal, project, environment, connection)
        return tagged(found, found.revision)

    @put("/{connection:str}", operation_id="changeConnection", summary="Change a connection's settings or secrets")
    async def change_connection(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        connection: Name,
        expected: NamedDependency[int | None],
        data: JSONBody[ConnectionSettings],
    ) -> Response[Connection]:
        connections = request.studio.connections
        changed = await connections.change(request.principal, project, environment, connection, data, expected)
        return tagged(changed, changed.revision)

    @delete("/{connection:str}", operation_id="deleteConnection", summary="Delete a connection and its secrets")
    async def delete_connection(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        connection: Name,
        expected: NamedDependency[int | None],
    ) -> None:
        await request.studio.connections.delete(request.principal, project, environment, connection, expected)
