"""Arithmetic, comparison, `&`, `and`, `or`, `in`: the usual types in line, anything else through `runtime.operators`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from crossdock.jsonata.generate.expr import PLAIN_TRUTH, Expr, Kind, number_guard, text_guard, truth_of
from crossdock.jsonata.generate.scopes import Scope
from crossdock.jsonata.syntax import Binary, Negate, Node

if TYPE_CHECKING:
    from crossdock.jsonata.generate.generator import Generator

_ARITHMETIC: Final = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "%": "remainder"}
_ORDER: Final = {"<": "less", "<=": "at_most", ">": "greater", ">=": "at_least"}
_NUMERIC: Final = Kind.NUMBER | Kind.UNDEFINED
_LOGICAL: Final = Kind.BOOL | Kind.UNDEFINED


def negate(g: Generator, node: Negate, scope: Scope) -> Expr:
    """`-operand`"""
    operand = g.operand(node.operand, scope)
    guard = number_guard(operand)
    code = f"-{operand.code}" if guard is None else f"(-{operand.code} if {guard} else negate({operand.code}))"
    return g.simple(Expr(code, _NUMERIC))


def binary(g: Generator, node: Binary, scope: Scope) -> Expr:
    """Two operands, the left one first."""
    rule = _RULES.get(node.operator)
    if rule is not None:
        return rule(g, node, scope)
    left, right = _operands(g, node, scope)
    if node.operator in _ARITHMETIC:
        return _arithmetic(g, node.operator, left, right)
    if node.operator in _ORDER:
        return _comparison(g, node.operator, left, right)
    return _inclusion(g, left, right) if node.operator == "in" else _range(g, left, right)


def _range(g: Generator, left: Expr, right: Expr) -> Expr:
    code = f"number_range({left.code}, {right.code}, run.function_limits.items)"
    found = g.simple(Expr(code, Kind.ARRAY | Kind.UNDEFINED, owned=True))
    g.code.spend(f"size_of({found.code})")
    return found


def _inclusion(g: Generator, left: Expr, right: Expr) -> Expr:
    general = f"included({left.code}, {right.code})"
    if left.only(Kind.TEXT):
        general = f"{left.code} in {right.code} if type({right.code}) is list else {general}"
    return g.simple(Expr(general, Kind.BOOL))


def _operands(g: Generator, node: Binary, scope: Scope) -> tuple[Expr, Expr]:
    left = g.operand(node.left, scope)
    return left, g.operand(node.right, scope)


def _all_of(*guards: str | None) -> str | None:
    given = [guard for guard in guards if guard]
    return " and ".join(given) if given else None


def _arithmetic(g: Generator, operator: str, left: Expr, right: Expr) -> Expr:
    name = g.code.name()
    general = f"{_ARITHMETIC[operator]}({left.code}, {right.code})"
    guard = _all_of(number_guard(left), number_guard(right))
    if operator in "/%" or (left.constant and right.constant):
        g.code.emit(f"{name} = {_quotient(left, right, general) if operator == '/' else general}")
        return Expr(name, _NUMERIC, simple=True)
    if guard is None:
        _checked(g, name, operator, left, right)
        return Expr(name, Kind.NUMBER, simple=True)
    with g.code.block(f"if {guard}:"):
        _checked(g, name, operator, left, right)
    with g.code.block("else:"):
        g.code.emit(f"{name} = {general}")
    return Expr(name, _NUMERIC, simple=True)


def _checked(g: Generator, name: str, operator: str, left: Expr, right: Expr) -> None:
    g.code.emit(f"{name} = {left.code} {operator} {right.code}")
    if operator == "*":
        g.code.emit(f"if not -SAFE_INTEGER <= {name} <= SAFE_INTEGER: {name} = large_product({name})")
    else:
        g.code.emit(f"if not -LARGEST <= {name} <= LARGEST: out_of_range({name})")


def _quotient(left: Expr, right: Expr, general: str) -> str:
    """What is divided by a whole literal can be neither out of range nor divided by zero."""
    if left.constant or not (right.constant and right.code.isdecimal() and int(right.code) != 0):
        return general
    uneven = f"type({left.code}) is float or type({left.code}) is int and {left.code} % {right.code}"
    return f"{left.code} / {right.code} if {uneven} else {general}"


def _comparison(g: Generator, operator: str, left: Expr, right: Expr) -> Expr:
    general = f"{_ORDER[operator]}({left.code}, {right.code})"
    guard = _order_guard(left, right)
    if guard is None:
        return Expr(f"({left.code} {operator} {right.code})", Kind.BOOL)
    return g.simple(Expr(f"{left.code} {operator} {right.code} if {guard} else {general}", _LOGICAL))


def _order_guard(left: Expr, right: Expr) -> str | None:
    """What makes sure that both sides are numbers, or both texts; for unknown ones numbers are the usual case."""
    if left.only(Kind.TEXT) or right.only(Kind.TEXT):
        return _all_of(text_guard(left), text_guard(right))
    return _all_of(number_guard(left), number_guard(right))


def _equality(g: Generator, node: Binary, scope: Scope) -> Expr:
    left, right = _operands(g, node, scope)
    for literal, other in ((right, left), (left, right)):
        if literal.constant and not other.constant and literal.may_be(Kind.TEXT | Kind.NULL | Kind.BOOL | Kind.NUMBER):
            return _equal_to_literal(literal, other, negated=node.operator == "!=")
    general = f"{'equal' if node.operator == '=' else 'unequal'}({left.code}, {right.code})"
    guard = _all_of(text_guard(left), text_guard(right))
    if guard is None:
        return Expr(f"({left.code} {_PYTHON[node.operator]} {right.code})", Kind.BOOL)
    code = f"{left.code} {_PYTHON[node.operator]} {right.code} if {guard} else {general}"
    return g.simple(Expr(code, Kind.BOOL))


_PYTHON: Final = {"=": "==", "!=": "!="}


def _equal_to_literal(literal: Expr, other: Expr, *, negated: bool) -> Expr:
    if literal.only(Kind.NULL | Kind.BOOL):
        same = f"{other.code} {'is not' if negated else 'is'} {literal.code}"
    else:
        same = f"{other.code} {'!=' if negated else '=='} {literal.code}"
    if literal.only(Kind.NUMBER) and other.may_be(Kind.BOOL):
        same = f"({same} or type({other.code}) is bool)" if negated else f"{same} and type({other.code}) is not bool"
    if negated and other.may_be(Kind.UNDEFINED):
        same = f"{other.code} is not U and {same}"
    return Expr(f"({same})", Kind.BOOL)


def _logical(g: Generator, node: Binary, scope: Scope) -> Expr:
    """`and` and `or`: the right side is evaluated only if it matters."""
    left = g.value(node.left, scope.part())
    left = left if left.only(PLAIN_TRUTH) else g.simple(left)
    lines, right = g.lines_of(node.right, scope.part())
    if not lines and right.only(Kind.BOOL) and left.only(Kind.BOOL):
        return Expr(f"({left.code} {node.operator} {right.code})", Kind.BOOL)
    name = g.code.name()
    g.code.emit(f"{name} = {_as_bool(left)}")
    with g.code.block(f"if {name}:" if node.operator == "and" else f"if not {name}:"):
        g.code.replay(lines)
        right = right if right.simple or right.only(PLAIN_TRUTH) else g.simple(right)
        g.code.assign(name, _as_bool(right))
    return Expr(name, Kind.BOOL, simple=True)


def _as_bool(expr: Expr) -> str:
    truth = truth_of(expr)
    return truth if expr.only(Kind.BOOL) else f"True if {truth} else False"


def _concatenation(g: Generator, node: Binary, scope: Scope) -> Expr:
    """`a & b & c` in one go."""
    parts = [g.operand(part, scope) for part in _concatenated(node)]
    name = g.code.name()
    g.code.emit(f"{name} = {' + '.join(_as_text(part) for part in parts)}")
    if not all(part.constant for part in parts):
        g.code.emit(f"if len({name}) > longest: run.check_text({name})")
    return Expr(name, Kind.TEXT, simple=True)


def _concatenated(node: Binary) -> list[Node]:
    parts: list[Node] = [node.right]
    left = node.left
    while isinstance(left, Binary) and left.operator == "&" and not left.predicates and left.group is None:
        parts.append(left.right)
        left = left.left
    return [left, *reversed(parts)]


def _as_text(part: Expr) -> str:
    if part.only(Kind.TEXT):
        return part.code
    return f"({part.code} if type({part.code}) is str else text_of({part.code}))"


_RULES: Final[dict[str, Callable[..., Expr]]] = {
    "and": _logical,
    "or": _logical,
    "&": _concatenation,
    "=": _equality,
    "!=": _equality,
}
