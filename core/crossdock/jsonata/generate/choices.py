"""Conditions: `a ? b : c`, `a ?: b`, `a ?? b`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate.expr import NOTHING, Expr, Kind, truth_of
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Coalesce, Condition, Node

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

_CHAIN = 6
"""From this many conditions in a row on, the branches are written one after the other, not nested."""


def condition(g: Generator, node: Condition, scope: Scope) -> Expr:
    """`condition ? then : otherwise`, or `condition ?: otherwise`."""
    if _chain_length(node) >= _CHAIN:
        return _chain(g, node, scope)
    tested = g.value(node.condition, scope.part())
    if node.then is None or (not tested.simple and not tested.only(Kind.BOOL | Kind.UNDEFINED)):
        tested = g.simple(tested)
    return _choose(g, truth_of(tested), tested, node, scope)


def _choose(g: Generator, test: str, tested: Expr, node: Condition, scope: Scope) -> Expr:
    then_lines, then = ([], _result(g, tested, scope)) if node.then is None else g.lines_of(node.then, scope)
    else_lines, otherwise = ([], NOTHING) if node.otherwise is None else g.lines_of(node.otherwise, scope)
    kinds, owned = then.kinds | otherwise.kinds, then.is_owned and otherwise.is_owned
    raw = then.raw or otherwise.raw
    if not then_lines and not else_lines:
        return Expr(f"({then.code} if {test} else {otherwise.code})", kinds, owned=owned, raw=raw)
    name = g.code.name()
    with g.code.block(f"if {test}:"):
        g.code.replay(then_lines)
        g.code.assign(name, then.code)
    with g.code.block("else:"):
        g.code.replay(else_lines)
        g.code.assign(name, otherwise.code)
    return Expr(name, kinds, simple=True, owned=owned, raw=raw)


def _result(g: Generator, expr: Expr, scope: Scope) -> Expr:
    return g.owned(expr) if scope.own else expr


def _chain_length(node: Condition) -> int:
    length, rest = 1, node.otherwise
    while isinstance(rest, Condition) and _is_plain(rest):
        length += 1
        rest = rest.otherwise
    return length


def _is_plain(node: Node) -> bool:
    return not node.predicates and node.group is None


def _chain(g: Generator, node: Condition, scope: Scope) -> Expr:
    """A long chain, as a loop of one turn that is left when a condition holds."""
    name = g.code.name()
    kinds, owned, raw = Kind(0), True, False
    rest: Node | None = node
    with g.code.loop("for _ in ONCE:"):
        while isinstance(rest, Condition) and _is_plain(rest):
            tested = g.simple(g.value(rest.condition, scope.part()))
            with g.code.block(f"if {truth_of(tested)}:"):
                if rest.then is not None:
                    g.hooks.reached(g, rest.then)
                then = tested if rest.then is None else g.value(rest.then, scope)
                then = _result(g, then, scope)
                g.code.assign(name, then.code)
                g.code.emit("break")
            kinds, owned, raw = kinds | then.kinds, owned and then.is_owned, raw or then.raw
            rest = rest.otherwise
            if rest is not None:
                g.hooks.reached(g, rest)
        last = _result(g, g.value(rest, scope), scope) if rest is not None else NOTHING
        g.code.assign(name, last.code)
    return Expr(name, kinds | last.kinds, simple=True, owned=owned and last.is_owned, raw=raw or last.raw)


def coalesce(g: Generator, node: Coalesce, scope: Scope) -> Expr:
    """`left ?? right`: the right side if the left one is undefined."""
    left = g.operand(node.left, scope)
    if not left.may_be(Kind.UNDEFINED):
        return left
    lines, right = g.lines_of(node.right, scope)
    left = _result(g, left, scope)
    name = g.code.name()
    g.code.emit(f"{name} = {left.code}")
    with g.code.block(f"if {name} is U:"):
        g.code.replay(lines)
        g.code.assign(name, right.code)
    kinds = (left.kinds & ~Kind.UNDEFINED) | right.kinds
    return Expr(name, kinds, simple=True, owned=left.is_owned and right.is_owned)
