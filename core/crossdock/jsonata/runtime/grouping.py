"""Grouping: items under their keys."""

from __future__ import annotations

from collections.abc import Iterable

from crossdock.jsonata.errors import failure
from crossdock.jsonata.runtime.sequences import Kept
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value


def group_items(value: Value) -> Iterable[Value]:
    """The items to group; of nothing, one that is undefined."""
    if isinstance(value, list):
        return value or (UNDEFINED,)
    return (value,)


def bad_key(key: Value) -> Undefined:
    """Pass over an undefined key; refuse any other that is no text (T1003)."""
    if isinstance(key, Undefined):
        return key
    raise failure("T1003", value=key)


def add_to_group(entry: tuple[int, list[Value]], index: int, item: Value, key: str) -> None:
    """Add an item to the group of its key. Raises D1009 if another expression made the same key."""
    if entry[0] != index:
        raise failure("D1009", value=key)
    entry[1].append(item)


def array_of(value: Value) -> list[Value]:
    """`[value]`: the items of an array or sequence, one item, or none."""
    if isinstance(value, list):
        return list(value)
    return [] if value is UNDEFINED else [value]


def sorted_value(items: list[Value]) -> Value:
    """The value of a path that ends with an ordering: an array, if there is more than one item."""
    if len(items) > 1:
        return items
    return items[0] if items else UNDEFINED


def sorted_kept(items: list[Value]) -> Value:
    """The same for a path marked with `[]`."""
    return Kept(items) if items else UNDEFINED


def size_of(value: Value) -> int:
    """How many steps going through a value takes."""
    return len(value) if isinstance(value, list | dict) else 1
