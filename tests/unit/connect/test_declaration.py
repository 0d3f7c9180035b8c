from __future__ import annotations

from typing import Annotated, Any

import pytest
from msgspec import Meta, Struct

from crossdock.connect import Basic, Bearer, Connector, HeaderKey, QueryKey, Resource, Secret
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
    ],
)
def test_a_wrong_declaration_is_refused_with_the_class(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(PluginError, match="Acme is declared wrongly") as raised:
        declare(**changes)
    assert told in raised.value.message
    assert raised.value.stable_code == "connector-declaration"


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(PluginError, match=r"'host'.*no resources"):
        declare(base_url="https://{host}", resources=[])


def test_a_connector_refuses_another_ones_settings() -> None:
    with pytest.raises(TypeError, match="Settings"):
        declare()(Undescribed(shop="a", token=Secret("b")))
