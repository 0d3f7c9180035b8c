"""Tokens: bearer tokens of a project, or of the whole deployment."""

from __future__ import annotations

from uuid import UUID

from litestar import Controller, Response, delete, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from crossdock.model.access import IssuedToken, Token, TokenNew
from crossdock.model.page import Page, PageRequest
from crossdock_api.idempotency import CREATES
from crossdock_api.paging import paged
from crossdock_api.request import Name, StudioRequest


class TokenController(Controller):
    path = "/tokens"
    tags = ("tokens",)

    @get("/self", operation_id="getOwnToken", summary="Whose token is this?")
    async def get_own_token(self, request: StudioRequest) -> Token:
        return await request.studio.tokens.own(request.principal)

    @get(operation_id="listTokens", summary="List the deployment's tokens")
    async def list_tokens(self, request: StudioRequest, page: NamedDependency[PageRequest]) -> Response[Page[Token]]:
        return paged(request, await request.studio.tokens.list(request.principal, None, page))

    @post(operation_id="issueToken", summary="Issue a token for the whole deployment", opt=CREATES)
    async def issue_token(self, request: StudioRequest, data: JSONBody[TokenNew]) -> Response[IssuedToken]:
        """Its text is told once, here."""
        return Response(await request.studio.tokens.issue(request.principal, None, data), status_code=201)

    @delete("/{token:uuid}", operation_id="revokeToken", summary="Revoke a token of the deployment", status_code=200)
    async def revoke_token(self, request: StudioRequest, token: FromPath[UUID]) -> Token:
        return await _revoke(request, None, token)


class ProjectTokenController(Controller):
    path = "/projects/{project:str}/tokens"
    tags = ("tokens",)

    @get(operation_id="listProjectTokens", summary="List a project's tokens")
    async def list_tokens(
        self, request: StudioRequest, project: Name, page: NamedDependency[PageRequest]
    ) -> Response[Page[Token]]:
        return paged(request, await request.studio.tokens.list(request.principal, project, page))

    @post(operation_id="issueProjectToken", summary="Issue a token for a project", opt=CREATES)
    async def issue_token(
        self, request: StudioRequest, project: Name, data: JSONBody[TokenNew]
    ) -> Response[IssuedToken]:
        """Its text is told once, here."""
        return Response(await request.studio.tokens.issue(request.principal, project, data), status_code=201)

    @delete("/{token:uuid}", operation_id="revokeProjectToken", summary="Revoke a project's token", status_code=200)
    async def revoke_token(self, request: StudioRequest, project: Name, token: FromPath[UUID]) -> Token:
        return await _revoke(request, project, token)


async def _revoke(request: StudioRequest, project: str | None, token: UUID) -> Token:
    """In this process at once, in others when they look again (`authentication.FRESH_SECONDS`)."""
    revoked = await request.studio.tokens.revoke(request.principal, project, token)
    request.authenticator.forget()
    return revoked
