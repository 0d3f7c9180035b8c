"""A shop that is opened again, for a receiver that remembers the earlier one."""

from __future__ import annotations

from typing import Any

import httpx

from crossdock.connect.sandbox import start_sandbox
from crossdock.connect.sandbox.server import running
from crossdock.testing.receiver import Delivery, receiver
from crossdock_shopify.connector import Shopify

from .conftest import MUG, Admin

IDS = ("x-shopify-webhook-id", "x-shopify-event-id")


def sell(switches: dict[str, Any]) -> tuple[Any, Delivery]:
    """The first order of a fresh shop, and what was told of it."""
    with (
        running(start_sandbox(Shopify, switches)) as address,
        httpx.Client(base_url=address) as client,
        receiver() as taking,
    ):
        shop = Admin(client)
        shop.made("webhooks.json", {"webhook": {"topic": "orders/create", "address": taking.url}})
        order = shop.buy((MUG, 1))
        (delivery,) = taking.wait_for(1)
    return order, delivery


def test_its_numbers_go_on_where_the_earlier_one_left_off() -> None:
    before, told_before = sell({})
    after, told_after = sell({"made_before": 5000})
    assert (before["name"], after["name"]) == ("#1001", "#6001")
    assert after["id"] == before["id"] + 5000
    assert after["line_items"][0]["id"] == before["line_items"][0]["id"] + 5000
    for header in IDS:
        assert told_before.headers[header] != told_after.headers[header]
