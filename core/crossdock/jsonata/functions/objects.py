"""The functions on objects, and those on values of any kind."""

from __future__ import annotations

from typing import Final

from crossdock.jsonata.errors import JsonataError, nested_too_deeply
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS, FunctionLimits
from crossdock.jsonata.functions.nesting import distinct_leaves, leaves
from crossdock.jsonata.runtime.sequences import unwrap
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value

_TYPE_NAMES: Final = (
    (bool, "boolean"),
    ((int, float), "number"),
    (str, "string"),
    (list, "array"),
    (dict, "object"),
)


def keys(value: Value) -> Value:
    """The keys of an object, or of all objects of an array, each once; one alone stands for itself."""
    objects = distinct_leaves(value) if isinstance(value, list) else (value,)
    return unwrap(list(dict.fromkeys(key for each in objects if isinstance(each, dict) for key in each)))


def lookup(value: Value, key: str, *, limits: FunctionLimits = DEFAULT_LIMITS) -> Value:
    """What the object has under the key, or what all objects of an array have; one alone stands for itself.

    Raises D2015 for more than the limit.
    """
    if isinstance(value, dict):
        return value.get(key, UNDEFINED)
    return unwrap(_lookup_all(value, key, limits)) if isinstance(value, list) else UNDEFINED


def spread(value: Value, *, limits: FunctionLimits = DEFAULT_LIMITS) -> Value:
    """An object as objects with one key each (one alone stands for itself); an array of objects likewise.

    Raises D2015 for more than the limit.
    """
    if isinstance(value, dict):
        return unwrap(_pairs(value))
    if isinstance(value, list):
        return _spread_all(value, limits) if value else UNDEFINED
    return value


def merge(objects: list[dict[str, Value]] | Undefined) -> dict[str, Value] | Undefined:
    """One object with all members; of members with the same key the last counts."""
    if objects is UNDEFINED:
        return UNDEFINED
    merged: dict[str, Value] = {}
    for each in objects:
        merged.update(each)
    return merged


def clone(value: Value, *, limits: FunctionLimits = DEFAULT_LIMITS) -> Value:
    """A copy that shares no array and no object with the value.

    Raises D1011 for a value nested too deeply, D2015 for one with more than the limit of arrays and objects.
    """
    try:
        return _Copier(limits).copy(value)
    except RecursionError as error:
        raise nested_too_deeply("A value") from error


def type_name(value: Value | Undefined) -> str | Undefined:
    """The name of the type: null, boolean, number, string, array, object or function."""
    if value is UNDEFINED:
        return UNDEFINED
    if value is None:
        return "null"
    for types, name in _TYPE_NAMES:
        if isinstance(value, types):
            return name
    return "function"


def error(message: str | Undefined = UNDEFINED) -> Value:
    """Raise D3137 with the message."""
    text = message or "$error() function evaluated"
    raise JsonataError("D3137", text, values={"message": text})


def check(condition: bool | Undefined, message: str | Undefined = UNDEFINED) -> Undefined:
    """Raise D3141 with the message unless the condition is true."""
    if condition:
        return UNDEFINED
    text = message or "$assert() statement failed"
    raise JsonataError("D3141", text, values={"message": text})


def _lookup_all(values: list[Value], key: str, limits: FunctionLimits) -> list[Value]:
    found: list[Value] = []
    for each in leaves(values, limits):
        result = each.get(key, UNDEFINED) if isinstance(each, dict) else UNDEFINED
        if isinstance(result, list):
            found.extend(result)
        elif result is not UNDEFINED:
            found.append(result)
        limits.check_items(len(found))
    return found


def _pairs(value: dict[str, Value]) -> list[Value]:
    return [{key: member} for key, member in value.items()]


def _spread_all(values: list[Value], limits: FunctionLimits) -> list[Value]:
    found: list[Value] = []
    for each in leaves(values, limits):
        found.extend(_pairs(each) if isinstance(each, dict) else (each,))
        limits.check_items(len(found))
    return found


class _Copier:
    """Copies a value and counts what it copies: a value that refers to itself in many places can be very large."""

    def __init__(self, limits: FunctionLimits) -> None:
        self._limits = limits
        self._copied = 0

    def copy(self, value: Value) -> Value:
        if isinstance(value, (dict, list)):
            self._copied += 1
            self._limits.check_progress(self._copied)
        if isinstance(value, dict):
            return {key: self.copy(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self.copy(element) for element in value]
        return "" if callable(value) else value
