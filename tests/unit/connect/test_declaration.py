from __future__ import annotations

from typing import Annotated, Any

import pytest
from msgspec import Meta, Struct

from crossdock.connect import (
    Basic,
    Bearer,
    Connector,
    HeaderKey,
    HmacSignature,
    Offered,
    Operation,
    QueryKey,
    Rate,
    Repeat,
    Resource,
    Secret,
    SharedSecret,
    Webhook,
    Writes,
)
from crossdock.errors import PluginError


class Settings(Struct, frozen=True, kw_only=True):
    shop: Annotated[str, Meta(description="The shop.")]
    token: Annotated[Secret, Meta(description="The key.")]


class Undescribed(Struct, frozen=True, kw_only=True):
    shop: str
    token: Annotated[Secret, Meta(description="The key.")]


class Unwritable(Struct, frozen=True, kw_only=True):
    shop: Annotated[int, Meta(pattern="^a$", description="The shop.")]
    token: Annotated[Secret, Meta(description="The key.")]


ORDER = Resource(name="order", title="Order", description="An order.", key=("id",))
GOOD: dict[str, Any] = {
    "name": "acme",
    "title": "Acme",
    "settings_type": Settings,
    "base_url": "https://{shop}.acme.example",
    "auth": HeaderKey("X-Token", setting="token"),
    "resources": [ORDER],
}


def declare(**changes: Any) -> type[Connector]:
    declared = {name: value for name, value in {**GOOD, **changes}.items() if value is not None}
    return type("Acme", (Connector,), declared)


def order(**changes: Any) -> Resource:
    return Resource(**{"name": "order", "title": "Order", "description": "An order.", "key": ("id",), **changes})


def webhook(**changes: Any) -> Webhook:
    good = {
        "name": "order-created",
        "title": "Order created",
        "description": "A buyer ordered.",
        "resource": "order",
        "topic": "orders/create",
        "kind": "order",
        "signature": HmacSignature(headers=("x-acme-hmac",), setting="token"),
    }
    return Webhook(**{**good, **changes})


def operation(**changes: Any) -> Operation:
    good = {
        "name": "create-order",
        "title": "Create order",
        "description": "Sends an order.",
        "resource": "order",
        "kind": "order",
        "writes": Writes.CREATE,
        "repeat": Repeat.UNKNOWABLE,
        "path": "/orders",
    }
    return Operation(**{**good, **changes})


OFFERED = Offered(signature=SharedSecret(setting="token"))


@pytest.mark.parametrize(
    "auth", [HeaderKey("X", setting="token"), QueryKey("k", setting="token"), Bearer("token"), Basic("shop", "token")]
)
def test_a_good_declaration_is_accepted(auth: object) -> None:
    assert declare(auth=auth).resource("order") is ORDER


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": None, "title": None}, "declares no name, title"),
        ({"name": "Acme Shop"}, "Acme Shop"),
        ({"settings_type": dict}, "no msgspec.Struct"),
        ({"settings_type": Undescribed}, "'shop' has no description"),
        ({"settings_type": Unwritable}, "cannot be asked for in a form"),
        ({"base_url": "https://{host}/"}, "'host', which is no setting"),
        ({"base_url": "https://acme.example/{token}"}, "names the secret 'token'"),
        ({"auth": HeaderKey("X", setting="key")}, "'key', which is no setting"),
        ({"auth": HeaderKey("X", setting="shop")}, "'shop' authenticates, and is no Secret"),
        ({"resources": []}, "no resources"),
        ({"resources": [ORDER, ORDER]}, "'order' 2 times"),
        ({"resources": [order(name="StockLevel")]}, "snake_case"),
        ({"resources": [order(key=())]}, "no tuple of key paths"),
        ({"resources": [order(key="id")]}, "no tuple of key paths"),
        ({"resources": [order(description="")]}, "no title or no description"),
        ({"resources": [order(path="orders")]}, "does not start with a slash"),
        ({"webhooks": [webhook(), webhook()]}, "the webhook 'order-created' 2 times"),
        ({"webhooks": [webhook(name="OrderCreated")]}, "'OrderCreated' cannot be the name of a webhook"),
        ({"webhooks": [webhook(resource="parcel")]}, "names the resource 'parcel', and there is none"),
        ({"webhooks": [webhook(description="")]}, "'order-created' has no title or no description"),
        ({"webhooks": [webhook(kind="")]}, "has no kind of identity"),
        ({"webhooks": [webhook(topic="")]}, "has no topic"),
        ({"webhooks": [webhook(signature=SharedSecret(setting="shop"))]}, "'shop', which is no secret setting"),
        ({"webhooks": [webhook(event_headers=("X-Event",))]}, "'X-Event', which is not in lower case"),
        ({"operations": [operation(), operation()]}, "the operation 'create-order' 2 times"),
        ({"operations": [operation(resource="parcel")]}, "names the resource 'parcel', and there is none"),
        ({"operations": [operation(path="orders")]}, "'create-order' does not start with a slash"),
        ({"operations": [operation(repeat=Repeat.FOUND)]}, "does not override `find`"),
        ({"operations": [operation(repeat=Repeat.REFUSED)]}, "does not override `is_repeat`"),
        ({"operations": [operation(batch=0)]}, "'create-order' takes 0 messages at once"),
        ({"operations": [operation(batch=2)]}, "does not override `write_batch`"),
        ({"operations": [operation(offered=OFFERED)]}, "is offered, and has a path"),
        ({"operations": [operation(path="", offered=OFFERED)]}, "does not override `acknowledged`"),
        (
            {"operations": [operation(path="", offered=Offered(signature=SharedSecret(setting="shop")))]},
            "'shop', which is no secret setting",
        ),
        ({"rate": Rate(per_second=0, burst=40)}, "lets nothing out"),
    ],
)
def test_a_wrong_declaration_is_refused_with_the_class(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(PluginError, match="Acme is declared wrongly") as raised:
        declare(**changes)
    assert told in raised.value.message
    assert raised.value.stable_code == "connector-declaration"


def test_webhooks_operations_and_a_rate_are_accepted() -> None:
    made = declare(webhooks=[webhook()], operations=[operation()], rate=Rate(per_second=2, burst=40))
    assert (made.webhook("order-created"), made.operation("create-order")) == (webhook(), operation())


@pytest.mark.parametrize(("repeat", "method"), [(Repeat.FOUND, "find"), (Repeat.REFUSED, "is_repeat")])
def test_what_a_repeat_needs_may_be_inherited(repeat: Repeat, method: str) -> None:
    between = type("Between", (declare(),), {method: lambda *_: None, "package": "acme"})
    made = type("Acme", (between,), {"operations": [operation(repeat=repeat)]})
    assert issubclass(made, Connector)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(PluginError, match=r"'host'.*no resources"):
        declare(base_url="https://{host}", resources=[])


def test_a_connector_refuses_another_ones_settings() -> None:
    with pytest.raises(TypeError, match="Settings"):
        declare()(Undescribed(shop="a", token=Secret("b")))
