"""What a store tells by itself: signed, thin, and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from crossdock.connect import Incoming, Secret
from crossdock.engine import json_text
from crossdock.testing.receiver import Receiver, receiver
from crossdock_bigcommerce.connector import BigCommerce
from crossdock_bigcommerce.sandbox import start_data
from crossdock_bigcommerce.settings import BigCommerceSettings

from .conftest import Account

STORE = BigCommerce(
    BigCommerceSettings(
        store_hash=start_data.STORE_HASH,
        access_token=Secret(start_data.ACCESS_TOKEN),
        client_secret=Secret(start_data.CLIENT_SECRET),
    )
)


@pytest.fixture
def mail() -> Iterator[Receiver]:
    with receiver() as taking:
        yield taking


def subscribe(account: Account, mail: Receiver, scope: str) -> Any:
    answer = account.ask("POST", "/v3/hooks", {"scope": scope, "destination": f"{mail.url}/orders"})
    assert answer.is_success, answer.text
    return answer.json()["data"]


def test_a_notice_is_believed_and_names_its_order(account: Account, mail: Receiver) -> None:
    subscribe(account, mail, "store/order/*")
    order = account.control("orders", {"lines": {"TEA-ASSAM-250": 1}})
    mail.wait_for(2)
    told = {}
    for delivery in mail.deliveries:
        sent = datetime.fromtimestamp(int(delivery.headers["webhook-timestamp"]), UTC)
        incoming = Incoming(headers=delivery.headers, body=delivery.body, received_at=sent)
        webhook = STORE.webhook("order-status-updated")
        STORE.verify(webhook, incoming)
        (message,) = STORE.messages(webhook, incoming)
        told[json_text.decode(delivery.body)["scope"]] = message.key
    assert told == dict.fromkeys(("store/order/created", "store/order/statusUpdated"), str(order["id"]))


def test_what_is_sent_twice_has_one_hash_and_what_is_lost_never_comes(account: Account, mail: Receiver) -> None:
    subscribe(account, mail, "store/order/statusUpdated")
    account.control("switches", {"repeat_every": 2, "lose_every": 3})
    for _ in range(3):
        account.control("orders", {"lines": {"TEA-ASSAM-250": 1}})
    mail.wait_for(3)
    hashes = [json_text.decode(delivery.body)["hash"] for delivery in mail.deliveries]
    assert (len(hashes), len(set(hashes))) == (3, 2)


def test_a_webhook_is_made_once_changed_and_taken_away(account: Account, mail: Receiver) -> None:
    made = subscribe(account, mail, "store/order/created")
    path = f"/v3/hooks/{made['id']}"
    again = {"scope": made["scope"], "destination": made["destination"]}
    assert account.ask("POST", "/v3/hooks", again).status_code == 409
    assert account.ask("PUT", path, {"is_active": False}).json()["data"]["is_active"] is False
    account.control("orders", {"lines": {"TEA-ASSAM-250": 1}})
    assert account.ask("DELETE", path).is_success
    assert (account.ask("GET", path).status_code, mail.deliveries) == (404, [])


@pytest.mark.parametrize(
    "wrong", [{"scope": "store/nothing/*"}, {"destination": "http://hub.example.com/x"}, {"destination": "nowhere"}]
)
def test_a_webhook_that_cannot_be_sent_is_refused(wrong: Any, account: Account) -> None:
    usual = {"scope": "store/order/created", "destination": "https://hub.example.com/x"}
    assert account.ask("POST", "/v3/hooks", {**usual, **wrong}).status_code == 422
