"""A sandbox of OrderWise, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import pytest

from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.connect.settings_form import fill, secret_names
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_orderwise.connector import OrderWise
from crossdock_orderwise.sandbox import start_data
from crossdock_orderwise.settings import OrderWiseSettings

TEA, MUG, TIN = "TEA-ASSAM-250", "MUG-STONE-01", "TIN-ROUND-S"


def new_order(*lines: tuple[str, int], number: str = "5550001001", **header: Any) -> Any:
    """An order of variants and quantities, as it is sent: its date is of the installation's clock."""
    items = [
        {"variantCode": code, "itemNumber": place, "quantity": quantity, "itemGross": 5.5, "taxRateId": 1}
        for place, (code, quantity) in enumerate(lines, 1)
    ]
    return {
        "customer": {"id": start_data.WEB_SALES},
        "orderHeader": {
            "systemOrderType": 1,
            "deliveryMethodId": 1,
            "orderGross": 11.0,
            "eCommerceOrderNumber": number,
            "orderDate": "2026-03-02T09:00:00",
            **header,
        },
        "customerDeliveryAddress": {
            "deliveryName": "Alex Example",
            "address1": "1 Sample Street",
            "town": "Exampleton",
            "country": "GB",
            "postcode": "EX1 2MQ",
        },
        "orderLines": items,
    }


class Api:
    """The API, spoken to by hand."""

    def __init__(self, client: httpx.Client, connection: Mapping[str, Any]) -> None:
        self.client, self._proof = client, (connection["user"], connection["password"])
        self.log_in()

    def log_in(self) -> None:
        """Ask for a token; the one before may have ended."""
        token = self.client.get("/OWAPI/token/gettoken", auth=self._proof).json()
        self.client.headers["authorization"] = f"Bearer {token}"

    def works_on(self, minutes: int) -> None:
        """Time passes at the installation."""
        self.control("advance", seconds=minutes * 60)
        self.log_in()

    def order(self, *lines: tuple[str, int], **changes: Any) -> int:
        """The id of an order that was taken."""
        answer = self.send(new_order(*lines, **changes))
        assert answer.status_code == 201, answer.text
        made: int = answer.json()["id"]
        return made

    def send(self, order: Any, session: int = start_data.SHOP_SESSION) -> httpx.Response:
        return self.client.post("/OWAPI/sales/order", params={"session_id": session}, json=order)

    def cancel(self, order: int) -> httpx.Response:
        return self.client.post(f"/OWAPI/sales/orders/{order}/cancel", json={})

    def rows(self, definition: int, **parameters: str) -> list[Any]:
        """What a definition gives."""
        asked = [{"name": f"@{name}", "value": value} for name, value in parameters.items()]
        answer = self.client.post(
            f"/OWAPI/system/export-definition/{definition}", json=asked or [{"name": "", "value": None}]
        )
        assert answer.status_code == 200, answer.text
        rows: list[Any] = answer.json()
        return rows

    def status(self, order: int) -> str:
        rows = self.rows(start_data.ORDERS, changed_since="1753-01-01T00:00:00", number="")
        return str(next(row["status"] for row in rows if row["order_id"] == order))

    def despatches(self) -> list[tuple[str, str, float]]:
        """Delivery, variant and quantity of every line that has left."""
        rows = self.rows(start_data.DESPATCHES, changed_since="1753-01-01T00:00:00")
        return [(row["delivery_number"], row["variant_code"], row["quantity"]) for row in rows]

    def control(self, path: str, **document: Any) -> None:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(OrderWise, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def api(address: str) -> Iterator[Api]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Api(client, start_sandbox(OrderWise).connection(address))


@pytest.fixture
def orderwise(address: str) -> OrderWise:
    given = start_sandbox(OrderWise).connection(address)
    hidden = secret_names(OrderWiseSettings)
    plain = {name: value for name, value in given.items() if name not in hidden}
    return OrderWise(fill(OrderWiseSettings, plain, {name: given[name] for name in hidden if name in given}))
