"""Variants of an input: each of its arrays with nothing in it, with one item, and with several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from crossdock.engine.json_text import decode, encode
from crossdock.model.variant import Size, Variant

Steps = tuple[str, ...]
ITEMS = "[]"
"""A step into every item of an array."""


def arrays(document: Any) -> list[Steps]:
    """The places that hold an array somewhere in a document, in its order."""
    return list(dict.fromkeys(steps for steps, _ in _arrays(document, ())))


def variants(raw: bytes, examples: Sequence[bytes] = ()) -> Iterator[Variant]:
    """For each array of an input: the input with none, one and several of its items, wherever the place occurs.

    Several items stay as they are; a single one is repeated. An array without items borrows one from the same place in
    the examples; where none has one either, there is only the variant without. Raises Malformed for what is no JSON.
    """
    document = decode(raw)
    others = [decode(example) for example in examples]
    for steps in arrays(document):
        item = _first_item([document, *others], steps)
        for size in Size if item else (Size.NONE,):
            resized = _resized(document, steps, size, item)
            yield Variant(array=_path(steps), size=size, input=encode(resized))


def _arrays(value: Any, steps: Steps) -> Iterator[tuple[Steps, list[Any]]]:
    if isinstance(value, list):
        yield steps, value
        for item in value:
            yield from _arrays(item, (*steps, ITEMS))
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _arrays(member, (*steps, name))


def _first_item(documents: Sequence[Any], steps: Steps) -> list[Any]:
    found = (array for document in documents for place, array in _arrays(document, ()) if place == steps)
    return next((array[:1] for array in found if array), [])


def _resized(value: Any, steps: Steps, size: Size, item: list[Any]) -> Any:
    """A document with every array at a place resized; the rest is shared with it."""
    if not steps:
        return _of_size(value, size, item) if isinstance(value, list) else value
    step, *deeper = steps
    if isinstance(value, list) and step == ITEMS:
        return [_resized(each, tuple(deeper), size, item) for each in value]
    if isinstance(value, dict) and step in value:
        return value | {step: _resized(value[step], tuple(deeper), size, item)}
    return value


def _of_size(array: list[Any], size: Size, item: list[Any]) -> list[Any]:
    """The array with fewer items or more; `item` is a list of the one to fill up with."""
    match size:
        case Size.NONE:
            return []
        case Size.ONE:
            return array[:1] or item
        case Size.SEVERAL:
            return array if len(array) > 1 else (array or item) * 2


def _path(steps: Steps) -> str:
    """As the API writes paths: `lines[].taxes`; the document itself is ''."""
    path = ""
    for step in steps:
        path += step if step == ITEMS or not path else f".{step}"
    return path
