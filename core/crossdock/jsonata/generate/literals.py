"""Literals: texts, numbers, true, false, null, regular expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate.expr import Expr, Kind
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.patterns import compile_pattern
from crossdock.jsonata.syntax import Literal, Regex

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

_LONG_INTEGER = 10**300


def literal(g: Generator, node: Literal, _scope: Scope) -> Expr:
    """A constant."""
    value = node.value
    kind = _kind(value)
    code = g.code.constant(value) if isinstance(value, int) and abs(value) > _LONG_INTEGER else repr(value)
    return Expr(f"({code})" if code.startswith("-") else code, kind, simple=True, constant=True)


def _kind(value: str | float | bool | None) -> Kind:
    if value is None:
        return Kind.NULL
    if isinstance(value, bool):
        return Kind.BOOL
    return Kind.TEXT if isinstance(value, str) else Kind.NUMBER


def regex(g: Generator, node: Regex, _scope: Scope) -> Expr:
    """A pattern, prepared once."""
    pattern = g.code.constant(compile_pattern(node.pattern, node.flags), "pattern")
    return Expr(pattern, Kind.FUNCTION, simple=True, owned=True, constant=True)
