"""A sender of signed orders that behaves as Shopify does: at least once, and again until it is acknowledged."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from hashlib import sha256
from threading import Lock
from typing import Any
from uuid import uuid4

import httpx
import msgspec

from crossdock.demo.folder import demo_folder
from crossdock.demo.note import HookNote

CONNECTIONS = 8
GIVE_UP_SECONDS = 180.0
_PAUSE = 0.2
_ANSWER_SECONDS = 5.0
"""Shopify waits no longer for an answer."""
_TWICE_EVERY = 10
"""So many acknowledged orders, and one of them is sent once more all the same."""
_SAMPLE = "mappings/shopify-order-to-seko/fixtures/gift-next-day/input.json"


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """One order as it is sent, each time with the same bytes and ids."""

    number: str
    """As the warehouse has it: '50001'."""
    body: bytes
    event_id: str


def orders(count: int, first: int = 50_001) -> list[Order]:
    """Orders that differ in their numbers."""
    return [order(number) for number in range(first, first + count)]


def order(number: int, **changes: Any) -> Order:
    """An order of its own; `changes` replace fields of the document. Each call is an event of its own."""
    document = json.loads((demo_folder() / _SAMPLE).read_bytes())
    document |= {"id": 6_000_000_000_000 + number, "name": f"#{number}", "order_number": number, **changes}
    return Order(number=str(number), body=json.dumps(document).encode(), event_id=str(uuid4()))


class Sender:
    """Sends to one address, over and over where it must."""

    def __init__(self, hook: HookNote) -> None:
        self._hook = hook
        self._lock = Lock()
        self._acknowledged: list[str] = []

    @property
    def acknowledged(self) -> int:
        """How many orders were answered with 2xx."""
        with self._lock:
            return len(self._acknowledged)

    def start(self, wanted: Sequence[Order]) -> Future[None]:
        """Send orders in the background; done when each is acknowledged, and raises what stands in the way."""
        starter = ThreadPoolExecutor(1)
        sending = starter.submit(self.send, wanted)
        starter.shutdown(wait=False)
        return sending

    def send(self, wanted: Sequence[Order]) -> None:
        """Send orders over several connections until each is acknowledged; raises AssertionError where one cannot be."""
        with ThreadPoolExecutor(CONNECTIONS) as senders:
            for _ in senders.map(self._insist, wanted):
                pass

    def _insist(self, wanted: Order) -> None:
        until = time.monotonic() + GIVE_UP_SECONDS
        answer = "none"
        while time.monotonic() < until:
            answer = self._try(wanted)
            if answer == "2xx":
                with self._lock:
                    self._acknowledged.append(wanted.number)
                    again = len(self._acknowledged) % _TWICE_EVERY == 0
                if again:
                    self._try(wanted)
                return
            time.sleep(_PAUSE)
        raise AssertionError(f"order {wanted.number} was not acknowledged; the last answer was {answer}")

    def _try(self, wanted: Order) -> str:
        """'2xx', or what came instead; a refusal is raised: no repetition would change it."""
        digest = hmac.digest(self._hook.secret.encode(), wanted.body, sha256)
        headers = {
            "content-type": "application/json",
            "X-Shopify-Topic": "orders/create",
            "X-Shopify-Shop-Domain": "example-tea.myshopify.com",
            "X-Shopify-Hmac-Sha256": base64.b64encode(digest).decode(),
            "X-Shopify-Webhook-Id": wanted.event_id,
            "X-Shopify-Event-Id": wanted.event_id,
        }
        try:
            answer = httpx.post(self._hook.url, content=wanted.body, headers=headers, timeout=_ANSWER_SECONDS)
        except httpx.HTTPError as error:
            return type(error).__name__
        if answer.is_client_error:
            raise AssertionError(f"order {wanted.number} was refused with {answer.status_code}: {answer.text}")
        return "2xx" if answer.is_success else str(answer.status_code)
