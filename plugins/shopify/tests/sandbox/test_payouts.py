"""What buyers paid comes as payouts, days later, each with all of its transactions and what they cost."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from crossdock.connect import Secret
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.errors import InvalidInput
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import MUG, TEA, Admin

DAY = 24 * 3600


async def payouts(address: str, since: datetime | None = None, **asked: Any) -> list[Any]:
    token = Secret("sandbox-shopify-token")
    shopify = Shopify(ShopifySettings(shop="example-tea", access_token=token, address=address))
    async with Line(shopify) as line:
        return [payout async for payout in Reader(shopify, line=line).read("payout", since=since, **asked)]


async def test_a_payout_holds_what_was_paid_and_given_back_and_what_it_cost(address: str, shop: Admin) -> None:
    first, second = shop.buy((MUG, 2)), shop.buy((TEA, 1))
    shop.buy((TEA, 5), test=True)
    shop.made("orders.json", {"order": {"line_items": [{"variant_id": TEA}], "financial_status": "paid"}})
    line = {"line_item_id": second["line_items"][0]["id"], "quantity": 1, "restock_type": "no_restock"}
    (paid,) = shop.get(f"orders/{second['id']}/transactions.json").json()["transactions"]
    money = {"parent_id": paid["id"], "amount": "12.00", "kind": "refund", "gateway": paid["gateway"]}
    shop.made(f"orders/{second['id']}/refunds.json", {"refund": {"refund_line_items": [line], "transactions": [money]}})
    shop.control("advance", {"seconds": 3 * DAY})
    assert await payouts(address) == []
    assert [payout["status"] for payout in await payouts(address, status="in_transit")] == ["in_transit"]
    shop.control("advance", {"seconds": DAY})
    (payout,) = await payouts(address)
    lines = [line for line in payout["transactions"] if line["type"] != "payout"]
    assert sorted((line["type"], line["amount"], line["fee"], line["source_order_id"]) for line in lines) == [
        ("charge", "12.00", "0.45", second["id"]),
        ("charge", "28.00", "0.73", first["id"]),
        ("refund", "-12.00", "0.00", second["id"]),
    ]
    assert sum(Decimal(line["net"]) for line in lines) == Decimal(payout["amount"]) == Decimal("26.82")
    assert payout["summary"]["charges_fee_amount"] == "1.18"


async def test_what_was_issued_before_a_time_and_paid_since_is_read_too(address: str, shop: Admin) -> None:
    for _ in range(2):
        shop.buy((MUG, 1))
        shop.control("advance", {"seconds": 8 * DAY})
    first, second = sorted(payout["date"] for payout in await payouts(address))
    assert (first, second) == ("2026-03-05", "2026-03-13")
    assert len(await payouts(address, datetime(2026, 3, 15, 12, tzinfo=UTC))) == 2
    (late,) = await payouts(address, datetime(2026, 3, 16, tzinfo=UTC))
    assert late["date"] == second
    with pytest.raises(InvalidInput, match="no day"):
        await payouts(address, date_min="yesterday")
