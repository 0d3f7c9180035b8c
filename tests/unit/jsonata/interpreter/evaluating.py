"""The centre of the interpreter: find the rule of a node, then apply its filters, its grouping and `[]`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.tree import Node, Stage
from interpreter.values import Frame, is_sequence

Rule: TypeAlias = Callable[[Node, Value, Frame], Value]

_RULES: Final[dict[str, Rule]] = {}


def rule(kind: str) -> Callable[[Rule], Rule]:
    """Register how nodes of this kind are evaluated."""

    def register(function: Rule) -> Rule:
        _RULES[kind] = function
        return function

    return register


def evaluate(node: Node, context: Value, frame: Frame) -> Value:
    """The value of a node in a context."""
    frame.run.enter()
    value = _RULES[node.kind](node, context, frame)
    if node.in_tail:
        frame.run.leave()
        return value
    for stage in node.predicates:
        value = _apply_filter(stage, value, frame)
    if node.group is not None and node.kind != "path":
        value = _RULES["group"](Node(kind="group", pairs=node.group), value, frame)
    frame.run.leave()
    return finish(value, keep_array=node.keep_array)


def _apply_filter(stage: Stage, value: Value, frame: Frame) -> Value:
    return _RULES["filter"](Node(kind="filter", parts=[stage.condition]), value, frame)


def finish(value: Value, *, keep_array: bool = False) -> Value:
    """A sequence of one item is that item unless it is to be kept, an empty one is undefined."""
    if not is_sequence(value) or value.has_tuples:
        return value
    if keep_array:
        value.keeps_singleton = True
    if not value:
        return UNDEFINED
    return value[0] if len(value) == 1 and not value.keeps_singleton else value
