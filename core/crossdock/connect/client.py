"""Reading lists from a platform.

What can go wrong outside comes out as PlatformError with its kind (see `line.py`); a list comes whole, once, from one
host, and ends.
"""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import anyio
import httpx

from crossdock.connect.answer import Answer
from crossdock.connect.connector import Connector, Query
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.resource import Resource
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, InvalidInput, Malformed

_TELL_AUTHOR = "Read a shorter stretch of time; if it goes on, tell the connector's author."


class ReadLimits(LineLimits, frozen=True, kw_only=True):
    """What one read may take."""

    pages: int = 10_000


DEFAULT_LIMITS = ReadLimits()


class Reader:
    """Reads lists: `async with Reader(connector) as reader: async for record in reader.read("order")`."""

    def __init__(
        self,
        connector: Connector,
        *,
        limits: ReadLimits = DEFAULT_LIMITS,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
        line: Line | None = None,
    ) -> None:
        """Reads on a line of its own, or on one that is given, which stays open and keeps its own limits."""
        self._connector = connector
        self._limits = limits
        self._sleep = sleep
        self._own = line is None
        self._line = line or Line(connector, limits=limits)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._own:
            await self._line.__aexit__(kind, error, traceback)

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
        url: httpx.URL | None = self._line.address(query.path, query.parameters, query.base)
        visited: set[httpx.URL] = set()
        while url is not None:
            visited.add(url)
            answer = await self._line.get(url)
            for record in self._records(resource, answer):
                yield record
            url = self._following(resource, answer, visited)
            if url is not None and (pause := self._connector.pause(answer)) > 0:
                await self._sleep(pause)

    def _records(self, resource: Resource, answer: Answer) -> list[Any]:
        try:
            records = self._connector.records(resource, answer.document)
            if not all(isinstance(record, dict) for record in records):
                raise ValueError("a record is no object")
            return records
        except Malformed as error:
            what = "nothing" if not answer.body.strip() else "something that is not JSON"
            raise self._line.trouble(f"answered with {what} where a list of '{resource.name}' was asked for") from error
        except ValueError as error:
            raise self._line.trouble(
                f"answered without '{resource.name}' where they were asked for: {error}",
                ErrorKind.HOLD,
                "Look at the platform's answer; its shape may have changed.",
            ) from error

    def _following(self, resource: Resource, answer: Answer, visited: set[httpx.URL]) -> httpx.URL | None:
        try:
            target = resource.paging.following(answer)
            url = None if target is None else httpx.URL(target)
        except (ValueError, httpx.InvalidURL) as error:
            raise self._line.trouble("names a next page at no usable address", ErrorKind.HOLD, _TELL_AUTHOR) from error
        if url is None:
            return None
        if not self._line.leads_to(url):
            raise self._line.trouble(
                f"names a next page at another host, {url.host}", ErrorKind.STOP, "Nothing was sent there."
            )
        if url in visited or len(visited) >= self._limits.pages:
            raise self._line.trouble(
                f"does not end its list of '{resource.name}': it pages in circles, or beyond {self._limits.pages} pages",
                ErrorKind.HOLD,
                _TELL_AUTHOR,
            )
        return url


def _since(resource: Resource, since: datetime | None) -> dict[str, str]:
    if since is None:
        return {}
    if resource.since is None:
        raise InvalidInput(
            f"'{resource.name}' cannot be read since a time.", remedy="Read all of it, or what one order has."
        )
    return {resource.since: since_text(since)}


def since_text(since: datetime) -> str:
    """A time as platforms are asked with it; raises InvalidInput for one without a zone."""
    if since.tzinfo is None:
        raise InvalidInput("The time to read since has no zone.", remedy="Give it with one, in UTC for example.")
    return since.astimezone(UTC).isoformat(timespec="seconds")
