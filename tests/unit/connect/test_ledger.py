"""Ledger events: what a record tells, by its resource's declaration."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossdock.connect import LedgerEvent, Resource, Tells, ToldLine, told_events
from crossdock.connect.ledger import values_at
from crossdock.errors import InvalidInput

NAMES = st.sampled_from(["id", "order", "number", "left_at", "parcels", "items", "product", "sku", "count", "lines"])
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2026-03-03T16:05Z"])
)
RECORDS = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=6))

SHIPPED: dict[str, Any] = {
    "event": LedgerEvent.SHIPPED,
    "order": "order.number",
    "at": "left_at",
    "lines": "parcels.items",
    "sku": "product.sku",
    "quantity": "count",
}
RECORD: dict[str, Any] = {
    "id": 7,
    "order": {"number": "EX-1001"},
    "left_at": "2026-03-03T16:05:00Z",
    "state": "gone",
    "parcels": [
        {"items": [{"product": {"sku": "TEA"}, "count": 2, "wanted": 3}]},
        {"items": [{"product": {"sku": "MUG"}, "count": "1", "wanted": 1}, {"product": {}, "count": 0, "wanted": 0}]},
    ],
}


def resource(*tells: Tells, **changes: Any) -> Resource:
    made: dict[str, Any] = {"name": "shipment", "title": "Shipment", "description": "What left.", "key": ("id",)}
    return Resource(**made | changes, tells=tells)


def shipped(**changes: Any) -> Tells:
    return Tells(**SHIPPED | changes)


def test_an_event_is_told_with_its_order_time_and_lines() -> None:
    (event,) = told_events(resource(shipped()), RECORD)
    assert (event.event, event.order) == (LedgerEvent.SHIPPED, "EX-1001")
    assert event.at == datetime(2026, 3, 3, 16, 5, tzinfo=UTC)
    assert event.lines == (ToldLine(sku="TEA", quantity=Decimal(2)), ToldLine(sku="MUG", quantity=Decimal(1)))


def test_the_rest_of_a_line_is_what_is_left_of_it() -> None:
    rest = shipped(event=LedgerEvent.PICK_CANCELLED, quantity="wanted", less="count")
    (event,) = told_events(resource(rest), RECORD)
    assert event.lines == (ToldLine(sku="TEA", quantity=Decimal(1)),)


def test_goods_of_which_none_moved_are_no_event() -> None:
    empty = RECORD | {"parcels": [{"items": [{"product": {"sku": "TEA"}, "count": 0}]}]}
    assert told_events(resource(shipped()), empty) == ()
    (refunded,) = told_events(resource(shipped(event=LedgerEvent.REFUNDED)), empty)
    assert refunded.lines == ()


@pytest.mark.parametrize("quantity", [0, -2])
def test_a_counted_item_may_be_nothing_or_less(quantity: int) -> None:
    counted = Tells(event=LedgerEvent.STOCK_COUNTED, sku="sku", quantity="left")
    (event,) = told_events(resource(counted, key=("sku", "place")), {"sku": "TEA", "place": "A", "left": quantity})
    assert (event.order, event.at) == ("TEA/A", None)
    assert event.lines == (ToldLine(sku="TEA", quantity=Decimal(quantity)),)


def test_an_item_that_changed_counts_nothing() -> None:
    changed = Tells(event=LedgerEvent.ITEM_CHANGED, lines="variants", sku="sku")
    (event,) = told_events(resource(changed), {"id": 1, "variants": [{"sku": "A"}, {"sku": None}]})
    assert event.lines == (ToldLine(sku="A", quantity=None), ToldLine(sku="", quantity=None))


def test_without_a_path_the_order_is_what_the_record_is_about() -> None:
    (event,) = told_events(resource(shipped(order=""), identity="order.number"), RECORD)
    assert event.order == "EX-1001"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ((("state", ("gone", "away")),), True),
        ((("state", ("here",)),), False),
        ((("state", ()),), True),
        ((("missing", ()),), False),
        ((("state", ("gone",)), ("missing", ())), False),
        ((("parcels.items.product.sku", ("MUG",)),), True),
        ((("order.number", ("EX-{made.of}",)),), False),
        ((("order.number", ("EX-100{last}",)),), True),
    ],
)
def test_it_is_told_where_every_path_has_a_value_that_makes_it_so(when: Any, told: bool) -> None:
    assert bool(told_events(resource(shipped(when=when)), RECORD | {"last": 1})) is told


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"order": {}}, "order.number"),
        ({"left_at": None}, "left_at"),
        ({"left_at": "2026-03-03T16:05:00"}, "left_at"),
        ({"left_at": "yesterday"}, "left_at"),
        ({"parcels": [{"items": [{"product": {"sku": "TEA"}}]}]}, "parcels.items.count"),
        ({"parcels": [{"items": [{"product": {"sku": "TEA"}, "count": "two"}]}]}, "parcels.items.count"),
        ({"parcels": [{"items": [{"product": {"sku": "TEA"}, "count": True}]}]}, "parcels.items.count"),
        ({"parcels": [{"items": [{"product": {"sku": "TEA"}, "count": "NaN"}]}]}, "parcels.items.count"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_path(change: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidInput, match=f"at '{path}'") as caught:
        told_events(resource(shipped()), RECORD | change)
    assert caught.value.stable_code == "untold"


@given(RECORDS)
def test_any_record_is_told_or_refused(record: Any) -> None:
    declared = resource(
        shipped(), Tells(event=LedgerEvent.REFUNDED, order="", lines="lines", sku="sku", quantity="quantity")
    )
    try:
        told = told_events(declared, record)
    except InvalidInput:
        return
    assert all(line.quantity is not None and line.quantity > 0 for event in told for line in event.lines)


@given(st.lists(st.text(), max_size=5))
def test_a_path_goes_through_lists_and_leaves_nothing_out(names: list[str]) -> None:
    assert list(values_at({"a": [{"b": [{"c": name}]} for name in names]}, "a.b.c")) == names
