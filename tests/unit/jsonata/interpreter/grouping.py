"""Objects: constructors and groupings are one thing, items put under keys."""

from __future__ import annotations

from crossdock.jsonata.errors import failure
from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.evaluating import evaluate, rule
from interpreter.tree import Node
from interpreter.values import Frame, append, has_tuples

Pairs = list[tuple[Node, Node]]


@rule("object")
def object_(node: Node, context: Value, frame: Frame) -> Value:
    """`{key: value}`"""
    return group(node.pairs, context, frame)


@rule("group")
def grouped(node: Node, value: Value, frame: Frame) -> Value:
    """`value{key: value}` behind something that is no path."""
    return group(node.pairs, value, frame)


def group(pairs: Pairs, value: Value, frame: Frame) -> dict[str, Value]:
    """One member for every key that the key expressions give for an item; the value is evaluated for all its items."""
    are_tuples = has_tuples(value)
    items = list(value) if isinstance(value, list) else [value]
    if not items and not are_tuples:
        items = [UNDEFINED]
    groups: dict[str, tuple[int, Value]] = {}
    for item in items:
        for number, (key_node, _) in enumerate(pairs):
            scope, context = _enter(item, frame, is_tuple=are_tuples)
            key = _key(evaluate(key_node, context, scope))
            if key is not UNDEFINED:
                groups[key] = (number, _joined(groups.get(key), number, item, key))
    members = {key: _member(pairs[number][1], data, frame, are_tuples) for key, (number, data) in groups.items()}
    return {key: member for key, member in members.items() if member is not UNDEFINED}


def _enter(item: Value, frame: Frame, *, is_tuple: bool) -> tuple[Frame, Value]:
    return (frame.inner(dict(item)), item["@"]) if is_tuple else (frame, item)


def _key(key: Value) -> Value:
    if key is not UNDEFINED and not isinstance(key, str):
        raise failure("T1003", value=key)
    if key in ("_jsonata_lambda", "_jsonata_function"):
        raise failure("D1013", value=key)
    return key


def _joined(known: tuple[int, Value] | None, number: int, item: Value, key: str) -> Value:
    if known is None:
        return item
    if known[0] != number:
        raise failure("D1009", value=key)
    return append(known[1], item)


def _member(node: Node, data: Value, frame: Frame, are_tuples: bool) -> Value:
    if not are_tuples:
        return evaluate(node, data, frame)
    bound = _reduce(data) if isinstance(data, list) else dict(data)
    context = bound.pop("@")
    return evaluate(node, context, frame.inner(bound))


def _reduce(tuples: list[dict[str, Value]]) -> dict[str, Value]:
    """One tuple for many: each variable has the values of all."""
    reduced = dict(tuples[0])
    for each in tuples[1:]:
        for name, value in each.items():
            reduced[name] = append(reduced.get(name, UNDEFINED), value)
    return reduced
