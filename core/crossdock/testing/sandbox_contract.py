"""The contract of a sandbox: inherit it, name the connector, and every check runs on it, over real HTTP.

class TestAcmeSandbox(SandboxContract):
    connector = Acme
    read_path = "/api/orders"
    plain_resource = "product"

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        client.post("/api/orders", headers={"X-Token": connection["token"]}, json={"number": 1})
        return {"refund": {"order_id": 1}}
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import pytest

from crossdock.connect import Connector
from crossdock.connect.client import Reader
from crossdock.connect.sandbox import Sandbox, start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import fill, secret_names
from crossdock.engine.schema import SchemaCheck
from crossdock.errors import ErrorKind, PlatformError
from crossdock.model.problem import Side

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class StandingClock:
    """A clock that only an advance moves."""

    def now(self) -> datetime:
        return NOW


class SandboxContract(ABC):
    """What everyone may rely on with every sandbox."""

    connector: ClassVar[type[Connector]]
    read_path: ClassVar[str]
    """A path that is read with GET, and without a key answered with 401."""
    plain_resource: ClassVar[str]
    """A resource of which a fresh sandbox holds some, and whose reading needs nothing."""

    @abstractmethod
    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        """Put what is to be read into the sandbox; what reading each resource needs, by its name."""

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
        with httpx.Client(base_url=address) as client:
            client.post("/_sandbox/reset")
            yield client

    def connect(self, connection: Mapping[str, str]) -> Connector:
        """The connector, set up as the sandbox says."""
        secrets = {name: connection[name] for name in secret_names(self.connector.settings_type) if name in connection}
        plain = {name: value for name, value in connection.items() if name not in secrets}
        return self.connector(fill(self.connector.settings_type, plain, secrets))

    @pytest.mark.anyio
    async def test_every_resource_is_read_as_its_schema_says(
        self, sandbox: Sandbox[Any], address: str, client: httpx.Client
    ) -> None:
        connection = sandbox.connection(address)
        parameters = self.prepare(client, connection)
        async with Reader(self.connect(connection)) as reader:
            for resource in self.connector.resources:
                if resource.path is None:
                    continue
                records = [r async for r in reader.read(resource.name, **parameters.get(resource.name, {}))]
                assert records, f"put something into the sandbox to read as '{resource.name}'"
                check = SchemaCheck(resource.schema(self.connector.package))
                assert [check.problems(record, Side.SOURCE) for record in records] == [()] * len(records)
                assert len({resource.key_of(record) for record in records}) == len(records)

    @pytest.mark.anyio
    async def test_a_wrong_secret_stops_the_connection(self, sandbox: Sandbox[Any], address: str) -> None:
        secret = self.connector.auth.settings[-1]
        connector = self.connect({**sandbox.connection(address), secret: "made-up-and-wrong"})
        with pytest.raises(PlatformError) as raised:
            await self._read(connector)
        assert raised.value.kind is ErrorKind.STOP

    @pytest.mark.anyio
    @pytest.mark.parametrize("seconds", [None, 3.5])
    async def test_a_throttled_read_is_tried_again(
        self, seconds: float | None, sandbox: Sandbox[Any], address: str
    ) -> None:
        await ask_for(address, kind="throttle", seconds=seconds)
        with pytest.raises(PlatformError) as raised:
            await self._read(self.connect(sandbox.connection(address)))
        assert (raised.value.kind, raised.value.status) == (ErrorKind.RETRY, 429)
        assert raised.value.retry_after == seconds

    @pytest.mark.anyio
    @pytest.mark.parametrize("fault", [{"kind": "reset"}, {"kind": "timeout", "seconds": 0.05}, {"kind": "status"}])
    async def test_trouble_is_tried_again(self, fault: Mapping[str, Any], sandbox: Sandbox[Any], address: str) -> None:
        await ask_for(address, **fault)
        connector = self.connect(sandbox.connection(address))
        with pytest.raises(PlatformError) as raised:
            await self._read(connector)
        assert raised.value.kind is ErrorKind.RETRY
        assert await self._read(connector)

    def test_every_holding_has_an_id_of_its_own_and_how_often_it_was_received(
        self, sandbox: Sandbox[Any], address: str, client: httpx.Client
    ) -> None:
        self.prepare(client, sandbox.connection(address))
        state = client.get("/_sandbox/state").json()
        for kind, holdings in state.items():
            assert all(isinstance(holding["id"], str) and holding["received"] >= 0 for holding in holdings), kind
            assert len({holding["id"] for holding in holdings}) == len(holdings), kind

    def test_a_reset_brings_everything_back(self, sandbox: Sandbox[Any], address: str, client: httpx.Client) -> None:
        before = client.get("/_sandbox/state").content
        switches = client.get("/_sandbox/switches").content
        self.prepare(client, sandbox.connection(address))
        client.post("/_sandbox/faults", json={"kind": "reset", "share": 1})
        client.post("/_sandbox/advance", json={"seconds": 90_000})
        assert client.get("/_sandbox/state").content != before
        assert client.post("/_sandbox/reset").json() == {"now": "2026-03-02T09:00:00Z"}
        assert client.get("/_sandbox/state").content == before
        assert client.get("/_sandbox/switches").content == switches
        assert client.get("/_sandbox/faults").json() == {"faults": []}

    def test_time_passes_when_it_is_told_to(self, client: httpx.Client) -> None:
        assert client.post("/_sandbox/advance", json={"seconds": 60}).json() == {"now": "2026-03-02T09:01:00Z"}
        assert client.post("/_sandbox/advance", json={"seconds": 0.5}).json() == {"now": "2026-03-02T09:01:00.500000Z"}

    @pytest.mark.parametrize(
        ("path", "body", "status"),
        [
            ("advance", b'{"seconds": 0}', 422),
            ("advance", b'{"seconds": 1e12}', 422),
            ("advance", b"{}", 422),
            ("advance", b"later", 400),
            ("advance", b"", 400),
            ("faults", b'{"kind": "reset"}', 422),
            ("faults", b'{"kind": "reset", "next": 1, "share": 0.5}', 422),
            ("faults", b'{"kind": "reset", "next": 0}', 422),
            ("faults", b'{"kind": "reset", "share": 1.5}', 422),
            ("faults", b'{"kind": "earthquake", "next": 1}', 422),
            ("faults", b'{"kind": "status", "next": 1, "status": 200}', 422),
            ("faults", b'{"kind": "latency", "next": 1, "seconds": 301}', 422),
            ("faults", b'{"kind": "reset", "next": 1, "wen": "now"}', 422),
            ("faults", b"[]", 422),
            ("switches", b'{"no_such_switch": 1}', 422),
            ("nothing", b"{}", 404),
        ],
    )
    def test_what_cannot_be_done_is_refused_in_plain_words(
        self, path: str, body: bytes, status: int, client: httpx.Client
    ) -> None:
        answer = client.post(f"/_sandbox/{path}", content=body)
        assert answer.status_code == status
        assert answer.json()["detail"]
        assert answer.json()["remedy"]

    def test_there_is_an_end_to_trouble(self, client: httpx.Client) -> None:
        statuses = [
            client.post("/_sandbox/faults", json={"kind": "reset", "next": 1, "path": "/no-such-path"}).status_code
            for _ in range(101)
        ]
        assert statuses == [201] * 100 + [422]
        assert client.delete("/_sandbox/faults").json() == {"faults": []}

    def test_a_fault_befalls_its_own_calls_only_and_in_its_share(self, client: httpx.Client) -> None:
        wanted = {"kind": "status", "status": 502, "share": 0.25, "method": "GET", "path": "*"}
        client.post("/_sandbox/faults", json=wanted)
        statuses = [client.get(self.read_path).status_code for _ in range(12)]
        assert [number for number, status in enumerate(statuses, 1) if status == 502] == [4, 8, 12]
        assert client.put(self.read_path).status_code != 502
        (active,) = client.get("/_sandbox/faults").json()["faults"]
        assert (active["calls"], active["hits"]) == (12, 3)

    async def _read(self, connector: Connector) -> list[Any]:
        async with Reader(connector) as reader:
            return [record async for record in reader.read(self.plain_resource)]


async def ask_for(address: str, **fault: Any) -> None:
    """Ask a sandbox for trouble."""
    async with httpx.AsyncClient(base_url=address) as client:
        answer = await client.post("/_sandbox/faults", json={"next": 1, **fault})
    assert answer.status_code == 201
