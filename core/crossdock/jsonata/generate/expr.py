"""What the compiler knows about a generated Python expression."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag
from typing import Final


class Kind(IntFlag):
    """The types that a value may have at run time."""

    UNDEFINED = 1
    NULL = 2
    BOOL = 4
    NUMBER = 8
    TEXT = 16
    ARRAY = 32
    OBJECT = 64
    FUNCTION = 128
    ANY = 255


ATOMIC: Final = Kind.UNDEFINED | Kind.NULL | Kind.BOOL | Kind.NUMBER | Kind.TEXT
"""Values that nobody can change."""

PLAIN_TRUTH: Final = ATOMIC | Kind.OBJECT
"""Values that count in Python's `if` as they do in the language."""


@dataclass(frozen=True, slots=True)
class Expr:
    """A Python expression. `simple`: a name or a constant, so that it can be written twice.

    `owned`: shares no object or array with the input.
    """

    code: str
    kinds: Kind = Kind.ANY
    simple: bool = False
    owned: bool = False
    constant: bool = False
    raw: bool = False
    """may be a sequence of one item or none, which is not a value yet"""

    def may_be(self, kinds: Kind) -> bool:
        """Whether the value can be of one of these types."""
        return bool(self.kinds & kinds)

    def only(self, kinds: Kind) -> bool:
        """Whether the value is surely of one of these types."""
        return not self.kinds & ~kinds

    @property
    def is_owned(self) -> bool:
        return self.owned or self.only(ATOMIC)


NOTHING: Final = Expr("U", Kind.UNDEFINED, simple=True, constant=True)


def number_guard(expr: Expr) -> str | None:
    """A condition that makes sure of a number; None if it surely is one."""
    if expr.only(Kind.NUMBER):
        return None
    return f"(type({expr.code}) is int or type({expr.code}) is float)"


def text_guard(expr: Expr) -> str | None:
    """A condition that makes sure of a text; None if it surely is one."""
    return None if expr.only(Kind.TEXT) else f"type({expr.code}) is str"


def truth_of(expr: Expr) -> str:
    """A Python condition for what the value counts for."""
    if expr.only(PLAIN_TRUTH):
        return expr.code
    if expr.only(Kind.FUNCTION):
        return "False"
    return (
        f"({expr.code} if type({expr.code}) is bool else is_true({expr.code}))"
        if expr.simple
        else (f"is_true({expr.code})")
    )
