"""Authorising a connection at its platform, in two steps with a browser between them."""

from __future__ import annotations

from litestar import Controller, Response, post
from litestar.params import JSONBody

from crossdock.model.authorisation import Authorisation, AuthorisationAsked, AuthorisationGiven
from crossdock.model.project import Connection
from crossdock_api.etags import tagged
from crossdock_api.request import Name, StudioRequest


class AuthorisationController(Controller):
    path = "/projects/{project:str}/environments/{environment:str}/connections/{connection:str}/authorisation"
    tags = ("connections",)

    @post(operation_id="beginAuthorisation", summary="Ask where a person allows a connection", status_code=200)
    async def begin_authorisation(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        connection: Name,
        data: JSONBody[AuthorisationAsked],
    ) -> Authorisation:
        """Nothing is changed. The address is good for ten minutes, for whoever asked, and leads back to `redirect`."""
        authorisations = request.studio.authorisations
        return await authorisations.begin(request.principal, project, environment, connection, data)

    @post("/code", operation_id="finishAuthorisation", summary="Redeem the code that allowing it gave", status_code=200)
    async def finish_authorisation(
        self,
        request: StudioRequest,
        project: Name,
        environment: Name,
        connection: Name,
        data: JSONBody[AuthorisationGiven],
    ) -> Response[Connection]:
        """Keeps what the platform gives for the code among the connection's secrets. A code is good for once."""
        authorisations = request.studio.authorisations
        changed = await authorisations.finish(request.principal, project, environment, connection, data)
        return tagged(changed, changed.revision)
