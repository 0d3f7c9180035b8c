"""Transforms: `|pattern|update, delete|` is a function that returns a changed copy of its argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossdock.jsonata.generate import loops, variables
from crossdock.jsonata.generate.expr import Expr, Kind
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.signature import Signature
from crossdock.jsonata.syntax import Transform

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator


def transform(g: Generator, node: Transform, scope: Scope) -> Expr:
    """A function value."""
    function, original = g.code.name("f"), g.code.name("original")
    clone = g.simple(variables.named(g, "clone", scope))
    with g.code.define(f"def {function}({original}=U):", (original,)):
        g.code.emit(f"if {original} is U: return U")
        _write_body(g, node, clone.code, original, scope.part())
    signature = g.code.constant(Signature.parse("<(oa):o>"), "signature")
    return g.simple(Expr(f"FunctionValue({function}, 1, {signature})", Kind.FUNCTION, owned=True))


def _write_body(g: Generator, node: Transform, clone: str, original: str, scope: Scope) -> None:
    code = g.code
    copy, matches = code.name("copy"), code.name("matches")
    code.emit(f"if not callable({clone}): raise failure('T2013')")
    code.emit(f"{copy} = call({clone}, [{original}], None, 'clone')")
    code.emit(f"{matches} = {g.operand(node.pattern, scope.inside(copy)).code}")
    code.emit(f"{matches} = filter_items({matches}) if {matches} is not U else ()")
    match = code.name("item")

    def change() -> None:
        inner = scope.inside(match)
        update = g.operand(node.update, inner)
        with code.at(g.place(node.update)):
            code.emit(f"update_object({match}, {update.code})")
        if node.delete is not None:
            deletion = g.operand(node.delete, inner)
            with code.at(g.place(node.delete)):
                code.emit(f"delete_members({match}, {deletion.code})")

    parts = [node.update] + ([node.delete] if node.delete is not None else [])
    loops.loop(g, match, matches, g.makers.among(parts), change)
    code.emit(f"return {copy}")
