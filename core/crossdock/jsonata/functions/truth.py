"""The functions that tell true from false, and there from not there."""

from __future__ import annotations

from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value


def boolean(value: Value | Undefined) -> bool | Undefined:
    """What the value counts for in a condition.

    False are: zero, empty text, null, an empty object or array, an array of nothing but such values, a function.
    """
    return UNDEFINED if value is UNDEFINED else is_true(value)


def negation(value: Value | Undefined) -> bool | Undefined:
    """The opposite of what the value counts for."""
    truth = boolean(value)
    return UNDEFINED if truth is UNDEFINED else not truth


def exists(value: Value) -> bool:
    """Whether there is a value at all; null is one."""
    return value is not UNDEFINED


def is_true(value: Value) -> bool:
    """As `boolean`, with undefined as false."""
    if isinstance(value, list):
        return _any_true(value)
    return bool(value) and not callable(value)


def _any_true(array: list[Value]) -> bool:
    """Whether anything in an array counts as true; an array that stands in many places is looked at once."""
    pending, seen = [array], {id(array)}
    while pending:
        for item in pending.pop():
            if not isinstance(item, list):
                if item and not callable(item):
                    return True
            elif id(item) not in seen:
                seen.add(id(item))
                pending.append(item)
    return False
