"""Values that leave the engine, or come into it from a plugin: JSON, or refused with their place."""

from __future__ import annotations

from typing import Any

from crossdock.evaluate.not_json import NotJson
from crossdock.functions import UNDEFINED

_SCALARS = frozenset((str, int, float, bool, type(None)))


def plain(value: Any) -> Any:
    """A copy made of JSON values, or UNDEFINED; raises NotJson for functions, sets and whatever else JSON cannot say.

    Tuples become arrays; what is undefined in an object or array is left out.
    """
    return UNDEFINED if value is UNDEFINED else _copy(value)


def _copy(value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    if isinstance(value, dict):
        return {_key(key): _inside(key, item) for key, item in value.items() if item is not UNDEFINED}
    if isinstance(value, list | tuple):
        return [_inside(place, item) for place, item in enumerate(value) if item is not UNDEFINED]
    if isinstance(value, str | int | float):
        return value
    raise NotJson("a function" if callable(value) else f"a {type(value).__name__}")


def _inside(segment: str | int, value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    try:
        return _copy(value)
    except NotJson as error:
        raise error.inside(segment) from None


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key
    raise NotJson(f"an object with a {type(key).__name__} as key")
