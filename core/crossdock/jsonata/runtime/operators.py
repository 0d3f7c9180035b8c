"""Operators on any two values; the generated code itself does the common cases.

Their errors carry no place: it is found from the line of the generated code that called them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Final, NoReturn

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.json_text import string
from crossdock.jsonata.functions.truth import is_true
from crossdock.jsonata.undefined import UNDEFINED, Value

LARGEST: Final = 1.7976931348623157e308
"""The largest double. Integers are exact up to here, and refused (D1001) beyond, as a double would overflow."""

SAFE_INTEGER: Final = 2**53
"""Products of integers are exact up to here; sums and differences are exact at any size."""

RANGE_LIMIT: Final = 10_000_000


def is_number(value: Value) -> bool:
    """Whether the value is a number of the language; raises D1001 for one that is not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if isinstance(value, float) and math.isinf(value):
        raise failure("D1001", value=value)
    return True


def out_of_range(value: Value) -> NoReturn:
    """Refuse a result that a double cannot hold."""
    raise failure("D1001", value=value if isinstance(value, float) else math.inf)


def _checked(left: Value, right: Value, token: str) -> bool:
    """Whether both operands are there; raises T2001 or T2002 for one that is no number."""
    if left is not UNDEFINED and not is_number(left):
        raise failure("T2001", token=token, value=left)
    if right is not UNDEFINED and not is_number(right):
        raise failure("T2002", token=token, value=right)
    return left is not UNDEFINED and right is not UNDEFINED


def _in_range(value: Value) -> Value:
    return value if -LARGEST <= value <= LARGEST else out_of_range(value)


def add(left: Value, right: Value) -> Value:
    """left + right"""
    return _in_range(left + right) if _checked(left, right, "+") else UNDEFINED


def subtract(left: Value, right: Value) -> Value:
    """left - right"""
    return _in_range(left - right) if _checked(left, right, "-") else UNDEFINED


def multiply(left: Value, right: Value) -> Value:
    """left * right"""
    return large_product(left * right) if _checked(left, right, "*") else UNDEFINED


def large_product(product: Value) -> Value:
    """A product as the language gives it: beyond the integers that a double holds exactly it is a double."""
    in_range = _in_range(product)
    return in_range if -SAFE_INTEGER <= in_range <= SAFE_INTEGER else float(in_range)


def divide(left: Value, right: Value, code: str = "D1001") -> Value:
    """left / right; an integer if it comes out even. A division by zero is refused with the error `code`."""
    if not _checked(left, right, "/"):
        return UNDEFINED
    if right == 0:
        raise failure(code, value=math.inf)
    if isinstance(left, int) and isinstance(right, int):
        quotient, rest = divmod(left, right)
        if rest == 0:
            return quotient
    try:
        return _in_range(left / right)
    except OverflowError as error:
        raise failure("D1001", value=math.inf) from error


def remainder(left: Value, right: Value) -> Value:
    """left % right, with the sign of the left side, as in JavaScript."""
    if not _checked(left, right, "%"):
        return UNDEFINED
    if right == 0:
        raise failure("D1001", value=math.inf)
    if isinstance(left, int) and isinstance(right, int):
        rest = abs(left) % abs(right)
        return -rest if left < 0 else rest
    return math.fmod(left, right)


def negate(value: Value) -> Value:
    """-value"""
    if value is UNDEFINED:
        return UNDEFINED
    if not is_number(value):
        raise failure("D1002", token="-", value=value)
    return -value


def equal(left: Value, right: Value) -> bool:
    """left = right, to any depth; nothing equals undefined."""
    if left is UNDEFINED or right is UNDEFINED:
        return False
    return same(left, right)


def unequal(left: Value, right: Value) -> bool:
    """left != right; false if a side is undefined."""
    if left is UNDEFINED or right is UNDEFINED:
        return False
    return not same(left, right)


def same(left: Value, right: Value) -> bool:
    """Whether two values are equal to any depth; a pair of arrays or objects is looked at once."""
    pending = [(left, right)]
    seen: set[tuple[int, int]] = set()
    while pending:
        one, other = pending.pop()
        if one is other:
            continue
        if not isinstance(one, dict | list) or not isinstance(other, dict | list):
            if isinstance(one, bool) or isinstance(other, bool) or one != other:
                return False
        elif (id(one), id(other)) not in seen:
            seen.add((id(one), id(other)))
            members = _members(one, other)
            if members is None:
                return False
            pending.extend(members)
    return True


def _members(one: Value, other: Value) -> Iterable[tuple[Value, Value]] | None:
    """The pairs of members to compare; None if the containers differ already."""
    if isinstance(one, dict) and isinstance(other, dict):
        return [(value, other[key]) for key, value in one.items()] if one.keys() == other.keys() else None
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return zip(one, other, strict=True)
    return None


def identical(left: Value, right: Value) -> bool:
    """Whether `in` finds one in the other: equal texts, numbers, truth values or null; the same object or array."""
    if isinstance(left, dict | list):
        return left is right
    return same(left, right)


def included(left: Value, right: Value) -> bool:
    """left in right"""
    if left is UNDEFINED or right is UNDEFINED:
        return False
    if not isinstance(right, list):
        return identical(left, right)
    return any(identical(left, item) for item in right)


def less(left: Value, right: Value) -> Value:
    """left < right"""
    return left < right if _comparable(left, right, "<") else UNDEFINED


def at_most(left: Value, right: Value) -> Value:
    """left <= right"""
    return left <= right if _comparable(left, right, "<=") else UNDEFINED


def greater(left: Value, right: Value) -> Value:
    """left > right"""
    return left > right if _comparable(left, right, ">") else UNDEFINED


def at_least(left: Value, right: Value) -> Value:
    """left >= right"""
    return left >= right if _comparable(left, right, ">=") else UNDEFINED


def _comparable(left: Value, right: Value, token: str) -> bool:
    """Whether both sides are there; raises T2010 or T2009 if they cannot be compared."""
    left_kind, right_kind = _order_kind(left), _order_kind(right)
    if left_kind is None or right_kind is None:
        raise failure("T2010", token=token, value=right if left_kind in ("string", "number") else left)
    if "undefined" in (left_kind, right_kind):
        return False
    if left_kind != right_kind:
        raise failure("T2009", token=token, value=left, value2=right)
    return True


def _order_kind(value: Value) -> str | None:
    if isinstance(value, str):
        return "string"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return "undefined" if value is UNDEFINED else None


def text_of(value: Value) -> str:
    """A side of `&` as text; undefined is empty."""
    if value is UNDEFINED:
        return ""
    return str(string(value))


def number_range(first: Value, last: Value, limit: int) -> Value:
    """The integers from `first` to `last`. Raises T2003, T2004, D2014 or D2015."""
    if first is not UNDEFINED and not _is_whole(first):
        raise failure("T2003", token="..", value=first)
    if last is not UNDEFINED and not _is_whole(last):
        raise failure("T2004", token="..", value=last)
    if first is UNDEFINED or last is UNDEFINED or first > last:
        return UNDEFINED
    size = int(last) - int(first) + 1
    if size > RANGE_LIMIT:
        raise failure("D2014", token="..", value=size)
    if size > limit:
        raise failure("D2015", token="..", value=limit, unit="items")
    return list(range(int(first), int(last) + 1))


def _is_whole(value: Value) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def selects(result: Value, index: int, size: int) -> int:
    """How often a filter's result selects the item at `index` of `size`: numbers are positions, the rest is a truth."""
    if isinstance(result, list) and result and all(map(is_number, result)):
        return sum(_position(number, size) == index for number in result)
    if is_number(result):
        return int(_position(result, size) == index)
    return int(is_true(result))


def _position(number: float, size: int) -> int:
    whole = math.floor(number)
    return size + whole if whole < 0 else whole
