"""Webhooks of the shop: subscribed to, signed, repeated, given up."""

from __future__ import annotations

import base64
import hmac
from collections import Counter
from hashlib import sha256
from typing import Any

import pytest

from crossdock.testing.receiver import Receiver

from .conftest import MUG, MUG_ITEM, NORTH, Admin

SECRET = b"sandbox-shopify-webhook-secret"


def subscribe(shop: Admin, hook: Receiver, *topics: str) -> list[Any]:
    return [shop.made("webhooks.json", {"webhook": {"topic": topic, "address": hook.url}}) for topic in topics]


def test_an_order_is_told_signed_over_its_raw_body(shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/create")
    order = shop.buy((MUG, 1), note="Grüße an 茶")
    (delivery,) = hook.wait_for(1)
    expected = base64.b64encode(hmac.digest(SECRET, delivery.body, sha256)).decode()
    assert delivery.headers["x-shopify-hmac-sha256"] == expected
    assert delivery.headers["x-shopify-topic"] == "orders/create"
    assert delivery.headers["x-shopify-shop-domain"] == "example-tea.myshopify.com"
    assert delivery.headers["x-shopify-api-version"] == "2025-10"
    assert delivery.headers["x-shopify-triggered-at"] == "2026-03-02T10:00:00+01:00"
    assert delivery.document == order


def test_every_event_has_its_ids(shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/create")
    for _ in range(3):
        shop.buy((MUG, 1))
    deliveries = hook.wait_for(3)
    for header in ("x-shopify-webhook-id", "x-shopify-event-id"):
        assert len({delivery.headers[header] for delivery in deliveries}) == 3


def test_each_change_is_told_under_its_topics(shop: Admin, hook: Receiver) -> None:
    subscribe(
        shop,
        hook,
        "orders/create",
        "orders/paid",
        "orders/updated",
        "orders/cancelled",
        "orders/partially_fulfilled",
        "orders/fulfilled",
        "fulfillments/create",
        "fulfillments/update",
        "refunds/create",
        "inventory_levels/update",
    )

    def told_by(count: int) -> Counter[str]:
        hook.wait_for(count)
        shop.control("advance", {"seconds": 1})
        told = Counter(delivery.headers["x-shopify-topic"] for delivery in hook.deliveries)
        before, seen[0] = seen[0], told
        return told - before

    seen: list[Counter[str]] = [Counter()]
    order = shop.buy((MUG, 2))
    assert told_by(3) == {"orders/create": 1, "orders/paid": 1, "inventory_levels/update": 1}
    (waiting,) = shop.waiting(order)
    made = shop.ship((waiting, {waiting["line_items"][0]["id"]: 1})).json()["fulfillment"]
    assert told_by(6) == {"fulfillments/create": 1, "orders/updated": 1, "orders/partially_fulfilled": 1}
    shop.ship(*shop.waiting(order))
    assert told_by(9) == {"fulfillments/create": 1, "orders/updated": 1, "orders/fulfilled": 1}
    shop.post(f"fulfillments/{made['id']}/update_tracking.json", {"fulfillment": {"tracking_info": {"number": "X"}}})
    assert told_by(11) == {"fulfillments/update": 1, "orders/updated": 1}
    shop.made(f"orders/{order['id']}/refunds.json", {"refund": {"note": "A kind word"}})
    assert told_by(13) == {"refunds/create": 1, "orders/updated": 1}
    shop.post("inventory_levels/set.json", {"inventory_item_id": MUG_ITEM, "location_id": NORTH, "available": 9})
    assert told_by(14) == {"inventory_levels/update": 1}
    other = shop.buy((MUG, 1))
    told_by(17)
    shop.made(f"orders/{other['id']}/cancel.json", {})
    assert told_by(19) == {"orders/updated": 1, "orders/cancelled": 1}


def test_a_webhook_is_repeated_until_it_is_taken_as_the_same_delivery(shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/create")
    hook.statuses = [500, 404, 302]
    shop.buy((MUG, 1))
    hook.wait_for(1)
    shop.control("advance", {"seconds": 3600})
    deliveries = hook.wait_for(4)
    assert len(deliveries) == 4
    assert len({delivery.headers["x-shopify-webhook-id"] for delivery in deliveries}) == 1
    assert len({delivery.body for delivery in deliveries}) == 1
    (webhook,) = shop.state("webhooks").values()
    assert (webhook["outcome"], webhook["attempts"]) == ("delivered", 4)


@pytest.mark.parametrize("removed", [True, False])
def test_a_webhook_is_given_up_after_eight_more_tries_in_four_hours(removed: bool, shop: Admin, hook: Receiver) -> None:
    shop.control("switches", {"remove_dead_subscriptions": removed})
    subscribe(shop, hook, "orders/create")
    hook.statuses = [500] * 100
    shop.buy((MUG, 1))
    shop.control("advance", {"seconds": 4 * 3600 - 60})
    assert len(hook.deliveries) == 8
    shop.control("advance", {"seconds": 120})
    assert len(hook.deliveries) == 9
    assert [webhook["outcome"] for webhook in shop.state("webhooks").values()] == ["given-up"]
    assert bool(shop.state("subscriptions")) is not removed
    shop.control("advance", {"seconds": 90_000})
    assert len(hook.deliveries) == 9


def test_a_receiver_that_is_away_is_tried_again(shop: Admin, hook: Receiver) -> None:
    shop.made("webhooks.json", {"webhook": {"topic": "orders/create", "address": "http://127.0.0.1:9/nobody"}})
    shop.buy((MUG, 1))
    shop.control("advance", {"seconds": 61})
    (webhook,) = shop.state("webhooks").values()
    assert (webhook["outcome"], webhook["attempts"], webhook["answer"]) == ("waiting", 2, "ConnectError")


def test_delivery_is_at_least_once(shop: Admin, hook: Receiver) -> None:
    shop.control("switches", {"repeat_every": 2})
    subscribe(shop, hook, "orders/create")
    for _ in range(4):
        shop.buy((MUG, 1))
    deliveries = hook.wait_for(6)
    told = Counter(delivery.headers["x-shopify-webhook-id"] for delivery in deliveries)
    assert sorted(told.values()) == [1, 1, 2, 2]


def test_a_webhook_may_never_come(shop: Admin, hook: Receiver) -> None:
    shop.control("switches", {"lose_every": 2})
    subscribe(shop, hook, "orders/create")
    bought = [shop.buy((MUG, 1))["name"] for _ in range(3)]
    assert sorted(delivery.document["name"] for delivery in hook.wait_for(2)) == [bought[0], bought[2]]


def test_subscriptions_are_read_changed_and_deleted(shop: Admin, hook: Receiver) -> None:
    first, second = subscribe(shop, hook, "orders/create", "orders/cancelled")
    assert shop.get("webhooks/count.json").json() == {"count": 2}
    chosen = shop.get("webhooks.json", topic="orders/create").json()["webhooks"]
    assert chosen == [first] == [shop.get(f"webhooks/{first['id']}.json").json()["webhook"]]
    address = f"{hook.url}/other"
    changed = shop.send("PUT", f"webhooks/{first['id']}.json", {"webhook": {"address": address}}).json()["webhook"]
    assert changed["address"] == address
    assert shop.send("DELETE", f"webhooks/{second['id']}.json").json() == {}
    assert shop.errors(shop.send("DELETE", f"webhooks/{second['id']}.json"), 404) == "Not Found"
    shop.made(f"orders/{shop.buy((MUG, 1))['id']}/cancel.json", {})
    assert [delivery.path for delivery in hook.wait_for(1)] == ["/other"]


@pytest.mark.parametrize(
    ("webhook", "field"),
    [
        ({"topic": "orders/eaten"}, "topic"),
        ({"topic": None}, "topic"),
        ({"address": "http://shop.example.com/hook"}, "address"),
        ({"address": "ftp://127.0.0.1/hook"}, "address"),
        ({"address": "https://"}, "address"),
        ({"address": 7}, "address"),
        ({"address": "http://[::1"}, "address"),
    ],
)
def test_a_subscription_that_cannot_be_is_refused(webhook: dict[str, Any], field: str, shop: Admin) -> None:
    sent = {"topic": "orders/create", "address": "https://shop.example.com/hook", **webhook}
    assert field in shop.errors(shop.post("webhooks.json", {"webhook": sent}))
    assert shop.state("subscriptions") == {}


def test_an_address_subscribes_to_a_topic_once(shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/create")
    again = shop.post("webhooks.json", {"webhook": {"topic": "orders/create", "address": hook.url}})
    assert shop.errors(again) == {"address": ["for this topic has already been taken"]}
