"""The `httpx.Auth` classes behind `crossdock.connect.auth`."""

from __future__ import annotations

from collections.abc import Generator

import httpx

from crossdock.connect.secret import Secret
from crossdock.errors import ConfigurationError


class HeaderSigning(httpx.Auth):
    """Sets a header to a prefix and a secret."""

    def __init__(self, header: str, prefix: str, secret: Secret) -> None:
        """Raises ConfigurationError for a secret that no header can carry."""
        if not secret.reveal().isascii():
            raise ConfigurationError(
                f"The secret for the header {header} holds characters beyond ASCII, which no header can carry.",
                remedy="Copy it again from the platform.",
            )
        self._header, self._prefix, self._secret = header, prefix, secret

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers[self._header] = self._prefix + self._secret.reveal()
        yield request


class QuerySigning(httpx.Auth):
    """Sets a query parameter to a secret."""

    def __init__(self, parameter: str, secret: Secret) -> None:
        self._parameter, self._secret = parameter, secret

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.url = request.url.copy_set_param(self._parameter, self._secret.reveal())
        yield request
