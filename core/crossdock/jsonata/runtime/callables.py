"""Function values: lambdas, built-ins, a caller's own functions, partial applications; and how they are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NoReturn

from crossdock.jsonata.errors import failure
from crossdock.jsonata.runtime.sequences import unwrap_result
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.undefined import UNDEFINED, Value


class TailCall:
    """What a function returns instead of calling another one at its very end: the call, still to be made."""

    __slots__ = ("arguments", "function", "name")

    def __init__(self, function: Value, arguments: list[Value], name: str | None) -> None:
        self.function = function
        self.arguments = arguments
        self.name = name


@dataclass(frozen=True, slots=True, eq=False)
class FunctionValue:
    """A function value. `body` takes up to `arity` values (missing ones are undefined) and may return a `TailCall`."""

    body: Callable[..., Value]
    arity: int
    signature: Signature | None = None
    name: str | None = None
    context: Value = UNDEFINED
    """what a parameter left out is taken from, if the signature says so"""
    variadic: bool = field(default=False, kw_only=True)

    def __call__(self, *arguments: Value) -> Value:
        return call(self, arguments, self.context, self.name)


def call(function: Value, arguments: list[Value] | tuple[Value, ...], context: Value, name: str | None) -> Value:
    """The result of calling any value; raises T1006 if it is no function.

    Tail calls are made here, one after the other, so that they do not nest.
    """
    return unwrap_result(call_raw(function, arguments, context, name))


def call_raw(function: Value, arguments: list[Value] | tuple[Value, ...], context: Value, name: str | None) -> Value:
    """Like `call`, for a function that is called by another one: a sequence of one item or none stays a sequence."""
    return finish_raw(_call_once(function, arguments, context, name), context)


def finish_raw(result: Value, context: Value = None) -> Value:
    """Make the tail calls that a function returned, one after the other, so that they do not nest."""
    while type(result) is TailCall:
        result = _call_once(result.function, result.arguments, context, result.name)
    return result


def finish_call(result: Value) -> Value:
    """Make the tail calls that a function of this expression returned."""
    return unwrap_result(finish_raw(result, UNDEFINED))


def _call_once(function: Value, arguments: list[Value] | tuple[Value, ...], context: Value, name: str | None) -> Value:
    if type(function) is FunctionValue:
        if function.signature is not None:
            arguments = function.signature.validate(arguments, context, name or function.name)
        if len(arguments) > function.arity and not function.variadic:
            arguments = arguments[: function.arity]
        return function.body(*arguments)
    if callable(function):
        return function(*arguments)
    raise failure("T1006", token=name)


def too_deep() -> NoReturn:
    """Refuse to nest function calls any deeper."""
    raise failure("D1011")


def arity(function: Value) -> int:
    """How many arguments a function takes at most."""
    if type(function) is FunctionValue:
        return function.arity
    code = getattr(function, "__code__", None)
    return code.co_argcount if code is not None else 1


PLACEHOLDER: Final = object()
"""Stands for `?` among the arguments of a partial application."""


def apply_partially(function: Value, arguments: list[Value], name: str | None) -> Value:
    """A function of the arguments that are still open; raises T1008 if `function` is none."""
    if not callable(function):
        raise failure("T1008", token=name)
    size = arity(function)
    given = arguments[:size] + [UNDEFINED] * (size - len(arguments))
    open_places = [index for index, value in enumerate(given) if value is PLACEHOLDER]

    def body(*rest: Value) -> Value:
        filled = list(given)
        for index, place in enumerate(open_places):
            filled[place] = rest[index] if index < len(rest) else UNDEFINED
        if type(function) is FunctionValue and function.name is None:  # a lambda: its signature does not count here
            return function.body(*filled)
        return call_raw(function, filled, UNDEFINED, name)

    return FunctionValue(body, len(open_places), None, name)


def chain(first: Value, second: Value) -> Value:
    """`first ~> second` for two functions: one that applies both."""

    def body(value: Value = UNDEFINED) -> Value:
        return TailCall(second, [call(first, [value], UNDEFINED, None)], None)

    return FunctionValue(body, 1)
