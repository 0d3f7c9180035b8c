"""Acme's sandbox keeps the contract of every sandbox, and the connector works against it."""

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
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing import SandboxContract
from crossdock.testing.receiver import receiver
from crossdock.testing.sandbox_contract import NOW, Refused, StandingClock
from crossdock_acme.connector import Acme
from crossdock_acme.sandbox import KEYS
from crossdock_acme.settings import AcmeSettings

WAITING, LEFT = (json_text.decode(sample.payload) for sample in Acme.resource("parcel").samples(Acme.package)[::-1])


class TestAcmeSandbox(SandboxContract):
    connector = Acme
    read_path = "/api/parcels"
    plain_resource = "parcel"
    small_pages: ClassVar[Mapping[str, Any]] = {"limit": 1}
    refused = (
        Refused(
            name="unknown-item",
            source="Acme's API guide, chapter 4",
            path="/parcels",
            body={**WAITING, "lines": [{"sku": "NO-SUCH-THING", "quantity": 1}]},
            words="There is no item NO-SUCH-THING",
        ),
    )

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:
        for number in range(5):
            parcel = {**WAITING, "reference": f"R-{number}"}
            client.post("/api/parcels", json=parcel, headers={"X-Acme-Token": connection["token"]})
        return {}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:
        return {**WAITING, "reference": "R-7"}


@pytest.fixture
def sandbox() -> Iterator[tuple[httpx.Client, Acme]]:
    """A fresh sandbox, spoken to by hand, and the connector that is set up for it."""
    made = start_sandbox(Acme, clock=StandingClock())
    with running(made) as address, httpx.Client(base_url=address) as client:
        plain = {"address": address}
        yield client, Acme(fill(AcmeSettings, plain, KEYS))


async def test_a_site_that_is_counted_is_asked_again(sandbox: tuple[httpx.Client, Acme]) -> None:
    client, acme = sandbox
    client.post("/_sandbox/switches", json={"being_counted": True})
    async with Line(acme) as line:
        with pytest.raises(PlatformError, match="being counted") as raised:
            await acme.write(line, acme.operation("create-parcel"), WAITING, {})
    assert raised.value.kind is ErrorKind.RETRY


async def test_a_parcel_that_leaves_is_told_and_believed(sandbox: tuple[httpx.Client, Acme]) -> None:
    client, acme = sandbox
    with receiver() as taking:
        client.post("/_sandbox/switches", json={"parcel_left_url": taking.url})
        async with Line(acme) as line:
            await acme.write(line, acme.operation("create-parcel"), {**WAITING, "reference": "R-7"}, {})
        client.post("/_sandbox/advance", json={"seconds": 3600})
        (delivery,) = taking.wait_for(1)
    left = acme.webhook("parcel-left")
    incoming = Incoming(headers=delivery.headers, body=delivery.body, received_at=NOW.replace(minute=30))
    acme.verify(left, incoming)
    (message,) = acme.messages(left, incoming)
    assert message.identities == (("parcel", "R-7"), ("tracking", "XX0000000003"))
