"""Amounts calculated as binary fractions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from crossdock.jsonata.lint.finding import Problem
from crossdock.jsonata.lint.subject import Subject, quoted
from crossdock.jsonata.syntax import Binary, Bind, Call, Node, Variable, walk

_ARITHMETIC: Final = frozenset("+-*/")
_ORDERS: Final = frozenset(("<", "<=", ">", ">="))
_ADDING: Final = frozenset(("sum", "average"))
_ROUNDING: Final = frozenset(("round", "floor", "ceil", "formatNumber"))
_EXACT: Final = ("moneyAdd", "moneySubtract", "moneyMultiply", "moneySum")
"""Functions on decimal texts that a caller may provide."""


def in_floats(subject: Subject) -> Iterator[Problem]:
    """Calculations with amounts that `$number` made of texts, where nothing rounds the result."""
    return _search(subject.tree, subject, _rounded_names(subject))


def _search(node: Node, subject: Subject, rounded: frozenset[str]) -> Iterator[Problem]:
    """The outermost such calculations; `rounded` are the variables that something rounds later."""
    if _settles(node, subject) or (isinstance(node, Bind) and node.name in rounded):
        return
    if _calculates(node, subject):
        yield _problem(node, subject)
        return
    for child in node.children:
        yield from _search(child, subject, rounded)


def _rounded_names(subject: Subject) -> frozenset[str]:
    calls = (call for call in subject.each(Call) if _settles(call, subject))
    return frozenset(part.name for call in calls for part in walk(call) if isinstance(part, Variable))


def _settles(node: Node, subject: Subject) -> bool:
    """Whether what is calculated within does no harm: it is rounded, only put in order, or handed to who knows what."""
    if isinstance(node, Binary):
        return node.operator in _ORDERS
    if not isinstance(node, Call):
        return False
    name = subject.built_in(node)
    if name is None:
        return subject.yield_of(node.procedure).function is None
    return name in _ROUNDING


def _calculates(node: Node, subject: Subject) -> bool:
    if not subject.yield_of(node).shape.money:
        return False
    return (isinstance(node, Binary) and node.operator in _ARITHMETIC) or subject.built_in(node) in _ADDING


def _problem(node: Node, subject: Subject) -> Problem:
    exact = [f"${name}" for name in _EXACT if name in subject.functions]
    use = f"Use {', '.join(exact)}, which are exact, or round" if exact else "Round"
    return Problem(
        span=(node.start, node.end),
        message=f"{quoted(subject.text(node))} calculates with amounts as binary fractions: 0.1 + 0.2 is 0.30000000000000004.",
        remedy=f"{use} the result: $round(…, 2).",
    )
