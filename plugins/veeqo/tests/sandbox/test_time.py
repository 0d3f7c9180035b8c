"""What becomes of orders as time passes: they leave in parts, wait for goods, arrive and come back."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock_veeqo.sandbox.start_data import NORTH

from .conftest import MUG, TEA, TIN, Account

SHIPPED, NEXT_PARCEL = 120 * 60, 30 * 60


def parcels(account: Account, order: Any) -> list[bool]:
    """Which allocations of an order have left."""
    return [each["shipment"] is not None for each in account.now(order)["allocations"]]


def test_an_order_leaves_by_itself_parcel_by_parcel(account: Account) -> None:
    order = account.order((MUG, 3), delivery_method_id=5200002)
    account.control("advance", {"seconds": SHIPPED})
    assert (parcels(account, order), account.now(order)["status"]) == ([True, False], "awaiting_fulfillment")
    account.control("advance", {"seconds": NEXT_PARCEL})
    now = account.now(order)
    assert (parcels(account, order), now["status"], now["shipped_at"]) == (
        [True, True],
        "shipped",
        "2026-03-02T11:30:00.000Z",
    )
    numbers = [each["shipment"]["tracking_number"]["tracking_number"] for each in now["allocations"]]
    assert (len(set(numbers)), now["allocations"][0]["shipment"]["carrier"]["name"]) == (2, "DPD")


def test_a_quick_company_is_quicker(account: Account) -> None:
    account.control("switches", {"pace": 60})
    order = account.order((TEA, 1))
    account.control("advance", {"seconds": 120})
    assert account.now(order)["status"] == "shipped"


def test_what_was_short_leaves_when_goods_came_in(account: Account) -> None:
    order = account.order((TEA, 1), (TIN, 2))
    account.control("advance", {"seconds": SHIPPED})
    assert (parcels(account, order), account.now(order)["status"]) == ([True], "awaiting_stock")
    account.control("stock-arrivals", {"sku": "TIN-ROUND-S", "quantity": 5})
    assert account.now(order)["status"] == "awaiting_fulfillment"
    account.control("advance", {"seconds": SHIPPED})
    assert (parcels(account, order), account.now(order)["status"]) == ([True, True], "shipped")
    assert account.entry(TIN, NORTH) == (3, 0, 3)


def test_the_oldest_order_is_served_first(account: Account) -> None:
    first, second = account.order((TIN, 2)), account.order((TIN, 2))
    account.control("stock-arrivals", {"sku": "TIN-ROUND-S", "quantity": 3})
    statuses = [account.now(order)["status"] for order in (first, second)]
    assert statuses == ["awaiting_fulfillment", "awaiting_stock"]


@pytest.mark.parametrize("kept", ["cancelled", "unpaid", "by-hand"])
def test_what_is_not_to_leave_stays(kept: str, account: Account) -> None:
    account.control("switches", {"ships_by_itself": kept != "by-hand"})
    order = account.order((TEA, 1), **({"payment_attributes": None} if kept == "unpaid" else {}))
    if kept == "cancelled":
        account.cancel(order)
    account.control("advance", {"seconds": SHIPPED})
    assert True not in parcels(account, order)


def test_a_parcel_is_collected_and_delivered(account: Account) -> None:
    order = account.order((TEA, 1))
    account.control("advance", {"seconds": 2 * 24 * 3600})
    now = account.now(order)
    tracking = now["allocations"][0]["shipment"]["tracking_number"]
    assert (tracking["collected_at"], tracking["delivered_at"]) == (
        "2026-03-02T14:00:00.000Z",
        "2026-03-03T11:00:00.000Z",
    )
    assert (tracking["status"], now["updated_at"]) == ("delivered", tracking["delivered_at"])


def test_an_order_that_is_allocated_anew_has_no_allocation_for_a_moment_and_others_then(account: Account) -> None:
    order = account.order((MUG, 3))
    account.ship(order, order["allocations"][0])
    account.control("reallocations", {"order": "#1001"})
    assert account.now(order)["allocations"] == []
    account.control("advance", {"seconds": 30})
    shipped, waiting = order["allocations"]
    now = account.now(order)["allocations"]
    assert now[0]["id"] == shipped["id"]
    assert (now[1]["id"] != waiting["id"], now[1]["line_items"][0]["quantity"]) == (True, 1)
    account.control("advance", {"seconds": SHIPPED})
    assert account.now(order)["status"] == "shipped"


def test_a_return_is_on_its_way_and_arrives(account: Account) -> None:
    order = account.order((TEA, 2))
    account.control("advance", {"seconds": SHIPPED})
    account.control("returns", {"order": "#1001", "sku": "TEA-ASSAM-250", "quantity": 2})
    (on_its_way,) = account.now(order)["returns"]
    assert (on_its_way["status"], on_its_way["line_items"][0]["received_quantity"]) == ("returning", 0)
    account.control("advance", {"seconds": 3 * 24 * 3600})
    (arrived,) = account.get(f"/orders/{order['id']}/returns").json()
    assert arrived["line_items"][0]["received_quantity"] == 2
    assert account.entry(TEA, NORTH) == (120, 0, 120)


def test_no_more_comes_back_than_left(account: Account) -> None:
    order = account.order((TEA, 2))
    account.ship(order, order["allocations"][0])
    asked = [{"order": "#1001", "sku": "TEA-ASSAM-250", "quantity": quantity} for quantity in (1, 2, 1)]
    statuses = [account.client.post("/_sandbox/returns", json=body).status_code for body in asked]
    assert statuses == [201, 422, 201]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("returns", {"order": "#9", "sku": "TEA-ASSAM-250", "quantity": 1}),
        ("reallocations", {"order": "#9"}),
        ("stock-arrivals", {"sku": "NO-SUCH", "quantity": 1}),
        ("stock-arrivals", {"sku": "TIN-ROUND-S", "quantity": 1, "warehouse": 7}),
    ],
)
def test_what_is_not_there_cannot_happen(path: str, body: Any, account: Account) -> None:
    answer = account.client.post(f"/_sandbox/{path}", json=body)
    assert answer.status_code == 404
    assert answer.json()["remedy"]
