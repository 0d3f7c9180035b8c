"""What a request carries, once it is believed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from crossdock.connect import Connector, Incoming, Message, Numbered, Numbering, Outline, SharedSecret, Webhook
from crossdock.errors import InvalidInput, Malformed, NotFound, Rejected

CREATED = Webhook(
    name="order-created",
    title="Order created",
    description="A buyer ordered.",
    resource="order",
    topic="orders/create",
    topic_headers=("x-acme-topic", "acme-topic"),
    kind="order",
    version="changed.at",
    aliases=(("name", "name"), ("reference", "buyer.reference")),
    event_headers=("x-acme-event", "x-acme-delivery"),
    numbering=Numbering(number="sequence", within="account", grace_seconds=60),
    outline=Outline(resource="order", known_by="guid", kind="guid"),
    signature=SharedSecret(setting="spare"),
)


@pytest.fixture
def telling(acme: Connector) -> Connector:
    """A platform that sends something by itself."""
    declared = {"webhooks": (CREATED,), "package": acme.package}
    made: Connector = type("Telling", (type(acme),), declared)(acme.settings)
    return made


def incoming(body: Any, **headers: str) -> Incoming:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Incoming(headers=named, body=raw, received_at=datetime.now(UTC))


def only(connector: Connector, request: Incoming) -> Message:
    (message,) = connector.messages(connector.webhook("order-created"), request)
    return message


def test_a_message_has_its_key_its_version_and_its_names(telling: Connector) -> None:
    message = only(telling, incoming({"number": 7, "name": "#7", "changed": {"at": "2026-03-02T10:00:00+01:00"}}))
    assert (message.key, message.version) == ("7", "2026-03-02T10:00:00+01:00")
    assert message.identities == (("order", "7"), ("name", "#7"))


def test_a_body_is_passed_on_byte_for_byte(telling: Connector) -> None:
    raw = b'{ "number": 12345678901234567890,\n "price": 10.0, "brand_new_field": "\\u00fc" }'
    assert only(telling, incoming(raw)).payload == raw


def test_an_object_other_than_the_message_itself_is_told_by_its_path(telling: Connector) -> None:
    about = msgspec.structs.replace(CREATED, identity="order.number", version="")
    message = about.message(telling.resource("order"), {"number": 7, "order": {"number": "A1"}}, b"{}", "")
    assert (message.key, message.version, message.identities) == ("7", "", (("order", "A1"),))


@pytest.mark.parametrize(
    ("headers", "event"),
    [
        ({"x_acme_event": "E1", "x_acme_delivery": "D1"}, "E1"),
        ({"x_acme_delivery": "D1"}, "D1"),
        ({"x_acme_event": "", "x_acme_delivery": "D1"}, "D1"),
        ({}, ""),
    ],
)
def test_the_first_header_with_an_id_counts(headers: dict[str, str], event: str, telling: Connector) -> None:
    assert only(telling, incoming({"number": 7}, **headers)).event_id == event


def test_a_message_of_another_topic_is_refused(telling: Connector) -> None:
    only(telling, incoming({"number": 7}, acme_topic="orders/create"))
    with pytest.raises(InvalidInput, match="not of this webhook") as raised:
        only(telling, incoming({"number": 7}, acme_topic="orders/paid"))
    assert (raised.value.stable_code, "orders/paid" in raised.value.message) == ("other-topic", True)


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b'{"number": 1, "number": 2}'])
def test_a_body_that_is_no_json_is_told(body: bytes, telling: Connector) -> None:
    with pytest.raises(Malformed):
        only(telling, incoming(body))


@pytest.mark.parametrize("body", [{}, [], None, 7, {"number": None}, {"number": ""}, {"number": True}, {"number": {}}])
def test_a_body_without_a_key_is_told(body: Any, telling: Connector) -> None:
    with pytest.raises(InvalidInput, match="number"):
        only(telling, incoming(body))


def test_verifying_uses_the_connection_s_own_secret(telling: Connector) -> None:
    with pytest.raises(Rejected) as raised:
        telling.verify(CREATED, incoming({"number": 7}))
    assert raised.value.stable_code == "signature-unset"


def test_an_unknown_webhook_or_operation_is_named_with_what_there_is(telling: Connector) -> None:
    with pytest.raises(NotFound, match="order-created"):
        telling.webhook("order-creatd")
    with pytest.raises(NotFound, match="It has none"):
        telling.operation("create-order")


@pytest.mark.parametrize("number", ["12", 12])
def test_a_numbered_message_has_its_place_in_its_stream(telling: Connector, number: Any) -> None:
    message = only(telling, incoming({"number": 7, "account": "A", "sequence": number}))
    assert message.sequence == Numbered(stream="A/order-created", number=12, grace_seconds=60)


@pytest.mark.parametrize("number", [None, "", "twelve", "-1", 1.5, True, "1" * 19])
def test_a_message_without_a_number_has_no_place(telling: Connector, number: Any) -> None:
    assert only(telling, incoming({"number": 7, "sequence": number})).sequence is None


def test_a_message_and_its_mark_in_a_list_are_known_by_the_same(telling: Connector) -> None:
    told = only(telling, incoming({"number": 7, "guid": "6F0C"}))
    assert told.outlined_as == "6f0c"
    assert only(telling, incoming({"number": 7})).outlined_as == ""
