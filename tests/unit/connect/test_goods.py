"""Which items a message names, by the places its connector declares."""

from __future__ import annotations

from crossdock.connect.goods import skus_of
from crossdock.connect.ledger import LedgerEvent, Tells
from crossdock.connect.resource import Resource


def order(*tells: Tells) -> Resource:
    return Resource(name="order", title="Order", description="An order.", key=("id",), tells=tells)


PLACED = Tells(event=LedgerEvent.ORDER_PLACED, lines="lines", sku="item.sku", quantity="n")


def test_each_sku_is_told_once_in_the_order_of_the_message() -> None:
    lines = [{"item": {"sku": "MUG"}}, {"item": {"sku": "CUP"}}, {"item": {"sku": "MUG"}}, {"item": {}}]
    assert skus_of(order(PLACED), {"lines": lines}) == ("MUG", "CUP")


def test_an_item_that_is_the_message_itself() -> None:
    counted = Tells(event=LedgerEvent.STOCK_COUNTED, sku="sku", quantity="n")
    assert skus_of(order(counted), {"sku": 42, "n": 1}) == ("42",)


def test_a_message_of_another_shape_names_nothing() -> None:
    assert skus_of(order(PLACED), {"lines": "none"}) == ()
    assert skus_of(order(PLACED), None) == ()
    assert skus_of(order(), {"sku": "MUG"}) == ()
