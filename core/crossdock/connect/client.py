"""Reading lists from a platform.

What can go wrong outside comes out as PlatformError with its kind (see `line.py`); a list comes whole, once, from one
host, and ends.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

import anyio
import httpx

from crossdock.connect.answer import Answer
from crossdock.connect.connector import Connector, Query
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.paging import Asked, Page
from crossdock.connect.resource import Resource, at
from crossdock.connect.trail import Trail, mark_of
from crossdock.errors import ErrorKind, InvalidInput, Malformed, PlatformError

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
                mark = mark_of(record)
                if mark not in seen:
                    seen.add(mark)
                    yield record

    async def _pages(self, resource: Resource, query: Query) -> AsyncIterator[dict[str, Any]]:
        url = self._line.address(query.path, query.parameters, query.base)
        asked: Asked | None = Asked(str(url), query.body, query.method)
        trail = Trail(self._limits.pages)
        while asked is not None:
            answer = await self._line.get(httpx.URL(asked.url), asked.body, resource.format, asked.method)
            listed, records = self._records(resource, answer)
            page = Page(asked=asked, answer=answer, records=listed, before=trail.records)
            self._require_end(resource, trail.leave(page))
            for record in await self._whole(resource, records):
                yield record
            asked = self._following(resource, page, trail)
            if asked is not None and (pause := self._connector.pause(answer)) > 0:
                await self._sleep(pause)

    def _records(self, resource: Resource, answer: Answer) -> tuple[list[Any], list[Any]]:
        """What an answer lists, which paging counts, and the records taken out of that."""
        try:
            if resource.graphql and at(answer.document, "errors"):
                raise ValueError("it tells errors beside what it gives, so some of it is missing")
            listed = self._connector.listed_in(resource, answer)
            records = self._connector.inner_records(resource, listed)
            if not all(isinstance(record, dict) for record in records):
                raise ValueError("a record is no object")
            return listed, records
        except Malformed as error:
            what = "nothing" if not answer.body.strip() else f"something that is not {answer.format.title}"
            raise self._line.trouble(f"answered with {what} where a list of '{resource.name}' was asked for") from error
        except ValueError as error:
            raise self._unusual(resource, error) from error

    async def _whole(self, resource: Resource, records: list[Any]) -> list[Any]:
        try:
            return await self._connector.whole(self._line, resource, records)
        except ValueError as error:
            raise self._unusual(resource, error) from error

    def _unusual(self, resource: Resource, error: ValueError) -> PlatformError:
        return self._line.trouble(
            f"answered without '{resource.name}' where they were asked for: {error}",
            ErrorKind.HOLD,
            "Look at the platform's answer; its shape may have changed.",
        )

    def _following(self, resource: Resource, page: Page, trail: Trail) -> Asked | None:
        try:
            asked = resource.paging.following(page)
            url = None if asked is None else httpx.URL(asked.url)
        except httpx.InvalidURL as error:
            raise self._line.trouble("names a next page at no usable address", ErrorKind.HOLD, _TELL_AUTHOR) from error
        except ValueError as error:
            raise self._line.trouble(
                f"does not say how its list of '{resource.name}' goes on: {error}", ErrorKind.HOLD, _TELL_AUTHOR
            ) from error
        if asked is None or url is None:
            return None
        if not self._line.leads_to(url):
            raise self._line.trouble(
                f"names a next page at another host, {url.host}", ErrorKind.STOP, "Nothing was sent there."
            )
        self._require_end(resource, trail.onward(asked))
        return asked

    def _require_end(self, resource: Resource, endless: str) -> None:
        if endless:
            raise self._line.trouble(
                f"does not end its list of '{resource.name}': {endless}", ErrorKind.HOLD, _TELL_AUTHOR
            )


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
