"""Reading from a platform over HTTP.

What can go wrong outside comes out as PlatformError with its kind. No redirect is followed, no other host is asked,
no answer is read beyond its limit, and neither secrets nor query strings are in an error or a log.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import anyio
import httpx
import msgspec

from crossdock.connect.answer import Answer
from crossdock.connect.connector import Connector, Query
from crossdock.connect.resource import Resource
from crossdock.connect.secret import redact
from crossdock.engine import json_text
from crossdock.errors import ConfigurationError, ErrorKind, InvalidInput, Malformed, PlatformError

_TELL_AUTHOR = "Read a shorter stretch of time; if it goes on, tell the connector's author."
_HEADERS = {"Accept": "application/json", "User-Agent": "crossdock"}


class ReadLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one read may take."""

    seconds: float = 60.0
    """For one request, from connecting to the last byte."""
    answer_bytes: int = 50 * 1024 * 1024
    """For one answer, unpacked."""
    pages: int = 10_000


DEFAULT_LIMITS = ReadLimits()


class Reader:
    """An open line to a platform: `async with Reader(connector) as reader: async for record in reader.read("order")`."""

    def __init__(
        self,
        connector: Connector,
        *,
        limits: ReadLimits = DEFAULT_LIMITS,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        self._connector = connector
        self._limits = limits
        self._sleep = sleep
        self._base = _base(connector)
        self._http = httpx.AsyncClient(
            auth=connector.auth.bind(connector.settings),
            headers=_HEADERS,
            follow_redirects=False,
            timeout=limits.seconds,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        await self._http.aclose()

    async def read(
        self, resource: str, *, since: datetime | None = None, **parameters: object
    ) -> AsyncIterator[dict[str, Any]]:
        """Every record of a resource, each once; a record that changed meanwhile may come again as it is now.

        `since` leaves out what has not changed from then on. Raises PlatformError, NotFound for an unknown resource,
        and InvalidInput for a read the resource does not offer.
        """
        declared = self._connector.resource(resource)
        seen: set[bytes] = set()
        for query in self._connector.queries(declared, {**parameters, **_since(declared, since)}):
            async for record in self._pages(declared, query):
                mark = hashlib.blake2b(json_text.encode(record), digest_size=16).digest()
                if mark not in seen:
                    seen.add(mark)
                    yield record

    async def _pages(self, resource: Resource, query: Query) -> AsyncIterator[dict[str, Any]]:
        url: httpx.URL | None = httpx.URL(str(self._base) + query.path, params=dict(query.parameters))
        visited: set[httpx.URL] = set()
        while url is not None:
            visited.add(url)
            answer = await self._ask(url)
            for record in self._records(resource, answer):
                yield record
            url = self._following(resource, answer, visited)
            if url is not None and (pause := self._connector.pause(answer)) > 0:
                await self._sleep(pause)

    async def _ask(self, url: httpx.URL) -> Answer:
        answer = await self._fetch(url)
        if (failure := self._connector.failure(answer)) is not None:
            raise self._without_secrets(failure)
        return answer

    async def _fetch(self, url: httpx.URL) -> Answer:
        place = url.copy_with(query=None)
        try:
            with anyio.fail_after(self._limits.seconds):
                async with self._http.stream("GET", url) as response:
                    body = await self._body(response)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise self._trouble(f"did not answer within {self._limits.seconds:g} seconds at {place.path}") from error
        except httpx.DecodingError as error:
            raise self._trouble(f"answered with a body that cannot be unpacked at {place.path}") from error
        except httpx.HTTPError as error:
            raise self._trouble(f"could not be reached at {place.host} ({type(error).__name__})") from error
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(
            status=response.status_code, headers=headers, body=body, url=str(place), received_at=datetime.now(UTC)
        )

    async def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > self._limits.answer_bytes:
                raise self._trouble(
                    f"answered with more than {self._limits.answer_bytes} bytes",
                    ErrorKind.HOLD,
                    "Ask for less at a time.",
                )
        return bytes(body)

    def _records(self, resource: Resource, answer: Answer) -> list[Any]:
        try:
            records = self._connector.records(resource, answer.document)
            if not all(isinstance(record, dict) for record in records):
                raise ValueError("a record is no object")
            return records
        except Malformed as error:
            what = "nothing" if not answer.body.strip() else "something that is not JSON"
            raise self._trouble(f"answered with {what} where a list of '{resource.name}' was asked for") from error
        except ValueError as error:
            raise self._trouble(
                f"answered without '{resource.name}' where they were asked for: {error}",
                ErrorKind.HOLD,
                "Look at the platform's answer; its shape may have changed.",
            ) from error

    def _following(self, resource: Resource, answer: Answer, visited: set[httpx.URL]) -> httpx.URL | None:
        try:
            target = resource.paging.following(answer)
            url = None if target is None else httpx.URL(target)
        except (ValueError, httpx.InvalidURL) as error:
            raise self._trouble("names a next page at no usable address", ErrorKind.HOLD, _TELL_AUTHOR) from error
        if url is None:
            return None
        if (url.scheme, url.host, url.port) != (self._base.scheme, self._base.host, self._base.port):
            raise self._trouble(
                f"names a next page at another host, {url.host}", ErrorKind.STOP, "Nothing was sent there."
            )
        if url in visited or len(visited) >= self._limits.pages:
            raise self._trouble(
                f"does not end its list of '{resource.name}': it pages in circles, or beyond {self._limits.pages} pages",
                ErrorKind.HOLD,
                _TELL_AUTHOR,
            )
        return url

    def _trouble(
        self, what: str, kind: ErrorKind = ErrorKind.RETRY, remedy: str = "It is worth trying again later."
    ) -> PlatformError:
        return self._without_secrets(PlatformError(f"{self._connector.title} {what}.", kind=kind, remedy=remedy))

    def _without_secrets(self, error: PlatformError) -> PlatformError:
        secrets = self._connector.secrets
        return PlatformError(
            redact(error.message, secrets),
            kind=error.kind,
            remedy=redact(error.remedy, secrets),
            status=error.status,
            retry_after=error.retry_after,
        )


def _base(connector: Connector) -> httpx.URL:
    try:
        return httpx.URL(connector.address)
    except httpx.InvalidURL as error:
        raise ConfigurationError(
            f"The address of {connector.title} cannot be used: {error}.", remedy="Correct the connection's settings."
        ) from error


def _since(resource: Resource, since: datetime | None) -> dict[str, str]:
    if since is None:
        return {}
    if resource.since is None:
        raise InvalidInput(
            f"'{resource.name}' cannot be read since a time.", remedy="Read all of it, or what one order has."
        )
    if since.tzinfo is None:
        raise InvalidInput("The time to read since has no zone.", remedy="Give it with one, in UTC for example.")
    return {resource.since: since.astimezone(UTC).isoformat(timespec="seconds")}


def _hide_query(record: logging.LogRecord) -> bool:
    """Cut query strings from the HTTP library's own log lines: some platforms take their key there."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            argument.copy_with(query=None) if isinstance(argument, httpx.URL) else argument for argument in record.args
        )
    return True


logging.getLogger("httpx").addFilter(_hide_query)
