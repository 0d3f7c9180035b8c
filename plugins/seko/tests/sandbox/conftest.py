"""A sandbox of SEKO, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.engine import json_text
from crossdock.testing.receiver import Receiver, receiver
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_seko.connector import Seko

SAMPLES = {
    name: {sample.name: json_text.decode(sample.payload) for sample in Seko.resource(name).samples(Seko.package)}
    for name in ("order", "product", "receipt")
}

OrderOf = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Seko, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def hub(address: str) -> Iterator[Hub]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Hub(client)


@pytest.fixture
def pushed() -> Iterator[Receiver]:
    with receiver() as taking:
        yield taking


class Hub:
    """The iHub, spoken to by hand."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.key = {"api_key": "sandbox-seko-key"}

    def post(self, path: str, document: Any = None) -> httpx.Response:
        return self.client.post(f"/api/{path}", params=self.key, json=document)

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.client.get(f"/api/{path}", params={**self.key, **query}, headers={"Accept": "application/json"})

    def submit(self, document: Any) -> str:
        """Submit a web order; why it was refused, or ''."""
        return self.words(self.post("salesorders/v4/websubmit", document))

    def cancel(self, number: str) -> str:
        """Cancel an order; why it was refused, or ''."""
        return self.words(self.post(f"salesorders/v3/{number}/cancel"))

    def words(self, answer: httpx.Response) -> str:
        """What a CallStatus says of a failure; '' for a success."""
        assert answer.status_code == 200
        status = answer.json()["CallStatus"]
        assert status["Success"] is (status["Message"] == "")
        assert status["Code"] == (0 if status["Success"] else 100)
        return str(status["Message"])

    def stock(self, **query: str) -> dict[tuple[str, str, str], int]:
        """What a stock read shows, by DC, product and kind of location."""
        lines = self.get("stock/v3/quantity", **query).json()["List"]["StockQuantityLineItem"]
        return {(line["DCCode"], line["ProductCode"], line["LocationType"]): line["Quantity"] for line in lines}

    def control(self, path: str, document: Any) -> httpx.Response:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text
        return answer

    def advance(self, minutes: float) -> None:
        self.control("advance", {"seconds": minutes * 60})

    def state(self, resource: str) -> dict[str, Any]:
        """What it holds of a kind, by id."""
        return {entry["id"]: entry for entry in self.client.get("/_sandbox/state").json()[resource]}


@pytest.fixture
def order() -> OrderOf:
    """Makes orders: of lines, with a number, and with whatever else is changed by its dotted path."""

    def make(number: str = "1001", lines: dict[str, int] | None = None, **changes: Any) -> dict[str, Any]:
        document: dict[str, Any] = copy.deepcopy(SAMPLES["order"]["standard"])
        document["WebSalesOrder"]["SalesOrderNumber"] = number
        wanted = {"TEAASSAM250": 2, "MUGSTONE01": 1} if lines is None else lines
        document["List"]["SalesOrderLineItem"] = [
            {"LineNumber": place, "ProductCode": code, "Quantity": quantity}
            for place, (code, quantity) in enumerate(wanted.items(), 1)
        ]
        for path, value in changes.items():
            change(document, path.replace("__", "."), value)
        return document

    return make


def change(document: Any, path: str, value: Any) -> None:
    """Set a value at a dotted path; None takes it away."""
    *above, last = path.split(".")
    for name in above:
        document = document[int(name) if name.isdigit() else name]
    if value is None:
        del document[last]
    else:
        document[last] = value
