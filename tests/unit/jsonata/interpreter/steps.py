"""What a single step finds in its context: a field, all fields, everything below."""

from __future__ import annotations

from collections.abc import Iterator

from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.evaluating import rule
from interpreter.tree import Node
from interpreter.values import Array, Frame, append, sequence


@rule("name")
def name(node: Node, context: Value, _frame: Frame) -> Value:
    """A field."""
    return look_up(context, node.value)


def look_up(value: Value, key: str) -> Value:
    """A field of an object; of an array the fields of all items."""
    if isinstance(value, dict):
        return value.get(key, UNDEFINED)
    if not isinstance(value, list):
        return UNDEFINED
    found = sequence()
    for item in value:
        member = look_up(item, key)
        if isinstance(member, list):
            found.extend(member)
        elif member is not UNDEFINED:
            found.append(member)
    return found


@rule("wildcard")
def wildcard(_node: Node, context: Value, _frame: Frame) -> Value:
    """`*`: the values of an object or array, arrays among them opened to any depth."""
    if isinstance(context, Array) and context.wraps_input:
        context = context[0]
    values = context.values() if isinstance(context, dict) else context if isinstance(context, list) else ()
    found: Value = sequence()
    for value in values:
        if isinstance(value, list):
            found = append(found, list(_leaves(value)))
        else:
            found.append(value)
    return found


def _leaves(value: Value) -> Iterator[Value]:
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


@rule("descendants")
def descendants(_node: Node, context: Value, _frame: Frame) -> Value:
    """`**`: the context and everything in it but arrays."""
    if context is UNDEFINED:
        return UNDEFINED
    found = sequence(*_below(context))
    return found[0] if len(found) == 1 else found


def _below(value: Value) -> Iterator[Value]:
    if not isinstance(value, list):
        yield value
    for member in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _below(member)
