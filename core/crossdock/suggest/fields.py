"""The leaves of a target, from its schema and from examples of it; and what an example has at one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from crossdock.engine.pointer import pointer
from crossdock.jsonata.shape import EVERY_KIND, UNKNOWN, Shape
from crossdock.model.resource import JsonSchema
from crossdock.model.suggestion import TargetField

ITEM = "*"
"""Any item of a list, in a target's pointer."""
MOST_FIELDS = 1_000
DEEPEST = 12
"""Levels that are looked into; schemas may contain themselves."""

Segments = tuple[str, ...]


def target_fields(schema: JsonSchema | None, examples: Iterable[Any]) -> tuple[TargetField, ...]:
    """The leaves in the order of the examples, then those that the schema alone has; the first thousand."""
    shape = UNKNOWN if schema is None else Shape.from_schema(schema)
    found: dict[Segments, TargetField] = {}
    for example in examples:
        for path in _example_leaves(example, (), shape):
            found.setdefault(path, msgspec.structs.replace(_field(path, shape), in_example=True))
    for path in _schema_leaves(shape, ()):
        found.setdefault(path, _field(path, shape))
    return tuple(found.values())[:MOST_FIELDS]


def value_at(document: Any, path: Sequence[str]) -> Any:
    """What a document has at a target, wrapped: `{"v": value}`, `{}` where it has nothing.

    Of members of a list the value is a list of what each item has, wrapped in the same way.
    """
    if not path:
        return {"v": document}
    if path[0] == ITEM:
        items = document if isinstance(document, list) else None
        return {} if items is None else {"v": [value_at(item, path[1:]) for item in items]}
    if isinstance(document, dict) and path[0] in document:
        return value_at(document[path[0]], path[1:])
    return {}


def unwrapped(wrapped: Any) -> Any:
    """A wrapped value as people read it: null for an item that has nothing."""
    if not isinstance(wrapped, dict) or "v" not in wrapped:
        return None
    value = wrapped["v"]
    is_of_items = isinstance(value, list) and all(isinstance(item, dict) and not item.keys() - {"v"} for item in value)
    return [unwrapped(item) for item in value] if is_of_items else value


def _example_leaves(value: Any, path: Segments, shape: Shape) -> Iterator[Segments]:
    if len(path) > DEEPEST:
        return
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _example_leaves(inner, (*path, name), shape)
    elif _is_list_of_objects(value):
        for item in value:
            yield from _example_leaves(item, (*path, ITEM), shape)
    elif not (value in ({}, []) and _has_parts(_at(shape, path))):
        yield path


def _schema_leaves(shape: Shape, path: Segments) -> Iterator[Segments]:
    if len(path) > DEEPEST:
        return
    if shape.fields:
        for name, inner in shape.fields.items():
            yield from _schema_leaves(inner, (*path, name))
    elif shape.items is not None and _has_parts(shape):
        yield from _schema_leaves(shape.items, (*path, ITEM))
    elif path and shape is not UNKNOWN:
        yield path


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value)


def _has_parts(shape: Shape) -> bool:
    return bool(shape.fields or (shape.items is not None and shape.items.fields))


def _field(path: Segments, shape: Shape) -> TargetField:
    found = _at(shape, path)
    kinds = () if found.kinds == EVERY_KIND else tuple(sorted(found.kinds - {"function"}))
    return TargetField(
        target=pointer(path),
        types=kinds,
        required=_is_required(shape, path),
        values=tuple(sorted(found.values, key=str)) if found.values else (),
        description=found.description,
    )


def _at(shape: Shape, path: Segments) -> Shape:
    for segment in path:
        inner = shape.items if segment == ITEM else shape.get(segment)
        shape = UNKNOWN if inner is None else inner
    return shape


def _is_required(shape: Shape, path: Segments) -> bool:
    """A list that may be empty still needs what each of its items needs."""
    for segment in path:
        if segment != ITEM and segment not in shape.required:
            return False
        shape = _at(shape, (segment,))
    return bool(path)
