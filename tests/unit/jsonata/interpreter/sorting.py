"""Sorting as upstream does it: a merge sort that asks whether two items must be swapped, and nothing else.

Which pairs are compared matters, because a criterion that cannot be evaluated or compared is an error.
"""

from __future__ import annotations

from collections.abc import Callable

from crossdock.jsonata.errors import failure
from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.evaluating import evaluate
from interpreter.tree import Node
from interpreter.values import Array, Frame, has_tuples, is_number


def merge_sort(items: list[Value], swap: Callable[[Value, Value], bool]) -> list[Value]:
    """The items in order; `swap(left, right)` says whether right belongs before left."""
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle], swap), merge_sort(items[middle:], swap)
    merged = Array()
    while left and right:
        source = right if swap(left[0], right[0]) else left
        merged.append(source[0])
        if source is left:
            left = left[1:]
        else:
            right = right[1:]
    merged.extend([*left, *right])
    return merged


def order(step: Node, items: list[Value], frame: Frame) -> list[Value]:
    """What `^(...)` makes of the items before it."""
    are_tuples = has_tuples(items)

    def swap(left: Value, right: Value) -> bool:
        for term, descends in step.terms:
            pair = [_criterion(term, item, frame, is_tuple=are_tuples) for item in (left, right)]
            compared = _compare(*pair, descends=descends)
            if compared != 0:
                return compared > 0
        return False

    return merge_sort(items, swap)


def _criterion(term: Node, item: Value, frame: Frame, *, is_tuple: bool) -> Value:
    if is_tuple:
        return evaluate(term, item["@"], frame.inner(dict(item)))
    return evaluate(term, item, frame)


def _compare(left: Value, right: Value, *, descends: bool) -> int:
    """Less than, equal to or greater than 0; undefined is last either way. Raises T2007, T2008."""
    if left is UNDEFINED or right is UNDEFINED:
        return int(left is UNDEFINED) - int(right is UNDEFINED)
    for value in (left, right):
        if not isinstance(value, str) and not is_number(value):
            raise failure("T2008", value=value)
    if isinstance(left, str) != isinstance(right, str):
        raise failure("T2007", value=left, value2=right)
    compared = int(left > right) - int(left < right)
    return -compared if descends else compared
