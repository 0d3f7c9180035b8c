"""Comparing what came out with what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from crossdock.engine.pointer import matches, pointer, segments
from crossdock.model.fixture import Change, Difference, ExpectOutput, ExpectPartial

Path = tuple[str | int, ...]


class _Rules(msgspec.Struct, frozen=True, kw_only=True):
    partial: bool
    ignore: tuple[tuple[str, ...], ...]
    tolerances: tuple[tuple[tuple[str, ...], Decimal], ...]

    def ignores(self, path: Path) -> bool:
        return any(matches(pattern, path) for pattern in self.ignore)

    def tolerance(self, path: Path) -> Decimal:
        """The largest tolerance set for a place; zero where none is."""
        return max((by for pattern, by in self.tolerances if matches(pattern, path)), default=Decimal(0))


def compare(expect: ExpectOutput | ExpectPartial, actual: Any) -> tuple[Difference, ...]:
    """Every place where `actual` is not as expected, in document order.

    The order of object keys does not count; the order of array items does. `1` and `1.0` are equal, `true` and `1`
    are not. Tolerances hold for numbers and for texts that are decimal numbers (money).
    """
    rules = _Rules(
        partial=isinstance(expect, ExpectPartial),
        ignore=tuple(segments(text) for text in expect.ignore),
        tolerances=tuple((segments(place), Decimal(by)) for place, by in expect.tolerances.items()),
    )
    return tuple(_differences(expect.output, actual, (), rules))


def _differences(expected: Any, actual: Any, path: Path, rules: _Rules) -> Iterator[Difference]:
    if rules.ignores(path):
        return
    if isinstance(expected, dict) and isinstance(actual, dict):
        yield from _object_differences(expected, actual, path, rules)
    elif isinstance(expected, list) and isinstance(actual, list):
        yield from _array_differences(expected, actual, path, rules)
    elif not _equal(expected, actual, rules.tolerance(path)):
        yield Difference(pointer=pointer(path), change=Change.DIFFERENT, expected=expected, actual=actual)


def _object_differences(
    expected: dict[str, Any], actual: dict[str, Any], path: Path, rules: _Rules
) -> Iterator[Difference]:
    for key, value in expected.items():
        if key in actual:
            yield from _differences(value, actual[key], (*path, key), rules)
        else:
            yield from _absent(value, (*path, key), rules)
    if not rules.partial:
        for key in (key for key in actual if key not in expected):
            yield from _surplus(actual[key], (*path, key), rules)


def _array_differences(expected: list[Any], actual: list[Any], path: Path, rules: _Rules) -> Iterator[Difference]:
    for index, (wanted, given) in enumerate(zip(expected, actual, strict=False)):
        yield from _differences(wanted, given, (*path, index), rules)
    for index in range(len(actual), len(expected)):
        yield from _absent(expected[index], (*path, index), rules)
    for index in range(len(expected), len(actual)):
        yield from _surplus(actual[index], (*path, index), rules)


def _absent(value: Any, path: Path, rules: _Rules) -> Iterator[Difference]:
    if not rules.ignores(path):
        yield Difference(pointer=pointer(path), change=Change.MISSING, expected=value)


def _surplus(value: Any, path: Path, rules: _Rules) -> Iterator[Difference]:
    if not rules.ignores(path):
        yield Difference(pointer=pointer(path), change=Change.UNEXPECTED, actual=value)


def _equal(expected: Any, actual: Any, tolerance: Decimal) -> bool:
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    if type(expected) is type(actual) and expected == actual:
        return True
    wanted, given = _number(expected, tolerance), _number(actual, tolerance)
    return wanted is not None and given is not None and abs(wanted - given) <= tolerance


def _number(value: Any, tolerance: Decimal) -> Decimal | None:
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, str) and tolerance:
        try:
            return Decimal(value)
        except ArithmeticError:
            return None
    return None
