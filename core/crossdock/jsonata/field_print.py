"""What a rule computes, as a short text that layout and comments do not change: to see whether two rules differ."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Final

from crossdock.jsonata.field_scope import Scope
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.syntax import Node, Variable, walk

_LENGTH: Final = 16
_PLACES: Final = frozenset(("start", "end", "mark", "ancestor", "seeks", "label"))
"""Where a node stands and how `%` finds its way: the same for the same text, and no part of its meaning."""


def rule_print(node: Node, scope: Scope) -> str:
    """The print of an expression, of what its variables stand for, and of what decides whether it is there."""
    prints: dict[tuple[int, int], str] = {}
    parts = [_print(node, scope, prints)]
    parts += [f"{each.kind.value} {_print(each.node, each.scope, prints)}" for each in scope.decisions]
    return _digest(parts)


def _print(node: Node, scope: Scope, prints: dict[tuple[int, int], str]) -> str:
    """Of a part of the text; `prints` are those of variables' values that are known already, by the ids of value and scope."""
    used = {part.name for part in walk(node) if isinstance(part, Variable)} & scope.variables.keys()
    return _digest([repr(_form(node)), *(f"{name} {_bound_print(name, scope, prints)}" for name in sorted(used))])


def _bound_print(name: str, scope: Scope, prints: dict[tuple[int, int], str]) -> str:
    bound, outer = scope.variables[name]
    key = id(bound), id(outer)
    if key not in prints:
        prints[key] = _print(bound, outer, prints)
    return prints[key]


def _form(value: object) -> object:
    """A node as nested tuples, without its place."""
    if isinstance(value, Signature):
        return value.text
    if is_dataclass(value) and not isinstance(value, type):
        kept = (getattr(value, each.name) for each in fields(value) if each.name not in _PLACES)
        return type(value).__name__, *(_form(each) for each in kept)
    if isinstance(value, list | tuple):
        return tuple(_form(each) for each in value)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _digest(parts: list[str]) -> str:
    return sha256("\n".join(parts).encode(errors="surrogatepass")).hexdigest()[:_LENGTH]
