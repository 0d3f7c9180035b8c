"""What operators, constructors, choices and variables yield."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from crossdock.jsonata.inference.inference import Inference
from crossdock.jsonata.inference.scope import Scope
from crossdock.jsonata.inference.yields import ANYTHING, Yield, either, surely
from crossdock.jsonata.shape import (
    BOOLEAN,
    FUNCTION,
    NUMBER,
    OBJECT,
    STRING,
    UNKNOWN,
    Kind,
    Shape,
    array_of,
    unite,
)
from crossdock.jsonata.syntax import (
    Array,
    Binary,
    Bind,
    Block,
    Coalesce,
    Condition,
    Lambda,
    Literal,
    Negate,
    Node,
    Object,
    Regex,
    Variable,
)

_ARITHMETIC: Final = frozenset("+-*/%")
_ORDER: Final = frozenset(("<", "<=", ">", ">="))
_KINDS: Final[dict[type, Kind]] = {
    str: "string", bool: "boolean", int: "number", float: "number", type(None): "null",
}  # fmt: skip


def literal(_inference: Inference, node: Literal, _context: Shape, _scope: Scope) -> Yield:
    return surely(Shape(kinds=frozenset((_KINDS[type(node.value)],))))


def regex(_inference: Inference, _node: Regex, _context: Shape, _scope: Scope) -> Yield:
    return surely(FUNCTION)


def variable(inference: Inference, node: Variable, context: Shape, scope: Scope) -> Yield:
    """A variable as a value. A lambda that is read so may be called from anywhere."""
    if node.name in ("", "$"):
        return surely(context if node.name == "" else inference.root)
    held = inference.read(node.name, scope)
    if held.function is not None:
        inference.facts.escaped.add(id(held.function))
    return held


def bind(inference: Inference, node: Bind, context: Shape, scope: Scope) -> Yield:
    """`:=`. A function is visible within itself."""
    if isinstance(node.value, Lambda):
        inference.bind(scope, node.name, node, "assignment", Yield(shape=FUNCTION, absent=False, function=node.value))
        return inference.infer(node.value, context, scope)
    held = inference.infer(node.value, context, scope)
    inference.bind(scope, node.name, node, "assignment", held)
    return held


def block(inference: Inference, node: Block, context: Shape, scope: Scope) -> Yield:
    inner, last = Scope(scope), ANYTHING
    for expression in node.expressions:
        last = inference.infer(expression, context, inner)
    return last


def function(inference: Inference, node: Lambda, context: Shape, scope: Scope) -> Yield:
    """A lambda: its body, for the arguments it is known to be called with."""
    inner = Scope(scope, of_function=True)
    given = inference.arguments.get(id(node), [])
    for index, name in enumerate(node.parameters):
        inference.bind(inner, name, node, "parameter", given[index] if index < len(given) else ANYTHING)
    inference.infer(node.body, context, inner)
    return Yield(shape=FUNCTION, absent=False, function=node)


def negate(inference: Inference, node: Negate, context: Shape, scope: Scope) -> Yield:
    operand = inference.infer(node.operand, context, scope)
    return Yield(shape=replace(NUMBER, money=operand.shape.money), absent=operand.absent)


def binary(inference: Inference, node: Binary, context: Shape, scope: Scope) -> Yield:
    left, right = inference.infer(node.left, context, scope), inference.infer(node.right, context, scope)
    if node.operator in _ARITHMETIC:
        money = any(operand.shape.money and "string" not in operand.shape.kinds for operand in (left, right))
        return Yield(shape=replace(NUMBER, money=money), absent=left.absent or right.absent)
    if node.operator in _ORDER:
        return Yield(shape=BOOLEAN, absent=left.absent or right.absent)
    if node.operator == "..":
        return Yield(shape=array_of(NUMBER), absent=left.absent or right.absent)
    return surely(STRING if node.operator == "&" else BOOLEAN)


def condition(inference: Inference, node: Condition, context: Shape, scope: Scope) -> Yield:
    tested = inference.infer(node.condition, context, scope)
    then = replace(tested, absent=False) if node.then is None else inference.infer(node.then, context, scope)
    if node.otherwise is None:
        return replace(then, absent=True)
    return either((then, inference.infer(node.otherwise, context, scope)))


def coalesce(inference: Inference, node: Coalesce, context: Shape, scope: Scope) -> Yield:
    left, right = inference.infer(node.left, context, scope), inference.infer(node.right, context, scope)
    return replace(either((left, right)), absent=left.absent and right.absent)


def array(inference: Inference, node: Array, context: Shape, scope: Scope) -> Yield:
    given = [inference.infer(item, context, scope) for item in node.items]
    items = unite(
        each.item if not isinstance(item, Array) else each.shape for each, item in zip(given, node.items, strict=True)
    )
    least = sum(not each.absent and not each.is_many for each in given)
    return Yield(shape=array_of(items, least), absent=False)


def constructed(inference: Inference, node: Object, context: Shape, scope: Scope) -> Yield:
    return surely(members(inference, node.pairs, context, scope))


def members(inference: Inference, pairs: Iterable[tuple[Node, Node]], context: Shape, scope: Scope) -> Shape:
    """The object that pairs of keys and values make."""
    fields: dict[str, Shape] = {}
    required: set[str] = set()
    rest: Shape | None = None
    for key, value in pairs:
        inference.infer(key, context, scope)
        held = inference.infer(value, context, scope)
        if isinstance(key, Literal) and isinstance(key.value, str):
            fields[key.value] = held.whole
            required |= set() if held.absent else {key.value}
        else:
            rest = UNKNOWN
    return replace(OBJECT, fields=fields, required=frozenset(required), rest=rest, built=True)


def anything(inference: Inference, node: Node, context: Shape, scope: Scope) -> Yield:
    """What is not understood in more detail."""
    inference.infer_all(node, context, scope)
    return ANYTHING


def unknown_input(inference: Inference, node: Node, _context: Shape, scope: Scope) -> Yield:
    """A transform that is not applied on the spot: what it will work on is not known."""
    inference.infer_all(node, UNKNOWN, scope)
    return surely(FUNCTION)
