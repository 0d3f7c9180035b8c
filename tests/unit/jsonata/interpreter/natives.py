"""The built-in functions as the interpreter has them: those that make or read sequences are written out here, all
others are the engine's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.arrays import sort_naturally
from crossdock.jsonata.functions.catalogue import BUILTINS
from crossdock.jsonata.functions.limits import DEFAULT_LIMITS
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter import steps
from interpreter.calling import Implementation, Native, arity, call
from interpreter.operators import same
from interpreter.sorting import merge_sort
from interpreter.values import Array, Frame, append, is_sequence, sequence, truth


def natives(frame: Frame) -> dict[str, Value]:
    """All built-in functions by name, for a new evaluation."""
    made = {name: _native(frame, name, *given) for name, given in _OWN.items()}
    needs: Mapping[str, Value] = {"call": lambda function, *given: call(function, given, None), "now": frame.run.now,
                                  "limits": DEFAULT_LIMITS}  # fmt: skip
    for name, builtin in BUILTINS.items():
        if name not in made:
            given = {need: needs[need] for need in builtin.needs}
            made[name] = _native(frame, name, builtin.signature, partial(builtin.implementation, **given))
    return dict(made)


def _native(frame: Frame, name: str, notation: str, implementation: Implementation) -> Native:
    signature = Signature.parse(notation)
    size = 1 if name == "string" else len(signature.parameters)
    return Native(arity=size, frame=frame, signature=signature, name=name, implementation=implementation)


def _give(function: Value, *arguments: Value) -> Value:
    """Call with as many of the arguments as the function takes, the first in any case."""
    return call(function, arguments[: max(1, arity(function))], None)


def _map(array: Value, function: Value) -> Value:
    if array is UNDEFINED:
        return UNDEFINED
    results = [_give(function, item, index, array) for index, item in enumerate(array)]
    return sequence(*(result for result in results if result is not UNDEFINED))


def _filter(array: Value, function: Value) -> Value:
    if array is UNDEFINED:
        return UNDEFINED
    return sequence(*(item for index, item in enumerate(array) if truth(_give(function, item, index, array))))


def _single(array: Value, function: Value = UNDEFINED) -> Value:
    if array is UNDEFINED:
        return UNDEFINED
    found = []
    for index, item in enumerate(array):
        if function is UNDEFINED or truth(_give(function, item, index, array)):
            found.append(item)
        if len(found) > 1:
            raise failure("D3138")
    if not found:
        raise failure("D3139")
    return found[0]


def _reduce(array: Value, function: Value, start: Value = UNDEFINED) -> Value:
    if array is UNDEFINED:
        return UNDEFINED
    size = arity(function)
    if size < 2:
        raise failure("D3050")
    items = list(enumerate(array))
    result = items.pop(0)[1] if start is UNDEFINED and items else start
    for index, item in items:
        result = call(function, (result, item, index, array)[: min(size, 4)], None)
    return result


def _members(value: Value) -> list[tuple[str, Value]]:
    if isinstance(value, list):
        return [(str(index), item) for index, item in enumerate(value)]
    return list(value.items()) if isinstance(value, dict) else []


def _each(members: Value, function: Value) -> Value:
    results = [_give(function, value, key, members) for key, value in _members(members)]
    return sequence(*(result for result in results if result is not UNDEFINED))


def _sift(members: Value, function: Value) -> Value:
    kept = {key: value for key, value in _members(members) if truth(_give(function, value, key, members))}
    return kept or UNDEFINED


def _sort(array: Value, function: Value = UNDEFINED) -> Value:
    if array is UNDEFINED or len(array) <= 1:
        return array
    if function is UNDEFINED:
        return sort_naturally(array)
    return merge_sort(array, lambda left, right: truth(call(function, (left, right), None)))


def _keys(value: Value) -> Value:
    if isinstance(value, list):
        return sequence(*dict.fromkeys(key for item in value for key in _keys(item)))
    return sequence(*value) if isinstance(value, dict) else sequence()


def _spread(value: Value) -> Value:
    if isinstance(value, dict):
        return sequence(*({key: member} for key, member in value.items()))
    if not isinstance(value, list):
        return value
    result: Value = sequence()
    for item in value:
        result = append(result, _spread(item))
    return result


def _distinct(values: Value) -> Value:
    if not isinstance(values, list) or len(values) <= 1:
        return values
    kept = Array(is_sequence=is_sequence(values))
    for value in values:
        if not any(same(value, known) for known in kept):
            kept.append(value)
    return kept


def _reverse(values: Value) -> Value:
    return values if values is UNDEFINED or len(values) <= 1 else Array(reversed(values))


def _match(text: Value, matcher: Value, limit: Value = UNDEFINED) -> Value:
    found = BUILTINS["match"].implementation(
        text, matcher, limit, call=lambda function, *given: call(function, given, None)
    )
    return sequence(*found) if isinstance(found, list) else sequence() if found is UNDEFINED else sequence(found)


def _eval(*_arguments: Value) -> Value:
    raise failure("D3121", value="$eval can only be called by its name")


_OWN: Final[dict[str, tuple[str, Implementation]]] = {
    "map": ("<af>", _map),
    "filter": ("<af>", _filter),
    "single": ("<af?>", _single),
    "reduce": ("<afj?:j>", _reduce),
    "sift": ("<o-f?:o>", _sift),
    "each": ("<o-f:a>", _each),
    "sort": ("<af?:a>", _sort),
    "keys": ("<x-:a<s>>", _keys),
    "lookup": ("<x-s:x>", steps.look_up),
    "spread": ("<x-:a<o>>", _spread),
    "append": ("<xx:a>", append),
    "distinct": ("<x:x>", _distinct),
    "reverse": ("<a:a>", _reverse),
    "match": ("<s-f<s:o>n?:a<o>>", _match),
    "eval": ("<sx?:x>", _eval),
}
