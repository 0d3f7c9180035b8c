"""The `httpx.Auth` behind `TokenInQuery`."""

from __future__ import annotations

from collections.abc import Generator

import httpx

from crossdock.connect import Secret
from crossdock_seko.first_generation import is_of_first_generation


class TokenSigning(httpx.Auth):
    """Sets the query parameter that the service asks for."""

    def __init__(self, token: Secret) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        name = "token" if is_of_first_generation(request.url.path) else "api_key"
        request.url = request.url.copy_set_param(name, self._token.reveal())
        yield request
