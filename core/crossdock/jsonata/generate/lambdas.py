"""Lambdas: a nested Python function, and a function value around it where one is needed.

A lambda that is bound to a variable once and for all is called directly. A call at the very end of a function is
returned as a `TailCall`, unless it cannot lead to deep recursion; a function that calls itself there becomes a loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate import variables
from crossdock.jsonata.generate.expr import Expr, Kind
from crossdock.jsonata.generate.scopes import Local, Scope, StaticFunction
from crossdock.jsonata.syntax import Apply, Call, Lambda, Literal, Node, Regex, Transform, Variable, walk

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def lambda_(g: Generator, node: Lambda, scope: Scope) -> Expr:
    """A function value."""
    code = g.code.name("f")
    static = StaticFunction(code, len(node.parameters), value=f"{code}_value")
    define(g, node, static, scope)
    return Expr(static.value, Kind.FUNCTION, simple=True, owned=True)


def declare(g: Generator, node: Lambda, code: str) -> StaticFunction:
    """A static function for `$name := function...`; `define` writes it where the binding stands."""
    value = f"{code}_value"
    g.code.own(value)
    return StaticFunction(code, len(node.parameters), value=value, bounces=True)


def define(g: Generator, node: Lambda, static: StaticFunction, scope: Scope) -> None:
    """Write the Python function, and its function value."""
    contained = _is_contained(g, node, scope)
    parameters = [g.code.name(f"p_{variables.readable(name)}_") for name in node.parameters]
    header = f"def {static.code}({', '.join(f'{parameter}=U' for parameter in parameters)}):"
    with g.code.define(header, tuple(parameters)):
        locals_ = {name: Local(code) for name, code in zip(node.parameters, parameters, strict=True)}
        inner = _inner_scope(scope, locals_, tail=not contained)
        if not contained:
            weight = _deepest_call(node.body)
            _enter(g, weight)
        result = variables.frame(g, [node.body], inner)
        static.result, static.owned = result.kinds, result.is_owned
        static.raw = result.raw
        if contained:
            g.code.emit(f"return {result.code}")
        else:
            static.result, static.owned = Kind.ANY, False
            _leave(g, result, weight)
    static.bounces = not contained
    if node.signature is not None:
        g.signed.add(static.value)
    signature = "None" if node.signature is None else g.code.constant(node.signature, "signature")
    g.code.emit(f"{static.value} = FunctionValue({static.code}, {len(parameters)}, {signature}, None, {scope.context})")


def _inner_scope(scope: Scope, locals_: dict[str, Local], *, tail: bool) -> Scope:
    inner = scope.with_variables(locals_)
    return Scope(
        context=inner.context, reader=inner.reader, is_object=inner.is_object, variables=inner.variables,
        labels=inner.labels, tail=tail, own=False, raw=True,
    )  # fmt: skip


def _deepest_call(node: Node) -> int:
    """How deep a call stands in a body: what a call takes of the depth that is allowed, as in the reference."""
    inside = [] if isinstance(node, Lambda) else [_deepest_call(child) for child in node.children]
    below = max(inside, default=0)
    return below + 1 if below or isinstance(node, Call | Apply | Lambda) else 0


def _enter(g: Generator, weight: int) -> None:
    g.code.reach("depth")
    with g.code.at(None):  # it is the call that is one too many
        g.code.spend("1")
        g.code.emit(f"depth -= {weight}")
        g.code.emit("if depth < 0: too_deep()")


def _leave(g: Generator, result: Expr, weight: int) -> None:
    result = g.simple(result)
    g.code.emit(f"depth += {weight}")
    g.code.emit(f"return {result.code}")


def _is_contained(g: Generator, node: Lambda, scope: Scope) -> bool:
    """Whether a call of the lambda cannot lead back to it: it calls only functions that call nothing else."""
    for each in walk(node.body):
        if isinstance(each, Lambda | Apply | Transform):
            return False
        if isinstance(each, Call) and not _is_leaf_call(g, each, node, scope):
            return False
    return True


def _is_leaf_call(g: Generator, node: Call, caller: Lambda, scope: Scope) -> bool:
    """Whether it calls a built-in function that gets no function, or a lambda of which that is known."""
    name = node.procedure.name if isinstance(node.procedure, Variable) else ""
    if not name or node.is_partial or name in caller.parameters:
        return False
    local = scope.variables.get(name)
    if local is not None:
        return local.function is not None and not local.function.bounces
    if name not in g.functions or name == "eval":
        return False
    signature = g.functions[name].signature
    if signature is None or "f" not in signature.text:
        return signature is not None
    return all(isinstance(argument, Literal | Regex) for argument in node.arguments[1:])
