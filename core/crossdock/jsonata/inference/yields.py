"""What one expression can yield."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final

from crossdock.jsonata.shape import NUMBER, UNKNOWN, Kind, Shape, array_of, union
from crossdock.jsonata.syntax import Lambda


@dataclass(frozen=True, slots=True, kw_only=True)
class Yield:
    """`shape` is one value. `absent`: there may be nothing. `several`: it is a sequence, so more than one value
    becomes an array and exactly one stands alone. `function` is the lambda, if it is known to be one."""

    shape: Shape = UNKNOWN
    absent: bool = True
    several: bool = False
    function: Lambda | None = None

    @property
    def whole(self) -> Shape:
        """The shape of the value that comes out, several values being an array."""
        if not self.several:
            return self.shape
        if self.shape.is_unknown:
            return UNKNOWN
        return replace(self.shape, kinds=self.shape.kinds | {"array"}, items=self.item, least=None)

    @property
    def item(self) -> Shape:
        """The shape of what the next step of a path meets."""
        return self.shape.item

    @property
    def member(self) -> Shape:
        """The shape of what a function that goes through an array is called with."""
        if self.several or self.shape.kinds != {"array"}:
            return self.shape if self.several else self.item
        return self.shape.items or UNKNOWN

    @property
    def is_many(self) -> bool:
        """Whether a path goes through more than one item of it, or may."""
        return self.several or self.shape.may_be_array

    @property
    def may_be_empty(self) -> bool:
        """Whether a path through it may meet nothing."""
        return self.absent or self.shape.may_be_empty

    def only(self, *kinds: Kind) -> bool:
        """Whether it is known to be one of these kinds, if there is anything."""
        return not self.several and not self.shape.is_unknown and self.shape.kinds <= set(kinds)


ANYTHING: Final = Yield()
NOTHING: Final = Yield(absent=True)
A_NUMBER: Final = Yield(shape=NUMBER, absent=False)


def surely(shape: Shape) -> Yield:
    """Exactly one value of this shape."""
    return Yield(shape=shape, absent=False)


def either(yields: Iterable[Yield]) -> Yield:
    """What one of several expressions yields; ANYTHING for none."""
    given = list(yields)
    return reduce(_either, given) if given else ANYTHING


def kept_array(given: Yield) -> Yield:
    """The same with `[]` behind it: one value is an array as well."""
    return Yield(shape=array_of(given.item), absent=given.absent)


def _either(left: Yield, right: Yield) -> Yield:
    return Yield(
        shape=union(left.shape, right.shape),
        absent=left.absent or right.absent,
        several=left.several or right.several,
        function=left.function if left.function is right.function else None,
    )
