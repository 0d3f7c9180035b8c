"""Trying a connection: whether its platform answers, and takes our credentials."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from crossdock.connect.connector import Connector, Query
from crossdock.connect.resource import Resource
from crossdock.engine.ports import Clock
from crossdock.errors import InvalidInput, Malformed, PlatformError
from crossdock.model.access import Principal, Right
from crossdock.run.lines import Connectors, Lines, OpenLine
from crossdock.store.unit_of_work import Store
from crossdock.studio.access import open_project
from crossdock.studio.connection_failures import told
from crossdock.studio.environment import require_environment

if TYPE_CHECKING:
    import httpx


class ConnectionTest(msgspec.Struct, frozen=True, kw_only=True):
    """What became of asking a platform."""

    works: bool
    message: str
    """What was read, or why nothing was."""
    remedy: str = ""


class ConnectionTests:
    def __init__(
        self, store: Store, connectors: Connectors, clock: Clock, transport: Callable[[], httpx.AsyncBaseTransport]
    ) -> None:
        """`transport` makes what the platform is asked on; it keeps requests from addresses they may not reach."""
        self._store, self._connectors, self._clock, self._transport = store, connectors, clock, transport

    async def run(self, caller: Principal, project: str, environment: str, connection: str) -> ConnectionTest:
        """Read the first page of a list from the platform, and forget it; nothing is written there.

        Raises NotFound, and InvalidInput where the connector has no list that can be read without more being said.
        """
        async with self._store.begin() as work:
            opened = await open_project(work, caller, project, Right.OPERATE)
            require_environment(opened, environment)
            await work.connections.get(opened, environment, connection)
            await work.audit.record(caller.name, opened, "connection.test", f"connection {environment}/{connection}")
        async with Lines(self._store, self._connectors, self._clock, self._transport) as lines:
            return await _ask(await lines.of(opened, environment, connection))


async def _ask(opened: OpenLine) -> ConnectionTest:
    try:
        told = await opened.connector.probe(opened.line)
    except PlatformError as error:
        return ConnectionTest(works=False, message=error.message, remedy=error.remedy)
    return ConnectionTest(works=True, message=told) if told else await _first_page(opened)


async def _first_page(opened: OpenLine) -> ConnectionTest:
    resource, query = _question(opened.connector)
    try:
        address = opened.line.address(query.path, query.parameters, query.base)
        answer = await opened.line.get(address, query.body, resource.format, query.method)
        found = opened.connector.inner_records(resource, opened.connector.listed_in(resource, answer))
    except PlatformError as error:
        message, remedy = told(error, opened.connector)
        return ConnectionTest(works=False, message=message, remedy=remedy)
    except (Malformed, ValueError) as error:
        return ConnectionTest(
            works=False,
            message=f"{opened.connector.title} answered, but with no list of '{resource.name}': {error}",
            remedy="Look whether the address is the platform's, and not that of a page before it.",
        )
    many = f"{len(found)} of '{resource.name}' on the first page"
    return ConnectionTest(works=True, message=f"{opened.connector.title} answered: {many}.")


def _question(connector: Connector) -> tuple[Resource, Query]:
    for resource in connector.resources:
        if resource.path is None:
            continue
        try:
            return resource, next(iter(connector.queries(resource, {})))
        except InvalidInput:
            continue  # This list needs to be told what is asked for; another may not.
    raise InvalidInput(
        f"Nothing can be read from {connector.title} without saying what is asked for.",
        code="nothing-to-ask",
        remedy="Watch the first record of a flow, or fill in the settings that its lists need.",
    )
