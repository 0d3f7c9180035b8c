"""Orders in the shop: placed, listed, cancelled, refunded."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from crossdock.engine import json_text
from crossdock.engine.schema import SchemaCheck
from crossdock.model.problem import Side
from crossdock_shopify.connector import Shopify

from .conftest import EAST, GIFT_CARD, MUG, MUG_ITEM, NORTH, TEA, TIN, Admin

SAMPLES = {
    sample.name: json_text.decode(sample.payload) for sample in Shopify.resource("order").samples(Shopify.package)
}
CHECK = SchemaCheck(Shopify.resource("order").schema(Shopify.package))
AMOUNTS = ("subtotal_price", "total_discounts", "total_line_items_price", "total_tax", "total_price", "total_weight")


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_a_sample_that_is_ordered_again_amounts_to_the_same(sample: str, shop: Admin) -> None:
    sent = SAMPLES[sample]
    order = shop.control("orders", {"order": {**sent, "financial_status": "paid"}}).json()["order"]
    assert {name: order[name] for name in AMOUNTS} == {name: sent[name] for name in AMOUNTS}
    assert [line["sku"] for line in order["line_items"]] == [line["sku"] for line in sent["line_items"]]
    assert CHECK.problems(order, Side.SOURCE) == ()
    assert order["id"] != sent["id"]


def test_the_api_makes_two_orders_of_one_that_is_sent_twice(shop: Admin) -> None:
    sent = {"order": {"line_items": [{"variant_id": MUG}], "source_identifier": "web-7"}}
    first, second = shop.made("orders.json", sent), shop.made("orders.json", sent)
    assert (first["name"], second["name"]) == ("#1001", "#1002")
    assert [held["source_identifier"] for held in shop.state("orders").values()] == ["web-7", "web-7"]


def test_a_custom_line_needs_no_variant(shop: Admin) -> None:
    line = {"title": "Engraving", "price": "3.5", "quantity": 2, "sku": "NOT-KNOWN"}
    order = shop.made("orders.json", {"order": {"line_items": [line]}})
    assert (order["total_price"], order["line_items"][0]["sku"]) == ("7.00", "NOT-KNOWN")
    assert order["financial_status"] == "pending"


def test_discount_codes_are_spread_over_the_lines_to_the_penny(shop: Admin) -> None:
    codes = [{"code": "SPRING", "amount": "10.0", "type": "percentage"}]
    order = shop.buy((TEA, 2), (MUG, 1), (TIN, 3), discount_codes=codes)
    allocated = [line["discount_allocations"][0]["amount"] for line in order["line_items"]]
    assert allocated == ["2.40", "1.40", "1.28"]
    assert (order["total_discounts"], order["total_price"]) == ("5.08", "45.67")
    fixed = shop.buy((TIN, 3), discount_codes=[{"code": "TEN", "amount": "10", "type": "fixed_amount"}])
    assert (fixed["total_discounts"], fixed["total_price"]) == ("10.00", "2.75")


def test_a_buyer_may_pay_in_another_currency(shop: Admin) -> None:
    order = shop.buy((MUG, 1), presentment_currency="EUR")
    assert order["total_price_set"] == {
        "shop_money": {"amount": "14.00", "currency_code": "GBP"},
        "presentment_money": {"amount": "16.38", "currency_code": "EUR"},
    }


@pytest.mark.parametrize(
    ("order", "status", "errors"),
    [
        ({"line_items": []}, 422, {"line_items": ["must have at least one line item"]}),
        ({}, 422, {"line_items": ["must have at least one line item"]}),
        ({"line_items": [{"variant_id": 7}]}, 422, {"line_items": ["variant does not exist"]}),
        ({"line_items": [{"title": "X"}]}, 422, {"line_items": ["must have a variant, or a title and a price"]}),
        (
            {"line_items": [{"variant_id": MUG, "quantity": 0}]},
            422,
            {"line_items": ["Quantity must be greater than 0"]},
        ),
        ({"line_items": [{"title": "X", "price": "-1"}]}, 422, {"line_items.price": ["is not a valid amount"]}),
        ({"line_items": [{"variant_id": MUG}], "currency": "XXX"}, 422, {"currency": ["is invalid"]}),
        ({"line_items": [{"variant_id": MUG}], "location_id": 7}, 422, {"location_id": ["is invalid"]}),
        (
            {"line_items": [{"variant_id": MUG}], "financial_status": "rich"},
            422,
            {"financial_status": ["is not included in the list"]},
        ),
        (None, 400, {"order": "Required parameter missing or invalid"}),
    ],
)
def test_an_order_that_cannot_be_is_refused_and_not_kept(order: Any, status: int, errors: Any, shop: Admin) -> None:
    assert shop.errors(shop.post("orders.json", {"order": order}), status) == errors
    assert shop.state("orders") == {}
    assert shop.state("fulfilment_orders") == {}


@pytest.mark.parametrize(("body", "status"), [(b"{}", 400), (b"[1]", 400), (b"{", 400), (b"", 400)])
def test_a_body_that_holds_no_order_is_refused(body: bytes, status: int, shop: Admin) -> None:
    answer = shop.client.post("/admin/api/2025-10/orders.json", content=body, headers=shop.headers)
    assert shop.errors(answer, status)


def test_a_buyer_claims_stock_and_the_api_only_when_told_to(shop: Admin) -> None:
    shop.buy((MUG, 3))
    assert shop.stock() == (55, 3)
    sent: dict[str, Any] = {"line_items": [{"variant_id": MUG, "quantity": 100}]}
    shop.made("orders.json", {"order": sent})
    assert shop.stock() == (55, 3)
    shop.made("orders.json", {"order": {**sent, "inventory_behaviour": "decrement_ignoring_policy"}})
    assert shop.stock() == (-45, 103)


def test_a_buyer_cannot_have_what_is_sold_out(shop: Admin) -> None:
    order = {"line_items": [{"variant_id": MUG, "quantity": 30}, {"variant_id": MUG, "quantity": 29}]}
    answer = shop.client.post("/_sandbox/orders", json={"order": order})
    assert answer.status_code == 422
    assert (shop.stock(), shop.state("orders"), shop.state("fulfilment_orders")) == ((58, 0), {}, {})


def test_the_country_decides_from_where_an_order_ships(shop: Admin) -> None:
    assert shop.waiting(shop.buy((MUG, 1)))[0]["assigned_location_id"] == NORTH
    american = {"country_code": "US"}
    assert shop.waiting(shop.buy((MUG, 1), shipping_address=american))[0]["assigned_location_id"] == EAST


def test_a_gift_card_ships_itself(shop: Admin) -> None:
    order = shop.buy((GIFT_CARD, 1))
    assert order["line_items"][0]["gift_card"] is True
    assert shop.waiting(order) == []


def test_trial_shops_may_be_slow_to_order(shop: Admin) -> None:
    shop.control("switches", {"orders_a_minute": 2})
    sent = {"order": {"line_items": [{"variant_id": MUG}]}}
    assert [shop.post("orders.json", sent).status_code for _ in range(3)] == [201, 201, 429]
    shop.control("advance", {"seconds": 61})
    assert shop.post("orders.json", sent).status_code == 201


def test_some_fields_can_be_changed_and_lines_cannot(shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    shop.control("advance", {"seconds": 90})
    change = {"order": {"tags": "held", "note": "Ring twice", "line_items": []}}
    changed = shop.send("PUT", f"orders/{order['id']}.json", change).json()["order"]
    assert (changed["tags"], changed["note"], len(changed["line_items"])) == ("held", "Ring twice", 1)
    assert changed["updated_at"] > order["updated_at"]


def test_times_carry_the_shops_own_offset(shop: Admin) -> None:
    assert shop.buy((MUG, 1))["created_at"] == "2026-03-02T10:00:00+01:00"


def test_a_cancelled_order_ships_nothing_and_may_give_stock_back(shop: Admin) -> None:
    order, other = shop.buy((MUG, 3)), shop.buy((MUG, 2))
    cancelled = shop.made(f"orders/{order['id']}/cancel.json", {"reason": "customer", "restock": True})
    assert (cancelled["cancel_reason"], cancelled["cancelled_at"]) == ("customer", "2026-03-02T10:00:00+01:00")
    assert cancelled["line_items"][0]["current_quantity"] == 0
    assert shop.waiting(order) == []
    assert shop.stock() == (56, 2)
    shop.made(f"orders/{other['id']}/cancel.json", None)
    assert shop.stock() == (56, 0)
    again = shop.post(f"orders/{order['id']}/cancel.json")
    assert shop.errors(again) == "Cannot cancel an order that has already been canceled"


def test_a_shipped_order_cannot_be_cancelled_until_the_shipment_is(shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    fulfilment = shop.ship(*shop.waiting(order)).json()["fulfillment"]
    path = f"orders/{order['id']}/cancel.json"
    assert shop.errors(shop.post(path)) == "Cannot cancel an order that has outstanding fulfillments"
    assert shop.post(f"fulfillments/{fulfilment['id']}/cancel.json").is_success
    assert shop.post(path).is_success


def test_a_cancellation_may_refund(shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    path = f"orders/{order['id']}/cancel.json"
    told = shop.errors(shop.post(path, {"amount": "25"}))
    assert told == {"base": ["Refund amount $25.00 is greater than net payment received $14.00"]}
    assert shop.errors(shop.post(path, {"reason": "whim"})) == {"reason": ["is not included in the list"]}
    assert shop.made(path, {"amount": "14.00"})["financial_status"] == "refunded"


def test_an_unpaid_order_is_voided_when_it_is_cancelled(shop: Admin) -> None:
    order = shop.made("orders.json", {"order": {"line_items": [{"variant_id": MUG}]}})
    assert shop.made(f"orders/{order['id']}/cancel.json", {})["financial_status"] == "voided"


def test_a_refund_takes_goods_and_money_back(shop: Admin) -> None:
    order = shop.buy((MUG, 3), shipping_lines=[{"title": "Standard Delivery", "price": "3.95"}])
    (paid,) = shop.get(f"orders/{order['id']}/transactions.json").json()["transactions"]
    shop.ship(*shop.waiting(order))
    line = {"line_item_id": order["line_items"][0]["id"], "quantity": 1, "restock_type": "return", "location_id": NORTH}
    sent = {
        "refund_line_items": [line],
        "shipping": {"full_refund": True},
        "transactions": [{"parent_id": paid["id"], "amount": "17.95", "kind": "refund"}],
        "note": "Arrived chipped",
    }
    refund = shop.made(f"orders/{order['id']}/refunds.json", {"refund": sent})
    assert [(part["quantity"], part["subtotal"]) for part in refund["refund_line_items"]] == [(1, 14.0)]
    assert [part["amount"] for part in refund["order_adjustments"]] == ["-3.95"]
    assert [part["amount"] for part in refund["transactions"]] == ["17.95"]
    now = shop.order(order)
    assert (now["total_price"], now["current_total_price"]) == ("45.95", "28.00")
    assert (now["financial_status"], now["line_items"][0]["current_quantity"]) == ("partially_refunded", 2)
    assert shop.stock() == (56, 0)
    listed = shop.get(f"orders/{order['id']}/refunds.json").json()["refunds"]
    one = shop.get(f"orders/{order['id']}/refunds/{refund['id']}.json").json()["refund"]
    assert listed == [refund] == [one]


def test_what_was_not_shipped_yet_is_withdrawn_by_a_refund(shop: Admin) -> None:
    order = shop.buy((MUG, 3), (TEA, 1))
    line = {"line_item_id": order["line_items"][0]["id"], "quantity": 2, "restock_type": "cancel", "location_id": NORTH}
    shop.made(f"orders/{order['id']}/refunds.json", {"refund": {"refund_line_items": [line]}})
    (waiting,) = shop.waiting(order)
    assert [part["fulfillable_quantity"] for part in waiting["line_items"]] == [1, 1]
    assert shop.order(order)["line_items"][0]["fulfillable_quantity"] == 1
    assert shop.stock() == (57, 1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"quantity": 4}, "Quantity cannot refund more items than were purchased"),
        ({"quantity": 0}, "Quantity cannot refund more items than were purchased"),
        ({"line_item_id": 7}, "line_item is invalid"),
        ({"restock_type": "burn"}, "restock_type is not included in the list"),
        ({"restock_type": "return", "location_id": 7}, "The specified location could not be found."),
    ],
)
def test_a_refund_that_cannot_be_is_refused(change: dict[str, Any], told: str, shop: Admin) -> None:
    order = shop.buy((MUG, 3))
    line = {"line_item_id": order["line_items"][0]["id"], "quantity": 1, **change}
    answer = shop.post(f"orders/{order['id']}/refunds.json", {"refund": {"refund_line_items": [line]}})
    assert shop.errors(answer) == {"refund_line_items": [told]}
    assert shop.order(order)["refunds"] == []


def test_money_is_given_back_only_of_the_orders_own_payments(shop: Admin) -> None:
    order, other = shop.buy((MUG, 1)), shop.buy((MUG, 1))
    (foreign,) = shop.get(f"orders/{other['id']}/transactions.json").json()["transactions"]
    path = f"orders/{order['id']}/refunds.json"
    sent = {"transactions": [{"parent_id": foreign["id"], "amount": "1.00"}]}
    told = {"base": ["Transactions require a parent_id associated with the order"]}
    assert shop.errors(shop.post(path, {"refund": sent})) == told


@pytest.mark.parametrize("path", ["orders/7.json", "orders/7/refunds.json", "orders/x.json", "nothing.json"])
def test_what_is_not_there_is_not_found(path: str, shop: Admin) -> None:
    assert shop.errors(shop.get(path), 404) == "Not Found"


@pytest.mark.parametrize("path", ["orders", "orders/7", "orders/7.xml", "products"])
def test_another_format_is_not_acceptable(path: str, shop: Admin) -> None:
    assert shop.errors(shop.get(path), 406) == "Not Acceptable"


@pytest.mark.parametrize("key", ["wrong", ""])
def test_a_wrong_key_is_refused(key: str, shop: Admin) -> None:
    shop.headers = {"X-Shopify-Access-Token": key}
    assert str(shop.errors(shop.get("orders.json"), 401)).startswith("[API] Invalid API key or access token")


def test_an_unknown_version_is_not_found(shop: Admin) -> None:
    assert shop.client.get("/admin/api/2025-11/orders.json", headers=shop.headers).status_code == 404


def test_a_time_out_after_the_write_has_really_written(shop: Admin) -> None:
    shop.control("faults", {"kind": "timeout", "after_write": True, "next": 1, "seconds": 30, "method": "POST"})
    sent = {"order": {"line_items": [{"variant_id": MUG}]}}
    with pytest.raises(httpx.ReadTimeout):
        shop.client.post("/admin/api/2025-10/orders.json", json=sent, headers=shop.headers, timeout=0.2)
    assert len(shop.state("orders")) == 1
    assert shop.stock(MUG_ITEM) == (58, 0)
