"""Lists of the shop: pages, filters, and how often they may be asked for."""

from __future__ import annotations

from typing import Any

import pytest

from crossdock.connect.paging import parse_links

from .conftest import EAST, MUG, MUG_ITEM, NORTH, TEA, Admin


def page_info(answer: Any, relation: str) -> str | None:
    address = parse_links(answer.headers.get("link", "")).get(relation)
    return None if address is None else address.partition("page_info=")[2]


def ids(answer: Any, name: str = "orders") -> list[int]:
    assert answer.is_success, answer.text
    return [record["id"] for record in answer.json()[name]]


def test_pages_lead_forth_and_back(shop: Admin) -> None:
    newest_first = [shop.buy((TEA, 1))["id"] for _ in range(5)][::-1]
    first = shop.get("orders.json", status="any", limit=2)
    assert (ids(first), page_info(first, "previous")) == (newest_first[:2], None)
    second = shop.get("orders.json", limit=2, page_info=page_info(first, "next"))
    assert ids(second) == newest_first[2:4]
    last = shop.get("orders.json", limit=2, page_info=page_info(second, "next"))
    assert (ids(last), page_info(last, "next")) == (newest_first[4:], None)
    back = shop.get("orders.json", limit=2, page_info=page_info(second, "previous"))
    assert ids(back) == newest_first[:2]


def test_an_order_that_comes_between_two_pages_shifts_none(shop: Admin) -> None:
    newest_first = [shop.buy((TEA, 1))["id"] for _ in range(4)][::-1]
    first = shop.get("orders.json", limit=2)
    shop.buy((TEA, 1))
    assert ids(shop.get("orders.json", limit=2, page_info=page_info(first, "next"))) == newest_first[2:]


def test_a_page_keeps_the_filters_of_the_list(shop: Admin) -> None:
    orders = [shop.buy((TEA, 1))["id"] for _ in range(4)]
    shop.made(f"orders/{orders[0]}/cancel.json", {})
    first = shop.get("orders.json", status="open", limit=1)
    rest = shop.get("orders.json", limit=50, page_info=page_info(first, "next"))
    assert ids(first) + ids(rest) == orders[:0:-1]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"page_info": "eyJ9", "status": "any"}, "status"),
        ({"page_info": "eyJ9", "updated_at_min": "2026-01-01"}, "updated_at_min"),
        ({"page_info": "nonsense"}, "page_info"),
        ({"page_info": "%%%"}, "page_info"),
        ({"limit": "many"}, "limit"),
        ({"ids": "1,x"}, "ids"),
        ({"since_id": "x"}, "since_id"),
        ({"updated_at_min": "yesterday"}, "updated_at_min"),
    ],
)
def test_a_list_that_cannot_be_asked_for_so_is_refused(query: dict[str, str], field: str, shop: Admin) -> None:
    assert field in shop.errors(shop.get("orders.json", **query), 400)


def test_the_page_of_one_list_is_none_of_another(shop: Admin) -> None:
    first = shop.get("products.json", limit=1)
    answer = shop.get("orders.json", page_info=page_info(first, "next"))
    assert "page_info" in shop.errors(answer, 400)


def test_fields_may_be_chosen_with_a_page(shop: Admin) -> None:
    first = shop.get("products.json", limit=1, fields="id,title")
    assert [sorted(product) for product in first.json()["products"]] == [["id", "title"]]
    rest = shop.get("products.json", fields="id", page_info=page_info(first, "next"))
    assert {tuple(product) for product in rest.json()["products"]} == {("id",)}


def test_orders_are_filtered_by_status_and_by_what_became_of_them(shop: Admin) -> None:
    paid, shipped, cancelled = (shop.buy((TEA, 1)) for _ in range(3))
    unpaid = shop.made("orders.json", {"order": {"line_items": [{"variant_id": TEA}]}})
    shop.ship(*shop.waiting(shipped))
    shop.made(f"orders/{cancelled['id']}/cancel.json", {})

    def found(**query: Any) -> set[int]:
        return set(ids(shop.get("orders.json", **query)))

    everything = {order["id"] for order in (paid, shipped, cancelled, unpaid)}
    assert found(status="any") == everything
    assert found() == everything - {cancelled["id"]}
    assert found(status="cancelled") == {cancelled["id"]}
    assert found(financial_status="pending") == {unpaid["id"]}
    assert found(fulfillment_status="fulfilled") == {shipped["id"]}
    assert found(fulfillment_status="unfulfilled") == {paid["id"], unpaid["id"]}
    assert found(ids=f"{paid['id']},{shipped['id']}") == {paid["id"], shipped["id"]}
    assert ids(shop.get("orders.json", since_id=paid["id"])) == [shipped["id"], unpaid["id"]]
    assert shop.get("orders/count.json", status="any").json() == {"count": 4}


def test_only_what_changed_since_is_listed(shop: Admin) -> None:
    old, touched = shop.buy((TEA, 1)), shop.buy((TEA, 1))
    shop.control("advance", {"seconds": 3600})
    shop.send("PUT", f"orders/{touched['id']}.json", {"order": {"tags": "x"}})
    assert ids(shop.get("orders.json", updated_at_min="2026-03-02T09:30:00Z")) == [touched["id"]]
    assert ids(shop.get("orders.json", updated_at_max="2026-03-02T10:30:00+01:00")) == [old["id"]]


def test_a_limit_is_at_most_250_and_50_unless_given(shop: Admin) -> None:
    for _ in range(52):
        shop.made("orders.json", {"order": {"line_items": [{"variant_id": TEA}]}})
    assert len(ids(shop.get("orders.json"))) == 50
    assert len(ids(shop.get("orders.json", limit=1000))) == 52


def test_levels_are_listed_of_items_or_locations(shop: Admin) -> None:
    both = shop.get("inventory_levels.json", inventory_item_ids=MUG_ITEM).json()["inventory_levels"]
    assert {level["location_id"]: level["available"] for level in both} == {NORTH: 58, EAST: 41}
    one = shop.get("inventory_levels.json", inventory_item_ids=MUG_ITEM, location_ids=EAST).json()["inventory_levels"]
    assert [level["available"] for level in one] == [41]
    assert shop.errors(shop.get("inventory_levels.json"))


def test_a_variant_counts_what_is_available_now(shop: Admin) -> None:
    shop.buy((MUG, 9))
    assert shop.get(f"variants/{MUG}.json").json()["variant"]["inventory_quantity"] == 90
    product = shop.get("products/8120000000013.json").json()["product"]
    listed = shop.get("products/8120000000013/variants.json").json()["variants"]
    assert [variant["sku"] for variant in product["variants"]] == ["MUG-STONE-01", "MUG-STONE-02"]
    assert {variant["id"] for variant in listed} == {variant["id"] for variant in product["variants"]}
    assert shop.errors(shop.get("variants/7.json"), 404) == "Not Found"
    assert shop.errors(shop.get("products/7.json"), 404) == "Not Found"


def test_the_bucket_fills_throttles_and_leaks(shop: Admin) -> None:
    shop.control("reset", None)
    answers = [shop.get("locations.json") for _ in range(42)]
    limits = [answer.headers["x-shopify-shop-api-call-limit"] for answer in answers]
    assert [answer.status_code for answer in answers] == [200] * 40 + [429] * 2
    assert limits == [f"{number}/40" for number in range(1, 41)] + ["40/40"] * 2
    assert answers[-1].headers["retry-after"] == "0.5"
    assert "Exceeded 2 calls per second" in answers[-1].json()["errors"]
    shop.control("advance", {"seconds": 1})
    assert [shop.get("locations.json").status_code for _ in range(3)] == [200, 200, 429]
    shop.control("advance", {"seconds": 60})
    assert shop.get("locations.json").headers["x-shopify-shop-api-call-limit"] == "1/40"


def test_a_buyer_is_never_throttled(shop: Admin) -> None:
    shop.control("switches", {"bucket_size": 1})
    assert [shop.buy((TEA, 1))["number"] for _ in range(3)] == [1, 2, 3]
