"""Paths: steps one after the other, each for every item that the one before it gave."""

from __future__ import annotations

import math

from crossdock.jsonata.undefined import UNDEFINED, Value
from interpreter.evaluating import evaluate, rule
from interpreter.grouping import group
from interpreter.sorting import order
from interpreter.tree import Node, Stage
from interpreter.values import Array, Frame, has_tuples, is_constructed, is_number, is_sequence, sequence, truth


@rule("path")
def path(node: Node, context: Value, frame: Frame) -> Value:
    """All steps; with tuples if one of them binds variables or is meant by a `%`."""
    found, tuples = _walk(node, context, frame)
    value: Value = found
    if tuples is not None:
        value = tuples if node.makes_tuples else sequence(*(each["@"] for each in tuples))
    if node.keep_singleton and isinstance(value, Array):
        if value.is_constructed and not value.is_sequence:
            value = sequence(value)
        value.keeps_singleton = True
    if node.group is None:
        return value
    return group(node.group, value if tuples is None else tuples, frame)


def _walk(node: Node, context: Value, frame: Frame) -> tuple[Value, Array | None]:
    steps = node.steps
    items: Value = context if isinstance(context, list) and steps[0].kind != "variable" else sequence(context)
    found: Value = UNDEFINED
    tuples: Array | None = None
    binds = False
    for number, step in enumerate(steps):
        binds = binds or step.makes_tuples
        if number == 0 and step.kind == "array" and step.is_constructed and not binds:
            found = evaluate(step, items, frame)
        elif binds:
            tuples = _tuple_step(step, items, tuples, frame)
        else:
            found = _step(step, items, frame, is_last=number == len(steps) - 1)
        if not binds and _is_nothing(found):
            break
        if step.focus is None:
            items = found
    if binds and tuples is None:
        tuples = Array()
    return found, tuples


def _is_nothing(found: Value) -> bool:
    """No item to go on with; an empty text has no length either."""
    return found is UNDEFINED or (isinstance(found, list | str) and not found)


def _items(value: Value) -> list[Value]:
    """What a step goes through: arrays have items, and a text (which only a first step can give) has characters."""
    return value if isinstance(value, list) else list(value) if isinstance(value, str) else []


def _step(step: Node, items: Value, frame: Frame, *, is_last: bool) -> Value:
    if step.kind == "sort":
        return _stages(step.stages, order(step, _items(items), frame), frame)
    results: list[Value] = []
    for item in _items(items):
        value = evaluate(step, item, frame)
        for stage in step.stages:
            value = select(stage.condition, value, frame)
        if value is not UNDEFINED:
            results.append(value)
    if is_last and len(results) == 1 and isinstance(results[0], list) and not is_sequence(results[0]):
        return results[0]
    flat = sequence()
    for value in results:
        if isinstance(value, list) and not is_constructed(value):
            flat.extend(value)
        else:
            flat.append(value)
    return flat


def _stages(stages: list[Stage], value: Value, frame: Frame) -> Value:
    for stage in stages:
        if stage.index is None:
            value = select(stage.condition, value, frame)
        else:
            for position, each in enumerate(value):
                each[stage.index] = position
    return value


# Tuples: what a step found, with the variables bound so far; `@` is the context.


def _tuple_step(step: Node, items: Value, before: Array | None, frame: Frame) -> Array:
    result = _tuple_sort(step, items, before, frame) if step.kind == "sort" else _advance(step, items, before, frame)
    staged: Array = _stages(step.stages, result, frame)
    return staged


def _tuple_sort(step: Node, items: Value, before: Array | None, frame: Frame) -> Array:
    if before is not None:
        result = Array(order(step, before, frame), is_sequence=is_sequence(before))
        result.has_tuples = has_tuples(before)
        return result
    result = sequence()
    result.has_tuples = True
    for position, item in enumerate(order(step, _items(items), frame)):
        result.append({"@": item} | ({step.index: position} if step.index else {}))
    return result


def _advance(step: Node, items: Value, before: Array | None, frame: Frame) -> Array:
    result = sequence()
    result.has_tuples = True
    for each in [{"@": item} for item in _items(items)] if before is None else before:
        value = evaluate(step, each["@"], frame.inner(dict(each)))
        if value is UNDEFINED:
            continue
        for position, item in enumerate(value if isinstance(value, list) else [value]):
            result.append(each | (item if has_tuples(value) else _bindings(step, each, item, position)))
    return result


def _bindings(step: Node, each: dict[str, Value], item: Value, position: int) -> dict[str, Value]:
    bound: dict[str, Value] = {step.focus: item} if step.focus else {"@": item}
    if step.index:
        bound[step.index] = position
    if step.ancestor:
        bound[step.ancestor.label] = each["@"]
    return bound


# Filters.


@rule("filter")
def filtered(node: Node, value: Value, frame: Frame) -> Value:
    """A filter behind something that is no step of a path."""
    return select(node.part, value, frame)


def select(condition: Node | None, value: Value, frame: Frame) -> Value:
    """The items for which the condition is true, or that stand at the positions it gives."""
    assert condition is not None
    items = value if isinstance(value, list) else sequence(value)
    if condition.kind == "literal" and is_number(condition.value):
        return _at(items, condition.value, has_tuples(value))
    kept = sequence()
    kept.has_tuples = has_tuples(value)
    for position, item in enumerate(items):
        result = _test(condition, item, frame, is_tuple=has_tuples(value))
        if item is not UNDEFINED:
            kept.extend([item] * _times(result, position, len(items)))
    return kept


def _at(items: list[Value], number: float, are_tuples: bool) -> Value:
    position = _position(number, len(items))
    found = items[position] if 0 <= position < len(items) else UNDEFINED
    if isinstance(found, list):
        return found
    result = sequence() if found is UNDEFINED else sequence(found)
    result.has_tuples = are_tuples
    return result


def _test(condition: Node, item: Value, frame: Frame, *, is_tuple: bool) -> Value:
    if is_tuple:
        return evaluate(condition, item["@"], frame.inner(dict(item)))
    return evaluate(condition, item, frame)


def _times(result: Value, position: int, size: int) -> int:
    """How often an item is selected."""
    numbers = [result] if is_number(result) else result
    if isinstance(numbers, list) and numbers and all(is_number(number) for number in numbers):
        return sum(_position(number, size) == position for number in numbers)
    return int(truth(result))


def _position(number: float, size: int) -> int:
    whole = math.floor(number)
    return size + whole if whole < 0 else whole
