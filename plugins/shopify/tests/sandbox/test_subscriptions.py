"""The connector reads, makes and moves the shop's subscriptions, and its sweep finds orders by when they were made."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from crossdock.connect import Secret, Subscription
from crossdock.connect.client import Reader, since_text
from crossdock.connect.line import Line
from crossdock.engine import json_text
from crossdock.errors import PlatformError
from crossdock.testing.receiver import Receiver
from crossdock_shopify.connector import Shopify
from crossdock_shopify.settings import ShopifySettings

from .conftest import MUG, Admin
from .test_taking_webhooks import incoming, subscribe

HERE, THERE = "https://hub.example.com/hooks/live/acme/orders", "https://old.example.com/hooks/live/acme/orders"


@pytest.fixture
def shopify(shop: Admin) -> Shopify:
    return Shopify(
        ShopifySettings(
            shop="example-tea",
            access_token=Secret("sandbox-shopify-token"),
            webhook_secret=Secret("sandbox-shopify-webhook-secret"),
            address=str(shop.client.base_url).rstrip("/"),
        )
    )


async def test_a_subscription_is_made_and_listed(shopify: Shopify, shop: Admin) -> None:
    webhook = shopify.webhook("order-created")
    async with Line(shopify) as line:
        assert await shopify.subscriptions(line) == []
        made = await shopify.subscribe(line, webhook, HERE, None)
        assert await shopify.subscriptions(line) == [made]
    (stored,) = shop.get("webhooks.json").json()["webhooks"]
    assert made == Subscription(id=str(stored["id"]), topic="orders/create", address=HERE)


async def test_a_subscription_is_moved_and_not_doubled(shopify: Shopify) -> None:
    webhook = shopify.webhook("order-created")
    async with Line(shopify) as line:
        old = await shopify.subscribe(line, webhook, THERE, None)
        new = await shopify.subscribe(line, webhook, HERE, old)
        assert (new.id, new.address) == (old.id, HERE)
        assert await shopify.subscriptions(line) == [new]


async def test_an_address_that_the_shop_refuses_is_told_in_its_words(shopify: Shopify) -> None:
    async with Line(shopify) as line:
        await shopify.subscribe(line, shopify.webhook("order-created"), HERE, None)
        with pytest.raises(PlatformError, match="already been taken"):
            await shopify.subscribe(line, shopify.webhook("order-created"), HERE, None)


async def test_an_order_is_the_same_message_by_list_and_by_webhook(
    shopify: Shopify, shop: Admin, hook: Receiver
) -> None:
    subscribe(shop, hook, "orders/create")
    order = shop.buy((MUG, 1), note="Grüße an 茶")
    (delivery,) = hook.wait_for(1)
    webhook = shopify.webhook("order-created")
    (told,) = shopify.messages(webhook, incoming(delivery))
    since = since_text(datetime.fromisoformat(order["created_at"]))
    async with Reader(shopify) as reader:
        found = {each["id"]: each async for each in reader.read("order", created_at_min=since)}
    record = found[order["id"]]
    listed = shopify.listed(shopify.resource("order"), "order-created", record)
    assert (listed.key, listed.version, listed.identities, listed.once) == (
        told.key,
        told.version,
        told.identities,
        True,
    )
    assert json_text.canonical(listed.payload) == json_text.canonical(told.payload)


async def test_a_list_of_what_was_made_leaves_out_what_was_only_changed(shopify: Shopify, shop: Admin) -> None:
    order = shop.buy((MUG, 1))
    tomorrow = since_text(datetime.fromisoformat(order["created_at"]) + timedelta(days=1))
    async with Reader(shopify) as reader:
        assert [each async for each in reader.read("order", created_at_min=tomorrow)] == []
