"""Shipping, and stock: fulfilment orders, fulfilments and inventory levels."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import EAST, MUG, MUG_ITEM, NORTH, TEA, Admin


def test_a_shipment_of_everything_fulfils_the_order(shop: Admin) -> None:
    order = shop.buy((MUG, 2), (TEA, 1))
    (waiting,) = shop.waiting(order)
    tracking = {"number": "XX000000001GB", "company": "Royal Mail", "url": "https://track.example.com/1"}
    answer = shop.ship(waiting, tracking_info=tracking)
    assert answer.status_code == 201
    made = answer.json()["fulfillment"]
    assert (made["status"], made["location_id"], made["name"]) == ("success", NORTH, "#1001.1")
    assert (made["tracking_company"], made["tracking_numbers"]) == ("Royal Mail", ["XX000000001GB"])
    assert {line["sku"]: line["quantity"] for line in made["line_items"]} == {"MUG-STONE-01": 2, "TEA-ASSAM-250": 1}
    now = shop.order(order)
    assert now["fulfillment_status"] == "fulfilled"
    assert [line["fulfillable_quantity"] for line in now["line_items"]] == [0, 0]
    assert now["fulfillments"] == [made]
    assert shop.stock() == (56, 0)


def test_after_a_part_the_rest_stands_in_a_new_fulfilment_order_with_new_ids(shop: Admin) -> None:
    order = shop.buy((MUG, 3), (TEA, 1))
    (before,) = shop.waiting(order)
    assert shop.ship((before, {before["line_items"][0]["id"]: 2})).is_success
    (after,) = shop.waiting(order)
    assert after["id"] != before["id"]
    assert not {line["id"] for line in after["line_items"]} & {line["id"] for line in before["line_items"]}
    assert [(line["line_item_id"], line["quantity"]) for line in after["line_items"]] == [
        (order["line_items"][0]["id"], 1),
        (order["line_items"][1]["id"], 1),
    ]
    now = shop.order(order)
    assert (now["fulfillment_status"], now["line_items"][0]["fulfillment_status"]) == ("partial", "partial")
    told = f"Fulfillment order {before['id']} has an unfulfillable status= closed."
    assert shop.errors(shop.ship(before)) == [told]
    assert shop.ship(after).is_success
    assert shop.order(order)["fulfillment_status"] == "fulfilled"
    assert shop.stock() == (55, 0)


def test_only_what_waits_can_be_shipped(shop: Admin) -> None:
    order = shop.buy((MUG, 3))
    (waiting,) = shop.waiting(order)
    line = waiting["line_items"][0]["id"]
    told = ["Invalid fulfillment order line item quantity requested."]
    for lines in ({line: 4}, {line: 0}, {line: -1}, {7: 1}):
        assert shop.errors(shop.ship((waiting, lines))) == told
    assert shop.errors(shop.ship(waiting, waiting)) == told
    assert shop.errors(shop.ship({"id": 7})) == ["Fulfillment order does not exist."]
    assert shop.errors(shop.post("fulfillments.json", {"fulfillment": {}}), 400)
    assert shop.state("fulfilments") == {}
    assert shop.waiting(order) == [waiting]


def test_a_shipment_is_of_one_order_and_one_location(shop: Admin) -> None:
    (north,) = shop.waiting(shop.buy((MUG, 1)))
    (other,) = shop.waiting(shop.buy((MUG, 1)))
    (east,) = shop.waiting(shop.buy((MUG, 1), shipping_address={"country_code": "US"}))
    assert shop.errors(shop.ship(north, other)) == ["All fulfillment orders must belong to the same order."]
    (told,) = shop.errors(shop.ship(north, east))
    assert told.startswith("All fulfillment orders must be assigned to a single location.")
    assert f"[{NORTH}, {EAST}]" in told
    assert len(shop.state("fulfilments")) == 0


def test_a_cancelled_shipment_is_to_be_shipped_again(shop: Admin) -> None:
    order = shop.buy((MUG, 2))
    made = shop.ship(*shop.waiting(order)).json()["fulfillment"]
    assert shop.post(f"fulfillments/{made['id']}/cancel.json").json()["fulfillment"]["status"] == "cancelled"
    (waiting,) = shop.waiting(order)
    assert [line["quantity"] for line in waiting["line_items"]] == [2]
    assert shop.order(order)["fulfillment_status"] is None
    assert shop.stock() == (56, 2)
    assert shop.errors(shop.post(f"fulfillments/{made['id']}/cancel.json"))
    tracking = {"fulfillment": {"tracking_info": {"number": "X"}}}
    assert shop.errors(shop.post(f"fulfillments/{made['id']}/update_tracking.json", tracking))


def test_tracking_can_be_told_later(shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    made = shop.ship(*shop.waiting(order)).json()["fulfillment"]
    sent = {"fulfillment": {"tracking_info": {"numbers": ["A", "B"], "company": "DPD"}}}
    changed = shop.post(f"fulfillments/{made['id']}/update_tracking.json", sent).json()["fulfillment"]
    assert (changed["tracking_number"], changed["tracking_numbers"]) == ("A", ["A", "B"])
    path = f"orders/{order['id']}/fulfillments"
    assert shop.get(f"{path}.json").json()["fulfillments"] == [changed]
    assert shop.get(f"{path}/{made['id']}.json").json()["fulfillment"] == changed
    assert shop.errors(shop.get(f"orders/7/fulfillments/{made['id']}.json"), 404)
    assert shop.errors(shop.post("fulfillments/7/cancel.json"), 404)


def set_level(shop: Admin, path: str = "set", **body: Any) -> Any:
    field = "available" if path == "set" else "available_adjustment"
    sent = {"inventory_item_id": MUG_ITEM, "location_id": NORTH, field: 7, **body}
    return shop.post(f"inventory_levels/{path}.json", sent)


def test_available_is_set_and_adjusted_and_each_is_counted(shop: Admin) -> None:
    shop.buy((MUG, 3))
    assert set_level(shop).json()["inventory_level"]["available"] == 7
    assert set_level(shop, "adjust", available_adjustment=-2).json()["inventory_level"]["available"] == 5
    held = shop.state("stock")[f"{NORTH}/{MUG_ITEM}"]
    assert (held["available"], held["committed"], held["on_hand"], held["received"]) == (5, 3, 8, 2)


def test_setting_a_level_connects_the_item_to_the_location(shop: Admin) -> None:
    bundle = 46200000000016
    assert f"{EAST}/{bundle}" not in shop.state("stock")
    assert set_level(shop, inventory_item_id=bundle, location_id=EAST).is_success
    assert shop.stock(bundle, EAST) == (7, 0)


@pytest.mark.parametrize(
    ("change", "status", "errors"),
    [
        ({"inventory_item_id": 7}, 404, ["The specified inventory item could not be found."]),
        ({"location_id": 7}, 404, ["The specified location could not be found."]),
        ({"available": 1_000_000_001}, 422, {"available": ["The quantity can't be higher than 1,000,000,000."]}),
        ({"available": "seven"}, 422, {"available": ["is not a number"]}),
        ({"available": None}, 422, {"available": ["is not a number"]}),
        ({"available": True}, 422, {"available": ["is not a number"]}),
    ],
)
def test_a_level_that_cannot_be_is_refused(change: dict[str, Any], status: int, errors: Any, shop: Admin) -> None:
    before = shop.state("stock")
    assert shop.errors(set_level(shop, **change), status) == errors
    assert shop.state("stock") == before


def test_a_level_needs_item_location_and_quantity(shop: Admin) -> None:
    told = shop.errors(shop.post("inventory_levels/set.json", {"location_id": NORTH}), 400)
    assert told == {"inventory_item_id": "Required parameter missing or invalid"}
