"""Arrays with the marks that decide how they behave, and the scopes of variables."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic, time
from typing import TypeGuard

from crossdock.jsonata.errors import failure
from crossdock.jsonata.undefined import UNDEFINED, Value


class Array(list[Value]):
    """An array that the evaluation made; input arrays are plain lists without marks."""

    def __init__(self, items: Iterable[Value] = (), *, is_sequence: bool = False, is_constructed: bool = False) -> None:
        super().__init__(items)
        self.is_sequence = is_sequence
        """one item stands for itself, none is undefined"""
        self.is_constructed = is_constructed
        """never flattened into another"""
        self.keeps_singleton = False
        self.has_tuples = False
        self.wraps_input = False


def sequence(*items: Value) -> Array:
    """A sequence of these items."""
    return Array(items, is_sequence=True)


def is_sequence(value: Value) -> TypeGuard[Array]:
    """Whether the value is a sequence, not just an array."""
    return isinstance(value, Array) and value.is_sequence


def has_tuples(value: Value) -> bool:
    """Whether the value is a stream of bindings."""
    return isinstance(value, Array) and value.has_tuples


def is_constructed(value: Value) -> bool:
    """Whether the value is an array constructor's that stays one item."""
    return isinstance(value, Array) and value.is_constructed


def append(first: Value, second: Value) -> Value:
    """Two values in one array; the marks are lost unless one of the two is undefined."""
    if first is UNDEFINED:
        return second
    if second is UNDEFINED:
        return first
    return Array((first if isinstance(first, list) else [first]) + (second if isinstance(second, list) else [second]))


def wrap(data: Value) -> Value:
    """An input array is one item: the only one of a sequence."""
    if not isinstance(data, list) or is_sequence(data):
        return data
    wrapped = sequence(data)
    wrapped.wraps_input = True
    return wrapped


def plain(value: Value) -> Value:
    """A value as a caller gets it: lists and dictionaries without marks."""
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value if item is not UNDEFINED]
    return value


def is_number(value: Value) -> bool:
    """Whether the value is a number; raises D1001 for an infinite one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if isinstance(value, float) and not math.isfinite(value):
        raise failure("D1001", value=value)
    return True


def truth(value: Value) -> bool:
    """What a value counts for in a condition."""
    if isinstance(value, list):
        return any(truth(item) for item in value)
    return bool(value) and not callable(value)


@dataclass(slots=True)
class Run:
    """One evaluation: its moment, and how deep and how long it may go."""

    depth: int = 6_000
    deadline: float | None = None
    now: int = field(default_factory=lambda: int(time() * 1000))

    def enter(self) -> None:
        """One level down. Raises D1011 or D1012."""
        self.depth -= 1
        if self.depth < 0:
            raise failure("D1011")
        if self.deadline is not None and monotonic() > self.deadline:
            raise failure("D1012", value="?")

    def leave(self) -> None:
        """One level up."""
        self.depth += 1


class Frame:
    """The variables of a scope, and the scope around it."""

    def __init__(self, outer: Frame | None, run: Run, variables: dict[str, Value] | None = None) -> None:
        self.outer = outer
        self.run = run
        self.variables = variables or {}

    def look_up(self, name: str) -> Value:
        """The value of a variable; undefined for one that is not bound."""
        frame: Frame | None = self
        while frame is not None:
            if name in frame.variables:
                return frame.variables[name]
            frame = frame.outer
        return UNDEFINED

    def inner(self, variables: dict[str, Value] | None = None) -> Frame:
        """A scope inside this one."""
        return Frame(self, self.run, variables)
