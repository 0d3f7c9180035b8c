"""The built-in functions that call a function for every item: `$map`, `$filter`, `$single`, `$reduce`, `$sift`,
`$each`, `$sort`. With a lambda written in the call most of them are compiled as a loop instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import NoReturn

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.arrays import sort_naturally
from crossdock.jsonata.functions.truth import is_true
from crossdock.jsonata.runtime.callables import FunctionValue, arity, call_raw, finish_raw
from crossdock.jsonata.runtime.sequences import Sequence
from crossdock.jsonata.undefined import UNDEFINED, Value


def _caller(function: Value, most: int) -> Callable[..., Value]:
    """The function as it is called for every item: with up to `most` arguments, as many as it takes, one at least."""
    count = max(1, min(arity(function), most))
    if type(function) is FunctionValue and function.signature is None and not function.variadic:
        body = function.body
        return lambda *arguments: finish_raw(body(*arguments[:count]))
    return lambda *arguments: call_raw(function, arguments[:count], None, None)


def map_items(array: Value, function: Value) -> Value:
    """The results of the function for every item, undefined ones left out."""
    if array is UNDEFINED:
        return UNDEFINED
    results, apply = Sequence(), _caller(function, 3)
    for index, item in enumerate(array):
        result = apply(item, index, array)
        if result is not UNDEFINED:
            results.append(result)
    return results


def filter_items(array: Value, function: Value) -> Value:
    """The items for which the function gives something that counts as true."""
    if array is UNDEFINED:
        return UNDEFINED
    found, apply = Sequence(), _caller(function, 3)
    for index, item in enumerate(array):
        if is_true(apply(item, index, array)):
            found.append(item)
    return found


def single(array: Value, function: Value = UNDEFINED) -> Value:
    """The only item for which the function gives something true. Raises D3138 for several, D3139 for none."""
    if array is UNDEFINED:
        return UNDEFINED
    found: list[Value] = []
    apply = _caller(function, 3)
    for index, item in enumerate(array):
        if function is UNDEFINED or is_true(apply(item, index, array)):
            found.append(item)
            if len(found) > 1:
                raise failure("D3138", token="single")
    return only_one(found)


def only_one(found: list[Value]) -> Value:
    """The single item of a list; raises D3138 or D3139 otherwise."""
    if len(found) > 1:
        raise failure("D3138", token="single")
    if not found:
        raise failure("D3139", token="single")
    return found[0]


def reduce(array: Value, function: Value, start: Value = UNDEFINED) -> Value:
    """The items put together from the left. Raises D3050 for a function of fewer than two parameters."""
    if array is UNDEFINED:
        return UNDEFINED
    count = arity(function)
    if count < 2:
        too_few_parameters()
    result, first = reduce_start(array, start)
    for index in range(first, len(array)):
        arguments = (result, array[index], index, array)
        result = call_raw(function, arguments[: min(count, 4)], None, None)
    return result


def too_few_parameters() -> NoReturn:
    """Refuse the function given to `$reduce`."""
    raise failure("D3050", token="reduce", index=1)


def reduce_start(array: list[Value], start: Value) -> tuple[Value, int]:
    """The first value of a reduction, and the index of the first item to add to it."""
    return (array[0], 1) if start is UNDEFINED and array else (start, 0)


def each(members: Value, function: Value) -> Value:
    """The results of the function for every value and key of an object, undefined ones left out."""
    results, apply = Sequence(), _caller(function, 3)
    for key, value in members_of(members):
        result = apply(value, key, members)
        if result is not UNDEFINED:
            results.append(result)
    return results


def sift(members: Value, function: Value) -> Value:
    """The members of an object for which the function gives something true; undefined if there are none."""
    apply = _caller(function, 3)
    kept = {key: value for key, value in members_of(members) if is_true(apply(value, key, members))}
    return kept or UNDEFINED


def members_of(value: Value) -> list[tuple[Value, Value]]:
    """Keys and values of an object; positions and items of an array; nothing of anything else."""
    if isinstance(value, dict):
        return list(value.items())
    return [(str(index), item) for index, item in enumerate(value)] if isinstance(value, list) else []


def no_members(value: Value, name: str) -> list[tuple[Value, Value]]:
    """The members of undefined; anything else that is no object is refused (T0410)."""
    if value is UNDEFINED:
        return []
    if isinstance(value, dict):
        return members_of(value)
    raise failure("T0410", value=value, index=1, token=name)


def sort(array: Value, comparator: Value = UNDEFINED) -> Value:
    """A sorted array. `comparator(a, b)` says whether a comes behind b; equal items keep their order."""
    if array is UNDEFINED or len(array) < 2:
        return array
    if comparator is UNDEFINED:
        return sort_naturally(array)

    def compare(left: Value, right: Value) -> int:
        # the sort asks only whether left stands before right: it does if the comparator would swap them otherwise
        return -1 if is_true(call_raw(comparator, (right, left), None, None)) else 1

    return sorted(array, key=cmp_to_key(compare))
