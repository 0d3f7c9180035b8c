"""`$sum`, `$max`, `$min`, `$average`, `$count` and `$join` on any value: their arguments checked in the same loop."""

from __future__ import annotations

from typing import Final

from crossdock.jsonata.functions import aggregation
from crossdock.jsonata.functions.limits import FunctionLimits
from crossdock.jsonata.runtime.operators import LARGEST, out_of_range
from crossdock.jsonata.runtime.sequences import extend
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.undefined import UNDEFINED, Value

_NUMBERS: Final = Signature.parse("<a<n>:n>")
_TEXTS: Final = Signature.parse("<a<s>s?:s>")
_NUMBER_TYPES: Final = frozenset((int, float))


def sum_of(value: Value) -> Value:
    """`$sum`"""
    numbers = _numbers(value, "sum")
    return UNDEFINED if numbers is UNDEFINED else sum_of_numbers(numbers)


def sum_of_numbers(numbers: list[float]) -> Value:
    """The sum, added in order as doubles are."""
    total: float = 0
    for number in numbers:
        total += number
    return total if -LARGEST <= total <= LARGEST else out_of_range(total)


def maximum_of(value: Value) -> Value:
    """`$max`"""
    return aggregation.maximum(_numbers(value, "max"))


def minimum_of(value: Value) -> Value:
    """`$min`"""
    return aggregation.minimum(_numbers(value, "min"))


def average_of(value: Value) -> Value:
    """`$average`"""
    return aggregation.average(_numbers(value, "average"))


def count_of(value: Value) -> int:
    """`$count`"""
    if isinstance(value, list):
        return len(value)
    return 0 if value is UNDEFINED else 1


def join_texts(value: Value, separator: str, limits: FunctionLimits) -> Value:
    """`$join`"""
    if value is UNDEFINED:
        return UNDEFINED
    texts = value if isinstance(value, list) else [value]
    try:
        limits.check_text(sum(map(len, texts)) + len(texts) * len(separator))
        return separator.join(texts)
    except TypeError:
        _TEXTS.validate((value, separator), UNDEFINED, "join")
        raise


def gathered(*values: Value) -> list[Value]:
    """The array that a constructor makes of these values."""
    array: list[Value] = []
    for value in values:
        extend(array, value)
    return array


def _numbers(value: Value, name: str) -> Value:
    """The argument as an array of numbers. Raises T0412 for anything else."""
    if isinstance(value, list):
        if _NUMBER_TYPES.issuperset(map(type, value)):
            return value
    elif type(value) in _NUMBER_TYPES:
        return [value]
    return _NUMBERS.validate((value,), UNDEFINED, name)[0]
