"""Function values and how they are called, tail calls one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from crossdock.jsonata.errors import failure
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.evaluating import evaluate
from interpreter.tree import Node
from interpreter.values import Array, Frame

Implementation: TypeAlias = Callable[..., Value]


@dataclass(eq=False, kw_only=True)
class Function:
    """A function value; a subclass says how it runs."""

    arity: int
    frame: Frame
    signature: Signature | None = None
    name: str | None = None

    def run(self, arguments: Sequence[Value]) -> Value:
        """The result for checked arguments; a `TailCall` still has to be made."""
        raise TypeError(f"{type(self).__name__} cannot run {len(arguments)} arguments")

    def __call__(self, *arguments: Value) -> Value:
        """As built-in functions call it."""
        return call(self, arguments, None)


@dataclass(eq=False, kw_only=True)
class Lambda(Function):
    """A function of the expression, with the context and the variables of where it was written."""

    names: list[str]
    body: Node
    context: Value

    def run(self, arguments: Sequence[Value]) -> Value:
        bound = {name: _argument(arguments, index) for index, name in enumerate(self.names)}
        return evaluate(self.body, self.context, self.frame.inner(bound))


@dataclass(eq=False, kw_only=True)
class Native(Function):
    """A built-in function."""

    implementation: Implementation

    def run(self, arguments: Sequence[Value]) -> Value:
        return self.implementation(*arguments)


@dataclass(eq=False, kw_only=True)
class Partial(Function):
    """A function with some of its arguments given; None stands for one that is still open."""

    function: Function
    given: list[Value]
    open_places: list[int]

    def run(self, arguments: Sequence[Value]) -> Value:
        filled = list(self.given)
        for index, place in enumerate(self.open_places):
            filled[place] = _argument(arguments, index)
        if isinstance(self.function, Lambda):  # a lambda's own signature does not count here
            return self.function.run(filled)
        return call(self.function, filled, UNDEFINED)


@dataclass(frozen=True)
class TailCall:
    """A call at the very end of a function, to be made by whoever called that function."""

    node: Node
    context: Value
    frame: Frame


def _argument(arguments: Sequence[Value], index: int) -> Value:
    return arguments[index] if index < len(arguments) else UNDEFINED


def call(function: Value, arguments: Sequence[Value], context: Value) -> Value:
    """The result of calling any value; raises T1006 if it is no function.

    A sequence of one item is not unwrapped: that is for the expression in which the call is written.
    """
    result = _call_once(function, arguments, context)
    while isinstance(result, TailCall):
        following = evaluate(result.node.part, result.context, result.frame)
        values = [evaluate(each, result.context, result.frame) for each in result.node.steps[1:]]
        result = _call_once(following, values, context)
    return result


def _call_once(function: Value, arguments: Sequence[Value], context: Value) -> Value:
    if isinstance(function, Function):
        if function.signature is not None:
            arguments = function.signature.validate(arguments, _document(context), function.name)
        return function.run(arguments)
    if callable(function):
        return function(*arguments)
    raise failure("T1006")


def _document(context: Value) -> Value:
    """The context as an argument: of a wrapped input array the array itself."""
    return context[0] if isinstance(context, Array) and context.wraps_input else context


def arity(function: Value) -> int:
    """How many arguments a function takes; a regular expression takes a text."""
    return function.arity if isinstance(function, Function) else 1
