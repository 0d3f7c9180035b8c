"""What left is taken from an order's open lines: all of it, never more than is open, by whatever spelling."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from crossdock_shopify.open_lines import OpenLine, Shipment, choose

SKUS = ("TEA-1", "TEA-2", "MUG-1", "SET-1")
BUNDLES = {"SET-1": {"TEA-1": 2, "MUG-1": 1}}
counts = st.dictionaries(st.sampled_from(SKUS), st.integers(1, 5), min_size=1)


def open_lines(*skus: tuple[str, int]) -> list[OpenLine]:
    return [
        OpenLine(id=10 + n, fulfilment_order=1, location=1, order_line=n, sku=sku, quantity=quantity)
        for n, (sku, quantity) in enumerate(skus)
    ]


def leave(ordered: dict[str, int]) -> dict[str, int]:
    """What leaves the shelves for what was ordered, as the warehouse spells it."""
    left: Counter[str] = Counter()
    for sku, quantity in ordered.items():
        for part, each in BUNDLES.get(sku, {sku: 1}).items():
            left[part.replace("-", "").lower()] += each * quantity
    return dict(left)


@given(ordered=counts)
def test_a_whole_order_takes_every_line_whole(ordered: dict[str, int]) -> None:
    lines = open_lines(*ordered.items())
    choice = choose(Shipment(shipped=leave(ordered), bundles=BUNDLES), lines)
    assert choice.missing == {}
    assert {taken.line.sku: taken.quantity for taken in choice.taken} == ordered


@given(ordered=counts, shipped=counts)
def test_never_more_is_taken_than_is_open_and_what_finds_no_line_is_told(
    ordered: dict[str, int], shipped: dict[str, int]
) -> None:
    lines = open_lines(*ordered.items())
    choice = choose(Shipment(shipped=shipped, bundles={}), lines)
    assert all(0 < taken.quantity <= taken.line.quantity for taken in choice.taken)
    taken = Counter({one.line.sku: one.quantity for one in choice.taken})
    assert taken + Counter(choice.missing) == Counter(shipped)


def test_a_sku_on_two_lines_is_taken_line_by_line() -> None:
    choice = choose(Shipment(shipped={"A": 3}, bundles={}), open_lines(("A", 2), ("A", 2)))
    assert [(taken.line.id, taken.quantity) for taken in choice.taken] == [(10, 2), (11, 1)]


@given(ordered=counts)
def test_what_is_taken_by_itself_is_told_apart_from_the_parts_of_bundles(ordered: dict[str, int]) -> None:
    choice = choose(Shipment(shipped=leave(ordered), bundles=BUNDLES), open_lines(*ordered.items()))
    assert choice.alone == {sku.replace("-", "").lower(): n for sku, n in ordered.items() if sku not in BUNDLES}


def test_two_skus_that_differ_only_in_signs_are_never_taken_for_one_another() -> None:
    lines = open_lines(("A-1", 1), ("A1", 1))
    assert [one.line.sku for one in choose(Shipment(shipped={"A1": 1}, bundles={}), lines).taken] == ["A1"]
    assert choose(Shipment(shipped={"A.1": 1}, bundles={}), lines).missing == {"A.1": 1}
