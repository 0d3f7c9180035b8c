"""What a connector declares of its platform's business: states, ledger events, inferred facts."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from msgspec import Meta, Struct

from crossdock.connect import (
    Connector,
    HeaderKey,
    HmacSignature,
    Inferred,
    LedgerEvent,
    Operation,
    Repeat,
    Resource,
    Secret,
    State,
    States,
    Tells,
    Webhook,
    Writes,
)
from crossdock.connect.inferred import Part, Place, inferred_facts
from crossdock.connect.ledger import tellings
from crossdock.errors import PluginError


class Settings(Struct, frozen=True, kw_only=True):
    token: Annotated[Secret, Meta(description="The key to the platform's API.")]


PAGE = Inferred(
    name="page-size", about="GET /orders size", assumed="A page holds a hundred orders.", source="Seen once."
)
CLOCK = Inferred(name="clock", about="every time", assumed="Times are in UTC.")
STATES = States(
    kind="order",
    resource="order",
    path="state",
    states=(State("", "Nothing happened."), State("picked", "Somebody has it in hand.")),
    no_return=("picked",),
)
PLACED = Tells(event=LedgerEvent.ORDER_PLACED, at="at", lines="lines", sku="sku", quantity="count")


def order(**changes: Any) -> Resource:
    return Resource(**{"name": "order", "title": "Order", "description": "An order.", "key": ("id",), **changes})


def declare(*resources: Resource, **changes: Any) -> type[Connector]:
    declared: dict[str, Any] = {
        "name": "acme",
        "title": "Acme",
        "settings_type": Settings,
        "base_url": "https://acme.example",
        "auth": HeaderKey("X-Token", setting="token"),
        "resources": resources or (order(),),
        "webhooks": (
            Webhook(
                name="order-created",
                title="Order created",
                description="A buyer ordered.",
                resource="order",
                topic="orders/create",
                kind="order",
                signature=HmacSignature(headers=("x-acme-hmac",), setting="token"),
                inferred=(CLOCK,),
            ),
        ),
        "operations": (
            Operation(
                name="create-order",
                title="Create order",
                description="Sends an order.",
                resource="order",
                kind="order",
                writes=Writes.CREATE,
                repeat=Repeat.HARMLESS,
                path="/orders",
                inferred=(PAGE,),
            ),
        ),
    }
    return type("Acme", (Connector,), declared | changes)


def test_a_fact_is_told_once_with_every_place_that_uses_it() -> None:
    connector = declare(order(inferred=(PAGE,)), inferred=(CLOCK,))
    clock, page = inferred_facts(connector)
    assert (clock.fact, clock.used_by) == (CLOCK, (Place(Part.CONNECTOR), Place(Part.WEBHOOK, "order-created")))
    assert (page.fact, page.used_by) == (PAGE, (Place(Part.RESOURCE, "order"), Place(Part.OPERATION, "create-order")))
    assert [str(place) for place in clock.used_by] == ["the whole connector", "webhook order-created"]


def test_an_event_names_the_webhooks_that_bring_it() -> None:
    read, brought = order(name="read", tells=(PLACED,)), order(tells=(PLACED,))
    assert [(each.resource, each.webhooks) for each in tellings(declare(brought, read))] == [
        ("order", ("order-created",)),
        ("read", ()),
    ]


@pytest.mark.parametrize(
    ("record", "state"),
    [({"state": "picked"}, "picked"), ({"state": None}, ""), ({}, ""), ({"state": True}, "true"), ({"state": 4}, "4")],
)
def test_a_state_is_read_as_the_platform_writes_it(record: Any, state: str) -> None:
    assert STATES.of(record) == state


def test_a_state_is_read_at_its_path() -> None:
    deep = States(kind="order", resource="order", path="order.state", states=STATES.states, no_return=())
    assert deep.of({"order": {"state": "picked"}}) == "picked"
    assert deep.of({"order": "picked"}) == ""


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"resource": "ordre"}, "stand in a resource that is not there"),
        ({"path": ""}, "have no path such as"),
        ({"path": "order..state"}, "have no path such as"),
        ({"kind": "parcel"}, "of 'parcel', a kind that nothing else of it names"),
        ({"states": ()}, "are none"),
        ({"states": STATES.states * 2}, "hold 'picked' 2 times"),
        ({"states": (State("picked", ""),)}, "do not say what 'picked' means"),
        ({"no_return": ("packed",)}, "point of no return at 'packed', which is none of them"),
    ],
)
def test_states_that_lead_nowhere_are_refused(changes: dict[str, Any], fault: str) -> None:
    given: dict[str, Any] = {"kind": "order", "resource": "order", "path": "state", "states": STATES.states}
    with pytest.raises(PluginError, match=fault):
        declare(states=(States(**{**given, "no_return": STATES.no_return, **changes}),))


def test_states_are_declared_once() -> None:
    with pytest.raises(PluginError, match="are declared 2 times"):
        declare(states=(STATES, STATES))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"event": "posted"}, "tells 'posted', which is no ledger event"),
        ({"at": "made at"}, "names the path 'made at'"),
        ({"lines": ".lines"}, "names the path '.lines'"),
        ({"when": (("", ("gone",)),)}, "names the path"),
        ({"when": (("state", ("{}",)),)}, "names the path"),
        ({"when": (("state", ("{open",)),)}, "names the path '{open'"),
        ({"event": LedgerEvent.SHIPPED, "sku": ""}, "does not say of which SKU"),
        ({"event": LedgerEvent.SHIPPED, "quantity": ""}, "does not say how many"),
        ({"event": LedgerEvent.STOCK_COUNTED, "quantity": ""}, "does not say how many"),
        ({"event": LedgerEvent.ITEM_CHANGED, "sku": "", "quantity": "", "lines": ""}, "does not say of which SKU"),
        ({"sku": ""}, "has lines without the path of their SKU"),
        ({"quantity": "", "less": "gone"}, "takes 'gone' off no quantity"),
    ],
)
def test_an_event_that_could_not_be_told_is_refused(changes: dict[str, Any], fault: str) -> None:
    given: dict[str, Any] = {"event": LedgerEvent.ORDER_PLACED, "at": "at", "lines": "lines", "sku": "sku"}
    with pytest.raises(PluginError, match=fault):
        declare(order(tells=(Tells(**{**given, "quantity": "count", **changes}),)))


def test_an_event_is_told_once_in_one_case() -> None:
    with pytest.raises(PluginError, match="tells 'order-placed' 2 times in the same case"):
        declare(order(tells=(PLACED, PLACED)))
    other = Tells(event=LedgerEvent.ORDER_PLACED, at="paid_at", when=(("paid_at", ()),))
    declare(order(tells=(PLACED, other)))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": "Page size"}, "'Page size' cannot be the name of a fact"),
        ({"about": " "}, "does not say what field or endpoint it is about"),
        ({"assumed": ""}, "does not say what is assumed"),
    ],
)
def test_an_inferred_fact_says_what_is_assumed_of_what(changes: dict[str, str], fault: str) -> None:
    given = {"name": "page", "about": "GET /orders", "assumed": "A page holds a hundred."}
    with pytest.raises(PluginError, match=fault):
        declare(inferred=(Inferred(**{**given, **changes}),))


def test_one_name_is_one_fact() -> None:
    other = Inferred(name="page-size", about="GET /orders size", assumed="A page holds fifty orders.")
    with pytest.raises(PluginError, match="'page-size' is declared in 2 ways"):
        declare(order(inferred=(other,)))


def test_a_fact_hangs_on_a_place_once() -> None:
    with pytest.raises(PluginError, match="'page-size' hangs on resource order 2 times"):
        declare(order(inferred=(PAGE, PAGE)))
