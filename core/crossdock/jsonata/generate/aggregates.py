"""Functions of an array, which a path can give without making its value: `$sum`, `$max`, `$count`, `$join` ..."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from crossdock.jsonata.generate import collecting
from crossdock.jsonata.generate.expr import Expr, Kind, number_guard
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Array, Call, Literal, Node

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

Special: TypeAlias = Callable[["Generator", Call, list[Expr], Scope], Expr | None]

_TEXT: Final = Kind.TEXT | Kind.UNDEFINED
_NUMBER: Final = Kind.NUMBER | Kind.UNDEFINED
_PAIR: Final = 2


def _aggregate(on_value: str, on_numbers: str) -> Special:
    def special(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr | None:
        if first or len(node.arguments) != 1 or node.arguments[0] is None:
            return None
        collected = collecting.collect(g, node.arguments[0], scope.part())
        if collected is None:
            value = g.operand(node.arguments[0], scope)
            return g.simple(Expr(f"{on_value}({value.code})", _NUMBER))
        items, kinds, may_be_empty = collected
        function = on_numbers if not kinds & ~Kind.NUMBER else on_value
        code = f"{function}({items})"
        if may_be_empty:
            code = f"{code} if {items} else U"
        return g.simple(Expr(code, _NUMBER))

    return special


def _extreme(on_value: str, on_numbers: str) -> Special:
    """`$max` or `$min`; of an array written in the call without making the array."""
    general = _aggregate(on_value, on_numbers)

    def special(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr | None:
        argument = node.arguments[0] if len(node.arguments) == 1 and not first else None
        if not isinstance(argument, Array) or len(argument.items) < _PAIR or argument.predicates or argument.group:
            return general(g, node, first, scope)
        if any(isinstance(item, Array) for item in argument.items):
            return general(g, node, first, scope)
        values = [g.operand(item, scope) for item in argument.items]
        code = ", ".join(value.code for value in values)
        guards = [guard for guard in map(number_guard, values) if guard]
        quick = f"{on_numbers}({code})"
        return g.simple(
            Expr(f"{quick} if {' and '.join(guards)} else {on_value}(gathered({code}))" if guards else quick, _NUMBER)
        )

    return special


def count(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr | None:
    if first or len(node.arguments) != 1 or node.arguments[0] is None:
        return None
    collected = collecting.collect(g, node.arguments[0], scope.part())
    if collected is None:
        value = g.operand(node.arguments[0], scope)
        return g.simple(Expr(f"count_of({value.code})", Kind.NUMBER))
    return g.simple(Expr(f"len({collected[0]})", Kind.NUMBER))


def join(g: Generator, node: Call, first: list[Expr], scope: Scope) -> Expr | None:
    """Texts made by a path, with a fixed separator or none."""
    arguments = node.arguments
    if first or not 1 <= len(arguments) <= 2 or arguments[0] is None or not _is_text(arguments[1:]):
        return None
    collected = collecting.collect(g, arguments[0], scope.part())
    separator = repr(arguments[1].value) if len(arguments) == 2 and isinstance(arguments[1], Literal) else "''"
    if collected is None:
        value = g.operand(arguments[0], scope)
    else:
        items, _, may_be_empty = collected
        value = Expr(f"{items} or U" if may_be_empty else items)
    return g.simple(Expr(f"join_texts({value.code}, {separator}, limits)", _TEXT))


def _is_text(arguments: list[Node | None]) -> bool:
    return all(isinstance(each, Literal) and isinstance(each.value, str) for each in arguments)


sum_: Final = _aggregate("sum_of", "sum_of_numbers")
maximum: Final = _extreme("maximum_of", "max")
minimum: Final = _extreme("minimum_of", "min")
average: Final = _aggregate("average_of", "average_of")
