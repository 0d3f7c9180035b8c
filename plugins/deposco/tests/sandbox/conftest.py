"""A sandbox of Deposco, served for each module of tests and brought back to its beginning for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest

from crossdock.connect import Secret
from crossdock.connect.line import Line, LineLimits
from crossdock.connect.outbound import guarded_transport
from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_deposco.connector import Deposco
from crossdock_deposco.sandbox import start_data
from crossdock_deposco.settings import DeposcoSettings

TEA, MUG, TIN = "TEA-ASSAM-250", "MUG-STONE-01", "TIN-ROUND-S"
RECIPIENT = {"firstName": "Alex", "lastName": "Example"}
ADDRESS = {"line1": "1 Sample Street", "city": "Exampleton", "postalCode": "EX1 2MP", "country": "GB"}
UNIT = start_data.unit(start_data.UNIT)


def reference(**key: Any) -> Any:
    return {"businessKey": key}


def line(number: str, item: str, quantity: int, pack: int = 1) -> Any:
    """A line of an order or a return."""
    return {
        "lineNumber": number,
        "item": reference(number=item),
        "pack": reference(quantity=pack),
        "orderPackQuantity": quantity,
    }


def new_order(*lines: tuple[str, int], number: str = "1001", **changes: Any) -> Any:
    """A sales order of items and quantities, as it is sent."""
    rows = [line(str(place), item, quantity) for place, (item, quantity) in enumerate(lines, 1)]
    order = {
        "businessUnit": UNIT,
        "number": number,
        "orderStatus": "New",
        "shipToContact": RECIPIENT,
        "shipToAddress": ADDRESS,
        "orderLines": {"data": rows},
    }
    return {**order, **changes}


def new_customer_order(*items: str, number: str = "WEB-1001", **changes: Any) -> Any:
    """A customer order of one of some items, as it is sent without what wraps it."""
    rows = [
        {"externalLineNumber": f"{number}-{place}", "itemNumber": item, "orderQuantity": 1, "packQuantity": 1}
        for place, item in enumerate(items, 1)
    ]
    order = {
        "businessUnit": UNIT,
        "externalOrderNumber": number,
        "placedDate": "2026-03-02T08:59:00Z",
        "tradingPartner": reference(code="WEB"),
        "primarySalesChannel": reference(code=start_data.UNIT),
        "shipVia": "Standard",
        "shipToContact": {**RECIPIENT, **ADDRESS},
        "coLines": {"data": rows},
    }
    return {**order, **changes}


def new_return(*lines: tuple[str, int], number: str = "R-1", parent: str = "1001", **changes: Any) -> Any:
    """A return of items and quantities, as it is sent."""
    rows = [line(str(place), item, quantity) for place, (item, quantity) in enumerate(lines, 1)]
    body = {
        "businessUnit": UNIT,
        "number": number,
        "parentOrder": reference(number=parent),
        "shipToFacility": reference(number=start_data.NORTH),
        "orderLines": {"data": rows},
    }
    return {**body, **changes}


class Environment:
    """The newer API, spoken to by hand."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.control("switches", {"bucket_size": 10_000})
        self.authorise()

    def authorise(self) -> None:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": start_data.REFRESH_TOKEN,
            "client_id": start_data.CLIENT,
            "client_secret": start_data.CLIENT_SECRET,
        }
        token = self.client.post("/oauth2/token", data=form).json()["access_token"]
        self.client.headers["authorization"] = f"Bearer {token}"

    def get(self, path: str, **query: Any) -> Any:
        answer = self.client.get(f"/latest{path}", params=query)
        assert answer.is_success, answer.text
        return answer.json()

    def post(self, path: str, body: Any = None) -> httpx.Response:
        return self.client.post(f"/latest{path}", **({} if body is None else {"json": body}))

    def order(self, *lines: tuple[str, int], **changes: Any) -> int:
        """The id of an order that was taken."""
        answer = self.post("/orders/salesOrders", new_order(*lines, **changes))
        assert answer.status_code == 201, answer.text
        return int(answer.json()["salesOrder"]["self"]["id"])

    def now(self, order: int) -> Any:
        """An order as it is now."""
        return self.get(f"/orders/salesOrders/{order}")["salesOrder"]

    def level(self, item: str, facility: str = start_data.NORTH) -> tuple[int, int, int]:
        """What is there, set aside, and can be promised."""
        state = self.client.get("/_sandbox/state").json()["stock"]
        found = next(one for one in state if one["id"] == f"{facility}/{item}")
        return found["total"], found["allocated"], found["available"]

    def work_on(self, minutes: float) -> None:
        self.control("advance", {"seconds": minutes * 60})
        self.authorise()

    def control(self, path: str, document: Any) -> None:
        answer = self.client.post(f"/_sandbox/{path}", json=document)
        assert answer.is_success, answer.text


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(start_sandbox(Deposco, clock=StandingClock())) as address:
        yield address


@pytest.fixture
def environment(address: str) -> Iterator[Environment]:
    with httpx.Client(base_url=address) as client:
        client.post("/_sandbox/reset")
        yield Environment(client)


@pytest.fixture
def deposco(address: str) -> Deposco:
    return Deposco(
        DeposcoSettings(
            business_unit=start_data.UNIT,
            client_id=start_data.CLIENT,
            client_secret=Secret(start_data.CLIENT_SECRET),
            refresh_token=Secret(start_data.REFRESH_TOKEN),
            address=address,
            auth_address=address,
            legacy_address=f"{address}/integration/{start_data.LEGACY_CODE}",
            legacy_user=start_data.LEGACY_USER,
            legacy_password=Secret(start_data.LEGACY_PASSWORD),
        )
    )


@pytest.fixture
async def open_line(deposco: Deposco, address: str) -> AsyncIterator[Line]:
    transport = guarded_transport(frozenset({address.removeprefix("http://")}))
    async with Line(deposco, limits=LineLimits(seconds=2), transport=transport) as line:
        yield line
