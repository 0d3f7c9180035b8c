"""What Shopify's connector says of orders' states and of what its messages mean, and what it takes for granted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from crossdock.connect import LedgerEvent, ToldEvent, ToldLine, told_events
from crossdock.connect.inferred import inferred_facts
from crossdock.engine import json_text
from crossdock_shopify.connector import Shopify

README = (Path(__file__).parents[1] / "README.md").read_text()


def told(resource: str, name: str) -> dict[str, ToldEvent]:
    found = {each.name: each.payload for each in Shopify.resource(resource).samples(Shopify.package)}
    record: Any = json_text.decode(found[name])
    return {event.event: event for event in told_events(Shopify.resource(resource), record)}


def test_the_readme_s_table_is_what_is_declared() -> None:
    table = README.partition("## What is inferred")[2].partition("And in the sandbox")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    facts = [each.fact for each in inferred_facts(Shopify)]
    assert rows == [f"| `{fact.name}` | {fact.about} | {fact.assumed} | {fact.source} |" for fact in facts]


def test_an_order_is_placed_once_and_cancelled_where_it_says_so() -> None:
    assert set(told("order", "part-refunded")) == {LedgerEvent.ORDER_PLACED}
    events = told("order", "cancelled-before-shipping")
    assert set(events) == {LedgerEvent.ORDER_PLACED, LedgerEvent.ORDER_CANCEL_REQUESTED}
    assert {event.order for event in events.values()} == {"5890012340150"}
    assert events["order-placed"].lines == (ToldLine(sku="TIN-ROUND-S", quantity=Decimal(1)),)


def test_a_refund_is_of_its_order_with_or_without_goods() -> None:
    chipped = told("refund", "one-mug-chipped")["refunded"]
    assert (chipped.order, [line.sku for line in chipped.lines]) == ("5890012340050", ["MUG-STONE-01"])
    assert told("refund", "shipping-only")["refunded"].lines == ()


def test_a_fulfilment_tells_how_far_its_parcels_are() -> None:
    assert set(told("fulfilment", "two-parcels")) == {LedgerEvent.SHIPPED, LedgerEvent.TRACKING_SCANNED}
    assert set(told("fulfilment", "delivered")) == {LedgerEvent.SHIPPED, LedgerEvent.DELIVERY_ARRIVED}
