"""Orders, shipments, refunds and stock, as a store treats them."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import STORE, TOKEN, Account

TEA, MUG, GUIDE = 771, 791, 831


def test_a_checkout_is_told_and_takes_no_stock_until_it_is_paid(account: Account) -> None:
    order = account.control("orders", {"lines": {"TEA-ASSAM-250": 5}, "pays": False})
    assert (order["status_id"], account.on_hand("TEA-ASSAM-250")) == (0, 120)
    assert account.control("payments", {"order": order["id"]})["status_id"] == 11
    assert account.on_hand("TEA-ASSAM-250") == 115


def test_totals_are_text_with_tax_and_without(account: Account) -> None:
    order = account.order((TEA, 2), shipping_cost_inc_tax=6, shipping_cost_ex_tax=5)
    told = {name: order[name] for name in ("subtotal_inc_tax", "shipping_cost_ex_tax", "total_inc_tax", "total_tax")}
    assert told == {
        "subtotal_inc_tax": "11.0000",
        "shipping_cost_ex_tax": "5.0000",
        "total_inc_tax": "17.0000",
        "total_tax": "2.8333",
    }


def test_what_is_digital_goes_nowhere(account: Account) -> None:
    order = account.order((GUIDE, 1))
    assert (order["order_is_digital"], account.lines(order)[0]["order_address_id"]) == (True, 0)
    assert account.ask("GET", f"/v2/orders/{order['id']}/shipping_addresses").status_code == 204


def test_shipping_moves_the_status_and_only_what_is_left_can_be_shipped(account: Account) -> None:
    order = account.order((TEA, 2), (MUG, 1))
    statuses = []
    for quantities in ((1, 1), (1,)):
        assert account.ship(order, *quantities).status_code == 201
        statuses.append((account.now(order)["status_id"], account.now(order)["items_shipped"]))
    assert statuses == [(3, 2), (2, 3)]
    assert account.ship(order, 1).status_code == 409
    assert account.ship(order, 1, order_address_id=7).status_code == 400


def test_a_refund_hides_whether_the_order_has_left(account: Account) -> None:
    order = account.order((TEA, 2))
    account.ship(order, 2)
    statuses = []
    for _ in range(2):
        assert account.refund(order, 1).is_success
        statuses.append(account.now(order)["status_id"])
    assert (statuses, account.now(order)["refunded_amount"]) == ([14, 4], "0.0000")
    assert account.refund(order, 1).status_code == 422


def test_a_refund_pays_back_what_was_quoted_and_not_as_credit_to_a_guest(account: Account) -> None:
    order = account.order((TEA, 2))
    credit = [{"provider_id": "storecredit", "amount": 5.5, "offline": True}]
    assert "guest" in account.refund(order, 1, payments=credit).text
    assert account.refund(order, 1, payments=[{"provider_id": "custom", "amount": 1}]).status_code == 422
    account.control("switches", {"declines_refunds": True})
    (payment,) = account.refund(order, 1).json()["data"]["payments"]
    assert payment["is_declined"]


@pytest.mark.parametrize(("gives_back", "left"), [(True, 120), (False, 118)])
def test_a_cancelled_order_gives_its_goods_back_where_the_store_does_so(
    gives_back: bool, left: int, account: Account
) -> None:
    account.control("switches", {"returns_stock": gives_back})
    order = account.order((TEA, 2))
    assert account.ask("PUT", f"/v2/orders/{order['id']}", {"status_id": 5}).json()["status"] == "Cancelled"
    assert account.on_hand("TEA-ASSAM-250") == left


@pytest.mark.parametrize(("field", "value"), [("items_total", 1), ("status_id", 99)])
def test_what_cannot_be_written_is_refused(field: str, value: Any, account: Account) -> None:
    order = account.order((TEA, 1))
    answer = account.ask("PUT", f"/v2/orders/{order['id']}", {field: value})
    assert (answer.status_code, field in answer.text) == (400, True)


def test_stock_is_taken_in_at_once_and_carried_out_later(account: Account) -> None:
    body = {"reason": "Counted", "items": [{"location_id": 1, "sku": "TEA-ASSAM-250", "quantity": 90}]}
    assert account.ask("PUT", "/v3/inventory/adjustments/absolute", body).json()["transaction_id"]
    assert account.on_hand("TEA-ASSAM-250") == 120
    account.order((TEA, 5))  # which the adjustment overwrites
    account.control("advance", {"seconds": 20})
    assert account.on_hand("TEA-ASSAM-250") == 90


def test_an_adjustment_may_get_lost(account: Account) -> None:
    account.control("switches", {"loses_adjustments": True})
    body = {"items": [{"location_id": 1, "sku": "TEA-ASSAM-250", "quantity": 90}]}
    assert account.ask("PUT", "/v3/inventory/adjustments/absolute", body).is_success
    account.control("advance", {"seconds": 3600})
    assert account.on_hand("TEA-ASSAM-250") == 120


@pytest.mark.parametrize("item", [{"sku": "NO-SUCH"}, {"location_id": 7}, {"quantity": -1}])
def test_one_wrong_item_refuses_all_of_an_adjustment(item: Any, account: Account) -> None:
    good = {"location_id": 1, "sku": "TEA-ASSAM-250", "quantity": 90}
    answer = account.ask("PUT", "/v3/inventory/adjustments/absolute", {"items": [good, {**good, **item}]})
    account.control("advance", {"seconds": 60})
    assert (answer.status_code, account.on_hand("TEA-ASSAM-250")) == (422, 120)


def test_the_quota_is_told_and_begins_anew(account: Account) -> None:
    account.control("switches", {"quota": 3})
    answers = [account.ask("GET", "/v2/order_statuses") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["x-rate-limit-requests-left"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[-1].headers["x-rate-limit-time-reset-ms"] == "30000"
    account.control("advance", {"seconds": 30})
    assert account.ask("GET", "/v2/order_statuses").status_code == 200


def test_lists_are_of_two_generations(account: Account) -> None:
    assert account.ask("GET", "/v2/orders").status_code == 204
    for _ in range(3):
        account.order((TEA, 1))
    assert [len(account.get("/v2/orders", limit=2, page=page)) for page in (1, 2)] == [2, 1]
    page = account.get("/v3/catalog/products", limit=3, page=2)["meta"]["pagination"]
    assert {name: page[name] for name in ("total", "count", "total_pages")} == {
        "total": 7,
        "count": 3,
        "total_pages": 3,
    }


@pytest.mark.parametrize("query", [{"page": "x"}, {"limit": "0"}, {"min_date_modified": "yesterday"}])
def test_a_question_that_cannot_be_read_is_refused(query: dict[str, str], account: Account) -> None:
    account.order((TEA, 1))
    assert account.ask("GET", "/v2/orders", **query).status_code == 400


def test_another_store_s_path_is_no_way_in(account: Account) -> None:
    other = account.client.get(STORE.replace("exampletea", "other") + "/v2/orders", headers=TOKEN)
    assert (other.status_code, "not a valid combination" in other.text) == (401, True)
