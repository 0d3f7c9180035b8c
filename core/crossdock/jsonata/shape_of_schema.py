"""From a JSON Schema to a shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final, cast

from crossdock.jsonata.errors import JsonataError
from crossdock.jsonata.patterns import compile_pattern
from crossdock.jsonata.shape import EVERY_KIND, UNKNOWN, Kind, Shape, unite
from crossdock.jsonata.undefined import Value

_KINDS: Final[Mapping[str, Kind]] = {
    "string": "string", "number": "number", "integer": "number", "boolean": "boolean", "null": "null",
    "object": "object", "array": "array",
}  # fmt: skip
_AMOUNTS: Final = ("12.50", "0.00")
_NO_AMOUNTS: Final = ("A", "12.50 A", "2026-03-01", "12.50.1")


class SchemaReader:
    """Reads one document; `$ref` may point to anywhere in it."""

    def __init__(self, document: Mapping[str, Value] | bool) -> None:
        self._document = document
        self._within: list[str] = []

    def read(self) -> Shape:
        """The shape of the whole document."""
        return self._read(self._document)

    def _read(self, schema: Value) -> Shape:
        if not isinstance(schema, Mapping):
            return UNKNOWN
        parts = [self._own(schema)]
        if isinstance(schema.get("$ref"), str):
            parts.append(self._referred(schema["$ref"]))
        parts.extend(self._read(part) for part in _list(schema.get("allOf")))
        choices = [_list(schema.get(choice)) for choice in ("anyOf", "oneOf")]
        parts.extend(unite(self._read(option) for option in options) for options in choices if options)
        shape = reduce(_both, parts)
        described = schema.get("description")
        return replace(shape, description=described) if isinstance(described, str) else shape

    def _referred(self, reference: str) -> Shape:
        """What a reference points to; UNKNOWN within itself, and for another document."""
        if reference in self._within or not reference.startswith("#"):
            return UNKNOWN
        self._within.append(reference)
        shape = self._read(self._find(reference))
        self._within.pop()
        return shape

    def _find(self, reference: str) -> Value:
        place: Value = self._document
        for name in reference.removeprefix("#").split("/")[1:]:
            key = name.replace("~1", "/").replace("~0", "~")
            place = place.get(key) if isinstance(place, Mapping) else None
        return place

    def _own(self, schema: Mapping[str, Value]) -> Shape:
        """What the keywords of one schema say, those that combine schemas aside."""
        properties = _mapping(schema.get("properties"))
        values = _values(schema)
        return Shape(
            kinds=_kinds(schema),
            fields={name: self._read(part) for name, part in properties.items()},
            required=frozenset(name for name in _list(schema.get("required")) if isinstance(name, str)),
            rest=self._rest(schema),
            items=self._read(schema["items"]) if isinstance(schema.get("items"), Mapping) else None,
            least=schema["minItems"] if isinstance(schema.get("minItems"), int) else None,
            values=None if values is None else frozenset(values),
            money=_writes_amount(schema),
            open=schema.get("additionalProperties") is True,
        )

    def _rest(self, schema: Mapping[str, Value]) -> Shape | None:
        rest = schema.get("additionalProperties")
        others = [*_mapping(schema.get("patternProperties")).values(), *([rest] if isinstance(rest, Mapping) else [])]
        return unite(self._read(other) for other in others) if others else None


def _both(left: Shape, right: Shape) -> Shape:
    """A value that fits both: the kinds are those that both allow."""
    common = left.kinds & right.kinds
    return replace(left.combined(right), kinds=common or EVERY_KIND)


def _kinds(schema: Mapping[str, Value]) -> frozenset[Kind]:
    given = schema.get("type")
    names = [given] if isinstance(given, str) else _list(given)
    kinds = {_KINDS[name] for name in names if isinstance(name, str) and name in _KINDS}
    if schema.get("nullable") is True and kinds:
        kinds.add("null")
    if kinds:
        return frozenset(kinds)
    values = _values(schema)
    if values is not None:
        return frozenset(_kind_of(value) for value in values)
    return frozenset(("object",)) if isinstance(schema.get("properties"), Mapping) else EVERY_KIND


def _values(schema: Mapping[str, Value]) -> list[str | int | float | bool | None] | None:
    """The values of `const` or `enum`; None where an array or object is among them."""
    given = [schema["const"]] if "const" in schema else schema.get("enum")
    if not isinstance(given, list) or not all(value is None or isinstance(value, str | int | float) for value in given):
        return None
    return cast("list[str | int | float | bool | None]", given)


def _kind_of(value: Value) -> Kind:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    return "string" if isinstance(value, str) else "number"


def _writes_amount(schema: Mapping[str, Value]) -> bool:
    """Whether a text's pattern takes decimal numbers and nothing else."""
    pattern = schema.get("pattern")
    if schema.get("format") == "decimal" or not isinstance(pattern, str):
        return schema.get("format") == "decimal"
    try:
        compiled = compile_pattern(pattern)
        return all(map(compiled.search, _AMOUNTS)) and not any(map(compiled.search, _NO_AMOUNTS))
    except JsonataError:  # not a pattern that can be judged
        return False


def _list(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list | tuple) else ()


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}
