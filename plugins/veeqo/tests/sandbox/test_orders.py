"""Orders, allocations, shipments and stock, as Veeqo treats them."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock_veeqo.sandbox import start_data
from crossdock_veeqo.sandbox.start_data import EAST, NORTH

from .conftest import MUG, TEA, TIN, Account, new_order


def test_what_one_warehouse_has_not_goes_out_from_another(account: Account) -> None:
    order = account.order((TEA, 2), (MUG, 3))
    shares = [
        (each["warehouse"]["id"], [line["quantity"] for line in each["line_items"]]) for each in order["allocations"]
    ]
    assert shares == [(NORTH, [2, 2]), (EAST, [1])]
    assert order["status"] == "awaiting_fulfillment"
    assert account.entry(MUG, NORTH) == (2, 2, 0)


def test_a_status_hides_what_has_left_while_the_rest_waits_for_stock(account: Account) -> None:
    order = account.order((TEA, 1), (TIN, 1))
    (allocation,) = order["allocations"]
    assert account.ship(order, allocation).status_code == 201
    now = account.now(order)
    assert (now["status"], now["allocations"][0]["shipment"]["allocation_id"]) == ("awaiting_stock", allocation["id"])


def test_an_order_is_shipped_when_its_last_allocation_has_left(account: Account) -> None:
    order = account.order((MUG, 3))
    statuses = []
    for allocation in order["allocations"]:
        account.ship(order, allocation)
        statuses.append(account.now(order)["status"])
    assert statuses == ["awaiting_fulfillment", "shipped"]
    assert account.entry(MUG, NORTH) == (0, 0, 0)


def test_an_allocation_ships_once(account: Account) -> None:
    order = account.order((TEA, 1))
    answers = [account.ship(order, order["allocations"][0]) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 422]
    assert "already" in answers[1].json()["error_messages"]


def test_an_order_that_is_not_paid_waits_for_it(account: Account) -> None:
    assert account.order((TEA, 1), payment_attributes=None)["status"] == "awaiting_payment"


def test_a_number_is_taken_twice(account: Account) -> None:
    assert account.order((TEA, 1))["id"] != account.order((TEA, 1))["id"]


def test_a_cancelled_order_gives_its_stock_back_and_hides(account: Account) -> None:
    order = account.order((TEA, 5))
    assert account.cancel(order).json()["cancel_reason"] == "Changed their mind"
    assert account.entry(TEA, NORTH) == (120, 0, 120)
    assert account.get("/orders").json() == []
    assert [each["id"] for each in account.get("/orders", status="cancelled").json()] == [order["id"]]


def test_what_has_left_cannot_be_cancelled(account: Account) -> None:
    order = account.order((TEA, 1))
    account.ship(order, order["allocations"][0])
    assert account.cancel(order).status_code == 422


def test_where_there_is_no_cancelling_it_is_not_found(account: Account) -> None:
    account.control("switches", {"cancelling_by_api": False})
    assert account.cancel(account.order((TEA, 1))).status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"channel_id": 7}, 404),
        ({"customer_id": 7}, 404),
        ({"delivery_method_id": 7}, 404),
        ({"line_items_attributes": [{"sellable_id": 7, "quantity": 1, "price_per_unit": 1}]}, 404),
        ({"line_items_attributes": []}, 422),
        ({"line_items_attributes": [{"sellable_id": TEA, "quantity": 0, "price_per_unit": 1}]}, 422),
        ({"line_items_attributes": [{"sellable_id": TEA, "quantity": 1}]}, 422),
        ({"line_items_attributes": [{"sellable_id": TEA, "quantity": 1, "price_per_unit": "dear"}]}, 400),
        ({"line_items_attributes": [{"quantity": 1}]}, 400),
        ({"customer_id": None}, 422),
        ({"deliver_to_attributes": None}, 422),
    ],
)
def test_an_order_that_is_wrong_is_refused_and_takes_no_stock(changes: Any, status: int, account: Account) -> None:
    assert account.client.post("/orders", json=new_order((TEA, 1), **changes)).status_code == status
    assert account.entry(TEA, NORTH) == (120, 0, 120)
    assert account.get("/orders").json() == []


def test_a_level_is_set_and_not_added(account: Account) -> None:
    account.order((TEA, 5))
    body = {"stock_entry": {"physical_stock_level": 50}}
    answer = account.client.put(f"/sellables/{TEA}/warehouses/{NORTH}/stock_entry", json=body)
    assert (answer.status_code, account.entry(TEA, NORTH)) == (200, (50, 5, 45))


def test_the_bucket_fills_and_leaks_and_no_one_says_how_long_to_wait(account: Account) -> None:
    account.control("switches", {"bucket_size": 10})
    answers = [account.get("/warehouses") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert "retry-after" not in answers[-1].headers
    account.control("advance", {"seconds": 1})
    assert [account.get("/warehouses").status_code for _ in range(6)] == [200] * 5 + [429]


def test_whoever_uses_another_key_has_a_bucket_of_their_own(account: Account) -> None:
    account.control("switches", {"bucket_size": 1})
    keys = (start_data.API_KEY, start_data.API_KEY, start_data.OTHER_KEY)
    answers = [account.client.get("/warehouses", headers={"x-api-key": key}) for key in keys]
    assert [answer.status_code for answer in answers] == [200, 429, 200]


def test_a_page_holds_twelve_unless_more_are_asked_for(account: Account) -> None:
    account.control("switches", {"largest_page": 20})
    for _ in range(25):
        account.order((TEA, 1))
    usual, largest, last = account.get("/orders"), account.get("/orders", page_size=500), account.get("/orders", page=3)
    assert [len(answer.json()) for answer in (usual, largest, last)] == [12, 20, 1]
    assert (usual.headers["x-total-count"], usual.headers["x-total-pages-count"]) == ("25", "3")
    products = account.get("/products", page_size=2)
    assert (products.headers["x-total-count"], "x-total-pages-count" in products.headers) == ("5", False)


@pytest.mark.parametrize("query", [{"page": "x"}, {"page_size": "-1"}, {"updated_at_min": "yesterday"}])
def test_a_question_that_cannot_be_read_is_refused(query: dict[str, str], account: Account) -> None:
    account.order((TEA, 1))
    assert account.get("/orders", **query).status_code == 400
