"""Comparisons that can never be true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.lint.finding import Fix, Problem
from crossdock.jsonata.lint.operands import as_number
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.nearest import nearest
from crossdock.jsonata.shape import Shape
from crossdock.jsonata.syntax import Binary, Literal, Node
from crossdock.jsonata.words import kinds_in_words

_OUTCOME: Final = {"=": "always false", "!=": "always true", "in": "always false"}
_ORDERS: Final = frozenset(("<", "<=", ">", ">="))


def never_equal(subject: Subject) -> Iterator[Problem]:
    """`=`, `!=` and `in` between values of kinds, or out of lists, that have nothing in common."""
    for node in subject.each(Binary):
        if node.operator in _OUTCOME and not _is_constant(node):
            problem = _never_equal(node, subject)
            if problem is not None and not subject.asks_type(node.left, node.right):
                yield problem


def unordered(subject: Subject) -> Iterator[Problem]:
    """`<` and the like between values that are never both numbers nor both texts."""
    for node in subject.each(Binary):
        if node.operator not in _ORDERS:
            continue
        left, right = subject.yield_of(node.left).whole, subject.yield_of(node.right).whole
        if left.is_unknown or right.is_unknown or left.kinds & right.kinds & {"string", "number"}:
            continue
        if subject.asks_type(node.left, node.right):
            continue
        text = next((side for side in (node.left, node.right) if subject.yield_of(side).only("string")), None)
        yield Problem(
            span=(node.start, node.end),
            message=f"{_sides(node, left, right, subject)}; only two numbers or two texts can be put in order.",
            remedy="Turn one side into what the other is, with $number or $string.",
            fix=as_number(text, subject) if text is not None else None,
        )


def _never_equal(node: Binary, subject: Subject) -> Problem | None:
    left, right = subject.yield_of(node.left).whole, subject.yield_of(node.right).whole
    if node.operator == "in":
        right = right.item
    if left.is_unknown or right.is_unknown:
        return None
    if not left.kinds & right.kinds:
        return _different_kinds(node, left, right, subject)
    if _is_no_value(node.left, right):
        return _no_such_value(node, node.left, right, subject)
    return _no_such_value(node, node.right, left, subject) if _is_no_value(node.right, left) else None


def _is_constant(node: Binary) -> bool:
    return isinstance(node.left, Literal) and isinstance(node.right, Literal)


def _different_kinds(node: Binary, left: Shape, right: Shape, subject: Subject) -> Problem:
    if node.operator == "in":
        where = f"the items of {quoted(subject.text(node.right))} are {kinds_in_words(right.kinds)}"
        message = f"{_is(node.left, left, subject)}, but {where}: `in` is {_OUTCOME['in']}."
    else:
        message = f"{_sides(node, left, right, subject)}: `{node.operator}` is {_OUTCOME[node.operator]}."
    fix = _fitting_literal(node.left, right) or _fitting_literal(node.right, left)
    return Problem(span=(node.start, node.end), message=message, remedy=_remedy(node, left, right), fix=fix)


def _sides(node: Binary, left: Shape, right: Shape, subject: Subject) -> str:
    return f"{_is(node.left, left, subject)} and {_is(node.right, right, subject)}"


def _is(node: Node, shape: Shape, subject: Subject) -> str:
    return f"{quoted(subject.text(node))} is {kinds_in_words(shape.kinds)}"


def _remedy(node: Binary, left: Shape, right: Shape) -> str:
    if node.operator != "in" and (left.kinds == {"array"}) != (right.kinds == {"array"}):
        return "To look for a value in an array, use `in`; to look at one item, take it with [0]."
    if {"string", "number"} <= left.kinds | right.kinds:
        return "Turn one side into what the other is, with $number or $string."
    if {"string", "boolean"} <= left.kinds | right.kinds:
        return "true and false without quotes are no texts: write both sides the same way."
    return "Compare values of the same kind."


def _fitting_literal(node: Node, other: Shape) -> Fix | None:
    """The literal as the other side has it: "7" for 7, true for "true"."""
    if not isinstance(node, Literal) or other.kinds - {"null"} not in ({"string"}, {"number"}, {"boolean"}):
        return None
    value = node.value
    kind = next(iter(other.kinds - {"null"}))
    text: str | None = None
    if kind == "string" and isinstance(value, int) and not isinstance(value, bool):
        text = f'"{value}"'
    elif kind == "number" and isinstance(value, str) and value.isdecimal() and str(int(value)) == value:
        text = value
    elif kind == "boolean" and value in ("true", "false"):
        text = str(value)
    return Fix(span=(node.start, node.end), text=text) if text is not None else None


def _is_no_value(literal: Node, other: Shape) -> bool:
    """Whether the literal is none of the values that the schema lists for the other side."""
    return isinstance(literal, Literal) and other.values is not None and literal.value not in other.values


def _no_such_value(node: Binary, literal: Node, other: Shape, subject: Subject) -> Problem:
    texts = sorted(value for value in other.values or () if isinstance(value, str))
    meant = nearest(str(literal.value), texts) if isinstance(literal, Literal) else None
    return Problem(
        span=(node.start, node.end),
        message=f"{quoted(subject.text(literal))} is none of the values there can be: `{node.operator}` is {_OUTCOME[node.operator]}.",
        remedy=f'Write "{meant}".' if meant else f"There are: {', '.join(texts)}.",
        fix=Fix(span=(literal.start, literal.end), text=f'"{meant}"') if meant else None,
    )
