"""The connector takes in what the sandbox sends: believed, and split into messages with key, version and event."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from crossdock.connect import Incoming, Message, Secret
from crossdock.errors import InvalidInput, Rejected
from crossdock.model.money import Money
from crossdock.testing.receiver import Delivery, Receiver
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import MUG, Admin

SHOPIFY = Shopify(
    ShopifySettings(
        shop="example-tea",
        access_token=Secret("sandbox-shopify-token"),
        webhook_secret=Secret("sandbox-shopify-webhook-secret"),
    )
)


def subscribe(shop: Admin, hook: Receiver, *topics: str) -> None:
    for topic in topics:
        shop.made("webhooks.json", {"webhook": {"topic": topic, "address": hook.url}})


def incoming(delivery: Delivery) -> Incoming:
    return Incoming(headers=delivery.headers, body=delivery.body, received_at=datetime.now(UTC))


def taken(name: str, delivery: Delivery) -> Message:
    webhook = SHOPIFY.webhook(name)
    SHOPIFY.verify(webhook, incoming(delivery))
    (message,) = SHOPIFY.messages(webhook, incoming(delivery))
    return message


def test_an_order_is_believed_and_known_by_its_id(shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/create")
    order = shop.buy((MUG, 1), note="Grüße an 茶")
    (delivery,) = hook.wait_for(1)
    message = taken("order-created", delivery)
    assert message == Message(
        payload=delivery.body,
        key=str(order["id"]),
        version=order["updated_at"],
        identities=(
            ("order", str(order["id"])),
            ("order-name", order["name"]),
            ("order-number", str(order["order_number"])),
        ),
        worth=Money(amount=order["current_total_price"], currency=order["currency"]),
        event_id=delivery.headers["x-shopify-event-id"],
        once=True,
    )


def test_an_order_sent_twice_is_one_event(shop: Admin, hook: Receiver) -> None:
    shop.control("switches", {"repeat_every": 1})
    subscribe(shop, hook, "orders/create")
    shop.buy((MUG, 1))
    first, second = hook.wait_for(2)
    assert taken("order-created", first) == taken("order-created", second)


def test_a_cancellation_and_a_refund_are_about_their_order(shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/cancelled", "refunds/create")
    order = shop.buy((MUG, 1))
    refund: Any = {"refund": {"transactions": [], "refund_line_items": [], "note": "sorry"}}
    made = shop.made(f"orders/{order['id']}/refunds.json", refund)
    shop.post(f"orders/{order['id']}/cancel.json", {})
    by_topic = {delivery.headers["x-shopify-topic"]: delivery for delivery in hook.wait_for(2)}
    cancelled = taken("order-cancelled", by_topic["orders/cancelled"])
    refunded = taken("refund-created", by_topic["refunds/create"])
    assert cancelled.identities[0] == refunded.identities[0] == ("order", str(order["id"]))
    assert (refunded.key, refunded.identities[1]) == (str(made["id"]), ("refund", str(made["id"])))


@pytest.mark.parametrize("spelling", ["x-shopify-", "shopify-"])
def test_headers_are_read_with_and_without_their_x(spelling: str, shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/create")
    shop.buy((MUG, 1))
    (delivery,) = hook.wait_for(1)
    headers = {name.replace("x-shopify-", spelling): text for name, text in delivery.headers.items()}
    message = taken("order-created", msgspec.structs.replace(delivery, headers=headers))
    assert message.event_id == delivery.headers["x-shopify-event-id"]


def test_a_message_of_another_topic_or_another_app_is_not_taken(shop: Admin, hook: Receiver) -> None:
    subscribe(shop, hook, "orders/create")
    shop.buy((MUG, 1))
    (delivery,) = hook.wait_for(1)
    with pytest.raises(InvalidInput, match="not of this webhook"):
        taken("order-updated", delivery)
    foreign = Shopify(msgspec.structs.replace(SHOPIFY.settings, webhook_secret=Secret("another-app-s-secret")))
    with pytest.raises(Rejected):
        foreign.verify(foreign.webhook("order-created"), incoming(delivery))
