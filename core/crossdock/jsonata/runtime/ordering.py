"""Sorting items by the values of their terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key

from crossdock.jsonata.errors import LIMIT_CODES, JsonataError, failure
from crossdock.jsonata.undefined import UNDEFINED, Value


def in_order(items: list[Value], keys: list[tuple[Value, ...]], descending: Sequence[bool]) -> list[Value]:
    """The items sorted by their keys, stable; undefined comes last. Raises T2007 or T2008 for keys that do not compare."""
    if all(_is_uniform(column) for column in zip(*keys, strict=True)):
        order = list(range(len(items)))
        for number in reversed(range(len(descending))):
            order.sort(key=lambda index, number=number: keys[index][number], reverse=descending[number])  # type: ignore[misc]  # mypy cannot type a default argument of a lambda
        return [items[index] for index in order]

    def compare(left: int, right: int) -> int:
        return _compare(keys[left], keys[right], descending)

    return [items[index] for index in sorted(range(len(items)), key=cmp_to_key(compare))]


class Failure:
    """In the place of a key: the error with which its term failed."""

    def __init__(self, error: JsonataError) -> None:
        self.error = error


def kept_failure(error: JsonataError) -> Failure:
    """The error as a key; raised at once if it ends the evaluation in any case."""
    if error.code in LIMIT_CODES:
        raise error
    return Failure(error)


def _raise_failure(key: Value) -> None:
    if type(key) is Failure:
        raise key.error


def _is_uniform(column: tuple[Value, ...]) -> bool:
    kinds = set(map(type, column))
    return kinds == {str} or kinds <= {int, float}


def _compare(left: tuple[Value, ...], right: tuple[Value, ...], descending: Sequence[bool]) -> int:
    for one, other, down in zip(left, right, descending, strict=True):
        _raise_failure(one)
        _raise_failure(other)
        if one is UNDEFINED or other is UNDEFINED:
            if one is other:
                continue
            return 1 if one is UNDEFINED else -1
        _check(one, other)
        if one != other:
            return (-1 if one < other else 1) * (-1 if down else 1)
    return 0


def _check(one: Value, other: Value) -> None:
    """Raise T2008 for a value that has no order, T2007 for two of different types."""
    for value in (one, other):
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            raise failure("T2008", value=value)
    if isinstance(one, str) != isinstance(other, str):
        raise failure("T2007", value=one, value2=other)
