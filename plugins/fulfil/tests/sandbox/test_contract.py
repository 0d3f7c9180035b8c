"""Fulfil's sandbox keeps the contract of every sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest

from crossdock.connect import Operation
from crossdock.connect.sandbox import Sandbox, start_sandbox
from crossdock.testing import Refused, SandboxContract
from crossdock.testing.sandbox_contract import StandingClock
from crossdock_fulfil.connector import Fulfil
from crossdock_fulfil.sandbox.inferred import Inferred
from crossdock_fulfil.sandbox.start_data import SHOP

from .conftest import MUG, QUICK, TEA, Account, arguments, new_order

GUIDE = "Fulfil's developer guide, Creating orders"
CREATE = "/model/sale.channel/create_order"


def refused(name: str, words: str, order: Any) -> Refused:
    return Refused(name=name, source=GUIDE, method="PUT", path=CREATE, body=arguments(order), status=400, words=words)


REFUSED = (
    refused("order-with-unknown-sku", "NO-SUCH", new_order(("NO-SUCH", 1))),
    refused("order-whose-total-differs", "come to 9.45", new_order((TEA, 1), amount="9.50")),
    refused("order-without-lines", "sale_lines", new_order((TEA, 1), sale_lines=[])),
    refused(
        "order-with-unknown-service",
        "by_balloon",
        new_order(
            (TEA, 1),
            shipping_lines=[{"carrier_service_code": "by_balloon", "description": "Balloon", "amount": "3.95"}],
        ),
    ),
    refused(
        "order-with-unknown-tax",
        "Tax on tea",
        new_order(
            (TEA, 1),
            sale_lines=[
                {
                    "channel_identifier": "1",
                    "sku": TEA,
                    "quantity": 1,
                    "unit_price": "5.50",
                    "amount": "5.50",
                    "tax_lines": [{"name": "Tax on tea", "rate": "0.2", "amount": "1.10"}],
                }
            ],
        ),
    ),
    Refused(
        name="unknown-record",
        source="Fulfil's public Ruby client: 404",
        method="GET",
        path="/model/sale.sale/7",
        status=404,
    ),
    Refused(
        name="entry-that-is-posted",
        source="Fulfil's public Ruby client: Allowed states: draft",
        path="/model/account.move",
        body=[
            {
                "journal": 5001,
                "date": {"__class__": "date", "year": 2026, "month": 3, "day": 2},
                "state": "posted",
                "lines": [],
            }
        ],
        status=400,
        words="Allowed states: draft",
    ),
)


class TestFulfilSandbox(SandboxContract):
    connector = Fulfil
    read_path = "/api/v2/model/sale.sale"
    plain_resource = "product"
    small_pages: ClassVar[Mapping[str, Any]] = {"limit": 2}
    refused = REFUSED

    @pytest.fixture(scope="class")
    @classmethod
    def sandbox(cls) -> Sandbox[Any]:
        return start_sandbox(Fulfil, QUICK, StandingClock())

    def prepare(self, client: httpx.Client, connection: Mapping[str, str]) -> Mapping[str, Mapping[str, Any]]:  # noqa: ARG002
        account = Account(client)
        account.order((TEA, 2), (MUG, 3))
        account.control("advance", {"seconds": 3 * 3600})
        account.control("returns", {"order": "#1001", "sku": TEA, "quantity": 1})
        return {}

    def written(self, operation: Operation, client: httpx.Client, connection: Mapping[str, str]) -> Any:  # noqa: ARG002
        match operation.name:
            case "create-order":
                return new_order((TEA, 2))
            case "set-customer":
                return {"code": "62009", "name": "Zoë Beispiel-Muñoz"}
            case "create-journal-entry":
                return entry()
        Account(client).order((TEA, 2))
        named = {"channel": SHOP, "channel_identifier": "5551"}
        if operation.name == "cancel-order":
            return named
        return {**named, "reason": "refund-1", "lines": [{"channel_identifier": "1-1", "quantity": 1}]}


def entry() -> Any:
    """A posting of a payout."""
    lines = [
        {"account": 5101, "debit": "63.10", "credit": "0.00"},
        {"account": 5102, "debit": "1.90", "credit": "0.00"},
        {"account": 5104, "debit": "0.00", "credit": "65.00"},
    ]
    return {"journal": 5001, "date": "2026-03-02", "description": "Shopify payout 1", "lines": lines}


def test_every_inferred_switch_is_listed_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text()
    for name in Inferred.__struct_fields__:
        assert f"`{name}`" in readme, name
