"""Calls of functions that nobody has: found in a parsed text before it is ever evaluated."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from crossdock.evaluate.reference.syntax_tree import Symbol, walk


def unknown_calls(tree: Any, known: Collection[str]) -> list[tuple[str, int]]:
    """Name and position of each call of a function that is neither known nor bound anywhere in the text."""
    symbols = list(walk(tree))
    bound = {str(name) for symbol in symbols for name in _bound_by(symbol)} | set(known)
    calls = {call for symbol in symbols for call in _calls_of(symbol)}
    return sorted((call for call in calls if call[0] not in bound), key=lambda call: call[1])


def _bound_by(symbol: Any) -> Iterator[Any]:
    if symbol.type == "bind":
        yield symbol.lhs.value
    if symbol.type == "lambda":
        yield from (argument.value for argument in symbol.arguments)
    yield from (name for name in (symbol.focus, symbol.index) if isinstance(name, str))


def _calls_of(symbol: Any) -> Iterator[tuple[str, int]]:
    if _is_name(symbol.procedure):
        yield symbol.procedure.value, symbol.position
    if symbol.type == "apply" and _is_name(symbol.rhs):
        yield symbol.rhs.value, symbol.rhs.position


def _is_name(symbol: Any) -> bool:
    return isinstance(symbol, Symbol) and symbol.type == "variable" and bool(symbol.value)
