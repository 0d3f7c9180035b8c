"""The functions on arrays."""

from __future__ import annotations

import random
from typing import Final

from crossdock.jsonata.errors import failure, nested_too_deeply
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.runtime.sequences import Sequence, unwrap
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value

_PLAIN: Final = frozenset({str, int, float})
"""Types whose values are equal in Python exactly if they are in the language; a bool is not among them."""


def append(first: Value, second: Value, *, limits: FunctionLimits = DEFAULT_LIMITS) -> Value:
    """The items of both, a single value counting as one item; raises D2015 if that is over the limit."""
    if first is UNDEFINED:
        return second
    if second is UNDEFINED:
        return first
    left = first if isinstance(first, list) else [first]
    right = second if isinstance(second, list) else [second]
    limits.check_items(len(left) + len(right))
    return left + right


def reverse(values: list[Value] | Undefined) -> list[Value] | Undefined:
    """The values from the last to the first."""
    if values is UNDEFINED or len(values) <= 1:
        return values
    return values[::-1]


def shuffle(values: list[Value] | Undefined) -> list[Value] | Undefined:
    """The values in random order."""
    return UNDEFINED if values is UNDEFINED else random.sample(values, len(values))


def distinct(values: Value) -> Value:
    """The values without repetition, the first of equal ones kept; of the result of a path, one alone stands for itself."""
    if not isinstance(values, list) or len(values) <= 1:
        return values
    kept = list(dict.fromkeys(values)) if set(map(type, values)) <= _PLAIN else _first_of_each(values)
    return unwrap(kept) if isinstance(values, Sequence) else kept


def zip_arrays(*arrays: Value) -> list[list[Value]]:
    """Arrays of the first, second ... items of all arrays, as many as the shortest has."""
    if not all(isinstance(array, list) for array in arrays):
        return []
    return [list(items) for items in zip(*arrays, strict=False)]


def sort_naturally(values: list[Value] | Undefined) -> list[Value] | Undefined:
    """Numbers by size or texts by code points, ascending and stable; raises D3070 for anything else."""
    if values is UNDEFINED or len(values) <= 1:
        return values
    types = set(map(type, values))
    if types == {str} or types <= {int, float}:
        return sorted(values)
    raise failure("D3070", value=values)


class Identities:
    """Gives equal values (as the language sees them) equal and hashable names, each array and object gone through once.

    The values must stay alive while it is used.
    """

    def __init__(self) -> None:
        self._names: dict[Value, tuple[str, int]] = {}
        self._known: dict[int, tuple[str, int]] = {}

    def name(self, value: Value) -> Value:
        """The name of a value; text, numbers and null are their own."""
        if type(value) in _PLAIN or value is None:
            return value
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = self._names.setdefault(self._contents(value), ("value", len(self._names)))
        return known

    def _contents(self, value: Value) -> Value:
        if isinstance(value, list):
            return "array", tuple(map(self.name, value))
        if isinstance(value, dict):
            return "object", frozenset((key, self.name(member)) for key, member in value.items())
        return ("boolean", value) if isinstance(value, bool) else ("function", id(value))


def _first_of_each(values: list[Value]) -> list[Value]:
    identities = Identities()
    kept: dict[Value, Value] = {}
    try:
        for value in values:
            kept.setdefault(identities.name(value), value)
    except RecursionError as error:
        raise nested_too_deeply("A value") from error
    return list(kept.values())
