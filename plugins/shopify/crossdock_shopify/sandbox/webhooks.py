"""Subscriptions, and the signed messages that go to them: at least once, in no order one may rely on."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from crossdock.connect.sandbox import Outbox, Push, SandboxClock
from crossdock.engine import json_text
from crossdock_shopify.sandbox import inferred, start_data
from crossdock_shopify.sandbox.ids import Ids, written
from crossdock_shopify.sandbox.refusal import Refused, missing, not_found
from crossdock_shopify.sandbox.switches import ShopifySwitches

TOPICS = frozenset(
    {
        "orders/create",
        "orders/updated",
        "orders/paid",
        "orders/cancelled",
        "orders/fulfilled",
        "orders/partially_fulfilled",
        "refunds/create",
        "fulfillments/create",
        "fulfillments/update",
        "inventory_levels/update",
    }
)
"""What this shop ever sends; a real one has many more."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")
_NAMES = UUID("7ea00000-0000-4000-8000-000000000000")

Subscription = dict[str, Any]


class Webhooks:
    """The subscriptions of one app."""

    def __init__(self, clock: SandboxClock, outbox: Outbox, ids: Ids, switches: ShopifySwitches) -> None:
        self._clock, self._outbox, self._ids, self._switches = clock, outbox, ids, switches
        self._subscriptions: dict[int, Subscription] = {}
        self._made_before, self._sent = switches.made_before, 0

    def every(self) -> list[Subscription]:
        """All of them."""
        return list(self._subscriptions.values())

    def get(self, number: int) -> Subscription:
        """One of them; raises Refused where there is none."""
        if number not in self._subscriptions:
            raise not_found()
        return self._subscriptions[number]

    def create(self, sent: Any, api_version: str) -> Subscription:
        """Subscribe an address to a topic; raises Refused for a topic or an address that cannot be."""
        if not isinstance(sent, dict):
            raise missing("webhook")
        topic, address = sent.get("topic"), sent.get("address")
        if topic not in TOPICS:
            raise Refused({"topic": [inferred.BAD_TOPIC]})
        self._check_address(address, topic, None)
        now = written(self._clock.now())
        subscription = {
            **self._ids.new("WebhookSubscription"),
            "address": address,
            "topic": topic,
            "format": "json",
            "fields": [],
            "metafield_namespaces": [],
            "api_version": api_version,
            "created_at": now,
            "updated_at": now,
        }
        self._subscriptions[subscription["id"]] = subscription
        return subscription

    def change(self, number: int, sent: Any) -> Subscription:
        """Give a subscription another address; raises Refused where that cannot be."""
        subscription = self.get(number)
        if not isinstance(sent, dict):
            raise missing("webhook")
        address = sent.get("address", subscription["address"])
        self._check_address(address, subscription["topic"], number)
        subscription.update(address=address, updated_at=written(self._clock.now()))
        return subscription

    def delete(self, number: int) -> None:
        """Unsubscribe; raises Refused where there is no such subscription."""
        self.get(number)
        del self._subscriptions[number]

    def send(self, topic: str, document: Any) -> None:
        """Tell everyone who subscribed to a topic."""
        for subscription in self.every():
            if subscription["topic"] == topic:
                self._push(subscription, json_text.encode(document))

    def _push(self, subscription: Subscription, body: bytes) -> None:
        self._sent += 1
        if self._switches.lose_every and self._sent % self._switches.lose_every == 0:
            return
        every = self._switches.repeat_every
        for _ in range(2 if every and self._sent % every == 0 else 1):
            self._outbox.post(
                Push(
                    id=self._id("webhook"),
                    kind=subscription["topic"],
                    url=subscription["address"],
                    body=body,
                    headers=self._headers(subscription, body),
                    delays=inferred.RETRY_DELAYS,
                    given_up=self._giver_up(subscription["id"]),
                )
            )

    def _headers(self, subscription: Subscription, body: bytes) -> dict[str, str]:
        return {
            "content-type": "application/json",
            "X-Shopify-Topic": subscription["topic"],
            "X-Shopify-Hmac-Sha256": sign(body, start_data.CREDENTIALS["webhook_secret"]),
            "X-Shopify-Shop-Domain": start_data.DOMAIN,
            "X-Shopify-API-Version": subscription["api_version"],
            "X-Shopify-Webhook-Id": self._id("webhook"),
            "X-Shopify-Event-Id": self._id("event"),
            "X-Shopify-Triggered-At": written(self._clock.now()),
        }

    def _id(self, kind: str) -> str:
        """Of the message that is being sent."""
        return str(uuid5(_NAMES, f"{kind} {self._made_before}/{self._sent}"))

    def _giver_up(self, number: int) -> Callable[[], None]:
        def give_up() -> None:
            if self._switches.remove_dead_subscriptions:
                self._subscriptions.pop(number, None)

        return give_up

    def _check_address(self, address: Any, topic: str, number: int | None) -> None:
        try:
            parts = urlsplit(address if isinstance(address, str) else "")
            usable = bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
            raise Refused({"address": [inferred.BAD_ADDRESS]})
        if any((s["address"], s["topic"]) == (address, topic) and s["id"] != number for s in self.every()):
            raise Refused({"address": ["for this topic has already been taken"]})


def sign(body: bytes, secret: str) -> str:
    """The signature of a body: base64 of its HMAC-SHA256."""
    return base64.b64encode(hmac.digest(secret.encode(), body, sha256)).decode()
