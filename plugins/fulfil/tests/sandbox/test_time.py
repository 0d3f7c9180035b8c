"""What becomes of orders as time passes, and what the connector reads of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from crossdock.connect import Incoming
from crossdock.connect.client import Reader
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import ErrorKind, PlatformError
from crossdock.testing.receiver import receiver
from crossdock_fulfil.connector import Fulfil
from crossdock_fulfil.sandbox.start_data import EAST, NORTH

from .conftest import MUG, TEA, TIN, Account, everything

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LEAVES, NEXT = 120 * 60, 30 * 60


async def test_each_warehouse_sends_its_own_shipment_at_its_own_time(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    order = account.order((TEA, 1), (MUG, 3))
    assert account.shipments() == [("assigned", NORTH, {TEA: 1, MUG: 2}), ("assigned", EAST, {MUG: 1})]
    account.control("advance", {"seconds": LEAVES})
    (first,) = await everything(fulfil, line, "shipment")
    assert (first["order"]["reference"], first["carrier_rec_name"], first["state"]) == ("#1001", "DPD UK", "done")
    assert {move["product_code"]: move["quantity"] for move in first["outgoing_moves"]} == {TEA: 1, MUG: 2}
    assert account.now(order)["state"] == "processing"
    account.control("advance", {"seconds": NEXT})
    assert [each["warehouse_code"] for each in await everything(fulfil, line, "shipment")] == ["NORTH", "EAST"]
    assert account.now(order)["state"] == "done"


async def test_stock_counts_what_is_reserved_as_soon_as_orders_are_processed(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    account.order((TEA, 3), (TIN, 2))
    lines = await everything(fulfil, line, "stock_line")
    stock = fulfil.stock(fulfil.resource("stock"), lines, [("GONE-01", str(NORTH))], NOW)
    levels = {(level["sku"], level["location"]): level["available"] for level in stock}
    assert account.levels(TEA) == (120, 117)
    assert [levels[TEA, str(NORTH)], levels[TEA, str(EAST)], levels[TIN, str(NORTH)]] == [117, 60, 0]
    assert levels["GONE-01", str(NORTH)] == 0
    assert account.levels(TIN) == (0, -2)


async def test_what_was_short_waits_for_goods_and_leaves_then(account: Account) -> None:
    order = account.order((TEA, 1), (TIN, 2))
    assert account.shipments() == [("assigned", NORTH, {TEA: 1}), ("waiting", NORTH, {TIN: 2})]
    account.control("advance", {"seconds": LEAVES})
    account.control("stock-arrivals", {"sku": TIN, "quantity": 5})
    assert [state for state, *_ in account.shipments()] == ["done", "assigned"]
    account.control("advance", {"seconds": LEAVES})
    assert (account.now(order)["state"], account.levels(TIN)) == ("done", (3, 3))


async def test_a_return_is_received_and_its_goods_are_on_sale_again(
    fulfil: Fulfil, line: Line, account: Account
) -> None:
    account.order((TEA, 2))
    account.control("advance", {"seconds": LEAVES})
    account.control("returns", {"order": "#1001", "sku": TEA, "quantity": 2})
    (expected,) = await everything(fulfil, line, "return")
    assert (expected["state"], expected["order"]["reference"]) == ("draft", "#1001")
    account.control("advance", {"seconds": 3 * 24 * 3600})
    assert [each["state"] for each in await everything(fulfil, line, "return")] == ["received"]
    account.control("advance", {"seconds": 3600})
    assert account.levels(TEA) == (120, 120)


async def test_only_what_changed_since_is_read(fulfil: Fulfil, line: Line, account: Account) -> None:
    account.control("advance", {"seconds": 3600})
    account.control("prices", {"sku": TEA, "price": "5.95"})
    (product,) = await everything(fulfil, line, "product", since=NOW + timedelta(minutes=30))
    assert (product["code"], product["list_price"], product["changed_at"]) == (
        TEA,
        "5.95",
        "2026-03-02T10:00:00+00:00",
    )


async def test_a_list_is_whole_where_answers_are_cut_short(fulfil: Fulfil, line: Line, account: Account) -> None:
    whole = await everything(fulfil, line, "product")
    account.control("switches", {"largest_answer": 3})
    assert await everything(fulfil, line, "product") == whole
    assert len(whole) == 7


async def test_a_request_too_many_in_a_second_waits(fulfil: Fulfil, line: Line, account: Account) -> None:
    account.control("switches", {"requests_per_second": 2})
    answers = [account.call("product.product", "search_count", []) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert (answers[1].headers["x-ratelimit-remaining"], answers[2].headers["retry-after"]) == ("0", "1")


async def test_webhooks_are_signed_and_what_they_tell_of_is_read(fulfil: Fulfil, line: Line, account: Account) -> None:
    sent = fulfil.webhook("shipment-sent")
    with receiver() as mail:
        account.control("switches", {"shipment_url": f"{mail.url}/shipments"})
        account.order((TEA, 2))
        account.control("advance", {"seconds": LEAVES})
        mail.wait_for(1)
        (delivery,) = mail.deliveries
    incoming = Incoming(headers=delivery.headers, body=delivery.body, received_at=NOW)
    fulfil.verify(sent, incoming)
    (message,) = fulfil.messages(sent, incoming)
    shipment = await fulfil.fetch(line, sent, json_text.decode(message.payload), NOW)
    (listed,) = [record async for record in Reader(fulfil, line=line).read("shipment")]
    assert shipment == listed
    assert (message.key, message.version) == (str(listed["id"]), listed["changed_at"])
    with pytest.raises(PlatformError, match="does not show it") as raised:
        await fulfil.fetch(line, sent, {"model": "stock.shipment.out", "id": 7}, NOW)
    assert raised.value.kind is ErrorKind.HOLD


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("returns", {"order": "#9", "sku": TEA, "quantity": 1}, 404),
        ("returns", {"order": "#1001", "sku": TEA, "quantity": 1}, 422),
        ("stock-arrivals", {"sku": "NO-SUCH", "quantity": 1}, 404),
        ("stock-arrivals", {"sku": TIN, "quantity": 1, "warehouse": 7}, 404),
        ("prices", {"sku": TEA, "price": "-1"}, 422),
    ],
)
def test_what_cannot_be_does_not_happen(path: str, body: Any, status: int, account: Account) -> None:
    account.order((TEA, 1))
    answer = account.client.post(f"/_sandbox/{path}", json=body)
    assert (answer.status_code, bool(answer.json()["remedy"])) == (status, True)


@pytest.mark.parametrize(
    ("domain", "found"),
    [
        ([["code", "=", TEA]], 1),
        ([["code", "like", "TEA%"]], 2),
        ([["code", "ilike", "tea%"]], 2),
        (["OR", [["code", "=", TEA]], [["code", "=", MUG]]], 2),
        (["AND", ["code", "in", [TEA, MUG]], ["list_price", ">", 10]], 1),
        ([["template.name", "!=", "Shipping"]], 6),
        ([["write_date", ">", None]], 0),
    ],
)
def test_domains_are_understood(domain: Any, found: int, account: Account) -> None:
    assert account.ask("product.product", "search_count", domain) == found
    assert len(account.ask("product.product", "search", domain)) == found


@pytest.mark.parametrize("domain", [[["no_such", "=", 1]], [["code", "near", TEA]], ["lines.reference", "=", 1]])
def test_domains_that_cannot_be_are_refused_in_words(domain: Any, account: Account) -> None:
    answer: httpx.Response = account.call("product.product", "search_count", domain)
    assert (answer.status_code, answer.json()["type"]) == (400, "UserError")
