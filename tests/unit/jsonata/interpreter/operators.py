"""Operators, literals and variables."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Final

from crossdock.jsonata.errors import failure
from crossdock.jsonata.functions.json_text import string
from crossdock.jsonata.patterns import compile_pattern
from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.evaluating import evaluate, rule
from interpreter.tree import Node
from interpreter.values import Array, Frame, append, is_number, truth

_LARGEST: Final = 1.7976931348623157e308
_EXACT_PRODUCTS: Final = 2**53
_LONGEST_RANGE: Final = 10_000_000


@rule("literal")
def literal(node: Node, _context: Value, _frame: Frame) -> Value:
    """A text, number, true, false or null."""
    return node.value


@rule("regex")
def regex(node: Node, _context: Value, _frame: Frame) -> Value:
    """A regular expression is a function from text to its first match."""
    return compile_pattern(*node.value)


@rule("variable")
def variable(node: Node, context: Value, frame: Frame) -> Value:
    """`$name`, or the context for `$`."""
    if node.value == "":
        return context[0] if isinstance(context, Array) and context.wraps_input else context
    return frame.look_up(node.value)


@rule("parent")
def parent(node: Node, _context: Value, frame: Frame) -> Value:
    """`%`: what the step that it means has bound."""
    return frame.look_up(node.value.label)


@rule("bind")
def bind(node: Node, context: Value, frame: Frame) -> Value:
    """`$name := value`"""
    value = evaluate(node.part, context, frame)
    frame.variables[node.value] = value
    return value


@rule("block")
def block(node: Node, context: Value, frame: Frame) -> Value:
    """`(a; b)`: the value of the last expression, in a scope of its own."""
    scope = frame.inner()
    value: Value = UNDEFINED
    for expression in node.steps:
        value = evaluate(expression, context, scope)
    return value


@rule("condition")
def condition(node: Node, context: Value, frame: Frame) -> Value:
    """`a ? b : c`"""
    asked, then, otherwise = node.parts
    assert asked is not None
    branch = then if truth(evaluate(asked, context, frame)) else otherwise
    return UNDEFINED if branch is None else evaluate(branch, context, frame)


@rule("exists")
def exists(node: Node, context: Value, frame: Frame) -> Value:
    """Whether the part has a value: the question of `??`."""
    return evaluate(node.part, context, frame) is not UNDEFINED


@rule("array")
def array(node: Node, context: Value, frame: Frame) -> Value:
    """`[a, b]`: arrays among the values are opened, unless they are constructors themselves."""
    made: Value = Array()
    for item in node.steps:
        value = evaluate(item, context, frame)
        if value is not UNDEFINED:
            made = Array([*made, value]) if item.kind == "array" else append(made, value)
    return Array(made, is_constructed=node.is_constructed)


@rule("negate")
def negate(node: Node, context: Value, frame: Frame) -> Value:
    """`-a`"""
    value = evaluate(node.part, context, frame)
    if value is UNDEFINED:
        return UNDEFINED
    if not is_number(value):
        raise failure("D1002", value=value)
    return -value


@rule("binary")
def binary(node: Node, context: Value, frame: Frame) -> Value:
    """An operator between two operands; `and` and `or` evaluate the second only if it matters."""
    left = evaluate(node.left, context, frame)
    if node.value == "and":
        return truth(left) and truth(evaluate(node.right, context, frame))
    if node.value == "or":
        return truth(left) or truth(evaluate(node.right, context, frame))
    return _OPERATORS[node.value](left, evaluate(node.right, context, frame))


def _arithmetic(calculate: Callable[[Value, Value], Value]) -> Callable[[Value, Value], Value]:
    def apply(left: Value, right: Value) -> Value:
        for code, operand in (("T2001", left), ("T2002", right)):
            if operand is not UNDEFINED and not is_number(operand):
                raise failure(code, value=operand)
        if left is UNDEFINED or right is UNDEFINED:
            return UNDEFINED
        try:
            result = calculate(left, right)
        except (ZeroDivisionError, OverflowError) as error:
            raise failure("D1001", value=math.inf) from error
        if not -_LARGEST <= result <= _LARGEST:
            raise failure("D1001", value=math.inf)
        return result

    return apply


def _multiply(left: Value, right: Value) -> Value:
    product = left * right
    return product if abs(product) <= _EXACT_PRODUCTS else float(product)


def _divide(left: Value, right: Value) -> Value:
    if isinstance(left, int) and isinstance(right, int) and left % right == 0:
        return left // right
    return left / right


def _remainder(left: Value, right: Value) -> Value:
    """The sign is that of the left operand."""
    if right == 0:
        raise ZeroDivisionError
    if isinstance(left, int) and isinstance(right, int):
        return abs(left) % abs(right) * (-1 if left < 0 else 1)
    return math.fmod(left, right)


def _comparison(compare: Callable[[Value, Value], bool]) -> Callable[[Value, Value], Value]:
    def apply(left: Value, right: Value) -> Value:
        for operand in (left, right):
            if operand is not UNDEFINED and not isinstance(operand, str) and not _has_order(operand):
                raise failure("T2010", value=operand)
        if left is UNDEFINED or right is UNDEFINED:
            return UNDEFINED
        if isinstance(left, str) != isinstance(right, str):
            raise failure("T2009", value=left, value2=right)
        return compare(left, right)

    return apply


def _has_order(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def same(left: Value, right: Value) -> bool:
    """Whether two values are equal to any depth."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return left is right or bool(left == right)


def _equal(left: Value, right: Value) -> bool:
    return left is not UNDEFINED and right is not UNDEFINED and same(left, right)


def _unequal(left: Value, right: Value) -> bool:
    return left is not UNDEFINED and right is not UNDEFINED and not same(left, right)


def _included(left: Value, right: Value) -> bool:
    """An object or array is found only as the very same one."""
    if left is UNDEFINED or right is UNDEFINED:
        return False
    items = right if isinstance(right, list) else [right]
    return any(item is left if isinstance(item, list | dict) else same(item, left) for item in items)


def _join(left: Value, right: Value) -> str:
    return "".join("" if side is UNDEFINED else str(string(side)) for side in (left, right))


def _range(first: Value, last: Value) -> Value:
    for code, bound in (("T2003", first), ("T2004", last)):
        if bound is not UNDEFINED and not _is_whole(bound):
            raise failure(code, value=bound)
    if first is UNDEFINED or last is UNDEFINED or first > last:
        return UNDEFINED
    if last - first + 1 > _LONGEST_RANGE:
        raise failure("D2014", value=last - first + 1)
    return Array(range(int(first), int(last) + 1), is_sequence=True)


def _is_whole(value: Value) -> bool:
    return _has_order(value) and float(value).is_integer()


_OPERATORS: Final[dict[str, Callable[[Value, Value], Value]]] = {
    "+": _arithmetic(operator.add),
    "-": _arithmetic(operator.sub),
    "*": _arithmetic(_multiply),
    "/": _arithmetic(_divide),
    "%": _arithmetic(_remainder),
    "<": _comparison(operator.lt),
    "<=": _comparison(operator.le),
    ">": _comparison(operator.gt),
    ">=": _comparison(operator.ge),
    "=": _equal,
    "!=": _unequal,
    "in": _included,
    "&": _join,
    "..": _range,
}
