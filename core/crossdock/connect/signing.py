"""The `httpx.Auth` classes behind `crossdock.connect.auth`."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Generator, Mapping
from datetime import UTC, datetime

import httpx

from crossdock.connect.auth import HmacKey
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


class HmacSigning(httpx.Auth):
    """Sets a header to the HMAC of a request, and those that tell its time and whose key it is."""

    requires_request_body = True

    def __init__(self, declared: HmacKey, secret: Secret, key: Mapping[str, str]) -> None:
        self._declared, self._secret, self._key = declared, secret, key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        declared, timestamp = self._declared, str(int(datetime.now(UTC).timestamp()))
        told = {declared.timestamp_header: timestamp} if declared.timestamp_header else {}
        request.headers.update({**self._key, **told, declared.header: declared.prefix + self._sign(request, timestamp)})
        yield request

    def _sign(self, request: httpx.Request, timestamp: str) -> str:
        parts = {
            "timestamp": timestamp.encode(),
            "method": request.method.encode(),
            "target": request.url.raw_path,
            "body": request.content,
        }
        content = self._declared.separator.encode().join(parts[name] for name in self._declared.signs)
        digest = hmac.digest(self._secret.reveal().encode(), content, self._declared.digest)
        return base64.b64encode(digest).decode() if self._declared.encoding == "base64" else digest.hex()
