"""What is known about a JSON value: its kinds, its fields, its items; from a JSON Schema, from samples, or from both.

A shape errs towards knowing less: where it is not sure, it is `UNKNOWN`, and nothing is said about the value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from crossdock.jsonata.undefined import Value

Kind: TypeAlias = Literal["string", "number", "boolean", "null", "object", "array", "function"]
Atom: TypeAlias = str | int | float | bool | None
Merge: TypeAlias = "Callable[[Shape, Shape], Shape]"

EVERY_KIND: Final[frozenset[Kind]] = frozenset(
    ("string", "number", "boolean", "null", "object", "array", "function")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a value can be.

    `fields` are those of an object, `required` those that are always there, `rest` what fields that are not listed
    are (None: there are none that anybody knows of). `items` is one item of an array, `least` how many there are at
    least (None: nobody knows). `values` are all the values there can be, where these are known. `money`: a text that
    writes an amount, or the number made of one. `open`: the description says that it lists not everything.
    `built`: an object that the expression itself makes.
    """

    kinds: frozenset[Kind] = EVERY_KIND
    fields: Mapping[str, Shape] = field(default_factory=lambda: MappingProxyType({}))
    required: frozenset[str] = frozenset()
    rest: Shape | None = None
    items: Shape | None = None
    least: int | None = None
    values: frozenset[Atom] | None = None
    money: bool = False
    open: bool = False
    built: bool = False
    description: str = ""

    @staticmethod
    def from_schema(schema: Mapping[str, Value] | bool) -> Shape:
        """The shape that a JSON Schema (draft 4 to 2020-12, references within the document) describes."""
        from crossdock.jsonata.shape_of_schema import SchemaReader

        return SchemaReader(schema).read()

    @staticmethod
    def from_samples(samples: Iterable[Value]) -> Shape:
        """The shape of values like these; UNKNOWN for none."""
        from crossdock.jsonata.shape_of_samples import shape_of

        return shape_of(list(samples))

    @property
    def is_unknown(self) -> bool:
        """Nothing is known: a value that was only ever seen as null counts as well."""
        return self.kinds == EVERY_KIND or self.kinds <= {"null"}

    @property
    def may_be_array(self) -> bool:
        """Whether a path goes through its items."""
        return "array" in self.kinds or self.is_unknown

    @property
    def may_be_empty(self) -> bool:
        """Whether a path through its items may find none."""
        return self.may_be_array and not self.least

    @property
    def item(self) -> Shape:
        """What one step of a path meets: the value, or each item of it if it is an array."""
        if self.is_unknown or "array" not in self.kinds:
            return self
        inner = self.items.item if self.items is not None else UNKNOWN
        alone = self.kinds - {"array", "null"}
        return union(replace(self, kinds=alone, items=None, least=None), inner) if alone else inner

    def get(self, name: str) -> Shape | None:
        """The shape of a field; None if the value, as far as is known, never has it."""
        if name in self.fields:
            return self.fields[name]
        return self.unlisted

    @property
    def unlisted(self) -> Shape | None:
        """The shape of fields that are not listed; None if there are none."""
        if self.rest is not None:
            return self.rest
        knows = not self.is_unknown and (self.fields or "object" not in self.kinds)
        return None if knows else UNKNOWN

    def combined(self, other: Shape) -> Shape:
        """What two descriptions of the same value say together, such as its schema and its samples."""
        if self._says_nothing or other._says_nothing:
            return other if self._says_nothing else self
        return Shape(
            kinds=self.kinds | other.kinds,
            fields=_combined_fields(self.fields, other.fields),
            required=_required(self, other),
            rest=_merged(self.rest, other.rest, Shape.combined),
            items=_merged(self.items, other.items, Shape.combined),
            least=min((count for count in (self.least, other.least) if count is not None), default=None),
            values=self.values if other.values is None else other.values,
            money=self.money or other.money,
            open=self.open or other.open,
            description=self.description or other.description,
        )

    @property
    def _says_nothing(self) -> bool:
        return self.kinds == EVERY_KIND and not self.fields and self.items is None and self.rest is None


UNKNOWN: Final = Shape()
NUMBER: Final = Shape(kinds=frozenset(("number",)))
STRING: Final = Shape(kinds=frozenset(("string",)))
BOOLEAN: Final = Shape(kinds=frozenset(("boolean",)))
OBJECT: Final = Shape(kinds=frozenset(("object",)))
FUNCTION: Final = Shape(kinds=frozenset(("function",)))


def array_of(item: Shape, least: int | None = None) -> Shape:
    """An array of such items."""
    return Shape(kinds=frozenset(("array",)), items=item, least=least)


def union(left: Shape, right: Shape) -> Shape:
    """A value that is one or the other: what is unknown of one is unknown of both."""
    if left is right or UNKNOWN in (left, right):
        return left if left is right else UNKNOWN
    return Shape(
        kinds=left.kinds | right.kinds,
        fields=_united_fields(left, right),
        required=_required_in_both(left, right),
        rest=_united_rest(left, right),
        items=_merged(left.items, right.items, union),
        least=None if left.least is None or right.least is None else min(left.least, right.least),
        values=None if left.values is None or right.values is None else left.values | right.values,
        money=left.money and right.money,
        open=left.open or right.open,
        built=left.built and right.built,
        description=left.description or right.description,
    )


def unite(shapes: Iterable[Shape]) -> Shape:
    """A value that is one of these; UNKNOWN for none."""
    given = list(shapes)
    return reduce(union, given) if given else UNKNOWN


def _combined_fields(left: Mapping[str, Shape], right: Mapping[str, Shape]) -> dict[str, Shape]:
    fields = {**right, **left}
    for name in left.keys() & right.keys():
        fields[name] = left[name].combined(right[name])
    return fields


def _united_fields(left: Shape, right: Shape) -> dict[str, Shape]:
    fields = {**right.fields, **left.fields}
    for name in left.fields.keys() & right.fields.keys():
        fields[name] = union(left.fields[name], right.fields[name])
    return fields


def _required(left: Shape, right: Shape) -> frozenset[str]:
    """Fields that every description that lists them calls required."""
    optional = (left.fields.keys() - left.required) | (right.fields.keys() - right.required)
    return (left.required | right.required) - optional


def _required_in_both(left: Shape, right: Shape) -> frozenset[str]:
    if not ("object" in left.kinds and "object" in right.kinds):
        return left.required | right.required
    return left.required & right.required


def _united_rest(left: Shape, right: Shape) -> Shape | None:
    """Fields that one of them leaves open are open."""
    rests = [shape.unlisted for shape in (left, right) if "object" in shape.kinds or shape.is_unknown]
    known = [rest for rest in rests if rest is not None]
    return unite(known) if known else None


def _merged(left: Shape | None, right: Shape | None, merge: Merge) -> Shape | None:
    if left is None or right is None:
        return right if left is None else left
    return merge(left, right)
