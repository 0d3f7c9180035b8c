"""Fields, wildcards and descendants of any value. Objects take the short way in the generated code itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from crossdock.jsonata.errors import failure
from crossdock.jsonata.runtime.sequences import NOT_ARRAYS, Sequence, StepArray, Wrapper, append, extend, finish, unwrap
from crossdock.jsonata.undefined import UNDEFINED, Value


def field(item: Value, name: str) -> Value:
    """The field of one item; of an array the fields of all its items."""
    if isinstance(item, dict):
        return item.get(name, UNDEFINED)
    return unwrap(_fields(item, name, {})) if isinstance(item, list) else UNDEFINED


def _fields(items: list[Value], name: str, known: dict[int, Sequence]) -> Sequence:
    """`known` holds what was found in each array inside, because one array may stand in many places."""
    found = Sequence()
    for item in items:
        if isinstance(item, list):
            if id(item) not in known:
                known[id(item)] = _fields(item, name, known)
            found.extend(known[id(item)])
            check_size(found)
            continue
        value = item.get(name, UNDEFINED) if isinstance(item, dict) else UNDEFINED
        if value is UNDEFINED:
            continue
        if isinstance(value, list):
            found.extend(value)
        else:
            found.append(value)
    return found


def check_size(found: list[Value]) -> None:
    """Raise D2015 for more items than any path may find."""
    if len(found) > MOST_ITEMS:
        raise failure("D2015", value=MOST_ITEMS, unit="items")


MOST_ITEMS: Final = 2_000_000
"""What one step may find; an array within arrays within arrays can hold far more than was ever built."""


def fields_to_filter(items: Value, name: str) -> Value:
    """Like `next_fields`, with undefined where the field is missing, so that errors in the filter show."""
    if not isinstance(items, list):
        return field(items, name)
    found: list[Value] = []
    for item in items:
        value = field(item, name)
        if isinstance(value, list) and not isinstance(value, StepArray):
            found.extend(value)
        else:
            found.append(value)
    return found


def collect_fields(items: Value, name: str, results: list[Value]) -> None:
    """Add the field of every item of a sequence to the results of a step."""
    if not isinstance(items, list):
        items = (items,)
    for item in items:
        value = item.get(name, UNDEFINED) if isinstance(item, dict) else field(item, name)
        if value is not UNDEFINED:
            results.append(value)


def next_fields(items: Value, name: str) -> Value:
    """A step in the middle of a path: the items that the next step goes through."""
    if not isinstance(items, list):
        return field(items, name)
    try:
        values = [item[name] for item in items]
        if NOT_ARRAYS.issuperset(map(type, values)):
            return values
    except (KeyError, TypeError):  # not all of them are objects with this field
        pass
    found: list[Value] = []
    for item in items:
        value = item.get(name, UNDEFINED) if isinstance(item, dict) else field(item, name)
        if value is UNDEFINED:
            continue
        if isinstance(value, list) and not isinstance(value, StepArray):
            found.extend(value)
        else:
            found.append(value)
    return found


def last_fields(items: Value, name: str) -> Value:
    """The last step of a path: its value."""
    if not isinstance(items, list):
        return field(items, name)
    try:
        values = [item[name] for item in items]
        if NOT_ARRAYS.issuperset(map(type, values)):
            return unwrap(values)
    except (KeyError, TypeError):  # not all of them are objects with this field
        pass
    results: list[Value] = []
    collect_fields(items, name, results)
    return finish(results)


def step_items(value: Value) -> Value:
    """The value of the first step as the items of the next one: an array made by a step is one item."""
    return [value] if isinstance(value, StepArray) else value


def reader(context: Value) -> Callable[[str, Value], Value]:
    """`dict.get` for a context that is not an object."""

    def read(name: str, _missing: Value) -> Value:
        return last_fields(context, name)

    return read


def wildcard(item: Value) -> list[Value]:
    """The values of all fields of one item, arrays opened up to any depth; a sequence if none is an array."""
    if isinstance(item, Wrapper):
        item = item[0]
    found: list[Value] = Sequence()
    values = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    for value in values:
        if isinstance(value, list):
            found = append(found, _flat(value))
        else:
            found.append(value)
    return found


def _flat(array: list[Value]) -> list[Value]:
    flat: list[Value] = []
    pending = [iter(array)]
    visited = 0
    while pending:
        for item in pending[-1]:
            visited += 1
            if isinstance(item, list):
                pending.append(iter(item))
                break
            flat.append(item)
        else:
            pending.pop()
        if visited > MOST_ITEMS:
            raise failure("D2015", value=MOST_ITEMS, unit="items")
    return flat


def descendants(item: Value) -> Value:
    """The item and everything inside it, from the outside in; arrays themselves do not count."""
    if item is UNDEFINED:
        return UNDEFINED
    found = Sequence()
    pending = [item]
    visited = 0
    while pending:
        visited += 1
        if visited > MOST_ITEMS:
            raise failure("D2015", value=MOST_ITEMS, unit="items")
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
            continue
        found.append(value)
        if isinstance(value, dict):
            pending.extend(reversed(value.values()))
    return unwrap(found)


def at_index(value: Value, index: int) -> Value:
    """The result of a filter that is a number: the item there, counted from the end if negative."""
    if not isinstance(value, list):
        return value if index in (0, -1) else UNDEFINED
    size = len(value)
    if not -size <= index < size:
        return UNDEFINED
    return value[index]


def group_context(context: Value) -> Value:
    """The context in which the values of an object constructor with fixed keys are evaluated."""
    if not isinstance(context, list):
        return context
    if not context:
        return UNDEFINED
    if len(context) == 1:
        return context[0]
    joined: list[Value] = []
    for item in context:
        extend(joined, item)
    return joined


def next_at(items: Value, name: str, indices: tuple[int, ...]) -> Value:
    """A field with fixed positions in the middle of a path, for every item of a sequence."""
    found: list[Value] = []
    for result in _results_at(items, name, indices):
        if isinstance(result, list) and not isinstance(result, StepArray):
            found.extend(result)
        else:
            found.append(result)
    return found


def last_at(items: Value, name: str, indices: tuple[int, ...]) -> Value:
    """The same as the last step: the value of the path."""
    return finish(_results_at(items, name, indices))


def _results_at(items: Value, name: str, indices: tuple[int, ...]) -> list[Value]:
    results: list[Value] = []
    for item in items if isinstance(items, list) else (items,):
        value = field(item, name)
        for index in indices:
            value = at_index(value, index)
        if value is not UNDEFINED:
            results.append(value)
    return results


def unwrap_context(context: Value) -> Value:
    """`$`: the context; of a wrapped input document the document itself."""
    if isinstance(context, Wrapper):
        return context[0]
    return unwrap(context) if isinstance(context, Sequence) and len(context) < 2 else context


NOT_AN_OBJECT = object()
"""Marks a context without fields while a fixed position is read."""
