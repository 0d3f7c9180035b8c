"""A sandbox of Fulfil, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest

from crossdock.connect import Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_fulfil.connector import Fulfil
from crossdock_fulfil.sandbox import start_data
from crossdock_fulfil.settings import FulfilSettings
from crossdock_fulfil.typed_json import TYPED_JSON

TEA, MUG, TIN = "TEA-ASSAM-250", "MUG-STONE-01", "TIN-ROUND-S"
PRICES = {TEA: "5.50", MUG: "14.00", TIN: "4.00"}
QUICK = {"requests_per_second": 10_000}
"""Time stands still in these tests, and with it the second in which requests are counted."""
AT = "/api/v2/model"
BUYER = {"name": "Alex Example", "address1": "1 Sample Street", "city": "Exampleton", "country_code": "GB"}


def new_order(*lines: tuple[str, int], number: int = 1, **changes: Any) -> Any:
    """A paid order of SKUs and quantities, as the connector takes it."""
    sale_lines = [
        {
            "channel_identifier": f"{number}-{place}",
            "sku": sku,
            "quantity": many,
            "unit_price": PRICES.get(sku, "1.00"),
            "amount": str(Decimal(PRICES.get(sku, "1.00")) * many),
        }
        for place, (sku, many) in enumerate(lines, 1)
    ]
    order = {
        "channel": start_data.SHOP,
        "channel_identifier": f"555{number}",
        "reference": f"#100{number}",
        "confirmed_at": "2026-03-02T08:59:30+00:00",
        "customer": {
            "name": "Alex Example",
            "channel_identifier": "62001",
            "contacts": [["email", "alex@example.com"]],
        },
        "billing_address": BUYER,
        "shipping_address": BUYER,
        "sale_lines": sale_lines,
        "shipping_lines": [{"carrier_service_code": "dpd_next", "description": "Next day", "amount": "3.95"}],
        "amount": str(sum((Decimal(str(line["amount"])) for line in sale_lines), Decimal("3.95"))),
        "currency_code": "GBP",
        "status": "pending",
        "financial_status": "paid",
        "fulfillment_status": "unshipped",
    }
    return {**order, **changes}


def arguments(order: Any) -> list[Any]:
    """As the call takes it."""
    return [order["channel"], {name: value for name, value in order.items() if name != "channel"}]


class Account:
    """The API, spoken to by hand."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        client.headers["x-api-key"] = start_data.TOKEN

    def call(self, model: str, method: str, *given: Any) -> httpx.Response:
        return self.client.put(f"{AT}/{model}/{method}", json=list(given))

    def ask(self, model: str, method: str, *given: Any) -> Any:
        """What a method answers, with plain values."""
        answer = self.call(model, method, *given)
        assert answer.is_success, answer.text
        return TYPED_JSON.decode(answer.content)

    def order(self, *lines: tuple[str, int], **changes: Any) -> Any:
        """An order that was taken, and is processed."""
        taken = self.ask("sale.channel", "create_order", *arguments(new_order(*lines, **changes)))
        self.control("advance", {"seconds": 30})
        return taken

    def now(self, order: Any) -> Any:
        """An order as it is now."""
        (found,) = self.ask("sale.sale", "read", [order["id"]], None)
        return found

    def shipments(self) -> list[tuple[str, int, dict[str, int]]]:
        """State, warehouse and goods of every shipment."""
        found = self.state()["shipments"]
        return [(each["state"], each["warehouse"], each["lines"]) for each in found]

    def levels(self, sku: str, warehouse: int = start_data.NORTH) -> tuple[int, int]:
        """What lies there, and what can be sold of it."""
        (found,) = [each for each in self.state()["stock"] if each["id"] == f"{warehouse}/{sku}"]
        return found["on_hand"], found["available"]

    def state(self) -> Any:
        return self.client.get("/_sandbox/state").json()

    def control(self, path: str, document: Any) -> None:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Fulfil, QUICK, StandingClock())) as address:
        yield address


@pytest.fixture
def account(address: str) -> Iterator[Account]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Account(client)


@pytest.fixture
def fulfil(address: str) -> Fulfil:
    secret = Secret(start_data.WEBHOOK_SECRET)
    return Fulfil(FulfilSettings(address=address, token=Secret(start_data.TOKEN), webhook_secret=secret))


@pytest.fixture
async def line(fulfil: Fulfil, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(fulfil, limits=LineLimits(seconds=5), transport=transport) as line:
        yield line


async def everything(fulfil: Fulfil, line: Line, resource: str, **asked: Any) -> list[Any]:
    """Every record of a resource."""
    return [record async for record in Reader(fulfil, line=line).read(resource, **asked)]
