"""Variables, blocks and bindings. A variable of the expression is a local variable of the generated function.

A block (or a lambda, or the whole expression) is a frame: all that is bound in it with `:=` belongs to it, and where
it is read before that, it still means the variable of that name further out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate import lambdas
from crossdock.jsonata.generate.expr import NOTHING, Expr, Kind
from crossdock.jsonata.generate.scopes import Local, Scope, bindings_in, mentions, variable_expr
from crossdock.jsonata.syntax import Bind, Block, Lambda, Node, Parent, Variable

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def variable(g: Generator, node: Variable, scope: Scope) -> Expr:
    """`$name`, `$` or `$$`."""
    if node.name == "":
        return Expr(f"unwrap_context({scope.context})") if not scope.is_object else Expr(scope.context, simple=True)
    return named(g, node.name, scope)


def named(g: Generator, name: str, scope: Scope) -> Expr:
    """The value of a variable: of the expression, a built-in or own function, or one that the caller binds."""
    local = scope.variables.get(name)
    if local is not None:
        if local.function is not None:
            return Expr(local.function.value, Kind.FUNCTION, simple=True)
        g.hooks.used(g, local)
        return variable_expr(local)
    if name == "$":
        return Expr("data", simple=True)
    if name in g.functions:
        g.used.add(name)
        return Expr(f"run.function({name!r})", Kind.FUNCTION, owned=True)
    return Expr(bound_by_caller(g, name), simple=True)


def bound_by_caller(g: Generator, name: str) -> str:
    """The Python name of a variable that the caller may bind."""
    if name not in g.bindings:
        g.bindings[name] = f"b{len(g.bindings) + 1}_{readable(name)}"
    return g.bindings[name]


def parent(_g: Generator, node: Parent, scope: Scope) -> Expr:
    """`%`: the context that the path builder found for it."""
    code = scope.labels.get(node.slot.label)
    return Expr(code, simple=True) if code else NOTHING


def block(g: Generator, node: Block, scope: Scope) -> Expr:
    """`(a; b; c)`: the value of the last expression."""
    return frame(g, node.expressions, scope)


def frame(g: Generator, nodes: list[Node], scope: Scope) -> Expr:
    """Expressions with a frame of their own, one after the other; the value of the last one."""
    scope = _declare(g, nodes, scope)
    result = NOTHING
    for node in nodes[:-1]:
        _carry_out(g, node, scope.part())
    if nodes:
        result = g.value(nodes[-1], scope)
    return result


def _carry_out(g: Generator, node: Node, scope: Scope) -> None:
    """An expression whose value is not used."""
    if isinstance(node, Bind):
        with g.code.at(g.place(node)):
            _assign(g, node, scope)
        return
    expr = g.value(node, scope)
    if not expr.simple:
        g.code.emit(expr.code)


def _declare(g: Generator, nodes: list[Node], scope: Scope) -> Scope:
    """The scope inside a frame, with its variables set to what their names mean outside, where that can matter."""
    binds = bindings_in(nodes)
    if not binds:
        return scope
    variables: dict[str, Local] = {}
    for bind in binds:
        if bind.name not in variables:
            same = [other for other in binds if other.name == bind.name]
            variables[bind.name] = _declare_one(g, nodes, same, scope)
    return scope.with_variables(variables)


def _declare_one(g: Generator, nodes: list[Node], binds: list[Bind], scope: Scope) -> Local:
    first = binds[0]
    code = g.code.name(f"v_{readable(first.name)}_")
    before = nodes[: nodes.index(first)] if first in nodes else None
    fresh = before is not None and not any(mentions(node, first.name) for node in before)
    if fresh and len(binds) == 1 and isinstance(first.value, Lambda) and not first.value.predicates:
        return Local(code, Kind.FUNCTION, function=lambdas.declare(g, first.value, code))
    g.hooks.declared(g, code)
    if not fresh or mentions(first.value, first.name):
        g.code.emit(f"{code} = {named(g, first.name, scope).code if first.name else 'U'}")
    return Local(code)


def bind(g: Generator, node: Bind, scope: Scope) -> Expr:
    """`$name := value`; the value is the value of the whole."""
    expr = _assign(g, node, scope)
    g.hooks.used(g, scope.variables[node.name])
    return expr


def _assign(g: Generator, node: Bind, scope: Scope) -> Expr:
    local = scope.variables[node.name]
    if local.function is not None and isinstance(node.value, Lambda):
        lambdas.define(g, node.value, local.function, scope)
        return Expr(local.function.value, Kind.FUNCTION, simple=True)
    with g.hooks.binding(g, local):
        expr = g.value(node.value, scope.part())
        g.code.assign(local.code, expr.code)
    return Expr(local.code, expr.kinds, simple=True, owned=expr.owned)


def readable(name: str) -> str:
    """The name as part of a Python name."""
    return "".join(char if char.isascii() and char.isalnum() else "_" for char in name)[:30]
