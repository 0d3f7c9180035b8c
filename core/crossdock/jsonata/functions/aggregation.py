"""The functions that make one number of an array of numbers."""

from __future__ import annotations

from functools import reduce
from math import isfinite
from operator import add

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.number_text import tidy
from crossdock.jsonata.undefined import UNDEFINED, Undefined, Value


def total(numbers: list[float] | Undefined) -> float | Undefined:
    """The sum, added in order with the rounding of doubles; raises D1001 if it is out of range."""
    return UNDEFINED if numbers is UNDEFINED else _add_all(numbers)


def count(values: list[Value] | Undefined) -> int:
    """The number of values; 0 for undefined."""
    return 0 if values is UNDEFINED else len(values)


def maximum(numbers: list[float] | Undefined) -> float | Undefined:
    """The largest number; undefined for an empty array."""
    return max(numbers) if numbers else UNDEFINED


def minimum(numbers: list[float] | Undefined) -> float | Undefined:
    """The smallest number; undefined for an empty array."""
    return min(numbers) if numbers else UNDEFINED


def average(numbers: list[float] | Undefined) -> float | Undefined:
    """The arithmetic mean; undefined for an empty array."""
    if not numbers:
        return UNDEFINED
    sum_of_all = _add_all(numbers)
    if isinstance(sum_of_all, int) and sum_of_all % len(numbers) == 0:
        return sum_of_all // len(numbers)
    try:
        return tidy(sum_of_all / len(numbers))
    except OverflowError as error:
        raise failure("D1001", value=sum_of_all) from error


def _add_all(numbers: list[float]) -> float:
    # Not the built-in sum: from Python 3.12 on it compensates rounding, and the result would differ from JavaScript's.
    try:
        result = reduce(add, numbers, 0)
    except OverflowError as error:
        raise failure("D1001", value="the sum") from error
    if isinstance(result, float) and not isfinite(result):
        raise failure("D1001", value=result)
    return result
