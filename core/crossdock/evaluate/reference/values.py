"""Values of Crossdock and of the library, turned into each other.

Ours: None is null, UNDEFINED is nothing. The library's: NULL_VALUE is null, None is nothing. Every value is copied
on its way, so nobody can change what is not theirs.
"""

from __future__ import annotations

from typing import Any

from jsonata.utils import Utils

from crossdock.evaluate.not_json import NotJson
from crossdock.functions import UNDEFINED

NULL = Utils.NULL_VALUE
_SCALARS = (str, int, float, bool)


def to_library(value: Any) -> Any:
    """A JSON value or UNDEFINED as the library has it; raises NotJson for anything else."""
    if value is None:
        return NULL
    if value is UNDEFINED or type(value) in _SCALARS:
        return None if value is UNDEFINED else value
    if isinstance(value, dict):
        return {_key(key): to_library(item) for key, item in value.items() if item is not UNDEFINED}
    if isinstance(value, list | tuple):
        return [to_library(item) for item in value if item is not UNDEFINED]
    if isinstance(value, _SCALARS):
        return value
    raise NotJson(f"a {type(value).__name__}")


def from_library(value: Any) -> Any:
    """A value of the library as JSON value or UNDEFINED; raises NotJson where it holds a function."""
    return UNDEFINED if value is None else _json(value)


def _json(value: Any) -> Any:
    if value is None or value is NULL:
        return None
    if type(value) in _SCALARS:
        return value
    if isinstance(value, dict):
        return {key: _inside(str(key), item) for key, item in value.items()}
    if isinstance(value, list):
        return [_inside(place, item) for place, item in enumerate(value)]
    raise NotJson("a function")


def _inside(segment: str | int, value: Any) -> Any:
    if type(value) in _SCALARS:
        return value
    try:
        return _json(value)
    except NotJson as error:
        raise error.inside(segment) from None


def _key(key: Any) -> str:
    if isinstance(key, str):
        return key
    raise NotJson(f"an object with a {type(key).__name__} as key")
