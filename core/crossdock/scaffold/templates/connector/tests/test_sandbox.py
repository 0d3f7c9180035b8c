"""The sandbox keeps the contract of every sandbox, and the connector works against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import httpx
import pytest

from crossdock.connect import Incoming, Operation
from crossdock.connect.line import Line
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import fill
from crossdock.engine import json_text
from crossdock.testing import SandboxContract
from crossdock.testing.receiver import receiver
from crossdock.testing.sandbox_contract import NOW, Refused, StandingClock
from {{package}}.connector import {{Class}}
from {{package}}.sandbox import KEYS
from {{package}}.settings import {{Class}}Settings

SAMPLES = {{Class}}.resource("order").samples({{Class}}.package)
ORDER = json_text.decode(SAMPLES[0].payload)

Scene = tuple[httpx.Client, {{Class}}]


class Test{{Class}}Sandbox(SandboxContract):
    connector = {{Class}}
    read_path = "/api/orders"
    plain_resource = "order"
    small_pages: ClassVar[Mapping[str, Any]] = {"limit": 1}
    refused = (
        Refused(
            name="unknown-item",
            source="the documentation of orders",
            path="/orders",
            body={**ORDER, "lines": [{"sku": "NO-SUCH-THING", "quantity": 1}]},
            words="There is no item NO-SUCH-THING",
        ),
    )

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        for number in range(5):
            order = {**ORDER, "number": f"1-{number}"}
            client.post("/api/orders", json=order, headers={"X-Token": connection["token"]})
        return {}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:
        return {**ORDER, "number": "R-7"}


@pytest.fixture
def scene() -> Iterator[Scene]:
    """A fresh sandbox, spoken to by hand, and the connector that is set up for it."""
    made = start_sandbox({{Class}}, clock=StandingClock())
    with running(made) as address, httpx.Client(base_url=address) as client:
        plain = {"address": address}
        yield client, {{Class}}(fill({{Class}}Settings, plain, KEYS))


async def test_a_changed_order_is_told_and_believed(scene: Scene) -> None:
    client, connector = scene
    with receiver() as taking:
        client.post("/_sandbox/switches", json={"order_changed_url": taking.url})
        async with Line(connector) as line:
            await connector.write(line, connector.operation("create-order"), {**ORDER, "number": "7"}, {})
        (delivery,) = taking.wait_for(1)
    changed = connector.webhook("order-changed")
    incoming = Incoming(headers=delivery.headers, body=delivery.body, received_at=NOW)
    connector.verify(changed, incoming)
    (message,) = connector.messages(changed, incoming)
    assert message.identities == (("order", "7"),)
