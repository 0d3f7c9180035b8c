"""What the contract of a sandbox runs on: the sandbox, served on loopback, and the connector that speaks to it."""

from __future__ import annotations

import ssl
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import pytest

from crossdock.connect import Connector, Operation
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.connect.sandbox import Sandbox, start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import fill, secret_names

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""A sandbox is served without TLS: no certificates need loading."""


class StandingClock:
    """A clock that only an advance moves."""

    def now(self) -> datetime:
        return NOW


class SandboxSubject(ABC):
    """The sandbox under test; a subclass fills in what has no value, and `prepare`."""

    connector: ClassVar[type[Connector]]
    read_path: ClassVar[str]
    """A path that is read with GET, and without a key answered with 401."""
    plain_resource: ClassVar[str]
    """A resource of which a fresh sandbox holds some, and whose reading needs nothing."""
    small_pages: ClassVar[Mapping[str, Any]] = {}
    """What makes the pages of that resource so small that there are several: {"limit": 1}; {} where it has no pages."""

    @abstractmethod
    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        """Put what is to be read into the sandbox; what reading each resource needs, by its name."""

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:  # noqa: ARG002  # to override
        """A message that the sandbox takes, after putting into it what the message is about. Override it for operations."""
        raise AssertionError(f"say in `written` what to write by '{operation.name}', so that it can be tried twice")

    def written_together(
        self,
        operation: Operation,
        client: httpx.Client,  # noqa: ARG002  # to override
        connection: Mapping[str, str],  # noqa: ARG002  # to override
    ) -> tuple[Sequence[Any], int]:
        """Messages for one call, and the place of the only one that the sandbox refuses. Override it for operations that
        take a batch."""
        raise AssertionError(f"say in `written_together` what to write at once by '{operation.name}'")

    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @pytest.fixture(scope="class")
    @classmethod
    def sandbox(cls) -> Sandbox[Any]:
        return start_sandbox(cls.connector, clock=StandingClock())

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls, sandbox: Sandbox[Any]) -> Iterator[str]:
        with running(sandbox) as address:
            yield address

    @pytest.fixture(autouse=True)
    def client(self, address: str) -> Iterator[httpx.Client]:
        """At the beginning again, whatever the check before this one did."""
        with httpx.Client(base_url=address, verify=NO_TLS) as client:
            client.post("/_sandbox/reset")
            yield client

    @pytest.fixture
    def connection(self, sandbox: Sandbox[Any], address: str) -> Mapping[str, str]:
        return sandbox.connection(address)

    def connect(self, connection: Mapping[str, str]) -> Connector:
        """The connector, set up as the sandbox says."""
        secrets = {name: connection[name] for name in secret_names(self.connector.settings_type) if name in connection}
        plain = {name: value for name, value in connection.items() if name not in secrets}
        return self.connector(fill(self.connector.settings_type, plain, secrets))

    @asynccontextmanager
    async def line(self, connector: Connector) -> AsyncIterator[Line]:
        """A line to the sandbox."""
        async with Line(connector, transport=httpx.AsyncHTTPTransport(verify=NO_TLS)) as line:
            yield line

    async def read(self, connector: Connector, resource: str, **parameters: Any) -> list[Any]:
        """Every record of a resource."""
        async with self.line(connector) as line:
            return [record async for record in Reader(connector, line=line).read(resource, **parameters)]


def ask_for(client: httpx.Client, **fault: Any) -> None:
    """Ask a sandbox for trouble with the next call."""
    answer = client.post("/_sandbox/faults", json={"next": 1, **fault})
    assert answer.status_code == 201, answer.text


def holdings(client: httpx.Client) -> dict[str, dict[str, Any]]:
    """What a sandbox holds, by kind and id; how often each was received is left out."""
    state = client.get("/_sandbox/state").json()
    return {kind: {one["id"]: {**one, "received": None} for one in found} for kind, found in state.items()}
