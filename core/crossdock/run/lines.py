"""Open lines to platforms, one per connection, kept while the connection stays as it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self
from uuid import UUID

import msgspec

from crossdock.connect import Connector
from crossdock.connect.catalogue import Catalogue
from crossdock.connect.line import Line
from crossdock.connect.settings_form import fill
from crossdock.engine.ports import Clock
from crossdock.model.project import Connection, Project
from crossdock.run.allowance import SharedAllowance
from crossdock.run.call_counts import CallCounts
from crossdock.run.connection_secrets import ConnectionSecrets
from crossdock.run.gate import Gate
from crossdock.store.keyring import Keyring
from crossdock.store.unit_of_work import Store

if TYPE_CHECKING:
    import httpx


LOOK_SECONDS = 1.0
"""How often a connection is looked at for changes."""


class OpenLine(msgspec.Struct, frozen=True):
    """A connector with its settings, and the line on which it speaks."""

    connector: Connector
    line: Line
    gate: Gate
    """Which the line's requests pass."""


class Connectors:
    """Connectors with their settings filled in, kept while their connection stays as it is."""

    def __init__(self, catalogue: Catalogue, keyring: Keyring) -> None:
        self._catalogue, self.keyring = catalogue, keyring
        self._kept: dict[UUID, tuple[int, Connector]] = {}

    def of(self, connection: Connection, sealed: bytes) -> Connector:
        """Raises NotFound or PluginError where the connector cannot be had, ConfigurationError for its secrets."""
        revision, kept = self._kept.get(connection.id, (-1, None))
        if kept is None or revision != connection.revision:
            kept = self._fill(connection, sealed)
            self._kept[connection.id] = (connection.revision, kept)
        return kept

    def _fill(self, connection: Connection, sealed: bytes) -> Connector:
        connector = self._catalogue.connector(connection.connector)
        secrets = msgspec.json.decode(self.keyring.open(sealed), type=dict[str, str])
        return connector(fill(connector.settings_type, connection.settings, secrets))


class Lines:
    """The lines of one worker: `async with Lines(...) as lines: (await lines.of(...)).line`."""

    def __init__(
        self, store: Store, connectors: Connectors, clock: Clock, transport: Callable[[], httpx.AsyncBaseTransport]
    ) -> None:
        """`transport` makes what each line sends on; it keeps requests from addresses they may not reach."""
        self._store, self._connectors, self._clock, self._transport = store, connectors, clock, transport
        self._kept: dict[UUID, OpenLine] = {}
        self._seen: dict[tuple[UUID, str, str], tuple[float, OpenLine]] = {}
        self._open = AsyncExitStack()
        self.counts = CallCounts(store, clock)
        """Of the requests that go out on these lines."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._kept.clear()
        self._seen.clear()
        await self._open.aclose()

    async def of(self, project: Project, environment: str, name: str) -> OpenLine:
        """The line of a connection, whose changes take hold within a second.

        Raises NotFound where the environment has none of that name.
        """
        place = (project.id, environment, name)
        looked_at, opened = self._seen.get(place, (-LOOK_SECONDS, None))
        if opened is None or time.monotonic() - looked_at > LOOK_SECONDS:
            opened = await self._look(project, environment, name)
            self._seen[place] = (time.monotonic(), opened)
        return opened

    async def _look(self, project: Project, environment: str, name: str) -> OpenLine:
        async with self._store.read() as work:
            connection, sealed = await work.connections.get_sealed(project, environment, name)
        connector = self._connectors.of(connection, sealed)
        kept = self._kept.get(connection.id)
        if kept is None or kept.connector is not connector:
            # The line it replaces stays open until the worker ends: others may still be speaking on it.
            kept = await self._dial(project, connection, connector)
            self._kept[connection.id] = kept
        return kept

    async def _dial(self, project: Project, connection: Connection, connector: Connector) -> OpenLine:
        allowance = SharedAllowance(self._store, self._clock, connection.id, connector.rate)
        gate = Gate(self._store, connection.id, self.counts, allowance)
        keeper = ConnectionSecrets(
            self._store, self._connectors.keyring, project, connection.environment, connection.name
        )
        line = Line(connector, transport=self._transport(), allowance=gate, keeper=keeper)
        return OpenLine(connector, await self._open.enter_async_context(line), gate)
