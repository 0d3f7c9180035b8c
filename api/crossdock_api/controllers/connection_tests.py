"""Trying a connection."""

from __future__ import annotations

from litestar import Controller, post

from crossdock.studio.connection_tests import ConnectionTest
from crossdock_api.request import Name, StudioRequest


class ConnectionTestController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/connections/{connection:str}/test"
    tags = ("connections",)

    @post(operation_id="testConnection", summary="Ask a connection's platform for something", status_code=200)
    async def test_connection(
        self, request: StudioRequest, project: Name, environment: Name, connection: Name
    ) -> ConnectionTest:
        """Reads the first page of a list and forgets it; nothing is written. A refusal is a result, not an error."""
        return await request.studio.connection_tests.run(request.principal, project, environment, connection)
