"""A Crossdock server, spoken to over its API."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Generic, Self, TypeVar
from uuid import uuid4

import httpx
import msgspec

from crossdock.errors import (
    ConfigurationError,
    Conflict,
    CrossdockError,
    Forbidden,
    InvalidInput,
    NotFound,
    Stale,
    Unauthenticated,
    Unavailable,
)
from crossdock.model.access import Token
from crossdock.model.page import LARGEST_PAGE, Page
from crossdock.model.problem import Problem

SECONDS = 30.0
JSON, CSV = "application/json", "text/csv"

T = TypeVar("T")

_ERRORS: Mapping[int, type[CrossdockError]] = {
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    412: Stale,
}


class Found(msgspec.Struct, Generic[T], frozen=True):
    """Something the server has, and the ETag of its state."""

    value: T
    etag: str


class _Refusal(msgspec.Struct, frozen=True):
    """The part of a problem document (RFC 9457) that is told on."""

    detail: str
    code: str = ""
    remedy: str = ""
    errors: tuple[Problem, ...] = ()


class Server:
    """One server and the token to speak to it with; a context manager."""

    def __init__(self, url: str, token: str) -> None:
        """Raises ConfigurationError for a URL or a token that cannot be one."""
        if not (token.isascii() and token.isprintable() and token):
            raise ConfigurationError(
                "This cannot be a token.", remedy="Give the token in one line, as it was shown when it was issued."
            )
        try:
            self._client = httpx.Client(
                base_url=f"{url.rstrip('/')}/api/v1/",
                headers={"Authorization": f"Bearer {token}", "Accept": JSON},
                timeout=SECONDS,
            )
        except httpx.InvalidURL as error:
            raise _no_address(url) from error
        self._url = url

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def own_name(self) -> str:
        """The name of the token we carry, as the server notes it beside our changes."""
        return self._read(self._send("GET", "tokens/self").content, Token).name

    def get(self, path: str, shape: type[T]) -> T:
        """What is at a path; raises NotFound where there is nothing."""
        return self._read(self._send("GET", path).content, shape)

    def find(self, path: str, shape: type[T]) -> Found[T] | None:
        """What is at a path; None where there is nothing."""
        answer = self.find_raw(path)
        return None if answer is None else Found(self._read(answer.value, shape), answer.etag)

    def find_raw(self, path: str) -> Found[bytes] | None:
        """The bytes at a path; None where there is nothing."""
        try:
            answer = self._send("GET", path)
        except NotFound:
            return None
        return Found(answer.content, answer.headers.get("ETag", ""))

    def every(self, path: str, shape: type[Page[T]]) -> list[T]:
        """Every item of a list of such pages; raises NotFound where the path is not there."""
        items: list[T] = []
        cursor: str | None = ""
        while cursor is not None:
            asked: dict[str, str | int] = {"limit": LARGEST_PAGE, **({"cursor": cursor} if cursor else {})}
            page = self.get(str(httpx.URL(path).copy_merge_params(asked)), shape)
            items += page.items
            cursor = page.next
        return items

    def list(self, path: str, shape: type[Page[T]]) -> list[T]:
        """Every item of a list of such pages; nothing where the path is not there."""
        try:
            return self.every(path, shape)
        except NotFound:
            return []

    def create(self, path: str, content: bytes) -> None:
        """POST something new; sent again by a proxy, it is still made once."""
        self._send("POST", path, content=content, headers={"Content-Type": JSON, "Idempotency-Key": str(uuid4())})

    def ask(self, path: str, content: bytes, shape: type[T]) -> T:
        """POST something that is answered; sent again by a proxy, it is still done once."""
        headers = {"Content-Type": JSON, "Idempotency-Key": str(uuid4())}
        return self._read(self._send("POST", path, content=content, headers=headers).content, shape)

    def put(self, path: str, content: bytes, etag: str | None, media_type: str = JSON) -> None:
        """PUT the change of a known state, or, without an ETag, something new. Raises Stale when it is not so any more."""
        state = {"If-Match": etag} if etag else {"If-None-Match": "*"}
        self._send("PUT", path, content=content, headers={"Content-Type": media_type, **state})

    def overwrite(self, path: str, content: bytes) -> None:
        """PUT something of which the server knows no states."""
        self._send("PUT", path, content=content, headers={"Content-Type": JSON})

    def delete(self, path: str, etag: str | None = None) -> None:
        """Delete what is still in a known state; without an ETag, whatever is there."""
        self._send("DELETE", path, headers={"If-Match": etag} if etag else {})

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        try:
            answer = self._client.request(method, path, **options)
        except httpx.UnsupportedProtocol as error:
            raise _no_address(self._url) from error
        except httpx.TransportError as error:
            raise Unavailable(
                f"{self._url} does not answer: {error}.", remedy="Check the address, and whether the server runs."
            ) from error
        if not answer.is_success:
            raise self._refused(answer)
        return answer

    def _refused(self, answer: httpx.Response) -> CrossdockError:
        kind = _ERRORS.get(answer.status_code, Unavailable if answer.status_code >= 500 else InvalidInput)
        try:
            refusal = msgspec.json.decode(answer.content, type=_Refusal)
        except (msgspec.DecodeError, msgspec.ValidationError):
            return self._stranger(f"status {answer.status_code}, and no problem document")
        return kind(refusal.detail, code=refusal.code, remedy=refusal.remedy, problems=refusal.errors)

    def _read(self, content: bytes, shape: type[T]) -> T:
        try:
            return msgspec.json.decode(content, type=shape)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise self._stranger(str(error)) from error

    def _stranger(self, what: str) -> Unavailable:
        return Unavailable(
            f"{self._url} does not answer as a Crossdock server of this version would: {what}.",
            remedy="Check the address, and that server and command line have the same version.",
        )


def _no_address(url: str) -> ConfigurationError:
    return ConfigurationError(f"'{url}' is no address of a server.", remedy="Give --server as https://host:port.")
