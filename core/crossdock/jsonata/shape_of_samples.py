"""From samples to a shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crossdock.jsonata.shape import UNKNOWN, Kind, Shape
from crossdock.jsonata.undefined import Value

ENOUGH: Final = 5
"""Samples from which on "never empty so far" is taken for a rule."""

_AMOUNT: Final = re.compile(r"-?[0-9]+\.[0-9]{2,4}")
_CODE: Final = re.compile(r"[A-Z]{2,3}(-[A-Z0-9]{2,4})?")
"""A country, currency or region as a key."""
_KINDS: Final[dict[type, Kind]] = {
    str: "string", bool: "boolean", int: "number", float: "number", type(None): "null", dict: "object", list: "array",
}  # fmt: skip


def shape_of(values: Sequence[Value]) -> Shape:
    """The shape of all these values, seen at one place."""
    if not values:
        return UNKNOWN
    objects = [value for value in values if isinstance(value, dict)]
    arrays = [value for value in values if isinstance(value, list)]
    fields = _fields(objects)
    return Shape(
        kinds=frozenset(_KINDS[type(value)] for value in values if type(value) in _KINDS),
        fields=fields,
        required=frozenset(name for name in fields if all(name in each for each in objects)),
        rest=UNKNOWN if _is_table(objects) else None,
        items=shape_of([item for array in arrays for item in array]) if any(arrays) else None,
        least=_least(arrays),
        money=_writes_amounts(values),
    )


def _fields(objects: Sequence[dict[str, Value]]) -> dict[str, Shape]:
    """Each field in the order it was first seen."""
    names = dict.fromkeys(name for each in objects for name in each)
    return {name: shape_of([each[name] for each in objects if name in each]) for name in names}


def _is_table(objects: Sequence[dict[str, Value]]) -> bool:
    """Whether the keys are numbers or codes: then they are data, and others are to be expected."""
    names = {name for each in objects for name in each}
    return any(name[:1].isdigit() for name in names) or (bool(names) and all(map(_CODE.fullmatch, names)))


def _least(arrays: Sequence[list[Value]]) -> int | None:
    fewest = min(map(len, arrays), default=None)
    return fewest if fewest == 0 or len(arrays) >= ENOUGH else None


def _writes_amounts(values: Sequence[Value]) -> bool:
    texts = [value for value in values if isinstance(value, str)]
    return bool(texts) and all(map(_AMOUNT.fullmatch, texts))
