"""What an evaluation ends with, and when two of them count as the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from crossdock.jsonata import UNDEFINED, JsonataError
from crossdock.jsonata.undefined import Value

LIMITS: Final = frozenset(("D1011", "D1012", "D2014", "D2015"))
"""Codes that say that an evaluation went too far, which each engine measures in its own way."""

_SAME_FAULT: Final = {"D3001": "D1001"}
"""A number that is not finite is refused where it is made, or where it becomes text."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value (UNDEFINED for none), or the code of an error."""

    value: Value = UNDEFINED
    code: str | None = None

    @property
    def is_limit(self) -> bool:
        """The evaluation was stopped."""
        return self.code in LIMITS


def outcome_of(evaluate: Callable[[], Value]) -> Outcome:
    """Evaluate and note how it ends. Anything but a JsonataError is a fault of the engine, and raised."""
    try:
        return Outcome(value=evaluate())
    except JsonataError as error:
        return Outcome(code=_SAME_FAULT.get(error.code, error.code))


def agree(one: Outcome, other: Outcome) -> bool:
    """The same value, or the same code, unless one of the two was stopped."""
    if one.is_limit or other.is_limit:
        return True
    return one.code == other.code and same_value(one.value, other.value)


def same_value(one: Value, other: Value) -> bool:
    """Equal to any depth; truth values are no numbers, and every function equals every other."""
    if callable(one) and callable(other):
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_value(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return one is other or bool(one == other)
