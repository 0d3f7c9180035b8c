"""Arrays that remember how they came about, because the language treats them differently.

A `Sequence` is the result of a path: with one item it is that item, with none it is undefined. A plain list is an
array that was written or read: it stays an array. A `Tuples` stream carries the bindings of `@`, `#` and `%`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from crossdock.jsonata.undefined import UNDEFINED, Value


class Sequence(list[Value]):
    """The items that a path found. As a value it has two or more, or exactly one if it was marked with `[]`."""

    __slots__ = ()


class Kept(Sequence):
    """A sequence marked with `[]`: a single item stays in it, even when a function returns it."""

    __slots__ = ()


class StepArray(list[Value]):
    """An array constructor in a path, such as `[a, b]` in `items.[a, b]`: one item, never flattened."""

    __slots__ = ()


class Wrapper(Sequence):
    """The input document if it is an array: a sequence whose only item is that array."""

    __slots__ = ()


class Tuples(list[dict[str, Value]]):
    """A stream of bindings; `@` is the context item, every other key a variable or the label of a parent."""

    __slots__ = ()


EMPTY: Final[list[Value]] = []
"""No items; never changed."""


def wrap_input(data: Value) -> Value:
    """The context that the whole expression starts with."""
    return Wrapper((data,)) if isinstance(data, list) else data


def unwrap(items: list[Value]) -> Value:
    """A sequence as a value."""
    size = len(items)
    if size == 1:
        return items[0]
    if size == 0:
        return UNDEFINED
    return items if isinstance(items, Sequence) else Sequence(items)


def unwrap_plain(items: list[Value]) -> Value:
    """Like `unwrap`, for a value that goes into the result: a plain list."""
    size = len(items)
    return items if size > 1 else items[0] if size else UNDEFINED


def finish_plain(results: list[Value]) -> Value:
    """Like `finish`, for a value that goes into the result: a plain list."""
    if len(results) == 1:
        return finish(results)
    return unwrap_plain(flatten_results(results, []))


def unwrap_result(value: Value) -> Value:
    """What a function returned, as a value: a sequence of one is its item; anything else stays."""
    if isinstance(value, Sequence) and len(value) < 2 and type(value) is not Kept:
        return value[0] if value else UNDEFINED
    return value


def keep(value: Value) -> Value:
    """A path's value where `[]` asks for an array, undefined excepted."""
    if value is UNDEFINED or isinstance(value, list):
        return Kept(value) if type(value) is Sequence else value
    return Kept((value,))


def items_of(value: Value) -> Iterable[Value]:
    """The items to go through when a step's result is the input of the next step."""
    if isinstance(value, list) and not isinstance(value, StepArray):
        return value
    return EMPTY if value is UNDEFINED else (value,)


def input_items(context: Value) -> Iterable[Value]:
    """The items that the first step of a path goes through; undefined is one."""
    return context if isinstance(context, list) else (context,)


def filter_items(value: Value) -> list[Value] | tuple[Value]:
    """The items that a filter looks at; undefined is one, so that errors in the condition show."""
    return value if isinstance(value, list) else (value,)


def opened(value: Value) -> list[Value]:
    """The items of an array constructor that a path starts with.

    A filter behind it may have left something else: as in the reference, a text has characters, the rest no items.
    """
    return list(value) if isinstance(value, list | str) else []


def of_nothing(start: Value, keeps: bool) -> Value:
    """The value of a path that starts with such a constructor without items."""
    if isinstance(start, list):
        return [[]] if keeps and isinstance(start, StepArray) else []
    return start if start == "" else UNDEFINED


def flatten_results(results: list[Value], into: list[Value]) -> list[Value]:
    """Put the results of a step into one sequence: arrays lose one level, arrays made by a step do not."""
    for result in results:
        if isinstance(result, list) and not isinstance(result, StepArray):
            into.extend(result)
        else:
            into.append(result)
    return into


def finish(results: list[Value]) -> Value:
    """The value of a path from the results of its last step (undefined ones left out)."""
    if len(results) == 1:
        only = results[0]
        if not isinstance(only, list):
            return only
        if not isinstance(only, Sequence):
            return only
        return unwrap(only)
    return unwrap(flatten_results(results, Sequence()))


def finish_kept(results: list[Value]) -> Value:
    """Like `finish`, for a path marked with `[]`: a single item stays an array."""
    if len(results) == 1 and isinstance(results[0], list):
        return Kept(results[0]) if isinstance(results[0], StepArray | Sequence) else results[0]
    return flatten_results(results, Kept()) or UNDEFINED


def unwrap_kept(items: list[Value]) -> Value:
    """Like `unwrap`, for a path marked with `[]`."""
    if not items:
        return UNDEFINED
    return Kept(items)


def finish_kept_plain(results: list[Value]) -> Value:
    """Like `finish_kept`, for a value that goes into the result: a plain list."""
    kept = finish_kept(results)
    return kept if kept is UNDEFINED or type(kept) is list else list(kept)


def unwrap_kept_plain(items: list[Value]) -> Value:
    """Like `unwrap_kept`, for a value that goes into the result: a plain list."""
    return items or UNDEFINED


def append(first: Value, second: Value) -> Value:
    """Both values in one array; undefined adds nothing, and leaves the other as it is."""
    if first is UNDEFINED:
        return second
    if second is UNDEFINED:
        return first
    left = first if isinstance(first, list) else [first]
    return [*left, *second] if isinstance(second, list) else [*left, second]


def extend(array: list[Value], value: Value) -> None:
    """Add the value of one expression of an array constructor: arrays give their items."""
    if isinstance(value, list):
        array.extend(value)
    elif value is not UNDEFINED:
        array.append(value)


def copy(value: Value) -> Value:
    """A copy that shares no object or array with the value, made of plain lists and dictionaries."""
    if isinstance(value, dict):
        return {key: child if type(child) in ATOMS else copy(child) for key, child in value.items()}
    if isinstance(value, list):
        return [child if type(child) in ATOMS else copy(child) for child in value if child is not UNDEFINED]
    return value


ATOMS: Final = frozenset((str, int, float, bool, type(None)))
"""The types of values that nobody can change."""

NOT_ARRAYS: Final = ATOMS | {dict}
"""The types of values that are one item of a sequence."""
